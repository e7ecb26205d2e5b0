"""Who takes part in an act, and as what: the actors of its clauses, each with its role."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.events.acts import SPOKEN
from pipeline.knowledge import towns
from pipeline.lang import table
from pipeline.lang.acts import noun
from pipeline.schema import ActorMention, Participant, Role, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.clauses import Clause, Phrase
    from pipeline.events.acts import Act
    from pipeline.events.scene import Scene

IN_QUOTATION = "pronoun.quoted"
"""The rule of a pronoun within what somebody says: it stands for another one than who speaks."""

_QUOTED = re.compile(r"„[^„“”]{3,300}[“”]|«[^«»]{3,300}»|»[^«»]{3,300}«|\"[^\"]{3,300}\"")
_MARKS = ",.;:„“”»«()"
_NEAR = 12
"""So many characters at most stand between an actor and the relative clause about it: "ab, " or a bracket."""


def participants(scene: Scene, numbers: Iterable[int], act: Act) -> tuple[Participant, ...]:
    """Give the actors of the clauses `numbers` of a scene, as the act's participants, each once by role."""
    inside = set(numbers)
    found: dict[tuple[str, str], Participant] = {}
    mentions = [
        mention
        for mention in scene.mentions
        if (mention.use == "actor" and mention.rule != IN_QUOTATION)
        or _target(mention, act)
        or _seated(scene, mention)
        or _agent(scene, mention)
        or _answered(scene, mention, act)
    ]
    for place, given in enumerate(mentions):
        mention = _before_brackets(scene, given)
        owner = scene.owner(mention.start)
        head = _heads(scene, inside, mention)
        shared = owner not in inside and not head and _shared(scene, inside, mention)
        if owner not in inside and not head and not shared:
            continue
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        if following is not None and _belongs_to(scene, mention, following):
            continue
        if _owns(scene, mention) or (act.kind in SPOKEN and _in_quotes(scene, mention)):
            continue
        clause = scene.clauses[owner] if owner >= 0 else None
        role: Role | None = (
            "addressed" if head and owner not in inside else _role(scene, clause, mention, act)
        )
        if shared:
            role = "signs" if act.kind == "agreement" else "acts"
        if role is None:
            continue
        for participant in as_participants(mention, role):
            key = (participant.kind, participant.name)
            if key not in found or (found[key].role != "acts" and role == "acts"):
                found[key] = participant
    for code in _hit(scene, inside, act):
        found.setdefault(("country", code), Participant("country", code, "addressed", "town hit"))
    for mention in _antecedents(scene, inside):
        for participant in as_participants(mention, "signs" if act.kind == "agreement" else "acts"):
            found.setdefault((participant.kind, participant.name), participant)
    return tuple(found.values())


def _before_brackets(scene: Scene, mention: ActorMention) -> ActorMention:
    """Put an organisation's short name in brackets where the long one stands: "die Industriestaaten (G7) forderten"."""
    at = scene.local(mention)
    text = scene.sentence.text
    alone = at.start > 3 and text[at.start - 2 : at.start] == " (" and text[at.end : at.end + 1] == ")"
    own = scene.owner(mention.start)
    if not alone or mention.kind != "organisation" or (own >= 0 and scene.clauses[own].kind != "verbless"):
        return mention
    return replace(mention, start=mention.start - 3, end=mention.start - 2)


def _answered(scene: Scene, mention: ActorMention, act: Act) -> bool:
    """Whether a country's adjective says whose words are answered: "wies ukrainische Vorwürfe zurück"."""
    if mention.form != "adjective" or mention.use != "topic" or act.kind not in SPOKEN:
        return False
    owner = scene.owner(mention.start)
    at = scene.local(mention)
    return owner >= 0 and any(
        nominal.kind in SPOKEN and not nominal.preposition and nominal.start <= at.start < nominal.head.start
        for nominal in scene.clauses[owner].nominals
        if (phrase := _phrase_of(scene.clauses[owner], nominal.head)) is not None and phrase.role == "object"
    )


