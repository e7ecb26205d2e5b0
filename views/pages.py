"""The names of the lanes as buttons: each opens its page, and one puts the largest side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline.query import Subject
from pipeline.query.subjects import SUBJECTS
from views import components, state
from views.about import chip, chosen, listed

if TYPE_CHECKING:
    from pipeline.chart import Timeline

COMPARED = 3


def pages(shown: Timeline) -> None:
    """Draw the lanes' names, where the lanes are persons, countries, organisations or sources."""
    view, say = state.view(), state.say()
    if view.lanes not in SUBJECTS or len(view.about) > 1:
        return
    subjects = [Subject(view.lanes, value) for value in shown.values]
    if not subjects:
        return
    compared = [*view.about, *subjects][:COMPARED]
    names = listed([say.label(*subject) for subject in compared], say)
    components.pages(
        key="pages",
        data={
            "lanes": [chip(subject, say) for subject in subjects],
            "compare": len(compared) > 1,
            "texts": {
                "pages": say("open_pages"),
                "open": say("open_page", name="{name}"),
                "compare": say("compare_names", names=names),
                "compareHelp": say("compare_help", names=names),
            },
        },
        on_act=lambda message: _act(message, compared),
    )


def _act(message: dict[str, Any], compared: list[Subject]) -> None:
    subject = chosen(message)
    if message.get("type") == "compare":
        state.visit(*compared)
    elif subject:
        state.visit(subject)
