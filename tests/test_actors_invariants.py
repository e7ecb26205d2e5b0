"""What holds of the mentions of any text."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import actors, split
from pipeline.schema import Article, Span


def paragraphs(text: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(r"[^\n]+", text))


PIECES = [
    "Friedrich Merz", "Merz", "der", "die", "SPD-Chef", "Kanzler", "der US-Präsident", "Putins", "Moskau", "in",
    "aus", "Frankreich", ",", "und", "Polen", "sagte", "er", "sie", "„", "“", ".", "Dr.", "Frau", "van", "al-Sisi",
    "von der Leyen", "deutsch-französische", "US-", "Ukraine-Gespräche", "(SPD)", "47-Jährige", "Union", "Ihn", "ihm",
    "König Charles III.", "'", "’s", "-", "Ministerpräsidentin", "russischen", "Präsidenten", "Ukrainer", "\n\n",
    "\n", "J.", "K.", "Tolan", "Der", "d'Italia", "beide Länder", "Bund", "laut", "Ostdeutschen", "Konzern",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join), st.text(max_size=200))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS, day=st.none() | st.dates(date(1990, 1, 1), date(2026, 1, 1)))
def test_mentions_quote_the_text_in_order_without_overlap(text: str, day: date | None) -> None:
    article = Article("any", text, published=day, body=paragraphs(text))
    mentions = actors.find(article, split.sentences(article), [])
    end = 0
    for mention in mentions:
        assert mention.start >= end
        assert mention.end > mention.start
        assert text[mention.start : mention.end] == mention.text
        assert mention.name
        end = mention.end


@settings(max_examples=30, deadline=None)
@given(text=TEXTS)
def test_the_same_text_gives_the_same_mentions(text: str) -> None:
    article = Article("any", text, published=date(2025, 5, 6), body=paragraphs(text))
    sentences = split.sentences(article)
    assert actors.find(article, sentences, []) == actors.find(article, sentences, [])
