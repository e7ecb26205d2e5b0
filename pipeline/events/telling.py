"""What one sentence tells: its clauses grouped by date, each group an act with its actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.acts import SPOKEN, Act, act_of, nominal_act, rank
from pipeline.events.roles import as_participants, participants
from pipeline.events.when import When, narrowest, of_article, of_span
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Nominal, Predicate
    from pipeline.events.scene import Scene
    from pipeline.schema import Article, Participant, Sentence, TimeSpan

_LINK = re.compile(
    r"[\s,(]*(?:[Vv]om|[Vv]on|[Aa]m|[Ii]m|[Aa]n|[Ii]n|[Aa]b|[Zz]um|[Dd]es|[Dd]er|[Dd]em|[Dd]en|[Zz]u)?[\s(]*"
)
_PAST = ("past", "perfect", "pluperfect")


@dataclass(slots=True)
class Telling:
    """An act as one sentence tells it, before the tellings of an article are joined to events.

    `scene` is the sentence that proves it, `also` are further sentences. `number` is the clause that tells it,
    `timed` holds where the clause has a date of its own, `dated` is the verb of the clause with that date.
    """

    scene: Scene
    number: int
    members: tuple[int, ...]
    act: Act
    when: When
    participants: tuple[Participant, ...]
    timed: bool
    chronicle: bool
    section: int
    dated: Predicate | None = None
    also: list[Sentence] = field(default_factory=list)

    @property
    def speaker(self) -> str:
        """The person, else the country or organisation, that acts; empty for none."""
        for kind in ("person", "organisation", "country"):
            for participant in self.participants:
                if participant.kind == kind and participant.role in ("acts", "signs"):
                    return participant.name
        return ""

    @property
    def clause(self) -> Clause | None:
        """The clause that tells the act."""
        return self.scene.clauses[self.number] if self.number >= 0 else None

    @property
    def nouns(self) -> set[str]:
        """The event nouns of its clauses."""
        found = {nominal.lemma for number in self.members for nominal in self.scene.clauses[number].nominals}
        if self.act.nominal is not None:
            found.add(self.act.nominal.lemma)
        return found


def tellings(
    scene: Scene, article: Article, frame: TimeSpan | None, lead: TimeSpan | None, section: int
) -> list[Telling]:
    """Give what a sentence tells: one act for each date in it, and one for what it tells without a date.

    `frame` is the date of the chronology's entry or heading that the sentence stands under, `lead` the date
    that heads the sentence itself.
    """
    own, nominal_times = _times_by_clause(scene, lead)
    found: list[Telling] = []
    governing = lead or frame
    for nominal, span, number in nominal_times:
        act = nominal_act(nominal)
        found.append(
            Telling(
                scene,
                number,
                (),
                act,
                of_span(span),
                _near(scene, number, nominal, span, act),
                True,
                False,
                section,
            )
        )
    attributes: list[int] = []
    groups = _groups(scene, own, attributes)
    default = of_span(governing) if governing is not None else of_article(article)
    for members, spans in groups:
        head, act = _head(scene, members, spans)
        if head is None:
            continue
        act = _borrowed(scene, head, attributes) or act
        predicate = act.predicate
        if _state(act) or (scene.clauses[head].quoted and act.kind == "other"):
            continue
        if spans:
            ongoing = predicate is not None and predicate.tense == "present"
            when = of_span(narrowest(spans), ongoing)
        elif not _worth_telling(scene, head, act, governing is not None, lead is not None):
            continue
        else:
            when = default
        everyone = participants(scene, _with_dependents(scene, members, act), act)
        if not spans and lead is None and not _someone(scene, scene.clauses[head], act, everyone):
            continue
        found.append(
            Telling(
                scene,
                head,
                tuple(members),
                act,
                when,
                everyone,
                bool(spans) or lead is not None,
                governing is not None,
                section,
                scene.clauses[members[0]].predicate if spans else None,
            )
        )
    if lead is not None and not any(telling.members for telling in found):
        found.append(_bare(scene, default, section))
    if not found:
        attributed = _attributed(scene, default, governing is not None, section)
        if attributed is not None:
            found.append(attributed)
    return found


def _someone(scene: Scene, clause: Clause, act: Act, everyone: tuple[Participant, ...]) -> bool:
    """Whether an act without a date has someone who does it: an actor, or for what is said any speaker."""
    if any(participant.role in ("acts", "signs", "takes part") for participant in everyone):
        return True
    events = table("events")["news"]
    if act.predicate is not None and act.predicate.tense in ("past", "perfect"):
        opening = scene.sentence.paragraph <= events["paragraphs"]
        if opening and act.kind in events["passive" if act.predicate.passive else "active"]:
            return True
    if act.predicate is None or not act.predicate.speech or clause.subject is None:
        return act.predicate is not None and act.predicate.lemma in table("events")["speech"]["documents"]
    speech = table("events")["speech"]
    return (
        act.predicate.lemma in speech["documents"]
        or scene.words(clause.subject).lower() not in speech["nobody"]
    )


def _attributed(scene: Scene, when: When, chronicle: bool, section: int) -> Telling | None:
    """Tell a sentence that is somebody's report: "laut Polizei", "nach Angaben von", "..., so Merz"."""
    text = scene.sentence.text
    for pattern, words in _attributions():
        cue = pattern.search(text)
        if cue is None:
            continue
        at = cue.start("who")
        speakers = [
            mention
            for mention in scene.mentions
            if at <= scene.local(mention).start < cue.end("who") and mention.use != "place"
        ]
        act = Act("statement", words)
        listed = tuple(
            participant for mention in speakers[:1] for participant in as_participants(mention, "acts")
        )
        number = max(scene.owner(scene.sentence.start + cue.start()), 0) if scene.clauses else -1
        members = (number,) if number >= 0 else ()
        return Telling(scene, number, members, act, when, listed, False, chronicle, section)
    return None


