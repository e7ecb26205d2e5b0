"""What one sentence tells: its clauses grouped by date, each group an act with its actors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.events.acts import Act, act_of, completed, nominal_act, rank
from pipeline.events.attribution import attribution
from pipeline.events.dated import times_by_clause
from pipeline.events.grouping import (
    borrowed,
    groups_of,
    head_of,
    of_others,
    refers_back,
    remarks_of,
    reports_of,
    with_dependents,
)
from pipeline.events.roles import as_participants, named_in, participants
from pipeline.events.senses import as_told
from pipeline.events.voices import in_brackets, is_poll, is_thought, recurs, voiceless
from pipeline.events.when import When, narrowest, of_article, of_span
from pipeline.events.worth import (
    asks,
    intends,
    is_belief,
    is_naming,
    is_state,
    is_vague,
    lasts,
    person_acts,
    someone,
    worth_telling,
)
from pipeline.lang import table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline.clauses import Clause, Nominal, Predicate
    from pipeline.events.scene import Scene
    from pipeline.schema import ActorMention, Article, Participant, Sentence, TimeSpan


_ON = re.compile(r"(?: \([^()]{1,20}\))?,? (?:am )?")


@dataclass(slots=True)
class Telling:
    """An act as one sentence tells it, before the tellings of an article are joined to events.

    `scene` is the sentence that proves it, `also` are further sentences. `number` is the clause that tells it,
    `timed` holds where the clause has a date of its own, `dated` is the verb of the clause with that date.
    """

    scene: Scene
    number: int
    members: tuple[int, ...]
    act: Act
    when: When
    participants: tuple[Participant, ...]
    timed: bool
    chronicle: bool
    section: int
    dated: Predicate | None = None
    also: list[Sentence] = field(default_factory=list)

    @property
    def speaker(self) -> str:
        """The person, else the country or organisation, that acts; empty for none."""
        for kind in ("person", "organisation", "country"):
            for participant in self.participants:
                if participant.kind == kind and participant.role in ("acts", "signs"):
                    return participant.name
        return ""

    @property
    def clause(self) -> Clause | None:
        """The clause that tells the act."""
        return self.scene.clauses[self.number] if self.number >= 0 else None

    @property
    def latest(self) -> Sentence:
        """The sentence furthest down in the text among those that tell it so far."""
        # sentences are added in the order of the text, but for the one that made way for a dated one
        return max((self.scene.sentence, *self.also[-1:]), key=lambda sentence: sentence.start)

    @property
    def nouns(self) -> set[str]:
        """The event nouns of its clauses."""
        found = {nominal.lemma for number in self.members for nominal in self.scene.clauses[number].nominals}
        if self.act.nominal is not None:
            found.add(self.act.nominal.lemma)
        return found


def tellings(
    scene: Scene, article: Article, frame: TimeSpan | None, lead: TimeSpan | None, section: int
) -> list[Telling]:
    """Give what a sentence tells: one act for each date in it, and one for what it tells without a date.

    `frame` is the date of the chronology's entry or heading that the sentence stands under, `lead` the date
    that heads the sentence itself.
    """
    if asks(scene):
        return []
    own, nominal_times = times_by_clause(scene, lead)
    found: list[Telling] = []
    governing = lead or frame
    for nominal, span, number in nominal_times:
        act = nominal_act(nominal)
        found.append(
            Telling(
                scene,
                number,
                (),
                act,
                of_span(span),
                _near(scene, nominal, span, act),
                True,
                False,
                section,
            )
        )
    attributes: list[int] = []
    groups = groups_of(scene, own, attributes)
    default = of_span(governing) if governing is not None else of_article(article)
    for members, dates in groups:
        telling = _of_group(
            scene, article, members, dates, attributes, governing=governing, lead=lead, section=section
        )
        # what is told beside hearsay is news all the same
        for number in members if telling is None and not dates and len(members) > 1 else ():
            telling = telling or _of_group(
                scene, article, [number], dates, attributes, governing=governing, lead=lead, section=section
            )
        if telling is not None:
            found.append(telling)
    for number in remarks_of(scene):
        # "Sie forderten eine Waffenruhe, was er ablehnte": of the day of what it is about
        home = next((dates for members, dates in groups if scene.clauses[number].parent in members), [])
        remark = _of_group(
            scene, article, [number], home, [], governing=governing, lead=lead, section=section
        )
        found += [remark] if remark is not None else []
    if lead is not None and not any(telling.members for telling in found):
        found.append(_bare(scene, default, section))
    reports = [] if found else reports_of(scene)
    if reports:
        told = _of_group(scene, article, reports, [], [], governing=governing, lead=lead, section=section)
        found += [told] if told is not None else []
    if not found:
        attributed = _attributed(scene, default, governing is not None, section)
        if attributed is not None:
            found.append(attributed)
    return found


def _invites(act: Act, when: When, article: Article) -> bool:
    """Whether an invitation names the day of the meeting: "hat sie für Montag eingeladen"."""
    if act.predicate is None or act.predicate.lemma not in table("events")["planned"]["invitations"]:
        return False
    return when.first is not None and article.published is not None and when.first > article.published


def _yet_to_come(span: TimeSpan, act: Act, article: Article) -> bool:
    """Whether a date after publication cannot be that of what is told as past, but of what was asked for or said.

    "Er hatte zu einer Feuerpause an Weihnachten aufgerufen" was not at Christmas; "hat für Mai eine Wahl
    angesetzt" is of the election in May.
    """
    predicate = act.predicate
    if predicate is None or predicate.tense not in ("past", "perfect", "pluperfect"):
        return False
    if span.first is None or article.published is None or span.first <= article.published:
        return False
    planned = table("events")["planned"]
    return predicate.lemma not in (*planned["verbs"], *planned["invitations"]) and act.status != "planned"


def _wanted(
    scene: Scene, number: int, act: Act, own: tuple[Participant, ...]
) -> tuple[Act, tuple[Participant, ...]]:
    """Give what somebody demands, offers or announces for a day: "rief ihn auf, bis Ostern abzuziehen"."""
    parent = scene.clauses[number].parent
    if parent < 0:
        return act, own
    above = act_of(scene.clauses[parent])
    known = {(participant.kind, participant.name) for participant in own}
    everyone = own + tuple(
        participant
        for participant in participants(scene, (parent,), above)
        if (participant.kind, participant.name) not in known
    )
    if above.kind in ("demand", "proposal"):
        return replace(
            act, kind="proposal", words=f"{above.words} + {act.words}", status="proposed"
        ), everyone
    if completed(scene, act.predicate):
        return act, everyone
    return replace(act, status=act.status or "planned"), everyone


def _of_group(
    scene: Scene,
    article: Article,
    members: list[int],
    dates: list[TimeSpan],
    attributes: list[int],
    *,
    governing: TimeSpan | None,
    lead: TimeSpan | None,
    section: int,
) -> Telling | None:
    """Tell the act of a group of clauses; None where it is none, or no news."""
    members = [number for number in members if not in_brackets(scene, scene.clauses[number])] or members
    head, act = head_of(scene, members, dates)
    if head is None:
        return None
    lent = None if act.status == "denied" else borrowed(scene, head, attributes)
    act = _in_words(scene, head, lent or act)
    act = as_told(scene, head, act)
    if not dates and governing is None:
        act = intends(scene, scene.clauses[head], act)
    predicate = act.predicate
    aside = scene.clauses[head].quoted or scene.clauses[head].kind == "participle"
    if is_state(act) or is_naming(scene.clauses[head], act) or (aside and act.kind == "other"):
        return None
    if is_belief(scene, scene.clauses[head], act) or is_thought(scene, head, act) or recurs(scene, head, act):
        return None
    spans = [span for span in dates if not _yet_to_come(span, act, article)]
    if spans and all(span.relation == "since" for span in spans) and lasts(scene, head, act):
        return None
    if spans and _denied_above(scene, head):
        return None
    if spans:
        ongoing = predicate is not None and predicate.tense == "present"
        when = of_span(narrowest(spans), ongoing)
    elif not worth_telling(scene, head, act, governing is not None, lead is not None):
        return None
    else:
        when = of_span(governing) if governing is not None else of_article(article)
    if _invites(act, when, article):
        act = replace(act, kind="talks", status="planned")
    involved = [
        number
        for number in members
        if number == head or not of_others(scene, head, number) or refers_back(scene, number)
    ]
    everyone = participants(scene, with_dependents(scene, involved, act), act)
    if spans and scene.clauses[head].kind == "infinitive":
        act, everyone = _wanted(scene, head, act, everyone)
    if not spans and lead is None and not someone(scene, scene.clauses[head], act, everyone):
        return None
    if voiceless(scene, head, act, bool(spans) or lead is not None, everyone):
        return None
    return Telling(
        scene,
        head,
        tuple(members),
        act,
        when,
        everyone,
        bool(spans) or lead is not None,
        governing is not None,
        section,
        scene.clauses[members[0]].predicate if spans else None,
    )


def _denied_above(scene: Scene, number: int) -> bool:
    """Whether an infinitive tells what there is no reason, right or plan for: "es gebe keinen Grund, zu warten"."""
    clause = scene.clauses[number]
    if clause.kind != "infinitive" or clause.parent < 0:
        return False
    above = scene.clauses[clause.parent].predicate
    return above is not None and above.negated and act_of(scene.clauses[clause.parent]).kind == "other"


def _in_words(scene: Scene, number: int, act: Act) -> Act:
    """Take an attack by a person with words for what it is: "Kickl griff die Regierung an"."""
    predicate = act.predicate
    if act.kind != "attack" or predicate is None or predicate.phrase or predicate.passive:
        return act
    if predicate.lemma not in table("events")["speech"]["attacks"] or not person_acts(
        scene, scene.clauses[number]
    ):
        return act
    return replace(act, kind="statement")


def opening_news(order: Iterable[Scene], told: Iterable[Telling], article: Article) -> list[Telling]:
    """Give what an article opens with, where nothing else tells of it: an act of any kind, on its day."""
    first = next((scene for scene in order if scene.opening), None)
    if first is None:
        return []
    for telling in told:
        if first.sentence in (telling.scene.sentence, *telling.also):
            return []
    for number, clause in enumerate(first.clauses):
        predicate = clause.predicate
        if clause.kind != "main" or clause.quoted or predicate is None or predicate.mood != "indicative":
            continue
        act = act_of(clause)
        if is_state(act) or predicate.modal or predicate.tense not in ("past", "perfect"):
            continue
        if predicate.speech or predicate.negated or is_vague(first, clause):
            continue
        everyone = participants(first, with_dependents(first, [number], act), act)
        return [Telling(first, number, (number,), act, of_article(article), everyone, False, False, 0)]
    return []


def _attributed(scene: Scene, when: When, chronicle: bool, section: int) -> Telling | None:
    """Tell a sentence that is somebody's report as what that one says."""
    found = attribution(scene)
    if found is None:
        return None
    words, at, speaker, who = found
    if is_poll(scene, who):
        return None
    number = max(scene.owner(scene.sentence.start + at), 0) if scene.clauses else -1
    span = _beside(scene, speaker) if speaker is not None else None
    return Telling(
        scene,
        number,
        (number,) if number >= 0 else (),
        Act("statement", words),
        of_span(span) if span is not None else when,
        tuple(as_participants(speaker, "acts")) if speaker is not None else (),
        span is not None,
        chronicle,
        section,
    )


