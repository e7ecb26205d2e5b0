"""Put finite verb, auxiliaries, participles, infinitives and particle together to verbal complexes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pipeline.clauses.words import COORDINATOR, DETERMINER, MARK, PARTICLE, PREPOSITION
from pipeline.lang import table
from pipeline.lang.conjugation import PARTICLES, inseparable
from pipeline.lang.verbs import AUXILIARIES, MODALS, Form, lexicon, verb

if TYPE_CHECKING:
    from pipeline.clauses.drafts import Draft
    from pipeline.clauses.reader import Reader
    from pipeline.clauses.records import Mood, PredicateTense
    from pipeline.clauses.words import Words

_RAISING = frozenset({"lassen", "brauchen", "drohen", "scheinen", "pflegen", "versuchen", "beginnen"})
_MODAL_LIKE = MODALS | {"lassen", "brauchen"}
_OPENING = frozenset('„“"»«(')
_NO_PARTICLE = frozenset(
    {"zu", "entgegen", "davon", "dahin", "durch", "bei", "weiter", "hoch", "wieder", "fest"}
)
_FRONT = 3
_PREFERRED = ("present", "past", "subj1", "subj2")


@dataclass(slots=True)
class Complex:
    """A verbal complex: its main verb, and how the verbs around it modify it; `places` are those of its words."""

    lemma: str
    places: list[int]
    tense: PredicateTense
    mood: Mood = "indicative"
    passive: bool = False
    state: bool = False
    modal: str = ""
    number: str = ""


def mood_of(form: Form) -> Mood:
    """Give the mood of a finite form."""
    if form.tense == "subj1":
        return "subjunctive1"
    return "subjunctive2" if form.tense == "subj2" else "indicative"


def best_reading(readings: tuple[Form, ...]) -> Form:
    """Choose a finite reading: the third person and the indicative first, and of several an act."""
    ranked = sorted(
        readings,
        key=lambda form: (
            form.person != 3,
            _PREFERRED.index(form.tense),
            not verb(form.lemma).kind,
        ),
    )
    return ranked[0]


def complexes(words: Words, reader: Reader, draft: Draft) -> list[Complex]:
    """Read the verbal complexes of a clause; several if they are coordinated under one finite verb."""
    if draft.finite < 0:
        return _without_finite(words, reader, draft.words)
    places = sorted({*draft.words, *draft.lent}) if draft.lent else draft.words
    at = places.index(draft.finite)
    form = best_reading(words.finite[draft.finite])
    final = draft.final or (at > 0 and at + 1 == len(places) and reader.nonfinite(places[at - 1]))
    region = places[:at] if final else places[at + 1 :]
    if form.lemma in AUXILIARIES or form.lemma in MODALS or form.lemma in _RAISING:
        found = _governed(words, reader, region, form)
        ahead = places[:at]
        if not found and not final and ahead and reader.nonfinite(ahead[-1]):
            worden = [place for place in region if words.low[place] == "worden"]
            found = _governed(words, reader, ahead + worden, form)
        if found:
            for one in found:
                one.places = sorted({draft.finite, *one.places})
            return found
    base = Complex(
        form.lemma,
        [draft.finite],
        "past" if form.tense == "past" else "present",
        mood_of(form),
        number=form.number,
    )
    result = [base]
    if final:
        _join_particle(words, base, places, at)
    else:
        particle = _particle(words, region, form, draft.ends)
        if particle >= 0:
            base.places.append(particle)
            base.lemma = words.low[particle] + form.lemma
        inner = reader.zu_infinitives(region)
        if inner:
            result.append(_zu_complex(words, inner[-1]))
    return result


def _particle(words: Words, region: list[int], form: Form, ends: set[int]) -> int:
    """Find the separated prefix of a verb; most are prepositions too, and prefixes only where a clause ends."""
    prefixes = lexicon().prefixes.get(form.lemma, frozenset())
    inner = -1
    for number in range(len(region) - 1, -1, -1):
        place = region[number]
        bits = words.bits[place]
        low = words.low[place]
        if not bits & PARTICLE or words.noun[place]:
            continue
        if low in prefixes:
            if number + 1 == len(region) or place in ends or _closed(words, place):
                return place
            # "wies hin auf den Plan", but "bis hin zum Plan"
            follows = words.bits[place + 1] & PREPOSITION and not bits & (PREPOSITION | DETERMINER)
            if follows and inner < 0 and words.low[place - 1] != "bis":
                inner = place
        elif place in ends and low in PARTICLES and low not in _NO_PARTICLE and _takes_prefix(form.lemma):
            return -1 if words.low[place - 1] == "und" else place
    return inner


def _join_particle(words: Words, base: Complex, places: list[int], at: int) -> None:
    """Join a prefix that stands apart before a verb at its clause's end: "wie bekannt wurde", "ob er frei kommt"."""
    before = places[at - 1] if at else -1
    if before >= 0 and words.bits[before] & PARTICLE and not words.noun[before]:
        lemma = words.low[before] + base.lemma
        if lemma in lexicon().verbs:
            base.lemma = lemma
            base.places.insert(0, before)


