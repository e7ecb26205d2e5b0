"""Texts that are none: nothing breaks the chain, misquotes, or takes time out of proportion to its length."""

import random
import tomllib
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import batch_of, fault_of
from pipeline.chain import Found, find_in
from pipeline.read import article_of
from pipeline.read.formats import Record

ROOT = Path(__file__).parent
CASES = tomllib.loads((ROOT / "hostile" / "cases.toml").read_text(encoding="utf-8"))["case"]
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT.parent / "seeds").iterdir())]
LONG = 100_000
ALLOWED = 10  # seconds for so much: ten times what is promised, for slow and busy machines
SQUARE = [case for case in CASES if "was" in case and "size" not in case]


def text_of(case, size=None):
    size = size or case.get("size", 10_000)
    return case.get("before", "") + case["unit"] * (size // len(case["unit"])) + case.get("after", "")


def found_in(text: str, published: str = "2024-05-07") -> Found:
    """What the chain finds, with every fault raised and every quotation checked."""

    def fail(failure):
        raise AssertionError(str(failure)[:500])

    article = article_of(Record(text, "case", published=published))
    found = find_in([article], texts=True, on_error=fail)
    texts = {article.document: article.text for article in found.articles}
    for event in found.events:
        for part in (event, *event.members):
            assert part.evidence
            for piece in part.evidence:
                assert piece.text
                assert texts[piece.document][piece.start : piece.end] == piece.text
            if part.start is not None and part.end is not None:
                assert date(1, 1, 1) <= part.start <= part.end
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["unit"][:30])
def test_what_broke_once_or_could(case):
    began = process_time()
    found_in(text_of(case), case.get("published", "2024-05-07"))
    assert process_time() - began < ALLOWED / 2


@pytest.mark.parametrize("case", SQUARE, ids=lambda case: case["unit"][:30])
def test_time_is_in_proportion_to_length(case):
    began = process_time()
    found_in(text_of(case, LONG), case.get("published", "2024-05-07"))
    assert process_time() - began < ALLOWED


@pytest.mark.parametrize("number", range(40))
def test_mutated_articles(number):
    batch = batch_of(random.Random(f"tests-{number}"), SEEDS)
    assert fault_of(batch) in ("", "slow")  # time is measured above


PIECES = [
    *("Angela Merkel", "Emmanuel Macron", "der Kanzler", "sie", "ihr Kollege aus Polen", "Moskau", "die EU"),
    *(
        " traf",
        " sagte",
        " hat",
        " getroffen",
        " forderte",
        " lehnte",
        " ab",
        " nicht",
        " wird",
        " sei",
        " sich",
    ),
    *(
        " am Montag",
        " gestern",
        " am 3. Mai 2024",
        " im Juli",
        " seit 2019",
        " bis Freitag",
        " Ostern",
        " 2023",
    ),
    *(" dass", " der", " und", " um", " zu", " weil", " laut", " so", " mit", " aus", " in Berlin", " von"),
    *(", ", ". ", ": ", " „", "“ ", "\n", "\n\n", " – ", " (", ") ", "- ", "# ", "? ", "; "),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=60).map("".join))
def test_any_text_is_searched_and_quoted_to_the_letter(text):
    found_in(text)
