"""Excel: events, evidence, participants and articles on a sheet each, and one that says where they come from.

XlsxWriter makes the workbook with the heads of its sheets; the rows, which are millions of cells, are written
into it here, each event once. Texts are written as texts: none becomes a formula, a number or a link. A cell
holds 32,767 characters: what is longer is cut, ends with an ellipsis and is counted. A sheet holds 1,048,576
rows: what is more goes on in another.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from pipeline.schema import ARTICLE_COLUMNS, EVENT_COLUMNS, EVIDENCE_COLUMNS, PARTICIPANT_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline.export.selection import Selection
    from pipeline.schema import Column

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
_DAY_ZERO = date(1899, 12, 30).toordinal()
_DAYS = "datetime64[us]"
_DAY_STYLE = 1
"""The place of the days' format among the workbook's: it is the first that is used."""
_AT_ONCE = 1 << 20  # characters of rows that are kept before they are written
_PACKING = 2
_MARKUP = re.compile("[&<>]")
_AS_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LIKE_AN_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # a spreadsheet takes _x0041_ for a letter


class _Table:
    """The rows of a table as XML in files beside, one a sheet; `cut` counts cells that were too long."""

    def __init__(self, name: str, columns: Sequence[Column], files: ExitStack) -> None:
        self.name, self.columns, self.files = name, columns, files
        self.letters = [f'<c r="{xl_col_to_name(at)}' for at in range(len(columns))]
        self.sheets: list[tuple[IO[bytes], int]] = []
        self.cut = self.size = 0
        self.kept: list[str] = []
        self.begin()

    def begin(self) -> None:
        """Go on in a new sheet, below its head."""
        self.rows: IO[bytes] = self.files.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack is it
        self.used = 1

    def add(self, values: Sequence[Any]) -> None:
        """Write a row."""
        if self.used == MOST_ROWS:
            self.end()
            self.begin()
        self.used += 1
        number, cells = self.used, []
        for letter, value in zip(self.letters, values, strict=True):
            if isinstance(value, tuple):
                value = " | ".join(value)  # noqa: PLW2901 - a list is written as one text
            if isinstance(value, str):
                if value:
                    cells.append(f'{letter}{number}" t="inlineStr"><is>{self.text(value)}</is></c>')
            elif isinstance(value, date):
                if value >= FIRST_DAY:
                    days = value.toordinal() - _DAY_ZERO
                    cells.append(f'{letter}{number}" s="{_DAY_STYLE}"><v>{days}</v></c>')
                else:
                    cells.append(f'{letter}{number}" t="inlineStr"><is><t>{value}</t></is></c>')
            elif value is not None:
                cells.append(f'{letter}{number}"><v>{value!r}</v></c>')
        row = f'<row r="{number}">{"".join(cells)}</row>'
        self.kept.append(row)
        self.size += len(row)
        if self.size > _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write the rows that are kept."""
        self.rows.write("".join(self.kept).encode("utf-8", "replace"))
        self.kept.clear()
        self.size = 0

    def end(self) -> None:
        """Close the sheet."""
        self.flush()
        self.sheets.append((self.rows, self.used))

    def text(self, text: str) -> str:
        """A text as an element of XML, not longer than a cell."""
        if "\n" in text or not text.isprintable():
            text = legal(text)
        if is_too_long(text):
            self.cut += 1
            text = shortened(text)
        if "_x" in text:
            text = _LIKE_AN_ESCAPE.sub("_x005F_", text)
        if _MARKUP.search(text):
            text = _MARKUP.sub(lambda match: _AS_MARKUP[match[0]], text)
        if text[:1].isspace() or text[-1:].isspace():
            return f'<t xml:space="preserve">{text}</t>'
        return f"<t>{text}</t>"


def legal(text: str) -> str:
    """A text without what XML may not hold, with line ends as `\\n`."""
    return ILLEGAL.sub("", BREAK.sub("\n", text))


def is_too_long(text: str) -> bool:
    """Whether a cell does not hold a text: a spreadsheet counts in units of UTF-16."""
    return len(text) * 2 > LONGEST_CELL and len(text.encode("utf-16-le", "replace")) // 2 > LONGEST_CELL