@cache
def _attributions() -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = table("events")["speech"]
    before = "|".join(rules["before"])
    nouns = "|".join(rules["nouns"])
    return (
        (re.compile(rf"\b(?i:{before})\s(?P<who>[^,.;:]{{2,90}})"), "laut"),
        (
            re.compile(rf"\b[Nn]ach\s(?:[a-zäöüß]+\s){{0,2}}(?:\w+-)?(?:{nouns})\b(?P<who>[^,.;:]{{0,90}})"),
            "nach Angaben",
        ),
        (re.compile(r"\b(?P<who>[A-ZÄÖÜ][^,.;:]{1,60})\szufolge\b"), "zufolge"),
        (
            re.compile(r"[,“”\"«»]\s*so\s(?P<who>(?!dass\b|wie\b|viel|lange\b|sehr\b|weit\b)[^,.;:]{2,90})"),
            "so",
        ),
    )


def _bare(scene: Scene, when: When, section: int) -> Telling:
    """Tell an entry of a chronology without a verb: "3. Mai: Wahl in Polen"."""
    act = Act("other", "")
    numbers = range(len(scene.clauses))
    for number in numbers:
        for nominal in scene.clauses[number].nominals:
            if rank(nominal.kind) < rank(act.kind) or not act.words:
                act = nominal_act(nominal)
    return Telling(
        scene,
        0 if scene.clauses else -1,
        tuple(numbers),
        act,
        when,
        participants(scene, numbers, act),
        True,
        True,
        section,
    )


def _times_by_clause(
    scene: Scene, lead: TimeSpan | None
) -> tuple[dict[int, list[TimeSpan]], list[tuple[Nominal, TimeSpan, int]]]:
    """Give each clause its dates, and each event noun that has a date of its own its one."""
    own: dict[int, list[TimeSpan]] = {}
    nominals: list[tuple[Nominal, TimeSpan, int]] = []
    rules = table("events")["nominal"]
    for span in scene.times:
        if span is lead or span.relation in ("before", "after"):
            continue
        number = scene.owner(span.start)
        if number < 0 or _compares(scene, span) or (lead is not None and span.relation != "at"):
            continue
        clause = scene.clauses[number]
        if clause.kind == "participle" and clause.predicate is not None:
            local = scene.local(span)
            if any(local.start <= token.start < local.end for token in clause.predicate.tokens):
                number = scene.outer(number)
                clause = scene.clauses[number]
        nominal = _nominal_before(scene, clause, span)
        if nominal is not None and (nominal.preposition in rules["other"] or _genitive(clause, nominal)):
            nominals.append((nominal, span, number))
        else:
            own.setdefault(number, []).append(span)
    return own, nominals


