"""Makes the headline of an event from its own clause: actor, act, object, in the present tense of headlines.

Nothing is claimed that the sentence does not say: words are left out (the date, the actor's title) and put in
order, never added, but for the present form of the verb.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline.clauses.gender import gender
from pipeline.events.acts import SPOKEN, completed
from pipeline.events.headline import headline, subjunctive
from pipeline.events.names import named, person_of, short_name
from pipeline.events.omitting import dates, without
from pipeline.events.shortening import EDGE, LONGEST, QUOTES, clean, shorten
from pipeline.events.subjects import ARTICLE
from pipeline.lang import table
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Nominal, Predicate
    from pipeline.events.telling import Telling

_ATTRIBUTED = ("so", "quotation")
_SO = re.compile(r"[,“”\"«»]\s*so\s")
_COLON = re.compile(r"[^:„“]{2,90}:\s*(?=[„«»\"])")
_TARGET = re.compile(r" (?:auf|in|gegen|zwischen|mit|über|von) (?:(?:die|den|das|der|dem) )?[A-ZÄÖÜ][\w-]+")
_DATIVE = ("", "nach", "seit", "vor", "bei", "mit", "zu", "von")
_GENDERS = {"das": ("n",), "dessen": ("m", "n"), "dem": ("m", "n")}
"""The genders that a relative pronoun is sure to mean."""
_STRONG = {"m": "er", "f": "e", "n": "es"}


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
    subject = scene.subject(clause)
    if subject is not None and scene.words(subject).lower() == "ich":
        return shorten(scene.sentence.text)  # nobody knows who
    title = headline(telling, clause, predicate)
    if title or clause.kind == "main" or lead_date(telling):
        return title or shorten(_entry(telling))
    return _dependent_title(telling, clause)


def _dependent_title(telling: Telling, clause: Clause) -> str:
    """Name what a dependent clause tells: "eine Sendung, die vom WDR gezeigt wird"; without "dass" or "weil"."""
    scene = telling.scene
    words = clean(" ".join(without(scene, span, dates(telling)) for span in clause.spans))
    if clause.kind == "relative":
        noun = clause.antecedent
        if (
            noun is None
            or scene.sentence.text[noun.end : clause.start].strip(EDGE)
            or not _agrees(telling, clause)
        ):
            return shorten(" ".join(scene.words(span) for span in clause.spans))
        return shorten(f"{ARTICLE.sub('', named(scene, noun))}, {words}")
    first, _, rest = words.partition(" ")
    return shorten(rest if rest and first.lower() == clause.introducer else words)


def _agrees(telling: Telling, clause: Clause) -> bool:
    """Whether a relative pronoun can stand for the noun before it, by their genders."""
    noun = clause.antecedent
    if noun is None:
        return False
    known = gender(telling.scene.words(noun).split()[-1])
    return known in ("", *_GENDERS.get(clause.introducer, (known,)))


def _attributed_title(telling: Telling) -> str:
    """Put the speaker before what is said: "Das sei zu wenig, so Merz" is "Merz: Das sei zu wenig"."""
    text = telling.scene.sentence.text
    name = telling.speaker
    person = any(p.kind == "person" and p.name == name for p in telling.participants)
    cue = _SO.search(text) if telling.act.words == "so" else _COLON.match(text)
    if not person or cue is None:
        return shorten(text)
    said = (text[: cue.start()] if telling.act.words == "so" else text[cue.end() :]).strip(EDGE + QUOTES)
    mention = next((m for m in telling.scene.mentions if m.name == name and m.kind == "person"), None)
    return shorten(f"{short_name(mention)}: {said}") if mention is not None and said else shorten(text)


def _infinitive_title(telling: Telling, clause: Clause, predicate: Predicate) -> str:
    """Name what somebody announces: "kündigte an, am Montag nach Rom zu reisen" is "Merz will nach Rom reisen"."""
    scene = telling.scene
    dating = dates(telling)
    words = clean(" ".join(without(scene, span, dating) for span in clause.spans)).removeprefix("um ")
    above = scene.clauses[clause.parent] if clause.parent >= 0 else None
    if above is not None and above.kind == "main" and above.predicate and completed(scene, predicate):
        head = headline(telling, above, above.predicate)
        return shorten(f"{head}, {words}" if head else words)
    subject = scene.subject(above) if above is not None and above.kind == "main" else None
    vows = above is not None and any(
        p.lemma in table("events")["titles"]["vowing"] and not p.passive for p in above.predicates
    )
    if subject is None or not vows or len(clause.predicates) > 1:
        noun = table("events")["titles"]["nouns"].get(telling.act.kind, "")
        words = f"{noun}: {words}" if noun and words else words
        return shorten(words) or shorten(_entry(telling))
    cuts = [*dating, *predicate.tokens]
    rest = clean(" ".join(without(scene, span, cuts) for span in clause.spans))
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
        if not text[: local.start].strip(EDGE) and text[local.end :].lstrip().startswith((":", "–", "-")):
            return text[local.end :]
    return text


def _nominal_title(telling: Telling) -> str:
    """Name the event by its noun phrase, or the entry of a chronology by its words."""
    nominal, scene = telling.act.nominal, telling.scene
    if telling.members or nominal is None:
        return shorten(_entry(telling))
    words = ARTICLE.sub("", scene.sentence.text[nominal.start : nominal.end])
    target = _TARGET.match(scene.sentence.text, nominal.end)
    words += target[0] if target else ""
    first, _, rest = words.partition(" ")
    if rest and first[:1].islower() and first.endswith("en") and first[:-2]:
        first = first[:-1] if nominal.preposition in _DATIVE else first
    adjective = first[:1].islower() and first.endswith("e") and first not in table("clauses")["determiners"]
    if rest and adjective and nominal.head.start > nominal.start:
        first = first[:-1] + _strong_end(scene.sentence.text[nominal.start : nominal.end], nominal)
    return shorten(f"{first} {rest}".strip() or scene.sentence.text)


def _strong_end(phrase: str, nominal: Nominal) -> str:
    """Give the end of an adjective without its article: "dem russischen Einmarsch" is "russischer Einmarsch"."""
    article = phrase.split(" ", 1)[0].lower()
    if article == "das":
        return "es"
    noun = phrase[nominal.head.start - nominal.start :]
    masculine = {"der": not nominal.preposition, "dem": True, "den": not noun.endswith("n")}
    known = _STRONG.get(gender(noun), "er")
    return known if masculine.get(article) and known != "e" else "e"


def _attribute_title(telling: Telling, clause: Clause) -> str:
    """Name what an attribute tells: "von Russland angegriffene Ukraine"."""
    scene = telling.scene
    end = clause.head.end if clause.head is not None else clause.end
    text = clean(without(scene, Span(clause.start, max(end, clause.end)), dates(telling)))
    words = ARTICLE.sub("", text).split(" ")
    for place, word in enumerate(words):
        if word[:1].islower() and word.endswith(
            ("eten", "tem", "ten", "ter", "tes", "enen", "ener", "enem", "enes")
        ):
            words[place] = word.rstrip("nrms")
    return shorten(" ".join(words))


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
        and (clause.frame or other.quoted or subjunctive(other))
    ]
    if not contents:
        return ""
    said = text[: clause.start] if contents[0].start < clause.start else text[contents[0].start :]
    said = said.strip(EDGE + QUOTES)
    if len(said) < 12 or said.count("„") > said.count("“"):
        return ""
    name = _speaker(telling, speaker).removeprefix("es ")  # "hieß es aus dem Kanzleramt"
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
    words = person_of(scene, subject)
    if not inside and persons and persons[0].form in ("name", "surname"):
        return short_name(persons[0])  # "sagte der Deutschlandchef von EY, Hubert Barth"
    if inside and inside[0].form in ("role", "pronoun", "demonym"):
        return short_name(inside[0])  # "sagte der SPD-Politiker"
    return words
