"""The parts of the page that Streamlit has no widget for, as small components of its own.

Each is a JavaScript module in `parts/` that draws the data that it is given, always as text nodes, and sends
back one kind of message, `act`: what was clicked.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PARTS = Path(__file__).parent / "parts"


def _part(name: str) -> str:
    return (PARTS / name).read_text(encoding="utf-8")


def _component(name: str, *more: str) -> st.components.v2.types.ComponentRenderer:
    return st.components.v2.component(
        f"zeitstrahl_{name}",
        html="<div class='part'></div>",
        css="".join(_part(f"{part}.css") for part in ("common", *more, name)),
        js="".join(_part(f"{part}.js") for part in ("common", *more, name)),
    )


summary = _component("summary")
facets = _component("facets")
legend = _component("legend")
reading = _component("reading", "editor")
subject = _component("subject")
ties = _component("ties")
articles = _component("articles")
abreast = _component("abreast")
disputed = _component("disputed")
pages = _component("pages")
corrections = _component("corrections", "editor")
memory = _component("memory")
skip = _component("skip")
words = _component("words")
