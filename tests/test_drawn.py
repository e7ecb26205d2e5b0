"""What is drawn for one visitor and given to the next: the same to the letter, bounded, and never another's."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import plotly.graph_objects as go
import pytest
from streamlit.testing.v1 import AppTest

from pipeline import chain, query
from views import drawn, state

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
VIEWS: list[dict[str, Any]] = [
    {},
    {"country": ["RU", "UA"], "lanes": "persons", "lang": "en"},
    {"from": "2025-12-01", "to": "2025-12-31", "article": "yes"},
    {"text": "krieg", "lanes": "none"},
    {"about": "persons:Friedrich Merz"},
]


@pytest.fixture(scope="module")
def index() -> query.Index:
    found = chain.tables(chain.find(SEEDS, texts=True))
    return query.build(found.events, found.evidence, found.participants, found.articles)


def sent(parameters: dict[str, Any]) -> list[bytes]:
    """Everything that a new visitor is sent."""
    page = AppTest.from_file(str(SEEDS.parent / "dashboard.py"), default_timeout=60)
    page.query_params.update(parameters)
    page.run()
    assert not page.exception
    parts = [*page.get("bidi_component"), *page.get("plotly_chart"), *page.get("html")]
    return [part.proto.SerializeToString(deterministic=True) for part in parts]


@pytest.mark.parametrize("parameters", VIEWS)
def test_the_next_visitor_is_sent_the_same_to_the_letter(parameters: dict[str, Any]) -> None:
    drawn.forget()
    first = sent(parameters)
    # others look at other things in between
    sent({"country": "DE"})
    assert sent(parameters) == first


def test_what_was_made_of_another_index_is_not_given(index: query.Index) -> None:
    state.STATE.mine = False
    other = query.Index(index.columns)
    assert drawn.drawn(index, ("a",), lambda: "first") == "first"
    assert drawn.drawn(index, ("a",), lambda: "second") == "first"
    assert drawn.drawn(other, ("a",), lambda: "third") == "third"


def test_of_a_visitors_own_articles_nothing_is_kept(index: query.Index) -> None:
    state.STATE.mine = True
    assert drawn.drawn(index, ("own",), lambda: "first") == "first"
    assert drawn.drawn(index, ("own",), lambda: "second") == "second"


def test_the_oldest_go_where_there_is_too_much(index: query.Index, monkeypatch: pytest.MonkeyPatch) -> None:
    state.STATE.mine = False
    monkeypatch.setattr(drawn, "MOST_BYTES", 20_000)
    drawn.forget()
    for number in range(10):
        drawn.drawn(index, ("much", number), lambda: "x" * 5_000)
    kept = [drawn.drawn(index, ("much", number), lambda: "gone") != "gone" for number in reversed(range(10))]
    assert kept == [True] * 3 + [False] * 7


def test_a_figure_is_what_plotly_makes_of_it() -> None:
    figure = {
        "data": [
            {"type": "bar", "x": np.array([1.5, 2.5e12]), "y": np.array([1, 2]), "customdata": ["a", "<b>"]}
        ],
        "layout": {"xaxis": {"tickvals": np.array([1.0, 2.0])}, "height": np.float64(300)},
    }
    ours = orjson.loads(drawn.Ready(drawn.fixed(figure)).to_json())
    plotlys = orjson.loads(go.Figure(figure, layout_template=None).to_json())
    assert numbers(ours["data"][0]["x"]) == numbers(plotlys["data"][0]["x"]) == [1.5, 2.5e12]
    assert numbers(ours["data"][0]["y"]) == numbers(plotlys["data"][0]["y"]) == [1, 2]
    assert numbers(ours["layout"]["xaxis"]["tickvals"]) == [1, 2]
    assert ours["data"][0]["customdata"] == plotlys["data"][0]["customdata"] == ["a", "<b>"]
    assert ours["layout"]["height"] == plotlys["layout"]["height"] == 300
    go.Figure(ours)  # raises where Plotly would not take it


def numbers(array: dict[str, str]) -> list[float]:
    found: list[float] = np.frombuffer(b64decode(array["bdata"]), array["dtype"]).tolist()
    return found