def _takes_prefix(lemma: str) -> bool:
    """Say whether a verb that the lexicon knows without a prefix may take one that it does not know."""
    return lemma not in AUXILIARIES and lemma not in MODALS and not inseparable(lemma)


def _closed(words: Words, place: int) -> bool:
    """Say whether a clause or a coordinated part ends behind a word."""
    if place + 1 >= len(words):
        return True
    return bool(words.bits[place + 1] & (MARK | COORDINATOR)) and words.text[place + 1] not in _OPENING


def _zu_complex(words: Words, place: int) -> Complex:
    places = [place - 1, place] if place and words.low[place - 1] == "zu" else [place]
    return Complex(_lemma(words, place, "zu-infinitive", "infinitive"), places, "infinitive")


def _lemma(words: Words, place: int, *tenses: str, perfect: str = "") -> str:
    """Give the lemma of a reading in one of these tenses, or empty; the known verb, and the one with this perfect."""
    found = [form.lemma for form in words.forms[place] if form.tense in tenses]
    if len(found) > 1 and "participle" in tenses:
        rare = table("clauses")["rare_participles"]
        found.sort(key=lambda lemma: lemma in rare)
    if len(found) > 1 and perfect:
        found.sort(key=lambda lemma: verb(lemma).perfect != perfect)
    return found[0] if found else ""


def _cluster(words: Words, reader: Reader, region: list[int]) -> list[int]:
    """Give the verbs at the right end of a region, in order."""
    number = len(region) - 1
    while number >= 0 and not reader.nonfinite(region[number]):
        number -= 1
    cluster: list[int] = []
    while number >= 0:
        if reader.nonfinite(region[number]):
            cluster.insert(0, region[number])
        elif words.low[region[number]] != "zu":
            break
        number -= 1
    return cluster


def _governed(words: Words, reader: Reader, region: list[int], form: Form) -> list[Complex]:
    """Read what an auxiliary or modal verb governs."""
    cluster = _cluster(words, reader, region)
    if cluster and form.lemma in AUXILIARIES and reader.zu_infinitive(cluster[-1]):
        earlier = _before_infinitive(words, reader, region, form, cluster)
        if earlier:
            return earlier
    one = None
    while cluster:
        one = Chain(words, reader, cluster, form).read()
        if one is not None:
            break
        cluster = _cluster(words, reader, region[: region.index(cluster[0])])
    if one is None:
        return []
    found = [one]
    for number in range(region.index(cluster[0]) - 1, 0, -1):
        if words.bits[region[number]] & COORDINATOR and reader.nonfinite(region[number - 1]):
            other = Chain(words, reader, [region[number - 1]], form).read()
            if other is not None:
                found.insert(0, other)
    return found


def _before_infinitive(
    words: Words, reader: Reader, region: list[int], form: Form, cluster: list[int]
) -> list[Complex]:
    """Read "hat angekündigt[,] Preise zu senken", written without its comma."""
    for number in range(region.index(cluster[0]) - 1, -1, -1):
        place = region[number]
        if reader.nonfinite(place) and reader.has(place, "participle"):
            one = Chain(words, reader, [place], form).read()
            if one is not None and verb(one.lemma).kind:
                return [one, _zu_complex(words, cluster[-1])]
    return []


@cache
def _adjectival() -> frozenset[str]:
    return frozenset(table("clauses")["blocked"]["with_haben"])


