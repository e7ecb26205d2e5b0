"""Turn the drafts of a sentence's clauses into clauses with predicates, phrases and nominal events."""

from __future__ import annotations

from pipeline.clauses.phrases import CONTRACTIONS, Found, as_phrase, choose_subject, phrases
from pipeline.clauses.predicates import Complex, complexes, non_finite
from pipeline.clauses.records import Clause, Nominal, Predicate
from pipeline.clauses.segments import Attribute, Draft, Reader, attributes, drafts
from pipeline.clauses.words import (
    AMBIGUOUS,
    COORDINATOR,
    DETERMINER,
    MARK,
    NEGATOR,
    OPENER,
    PREPOSITION,
    SUBORDINATOR,
    Words,
)
from pipeline.lang import table
from pipeline.lang.acts import noun, verb_phrase
from pipeline.lang.verbs import AUXILIARIES, MODALS
from pipeline.lang.verbs import verb as verb_of
from pipeline.schema import Span


_HARM = frozenset({"attack", "accident", "protest"})
_QUOTES = frozenset('„“"»«')
_WITHIN = frozenset(',:„“”"»«')


def clauses(sentence: str) -> list[Clause]:
    """Split a sentence into its clauses; offsets are into `sentence`.

    >>> [clause.predicate.lemma for clause in clauses("Er wies das zurück, weil es nichts bringe.")]
    ['zurückweisen', 'bringen']
    """
    words = Words(sentence)
    if not len(words):
        return []
    attributive = attributes(words)
    reader = Reader(words, attributive)
    parts: list[Draft] = []
    place_of: dict[int, int] = {}
    found = drafts(words, reader)
    for number, draft in enumerate(found):
        place_of[number] = len(parts)
        parts += _coordinated(words, reader, draft, len(parts))
    for draft in found:
        draft.parent = place_of.get(draft.parent, -1)
    result: list[Clause] = []
    for draft in parts:
        shares = draft.shares
        if shares >= 0 and draft in found:
            shares = place_of[shares]
        result.append(_clause(words, reader, draft, shares, result, parts))
    idle = table("clauses")["blocked"]["attributes"]
    for attribute in attributive:
        if attribute.form in idle:
            continue
        result.append(_participle(words, attribute, result))
    return result


def _coordinated(words: Words, reader: Reader, draft: Draft, offset: int) -> list[Draft]:
    """Cut a draft where "und" joins two finite verbs: "bekräftigte ... und wies ... zurück"."""
    finite = draft.finite
    if finite < 0:
        return [draft]
    found = [draft]
    places = draft.words
    if draft.final:
        for number, place in enumerate(places[:-1]):
            if (
                number
                and words.bits[place] & COORDINATOR
                and reader.finite(places[number - 1])
                and places[number - 1] < finite < places[-1] + 1
                and not words.noun[places[number - 1]]
                and any(p > place for p in (finite,))
            ):
                left, right = places[:number], places[number + 1 :]
                if not right:
                    break
                draft.words, draft.finite = left, places[number - 1]
                draft.ends.add(places[number - 1])
                rest = Draft(
                    draft.kind, draft.introducer, right, draft.quoted, draft.parent, finite, True, draft.ends
                )
                rest.shares = offset
                return [draft, *_coordinated(words, reader, rest, offset + 1)]
        return found
    governed = words.finite[finite][0].lemma
    begin = places.index(finite)
    for number in range(begin + 1, len(places) - 1):
        if not words.bits[places[number]] & COORDINATOR:
            continue
        stop = next(
            (
                n
                for n in range(number + 1, len(places))
                if words.bits[places[n]] & COORDINATOR and n > number + 1
            ),
            len(places),
        )
        second = _second_finite(words, reader, places[number + 1 : stop], governed)
        if second < 0:
            continue
        left, right = places[:number], places[number + 1 :]
        draft.words = left
        draft.ends.add(left[-1])
        rest = Draft(draft.kind, "", right, draft.quoted, draft.parent, second, False, draft.ends)
        if right[0] == second:
            rest.shares = offset
        return [draft, *_coordinated(words, reader, rest, offset + 1)]
    return found


