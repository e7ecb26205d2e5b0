"""Makes the headline of an event from its own clause: actor, act, object, in the present tense of headlines.

Nothing is claimed that the sentence does not say: words are left out (the date, the actor's title) and put in
order, never added, but for the present form of the verb.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.acts import SPOKEN
from pipeline.events.names import named, short_name
from pipeline.lang import table
from pipeline.lang.verbs import lexicon, lookup
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Predicate
    from pipeline.events.scene import Scene
    from pipeline.events.telling import Telling

LONGEST = 90
_ATTRIBUTED = ("so", "quotation")
_SO = re.compile(r"[,“”\"«»]\s*so\s")
_COLON = re.compile(r"[^:„“]{2,90}:\s*(?=[„«»\"])")
SHORTEST_REST = 14
"""Less room than this for what stands between verb and end is not worth filling."""

_SPACES = re.compile(r"\s+")
_EDGE = " ,;:–—-.+•*\n\t"
_QUOTES = "„“”\"»«‚‘›‹'"
_BEFORE_SIGN = re.compile(r"\s+([,;:.!?)])")
_BEFORE_CLOSING = re.compile(r"\s+([“])")
_EMPTY = re.compile(r"„\s?“ ?|»\s?« ?|\"\s?\" ?")
_SIGNS = re.compile(r"([,;:])(?:\s*[,;:])+")
_ARTICLE = re.compile(r"^(?:der|die|das|dem|den|des|einem|einen|einer|eines|eine|ein)\s+", re.IGNORECASE)
_TARGET = re.compile(r" (?:auf|in|gegen|zwischen|mit|über|von) (?:(?:die|den|das|der|dem) )?[A-ZÄÖÜ][\w-]+")


def title_of(telling: Telling) -> str:
    """Give the headline of a telling, at most `LONGEST` characters, whole words only."""
    scene, clause = telling.scene, telling.clause
    if clause is None or not clause.spans:
        return shorten(scene.sentence.text)
    predicate = telling.act.predicate
    if predicate is not None and predicate not in clause.predicates:
        predicate = (
            clause.predicate
        )  # the act is that of an attribute: "In der am Montag verabschiedeten ..."
    if telling.act.words in _ATTRIBUTED and telling.act.predicate is None:
        return _attributed_title(telling)
    if predicate is None or not predicate.tokens:
        return _nominal_title(telling)
    quotes = telling.act.kind in SPOKEN and clause.end < scene.sentence.text.find(":") + 3
    if (telling.act.kind == "statement" or quotes) and clause.kind == "main":
        said = _said(telling, clause)
        if said:
            return said
    if clause.kind == "participle":
        return _attribute_title(telling, clause)
    if clause.kind == "infinitive":
        return _infinitive_title(telling, clause, predicate)
    title = _clause_title(telling, clause, predicate)
    if title or clause.kind == "main" or lead_date(telling):
        return title or shorten(_entry(telling))
    return shorten(" ".join(scene.words(span) for span in clause.spans))


def _attributed_title(telling: Telling) -> str:
    """Put the speaker before what is said: "Das sei zu wenig, so Merz" is "Merz: Das sei zu wenig"."""
    text = telling.scene.sentence.text
    name = telling.speaker
    person = any(p.kind == "person" and p.name == name for p in telling.participants)
    cue = _SO.search(text) if telling.act.words == "so" else _COLON.match(text)
    if not person or cue is None:
        return shorten(text)
    said = (text[: cue.start()] if telling.act.words == "so" else text[cue.end() :]).strip(_EDGE + _QUOTES)
    mention = next((m for m in telling.scene.mentions if m.name == name and m.kind == "person"), None)
    return shorten(f"{short_name(mention)}: {said}") if mention is not None and said else shorten(text)


def _infinitive_title(telling: Telling, clause: Clause, predicate: Predicate) -> str:
    """Name what somebody announces: "kündigte an, am Montag nach Rom zu reisen" is "Merz will nach Rom reisen"."""
    scene = telling.scene
    dates = _dates(telling)
    words = _clean(" ".join(_without(scene, span, dates) for span in clause.spans)).removeprefix("um ")
    above = scene.clauses[clause.parent] if clause.parent >= 0 else None
    subject = scene.subject(above) if above is not None and above.kind == "main" else None
    vows = above is not None and any(
        p.lemma in table("events")["titles"]["vowing"] and not p.passive for p in above.predicates
    )
    if subject is None or not vows or len(clause.predicates) > 1:
        return shorten(words) or shorten(_entry(telling))
    cuts = [*dates, *predicate.tokens]
    rest = _clean(" ".join(_without(scene, span, cuts) for span in clause.spans))
    verb = "wollen" if above is not None and above.predicates[0].number == "pl" else "will"
    return shorten(f"{named(scene, subject)} {verb} {rest} {predicate.lemma}")


def lead_date(telling: Telling) -> bool:
    """Whether a date heads the sentence, as in an entry of a chronology."""
    return _entry(telling) != telling.scene.sentence.text


def _entry(telling: Telling) -> str:
    """Give the sentence without the date that heads it."""
    text = telling.scene.sentence.text
    for span in telling.scene.times[:1]:
        local = telling.scene.local(span)
        if not text[: local.start].strip(_EDGE) and text[local.end :].lstrip().startswith((":", "–", "-")):
            return text[local.end :]
    return text


def _nominal_title(telling: Telling) -> str:
    """Name the event by its noun phrase, or the entry of a chronology by its words."""
    nominal, scene = telling.act.nominal, telling.scene
    if telling.members or nominal is None:
        return shorten(_entry(telling))
    words = _ARTICLE.sub("", scene.sentence.text[nominal.start : nominal.end])
    target = _TARGET.match(scene.sentence.text, nominal.end)
    words += target[0] if target else ""
    first, _, rest = words.partition(" ")
    if rest and first[:1].islower() and first.endswith("en") and first[:-2]:
        first = (
            first[:-1]
            if nominal.preposition in ("", "nach", "seit", "vor", "bei", "mit", "zu", "von")
            else first
        )
    return shorten(f"{first} {rest}".strip() or scene.sentence.text)


def _attribute_title(telling: Telling, clause: Clause) -> str:
    """Name what an attribute tells: "von Russland angegriffene Ukraine"."""
    scene = telling.scene
    end = clause.head.end if clause.head is not None else clause.end
    text = _clean(_without(scene, Span(clause.start, max(end, clause.end)), _dates(telling)))
    words = _ARTICLE.sub("", text).split(" ")
    for place, word in enumerate(words):
        if word[:1].islower() and word.endswith(
            ("eten", "tem", "ten", "ter", "tes", "enen", "ener", "enem", "enes")
        ):
            words[place] = word.rstrip("nrms")
    return shorten(" ".join(words))


def _dates(telling: Telling) -> list[Span]:
    """Give the places of the words that date the telling, with the prepositions and adverbs before them."""
    scene = telling.scene
    cuts = []
    for span in scene.times:
        if (span.first, span.last) != (
            telling.when.first,
            telling.when.last,
        ) and span.text != telling.when.text:
            continue
        local = scene.local(span)
        before = _before_date().search(scene.sentence.text, 0, local.start)
        after = _after_date().match(scene.sentence.text, local.end)
        cuts.append(Span(before.start() if before else local.start, after.end() if after else local.end))
    return cuts


@cache
def _before_date() -> re.Pattern[str]:
    words = table("events")["titles"]
    adverbs = "|".join(words["before_dates"])
    prepositions = "|".join(words["date_prepositions"])
    about = "|".join(words["about"])
    return re.compile(
        rf"(?:\b(?i:{adverbs})\s+){{0,2}}(?:\b(?i:{prepositions})\s+){{0,2}}(?:\b(?i:{about})\s+)?$"
    )


@cache
def _after_date() -> re.Pattern[str]:
    adverbs = "|".join(table("events")["titles"]["after_dates"])
    return re.compile(rf"\s+(?:{adverbs})\b")


def _clause_title(telling: Telling, clause: Clause, predicate: Predicate) -> str:
    """Put a clause in the order of a headline: subject, verb, the rest."""
    scene = telling.scene
    subject_span = scene.subject(clause)
    if subject_span is None or scene.words(subject_span).lower() == "es":
        return _impersonal(scene, clause) if predicate.lemma in ("geben", "kommen", "setzen") else ""
    subject = _antecedent(scene, clause) if clause.kind == "relative" else named(scene, subject_span)
    if not subject or subject.lower() in ("der", "die", "das"):
        return ""
    verb, closing = _verb(scene, predicate)
    taken = [*predicate.tokens, subject_span, *_dates(telling)]
    before, after = [], []
    finite = predicate.tokens[0].start
    for span in clause.spans:
        middle = min(max(span.start, finite), span.end) if clause.kind == "main" else span.start
        before.append(_without(scene, Span(span.start, middle), taken))
        after.append(_without(scene, Span(middle, span.end), taken))
    front = _lowered(_fillers(_clean(" ".join(before))))
    rest = _fillers(_clean(" ".join(after)))
    if clause.introducer and _words_of(rest)[:1] == [clause.introducer]:
        rest = rest[len(clause.introducer) :].strip(_EDGE)
    reflexive = ""
    if rest.startswith("sich ") or " sich " in f" {rest} ":
        rest = _SPACES.sub(" ", f" {rest} ".replace(" sich ", " ", 1)).strip()
        reflexive = "sich"
    head = " ".join(filter(None, (subject, verb, reflexive)))
    content = _content(scene, clause, telling.number)
    full = _clean(f"{head} {front} {rest} {closing}")
    if len(full) > LONGEST and _adverbial(front):
        full = _clean(f"{head} {rest} {closing}")
    if content and len(full) < LONGEST - 30:
        return shorten(f"{full}, {content}")
    if len(full) <= LONGEST:
        return shorten(full)
    room = LONGEST - len(head) - len(closing) - 4
    if room < SHORTEST_REST:
        return shorten(full)
    kept = shorten(rest, room).removesuffix(" …")
    kept = kept[:1].lower() + kept[1:] if rest[:1].islower() else kept
    title = _clean(f"{head} {kept} {closing}") + " …"
    return title[:1].upper() + title[1:]


def _words_of(text: str) -> list[str]:
    return [word.strip(_EDGE) for word in text.lower().split(" ", 1)]


def _adverbial(words: str) -> bool:
    """Whether what stands before the verb says only when, where or how, so that a long headline can do without."""
    return words.split(" ", 1)[0].lower() in _small_words()


def _impersonal(scene: Scene, clause: Clause) -> str:
    """Name what there was: "es kam zu Protesten in der Hauptstadt" is "Protesten in der Hauptstadt" there."""
    for nominal in clause.nominals:
        if nominal.preposition in ("", "zu"):
            end = next(
                (span.end for span in clause.spans if span.start <= nominal.start < span.end), nominal.end
            )
            taken = [token for predicate in clause.predicates for token in predicate.tokens]
            words = _clean(_without(scene, Span(nominal.start, end), taken))
            return shorten(_ARTICLE.sub("", words))
    return ""


def _antecedent(scene: Scene, clause: Clause) -> str:
    """Give the actor that a relative clause tells of: the last one named before it."""
    if clause.antecedent is not None:
        return (
            _ARTICLE.sub("", named(scene, clause.antecedent))
            if _oblique(scene, clause)
            else named(scene, clause.antecedent)
        )
    for mention in reversed(scene.mentions):
        local = scene.local(mention)
        if local.end <= clause.start and clause.start - local.end <= 12:
            return named(scene, local)
    return ""


def _oblique(scene: Scene, clause: Clause) -> bool:
    """Whether the noun before a relative clause stands in another case than that of a subject."""
    words = scene.words(clause.antecedent).split() if clause.antecedent is not None else []
    return bool(words) and words[0].lower() in table("events")["roles"]["oblique"]


def _content(scene: Scene, clause: Clause, number: int) -> str:
    """Give what is demanded, announced or refused in a clause of its own: "..., das Vereinbarte umzusetzen"."""
    for other in scene.clauses:
        if other.parent != number or other.start < clause.start or other.quoted:
            continue
        if other.kind == "infinitive" or (other.kind == "subordinate" and other.introducer in ("dass", "ob")):
            return _clean(" ".join(named(scene, span) for span in other.spans))
    following = [
        other
        for other in scene.clauses
        if other.start > clause.end and other.predicates and not other.frame and not other.quoted
    ]
    if following and following[0].kind != "participle" and _subjunctive(following[0]):
        return _clean(" ".join(named(scene, span) for span in following[0].spans))
    return ""


def _said(telling: Telling, clause: Clause) -> str:
    """Give a statement as "speaker: what is said", where the sentence has both."""
    scene, number = telling.scene, telling.number
    speaker = scene.subject(clause)
    judged = any(p.lemma in table("events")["titles"]["judging"] for p in clause.predicates)
    if speaker is None or (judged and not clause.frame):
        return ""
    text = scene.sentence.text
    contents = [
        other
        for place, other in enumerate(scene.clauses)
        if place != number
        and other.kind == "main"
        and other.predicates
        and not other.frame
        and (clause.frame or other.quoted or _subjunctive(other))
    ]
    if not contents:
        return ""
    said = text[: clause.start] if contents[0].start < clause.start else text[contents[0].start :]
    said = said.strip(_EDGE + _QUOTES)
    if len(said) < 12 or said.count("„") > said.count("“"):
        return ""
    name = _speaker(telling, speaker)
    if not name or len(name) > LONGEST // 2 or name.lower() in table("events")["speech"]["nobody"]:
        return ""
    return shorten(f"{name[0].upper()}{name[1:]}: {said[0].upper()}{said[1:]}")


def _speaker(telling: Telling, subject: Span) -> str:
    """Give the words for who speaks: by the name of the person, where the sentence has a role or an apposition."""
    scene = telling.scene
    persons = [
        mention
        for mention in scene.mentions
        if mention.kind == "person" and mention.name == telling.speaker and mention.use == "actor"
    ]
    inside = [mention for mention in persons if subject.start <= scene.local(mention).start < subject.end]
    words = named(scene, subject)
    if not inside and persons and persons[0].form in ("name", "surname"):
        return short_name(persons[0])  # "sagte der Deutschlandchef von EY, Hubert Barth"
    if inside and inside[0].form in ("role", "pronoun", "demonym"):
        return short_name(inside[0])  # "sagte der SPD-Politiker"
    return words


def _subjunctive(clause: Clause) -> bool:
    return clause.predicate is not None and clause.predicate.mood != "indicative"


def _without(scene: Scene, span: Span, taken: list[Span]) -> str:
    """Give a span's text without the parts `taken`, its persons by their short names."""
    pieces: list[str] = []
    at = span.start
    for cut in sorted(taken):
        if cut.end <= at or cut.start >= span.end:
            continue
        if cut.start > at:
            pieces.append(named(scene, Span(at, cut.start)))
        at = max(at, cut.end)
    if at < span.end:
        pieces.append(named(scene, Span(at, span.end)))
    return " ".join(pieces)


