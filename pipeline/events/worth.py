"""Decides what is news: something done or said by someone, not a state, a thought or a habit."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from pipeline.knowledge import roles
from pipeline.lang import table
from pipeline.lang.acts import noun

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.acts import Act
    from pipeline.events.scene import Scene
    from pipeline.schema import Participant, Span

_PAST = ("past", "perfect", "pluperfect")
_ADJECTIVE = re.compile(r" [a-zäöüß]+e[mnrs]? [A-ZÄÖÜ]")


def worth_telling(scene: Scene, number: int, act: Act, framed: bool, headed: bool) -> bool:
    """Whether a clause without date tells news: something done or said by someone, not a state or a thought."""
    clause = scene.clauses[number]
    predicate = act.predicate
    if headed:
        return True
    if predicate is None or clause.quoted:
        return False
    if act.kind == "other" and predicate.lemma not in table("events")["company"]["verbs"]:
        return False
    if is_vague(scene, clause) or _counted_from_another(scene, clause, act):
        return False
    if predicate.mood != "indicative" or (
        predicate.modal in ("können", "müssen", "dürfen") and not came_about(act)
    ):
        return False
    denies = predicate.phrase.startswith("kein") or "nicht" in predicate.phrase.split()
    if predicate.negated and act.kind == "statement" and not denies:
        return False  # "hatte sich noch nicht geäußert"
    if predicate.tense in _PAST:
        return predicate.modal != "sollen" or predicate.tense != "perfect"  # "soll geschossen haben": hearsay
    if predicate.tense == "future" and not predicate.negated and not predicate.passive:
        # "Frankreich wird Jets liefern"
        return (
            clause.kind == "main"
            and act.kind in table("events")["news"]["promised"]
            and actor_acts(scene, clause)
        )
    if predicate.modal == "wollen" or (act.kind == "proposal" and act.status == "planned"):
        return act.kind == "proposal"
    if predicate.tense == "present":
        # "sieht keine Gefahr": the phrase itself denies
        said = predicate.speech and (not predicate.negated or predicate.phrase.startswith("kein"))
        told = (
            act.kind in ("statement", "demand") or person_acts(scene, clause) or _with_content(scene, number)
        )
        return framed or (said and told) or _performed(scene, clause, act) or _announced(scene, number, act)
    return False


def _announced(scene: Scene, number: int, act: Act) -> bool:
    """Whether somebody reports what is done in the present tense: "Berlin stockt die Hilfe auf, wie Merz mitteilte"."""
    predicate = act.predicate
    if predicate is None or predicate.negated or predicate.modal:
        return False
    return act.kind in table("events")["news"]["performed"] and any(
        clause.introducer == "wie" and clause.parent == number and any(p.speech for p in clause.predicates)
        for clause in scene.clauses
    )


def came_about(act: Act) -> bool:
    """Whether a modal verb in the past tells what happened: "musste geräumt werden", "konnte gefasst werden"."""
    predicate = act.predicate
    if predicate is None or predicate.negated or predicate.tense not in _PAST:
        return False
    if predicate.modal == "müssen":
        return True
    return predicate.modal == "können" and predicate.passive


def _performed(scene: Scene, clause: Clause, act: Act) -> bool:
    """Whether an actor does in the present tense what is done at once: "Der Bundesrat lehnt die Initiative ab"."""
    predicate = act.predicate
    if predicate is None or predicate.negated or predicate.modal or predicate.passive or predicate.state:
        return False
    if not scene.lead or act.nominal is not None:
        return False
    return act.kind in table("events")["news"]["performed"] and actor_acts(scene, clause)


def intends(scene: Scene, clause: Clause, act: Act) -> Act:
    """Give what somebody says to want as a proposal, and what not as a rejection: "Die SPD will Reiche besteuern"."""
    predicate = act.predicate
    if predicate is None or predicate.passive or clause.kind != "main":
        return act
    if predicate.modal != "wollen":
        plans = _plans(scene, clause, act)
        return replace(act, kind="proposal", status="planned", nominal=None) if plans else act
    if predicate.mood != "indicative" or clause.subject is None:
        return act
    if predicate.negated:
        return replace(act, kind="rejection", status="") if _is_somebody(scene, clause) else act
    if predicate.tense != "present" or predicate.lemma == "wissen" or not _is_somebody(scene, clause):
        return act  # "Wo bleibt er?, wollen sie wissen"
    return replace(act, kind="proposal", status="planned", nominal=None)


def _is_somebody(scene: Scene, clause: Clause) -> bool:
    """Whether the subject of a clause is an actor, a body or an abbreviation: "die Polizei", "die PAD"."""
    if clause.subject is None:
        return False
    words = scene.words(clause.subject)
    short = any(len(word) > 1 and word.isupper() for word in words.split())
    return short or actor_acts(scene, clause) or _is_body(words)


def _plans(scene: Scene, clause: Clause, act: Act) -> bool:
    """Whether an actor plans now to do something: "Die Regierung plant, die Steuern zu senken"."""
    predicate = act.predicate
    if predicate is None or predicate.negated or predicate.modal or predicate.tense != "present":
        return False
    number = scene.clauses.index(clause)
    content = any(other.parent == number and other.kind == "infinitive" for other in scene.clauses)
    return (
        content and predicate.lemma in table("events")["planned"]["intentions"] and actor_acts(scene, clause)
    )


def someone(scene: Scene, clause: Clause, act: Act, everyone: tuple[Participant, ...]) -> bool:
    """Whether an act without a date has someone who does it: an actor, or for what is said any speaker."""
    if any(participant.role in ("acts", "signs", "takes part") for participant in everyone):
        return True
    predicate = act.predicate
    if predicate is None:
        return False
    if _needs_nobody(scene, clause, act) or predicate.lemma in table("events")["speech"]["documents"]:
        return True
    if predicate.modal == "wollen" and clause.subject is not None:
        return _is_somebody(scene, clause)
    if not predicate.speech:
        return False
    if clause.subject is None:
        return _with_content(scene, scene.clauses.index(clause))
    if predicate.passive:
        return _said_of(scene, clause, act, everyone)
    return _names(scene, clause.subject) or can_speak(scene.words(clause.subject))


def _needs_nobody(scene: Scene, clause: Clause, act: Act) -> bool:
    """Whether what was done is news though nobody is named: the opening's harm, or what a court or a crowd does."""
    predicate, rules = act.predicate, table("events")["news"]
    if predicate is None or predicate.tense not in ("past", "perfect"):
        return False
    done = predicate.tense == "perfect" and not predicate.modal
    if (scene.opening or done) and act.kind in rules["passive" if predicate.passive or done else "active"]:
        return True
    if predicate.passive:
        agents = (phrase for phrase in clause.phrases if phrase.preposition == "von")
        return act.kind in rules["passive"] and any(
            _is_body(scene.sentence.text[phrase.start : phrase.end]) for phrase in agents
        )
    if clause.subject is None or act.kind not in rules["by roles"]:
        return False
    words = scene.words(clause.subject)
    return _is_body(words) or (
        act.kind == "protest" and any(word in words.split() for word in rules["crowds"])
    )