def _second_finite(words: Words, reader: Reader, places: list[int], governor: str) -> int:
    """Give the place of a finite verb of its own after "und", or -1."""
    for number, place in enumerate(places):
        if not reader.finite(place) or words.noun[place]:
            continue
        only = all(form.tense in ("present", "past", "subj1", "subj2") for form in words.forms[place])
        tied = not only and (governor in AUXILIARIES or governor in MODALS)
        if tied and (place == places[-1] or number > 0):
            continue
        if number > 8:
            return -1
        return place
    return -1


def _spans(words: Words, places: list[int]) -> tuple[Span, ...]:
    """Join neighbouring words to spans."""
    found: list[Span] = []
    previous = -2
    ordered = sorted(places)
    for place in ordered:
        gap = place - previous
        if found and (gap == 1 or gap == 2 and words.text[place - 1] in _WITHIN):
            found[-1] = Span(found[-1].start, words.end[place])
        else:
            found.append(Span(words.start[place], words.end[place]))
        previous = place
    return tuple(found)


def _clause(
    words: Words, reader: Reader, draft: Draft, shares: int, done: list[Clause], parts: list[Draft]
) -> Clause:
    places = draft.words
    kind = draft.kind
    if draft.finite >= 0:
        verbal = complexes(words, reader, places, draft.finite, draft.final, draft.ends)
    else:
        verbal = non_finite(words, reader, places)
        if not verbal and kind == "main":
            kind = "verbless"
    taken = {place for one in verbal for place in one.places}
    if draft.introducer and places and words.bits[places[0]] & (SUBORDINATOR | AMBIGUOUS | OPENER):
        taken.add(places[0])
    second = draft.finite if not draft.final else -1
    listed = phrases(words, places, taken, reader.attributes, second)
    number = verbal[0].number if verbal else ""
    verb = verb_of(verbal[0].lemma) if verbal and not verbal[0].passive else None
    subject = choose_subject(words, listed, draft.finite, number, draft.final, verb)
    nominals = _nominals(words, places)
    predicates = tuple(_predicate(words, places, reader.blocked, one, nominals) for one in verbal)
    vorfeld = None
    if draft.finite >= 0 and not draft.final:
        ahead = places[: places.index(draft.finite)]
        if ahead:
            vorfeld = Span(words.start[ahead[0]], words.end[ahead[-1]])
        elif draft.front >= 0:
            front = parts[draft.front].words if draft.front < len(parts) else []
            if front:
                vorfeld = Span(words.start[front[0]], words.end[front[-1]])
    span = _whole(words, listed, subject) if subject >= 0 else None
    shared = False
    if 0 <= shares < len(done) and (subject < 0 or listed[subject].cases != "n"):
        shared = True
        if done[shares].subject is not None:
            span = done[shares].subject
            for one in listed:
                if one.role == "subject":
                    one.role = "object"
    if kind == "infinitive":
        span = None
        for one in listed:
            if one.role == "subject":
                one.role = "object"
    return Clause(
        kind,  # type: ignore[arg-type]
        _spans(words, places),
        predicates,
        draft.introducer,
        draft.parent,
        draft.quoted,
        draft.frame,
        vorfeld,
        span,
        shared,
        tuple(as_phrase(words, one) for one in listed),
        nominals,
        None,
    )


def _whole(words: Words, listed: list[Found], subject: int) -> Span:
    """Give the span of the subject with its conjuncts."""
    last = subject
    for index in range(subject + 1, len(listed)):
        if listed[index].joined == index - 1 and listed[index].role == "subject":
            last = index
        else:
            break
    return Span(words.start[listed[subject].first], words.end[listed[last].last])


def _negated(words: Words, places: list[int]) -> bool:
    denying = table("clauses")["not_denying"]
    for place in places:
        if words.bits[place] & NEGATOR:
            following = words.low[place + 1] if place + 1 < len(words) else ""
            if following not in denying:
                return True
    return False