class Chain:
    """Works a chain of verbs down from its governor to the main verb: "[soll] beschlossen worden sein"."""

    __slots__ = (
        "cluster",
        "form",
        "future",
        "governor",
        "lemma",
        "modal",
        "passive",
        "perfect",
        "reader",
        "rest",
        "state",
        "words",
    )

    def __init__(self, words: Words, reader: Reader, cluster: list[int], form: Form) -> None:
        self.words = words
        self.reader = reader
        self.cluster = cluster
        self.rest = list(cluster)
        self.form = form
        self.governor = form.lemma
        self.lemma = self.modal = ""
        self.perfect = self.passive = self.state = self.future = False

    def read(self) -> Complex | None:
        """Give the complex, or None where the verbs do not fit together."""
        while True:
            if self.governor in _MODAL_LIKE:
                self.modal = self.modal or self.governor
            if not self.rest or not self._step():
                return None
            last = self.rest.pop()
            if self.words.low[last] == "geworden":
                break
            if not self.rest:
                break
            if self.governor == "haben" and self.lemma in _MODAL_LIKE:
                self.governor = self.lemma
            elif self.lemma == "werden" and self.words.low[last] == "worden":
                self.governor = "worden"
            elif self.lemma in AUXILIARIES or self.lemma in MODALS or self.lemma == "lassen":
                self.governor = self.lemma
            else:
                break
        return self._complex(last)

    def _step(self) -> bool:
        """Take the verb that the governor governs into `lemma`; False where its form does not fit."""
        last = self.rest[-1]
        zu = self.reader.zu_infinitive(last)
        infinitive = _lemma(self.words, last, "infinitive", "zu-infinitive")
        perfect = "sein" if self.governor == "sein" else "haben"
        participle = "" if zu else _lemma(self.words, last, "participle", perfect=perfect)
        if self.governor != "haben" and self.words.low[last] in _adjectival():
            participle = ""
        if self.governor == "worden":
            self.lemma = participle
            return bool(participle)
        if self.governor in ("haben", "sein"):
            return self._with_auxiliary(participle, infinitive, zu, len(self.rest) > 1)
        if self.governor == "werden":
            return self._with_werden(participle, infinitive)
        self.lemma = infinitive
        return bool(infinitive) and (zu or self.governor in _MODAL_LIKE)

    def _with_auxiliary(self, participle: str, infinitive: str, zu: bool, more: bool) -> bool:
        if zu:
            self.modal = self.modal or "zu"
            self.passive = self.governor == "sein"
            self.lemma = infinitive
        elif self.governor == "haben" and more and infinitive in _MODAL_LIKE:
            self.perfect = True
            self.lemma = infinitive
        elif participle:
            self.lemma = participle
            worden = participle == "werden" and self.words.low[self.rest[-1]] == "worden"
            if worden and more:
                self.perfect = self.passive = True
            elif self.governor == "haben" or verb(participle).perfect == "sein":
                self.perfect = True
            else:
                self.state = True
        else:
            return False
        return True

    def _with_werden(self, participle: str, infinitive: str) -> bool:
        if participle and not (infinitive and self.words.low[self.rest[-1]] in ("erhalten", "behalten")):
            self.passive = True
        elif infinitive:
            self.future = True
        self.lemma = participle if self.passive else infinitive
        return bool(self.lemma)

    def _complex(self, last: int) -> Complex:
        tense: PredicateTense = "past" if self.form.tense == "past" else "present"
        if self.perfect:
            tense = "pluperfect" if self.form.tense == "past" and self.form.lemma != "werden" else "perfect"
        elif self.future:
            tense = "future"
        lemma = self.lemma
        places = [place for place in self.cluster if place not in self.rest]
        before = last - 1
        if before >= 0 and self.words.bits[before] & PARTICLE and self.words.low[before] != "zu":
            joined = self.words.low[before] + lemma
            if joined in lexicon().verbs:
                lemma = joined
                places = sorted({before, *places})
        return Complex(
            lemma,
            places,
            tense,
            mood_of(self.form),
            self.passive,
            self.state,
            self.modal,
            self.form.number,
        )


def _without_finite(words: Words, reader: Reader, places: list[int]) -> list[Complex]:
    """Read the complexes of an infinitive clause, or a bare participle as headlines have it."""
    infinitives = reader.zu_infinitives(places)
    if not infinitives:
        return _headline(words, reader, places)
    last = infinitives[-1]
    found = [_zu_complex(words, last)]
    lemma = found[0].lemma
    before = [place for place in places[: places.index(last)] if words.low[place] != "zu"]
    if before and (lemma in AUXILIARIES or lemma in MODALS):
        governed = _governed(words, reader, before[-_FRONT:], Form(lemma, "infinitive", "", 0))
        for one in governed:
            one.places = sorted({*one.places, *found[0].places})
            one.tense = "infinitive"
        if governed:
            return governed
    for place in reversed(infinitives[:-1]):
        found.insert(0, _zu_complex(words, place))
    return found


def _headline(words: Words, reader: Reader, places: list[int]) -> list[Complex]:
    last = places[-1]
    lemma = _lemma(words, last, "participle")
    if not lemma or last in reader.blocked or len(places) < 2 or words.finite[last]:
        return []
    return [Complex(lemma, [last], "perfect", passive=verb(lemma).perfect != "sein")]