def _said_of(scene: Scene, clause: Clause, act: Act, everyone: tuple[Participant, ...]) -> bool:
    """Whether what is said in the passive has a speaker or somebody whom it is said of.

    "Ihm wird vorgeworfen, ...", "Die Anwohner wurden gebeten, ...", but not "Es wird vermutet, ...", nor "wird auf
    400 geschätzt".
    """
    if clause.subject is not None and _with_content(scene, scene.clauses.index(clause)):
        told = any(p.role == "addressed" and p.kind != "organisation" for p in everyone)
        if told or is_role(scene.words(clause.subject)):
            return True
    if act.predicate is None or act.predicate.tense == "present":
        return False
    return any(
        phrase.preposition == "von" and can_speak(scene.sentence.text[phrase.start : phrase.end])
        for phrase in clause.phrases
    )


def _names(scene: Scene, span: Span) -> bool:
    """Whether a span names a person or an organisation, be it only as a source: "Der Spiegel berichtet"."""
    return any(
        mention.kind != "country" and span.start <= scene.local(mention).start < span.end
        for mention in scene.mentions
    )


def can_speak(words: str) -> bool:
    """Whether a subject names somebody who can say something: "die Polizei", not "22 Prozent", "die Zahl"."""
    rules = table("events")["speakers"]
    tokens = words.strip('„“"»«').split()
    if not tokens or (len(tokens) == 1 and tokens[0].lower() in table("events")["speech"]["nobody"]):
        return False  # "Das sagte Merz", but "Das Ministerium sagte"
    if tokens[0].lower() in rules["pronouns"]:
        return True
    nouns = [token.strip(',.;:„“"»«()') for token in tokens if token[:1].isupper() or token[:1] in '„»«"']
    if tokens[0].lower() in _determiners() and tokens[0][:1].isupper():
        nouns = nouns[1:]
    if not nouns or any(noun in rules["quantities"] for noun in nouns) or tokens[0][:1].isdigit():
        return False
    if nouns[0].isupper() or _is_speaker(nouns[0]):
        return True
    if nouns[0].lower().endswith(tuple(rules["things"])):
        return False
    if any(_is_speaker(other) for other in nouns[1:3]):
        return True
    return tokens[0].lower() not in _determiners() and noun(nouns[0]) is None


