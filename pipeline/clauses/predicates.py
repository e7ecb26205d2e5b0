"""Put finite verb, auxiliaries, participles, infinitives and particle together to predicates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.clauses.segments import Reader
from pipeline.clauses.words import COORDINATOR, DETERMINER, MARK, NUMBER, PARTICLE, PREPOSITION, Words
from pipeline.lang import table
from pipeline.lang.verbs import AUXILIARIES, MODALS, PARTICLES, Form, lexicon, verb

_RAISING = frozenset({"lassen", "brauchen", "drohen", "scheinen", "pflegen", "versuchen", "beginnen"})
_NONFINITE = frozenset({"participle", "infinitive", "zu-infinitive"})


@dataclass(slots=True)
class Complex:
    """A verbal complex: its main verb, and how the verbs around it modify it."""

    lemma: str
    places: list[int]
    tense: str
    mood: str = "indicative"
    passive: bool = False
    state: bool = False
    modal: str = ""
    number: str = ""


@cache
def _adjectival() -> frozenset[str]:
    return frozenset(table("clauses")["blocked"]["with_haben"])


def _mood(form: Form) -> str:
    if form.tense == "subj1":
        return "subjunctive1"
    return "subjunctive2" if form.tense == "subj2" else "indicative"


def _best(readings: tuple[Form, ...]) -> Form:
    """Prefer the third person, and the indicative."""
    for form in readings:
        if form.person == 3 and form.tense in ("present", "past"):
            return form
    for form in readings:
        if form.person == 3:
            return form
    return readings[0]


def complexes(
    words: Words, reader: Reader, places: list[int], finite: int, final: bool, ends: set[int]
) -> list[Complex]:
    """Read the verbal complexes of a clause with the finite verb at `finite`; several if coordinated under it."""
    form = _best(words.finite[finite])
    region = places[: places.index(finite)] if final else places[places.index(finite) + 1 :]
    lemma = form.lemma
    if lemma in AUXILIARIES or lemma in MODALS or lemma in _RAISING:
        found = _under(words, reader, region, form, final)
        if not found and not final:
            ahead = places[: places.index(finite)]
            if ahead and len(ahead) <= 3 and any(f.tense == "participle" for f in words.forms[ahead[0]]):
                worden = [place for place in region if words.low[place] == "worden"]
                found = _under(words, reader, ahead + worden, form, final)
        if found:
            for one in found:
                one.places = sorted({finite, *one.places})
            return found
    particle = -1 if final else _particle(words, region, form, ends)
    base = Complex(
        lemma, [finite], "past" if form.tense == "past" else "present", _mood(form), number=form.number
    )
    if particle >= 0:
        base.places.append(particle)
        base.lemma = words.low[particle] + lemma
    elif not final:
        base.lemma = _among(words, finite, lemma)
    result = [base]
    inner = [place for place in region if reader.zu_infinitive(place)]
    if inner and not final:
        place = inner[-1]
        result.append(Complex(_infinitive(words, place), _with_zu(words, place), "infinitive"))
    return result


def _among(words: Words, place: int, lemma: str) -> str:
    """Choose among lemmas that share a form the one that the lexicon knows as an act."""
    for form in words.finite[place]:
        if verb(form.lemma).kind:
            return form.lemma
    return lemma


def _particle(words: Words, region: list[int], form: Form, ends: set[int]) -> int:
    prefixes = lexicon().prefixes.get(form.lemma, frozenset())
    for number in range(len(region) - 1, -1, -1):
        place = region[number]
        if not words.bits[place] & PARTICLE or words.noun[place]:
            continue
        low = words.low[place]
        at_end = (
            place in ends
            or place + 1 >= len(words)
            or bool(words.bits[place + 1] & (MARK | COORDINATOR))
            and words.text[place + 1] not in '„“"»«('
            or number + 1 == len(region)
        )
        if low in prefixes:
            if at_end:
                return place
            following = words.bits[place + 1]
            if following & PREPOSITION and not words.bits[place] & (PREPOSITION | DETERMINER):
                return place
        elif (
            place in ends
            and low in PARTICLES
            and low not in ("zu", "entgegen")
            and words.low[place - 1] != "und"
        ):
            return place
    return -1


def _with_zu(words: Words, place: int) -> list[int]:
    return [place - 1, place] if place and words.low[place - 1] == "zu" else [place]


def _infinitive(words: Words, place: int) -> str:
    for form in words.forms[place]:
        if form.tense in ("zu-infinitive", "infinitive"):
            return form.lemma
    return words.low[place]


def _nonfinite(words: Words, reader: Reader, place: int) -> bool:
    return (
        any(form.tense in _NONFINITE for form in words.forms[place])
        and place not in reader.blocked
        and (not words.noun[place] or words.low[place] != words.text[place])
    )


def _cluster(words: Words, reader: Reader, region: list[int]) -> list[int]:
    """Give the verbs at the right end of a region, in order."""
    number = len(region) - 1
    while number >= 0 and not _nonfinite(words, reader, region[number]):
        number -= 1
    cluster: list[int] = []
    while number >= 0 and (
        _nonfinite(words, reader, region[number]) or (words.low[region[number]] == "zu" and cluster)
    ):
        if words.low[region[number]] != "zu":
            cluster.insert(0, region[number])
        number -= 1
    return cluster


def _under(words: Words, reader: Reader, region: list[int], form: Form, final: bool) -> list[Complex]:
    """Read what an auxiliary or modal verb governs."""
    cluster = _cluster(words, reader, region)
    if cluster and form.lemma in AUXILIARIES and reader.zu_infinitive(cluster[-1]):
        return _before_infinitive(words, reader, region, form, cluster)
    while cluster:
        one = _govern(words, reader, cluster, form)
        if one is not None:
            break
        cluster = _cluster(words, reader, region[: region.index(cluster[0])])
    else:
        return []
    found = [one]
    begin = region.index(cluster[0])
    for number in range(begin - 1, 0, -1):
        if words.bits[region[number]] & COORDINATOR and _nonfinite(words, reader, region[number - 1]):
            other = _govern(words, reader, [region[number - 1]], form, one)
            if other is not None:
                found.insert(0, other)
    return found


def _before_infinitive(
    words: Words, reader: Reader, region: list[int], form: Form, cluster: list[int]
) -> list[Complex]:
    """Read "hat angekündigt[,] Preise zu senken" without its comma, else "hat zu tun" and "ist zu sehen"."""
    last = cluster[-1]
    begin = region.index(cluster[0])
    for number in range(begin - 1, -1, -1):
        place = region[number]
        if _nonfinite(words, reader, place) and _readings(words, place, "participle"):
            one = _govern(words, reader, [place], form)
            if one is not None and verb(one.lemma).kind:
                return [one, Complex(_infinitive(words, last), _with_zu(words, last), "infinitive")]
    one = _govern(words, reader, cluster, form)
    return [one] if one is not None else []


def _readings(words: Words, place: int, tense: str, perfect: str = "") -> str:
    """Give the lemma of a reading, or empty; of several that whose perfect is made with `perfect`."""
    found = [form.lemma for form in words.forms[place] if form.tense == tense]
    if len(found) > 1 and perfect:
        found.sort(key=lambda lemma: verb(lemma).perfect != perfect)
    return found[0] if found else ""


def _govern(
    words: Words, reader: Reader, cluster: list[int], form: Form, like: Complex | None = None
) -> Complex | None:
    """Work the chain of verbs down to the main verb: "[soll] beschlossen worden sein"."""
    governor = form.lemma
    result = Complex(
        "", list(cluster), "past" if form.tense == "past" else "present", _mood(form), number=form.number
    )
    perfect = passive = state = future = False
    modal = ""
    rest = list(cluster)
    while True:
        if governor in MODALS or governor in ("lassen", "brauchen") or governor in _RAISING:
            modal = modal or governor
        if not rest:
            return None
        if (
            governor == "haben"
            and len(rest) > 1
            and _readings(words, rest[-1], "infinitive") in MODALS | {"lassen"}
        ):
            perfect = True
            governor = _readings(words, rest[-1], "infinitive")
            rest = rest[:-1]
            continue
        last = rest[-1]
        zu = reader.zu_infinitive(last)
        participle = (
            "" if zu else _readings(words, last, "participle", "sein" if governor == "sein" else "haben")
        )
        if words.low[last] in _adjectival() and governor != "haben":
            participle = ""
        infinitive = _infinitive(words, last) if zu else _readings(words, last, "infinitive")
        if governor == "haben":
            if zu:
                modal = modal or "zu"
                lemma = infinitive
            elif participle:
                perfect = True
                lemma = participle
            else:
                return None
        elif governor == "sein":
            if zu:
                modal = modal or "zu"
                passive = True
                lemma = infinitive
            elif participle:
                lemma = participle
                if lemma == "werden" and len(rest) > 1 and words.low[last] == "worden":
                    perfect = passive = True
                    governor = "worden"
                    rest = rest[:-1]
                    continue
                if verb(lemma).perfect == "sein":
                    perfect = True
                else:
                    state = True
            else:
                return None
        elif governor == "worden":
            if not participle:
                return None
            lemma = participle
        elif governor == "werden":
            if participle and not (
                infinitive
                and last == cluster[-1]
                and form.lemma == "werden"
                and not _passive_form(words, last)
            ):
                passive = True
                lemma = participle
            elif infinitive:
                future = True
                lemma = infinitive
            else:
                return None
        elif zu or infinitive:
            lemma = infinitive
            if governor in _RAISING - {"lassen"} and not zu:
                return None
        else:
            return None
        rest = rest[:-1]
        if words.low[last] == "geworden":
            rest = []
        if rest and (lemma in AUXILIARIES or lemma in MODALS or lemma == "lassen"):
            governor = lemma
            continue
        if lemma in AUXILIARIES and like is None and governor == "haben" and not rest:
            pass
        break
    joined = words.low[last - 1] + lemma if last else ""
    if joined in lexicon().verbs and words.bits[last - 1] & PARTICLE:
        lemma = joined
        result.places = sorted({last - 1, *result.places})
        rest = [place for place in rest if place != last - 1]
    result.lemma = lemma
    result.passive, result.state, result.modal = passive, state, modal
    if perfect:
        result.tense = (
            "pluperfect"
            if form.tense == "past"
            and form.lemma != "werden"
            or form.tense == "subj2"
            and form.lemma in ("haben", "sein")
            and False
            else "perfect"
        )
    elif future:
        result.tense = "future"
    if rest:
        result.places = [place for place in cluster if place not in rest]
    return result


def _passive_form(words: Words, place: int) -> bool:
    """Say whether a word that is participle and infinitive alike ("vergeben") is more likely the participle."""
    return words.low[place].startswith(("ge", "ver", "be", "er", "ent", "zer")) is True and False


def non_finite(words: Words, reader: Reader, places: list[int]) -> list[Complex]:
    """Read the complex of an infinitive clause, or a bare participle as headlines have it."""
    infinitives = [place for place in places if reader.zu_infinitive(place)]
    if infinitives:
        place = infinitives[-1]
        lemma = _infinitive(words, place)
        before = places[: places.index(place)]
        before = [p for p in before if words.low[p] != "zu"]
        if (lemma in AUXILIARIES or lemma in MODALS) and before:
            found = _under(words, reader, before[-3:], Form(lemma, "infinitive", "", 0), True)
            if found:
                for one in found:
                    one.places = sorted({*one.places, *_with_zu(words, place)})
                    one.tense = "infinitive"
                return found
        found = [Complex(lemma, _with_zu(words, place), "infinitive")]
        for number in range(1, len(infinitives)):
            other = infinitives[-1 - number]
            found.insert(0, Complex(_infinitive(words, other), _with_zu(words, other), "infinitive"))
        return found
    last = places[-1]
    lemma = _readings(words, last, "participle")
    if lemma and last not in reader.blocked and len(places) > 1 and not words.finite[last]:
        passive = verb(lemma).perfect != "sein"
        return [Complex(lemma, [last], "perfect", passive=passive)]
    return []
