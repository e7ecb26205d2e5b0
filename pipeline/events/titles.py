"""Makes the headline of an event from its own clause: actor, act, object, in the present tense of headlines.

Nothing is claimed that the sentence does not say: words are left out (the date, the actor's title) and put in
order, never added, but for the present form of the verb.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.acts import SPOKEN
from pipeline.lang.verbs import lexicon
from pipeline.schema import Span

if TYPE_CHECKING:
    from pipeline.clauses import Clause, Predicate
    from pipeline.events.scene import Scene
    from pipeline.events.telling import Telling
    from pipeline.schema import ActorMention

LONGEST = 90
_SPACES = re.compile(r"\s+")
_EDGE = " ,;:–—-.+•*\n\t"
_BEFORE_DATE = re.compile(
    r"(?:\b(?:[Nn]och|[Ss]chon|[Bb]ereits|[Ee]rst|[Aa]uch)\s+)?"
    r"(?:\b(?:[Aa]m|[Ii]m|[Ii]n|[Aa]n|[Zz]um|[Vv]om|[Bb]is|[Ss]eit|[Aa]b|[Ff]ür|[Uu]m|[Gg]egen)\s+)?$"
)
_TRAILING = re.compile(
    r"\s+(?:und|oder|sowie|aber|an|am|im|in|mit|zu|zum|zur|für|der|die|das|den|dem|des|von|vom|auf|um|"
    r"eine?[nmrs]?|über|gegen|bei|beim|aus|nach|vor|unter|als|wie|dass)$"
)
_FILLERS = re.compile(
    r"\b(?:[Uu]nterdessen|[Dd]erweil|[Zz]ugleich|[Gg]leichzeitig|[Zz]uvor|[Dd]anach|[Aa]ußerdem|[Aa]llerdings|[Jj]edoch|"
    r"[Dd]agegen|[Hh]ingegen|[Dd]amit|[Zz]udem|[Ss]tattdessen|[Dd]ann|[Aa]uch|[Aa]ber|[Nn]un|[Dd]abei|[Ee]rneut (?=am))\s+"
)


def title_of(telling: Telling) -> str:
    """Give the headline of a telling, at most `LONGEST` characters, whole words only."""
    clause = telling.clause
    scene = telling.scene
    if clause is None or not clause.spans:
        return shorten(scene.sentence.text)
    if telling.act.predicate is None:
        return _nominal_title(telling)
    if telling.act.kind == "statement":
        said = _said(telling, clause)
        if said:
            return said
    return shorten(_clause_title(scene, clause, telling.act.predicate) or scene.sentence.text)


def _nominal_title(telling: Telling) -> str:
    """Name the event by its noun phrase, or the entry of a chronology by its words."""
    nominal, scene = telling.act.nominal, telling.scene
    if telling.members or nominal is None:
        text = scene.sentence.text
        for span in scene.times[:1]:
            local = scene.local(span)
            if not text[: local.start].strip(_EDGE):
                text = text[local.end :]
        return shorten(text)
    words = scene.sentence.text[nominal.start : nominal.end]
    following = scene.sentence.text[nominal.end :]
    target = re.match(
        r" (?:auf|in|gegen|an|zwischen|mit|über|von) (?:(?:die|den|das|der|dem) )?[A-ZÄÖÜ][\w-]+", following
    )
    words += target[0] if target else ""
    return shorten(re.sub(r"^(?:der|die|das|dem|den|des|eine[mnrs]?|ein)\s+", "", words))


def _clause_title(scene: Scene, clause: Clause, predicate: Predicate) -> str:
    """Put a clause in the order of a headline: subject, verb, the rest."""
    verb, closing = _verb(scene, predicate)
    taken: list[Span] = list(predicate.tokens)
    subject = ""
    if clause.subject is not None:
        subject = _named(scene, clause.subject)
        taken.append(clause.subject)
    for span in scene.times:
        local = scene.local(span)
        before = _BEFORE_DATE.search(scene.sentence.text, 0, local.start)
        taken.append(Span(before.start() if before else local.start, local.end))
    parts: list[str] = []
    for span in clause.spans:
        parts.append(_without(scene, span, taken))
    rest = _clean(" ".join(parts))
    if clause.introducer and rest.lower().startswith(clause.introducer):
        rest = rest[len(clause.introducer) :].strip(_EDGE)
    rest = _FILLERS.sub("", rest + " ").strip()
    if not subject:
        return (
            _clean(f"{rest} {closing} {verb}")
            if clause.kind != "main"
            else _clean(f"{rest} {verb} {closing}")
        )
    room = LONGEST - len(subject) - len(verb) - len(closing) - 3
    rest = shorten(rest, room) if room > 12 else ""
    if rest.endswith("…") and closing:
        return _clean(f"{subject} {verb} {rest.rstrip('… ')} {closing}")
    return _clean(f"{subject} {verb} {rest} {closing}")


def _said(telling: Telling, clause: Clause) -> str:
    """Give a statement as "speaker: what is said", where the sentence has both."""
    scene = telling.scene
    speaker = clause.subject
    if speaker is None:
        return ""
    content = None
    for number, other in enumerate(scene.clauses):
        if number == telling.number or not other.predicates or number in telling.members and other.frame:
            continue
        if other.kind == "main" and (clause.frame or other.quoted or _subjunctive(other)) and not other.frame:
            content = other
            break
        if other.parent == telling.number and other.introducer == "dass" and other.kind == "subordinate":
            return ""
    if content is None:
        return ""
    said = _clean(" ".join(scene.words(span) for span in content.spans)).strip("„“”\"»«‚‘'")
    if len(said) < 12:
        return ""
    name = _named(scene, speaker)
    return shorten(f"{name}: {said[0].upper()}{said[1:]}")


def _subjunctive(clause: Clause) -> bool:
    predicate = clause.predicate
    return predicate is not None and predicate.mood == "subjunctive1"


def _without(scene: Scene, span: Span, taken: list[Span]) -> str:
    """Give a span's text without the parts `taken`, its persons by their short names."""
    pieces: list[str] = []
    at = span.start
    cuts = sorted(
        (cut for cut in taken if cut.start < span.end and cut.end > span.start), key=lambda cut: cut.start
    )
    for cut in cuts:
        if cut.start > at:
            pieces.append(_named(scene, Span(at, min(cut.start, span.end))))
        at = max(at, cut.end)
    if at < span.end:
        pieces.append(_named(scene, Span(at, span.end)))
    return " ".join(pieces)


