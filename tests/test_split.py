"""Splitting: where German sentences end, and which lines are headings and items."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lang import table
from pipeline.read import article_of
from pipeline.read.formats import Record
from pipeline.schema import Article, Span
from pipeline.split import sentences


def texts(paragraph):
    return [s.text for s in sentences(Article("a", paragraph, body=(Span(0, len(paragraph)),)))]


@pytest.mark.parametrize("case", table("split")["case"], ids=lambda case: case["text"][:40])
def test_sentence_ends(case):
    assert texts(case["text"]) == case["sentences"]


@pytest.mark.parametrize("abbreviation", table("split")["abbreviations"])
def test_abbreviations_end_no_sentence_and_words_that_look_like_them_do(abbreviation):
    text = f"Der Rat nennt {abbreviation}. Muster einen Freund."
    assert texts(text) == [text]
    assert texts(f"Der Rat nennt Haus{abbreviation.lower()}en. Muster schweigt.") == [
        f"Der Rat nennt Haus{abbreviation.lower()}en.",
        "Muster schweigt.",
    ]


@pytest.mark.parametrize("abbreviation", table("split")["doubtful"])
def test_doubtful_abbreviations_end_a_sentence_before_a_word_that_begins_one(abbreviation):
    text = f"Er kauft drei {abbreviation}. Kassel zahlt."
    assert texts(text) == [text]
    assert texts(f"Er kauft drei {abbreviation}. Die Stadt zahlt.") == [
        f"Er kauft drei {abbreviation}.",
        "Die Stadt zahlt.",
    ]


@pytest.mark.parametrize("noun", table("split")["after_ordinal"])
def test_nouns_after_an_ordinal(noun):
    text = f"So kam nun 3. {noun} heran."
    assert texts(text) == [text]
    assert len(texts(f"So kam es 2023. {noun} heran.")) == 2


def test_roles_and_paragraphs():
    text = """# Rat tagt

Kassel - Der Rat tagt. Er berät.

Was nun?

• 3. Mai: Das Bad öffnet. Es regnet.
• Juni: Ende

17:30 Uhr: Das Bad schließt.

Die Stationen:

Ein Satz.
"""
    found = sentences(article_of(Record(text)))
    assert [(s.text, s.role, s.paragraph) for s in found] == [
        ("Rat tagt", "heading", 0),
        ("Der Rat tagt.", "body", 1),
        ("Er berät.", "body", 1),
        ("Was nun?", "heading", 2),
        ("3. Mai: Das Bad öffnet.", "item", 3),
        ("Es regnet.", "item", 3),
        ("Juni: Ende", "item", 4),
        ("17:30 Uhr: Das Bad schließt.", "item", 5),
        ("Die Stationen:", "body", 6),
        ("Ein Satz.", "body", 7),
    ]


@pytest.mark.parametrize(
    ("unit", "end"),
    [("wer kommt, geht ", ","), ("Hof ", "f"), ("x", "x")],
)
def test_what_is_too_long_for_a_sentence_is_divided_at_a_comma_else_at_a_blank(unit, end):
    text = unit * 800
    found = texts(text)
    assert max(map(len, found)) <= 1500
    assert [piece[-1] for piece in found[:-1]] == [end] * (len(found) - 1)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_long_sentence_stays_whole():
    sentence = f"Der Rat sagte{', der Bund zahle den Ländern das Geld' * 35}."
    assert 1200 < len(sentence) < 1500
    assert texts(f"{sentence} Das war neu.") == [sentence, "Das war neu."]


PIECES = [
    "Der Rat",
    " tagt",
    ".",
    "!",
    "?",
    "…",
    "„",
    "“",
    " ",
    "\n",
    "\n\n",
    "3.",
    " Mai",
    "Dr.",
    "z. B.",
    "• ",
    "(",
    ")",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5))).map("".join))
def test_sentences_are_spans_of_the_text_in_order_and_cover_its_content(text):
    article = article_of(Record(text))
    at = 0
    for sentence in (found := sentences(article)):
        assert at <= sentence.start < sentence.end
        assert sentence.text == article.text[sentence.start : sentence.end]
        assert sentence.text == sentence.text.strip()
        at = sentence.end
    inside = "".join(article.text[span.start : span.end] for span in article.body)
    assert "".join("".join(s.text for s in found).split()) == "".join(inside.split())


@pytest.mark.parametrize("unit", [".", "a. ", "1. A", "„A.“ ", "A! ", "x", "(", " "])
def test_splitting_takes_time_in_proportion_to_length(unit):
    text = (unit * 200_000)[:200_000]
    start = time.perf_counter()
    texts(text)
    assert time.perf_counter() - start < 10