def shortened(text: str) -> str:
    """As much of a text as a cell holds, with an ellipsis."""
    units = text.encode("utf-16-le", "replace")[: 2 * (LONGEST_CELL - 1)]
    return units.decode("utf-16-le", "ignore") + "…"


def xlsx(selection: Selection, stream: IO[bytes]) -> list[str]:
    """A workbook; the sheets have the names and columns of the tables that `load` gives."""
    with ExitStack() as files:
        events = _Table("events", EVENT_COLUMNS, files)
        evidence = _Table("evidence", EVIDENCE_COLUMNS, files)
        participants = _Table("participants", PARTICIPANT_COLUMNS, files)
        articles = _Table("articles", ARTICLE_COLUMNS, files)
        of_event, of_article = _values(EVENT_COLUMNS), _values(ARTICLE_COLUMNS)
        of_evidence, of_part = _values(EVIDENCE_COLUMNS[1:]), _values(PARTICIPANT_COLUMNS[1:])
        for event in selection.events():
            events.add(of_event(event))
            for piece in event.evidence:
                evidence.add((event.event_id, *of_evidence(piece)))
            for part in event.participants:
                participants.add((event.event_id, *of_part(part)))
        for article in selection.articles(selection.cited()):
            articles.add(of_article(article))
        tables = (events, evidence, participants, articles)
        for table in tables:
            table.end()
        cut = sum(table.cut for table in tables)
        lines = selection.about.lines(selection.words)
        if cut:
            lines.append((selection.words("about_cut"), selection.words("about_cut_cells", n=cut)))
        _put_together(tables, lines, stream)
    return [f"{cut} cells cut at {LONGEST_CELL:,} characters"] if cut else []


def _values(columns: Sequence[Column]) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*(column.name for column in columns))


def _put_together(tables: Sequence[_Table], about: Iterable[tuple[str, str]], stream: IO[bytes]) -> None:
    """Write the workbook: as XlsxWriter makes it, with the rows in their sheets."""
    rows = [(table, file, used) for table in tables for file, used in table.sheets]
    with (
        zipfile.ZipFile(io.BytesIO(_without_rows(tables, about))) as empty,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_PACKING) as book,
    ):
        sheets = {f"xl/worksheets/sheet{number}.xml": sheet for number, sheet in enumerate(rows, 1)}
        for part in empty.infolist():
            content = empty.read(part)
            if part.filename not in sheets:
                book.writestr(part, content)
                continue
            table, file, used = sheets[part.filename]
            head, end, tail = content.partition(b"</sheetData>")
            last = xl_col_to_name(len(table.columns) - 1)
            head = head.replace(f'ref="A1:{last}1"'.encode(), f'ref="A1:{last}{used}"'.encode(), 1)
            with book.open(part.filename, "w", force_zip64=True) as target:
                target.write(head)
                file.seek(0)
                shutil.copyfileobj(file, target, 1 << 20)
                target.write(end + tail)


def _without_rows(tables: Sequence[_Table], about: Iterable[tuple[str, str]]) -> bytes:
    """The workbook with the heads of its sheets, which stay and can be filtered, and the sheet about it."""
    stream = io.BytesIO()
    with Workbook(
        stream, {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    ) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            for number, (_, used) in enumerate(table.sheets, 1):
                sheet = book.add_worksheet(table.name if number == 1 else f"{table.name} {number}")
                sheet.freeze_panes(1, 0)
                for at, column in enumerate(table.columns):
                    form = day if column.dtype == _DAYS else None
                    sheet.set_column(at, at, WIDTHS.get(column.name, 16), form)
                    sheet.write_string(0, at, column.name, bold)
                sheet.autofilter(0, 0, used - 1, len(table.columns) - 1)
        sheet = book.add_worksheet("about")
        for at, width in enumerate(ABOUT_WIDTHS):
            sheet.set_column(at, at, width)
        for at, (label, value) in enumerate(about):
            sheet.write_string(at, 0, label, bold)
            shown = legal(value)
            sheet.write_string(at, 1, shortened(shown) if is_too_long(shown) else shown, wrapped)
    return stream.getvalue()


WRITERS: dict[str, Callable[[Selection, IO[bytes]], list[str]]] = {"xlsx": xlsx}
