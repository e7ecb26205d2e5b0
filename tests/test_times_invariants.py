"""What holds for any text: no crash, true offsets, no overlaps, the same answer twice, time linear in length."""
# ruff: noqa: E501  # a case is a line

import gc
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lang import table
from pipeline.schema import Article
from pipeline.times import spans, tag
from pipeline.times.calendar import edtf, feast, interval
from pipeline.times.words import forms

WORDS = sorted({form for words in table("times").values() for key in words for form in forms(key)})
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.integers(0, 10**6).map(str),
    st.sampled_from([".", ",", ":", "-", "–", "/", "\n\n", " ", "er", "Er", "sagte", "wird", "„", "'"]),
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.lists(PIECES, max_size=40).map("".join),
)
DAYS = st.one_of(st.none(), st.dates())


@settings(max_examples=600, deadline=None)
@given(TEXTS, DAYS)
def test_mentions(text, published):
    found = tag(text, published)
    assert found == tag(text, published)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        assert mention.value
        end = mention.end


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS)
def test_spans(text, published):
    for span in spans(Article("a", text, published=published), []):
        assert text[span.start : span.end] == span.text
        assert (span.first is None) == (span.last is None) == (span.edtf == "")
        if span.first is not None and span.last is not None:
            assert span.first <= span.last


@given(
    st.from_regex(r"[0-9X]{4}(-[0-9A-Z]{2}){0,3}", fullmatch=True),
    st.sampled_from(["", "START", "MID", "END"]),
)
def test_interval_of_any_value(value, mod):
    found = interval(value, mod)
    if found is not None:
        assert found.first <= found.last
        assert edtf(*found)


@given(st.sampled_from(sorted(table("times")["feast"].values())), st.integers(1, 9999))
def test_feast_of_any_year(code, year):
    days = feast(code, year)
    assert days is None or days[0] <= days[1]


@pytest.mark.parametrize(
    "piece",
    ["1", ".", " ", "am ", "1.1.1.1.", "1. ", "1. und ", "1/1/", "rund ", "Ende ", "der ersten ", "\n", "drei ", "vor drei Jahren ", "heute "],
)  # fmt: skip
def test_time_is_linear_in_length(piece):
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        gc.collect()
        gc.disable()  # what other tests left on the heap is not the tagger's
        start = process_time()
        tag(text, date(2025, 12, 16))
        taken = process_time() - start
        gc.enable()
        return taken

    tag("am Montag", date(2025, 12, 16))
    short = min(seconds(10_000) for _ in range(3))
    long = min(seconds(60_000) for _ in range(3))
    assert long < 18 * short + 0.05  # six times the length; a quadratic pattern takes 36 times as long