def _shared(scene: Scene, numbers: set[int], mention: ActorMention) -> bool:
    """Whether an actor is the subject that a clause shares with the one before: "und gab den Vorsitz ab"."""
    at = scene.local(mention)
    return any(
        clause.shares_subject
        and clause.subject is not None
        and clause.subject.start <= at.start < clause.subject.end
        and mention.use == "actor"
        and not any(predicate.passive for predicate in clause.predicates)
        for number in numbers
        if (clause := scene.clauses[number])
    )


def _owns(scene: Scene, mention: ActorMention) -> bool:
    """Whether a person is only named as the owner of a thing or a firm: "Křetínskýs Holding", not "Putins Angriff"."""
    if mention.kind != "person" or mention.form not in ("name", "surname"):
        return False
    last = mention.text.split()[-1]
    if not last.endswith(("s", "’", "'")) or mention.name.endswith(last):
        return False
    words = scene.sentence.text[scene.local(mention).end :].split()
    head = next((word.strip(_MARKS) for word in words[:3] if word[:1].isupper()), "")
    if not head or (words[0] and not words[0][0].isalpha()):
        return False
    return noun(head) is None and head.lower().endswith(tuple(table("events")["roles"]["owned"]))


def _in_quotes(scene: Scene, mention: ActorMention) -> bool:
    """Whether an actor stands in somebody's words that are part of the clause: 'sprach von einem „Sieg Putins“'."""
    at = scene.local(mention)
    return any(
        quoted.start() < at.start and at.end < quoted.end()
        for quoted in _QUOTED.finditer(scene.sentence.text)
    )


