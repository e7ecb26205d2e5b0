"""Turns: one page at a time, in the order of the clicks, and nobody waits for ever."""

from __future__ import annotations

import gc
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from views.turns import Turns, settle, together

if TYPE_CHECKING:
    import pytest

SOON = 30.0


def started(turns: Turns, act: object, waiting: int) -> Thread:
    """A thread that waits for its turn, when it waits."""
    thread = Thread(target=act, daemon=True)  # type: ignore[arg-type]
    thread.start()
    while len(turns._waiting) < waiting:
        Event().wait(0.001)
    return thread


@given(st.lists(st.booleans(), max_size=6))
def test_those_who_wait_come_one_at_a_time_and_in_their_order(failing: list[bool]) -> None:
    turns, seen, on = Turns(), [], []

    def act(number: int, fails: bool) -> None:
        try:
            with turns.turn(SOON) as mine:
                assert mine and not on
                on.append(number)
                seen.append(number)
                on.remove(number)
                if fails:
                    raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass

    with turns.turn():
        threads = [
            started(turns, lambda number=number, fails=fails: act(number, fails), number + 1)
            for number, fails in enumerate(failing)
        ]
        assert not seen
    for thread in threads:
        thread.join(SOON)
    assert seen == list(range(len(failing)))
    with turns.turn(0) as mine:
        assert mine


def test_who_has_waited_long_enough_goes_on_and_takes_nobody_s_turn() -> None:
    turns = Turns()
    with turns.turn():
        with turns.turn(0.01) as mine:
            assert not mine
        # whoever left without a turn has not ended that of another
        with turns.turn(0.01) as mine:
            assert not mine
    with turns.turn(0) as mine:
        assert mine


def test_a_page_that_was_drawn_prepares_the_process_for_others() -> None:
    before, thresholds = sys.getswitchinterval(), gc.get_threshold()
    # a page of another test may have done it before
    sys.setswitchinterval(0.1)
    settle.cache_clear()
    try:
        settle()
        assert sys.getswitchinterval() < 0.005
        assert gc.get_freeze_count() > 0
    finally:
        sys.setswitchinterval(before)
        gc.set_threshold(*thresholds)
        gc.unfreeze()


COUNTING = """
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from views.turns import together

run, sent = get_script_run_ctx(), []
enqueue = run._enqueue
run._enqueue = lambda message: (sent.append(message), enqueue(message))
with together() as send:
    st.text("one")
    st.text("two")
    first = len(sent)
    send()
    second = len(sent)
    st.text("three")
    third = len(sent)
with together():
    st.text("four")
    fourth = len(sent)
st.text(str([first, second, third, fourth, len(sent)]))
with together():
    st.text("five")
    if "again" not in st.session_state:
        st.session_state.again = True
        st.rerun()
    raise ValueError("six")
"""


def test_what_a_page_sends_is_sent_together_and_in_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where it begins again in between, and where it fails."""
    # the page becomes this process's main module, which processes started later would run again
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    page = AppTest.from_string(COUNTING).run(timeout=SOON)
    assert [text.value for text in page.text] == ["one", "two", "three", "four", "[0, 2, 3, 3, 4]", "five"]
    assert len(page.exception) == 1


def test_without_a_page_there_is_nothing_to_keep() -> None:
    with together() as send:
        send()
