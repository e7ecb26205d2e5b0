"""A sentence as the events stage sees it: its clauses, its dates and its actors, each in its clause."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.clauses import Clause, clauses
from pipeline.schema import ActorMention, Sentence, Span, TimeSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with what stands in it. Clause spans are offsets into `sentence.text`, the others into the article."""

    sentence: Sentence
    clauses: tuple[Clause, ...]
    times: tuple[TimeSpan, ...]
    mentions: tuple[ActorMention, ...]

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
    for sentence in sentences:
        yield Scene(
            sentence,
            tuple(clauses(sentence.text)) if sentence.role != "heading" else (),
            tuple(times[bisect_left(time_starts, sentence.start) : bisect_left(time_starts, sentence.end)]),
            tuple(
                mentions[
                    bisect_left(mention_starts, sentence.start) : bisect_left(mention_starts, sentence.end)
                ]
            ),
        )