def _is_body(words: str) -> bool:
    """Whether a subject is a noun for a body or crowd that acts: "das Gericht", "die Behörden"."""
    nouns = [word for word in words.split() if word[:1].isupper() and word.lower() not in _determiners()]
    return any(word.strip(',.;:„“"»«()').lower().endswith(_bodies()) for word in nouns[:2])


@cache
def _bodies() -> tuple[str, ...]:
    return tuple(table("events")["news"]["bodies"])


def is_role(words: str) -> bool:
    """Whether a subject is a noun for somebody who can speak: "die Behörden", "einige Gewerkschaften"."""
    nouns = [word for word in words.split() if word[:1].isupper() and word.lower() not in _determiners()]
    return bool(nouns) and any(_is_speaker(word.strip(',.;:„“"»«()')) for word in nouns[:2])


def _is_speaker(word: str) -> bool:
    return word.lower().endswith(_speaker_endings()) or word.lower() in _role_nouns()


@cache
def _determiners() -> frozenset[str]:
    return frozenset(table("clauses")["determiners"])


@cache
def _speaker_endings() -> tuple[str, ...]:
    return tuple(word.lower() for word in table("events")["speakers"]["endings"])


@cache
def _role_nouns() -> frozenset[str]:
    forms = {form.lower() for role in roles() for form in (role.masculine, role.feminine) if form}
    return frozenset(forms | {form + ending for form in forms for ending in ("n", "en", "nen", "s")})


def is_state(act: Act) -> bool:
    """Whether a verb tells how something is, not what happened: "kostete 2011 fast zwei Euro"."""
    return (
        act.kind == "other"
        and act.nominal is None
        and act.predicate is not None
        and not act.predicate.phrase
        and act.predicate.lemma in table("events")["states"]["verbs"]
    )


def asks(scene: Scene) -> bool:
    """Whether a sentence only asks, in nobody's words: "Wer hatte keinen Kassettenrekorder?"."""
    if not scene.sentence.text.rstrip().endswith("?"):
        return False
    return not any(clause.quoted or clause.frame for clause in scene.clauses)


def is_naming(clause: Clause, act: Act) -> bool:
    """Whether a clause only says what something is called: "so lautet der Titel", "werden so genannt"."""
    predicate = act.predicate
    if predicate is None or predicate.lemma not in table("events")["speakers"]["naming"]:
        return False
    agents = any(phrase.preposition == "von" for phrase in clause.phrases)
    return predicate.lemma == "lauten" or (predicate.passive and predicate.tense == "present" and not agents)


