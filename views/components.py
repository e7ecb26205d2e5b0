"""The parts of the page that Streamlit has no widget for, as small components of its own.

Each is a JavaScript module in `parts/` that draws the data that it is given, always as text nodes, and sends
back one kind of message, `act`: what was clicked. Streamlit sends a component's code along whenever its data
changed, and that is more than the data: so the code of all of them is in one hidden component, `code`, which never
changes and is sent once, and the others hold a line that calls it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import orjson
import streamlit as st

PARTS = Path(__file__).parent / "parts"
USES = {"reading": ("editor",), "corrections": ("editor",)}
NAMES = (
    "summary",
    "facets",
    "legend",
    "reading",
    "subject",
    "ties",
    "articles",
    "abreast",
    "disputed",
    "pages",
    "corrections",
    "memory",
    "skip",
    "words",
    "table",
)
CALL = """export default (given) => {
  if (window.zeitstrahl) return window.zeitstrahl("NAME", given);
  (window.zeitstrahlWaits ??= new Map()).set(given.parentElement, ["NAME", given]);
};"""


Message = dict[str, Any]


class Part(Protocol):
    """Draws a component with its data: anything that `orjson` writes, with text that is JSON already as `Fragment`."""

    def __call__(self, *, key: str, data: dict[str, Any] | orjson.Fragment, **changes: Any) -> Any:
        """Draw it; `on_act` is called with each message that it sends, once and in their order."""


def _source(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _code() -> str:
    """One module with all parts: each is a function of its own, so that their names do not meet."""
    parts = [
        f"parts.{name} = (() => {{\n{_source(f'{name}.js').replace('export default function', 'function part')}\n"
        "return part;\n})();"
        for name in NAMES
    ]
    styles = {
        name: "".join(_source(f"{sheet}.css") for sheet in ("common", *USES.get(name, ()), name))
        for name in NAMES
    }
    shared = [_source(f"{name}.js") for name in ("common", "editor", "frame")]
    return "\n".join(
        [*shared, f"const parts = {{}}, styles = {json.dumps(styles)};", *parts, _source("all.js")]
    )


def _answered() -> dict[str, int]:
    """The number of the last message of each part that was acted on."""
    found: dict[str, int] = st.session_state.setdefault("answered", {})
    return found


def _each(key: str, on_act: Callable[[Message], None]) -> None:
    """Act on all messages that are new: a part sends each until it is answered, as runs may overtake each other."""
    for number, message in st.session_state[key].act or ():
        if number > _answered().get(key, 0):
            _answered()[key] = number
            on_act(message)


def _component(name: str) -> Part:
    if name not in NAMES:
        raise ValueError(f"part {name!r}; allowed: {', '.join(NAMES)} (NAMES in views/components.py)")
    mount = st.components.v2.component(
        f"zeitstrahl_{name}", html="<div class='part'></div>", js=CALL.replace("NAME", name)
    )

    def draw(
        *,
        key: str,
        data: dict[str, Any] | orjson.Fragment,
        on_act: Callable[[Message], None] | None = None,
        **changes: Any,
    ) -> Any:
        # a list with a text: to look for frames in a dictionary takes Streamlit longer than all of the rest
        given: list[Any] = [orjson.dumps(data).decode()]
        if on_act:
            given.append(_answered().get(key, 0))
            changes["on_act_change"] = lambda: _each(key, on_act)
        return mount(key=key, data=given, **changes)

    return draw


code = st.components.v2.component("zeitstrahl_code", js=_code())
summary = _component("summary")
facets = _component("facets")
legend = _component("legend")
reading = _component("reading")
subject = _component("subject")
ties = _component("ties")
articles = _component("articles")
abreast = _component("abreast")
disputed = _component("disputed")
pages = _component("pages")
corrections = _component("corrections")
memory = _component("memory")
skip = _component("skip")
words = _component("words")
table = _component("table")
