"""Tell, for the places of one sentence, what can be a finite verb, an infinitive with "zu", an attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from pipeline.clauses.words import (
    CONTRACTED,
    COORDINATOR,
    DETERMINER,
    MARK,
    PREPOSITION,
    PRONOUN,
    REFLEXIVE,
    RELATIVE,
)
from pipeline.lang.verbs import AUXILIARIES, MODALS, attributive

if TYPE_CHECKING:
    from pipeline.clauses.drafts import Draft
    from pipeline.clauses.words import Words

ADJECTIVE_ENDINGS = ("e", "en", "er", "es", "em")
_WITH_ZU = AUXILIARIES | MODALS | {"lassen"}
_NONFINITE = frozenset({"participle", "infinitive", "zu-infinitive"})
_GENITIVES = frozenset(
    ["des", "der", "eines", "einer", "seines", "seiner", "ihres", "ihrer", "dieses", "dieser"]
)
_LONGEST_ATTRIBUTE = 24
_OPENS = DETERMINER | CONTRACTED
_MOST_ADJECTIVES = 4


class Attribute(NamedTuple):
    """A participle with its noun: the places of its determiner, of the participle and of the noun.

    `form` is the participle without its ending: "verabschiedet", "regierend".
    """

    determiner: int
    participle: int
    noun: int
    lemma: str
    form: str


def attributes(words: Words) -> list[Attribute]:
    """Find participles before their noun: "die am Montag verabschiedete Erklärung", "das geplante Treffen"."""
    found: list[Attribute] = []
    behind = -1
    for place, bits in enumerate(words.bits):
        if bits & _OPENS and place > behind:
            attribute = _attribute(words, place)
            if attribute is not None:
                found.append(attribute)
                behind = attribute.participle
    return found


def _attribute(words: Words, determiner: int) -> Attribute | None:
    """Look from a determiner for its participle; nouns between them belong to prepositions of the participle."""
    last = min(words.count, determiner + _LONGEST_ATTRIBUTE)
    if determiner + 1 < last and (words.noun[determiner + 1] or words.bits[determiner + 1] & DETERMINER):
        return None
    extended = False
    article = words.bits[determiner] & (RELATIVE | CONTRACTED) or words.low[determiner][:3] in ("ein", "die")
    for place in range(determiner + 1, last):
        bits = words.bits[place]
        if words.noun[place]:
            if not extended:
                return None
            continue
        if bits & MARK:
            return None
        low = words.low[place]
        lemma, form = attributive(low) if low.endswith(ADJECTIVE_ENDINGS) else ("", "")
        if lemma:
            noun = noun_after(words, place + 1)
            if noun >= 0 and not _is_verb(words, determiner, place):
                return Attribute(determiner, place, noun, lemma, form)
        if bits & (PREPOSITION | REFLEXIVE):
            if not article:
                return None
            extended = True
        elif words.finite[place] and not lemma and not extended:
            return None
    return None


def _is_verb(words: Words, determiner: int, place: int) -> bool:
    """Say whether a seeming participle is the only verb: "Das bestätigte Merz am Montag." """
    if determiner + 1 != place or not words.finite[place] or words.low[determiner] not in ("das", "dies"):
        return False
    return not any(words.finite[other] for other in range(place + 1, len(words)))


def noun_after(words: Words, place: int) -> int:
    """Give the place of the noun that follows, over a few adjectives; -1 for none."""
    for step in range(place, min(place + _MOST_ADJECTIVES, len(words))):
        if words.noun[step]:
            return step
        if words.bits[step] & (MARK | PREPOSITION | DETERMINER | PRONOUN) or not words.low[step].endswith(
            ADJECTIVE_ENDINGS
        ):
            return -1
    return -1


class Reader:
    """The verbs of one sentence as they can be read where they stand."""

    __slots__ = ("_finite", "_zu", "attributes", "blocked", "words")

    def __init__(self, words: Words, attributive_places: list[Attribute]) -> None:
        self.words = words
        self.attributes = {attribute.determiner: attribute for attribute in attributive_places}
        self.blocked: set[int] = set()
        for attribute in attributive_places:
            self.blocked.update(range(attribute.determiner, attribute.participle + 1))
        verbs = [place for place, forms in enumerate(words.forms) if forms]
        self._zu = {place for place in verbs if self._with_zu(place)}
        self._finite = {place for place in verbs if words.finite[place] and self._is_finite(place)}

    def needed_as_verb(self, attribute: Attribute, found: list[Draft]) -> bool:
        """Say whether a participle is rather the verb that its main clause lacks: "Die beiden lobten Rom und die EU".

        Its noun is followed by a phrase of its own that is no genitive, as an object or subject is.
        """
        words = self.words
        place = attribute.noun + 1
        while place < len(words) and words.noun[place]:
            place += 1
        if not words.finite[attribute.participle] or not words.low[attribute.participle].endswith(
            ("te", "ten")
        ):
            return False
        if place >= len(words) or not words.bits[place] & DETERMINER or words.low[place] in _GENITIVES:
            return False
        return any(
            draft.kind == "main" and draft.finite < 0 and attribute.participle in draft.words
            for draft in found
        )

    def has(self, place: int, tense: str) -> bool:
        """Say whether the word has a reading of this tense."""
        return any(form.tense == tense for form in self.words.forms[place])

    def zu_infinitive(self, place: int) -> bool:
        """Say whether the word is an infinitive with "zu", apart or inside."""
        return place in self._zu

    def zu_infinitives(self, places: list[int]) -> list[int]:
        """List those of some places that are."""
        return [place for place in places if place in self._zu] if self._zu else []

    def _with_zu(self, place: int) -> bool:
        words = self.words
        forms = words.forms[place]
        if forms[0].tense == "zu-infinitive":
            return True
        return (
            place > 0
            and words.low[place - 1] == "zu"
            and not words.noun[place]
            and self.has(place, "infinitive")
        )

    def nonfinite(self, place: int) -> bool:
        """Say whether the word can be a participle or an infinitive of the predicate."""
        forms = self.words.forms[place]
        return bool(forms) and place not in self.blocked and any(form.tense in _NONFINITE for form in forms)

    def finite(self, place: int) -> bool:
        """Say whether the word can be a finite verb where it stands."""
        return place in self._finite

    def _is_finite(self, place: int) -> bool:
        words = self.words
        if place in self.blocked or place in self._zu:
            return False
        if place + 2 < words.count and words.low[place + 1] == "zu" and words.text[place + 2] in _WITH_ZU:
            return False
        if place == 0:
            return True
        if (
            words.low[place] == "bin"
            and words.noun[place - 1]
            and words.noun[place + 1 : place + 2] == [True]
        ):
            return False  # "Tamim bin Hamad"
        before = words.bits[place - 1]
        adjective = (
            before & (DETERMINER | PREPOSITION)
            and place + 1 < len(words)
            and words.noun[place + 1]
            and words.low[place].endswith(ADJECTIVE_ENDINGS)
        )
        if not adjective:
            return True
        if attributive(words.low[place])[0]:
            return _is_verb(words, place - 1, place)
        # "die gaben Brot", but "laut der gleichen Quelle"
        opens = place < 2 or bool(words.bits[place - 2] & (MARK | COORDINATOR))
        return opens and bool(before & (PRONOUN | RELATIVE))

    def surely_finite(self, place: int) -> bool:
        """Say whether the word can be nothing but a finite verb."""
        return len(self.words.finite[place]) == len(self.words.forms[place]) and self.finite(place)
