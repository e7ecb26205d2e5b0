"""Joins the tellings of one article: what a person says on one occasion, and one act told in several sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.acts import SPOKEN
from pipeline.events.attribution import attribution
from pipeline.events.repeats import (
    comment,
    company,
    is_another,
    is_background,
    said_before,
    sourced,
)
from pipeline.events.when import BEFORE
from pipeline.lang import table

if TYPE_CHECKING:
    from pipeline.clauses import Clause
    from pipeline.events.scene import Scene
    from pipeline.events.telling import Telling
    from pipeline.schema import Participant

# no mark opens twice: else what follows each mark of a run would be searched for as long as a quotation can be
_QUOTATION = re.compile(r"„[^„“”\n]{20,3000}[“”]|«[^«»\n]{20,3000}»|»[^«»\n]{20,3000}«|\"[^\"\n]{20,3000}\"")
_SHARED = frozenset({"talks", "agreement", "attack", "accident", "protest", "decision"})
_REACH = 200
"""So many events back at most an article returns to one that it has told."""
_LENT = 7
"""So many days at most has the date of an act of no kind that the next sentence goes on with."""
_RECENT = 31
"""What ended more days before the publication is no news of the day."""
_FAR = 3
"""So many paragraphs at most lie between a speaker and what is reported of him."""
_HARM = frozenset({"attack", "accident"})


def join(tellings: list[Telling], order: list[Scene], text: str) -> list[Telling]:
    """Give the events of an article: tellings of the same act joined, with the sentences that go on reporting it.

    `order` are all its sentences, `text` is the article's.
    """
    kept: list[Telling] = []
    earlier: list[Telling] = []
    for telling in tellings:
        if said_before(telling):
            telling.when = BEFORE
            earlier.append(telling)
            continue
        if is_background(telling):
            before = kept[-1] if kept else None
            if before is not None and _continues(before, telling):
                _absorb(before, telling)
            continue
        source = sourced(kept, telling) or comment(kept, telling)
        if source is not None:
            source.also.append(telling.scene.sentence)
            continue
        before = company(kept, telling)
        if before is not None:
            before.participants = _union(before.participants, telling.participants)
            before.also.append(telling.scene.sentence)
            continue
        recent = kept[-_REACH:]
        home = _occasion(recent, telling) if telling.act.kind in SPOKEN else _same_act(recent, telling)
        if home is None:
            kept.append(telling)
        else:
            _absorb(home, telling)
    kept = sorted(kept + earlier, key=lambda telling: telling.scene.sentence.start) if earlier else kept
    _attach_reports(kept, order, quotations(text))
    return kept


def _continues(before: Telling, telling: Telling) -> bool:
    """Whether what had been before belongs to the dated act that the sentence before tells in the same tense."""
    predicate = before.act.predicate
    return (
        before.timed
        and before.act.kind in _SHARED
        and predicate is not None
        and predicate.tense == "pluperfect"
        and before.scene.sentence.paragraph == telling.scene.sentence.paragraph
        and telling.act.kind in ("talks", "agreement", before.act.kind)
    )


def carry_on(before: Telling | None, telling: Telling) -> bool:
    """Give what a paragraph goes on to tell in the past, without a date, the date of the sentence before.

    "Am Montag brannte eine Halle ab. Zwei Männer wurden verletzt": the second is of Monday too. What somebody
    says goes on only where the same person speaks; the perfect and the present are news of the day. False says that
    a telling goes on what was long ago, at a date that is not known: "1988 floh sie. Später wurde sie verurteilt."
    """
    if before is None or telling.timed or telling.chronicle or before.chronicle or before.when.text == "":
        return True
    if before.scene.sentence.paragraph != telling.scene.sentence.paragraph or before.scene is telling.scene:
        return True
    if before.when.first is None or not _tells_of_the_past(before) or not before.members:
        return True
    if before.clause is None or before.clause.kind != "main" or _of_now(telling):
        return True
    actors = [
        {p.name for p in told.participants if p.kind == "person" and p.role in ("acts", "signs")}
        for told in (before, telling)
    ]
    goes_on = _tells_of_the_past(telling, preterite=True) and telling.act.kind not in SPOKEN
    if (actors[0] & actors[1] or goes_on) and not _lends(before):
        return not goes_on or not _long_ago(before, telling)
    if actors[0] & actors[1] or goes_on:
        telling.when = replace(
            before.when, rule=f"{before.when.rule}, of the sentence before", basis="relative"
        )
    return True


def _of_now(telling: Telling) -> bool:
    """Whether a clause says that it tells the news, whatever was before: "Jetzt wurde er festgenommen"."""
    clause = telling.clause
    if clause is None:
        return False
    words = {word.lower() for span in clause.spans for word in telling.scene.words(span).split()}
    return not words.isdisjoint(table("events")["news"]["now"])


def _long_ago(before: Telling, telling: Telling) -> bool:
    """Whether what one tells ended more than a month before the day on which the other is put."""
    last, day = before.when.last, telling.when.first
    return last is not None and day is not None and (day - last).days > _RECENT


def _lends(before: Telling) -> bool:
    """Whether a date is narrow enough for what is told next: a day or month, but no quarter whose sales fell."""
    when = before.when
    if when.first is None or when.last is None or when.granularity in ("quarter", "season"):
        return False
    return before.act.kind != "other" or (when.last - when.first).days <= _LENT


def _tells_of_the_past(telling: Telling, preterite: bool = False) -> bool:
    predicate = telling.act.predicate
    tenses = ("past", "pluperfect") if preterite else ("past", "perfect", "pluperfect")
    return predicate is not None and predicate.tense in tenses


def _occasion(kept: list[Telling], telling: Telling) -> Telling | None:
    """Find the earlier telling that a statement goes on with: same speaker, same occasion."""
    if not telling.speaker:
        before = kept[-1] if kept else None
        goes_on = before is not None and _speech(before) and not telling.timed and _takes_up(telling)
        return before if goes_on and before is not None and _follows(before, telling) else None
    for back, earlier in enumerate(reversed(kept)):
        if earlier.section != telling.section or earlier.act.kind not in SPOKEN:
            continue
        if earlier.speaker != telling.speaker and not (back == 0 and _speaks_for(telling, earlier)):
            continue
        near = telling.scene.sentence.paragraph == earlier.scene.sentence.paragraph
        if earlier.timed and telling.timed and not _same_day(earlier, telling):
            continue
        kinds = {telling.act.kind, earlier.act.kind}
        if near and telling.act.kind == "statement":
            return earlier
        if near and not telling.timed and kinds == {"statement", "rejection"}:
            return earlier
        if telling.act.kind != earlier.act.kind:
            continue
        if near or (_same_day(earlier, telling) and telling.act.kind == "statement"):
            return earlier
    return None


def _takes_up(telling: Telling) -> bool:
    """Whether someone speaks who must have been named before: "laut dem Beamten", "sagte sie"."""
    clause = telling.clause
    if telling.act.predicate is None:
        return True
    subject = telling.scene.subject(clause) if clause is not None else None
    if subject is None or telling.act.kind != "statement":
        return False
    words = telling.scene.words(subject).split()
    speech = table("events")["speech"]
    return len(words) == 1 and words[0].lower() in speech["definite"]


def _speaks_for(telling: Telling, earlier: Telling) -> bool:
    """Whether a person speaks for the country that spoke in the sentence before: "der Kreml", then its speaker."""
    if any(
        participant.kind == "person" and participant.role == "acts" for participant in earlier.participants
    ):
        return False
    if any(clause.frame for clause in earlier.scene.clauses):
        return False  # who spoke has been said
    countries = {p.name for p in telling.participants if p.kind == "country" and p.role == "acts"}
    return earlier.speaker in countries and _follows(earlier, telling)


def _follows(earlier: Telling, telling: Telling) -> bool:
    return telling.scene.sentence.paragraph - earlier.latest.paragraph <= 1


def _same_day(one: Telling, other: Telling) -> bool:
    return (one.when.first, one.when.last) == (other.when.first, other.when.last)


def _same_act(kept: list[Telling], telling: Telling) -> Telling | None:
    """Find the earlier telling of the same act: same kind and day, or a noun that takes it up."""
    if telling.act.kind not in _SHARED:
        return None
    if telling.act.kind in _HARM and not telling.timed:
        details = [earlier for earlier in kept if earlier.act.kind in _HARM and not earlier.chronicle]
        if (
            details
            and not telling.chronicle
            and (not telling.participants or _same_day(details[-1], telling))
        ):
            return details[-1]
    names = {participant.name for participant in telling.participants}
    for earlier in kept:
        if earlier.act.kind != telling.act.kind or earlier.section != telling.section:
            continue
        shared = names & {participant.name for participant in earlier.participants}
        nouns = earlier.nouns & telling.nouns
        if earlier.scene is telling.scene and not _same_day(earlier, telling):
            continue
        if _same_day(earlier, telling) and earlier.when.first is not None:
            if (
                telling.act.kind == "protest"
                and earlier.timed
                and telling.timed
                and _same_crowd(earlier, telling)
            ):
                return earlier
            if nouns or (shared and earlier.act.words == telling.act.words) or _same_party(earlier, telling):
                return earlier
        elif (
            nouns
            and earlier.timed != telling.timed
            and earlier.members
            and telling.members
            and not (is_another(telling) or is_another(earlier))
        ):
            return earlier
    return None


def _same_crowd(one: Telling, other: Telling) -> bool:
    """Whether a protest may be the one told before: of the same day, without an actor or a place that differs."""
    mine, others = ({(p.kind, p.name) for p in told.participants} for told in (one, other))
    places = [
        {mention.text for mention in told.scene.mentions if mention.use == "place"} for told in (one, other)
    ]
    near = one.when.granularity == "day"
    return near and (mine <= others or others <= mine) and (places[0] <= places[1] or places[1] <= places[0])


def _same_party(one: Telling, other: Telling) -> bool:
    """Whether the same countries or persons, at least two, meet in both."""
    if one.act.kind != "talks":
        return False
    shared = {(p.kind, p.name) for p in one.participants} & {(p.kind, p.name) for p in other.participants}
    return any(sum(kind == wanted for kind, _ in shared) >= 2 for wanted in ("person", "country"))


def _absorb(home: Telling, telling: Telling) -> None:
    """Add a telling to an earlier one; the one with a date of its own says when it was."""
    if telling.timed and not home.timed:
        old = home.scene
        home.also.append(old.sentence)
        home.scene, home.number, home.members, home.act = (
            telling.scene,
            telling.number,
            telling.members,
            telling.act,
        )
        home.when, home.timed = telling.when, True
    elif telling.scene is not home.scene:
        home.also.append(telling.scene.sentence)
    if telling.act.kind == "statement" and home.speaker == telling.speaker:
        home.participants = _union(home.participants, _asked(telling.participants))
    else:
        negated = telling.act.predicate is not None and telling.act.predicate.negated
        if not negated:
            home.participants = _union(home.participants, telling.participants)


def _asked(participants: tuple[Participant, ...]) -> tuple[Participant, ...]:
    return tuple(
        participant for participant in participants if participant.role in ("addressed", "takes part")
    )


def _union(mine: tuple[Participant, ...], others: tuple[Participant, ...]) -> tuple[Participant, ...]:
    known = {(participant.kind, participant.name) for participant in mine}
    return mine + tuple(
        replace(participant) for participant in others if (participant.kind, participant.name) not in known
    )


def quotations(text: str) -> list[tuple[int, int]]:
    """Give the spans of quotations that go over more than a few words, as (start, end), in order."""
    return [found.span() for found in _QUOTATION.finditer(text)]


def _attach_reports(kept: list[Telling], order: list[Scene], quoted: list[tuple[int, int]]) -> None:
    """Attach sentences of reported speech without a speaker of their own to the speech before them."""
    by_sentence = {
        id(sentence): telling for telling in kept for sentence in (*telling.also, telling.scene.sentence)
    }
    current: Telling | None = None
    last: Telling | None = None
    paragraph = -1
    for scene in order:
        sentence = scene.sentence
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            if not _reported(scene):
                current = None
        telling = by_sentence.get(id(sentence))
        if telling is not None and current is not None and not _speech(telling) and _reported(scene):
            current.also.append(sentence)  # what happened, in somebody's words
        elif telling is not None:
            current = telling if _speech(telling) else None
            last = current or last
        elif current is None and last is not None and _resumes(last, scene):
            last.also.append(sentence)
            current = last
        elif current is not None and (
            _within(sentence.start, quoted) or _reported(scene) or attribution(scene) is not None
        ):
            current.also.append(sentence)
        else:
            current = None


def _resumes(last: Telling, scene: Scene) -> bool:
    """Whether a sentence in the subjunctive of reported speech can only be what the last speaker said."""
    far = scene.sentence.paragraph - last.scene.sentence.paragraph > _FAR
    return not far and _reported(scene, ("subjunctive1",))


def _speech(telling: Telling) -> bool:
    """Whether a telling can be gone on with by reported speech: somebody says something in it."""
    predicate = telling.act.predicate
    return telling.act.kind in SPOKEN or (predicate is not None and predicate.speech)


def _within(start: int, quoted: list[tuple[int, int]]) -> bool:
    place = bisect_right(quoted, (start, 1 << 60)) - 1
    return place >= 0 and quoted[place][0] < start < quoted[place][1]


def _reported(scene: Scene, moods: tuple[str, ...] = ("subjunctive1", "subjunctive2")) -> bool:
    """Whether a sentence is reported speech by its form: quoted throughout, or in the subjunctive."""
    mains = [clause for clause in scene.clauses if clause.kind == "main" and clause.predicates]
    if len(mains) > 1:
        mains = [clause for clause in mains if not _it_says(clause)]
    if not mains:
        return False
    if _goes_on_speaking(scene, mains[0]):
        return True
    return all(
        clause.quoted or (clause.predicate is not None and clause.predicate.mood in moods) for clause in mains
    )


def _it_says(clause: Clause) -> bool:
    """Whether a clause only says that what stands beside it is said: "..., hieß es"."""
    predicate = clause.predicate
    return (
        clause.frame and predicate is not None and predicate.lemma in table("events")["speech"]["documents"]
    )


def _goes_on_speaking(scene: Scene, clause: Clause) -> bool:
    """Whether a clause names the speaker of before without a name: "Man betone auch, ...", "Demnach soll ..."."""
    predicate = clause.predicate
    if predicate is None or clause.quoted:
        return False
    speech = table("events")["speech"]
    subject = clause.subject if predicate.speech else None
    if subject is not None and scene.words(subject).lower() == "man":
        return True
    words = {word.lower() for span in clause.spans for word in scene.words(span).split()}
    return not words.isdisjoint(speech["according"])
