"""Places are named where something happens, and phrases that only look like places are not."""

import pytest

from pipeline.events.places import place_in
from pipeline.lang import table

EXAMPLES = table("places")["examples"]


@pytest.mark.parametrize(("text", "place"), EXAMPLES["yes"].items())
def test_names_the_place(text: str, place: str) -> None:
    assert place_in(text) == place


@pytest.mark.parametrize("text", EXAMPLES["no"])
def test_takes_no_phrase_for_a_place(text: str) -> None:
    assert place_in(text) is None


def test_leaves_out_words_known_to_be_something_else() -> None:
    assert place_in("Das sagte sie bei Reuters.", not_places={"Reuters"}) is None