def _predicate(
    words: Words, places: list[int], inner: set[int], one: Complex, nominals: tuple[Nominal, ...]
) -> Predicate:
    verb = verb_of(one.lemma)
    kind, status, speech = verb.kind, verb.status, verb.speech
    named = ""
    heard = [
        words.text[place] if words.noun[place] else words.low[place] for place in places if place not in inner
    ]
    found = verb_phrase(one.lemma, heard, one.passive)
    if found is not None:
        kind, status, speech = found.kind, found.status, found.speech
    elif verb.object == "event":
        for nominal in nominals:
            if nominal.preposition and not (verb.kind in _HARM and nominal.kind in _HARM):
                continue
            if verb.kind not in _HARM or nominal.kind in _HARM:
                kind, named = nominal.kind, nominal.lemma
                status = status or nominal.status
                break
    return Predicate(
        one.lemma,
        tuple(Span(words.start[place], words.end[place]) for place in one.places),
        one.tense,  # type: ignore[arg-type]
        one.mood,  # type: ignore[arg-type]
        one.passive,
        one.state,
        one.modal,
        _negated(words, places),
        speech,
        kind,
        status,
        found.phrase if found else "",
        named,
        one.number,
        verb.addressed,
    )


def _nominals(words: Words, places: list[int]) -> tuple[Nominal, ...]:
    found = []
    for place in places:
        if not words.noun[place] or words.forms[place]:
            continue
        entry = noun(words.text[place])
        if entry is None or not entry.kind:
            continue
        begin = place
        while (
            begin > 0
            and not words.bits[begin - 1] & (MARK | PREPOSITION | DETERMINER)
            and (
                not words.noun[begin - 1]
                and words.text[begin - 1].endswith(("e", "en", "er", "es", "em"))
                and not words.finite[begin - 1]
            )
        ):
            begin -= 1
        preposition = ""
        definite = False
        first = begin
        if begin > 1 and words.text[begin - 1] in _QUOTES:
            begin -= 1
        if begin > 0 and words.bits[begin - 1] & DETERMINER:
            begin -= 1
            definite = words.low[begin][0] in "ds"
        if begin > 0 and words.bits[begin - 1] & PREPOSITION:
            preposition = words.low[begin - 1]
            definite = definite or preposition in CONTRACTIONS
            preposition = CONTRACTIONS.get(preposition, preposition)
        found.append(
            Nominal(
                words.start[begin if words.bits[begin] & DETERMINER else first], words.end[place], Span(words.start[place], words.end[place]),
                entry.lemma, entry.kind, entry.status, preposition, definite,
            )
        )  # fmt: skip
    return tuple(found)


def _participle(words: Words, attribute: Attribute, done: list[Clause]) -> Clause:
    """Make the clause of an attribute with a participle."""
    verb = verb_of(attribute.lemma)
    places = list(range(attribute.determiner + 1, attribute.participle))
    span = Span(words.start[attribute.determiner], words.end[attribute.participle])
    parent = next(
        (
            index
            for index, clause in enumerate(done)
            if any(one.start <= span.start and span.end <= one.end for one in clause.spans)
        ),
        -1,
    )
    present = attribute.form.endswith("nd")
    passive = not present and verb.perfect != "sein"
    one = Complex(
        attribute.lemma, [attribute.participle], "present" if present else "perfect", passive=passive
    )
    nominals = _nominals(words, places)
    listed = [as_phrase(words, phrase) for phrase in phrases(words, places, set(), {})]
    head = Span(words.start[attribute.noun], words.end[attribute.noun])
    return Clause(
        "participle",
        (span,),
        (_predicate(words, [*places, attribute.noun], set(), one, nominals),),
        "",
        parent,
        parent >= 0 and done[parent].quoted,
        False,
        None,
        None,
        False,
        tuple(listed),
        nominals,
        head,
    )
