"""What is kept of a visitor's own events: for whom, how long, and how much."""

from __future__ import annotations

from typing import Any

import pytest

from views import kept


@pytest.fixture(autouse=True)
def empty() -> None:
    kept._all.clear()


def test_only_the_key_leads_to_the_events() -> None:
    data: Any = object()
    key = kept.keep(data, 10)
    assert kept.find(key) is data
    assert kept.find("") is None
    assert kept.find(key[:-1]) is None
    assert kept.keep(data, 10) != key
    kept.forget(key)
    assert kept.find(key) is None


def test_the_oldest_go_first_where_there_are_too_many() -> None:
    data: Any = object()
    keys = [kept.keep(data, 10) for _ in range(kept.MOST_VISITORS)]
    assert kept.find(keys[0]) is data
    kept.keep(data, 10)
    assert kept.find(keys[1]) is None
    assert kept.find(keys[0]) is data


def test_much_text_pushes_out_what_is_older_but_never_itself() -> None:
    data: Any = object()
    first = kept.keep(data, 10)
    large = kept.keep(data, kept.MOST_BYTES + 1)
    assert kept.find(first) is None
    assert kept.find(large) is data


def test_they_go_after_half_a_day_without_a_visit(monkeypatch: pytest.MonkeyPatch) -> None:
    data: Any = object()
    now = 1000.0
    monkeypatch.setattr(kept.time, "monotonic", lambda: now)
    key = kept.keep(data, 10)
    now += kept.LONGEST - 1
    assert kept.find(key) is data
    now += kept.LONGEST - 1
    assert kept.find(key) is data
    now += kept.LONGEST + 1
    assert kept.find(key) is None