def _compares(scene: Scene, span: TimeSpan) -> bool:
    """Whether a date only says since when something had not been: "erstmals seit drei Jahren"."""
    if span.relation != "since":
        return False
    words = scene.sentence.text[: scene.local(span).start].lower().split()
    if words[-1:] == ["seit"]:
        words.pop()
    return words[-1:] == ["erstmals"] or words[-2:] == ["ersten", "mal"]


def _genitive(clause: Clause, nominal: Nominal) -> bool:
    return any(
        phrase.role == "genitive" and phrase.start <= nominal.head.start < phrase.end
        for phrase in clause.phrases
    )


def _nominal_before(scene: Scene, clause: Clause, span: TimeSpan) -> Nominal | None:
    """Give the event noun that a date follows directly: "dem Einmarsch vom 24. Februar"."""
    at = scene.local(span)
    for nominal in clause.nominals:
        if not scene.words(nominal.head)[:1].isupper():
            continue
        for end in (nominal.end, nominal.head.end):
            if end <= at.start and _LINK.fullmatch(scene.sentence.text, end, at.start):
                return nominal
    return None


def _near(scene: Scene, number: int, nominal: Nominal, span: TimeSpan, act: Act) -> tuple[Participant, ...]:
    """Give the actors within an event noun's phrase: "dem russischen Einmarsch in die Ukraine am 24. Februar"."""
    inside = tuple(
        replace_use(mention)
        for mention in scene.mentions
        if nominal.start <= scene.local(mention).start < scene.local(span).end and mention.use != "place"
    )
    return participants(replace(scene, mentions=inside), (number,), act)


def replace_use(mention):  # type: ignore[no-untyped-def]
    """See an adjective or a topic within an event's own noun phrase as its actor: "dem russischen Einmarsch"."""
    return replace(mention, use="actor") if mention.kind == "country" else mention