def _fillers(text: str) -> str:
    """Drop the adverbs that link a sentence to the one before it."""
    return _filler_words().sub("", text + " ").strip()


@cache
def _filler_words() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?i:" + "|".join(table("events")["titles"]["fillers"]) + r")\s+")


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
    words = [scene.words(token) for token in predicate.tokens]
    number = predicate.number or "sg"
    present = _present()
    if predicate.modal and predicate.modal != "zu":
        return present.get((predicate.modal, number), words[0]), " ".join(words[1:])
    if predicate.passive and len(words) > 1:
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


def _clean(text: str) -> str:
    text = _SIGNS.sub(r"\1", _BEFORE_SIGN.sub(r"\1", _SPACES.sub(" ", text)))
    text = _EMPTY.sub("", _BEFORE_CLOSING.sub(r"\1", text))
    if text.count("„") != text.count("“"):
        text = text.replace("„", "").replace("“", "")
    if text.count("(") != text.count(")"):
        text = text.replace("(", "").replace(")", "")
    return text.strip(_EDGE)


@cache
def _trailing() -> frozenset[str]:
    data = table("clauses")
    return frozenset(
        (
            *data["determiners"],
            *data["words"]["prepositions"],
            *data["words"]["contracted"],
            "und",
            "oder",
            "sowie",
            "aber",
            "als",
            "wie",
            "dass",
            "zu",
            "nicht",
            "sich",
        )
    )


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text after a whole word to at most `longest` characters; an ellipsis shows that something is missing."""
    text = _clean(text)
    text = text[:1].upper() + text[1:]
    if len(text) <= longest:
        return text
    words = text[: longest - 1].rsplit(" ", 1)[0].split(" ")
    while len(words) > 1 and words[-1].strip(_EDGE + _QUOTES).lower() in _trailing():
        words.pop()
    cut = " ".join(words)
    return (cut if len(cut) <= longest - 2 else text[: longest - 2]).strip(_EDGE) + " …"
