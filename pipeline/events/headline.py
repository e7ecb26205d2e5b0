"""Puts a clause in the order of a headline: subject, verb in the present tense, the rest; and makes it short.

Where all of it is too long, it is made shorter step by step: without what only says when or how, with fewer of
many names, without what stands before the object, at last cut, but never without a negation.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.names import named, person_of
from pipeline.events.omitting import dates, fillers, without
from pipeline.events.shortening import EDGE, LONGEST, clean, negation, qualified, shorten
from pipeline.events.subjects import ARTICLE, antecedent, apposition, few_names, head_of, whole
from pipeline.lang import table
from pipeline.lang.verbs import lexicon, lookup
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Predicate
    from pipeline.events.scene import Scene
    from pipeline.events.telling import Telling

SHORTEST_REST = 14
"""Less room than this for what stands between verb and end is not worth filling."""
_BOUND = ("zu", "für")
"""With these stands what somebody becomes: "zum Minister ernannt", "für ungültig erklärt"."""

_POSSIBLE = ("könn", "dürf", "müss")
"""Beginnings of modal verbs that say in the subjunctive what may be, and of no preterite."""
_SPACES = re.compile(r"\s+")


def headline(telling: Telling, clause: Clause, predicate: Predicate) -> str:
    """Put a clause in the order of a headline; empty where it has no subject to begin with."""
    scene = telling.scene
    span = scene.subject(clause)
    if clause.introducer in ("dessen", "deren"):
        return ""  # "dessen Verkündung begann": its subject has no owner there
    if span is None or scene.words(span).lower() == "es":
        if predicate.lemma in table("events")["titles"]["befalling"]:
            return _befalling(telling, clause, predicate)
        there = predicate.lemma in ("geben", "kommen", "setzen")
        return _impersonal(scene, clause, predicate) if there else ""
    span = whole(scene, clause, span)
    aside = apposition(scene, clause, span) if clause.kind == "main" else None
    spoken = Span(span.start, aside.start) if aside is not None else span
    subject = antecedent(scene, clause) if clause.kind == "relative" else person_of(scene, spoken)
    if not subject or subject.lower() in ("der", "die", "das"):
        return ""
    verb, closing = _verb(scene, predicate)
    named_by = Span(span.start, aside.end) if aside is not None else span
    taken = [*predicate.tokens, named_by, *dates(telling)]
    front, rest, behind = _fields(scene, clause, predicate, taken)
    reflexive = ""
    if rest.startswith("sich ") or " sich " in f" {rest} ":
        rest = _SPACES.sub(" ", f" {rest} ".replace(" sich ", " ", 1)).strip()
        reflexive = "sich"
    content = _content(scene, clause, telling.number)
    pointing = _pointing().search(scene.words(clause.spans[-1])) if content else None
    if pointing:
        rest = f"{rest.removesuffix(pointing[1]).strip()} {pointing[1]}".strip()

    def put(subject: str, front: str, rest: str) -> str:
        return clean(" ".join((subject, verb, reflexive, front, rest, closing, behind)))

    if front.startswith("als ") and len(put(subject, "", f"{rest} {front}")) <= LONGEST:
        front, rest = "", f"{rest} {front}".strip()  # "Als Grund gab er Mängel an"
    if len(put(subject, front, rest)) > LONGEST and _adverbial(front) and not _counts(front):
        front = "" if content else _occasion(front)
        front = front if len(put(subject, front, rest)) <= LONGEST else ""
    if len(put(subject, front, rest)) > LONGEST and (names := few_names(scene, span)):
        subject = names
    if len(put(subject, front, rest)) > LONGEST and not _counts(behind):
        behind = ""
    if len(put(subject, front, rest)) > LONGEST:
        rest = _from_object(scene, clause, rest)
    full = put(subject, front, rest)
    if len(full) >= LONGEST - 30 and _only_content(clause, predicate, content, f"{front} {rest}"):
        full = put(
            subject, "", pointing[1] if pointing else ""
        )  # "in einem Brief" can go, but not what it says
    if content and len(full) < LONGEST - 30:
        return shorten(f"{full}, {content}")
    if len(full) <= LONGEST:
        return shorten(full)
    rest = f"{front} {rest}" if front and (_counts(front) or not _adverbial(front)) else rest
    return _cut(scene, span, clean(f"{verb} {reflexive}"), subject, rest, clean(f"{closing} {behind}"))


@cache
def _pointing() -> re.Pattern[str]:
    """Match the word at the end of a clause that points to the next: "rechneten damit, dass ..."."""
    return re.compile(rf"\b({'|'.join(table('events')['titles']['pointing'])})$")


def _occasion(front: str) -> str:
    """Give the first noun phrase of "bei einem Angriff auf die Stadt Nikopol"; empty where it tells no occasion."""
    words = front.split(" ")
    if words[0].lower() not in ("bei", "beim", "nach", "durch", "wegen"):
        return ""
    if words[0].lower() == "nach" and len(words) > 1 and words[1][:1].isupper():
        return ""  # "nach Planungen aus dem Jahr 2005"
    prepositions = table("clauses")["words"]["prepositions"]
    ends = [place for place, word in enumerate(words) if place > 1 and word in prepositions]
    return " ".join(words[: ends[0]] if ends else words)


def _only_content(clause: Clause, predicate: Predicate, content: str, between: str) -> bool:
    """Whether all that is said stands in the clause behind: "teilte in einem Brief mit, dass ..."."""
    said = predicate.speech and content.split(" ", 1)[0] in ("dass", "ob")
    objects = any(not phrase.preposition and phrase.role != "subject" for phrase in clause.phrases)
    addressed = clean(between).split(" ", 1)[0].lower() in table("clauses")["words"]["prepositions"]
    return said and addressed and not _counts(between) and (not objects or predicate.lemma == "mitteilen")


def _counts(words: str) -> bool:
    """Whether words say who claims something, how sure it is, or that it is not so."""
    return qualified(words) or negation(words) >= 0


def _cut(scene: Scene, span: Span, verb: str, subject: str, rest: str, closing: str) -> str:
    """Cut what stands between verb and end so that the headline fits; a negation stays."""
    room = LONGEST - len(f"{subject} {verb}{closing}") - 4
    if room < SHORTEST_REST:
        subject = head_of(scene, span) or subject
        room = LONGEST - len(f"{subject} {verb}{closing}") - 4
        if room < SHORTEST_REST:
            return shorten(f"{subject} {verb} {rest} {closing}")
    rest = _without_adverbials(scene, span, rest, room) if closing else rest
    kept = shorten(rest, room)
    if negation(rest) >= 0 > negation(kept):
        rest = rest[negation(rest) :]
        if len(rest) > room:
            subject = head_of(scene, span) or subject
            room = LONGEST - len(f"{subject} {verb}{closing}") - 4
        kept = shorten(rest, room)
    ellipsis = " …" if kept.endswith(" …") else ""
    kept = kept.removesuffix(" …")
    kept = kept[:1].lower() + kept[1:] if rest[:1].islower() else kept
    title = clean(f"{subject} {verb} {kept} {closing}") + ellipsis
    return title[:1].upper() + title[1:]


def _without_adverbials(scene: Scene, subject: Span, rest: str, room: int) -> str:
    """Leave out prepositional phrases until the rest fits, but not the one before the end of the predicate.

    That one belongs to the verb: "wird vom Gericht in Rom zum Mörder erklärt". Nothing goes that says who claims it.
    """
    text = scene.sentence.text
    bound = any(
        phrase.preposition in _BOUND and rest.endswith(f" {text[phrase.start : phrase.end]}")
        for clause in scene.clauses
        for phrase in clause.phrases
    )
    pieces = [
        f"{words} "
        for clause in scene.clauses
        if any(part.start <= subject.start < part.end for part in clause.spans)
        for words in _adverbials(scene, clause, subject)
    ]
    kept = rest
    if not bound:
        return rest
    for piece in pieces:
        place = f" {kept}".find(f" {piece}")
        if len(kept) > room and place >= 0 and not _counts(piece) and kept[place + len(piece) :].strip():
            kept = kept[:place] + kept[place + len(piece) :]
    return kept if len(kept) <= room else rest


def _adverbials(scene: Scene, clause: Clause, subject: Span) -> list[str]:
    """List the prepositional phrases behind the subject that nothing else hangs on, the last of a row first."""
    text = scene.sentence.text
    rows: list[list[str]] = []
    end = -1
    for phrase in sorted(clause.phrases):
        if not phrase.preposition or phrase.start < subject.end:
            end = -1
            continue
        start = text.rfind(" ", 0, max(phrase.start - 1, 0)) + 1
        if start != end + 1 or not rows:
            rows.append([])
        rows[-1].append(named(scene, Span(start, phrase.end)))
        end = phrase.end
    return [words for row in rows for words in reversed(row)]


def _fields(scene: Scene, clause: Clause, predicate: Predicate, taken: list[Span]) -> tuple[str, str, str]:
    """Give what stands before the finite verb, between it and the end of the predicate, and behind that."""
    main = clause.kind == "main"
    finite = predicate.tokens[0].start
    fronted = clause.vorfeld is not None and finite < clause.vorfeld.end  # "Geleitet wird die Runde von ..."
    last = predicate.tokens[-1].end if not main or (len(predicate.tokens) > 1 and not fronted) else -1
    before, middle, behind = [], [], []
    for span in clause.spans:
        turn = min(max(span.start, finite), span.end) if main else span.start
        end = min(max(turn, last), span.end) if last >= 0 else span.end
        before.append(without(scene, Span(span.start, turn), taken))
        middle.append(without(scene, Span(turn, end), taken))
        behind.append(scene.sentence.text[last : last + 1] if end == last else "")
        behind.append(without(scene, Span(end, span.end), taken))
    front = _lowered(fillers(clean(_own_part(" ".join(before)))))
    if front.split(" ", 1)[0].lower() in table("events")["titles"]["pairing"]:
        front = _lowered(front.partition(" ")[2])
    rest = fillers(clean(" ".join(middle)))
    if clause.introducer and [word.strip(EDGE) for word in rest.lower().split(" ", 1)[:1]] == [
        clause.introducer
    ]:
        rest = rest[len(clause.introducer) :].strip(EDGE)
    return front, rest, _behind(" ".join(behind))


def _own_part(front: str) -> str:
    """Give what belongs to the clause: "Gerade noch rechtzeitig, denn zum Jahreswechsel" begins anew at "denn"."""
    return _joining().split(front)[-1]


@cache
def _joining() -> re.Pattern[str]:
    return re.compile(rf",\s*(?:{'|'.join(table('events')['titles']['joining'])})\b")


def _behind(text: str) -> str:
    """Give what follows the end of the predicate, but for a remark or the second half of a pair."""
    bare = text.strip()
    if bare.startswith(",") or bare.split(" ", 1)[0].lower() in table("events")["titles"]["pairing"]:
        return ""
    return fillers(clean(bare))


def _from_object(scene: Scene, clause: Clause, rest: str) -> str:
    """Leave out what stands before the object, unless it says who claims it or denies it."""
    for phrase in clause.phrases:
        if phrase.role != "object" or phrase.preposition:
            continue
        words = named(scene, Span(phrase.start, phrase.end))
        place = rest.find(words)
        if place > 0 and not _counts(rest[:place]):
            return rest[place:]
    return rest


def _adverbial(words: str) -> bool:
    """Whether what stands before the verb says only when, where or how, so that a long headline can do without."""
    first = words.split(" ", 1)[0].lower()
    return first != "als" and first in _small_words()


def _befalling(telling: Telling, clause: Clause, predicate: Predicate) -> str:
    """Begin with whom something succeeds: "Der Polizei gelingt es, den Täter festzunehmen"; empty for nobody."""
    scene = telling.scene
    content = _content(scene, clause, telling.number)
    verb, closing = _verb(scene, predicate)
    denial = "nicht" if predicate.negated else ""
    for phrase in clause.phrases:
        if phrase.role == "object" and not phrase.preposition and "d" in phrase.cases and content:
            front = clause.vorfeld
            first = front is not None and front.start <= phrase.start < front.end
            whom = named(scene, front if first and front is not None else Span(phrase.start, phrase.end))
            return shorten(f"{clean(f'{whom} {verb} es {denial} {closing}')}, {content}")
    return ""


def _impersonal(scene: Scene, clause: Clause, predicate: Predicate) -> str:
    """Name what there was: "es gab Streit in der Stadt" is "Streit in der Stadt", "es kam zu" stays "es kommt zu"."""
    text = scene.sentence.text
    for nominal in clause.nominals:
        if nominal.preposition in ("", "zu"):
            end = next(
                (span.end for span in clause.spans if span.start <= nominal.start < span.end), nominal.end
            )
            taken = [token for predicate in clause.predicates for token in predicate.tokens]
            start = nominal.start
            if nominal.preposition:
                start = text.rfind(" ", 0, max(nominal.start - 1, 0)) + 1
            words = clean(without(scene, Span(start, end), taken))
            if predicate.lemma == "kommen" and nominal.preposition:
                verb, closing = _verb(scene, predicate)
                denial = "nicht" if predicate.negated and negation(words) < 0 else ""
                return shorten(clean(f"Es {verb} {denial} {words} {closing}"))
            return shorten(ARTICLE.sub("", words))
    return ""


def _content(scene: Scene, clause: Clause, number: int) -> str:
    """Give what is demanded, announced or refused in a clause of its own: "..., das Vereinbarte umzusetzen"."""
    for other in scene.clauses:
        if other.parent != number or other.start < clause.start or other.quoted:
            continue
        if other.kind == "infinitive" or (other.kind == "subordinate" and other.introducer in ("dass", "ob")):
            return clean(" ".join(named(scene, span) for span in other.spans))
    following = [
        other
        for other in scene.clauses
        if other.start > clause.end and other.predicates and not other.frame and not other.quoted
    ]
    if following and following[0].kind != "participle" and subjunctive(following[0]):
        return clean(" ".join(named(scene, span) for span in following[0].spans))
    return ""


def subjunctive(clause: Clause) -> bool:
    """Say whether a clause stands in the mood of reported speech."""
    return clause.predicate is not None and clause.predicate.mood != "indicative"


def _lowered(text: str) -> str:
    """Spell the first word as within a sentence, where it is none that is always capitalised."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in _small_words() else text


