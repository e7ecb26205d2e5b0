"""Turn the drafts of a sentence's clauses into clauses with predicates, phrases and nominal events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.clauses.conjuncts import dated_apart
from pipeline.clauses.drafts import Draft
from pipeline.clauses.nominals import nominals
from pipeline.clauses.phrases import Found, as_phrase, phrases
from pipeline.clauses.predicates import Complex, complexes
from pipeline.clauses.reader import ADJECTIVE_ENDINGS, Reader, attributes
from pipeline.clauses.records import Clause, ClauseKind, Complements, Nominal, Predicate
from pipeline.clauses.segments import drafts
from pipeline.clauses.subject import choose_subject
from pipeline.clauses.words import (
    ADVERB,
    AMBIGUOUS,
    COORDINATOR,
    DETERMINER,
    NEGATOR,
    OPENER,
    PARTICLE,
    PREPOSITION,
    PRONOUN,
    SUBORDINATOR,
    Words,
)
from pipeline.lang import table
from pipeline.lang.acts import has_phrases, verb_phrase
from pipeline.lang.verbs import AUXILIARIES, MODALS
from pipeline.lang.verbs import verb as verb_of
from pipeline.schema import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline.clauses.reader import Attribute

_WITHIN = frozenset(',:„“”"»«')
_HARM = frozenset({"attack", "accident", "protest"})
_SECOND = 8
LONGEST = 6000
"""Characters of the longest piece that is read at once; no sentence is so long, but lists and tables are."""


def clauses(sentence: str) -> list[Clause]:
    """Split a sentence into its clauses; offsets are into `sentence`.

    >>> [clause.predicates[0].lemma for clause in clauses("Er wies das zurück, weil es nichts bringe.")]
    ['zurückweisen', 'bringen']
    """
    result: list[Clause] = []
    for start, end in _windows(sentence):
        words = Words(sentence, start, end)
        if len(words):
            _analyse(words, result)
    return result


def _windows(sentence: str) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, at a mark or a space, so that the cost stays linear."""
    start = 0
    while len(sentence) - start > LONGEST:
        end = start + LONGEST
        for mark in "\n;, ":
            place = sentence.rfind(mark, start + LONGEST // 2, end)
            if place >= 0:
                end = place + 1
                break
        yield start, end
        start = end
    yield start, len(sentence)


def _analyse(words: Words, result: list[Clause]) -> None:
    """Add the clauses of one sentence to the result."""
    attributive = attributes(words)
    reader = Reader(words, attributive)
    begin = len(result)
    parts: list[Draft] = []
    found = drafts(words, reader)
    if any(draft.kind == "main" and draft.finite < 0 for draft in found):
        kept = [one for one in attributive if not reader.needed_as_verb(one, found)]
        if len(kept) < len(attributive):
            attributive = kept
            reader = Reader(words, attributive)
            found = drafts(words, reader)
    for draft in found:
        for part in _coordinated(words, reader, draft):
            parts += dated_apart(words, reader, part)
    numbers = {draft: begin + number for number, draft in enumerate(parts)}
    for draft in parts:
        result.append(_clause(words, reader, draft, numbers, result))
    owner = {place: numbers[draft] for draft in parts for place in draft.words}
    idle = table("clauses")["blocked"]["attributes"]
    for attribute in attributive:
        if attribute.form not in idle:
            parent = owner.get(attribute.participle, -1)
            quoted = parent >= 0 and result[parent].quoted
            result.append(_participle(words, attribute, parent, quoted))


def _coordinated(words: Words, reader: Reader, draft: Draft) -> list[Draft]:
    """Cut a draft where "und" joins two finite verbs: "bekräftigte ... und wies ... zurück"."""
    found = [draft]
    if words.joints.isdisjoint(draft.words):
        return found
    while found[-1].finite >= 0:
        current = found[-1]
        cut = _cut_final(words, reader, current) if current.final else _cut_main(words, reader, current)
        if cut is None:
            break
        number, first, second = cut
        left, right = current.words[:number], current.words[number + 1 :]
        rest = Draft(current.kind, "", right, current.quoted, current.parent, second, current.final)
        rest.ends = current.ends
        if current.final:
            rest.introducer = current.introducer
        if current.final or right[0] == second:
            rest.shares = current
        current.words, current.finite = left, first
        current.ends.add(left[-1])
        found.append(rest)
    return found


def _cut_final(words: Words, reader: Reader, draft: Draft) -> tuple[int, int, int] | None:
    """Find "und" behind a finite verb of a verb-final clause: (its number, finite verb before, behind)."""
    places = draft.words
    for number in range(1, len(places) - 1):
        before = places[number - 1]
        if words.bits[places[number]] & COORDINATOR and before < draft.finite and reader.finite(before):
            return number, before, draft.finite
    return None


def _cut_main(words: Words, reader: Reader, draft: Draft) -> tuple[int, int, int] | None:
    """Find "und" before a finite verb of its own in a main clause: (its number, finite verb before, behind)."""
    places = draft.words
    governed = words.finite[draft.finite][0].lemma
    coordinators = [
        number
        for number in range(places.index(draft.finite) + 1, len(places) - 1)
        if words.bits[places[number]] & COORDINATOR
    ]
    for step, number in enumerate(coordinators):
        stop = coordinators[step + 1] if step + 1 < len(coordinators) else len(places)
        second = _second_finite(reader, places[number + 1 : stop], governed)
        if second >= 0:
            return number, draft.finite, second
    return None


def _second_finite(reader: Reader, places: list[int], governor: str) -> int:
    """Give the place of a finite verb of its own after "und", or -1."""
    for number, place in enumerate(places[: _SECOND + 1]):
        if not reader.finite(place):
            continue
        tied = governor in AUXILIARIES or governor in MODALS
        if tied and reader.nonfinite(place) and (number > 0 or place == places[-1]):
            continue
        return place
    return -1


def _spans(words: Words, places: list[int]) -> tuple[Span, ...]:
    """Join neighbouring words to spans."""
    ordered = sorted(places)
    first, last = ordered[0], ordered[-1]
    if last - first + 1 == len(ordered):
        return (Span(words.start[first], words.end[last]),)
    found: list[Span] = []
    previous = first
    for place in ordered[1:]:
        gap = place - previous
        if gap > 2 or (gap == 2 and words.text[place - 1] not in _WITHIN):
            found.append(Span(words.start[first], words.end[previous]))
            first = place
        previous = place
    return (*found, Span(words.start[first], words.end[previous]))


def _clause(
    words: Words, reader: Reader, draft: Draft, numbers: dict[Draft, int], done: list[Clause]
) -> Clause:
    """Finish a draft; `numbers` are the places of drafts among the clauses, `done` the clauses before."""
    places = draft.words
    verbal = complexes(words, reader, draft)
    kind: ClauseKind = "verbless" if draft.kind == "main" and not verbal else draft.kind
    taken = {place for one in verbal for place in one.places}
    opening = words.bits[places[0]]
    if draft.introducer and opening & (SUBORDINATOR | AMBIGUOUS | OPENER) and not opening & PRONOUN:
        taken.add(places[0])
    second = -1 if draft.final else draft.finite
    shares = numbers[draft.shares] if draft.shares is not None else -1
    sharing = done[shares] if 0 <= shares < len(done) else None

    def look() -> Complements:
        pronoun = _relative_pronoun(words, draft)
        listed = phrases(words, places, taken, reader.attributes, second=second, pronoun=pronoun)
        return _complements(words, draft, kind, verbal[0] if verbal else None, listed, sharing)

    named = nominals(words, places)
    return Clause(
        kind,
        _spans(words, places),
        tuple(
            _predicate(words, _own_words(places, verbal, number), reader.blocked, one, named)
            for number, one in enumerate(verbal)
        ),
        draft.introducer,
        numbers[draft.parent] if draft.parent is not None else -1,
        draft.quoted,
        draft.frame,
        _vorfeld(words, draft),
        named,
        None,
        _antecedent(words, draft),
        look,
    )


def _complements(
    words: Words,
    draft: Draft,
    kind: ClauseKind,
    head: Complex | None,
    listed: list[Found],
    sharing: Clause | None,
) -> Complements:
    """Choose the subject among the phrases of a clause; `sharing` is the clause whose subject it may share."""
    subject = -1
    if kind != "infinitive":
        subject = choose_subject(
            words,
            listed,
            finite=draft.finite,
            number=head.number if head else "",
            final=draft.final,
            verb=verb_of(head.lemma) if head is not None and not head.passive else None,
        )
    span = _whole(words, listed, subject) if subject >= 0 else None
    shared = sharing is not None and (subject < 0 or listed[subject].cases != "n")
    if shared and sharing is not None and sharing.subject is not None:
        span = sharing.subject
        for one in listed:
            if one.role == "subject":
                one.role = "object"
    return Complements(span, shared, tuple([as_phrase(words, one) for one in listed]))


def _own_words(places: list[int], verbal: list[Complex], number: int) -> list[int]:
    """Give the words that go with one of several coordinated complexes: up to it, and behind the one before."""
    if len(verbal) == 1:
        return places
    begin = verbal[number - 1].places[-1] + 1 if number else 0
    end = places[-1]
    if number + 1 < len(verbal):
        following = verbal[number + 1]
        infinitive = following.tense == "infinitive" and verbal[number].tense != "infinitive"
        end = following.places[0] - 1 if infinitive else verbal[number].places[-1]
    return [place for place in places if begin <= place <= end]


def _relative_pronoun(words: Words, draft: Draft) -> int:
    """Give the place of the pronoun that opens a relative clause, or -1."""
    if draft.kind != "relative" or draft.introducer in ("dessen", "deren", ""):
        return -1
    for place in draft.words[:3]:
        if words.low[place] == draft.introducer:
            return place
    return -1


def _antecedent(words: Words, draft: Draft) -> Span | None:
    """Give the noun right before a relative clause, or before a verb's prefix there: "führte den Plan aus, der"."""
    place = draft.words[0] - 2
    if place > 0 and words.bits[place] & PARTICLE and words.noun[place - 1]:
        place -= 1
    if draft.kind != "relative" or place < 0 or not words.noun[place]:
        return None
    return Span(words.start[place], words.end[place])


def _vorfeld(words: Words, draft: Draft) -> Span | None:
    """Give what stands before the finite verb of a main clause: words of its own, or another clause."""
    if draft.finite < 0 or draft.final or draft.finite in draft.lent:
        return None
    ahead = draft.words[: draft.words.index(draft.finite)]
    if not ahead and draft.front is not None:
        ahead = draft.front.words
    return Span(words.start[ahead[0]], words.end[ahead[-1]]) if ahead else None


def _whole(words: Words, listed: list[Found], subject: int) -> Span:
    """Give the span of the subject with its conjuncts."""
    last = subject
    while last + 1 < len(listed) and listed[last + 1].joined == last and listed[last + 1].role == "subject":
        last += 1
    return Span(words.start[listed[subject].first], words.end[listed[last].last])


def _negated(words: Words, places: list[int]) -> bool:
    """Say whether a negator among these places denies the verb; "nicht nur" and "nicht A, sondern B" do not."""
    negators = [place for place in places if words.bits[place] & NEGATOR]
    if negators and not any(words.low[place] == "sondern" for place in places):
        for place in negators:
            following = words.low[place + 1] if place + 1 < len(words) else ""
            if following in table("clauses")["not_denying"] or _of_adjective(words, place):
                continue
            if not _in_quotes(words, place, places[0]):
                return True
    return False


def _in_quotes(words: Words, place: int, first: int) -> bool:
    """Say whether a word stands in quotation marks that open within its clause: 'nannte ihn „keinen Freund“'."""
    before = words.text[first:place]
    return any(
        opening in before and closing not in before[before.index(opening) :]
        for opening, closing in (("„", "“"), ("»", "«"), ("“", "”"))
    )


def _of_adjective(words: Words, place: int) -> bool:
    """Say whether "nicht" denies an adjective before its noun: "mit einem nicht bekannten Mann"."""
    if words.low[place] != "nicht" or place + 2 >= len(words) or not words.noun[place + 2]:
        return False
    low = words.low[place + 1]
    plain = not words.bits[place + 1] and not words.noun[place + 1] and low.endswith(ADJECTIVE_ENDINGS)
    return plain and bool(words.bits[place - 1] & (DETERMINER | PREPOSITION | ADVERB))


def _predicate(
    words: Words, places: list[int], inner: set[int], one: Complex, named: tuple[Nominal, ...]
) -> Predicate:
    """Look up the act of a complex: by the words of its clause, by its event noun, by its verb.

    Words of attributes, `inner`, have a verb of their own and decide nothing.
    """
    verb = verb_of(one.lemma)
    kind, status, speech = verb.kind, verb.status, verb.speech
    noun = ""
    found = None
    if has_phrases(one.lemma):
        heard = [
            words.text[place] if words.noun[place] else words.low[place]
            for place in places
            if place not in inner
        ]
        found = verb_phrase(one.lemma, heard, one.passive)
    if found is not None:
        kind, status, speech = found.kind, found.status, found.speech
    elif verb.object == "event":
        for nominal in named:
            if nominal.preposition and not (verb.kind in _HARM and nominal.kind in _HARM):
                continue
            if verb.kind not in _HARM or nominal.kind in _HARM:
                kind, noun, status = nominal.kind, nominal.lemma, status or nominal.status
                break
    return Predicate(
        one.lemma,
        tuple(Span(words.start[place], words.end[place]) for place in one.places),
        one.tense,
        one.mood,
        one.passive,
        one.state,
        one.modal,
        _negated(words, places),
        speech,
        kind,
        status,
        found.phrase if found else "",
        noun,
        one.number,
        verb.addressed,
    )


def _participle(words: Words, attribute: Attribute, parent: int, quoted: bool) -> Clause:
    """Make the clause of an attribute with a participle."""
    places = list(range(attribute.determiner + 1, attribute.participle))
    span = Span(words.start[attribute.determiner], words.end[attribute.participle])
    present = attribute.form.endswith("nd")
    passive = not present and verb_of(attribute.lemma).perfect != "sein"
    one = Complex(
        attribute.lemma, [attribute.participle], "present" if present else "perfect", passive=passive
    )
    named = nominals(words, places)

    def look() -> Complements:
        listed = phrases(words, places, set(), {})
        return Complements(None, False, tuple([as_phrase(words, found) for found in listed]))

    return Clause(
        "participle",
        (span,),
        (_predicate(words, [*places, attribute.noun], set(), one, named),),
        "",
        parent,
        quoted,
        False,
        None,
        named,
        Span(words.start[attribute.noun], words.end[attribute.noun]),
        None,
        look,
    )