def _groups(
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
        if clause.kind == "participle" and outer >= 0 and outer not in own and _borrows(scene, outer):
            attributes.append(number)
            number = outer
        same = next(
            (
                place
                for place, (members, dates) in enumerate(groups)
                if _same_days(dates, spans) and scene.clauses[members[0]].frame == clause.frame
            ),
            None,
        )
        if same is None:
            groups.append(([number], list(spans)))
            same = len(groups) - 1
        else:
            groups[same][0].append(number)
            groups[same][1].extend(spans)
        grouped[number] = same
    loose: list[int] = []
    for number, clause in enumerate(scene.clauses):
        if (
            number in grouped
            or clause.kind not in ("main", "verbless")
            or clause.quoted
            or not clause.predicates
        ):
            continue
        home = _home(scene, number, groups)
        if home is None:
            loose.append(number)
        else:
            groups[home][0].append(number)
    if loose:
        frames = [number for number in loose if scene.clauses[number].frame]
        groups.append((frames or loose, []))
    if not groups:
        reports = _reports(scene)
        groups += [(reports, [])] if reports else []
    return groups


def _reports(scene: Scene) -> list[int]:
    """Give the dependent clauses without date in which somebody says something: "wie die Polizei mitteilte"."""
    unreal = table("events")["unreal"]["conjunctions"]
    found = []
    for number, clause in enumerate(scene.clauses):
        if clause.kind not in ("subordinate", "relative") or clause.quoted:
            continue
        said = any(
            other.start > clause.start
            and ((other.parent == number and other.kind == "subordinate") or _subjunctive(other))
            for other in scene.clauses
        )
        if (said or clause.introducer == "wie") and _speaks(clause) and clause.introducer not in unreal:
            found.append(number)
    return found[:1]


def _same_days(dates: list[TimeSpan], spans: list[TimeSpan]) -> bool:
    mine, other = narrowest(spans), narrowest(dates)
    return (mine.first, mine.last) == (other.first, other.last)


def _borrows(scene: Scene, number: int) -> bool:
    """Whether a clause without date takes that of its attribute: present tense, "In der am Montag ... heißt es"."""
    predicate = scene.clauses[number].predicate
    return predicate is not None and predicate.tense == "present"


def _home(scene: Scene, number: int, groups: list[tuple[list[int], list[TimeSpan]]]) -> int | None:
    """Give the dated group that a main clause without date goes with; None for what is said apart from it."""
    clause = scene.clauses[number]
    best: int | None = None
    for place, (members, spans) in enumerate(groups):
        if not spans:
            continue
        head = scene.clauses[members[0]]
        if head.kind != "main" or head.quoted:
            continue
        if clause.frame != head.frame:
            if head.frame:
                best = place
            continue
        if best is None or members[0] < number:
            best = place
    return best


def _saying(scene: Scene, members: list[int]) -> list[int]:
    """Give the clauses of a group in which the article itself speaks: not what somebody says in them."""
    frames = [number for number in members if scene.clauses[number].frame]
    if frames:
        return frames
    own = [number for number in members if not _subjunctive(scene.clauses[number])]
    return own or members


def _subjunctive(clause: Clause) -> bool:
    return clause.predicate is not None and clause.predicate.mood != "indicative"


def _head(scene: Scene, members: list[int], spans: list[TimeSpan]) -> tuple[int | None, Act]:
    """Give the clause of a group that says what happened, with its act.

    The clause with the date does, but for a light verb before a colon: "hat am Mittwoch bekräftigt: Truppen
    kommen nicht infrage".
    """
    unreal = table("events")["unreal"]["conjunctions"]
    best: tuple[int, int] | None = None
    chosen: tuple[int | None, Act] = (None, Act("other", ""))
    for place, number in enumerate(_saying(scene, members)):
        clause = scene.clauses[number]
        if clause.introducer in unreal or not clause.predicates:
            continue
        act = act_of(clause)
        if spans and place and chosen[0] is not None and chosen[1].kind not in ("other", "statement"):
            break
        key = (rank(act.kind), number)
        if best is None or key < best:
            best, chosen = key, (number, act)
    return chosen


def _borrowed(scene: Scene, head: int, attributes: list[int]) -> Act | None:
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


def _with_dependents(scene: Scene, members: list[int], act: Act) -> set[int]:
    """Give the clauses whose actors take part: the group's own, what is asked in them, and who reports them."""
    chosen = set(_saying(scene, members))
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


def _worth_telling(scene: Scene, number: int, act: Act, framed: bool, headed: bool) -> bool:
    """Whether a clause without date tells news: something done or said by someone, not a state or a thought."""
    clause = scene.clauses[number]
    predicate = act.predicate
    if headed:
        return True
    if predicate is None or act.kind == "other" or clause.quoted:
        return False
    if _vague(scene, clause):
        return False
    if predicate.mood != "indicative" or predicate.modal in ("können", "müssen", "dürfen"):
        return False
    if predicate.tense in _PAST:
        return True
    if predicate.tense == "present":
        said = predicate.speech and not predicate.negated
        told = act.kind == "statement" or _person_acts(scene, clause) or _with_content(scene, number)
        return framed or (said and told)
    return False


def _with_content(scene: Scene, number: int) -> bool:
    """Whether a clause of saying has what is said beside it: quoted, in the subjunctive, or as a dependent clause."""
    clause = scene.clauses[number]
    if clause.frame:
        return True
    return any(
        other.quoted or (other.parent == number and other.introducer in ("dass", "ob", "wie"))
        for other in scene.clauses
    )


def _state(act: Act) -> bool:
    """Whether a verb tells how something is, not what happened: "kostete 2011 fast zwei Euro"."""
    return (
        act.kind == "other"
        and act.nominal is None
        and act.predicate is not None
        and not act.predicate.phrase
        and act.predicate.lemma in table("events")["states"]["verbs"]
    )


def _person_acts(scene: Scene, clause: Clause) -> bool:
    """Whether a person is the subject of a clause."""
    subject = scene.subject(clause)
    return subject is not None and any(
        mention.kind == "person" and subject.start <= scene.local(mention).start < subject.end
        for mention in scene.mentions
    )


def _vague(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says itself that its time is no date: "unlängst", "seit Längerem", "immer wieder"."""
    words = " ".join(scene.words(span) for span in clause.spans).lower()
    return any(f" {vague} " in f" {words} " for vague in table("events")["vague"]["words"])
