"""Groups the clauses of a sentence by date: which belong together, and which of them says what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.events.acts import Act, act_of, rank
from pipeline.events.when import narrowest
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.scene import Scene
    from pipeline.schema import Span, TimeSpan

_NEXT = 5
"""So many characters at most stand between a verb and a subject right behind it: an article."""


def groups_of(
    scene: Scene, own: dict[int, list[TimeSpan]], attributes: list[int]
) -> list[tuple[list[int], list[TimeSpan]]]:
    """Group the clauses of a sentence by date: those that tell the same thing, with the dates they have.

    `attributes` takes the clauses whose date serves the clause around them: "In der am Montag verabschiedeten
    Erklärung heißt es ..." tells of what was passed on Monday.
    """
    groups: list[tuple[list[int], list[TimeSpan]]] = []
    grouped: dict[int, int] = {}
    for number in sorted(own):
        clause = scene.clauses[number]
        spans = own[number]
        outer = scene.outer(number)
        home = number
        lends = clause.kind == "participle" and outer >= 0 and outer not in own
        if lends and (_borrows(scene, outer, number) or _called_off(scene, outer, number)):
            attributes.append(number)
            home = outer
        same = next(
            (
                place
                for place, (members, dates) in enumerate(groups)
                if _same_days(dates, spans) and scene.clauses[members[0]].frame == clause.frame
            ),
            None,
        )
        if same is None:
            groups.append(([home], list(spans)))
            same = len(groups) - 1
        else:
            groups[same][0].append(home)
            groups[same][1].extend(spans)
        grouped[home] = same
    loose: list[int] = []
    for number, clause in enumerate(scene.clauses):
        if (
            number in grouped
            or clause.kind not in ("main", "verbless")
            or clause.quoted
            or not clause.predicates
        ):
            continue
        if clause.frame and any(
            _behind_colon(scene, scene.clauses[members[0]], clause) for members, _ in groups
        ):
            continue
        dated = _home(scene, number, groups)
        if dated is None:
            loose.append(number)
        elif _apart(scene, groups[dated][0][0], number):
            if act_of(clause).kind != "other":
                groups.append(([number], list(groups[dated][1]) if groups[dated][0][0] < number else []))
        else:
            groups[dated][0].append(number)
    if loose:
        frames = [number for number in loose if scene.clauses[number].frame]
        groups += [(members, []) for members in _by_actor(scene, frames or loose)]
    return groups


def _by_actor(scene: Scene, numbers: list[int]) -> list[list[int]]:
    """Divide clauses without date by who acts in them: "Der Verband lobt die Reform, die Linke lehnt sie ab"."""
    found: list[list[int]] = []
    for number in numbers:
        if found and not _apart(scene, found[-1][0], number):
            found[-1].append(number)
        else:
            found.append([number])
    return found


def _apart(scene: Scene, one: int, other: int) -> bool:
    """Whether two main clauses tell what two actors do, each an act of its own."""
    named = all(_names_subject(scene, scene.clauses[number]) for number in (one, other))
    return named and of_others(scene, one, other)


def refers_back(scene: Scene, number: int) -> bool:
    """Whether a clause is about what was told before it: "das Treffen ist vom Tisch, Trump sagt es ab"."""
    words = " ".join(scene.words(span) for span in scene.clauses[number].spans).lower().split()
    return not set(words).isdisjoint(table("events")["senses"]["referring"])


def of_others(scene: Scene, one: int, other: int) -> bool:
    """Whether two main clauses have subjects of their own, so that who acts in one does not in the other."""
    subjects = []
    for clause in (scene.clauses[one], scene.clauses[other]):
        subject = None if clause.shares_subject else clause.subject
        if clause.kind != "main" or clause.frame or clause.quoted or subject is None:
            return False
        if not _beside_its_verb(clause, subject) or _subjunctive(clause):
            return False
        subjects.append(subject)
    words = [scene.words(subject) for subject in subjects]
    pronouns = table("clauses")["words"]["pronouns"]
    return words[0] != words[1] and not any(word.lower() in pronouns for word in words)


def reports_of(scene: Scene) -> list[int]:
    """Give the dependent clause without date in which somebody says something: "wie die Polizei mitteilte"."""
    unreal = table("events")["unreal"]["conjunctions"]
    for number, clause in enumerate(scene.clauses):
        if clause.kind not in ("subordinate", "relative") or clause.quoted or not _speaks(clause):
            continue
        if clause.introducer in unreal:
            continue
        said = clause.introducer == "wie" or any(
            other.start > clause.start
            and ((other.parent == number and other.kind == "subordinate") or _subjunctive(other))
            for other in scene.clauses
        )
        if said:
            return [number]
    return []


def remarks_of(scene: Scene) -> list[int]:
    """Give the clauses with which somebody answers what their sentence tells: "..., was Blinken ablehnte"."""
    answers = table("events")["senses"]["answers"]
    return [
        number
        for number, clause in enumerate(scene.clauses)
        if clause.introducer in ("was", "wogegen", "wofür")
        and clause.kind in ("subordinate", "relative")
        and clause.parent >= 0
        and clause.start > scene.clauses[clause.parent].start
        and not clause.quoted
        and any(predicate.kind in answers and predicate.speech for predicate in clause.predicates)
        and _names_subject(scene, clause)
    ]


def _beside_its_verb(clause: Clause, subject: Span) -> bool:
    """Whether a subject stands where it surely is one: before the verb of a main clause, or right behind it."""
    predicate, front = clause.predicate, clause.vorfeld
    if predicate is None:
        return False
    before = front is not None and front.start <= subject.start and subject.end <= front.end
    return before or 0 < subject.start - predicate.tokens[0].end <= _NEXT


def _names_subject(scene: Scene, clause: Clause) -> bool:
    subject = clause.subject
    return subject is not None and any(
        mention.use == "actor" and subject.start <= scene.local(mention).start < subject.end
        for mention in scene.mentions
    )


def _same_days(dates: list[TimeSpan], spans: list[TimeSpan]) -> bool:
    mine, other = narrowest(spans), narrowest(dates)
    return (mine.first, mine.last) == (other.first, other.last)


def _borrows(scene: Scene, number: int, attribute: int) -> bool:
    """Whether a clause without date takes that of its attribute: "In der am Montag verabschiedeten Erklärung heißt es".

    Only acts lend their date: "das seit zwei Jahren geltende Gesetz" is none.
    """
    predicate = scene.clauses[number].predicate
    if predicate is None:
        return False
    before = scene.sentence.text[: scene.clauses[attribute].start].split()
    first = scene.sentence.text[scene.clauses[attribute].start :].split(" ", 1)[0].lower()
    if predicate.speech and (before[-1:] == ["in"] or first == "in"):
        return True  # "kündigte in einem am Montag veröffentlichten Interview an"
    if predicate.tense != "present":
        return False
    return act_of(scene.clauses[attribute]).kind != "other"


def _called_off(scene: Scene, number: int, attribute: int) -> bool:
    """Whether a clause says that what an attribute plans fails: "Die für heute geplante Sitzung wurde abgesagt"."""
    planned = scene.clauses[attribute].predicate
    predicate = scene.clauses[number].predicate
    if planned is None or predicate is None or predicate.status != "denied":
        return False
    return planned.status == "planned" or planned.lemma in table("events")["planned"]["verbs"]


def _home(scene: Scene, number: int, groups: list[tuple[list[int], list[TimeSpan]]]) -> int | None:
    """Give the dated group that a main clause without date goes with; None for what is said apart from it."""
    clause = scene.clauses[number]
    best: int | None = None
    for place, (members, spans) in enumerate(groups):
        if not spans:
            continue
        head = scene.clauses[members[0]]
        if head.introducer == "wie" and _speaks(head) and not clause.frame:
            best = place if best is None else best
            continue
        if head.kind != "main" or head.quoted:
            continue
        if clause.frame != head.frame:
            if head.frame:
                best = place
            continue
        if best is None or members[0] < number:
            best = place
    return best


def _behind_colon(scene: Scene, head: Clause, frame: Clause) -> bool:
    """Whether a frame closes what a colon opened: "Davon rückte Rom am Sonntag ab: Es sei zu früh, hieß es"."""
    return head.end < frame.start and ":" in scene.sentence.text[head.end : frame.start]


def saying(scene: Scene, members: list[int]) -> list[int]:
    """Give the clauses of a group in which the article itself speaks: not what somebody says in them."""
    frames = [number for number in members if scene.clauses[number].frame]
    if frames:
        return frames
    own = [number for number in members if not _subjunctive(scene.clauses[number])]
    return own or members


def _subjunctive(clause: Clause) -> bool:
    return clause.predicate is not None and clause.predicate.mood != "indicative"


def head_of(scene: Scene, members: list[int], spans: list[TimeSpan]) -> tuple[int | None, Act]:
    """Give the clause of a group that says what happened, with its act.

    The clause with the date does, but for a light verb before a colon: "hat am Mittwoch bekräftigt: Truppen
    kommen nicht infrage".
    """
    unreal = table("events")["unreal"]["conjunctions"]
    best: tuple[int, int] | None = None
    chosen: tuple[int | None, Act] = (None, Act("other", ""))
    for place, number in enumerate(saying(scene, members)):
        clause = scene.clauses[number]
        condition = clause.kind == "subordinate" and not clause.introducer
        if condition or clause.introducer in unreal or not clause.predicates:
            continue
        act = act_of(clause)
        if spans and place and chosen[0] is not None and chosen[1].kind not in ("other", "statement"):
            break
        key = (rank(act.kind), number)
        if best is None or key < best:
            best, chosen = key, (number, act)
    return chosen


def borrowed(scene: Scene, head: int, attributes: list[int]) -> Act | None:
    """Give the act of the attribute that dates a clause, where it says more than a light verb."""
    predicate = scene.clauses[head].predicate
    if predicate is not None and predicate.lemma in table("events")["speech"]["documents"]:
        attributes = [number for number, clause in enumerate(scene.clauses) if clause.kind == "participle"]
    for number in attributes:
        if scene.outer(number) == head:
            act = act_of(scene.clauses[number])
            if act.kind not in ("other", "statement"):
                return act
    return None


def with_dependents(scene: Scene, members: list[int], act: Act) -> set[int]:
    """Give the clauses whose actors take part: the group's own, what is asked in them, and who reports them."""
    chosen = set(saying(scene, members))
    for number, clause in enumerate(scene.clauses):
        if clause.parent in chosen and (
            clause.kind == "infinitive" or (clause.introducer == "wie" and _speaks(clause))
        ):
            chosen.add(number)
        if clause.kind == "participle" and scene.outer(number) in chosen and not _dated(scene, number):
            chosen.add(number)
    if act.kind == "demand":
        for number, clause in enumerate(scene.clauses):
            if (
                clause.subject is not None
                and not clause.quoted
                and clause.kind != "participle"
                and number not in chosen
            ):
                predicate = clause.predicate
                if predicate is not None and predicate.modal in ("müssen", "sollen", "dürfen"):
                    chosen.add(number)
    return chosen


def _dated(scene: Scene, number: int) -> bool:
    return any(scene.owner(span.start) == number for span in scene.times)


def _speaks(clause: Clause) -> bool:
    return any(predicate.speech for predicate in clause.predicates)
