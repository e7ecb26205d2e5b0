"""Excel: events, evidence, participants and articles on a sheet each, and one that says where they come from.

Texts are written as texts: none becomes a formula, a number or a link. A cell holds 32,767 characters: what is
longer is cut, ends with an ellipsis and is counted. A sheet holds 1,048,576 rows: what is more goes on in another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from datetime import date
from typing import IO, TYPE_CHECKING, Any

from xlsxwriter import Workbook

from pipeline.schema import ARTICLE_COLUMNS, EVENT_COLUMNS, EVIDENCE_COLUMNS, PARTICIPANT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.export.selection import Selection

MOST_ROWS = 1_048_576
LONGEST_CELL = 32_767
WIDTHS = {
    "title": 60,
    "text": 80,
    "rule": 30,
    "start": 11,
    "end": 11,
    "published": 11,
    "persons": 36,
    "path": 30,
}
ABOUT_WIDTHS = (26, 110)
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BREAK = re.compile(r"\r\n?")
FIRST_DAY = date(1900, 3, 1)
"""Before it, a spreadsheet's calendar is wrong: such days are written as texts."""


class _Book:
    """A workbook that is written row by row, and what had to be cut in it."""

    def __init__(self, stream: IO[bytes]) -> None:
        # rows go to a file on the disk as they come: memory holds one of them
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = Workbook(stream, options)
        self.bold = self.book.add_format({"bold": True, "bottom": 1})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.cut = 0

    def table(self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A sheet with a head that stays and can be filtered; several where there are too many rows."""
        sheet, used, number = self._sheet(name, columns), 1, 1
        for row in rows:
            if used == MOST_ROWS:
                self._close(sheet, used, columns)
                number += 1
                sheet, used = self._sheet(f"{name} {number}", columns), 1
            for at, value in enumerate(row):
                self._write(sheet, used, at, value)
            used += 1
        self._close(sheet, used, columns)

    def about(self, name: str, lines: Iterable[tuple[str, str]]) -> None:
        """A sheet of labels and values."""
        sheet = self.book.add_worksheet(name)
        for at, width in enumerate(ABOUT_WIDTHS):
            sheet.set_column(at, at, width)
        for at, (label, value) in enumerate(lines):
            sheet.write_string(at, 0, label, self.bold)
            sheet.write_string(at, 1, self._text(value), self.wrapped)

    def _sheet(self, name: str, columns: Sequence[str]) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, WIDTHS.get(column, 16))
            sheet.write_string(0, at, column, self.bold)
        return sheet

    def _close(self, sheet: Any, used: int, columns: Sequence[str]) -> None:
        sheet.autofilter(0, 0, used - 1, len(columns) - 1)

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, tuple):
            value = " | ".join(value)
        if isinstance(value, str):
            if value:
                sheet.write_string(row, column, self._text(value))
        elif isinstance(value, date):
            if value >= FIRST_DAY:
                sheet.write_datetime(row, column, value, self.day)
            else:
                sheet.write_string(row, column, value.isoformat())
        elif value is not None:
            sheet.write_number(row, column, value)

    def _text(self, text: str) -> str:
        legal = ILLEGAL.sub("", BREAK.sub("\n", text))
        # a spreadsheet counts in units of UTF-16
        if len(legal) * 2 > LONGEST_CELL and len(legal.encode("utf-16-le")) // 2 > LONGEST_CELL:
            self.cut += 1
            legal = legal.encode("utf-16-le")[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", "ignore") + "…"
        return legal


def xlsx(selection: Selection, stream: IO[bytes]) -> list[str]:
    """A workbook; the sheets have the names and columns of the tables that `load` gives."""
    book = _Book(stream)
    names = [column.name for column in EVENT_COLUMNS]
    events = ([getattr(event, name) for name in names] for event in selection.events())
    book.table("events", names, events)
    book.table("evidence", [column.name for column in EVIDENCE_COLUMNS], _parts(selection, "evidence"))
    book.table(
        "participants", [column.name for column in PARTICIPANT_COLUMNS], _parts(selection, "participants")
    )
    names = [column.name for column in ARTICLE_COLUMNS]
    articles = ([getattr(found, name) for name in names] for found in selection.articles(selection.cited()))
    book.table("articles", names, articles)
    notes = [f"{book.cut} cells cut at {LONGEST_CELL:,} characters"] if book.cut else []
    lines = selection.about.lines(selection.words)
    if book.cut:
        lines.append((selection.words("about_cut"), selection.words("about_cut_cells", n=book.cut)))
    book.about("about", lines)
    book.book.close()
    return notes


def _parts(selection: Selection, name: str) -> Iterator[tuple[Any, ...]]:
    for event in selection.events():
        for part in getattr(event, name):
            yield (event.event_id, *astuple(part))


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"xlsx": xlsx}
