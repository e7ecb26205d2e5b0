"""The page as one would write it first, for comparison: a frame in the cache, pandas, Plotly Express.

It takes the store that `ZEITSTRAHL_INPUT` names. A copy of the frame is made at every rerun, every count is
taken anew, and no more than 5,000 events are drawn (with all of a million, the browser does not come back).
"""

from __future__ import annotations

import os

import pandas as pd
import plotly.express as px
import streamlit as st

COLUMNS = [
    "event_id",
    "title",
    "start",
    "end",
    "kind",
    "status",
    "persons",
    "countries",
    "organisations",
    "confidence",
]
LISTS = ("persons", "countries", "organisations")
DRAWN = 5_000


@st.cache_data
def load(path: str) -> pd.DataFrame:
    """All events."""
    return pd.read_parquet(path, columns=COLUMNS)


def main() -> None:
    """Draw the page."""
    events = load(os.environ["ZEITSTRAHL_INPUT"])
    asked = st.query_params
    masks: dict[str, pd.Series[bool]] = {}
    for name in (*LISTS, "kind", "status"):
        values = (events[name].explode() if name in LISTS else events[name]).value_counts()
        default = [value for value in asked.get_all(name) if value in values.index]
        chosen = st.sidebar.multiselect(name, values.index.tolist()[:1000], default=default, key=name)
        if chosen and name in LISTS:
            wanted = set(chosen)
            masks[name] = events[name].map(lambda found, wanted=wanted: not wanted.isdisjoint(found))
        elif chosen:
            masks[name] = events[name].isin(chosen)
    found = pd.Series(True, index=events.index)
    for mask in masks.values():
        found &= mask
    for name in (*LISTS, "kind", "status"):
        others = pd.Series(True, index=events.index)
        for other, mask in masks.items():
            if other != name:
                others &= mask
        column = events.loc[others, name]
        st.sidebar.write((column.explode() if name in LISTS else column).value_counts().head(10))
    shown = events[found].sort_values("start")
    st.markdown(f"{len(shown)} events")
    drawn = shown.head(DRAWN)
    st.plotly_chart(px.scatter(drawn, x="start", y="kind", color="kind", hover_name="title"))
    st.dataframe(shown.head(200))


main()
