"""Finds the events of one article: acts with their dates and actors, each proved by its sentence."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.events.acts import status_of
from pipeline.events.confidence import confidence
from pipeline.events.occasions import carry_on, join
from pipeline.events.places import place_in
from pipeline.events.repeats import sourced
from pipeline.events.scene import Scene, scenes
from pipeline.events.telling import Telling, opening_news, tellings
from pipeline.events.titles import title_of
from pipeline.events.when import heading_date, lead
from pipeline.schema import Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.schema import ActorMention, Article, Sentence, TimeSpan

__all__ = ["called", "event_of", "find", "tell"]

_TICKER = re.compile(r"\W{0,5}\d{1,2}[.:]\d{2}(?: Uhr\b|\s*[:–-])")


def find(
    article: Article,
    sentences: Sequence[Sentence],
    spans: Sequence[TimeSpan],
    mentions: Sequence[ActorMention],
) -> list[Event]:
    """Give the events that an article tells, in the order of its text; undated ones have no `start` and `end`."""
    return [event_of(article, telling) for telling in tell(article, sentences, spans, mentions)]


def tell(
    article: Article,
    sentences: Sequence[Sentence],
    spans: Sequence[TimeSpan],
    mentions: Sequence[ActorMention],
) -> list[Telling]:
    """Give what an article tells, each act once, with the sentences that report it."""
    order = list(scenes(sentences, spans, mentions))
    told: list[Telling] = []
    frame: TimeSpan | None = None
    entry: TimeSpan | None = None
    paragraph = -1
    section = 0
    for scene in order:
        sentence = scene.sentence
        if sentence.paragraph != paragraph:
            paragraph, entry = sentence.paragraph, None
        if sentence.role == "heading":
            if _TICKER.match(sentence.text):
                section += 1
            day = heading_date(scene)
            frame = day if day is not None and day.first != article.published else None if day else frame
            continue
        head = lead(scene)
        entry = head or entry
        new = tellings(scene, article, entry or frame, head, section)
        told += [telling for telling in new if carry_on(told[-1] if told else None, telling)]
    joined = join(told, order, article.text)
    opened = opening_news(order, joined, article)
    if opened and joined and sourced(opened, joined[0]) is not None:
        opened[0].also.append(joined.pop(0).scene.sentence)
    return opened + joined


def event_of(article: Article, telling: Telling) -> Event:
    """Make the event of a telling: its status, headline, place, confidence and proof."""
    when, act = telling.when, telling.act
    past = telling.chronicle and (
        when.first is None or article.published is None or when.first <= article.published
    )
    status, status_words = status_of(
        act, when.first, article.published, past or _told_in_the_past(telling), telling.timed, when.last
    )
    sentence = telling.scene.sentence
    rule = "; ".join(
        f"{key}={value}"
        for key, value in (
            ("time", when.rule),
            ("act", f"{act.words}->{act.kind}" if act.words else f"->{act.kind}"),
            ("status", f"{status_words}->{status}" if status_words else f"->{status}"),
        )
    )
    seen: set[tuple[int, int]] = set()
    evidence = []
    for number, proof in enumerate((sentence, *sorted(telling.also, key=lambda s: s.start))):
        if (proof.start, proof.end) in seen:
            continue
        seen.add((proof.start, proof.end))
        evidence.append(
            Evidence(
                article.document,
                proof.start,
                proof.end,
                proof.text,
                rule if number == 0 else "further report",
            )
        )
    by_kind = {
        kind: tuple(p.name for p in telling.participants if p.kind == kind)
        for kind in ("person", "country", "organisation")
    }
    return Event(
        event_id=_identity(article, sentence, telling),
        title=title_of(telling),
        start=when.first,
        end=when.last,
        granularity=when.granularity,
        edtf=when.edtf,
        time_text=when.text,
        basis=when.basis,
        kind=act.kind,
        status=status,
        participants=telling.participants,
        persons=by_kind["person"],
        countries=by_kind["country"],
        organisations=by_kind["organisation"],
        place=_place(telling),
        confidence=confidence(telling, status),
        evidence=tuple(evidence),
    )


def _told_in_the_past(telling: Telling) -> bool:
    """Whether the clause with the date tells of the past, where another one says what the act was."""
    return telling.dated is not None and telling.dated.tense in ("past", "perfect", "pluperfect")


def _identity(article: Article, sentence: Sentence, telling: Telling) -> str:
    when = telling.when
    key = "\x1f".join(
        map(
            str,
            (
                article.sha256,
                sentence.start,
                sentence.end,
                when.first,
                when.last,
                telling.number,
            ),
        )
    )
    return f"{_number(key) ^ _number(article.document):016x}"


def called(event: Event, document: str) -> Event:
    """The event of one article under another name of the article: what it is but for names and id stays."""
    before = event.evidence[0].document
    return replace(
        event,
        event_id=f"{int(event.event_id, 16) ^ _number(before) ^ _number(document):016x}",
        evidence=tuple(replace(piece, document=document) for piece in event.evidence),
    )


def _number(text: str) -> int:
    return int(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16], 16)


def _place(telling: Telling) -> str | None:
    scene: Scene = telling.scene
    taken = {word for mention in scene.mentions if mention.use != "place" for word in mention.text.split()}
    for number in telling.members:
        for span in scene.clauses[number].spans:
            place = place_in(scene.words(span), taken)
            if place:
                return place
    return None
