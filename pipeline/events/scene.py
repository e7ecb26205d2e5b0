"""A sentence as the events stage sees it: its clauses, its dates and its actors, each in its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pipeline.clauses import Clause, Phrase, clauses
from pipeline.lang import table
from pipeline.schema import ActorMention, Sentence, Span, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_JOINED = re.compile(r"\s*(?:,|-?\s?(?:und|sowie|oder|bzw\.))\s*")


@cache
def _about() -> re.Pattern[str]:
    words = "|".join(table("events")["titles"]["about"])
    return re.compile(rf"\b(?i:{words})\s+$")


@cache
def _not_subject() -> frozenset[str]:
    data = table("clauses")
    oblique = table("events")["roles"]["oblique"]
    return frozenset((*data["words"]["prepositions"], *data["words"]["contracted"], *oblique))


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with what stands in it; clause spans are offsets into `sentence.text`, the others into the article.

    `opening` holds in the first paragraph of the body, which tells the news, `lead` in its first two sentences.
    """

    sentence: Sentence
    clauses: tuple[Clause, ...]
    times: tuple[TimeSpan, ...]
    mentions: tuple[ActorMention, ...]
    opening: bool = False
    lead: bool = False

    def owner(self, start: int) -> int:
        """Give the index of the innermost clause around the article's offset `start`, -1 for none."""
        at = start - self.sentence.start
        best, length = -1, 1 << 30
        for number, clause in enumerate(self.clauses):
            for span in clause.spans:
                if span.start <= at < span.end and span.end - span.start < length:
                    best, length = number, span.end - span.start
        return best

    def outer(self, number: int) -> int:
        """Give the clause that the attribute `number` stands in, or `number` itself for every other clause."""
        while number >= 0 and self.clauses[number].kind == "participle":
            number = self.clauses[number].parent
        return number

    def subject(self, clause: Clause) -> Span | None:
        """Give a clause's subject with all its conjuncts; where word order leaves two, the actor before the verb.

        What stands before the finite verb of a main clause is one constituent, so that a subject there is all of it.
        """
        subject = clause.subject
        front = clause.vorfeld
        if front is not None and clause.kind == "main":
            inside = subject is not None and front.start <= subject.start < front.end
            if inside or (
                subject is not None and self._names_actor(front) and not self._names_actor(subject)
            ):
                first = self.sentence.text[front.start : front.end].split(" ", 1)[0].lower()
                if first not in _not_subject():
                    return front
        if subject is None:
            return None
        about = _about().search(self.sentence.text, 0, subject.start)
        begin = about.start() if about else subject.start
        end = subject.end
        for mention in self.mentions:
            local = self.local(mention)
            if local.start < end < local.end:
                end = local.end
        for phrase in sorted(clause.phrases, key=lambda phrase: phrase.start):
            joined = phrase.start >= end and _JOINED.fullmatch(self.sentence.text, end, phrase.start)
            origin = (
                phrase.preposition == "aus" and 0 < phrase.start - end < 8 and self._names_country(phrase)
            )
            if joined or origin:
                end = phrase.end
        return Span(begin, end)

    def _names_country(self, phrase: Phrase) -> bool:
        return any(
            mention.kind == "country" and phrase.start <= mention.start - self.sentence.start < phrase.end
            for mention in self.mentions
        )

    def _names_actor(self, span: Span) -> bool:
        return any(
            mention.use == "actor" and span.start <= mention.start - self.sentence.start < span.end
            for mention in self.mentions
        )

    def words(self, span: Span) -> str:
        """Give the text of a clause's span."""
        return self.sentence.text[span.start : span.end]

    def local(self, span: TimeSpan | ActorMention) -> Span:
        """Give the place of a date or an actor in the sentence's own text."""
        return Span(span.start - self.sentence.start, span.end - self.sentence.start)


def scenes(
    sentences: Sequence[Sentence], times: Sequence[TimeSpan], mentions: Sequence[ActorMention]
) -> Iterator[Scene]:
    """Give each sentence with its clauses, dates and actors, in order."""
    times = sorted(times, key=lambda span: span.start)
    mentions = sorted(mentions, key=lambda mention: mention.start)
    time_starts = [span.start for span in times]
    mention_starts = [mention.start for mention in mentions]
    body = [sentence for sentence in sentences if sentence.role != "heading"]
    first = body[0].paragraph if body else -1
    last = body[min(1, len(body) - 1)].start if body else -1
    for sentence in sentences:
        scene = Scene(
            sentence,
            # a word alone tells nothing
            tuple(clauses(sentence.text)) if sentence.role != "heading" and " " in sentence.text else (),
            tuple(times[bisect_left(time_starts, sentence.start) : bisect_left(time_starts, sentence.end)]),
            tuple(
                mentions[
                    bisect_left(mention_starts, sentence.start) : bisect_left(mention_starts, sentence.end)
                ]
            ),
            sentence.paragraph == first,
            sentence.start <= last,
        )
        _tell_apart(scene)
        yield scene


def _tell_apart(scene: Scene) -> None:
    """Take two persons behind the verb for two, though nothing stands between their names: "traf Merz Macron"."""
    for one, other in pairwise(scene.mentions):
        if other.start - one.end != 1 or not (_by_name(one) and _by_name(other)) or one.name == other.name:
            continue
        owner = scene.owner(other.start)
        clause = scene.clauses[owner] if owner >= 0 else None
        if clause is None or is_genitive(one):
            continue
        end = scene.local(one).end
        if clause.vorfeld is None or clause.vorfeld.end <= scene.local(one).start:
            clause.apart(end, end + 1)


def _by_name(mention: ActorMention) -> bool:
    return mention.kind == "person" and mention.use == "actor" and mention.form in ("name", "surname")


def is_genitive(mention: ActorMention) -> bool:
    """Whether a person's name stands in the genitive: "Putins", but not "Scholz"."""
    return mention.text.endswith(("s", "’", "'")) and not mention.name.endswith(mention.text.split()[-1])