def _named(scene: Scene, span: Span) -> str:
    """Give a span's text with persons as headlines name them: "US-Außenminister Antony Blinken" is "Blinken"."""
    text = scene.sentence.text
    out: list[str] = []
    at = span.start
    for mention in scene.mentions:
        local = scene.local(mention)
        if mention.kind != "person" or local.start < at or local.end > span.end:
            continue
        begin = local.start
        for number in range(len(scene.clauses)):
            for phrase in scene.clauses[number].phrases:
                if phrase.start < local.start < phrase.end and phrase.start >= at:
                    title = text[phrase.start : local.start]
                    if len(title) < 60 and "," not in title and " und " not in title:
                        begin = min(begin, phrase.start)
        out.append(text[at:begin])
        out.append(short_name(mention))
        at = local.end
    out.append(text[at : span.end])
    return _clean("".join(out))


def short_name(mention: ActorMention) -> str:
    """Give the name by which a headline calls a person: the surname with its particles, as the text inflects it."""
    words = mention.name.split()
    start = len(words) - 1
    while start > 1 and words[start - 1].lower() in (
        "von",
        "van",
        "de",
        "der",
        "den",
        "al",
        "bin",
        "di",
        "da",
        "zu",
        "le",
        "la",
    ):
        start -= 1
    surname = " ".join(words[start:])
    if (
        words[-1].rstrip(".").upper() == words[-1].rstrip(".")
        and len(words) > 1
        and set(words[-1]) <= set("IVX.")
    ):
        surname = mention.name
    genitive = (
        mention.form in ("name", "surname") and mention.text.endswith("s") and not surname.endswith("s")
    )
    return surname + ("s" if genitive else "")


@cache
def _present() -> dict[tuple[str, str], str]:
    """Map a base verb and a number to its present form in the third person."""
    forms: dict[tuple[str, str], str] = {}
    for word, readings in lexicon().forms.items():
        for form in readings:
            if form.tense == "present" and form.person == 3:
                forms.setdefault((form.lemma, form.number), word)
    return forms


def _verb(scene: Scene, predicate: Predicate) -> tuple[str, str]:
    """Give the finite verb of a headline and what closes its clause: ("weist", "zurück"), ("soll", "tagen")."""
    words = [scene.words(token) for token in predicate.tokens]
    if not words:
        return "", ""
    number = predicate.number or "sg"
    if predicate.modal and predicate.modal != "zu":
        return _form(predicate.modal, number) or words[0], " ".join(words[1:])
    if (
        predicate.passive
        and predicate.tense in ("past", "perfect", "pluperfect", "present")
        and len(words) > 1
    ):
        closing = [word for word in words[1:] if word != "worden"]
        return _form("werden", number), " ".join(closing)
    if predicate.state or predicate.tense in ("future", "infinitive"):
        return words[0], " ".join(words[1:])
    verb = lexicon().verbs.get(predicate.lemma)
    if verb is None:
        return words[0], " ".join(words[1:])
    present = _present().get((verb.lemma, number)) or _present().get((verb.base, number))
    if present is None:
        return words[0], " ".join(words[1:])
    if verb.prefix and present.startswith(verb.prefix) and (verb.base, number) in _present():
        present = _present()[verb.base, number]
    return present, verb.prefix


def _form(lemma: str, number: str) -> str:
    auxiliaries = {
        ("werden", "sg"): "wird",
        ("werden", "pl"): "werden",
        ("sollen", "sg"): "soll",
        ("sollen", "pl"): "sollen",
        ("wollen", "sg"): "will",
        ("wollen", "pl"): "wollen",
        ("können", "sg"): "kann",
        ("können", "pl"): "können",
        ("müssen", "sg"): "muss",
        ("müssen", "pl"): "müssen",
        ("dürfen", "sg"): "darf",
        ("dürfen", "pl"): "dürfen",
    }
    return auxiliaries.get((lemma, number), "")


def _clean(text: str) -> str:
    text = _SPACES.sub(" ", text)
    text = re.sub(r"\s+([,;:.!?)])", r"\1", text)
    text = re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", text)
    return text.strip(_EDGE)


def shorten(text: str, longest: int = LONGEST) -> str:
    """Cut a text after a whole word to at most `longest` characters; an ellipsis shows that something is missing."""
    text = _clean(text)
    text = text[:1].upper() + text[1:] if longest == LONGEST else text
    if len(text) <= longest:
        return text
    comma = text.rfind(",", 0, longest)
    cut = text[: longest - 1].rsplit(" ", 1)[0]
    if comma > longest // 2:
        cut = text[:comma]
    while True:
        shorter = _TRAILING.sub("", cut)
        if shorter == cut:
            break
        cut = shorter
    return cut.strip(_EDGE) + " …"