@cache
def _small_words() -> frozenset[str]:
    data = table("clauses")
    return frozenset(
        (*data["determiners"], *data["words"]["prepositions"], *data["words"]["contracted"])
    ) | frozenset(
        (*data["words"]["pronouns"], *data["words"]["particles"], *table("events")["titles"]["adverbs"])
    )


@cache
def _present() -> dict[tuple[str, str], str]:
    """Map a verb and a number to its present form in the third person."""
    forms: dict[tuple[str, str], str] = {}
    for word, readings in lexicon().forms.items():
        for form in readings:
            if form.tense == "present" and form.person == 3:
                forms.setdefault((form.lemma, form.number), word)
    return forms


def _verb(scene: Scene, predicate: Predicate) -> tuple[str, str]:
    """Give the finite verb of a headline and what closes its clause: ("weist", "zurück"), ("soll", "tagen")."""
    words = [scene.words(token).lower() for token in predicate.tokens]
    number = predicate.number or "sg"
    present = _present()
    begins = {form.lemma for form in lookup(words[0])}
    if (
        predicate.modal and len(words) > 1 and not begins & {predicate.modal, "haben"}
    ):  # "..., die tagen sollen"
        return present.get((predicate.modal, number), words[-1]), " ".join(words[:-1])
    if predicate.modal and len(words) > 2 and words[-1] == predicate.modal:
        unreal = (
            predicate.mood == "subjunctive2"
        )  # "hätte tagen sollen", but "hat absagen müssen" is "muss absagen"
        finite = words[0] if unreal else present.get((predicate.modal, number), words[0])
        return finite, " ".join(words[1:] if unreal else words[1:-1])
    if predicate.modal and predicate.mood == "subjunctive2" and words[0].startswith(_POSSIBLE):
        return words[0], " ".join(words[1:])
    if predicate.modal and predicate.modal != "zu":
        return present.get((predicate.modal, number), words[0]), " ".join(words[1:])
    shares = predicate.state and any(
        other.passive and other.tokens[0] == predicate.tokens[0]
        for clause in scene.clauses
        for other in clause.predicates
    )  # "sind getötet und verletzt worden"
    if (predicate.passive or shares) and len(words) > 1:
        closing = [word for word in words if word != "worden" and _participle(word)] or words[1:]
        return "wird" if number == "sg" else "werden", " ".join(closing)
    verb = lexicon().verbs.get(predicate.lemma)
    if verb is None or predicate.state or predicate.tense in ("future", "infinitive"):
        return words[0], " ".join(words[1:])
    if verb.prefix and (verb.base, number) in present:
        return present[verb.base, number], verb.prefix
    if (verb.lemma, number) in present:
        return present[verb.lemma, number], ""
    return words[0], " ".join(words[1:])


def _participle(word: str) -> bool:
    return any(form.tense == "participle" for form in lookup(word))