@cache
def _towns() -> tuple[re.Pattern[str], dict[str, str]]:
    countries = {town.name: town.country for town in towns()}
    names = "|".join(map(re.escape, sorted(countries, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])(?:{names})(?![\w-])"), countries


def _hit(scene: Scene, numbers: set[int], act: Act) -> list[str]:
    """Give the countries of the towns that an attack hits."""
    if act.kind != "attack":
        return []
    pattern, countries = _towns()
    return [
        countries[found[0]]
        for number in sorted(numbers)
        for span in scene.clauses[number].spans
        for found in pattern.finditer(scene.words(span))
    ]


def named_in(mention: ActorMention, act: Act, before: bool) -> list[Participant]:
    """Give an actor within an event's noun phrase: before the noun it acts, behind it it is who is met."""
    role: Role = "acts" if before else "takes part" if act.kind in ("talks", "agreement") else "addressed"
    return as_participants(mention, role)


def _antecedents(scene: Scene, numbers: set[int]) -> list[ActorMention]:
    """Give the actors that relative clauses tell of: "Stocker löst Schallenberg ab, der das Amt übernommen hatte"."""
    found = []
    for number in numbers:
        clause = scene.clauses[number]
        subject = clause.subject if clause.kind == "relative" else None
        if subject is None or scene.words(subject).lower() != clause.introducer:
            continue
        noun = clause.antecedent
        before = [
            mention
            for mention in scene.mentions
            if mention.use == "actor"
            and (
                noun.start <= scene.local(mention).start < noun.end
                if noun is not None
                else 0 <= clause.start - scene.local(mention).end <= _NEAR
            )
        ]
        found += before[-1:]
    return found


def _heads(scene: Scene, numbers: set[int], mention: ActorMention) -> bool:
    """Whether an actor is the noun of an attribute: "die von Russland angegriffene Ukraine"."""
    at = scene.local(mention).start
    return any(
        clause.head is not None and clause.head.start <= at < clause.head.end
        for number in numbers
        if (clause := scene.clauses[number]).kind == "participle"
    )


def _target(mention: ActorMention, act: Act) -> bool:
    """Whether a country is where an attack hits: "Raketen schlugen in der Ukraine ein"."""
    return (
        act.kind == "attack"
        and mention.kind == "country"
        and mention.use == "place"
        and mention.form == "name"
    )


def _agent(scene: Scene, mention: ActorMention) -> bool:
    """Whether an actor does what an attribute tells, wherever that stands: "die von Russland angegriffene Ukraine"."""
    owner = scene.owner(mention.start)
    if owner < 0 or scene.clauses[owner].kind != "participle":
        return False
    return scene.sentence.text[: scene.local(mention).start].split()[-1:] == ["von"]


def _seated(scene: Scene, mention: ActorMention) -> bool:
    """Whether a town stands for who governs there: "das Kabinett in Jerusalem", "eine Delegation aus Kiew"."""
    if mention.kind != "country":
        return False
    words = scene.sentence.text[: scene.local(mention).start].split()
    return len(words) > 1 and words[-1] in ("in", "aus") and words[-2] in table("events")["roles"]["seats"]


def as_participants(mention: ActorMention, role: Role) -> list[Participant]:
    """Give an actor as a participant, and the countries that it acts for."""
    countries = [Participant("country", code, role, mention.rule) for code in mention.countries]
    if mention.kind == "country":
        return countries or [Participant("country", mention.name, role, mention.rule)]
    return [Participant(mention.kind, mention.name, role, mention.rule), *countries]


def _belongs_to(scene: Scene, mention: ActorMention, following: ActorMention) -> bool:
    """Whether a person only says whose the following one is: "Trumps Schwiegersohn Jared Kushner"."""
    if following.kind != "person" or mention.kind == "country":
        return False
    between = scene.sentence.text[mention.end - scene.sentence.start : following.start - scene.sentence.start]
    if (
        following.start < mention.end
        or "," in between
        or "und" in between.split()
        or len(between.split()) > 3
    ):
        return False
    genitive = mention.text.endswith(("s", "’", "'")) and mention.text.rstrip("s’'") != mention.text
    return genitive and (
        mention.kind == "organisation" or not mention.name.endswith(mention.text.split()[-1])
    )


def _phrase_of(clause: Clause, at: Span) -> Phrase | None:
    best: Phrase | None = None
    for phrase in clause.phrases:
        if phrase.start <= at.start < phrase.end and (
            best is None or phrase.end - phrase.start < best.end - best.start
        ):
            best = phrase
    return best


def _role(scene: Scene, clause: Clause | None, mention: ActorMention, act: Act) -> Role | None:
    """Decide what an actor does in its clause; None where it stands aside."""
    rules = table("events")
    if clause is None:
        return "takes part"
    if _seated(scene, mention):
        before = scene.sentence.text[: scene.local(mention).start].split()[-5:-2]
        return "takes part" if "mit" in before else "acts"
    if mention.use == "place":
        return "addressed"
    if mention.form == "list":
        return "signs" if act.kind == "agreement" else "takes part"
    at = scene.local(mention)
    phrase = _phrase_of(clause, at)
    predicate = clause.predicate
    passive = predicate is not None and predicate.passive
    subject = scene.subject(clause)
    if subject is not None and subject.start <= at.start < subject.end:
        if passive:
            return "addressed"
        return "signs" if act.kind == "agreement" else "acts"
    if phrase is None:
        return "acts" if act.kind == "statement" else "takes part"
    if phrase.role == "genitive":
        return "takes part" if act.kind in ("talks", "agreement") else None
    if not phrase.preposition:
        if phrase.role == "subject":
            return "addressed" if passive else "acts"
        return "takes part" if act.kind == "talks" else "addressed"
    preposition = phrase.preposition
    if preposition in ("auf", "bei", "über") and mention.text in rules["roles"]["platforms"]:
        return None
    if mention.kind == "person" and preposition in rules["roles"]["only places"]:
        return "takes part" if act.kind == "talks" else "addressed"
    if preposition in rules["roles"]["takes part"]:
        return "takes part"
    if mention.kind == "organisation" and preposition == "vor":
        return "addressed"  # "sprach vor der Knesset"
    if passive and preposition in ("von", "durch"):
        return "acts"
    if preposition in rules["roles"]["aside"]:
        return None
    if mention.kind == "person":
        return "addressed"
    if act.kind in rules["addressed_countries"].get(preposition, ()):
        return "addressed"
    if predicate is not None and preposition in predicate.addressed:
        return "addressed"
    return None