def is_belief(scene: Scene, clause: Clause, act: Act) -> bool:
    """Whether a clause says only what was thought, by nobody in particular: "man befürchtete", "es wird vermutet"."""
    predicate = act.predicate
    if (
        predicate is None
        or act.kind != "statement"
        or predicate.lemma not in table("events")["speakers"]["beliefs"]
    ):
        return False
    subject = scene.words(clause.subject).lower() if clause.subject is not None else ""
    return subject == "man" or (predicate.passive and subject in ("", "es"))


def lasts(scene: Scene, number: int, act: Act) -> bool:
    """Whether what is told since a date is a state, a habit or a first: "seit 2010 wird es genutzt".

    What goes on from a day is news all the same: "seit Montag wird gestreikt".
    """
    predicate = act.predicate
    if predicate is None:
        return False
    words = " ".join(scene.words(span) for span in scene.clauses[number].spans).lower().split()
    first = any(word.startswith(tuple(table("events")["firsts"]["words"])) for word in words)
    if first or predicate.negated:
        return True
    if predicate.tense != "present" or act.kind in table("events")["firsts"]["passing"]:
        return False
    states = table("events")["states"]["verbs"]
    undone = predicate.passive or predicate.state or predicate.lemma in states
    return act.kind == "other" or undone or is_vague(scene, scene.clauses[number])


def _with_content(scene: Scene, number: int) -> bool:
    """Whether a clause of saying has what is said beside it: quoted, in the subjunctive, or as a dependent clause."""
    clause = scene.clauses[number]
    if clause.frame:
        return True
    return any(
        other.quoted
        or (
            other.parent == number
            and (other.kind == "infinitive" or other.introducer in ("dass", "ob", "wie"))
        )
        for other in scene.clauses
    )


def person_acts(scene: Scene, clause: Clause) -> bool:
    """Whether a person is the subject of a clause."""
    subject = scene.subject(clause)
    return subject is not None and any(
        mention.kind == "person" and subject.start <= scene.local(mention).start < subject.end
        for mention in scene.mentions
    )


def actor_acts(scene: Scene, clause: Clause) -> bool:
    """Whether a person, a country or an organisation is the subject of a clause."""
    subject = scene.subject(clause)
    return subject is not None and any(
        mention.use == "actor" and subject.start <= scene.local(mention).start < subject.end
        for mention in scene.mentions
    )


def is_vague(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says itself that its time is no date: "unlängst", "seit Längerem", "immer wieder"."""
    words = " " + " ".join(scene.words(span) for span in clause.spans) + " "
    return any(not _of_adjective(words, found) for found in _vague().finditer(words.lower()))


def _counted_from_another(scene: Scene, clause: Clause, act: Act) -> bool:
    """Whether a clause told in the past counts its time from something else: "Wochen nach dem Anschlag beschloss er".

    News counts too: "Zwei Tage nach dem Beben ist die Zahl gestiegen" is of the day.
    """
    predicate = act.predicate
    if predicate is None or predicate.tense not in ("past", "pluperfect"):
        return False
    return any(_count_from().search(scene.words(span)) for span in clause.spans)


@cache
def _count_from() -> re.Pattern[str]:
    rules = table("events")["vague"]
    return re.compile(rf"\b(?:{'|'.join(rules['units'])}) (?:nach|vor) (?:{'|'.join(rules['articles'])})\b")


def _of_adjective(words: str, found: re.Match[str]) -> bool:
    """Whether a vague time is an adjective's: "die bisher fehlende Hilfe", "der erst kürzlich ernannte"."""
    before = words[: found.start()].lower().split()[-2:]
    return not _determiners().isdisjoint(before) and _ADJECTIVE.match(words, found.end()) is not None


@cache
def _vague() -> re.Pattern[str]:
    return re.compile(f" (?:{'|'.join(map(re.escape, table('events')['vague']['words']))})(?= )")
