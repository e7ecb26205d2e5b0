"""TimelineJS: the JSON that it reads, and the columns of its Google spreadsheet.

It shows headline and text as HTML and makes links of what looks like one: both are escaped and switched off. A date
has the precision that is known: no month where only a year is, no end where it is one day.
"""

from __future__ import annotations

import csv
import io
from html import escape
from typing import IO, TYPE_CHECKING, Any

import orjson

from pipeline.export.about import citation
from pipeline.store.lines import plain_cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pipeline.export.selection import Selection
    from pipeline.schema import Event

SHEET_COLUMNS = (
    *("Year", "Month", "Day", "Time", "End Year", "End Month", "End Day", "End Time", "Display Date"),
    *(
        "Headline",
        "Text",
        "Media",
        "Media Credit",
        "Media Caption",
        "Media Thumbnail",
        "Type",
        "Group",
        "Background",
    ),
)
MOST_SHEET_ROWS = 999
"""TimelineJS reads the first thousand lines of a spreadsheet."""
PRECISION = {"year": 1, "month": 2}


def timelinejs(selection: Selection, stream: IO[bytes]) -> list[str]:
    """One JSON object: a title slide that says where it comes from, and a slide for each dated event."""
    headline, text = _title(selection)
    title = {"text": {"headline": headline, "text": text}, "unique_id": "zeitstrahl", "autolink": False}
    stream.write(b'{"title":' + orjson.dumps(title) + b',"events":[')
    for number, event in enumerate(selection.events(dated=True)):
        stream.write((b",\n" if number else b"\n") + orjson.dumps(_slide(event, selection)))
    stream.write(b"\n]}\n")
    return _left_out(selection)


def sheet(selection: Selection, stream: IO[bytes]) -> list[str]:
    """CSV with the spreadsheet's columns, to be imported into a copy of its template."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    rows = csv.DictWriter(text, SHEET_COLUMNS, restval="", lineterminator="\r\n")
    rows.writeheader()
    headline, about = _title(selection)
    rows.writerow({"Headline": plain_cell(headline), "Text": about, "Type": "title"})
    for event in selection.events(dated=True):
        slide = _slide(event, selection)
        cells = {
            **_cells("", slide["start_date"]),
            **_cells("End ", slide.get("end_date", {})),
            "Display Date": slide["display_date"],
            "Headline": slide["text"]["headline"],
            "Text": slide["text"]["text"],
            "Group": slide["group"],
        }
        rows.writerow({name: plain_cell(str(value)) for name, value in cells.items()})
    text.detach()
    notes = _left_out(selection)
    dated = selection.about.events - selection.about.undated
    if dated > MOST_SHEET_ROWS - 1:
        notes.append(
            f"{dated} events: TimelineJS reads {MOST_SHEET_ROWS} lines of a spreadsheet; JSON knows no limit"
        )
    return notes


def _left_out(selection: Selection) -> list[str]:
    undated = selection.about.undated
    return [f"{undated} events without a date left out: TimelineJS has no place for them"] if undated else []


def _title(selection: Selection) -> tuple[str, str]:
    words = selection.words
    lines = [f"{escape(label)}: {escape(value)}" for label, value in selection.about.lines(words)]
    return escape(words("title")), "".join(f"<p>{line}</p>" for line in lines)


def _slide(event: Event, selection: Selection) -> dict[str, Any]:
    words = selection.words
    if event.start is None or event.end is None:
        raise ValueError(f"{event.event_id}: no date")
    precision = PRECISION.get(event.granularity, 3)
    start, end = _date(event.start, precision), _date(event.end, precision)
    kind = f"{words.label('kind', event.kind)}, {words.label('status', event.status)}"
    proofs = []
    for piece in event.evidence:
        source = citation(selection.source(piece.document), words)
        proofs.append(f"<blockquote>{escape(piece.text)}</blockquote><p>{escape(source)}</p>")
    slide = {
        "start_date": start,
        "end_date": end,
        "display_date": escape(words.when(event.start, event.end, event.granularity, event.edtf)),
        "text": {"headline": escape(event.title), "text": "".join([f"<p>{escape(kind)}</p>", *proofs])},
        "group": escape(words.label("kind", event.kind)),
        "unique_id": event.event_id,
        "autolink": False,
    }
    if start == end:
        del slide["end_date"]
    return slide


def _date(day: date, precision: int) -> dict[str, int]:
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:precision])


def _cells(prefix: str, found: dict[str, int]) -> dict[str, int]:
    return {f"{prefix}{name.title()}": value for name, value in found.items()}


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {
    "timelinejs": timelinejs,
    "timelinejs-sheet": sheet,
}