def _beside(scene: Scene, speaker: ActorMention) -> TimeSpan | None:
    """Give the day that stands right behind who speaks: "..., so Rutte am Montag in Brüssel"."""
    end = scene.local(speaker).end
    for span in scene.times:
        at = scene.local(span).start
        if at > end and span.relation == "at" and _ON.fullmatch(scene.sentence.text, end, at):
            return span
    return None


def _bare(scene: Scene, when: When, section: int) -> Telling:
    """Tell an entry of a chronology without a verb: "3. Mai: Wahl in Polen"."""
    act = Act("other", "")
    numbers = range(len(scene.clauses))
    for number in numbers:
        for nominal in scene.clauses[number].nominals:
            if rank(nominal.kind) < rank(act.kind) or not act.words:
                act = nominal_act(nominal)
    return Telling(
        scene,
        0 if scene.clauses else -1,
        tuple(numbers),
        act,
        when,
        participants(scene, numbers, act),
        True,
        True,
        section,
    )


def _near(scene: Scene, nominal: Nominal, span: TimeSpan, act: Act) -> tuple[Participant, ...]:
    """Give the actors within an event noun's phrase, adjectives too: "dem russischen Einmarsch am 24. Februar"."""
    found: dict[tuple[str, str], Participant] = {}
    for mention in scene.mentions:
        at = scene.local(mention).start
        if mention.use != "place" and nominal.start <= at < scene.local(span).end:
            for participant in named_in(mention, act, at < nominal.head.start):
                found.setdefault((participant.kind, participant.name), participant)
    return tuple(found.values())
