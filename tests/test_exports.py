"""Exports: what a view gives in each format, read back with that format's own reader."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import icalendar
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from PIL import Image

from pipeline import export, query, store
from pipeline.cli import main
from pipeline.export import excel, markdown, options, picture, timelinejs
from pipeline.query import Choice, Filter, View, splice
from pipeline.query.url import KEYS
from pipeline.schema import BASES, EVENT_COLUMNS, KINDS, STATUSES, Article, Event, Evidence, Participant
from pipeline.store.lines import CSV_COLUMNS
from pipeline.store.parquet import about_file
from views.speech import LANGUAGES, speech

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

DAY = date(2025, 12, 15)
HOSTILE = (
    '=HYPERLINK("http://x.invalid";"klick")',
    "+49 1; =1+1",
    "@SUM(A1)",
    "-2;\t=cmd|' /C calc'!A0",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "]]></script><!-- </textarea>",
    "[Klick](javascript:alert(1)) ![x](http://x.invalid/x.png) **fett** `code` www.x.invalid",
    "BEGIN:VEVENT\r\nEND:VCALENDAR, ; \\n \\",
    "Zeile\u2028getrennt\x85und\x0bso \x00 \x1b[31m",
    "{{7*7}} ${7*7} %s {name}",
    "Ä" * 200,
)


def event(number: int = 0, **changes: Any) -> Event:
    found = Event(
        event_id=f"{number:016x}",
        title="Merz trifft Tusk in Warschau",
        start=DAY,
        end=DAY,
        granularity="day",
        edtf=DAY.isoformat(),
        time_text="am Montag",
        basis="relative",
        kind="talks",
        status="occurred",
        participants=(
            Participant("person", "Friedrich Merz", "acts", "name"),
            Participant("country", "DE", "acts", "person"),
        ),
        persons=("Friedrich Merz",),
        countries=("DE",),
        organisations=(),
        place="Warschau",
        confidence=0.9,
        evidence=(
            Evidence(
                "tusk", 0, 41, "Merz traf Tusk am Montag in Warschau, so.", "time=weekday; act=treffen->talks"
            ),
        ),
    )
    return replace(found, **changes)


def article(document: str = "tusk", **changes: Any) -> Article:
    found = Article(
        document,
        "Merz traf Tusk am Montag in Warschau, so.",
        title="Besuch in Polen",
        published=date(2025, 12, 16),
        published_basis="given",
        published_reason="line",
        path="artikel/tusk.txt",
        sha256="0" * 64,
    )
    return replace(found, **changes)


VAGUE: dict[str, Any] = {
    "start": date(2022, 1, 1),
    "end": date(2022, 12, 31),
    "granularity": "year",
    "edtf": "2022~",
    "title": "Russland greift die Ukraine an",
    "kind": "attack",
    "persons": (),
    "countries": ("RU", "UA"),
    "participants": (),
    "place": None,
}
UNDATED: dict[str, Any] = {
    "start": None,
    "end": None,
    "granularity": "unknown",
    "edtf": "",
    "title": "Rat tagt",
}
SPAN: dict[str, Any] = {
    "end": DAY + timedelta(days=2),
    "granularity": "range",
    "edtf": "2025-12-15/2025-12-17",
}
EVERYTHING = Filter()
MIXED = (event(1), event(2, **VAGUE), event(3, **UNDATED), event(4, **SPAN, kind="demand", status="planned"))


def chosen(
    events: Sequence[Event] = MIXED,
    asked: Filter = EVERYTHING,
    language: str = "de",
    articles: Sequence[Article] = (article(),),
    **settings: Any,
) -> export.Selection:
    tables = store.frames(events, articles)
    index = query.build(tables.events, tables.evidence, tables.participants, tables.articles)
    about = {"extracted": date(2026, 1, 2), "made": date(2026, 1, 3)} | settings
    return export.selected(index, asked, View(language=language), speech(language), **about)


def written(selection: export.Selection, form: str) -> bytes:
    stream = io.BytesIO()
    export.write(selection, form, stream)
    return stream.getvalue()


TEXT = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
DAYS = st.dates(date(1, 1, 1), date(9999, 12, 31))


@st.composite
def hostile_events(draw: st.DrawFn) -> list[Event]:
    found = []
    for number in range(draw(st.integers(0, 4))):
        first, last = sorted([draw(DAYS), draw(DAYS)])
        dated = draw(st.booleans())
        names = draw(st.lists(TEXT, max_size=2, unique=True))
        pieces = [
            Evidence(draw(st.sampled_from(["tusk", "x"])), 0, 1, text, draw(TEXT))
            for text in draw(st.lists(TEXT, min_size=1, max_size=2))
        ]
        found.append(
            event(
                number,
                title=draw(TEXT),
                start=first if dated else None,
                end=last if dated else None,
                granularity=draw(st.sampled_from(["day", "range", "year"])) if dated else "unknown",
                edtf=draw(st.sampled_from(["", "2022~"])),
                kind=draw(st.sampled_from(KINDS)),
                status=draw(st.sampled_from(STATUSES)),
                basis=draw(st.sampled_from(BASES)),
                persons=tuple(names),
                participants=tuple(Participant("person", name, "acts", "") for name in names),
                place=draw(st.none() | TEXT),
                evidence=tuple(pieces),
            )
        )
    return found


ARTICLES = st.tuples(TEXT, TEXT).map(lambda texts: (article(title=texts[0], path=texts[1]),))
HOSTILE_EVENTS = [
    event(
        number,
        title=text,
        place=text,
        persons=(text,),
        evidence=(Evidence("tusk", 0, 1, text, text), Evidence(text, 0, 1, text, text)),
    )
    for number, text in enumerate(HOSTILE)
]


def hostile(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test on events and articles with every text of `HOSTILE`, and on drawn ones."""
    always = example(HOSTILE_EVENTS, (article(title=HOSTILE[4], path=HOSTILE[5]),))
    return settings(max_examples=10, deadline=None)(given(hostile_events(), ARTICLES)(always(test)))


def formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell, or a part of it between semicolons or lines, for a formula."""
    parts = re.split(r"[;\t\r\n]", cell)
    return any(part.lstrip().lstrip("\0\ufeff").startswith(("=", "+", "-", "@", "＝")) for part in parts)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_export_names_its_filters_the_day_of_extraction_and_the_version() -> None:
    asked = Filter(countries=Choice(frozenset({"DE"})), text="Warschau")
    selection = chosen(asked=asked, address="https://example.org/")
    for form in filter(export.can_write, export.FORMATS):
        content = written(selection, form)
        if form == "parquet":
            content = " ".join(pq_metadata(content).values()).encode()
        if form == "png":
            content = Image.open(io.BytesIO(content)).info["Description"].encode()
        if form == "xlsx":
            content = repr(book(content)["about"]).encode()
        # folded lines of a calendar, and backslashes
        text = re.sub(r"\r\n |\\", "", content.decode())
        assert "Länder: Deutschland" in text, form
        assert "Suche: „Warschau“" in text, form
        assert "Zeitstrahl 0.1.0" in text, form
        assert "2026-01-02" in text or "2. Januar 2026" in text, form
        assert re.search(r"country=DE", text), form


def pq_metadata(content: bytes) -> dict[str, str]:
    return {k.decode(): v.decode() for k, v in pq.read_schema(io.BytesIO(content)).metadata.items()}


@pytest.mark.parametrize(
    ("asked", "german", "english"),
    [
        (Filter(), (), ()),
        (
            Filter(
                countries=Choice(frozenset({"UA", "DE"}), every=True),
                kind=Choice(exclude=frozenset({"talks"})),
            ),
            ("Länder: Deutschland und Ukraine (alle zugleich)", "Art: nicht Gespräche"),
            ("Countries: Germany and Ukraine (all at once)", "Kind: not Talks"),
        ),
        (
            Filter(first=DAY, within=True, text="Gas", undated=False, confidence=0.5, role="signs"),
            (
                "Zeitraum: ab 15. Dezember 2025 (ganz darin)",
                "Suche: „Gas“",
                "Mindestens so sicher: 50 %",
                "Rolle der Beteiligten: unterzeichnet",
                "nur mit Datum",
            ),
            (
                "Time range: from 15 December 2025 (wholly inside)",
                "Search: “Gas”",
                "At least this sure: 50%",
                "Part of the actors: signs",
                "only with a date",
            ),
        ),
    ],
)
def test_filters_in_words(asked: Filter, german: tuple[str, ...], english: tuple[str, ...]) -> None:
    assert export.filters_in_words(asked, speech("de")) == german
    assert export.filters_in_words(asked, speech("en")) == english


def test_the_name_of_a_file_says_what_is_in_it() -> None:
    asked = Filter(countries=Choice(frozenset({"TR"})), text="../a b", first=DAY)
    assert (
        export.file_name(asked, speech("de"), DAY, ".csv") == "zeitstrahl-turkei-a-b-2025-12-15-20251215.csv"
    )
    assert export.file_name(Filter(), speech("de"), DAY, ".md") == "zeitstrahl-20251215.md"


@pytest.mark.parametrize("name", ["x.csv", "x.ics", "x.PARQUET"])
def test_the_ending_of_a_name_means_a_format(name: str) -> None:
    assert export.format_of(name) == name.lower().split(".")[-1]
    assert export.format_of("x.doc") is None


def test_the_events_are_those_of_the_page_and_in_its_order() -> None:
    everything = [found.event_id[-1] for found in chosen().events()]
    assert everything == ["2", "1", "4", "3"]
    ranged = chosen(asked=Filter(first=DAY))
    assert [found.event_id[-1] for found in ranged.events()] == ["1", "4"]
    assert ranged.about.events == ranged.result.total == 2
    assert [found.event_id[-1] for found in chosen(asked=Filter(undated=False)).events()] == ["2", "1", "4"]


@hostile
def test_records_are_what_was_indexed(events: list[Event], articles: tuple[Article]) -> None:
    found = {found.event_id: found for found in chosen(events, articles=articles).events()}
    assert found == {one.event_id: one for one in events}


def test_what_a_person_corrected_is_exported_as_corrected() -> None:
    tables = store.frames(MIXED, [article()])
    index = query.build(tables.events, tables.evidence, tables.participants, tables.articles)
    corrected = event(8, title="Tusk empfängt Merz", corrections=("title by Eva, 2026-01-01",))
    put_right = splice.spliced(index, [event(1).event_id], [corrected])
    found = export.selected(put_right, EVERYTHING, View(), speech("de"), extracted=DAY, made=DAY)
    assert {one.event_id: one for one in found.events()} == {
        one.event_id: one for one in (*MIXED[1:], corrected)
    }
    assert "title by Eva" in written(found, "csv").decode()


def test_csv_has_the_columns_of_extract_and_names_the_view() -> None:
    selection = chosen(asked=Filter(kind=Choice(frozenset({"talks"}))))
    [first, last] = rows(written(selection, "csv"))
    assert tuple(first)[: len(CSV_COLUMNS)] == CSV_COLUMNS
    assert (first["title"], first["start"], first["countries"]) == (
        "Merz trifft Tusk in Warschau",
        "2025-12-15",
        "DE",
    )
    assert first["export_filters"] == "Art: Gespräche"
    assert first["export_extracted"] == "2026-01-02"
    assert first["export_version"] == f"Zeitstrahl {export.selection.pipeline.__version__}"
    assert "kind=talks" in first["export_view"]
    assert (last["title"], last["start"]) == ("Rat tagt", "")


@hostile
def test_no_cell_of_a_csv_is_a_formula_and_none_is_lost(
    events: list[Event], articles: tuple[Article]
) -> None:
    found = rows(written(chosen(events, articles=articles), "csv"))
    titles = {row["event_id"]: row["title"] for row in found}
    assert len(found) == len(events)
    for one in events:
        assert titles[one.event_id].replace("'", "") == one.title.replace("'", "")
    assert not [cell for row in found for cell in row.values() if formula(cell)]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("  =1+1", "'  =1+1"),
        ("Kosten; =1+1", "Kosten;' =1+1"),
        ("a\n-b", "a\n'-b"),
        ("\t1", "'\t1"),
        ("\x1e\ufeff=1", "'\x1e\ufeff=1"),
        ("1 + 1 = 2", "1 + 1 = 2"),
        ("Nord-Süd; Ost-West", "Nord-Süd; Ost-West"),
        ("", ""),
    ],
)
def test_what_could_begin_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert store.lines.plain_cell(text) == cell


@hostile
def test_json_lines_keep_every_letter(events: list[Event], articles: tuple[Article]) -> None:
    lines = [json.loads(line) for line in written(chosen(events, articles=articles), "jsonl").splitlines()]
    assert {line["event_id"]: line["title"] for line in lines} == {e.event_id: e.title for e in events}
    texts = {line["event_id"]: [piece["text"] for piece in line["evidence"]] for line in lines}
    assert texts == {e.event_id: [piece.text for piece in e.evidence] for e in events}
    assert all(line["export"]["extracted"] == "2026-01-02" for line in lines)


@pytest.fixture(scope="session")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A stored file with an event that two articles tell, and one that only another tells."""
    path = tmp_path_factory.mktemp("stored") / "events.parquet"
    second = replace(event(9).evidence[0], document="zwei")
    tellings = (event(8), event(9, evidence=(second,)))
    both = event(7, evidence=(event(8).evidence[0], second), sources=2, members=tellings)
    other = event(6, **VAGUE, evidence=(replace(second, document="drei"),))
    store.save([other, both], [article(), article("zwei"), article("drei")], path)
    return path


def test_parquet_can_be_loaded_again_and_keeps_tellings_and_cited_articles(
    merged: Path, tmp_path: Path
) -> None:
    target = tmp_path / "talks.parquet"
    assert main(["export", str(merged), "-o", str(target), "--kind", "talks"]) == 0
    tables = store.load(target)
    assert tables.events["event_id"].tolist() == [event(7).event_id]
    assert sorted(tables.articles["document"]) == ["tusk", "zwei"]
    [found] = store.read_events(target)
    assert [member.event_id for member in found.members] == [event(8).event_id, event(9).event_id]
    assert about_file(target)["zeitstrahl.filters"] == "Art: Gespräche"
    again = export.extracted_on(target)
    assert again == export.extracted_on(merged)
    assert main(["explain", event(7).event_id, str(target)]) == 0


def test_a_folder_of_parts_is_exported_as_a_file_is(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    articles = tmp_path / "artikel"
    articles.mkdir()
    acts = "am Montag in Warschau Donald Tusk getroffen", "am Dienstag in Berlin mehr Hilfe gefordert"
    for number, act in enumerate(acts):
        text = f"Der Kanzler\n\nStand: 14.11.2025, 18:30 Uhr\n\nFriedrich Merz hat {act}."
        (articles / f"rat{number}.txt").write_text(text, encoding="utf-8")
    assert main(["extract", str(articles), "-o", f"{tmp_path}/store/"]) == 0
    assert main(["extract", str(articles), "-o", str(tmp_path / "events.parquet")]) == 0
    capsysbinary.readouterr()
    found = []
    for stored in ("store", "events.parquet"):
        assert main(["export", str(tmp_path / stored), "--to", "jsonl"]) == 0
        found.append(capsysbinary.readouterr().out)
        target = tmp_path / f"{stored}.out.parquet"
        assert main(["export", str(tmp_path / stored), "-o", str(target)]) == 0
        tables = store.load(target)
        assert len(tables.events) == len(found[-1].splitlines()) > 1
        assert sorted(tables.articles["document"]) == ["rat0", "rat1"]
        assert tables.articles["text"].str.contains("Kanzler").all()
    assert found[0] == found[1]


@hostile
def test_parquet_of_what_was_never_stored(events: list[Event], articles: tuple[Article]) -> None:
    selection = chosen(events, articles=articles)
    tables = pq.read_table(io.BytesIO(written(selection, "parquet")))
    assert sorted(tables["title"].to_pylist()) == sorted(e.title for e in events)


def calendar(content: bytes) -> list[Any]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def test_a_calendar_has_whole_days_and_marks_what_is_uncertain() -> None:
    content = written(chosen(address="https://example.org/"), "ics")
    vague, day, span = calendar(content)
    assert (day.decoded("DTSTART"), day.decoded("DTEND")) == (DAY, DAY + timedelta(days=1))
    assert (span.decoded("DTSTART"), span.decoded("DTEND")) == (DAY, DAY + timedelta(days=3))
    assert (vague.decoded("DTSTART"), vague.decoded("DTEND")) == (date(2022, 1, 1), date(2023, 1, 1))
    assert str(vague["SUMMARY"]) == "Russland greift die Ukraine an (um 2022)"
    assert str(day["SUMMARY"]) == "Merz trifft Tusk in Warschau"
    assert [str(found["STATUS"]) for found in (vague, day, span)] == ["TENTATIVE", "CONFIRMED", "TENTATIVE"]
    assert "ungenaues Datum" in vague["CATEGORIES"].cats
    assert (
        "„Merz traf Tusk am Montag in Warschau, so.“ (Besuch in Polen, 16. Dezember 2025, tusk.txt)"
        in day["DESCRIPTION"]
    )
    assert str(day["URL"]) == f"https://example.org/?event={event(1).event_id}"
    assert not [line for line in content.split(b"\r\n") if len(line) > 75]


def test_a_calendar_says_how_many_events_it_has_no_day_for() -> None:
    notes = export.write(chosen(), "ics", io.BytesIO())
    assert notes == ["1 events without a date left out: a calendar has no day for them"]


@hostile
def test_a_calendar_is_valid_whatever_the_texts_are(events: list[Event], articles: tuple[Article]) -> None:
    content = written(chosen(events, articles=articles), "ics")
    found = {str(entry["UID"]): entry for entry in calendar(content)}
    dated = [e for e in events if e.start]
    assert found.keys() == {f"{e.event_id}@zeitstrahl" for e in dated}
    for one in dated:
        entry = found[f"{one.event_id}@zeitstrahl"]
        assert not entry.errors
        assert entry.decoded("DTSTART") == one.start
        assert plain(one.title) in plain(str(entry["SUMMARY"]))


def plain(text: str) -> str:
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


def book(content: bytes) -> dict[str, list[dict[str, Any]]]:
    found = openpyxl.load_workbook(io.BytesIO(content))
    sheets = {}
    for sheet in found.worksheets:
        head, *body = sheet.iter_rows()
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        names = [cell.value for cell in head]
        sheets[sheet.title] = [dict(zip(names, [cell.value for cell in row], strict=True)) for row in body]
    return sheets


def test_a_workbook_has_the_tables_on_a_sheet_each() -> None:
    sheets = book(written(chosen(), "xlsx"))
    assert list(sheets) == ["events", "evidence", "participants", "articles", "about"]
    first = next(row for row in sheets["events"] if row["event_id"] == event(1).event_id)
    assert first["start"].date() == DAY
    assert (first["persons"], first["confidence"], first["place"]) == ("Friedrich Merz", 0.9, "Warschau")
    assert [row["event_id"][-1] for row in sheets["evidence"]] == ["2", "1", "4", "3"]
    assert [row["name"] for row in sheets["participants"]].count("Friedrich Merz") == 3
    assert [(row["text"], row["path"]) for row in sheets["articles"]] == [(article().text, "tusk.txt")]
    assert [(column.name) for column in EVENT_COLUMNS] == list(first)


def test_a_cell_that_is_too_long_is_cut_and_that_is_said() -> None:
    stream = io.BytesIO()
    notes = export.write(chosen([event(title="ä😀" * 20_000), event(1, title="x" * 32_767)]), "xlsx", stream)
    sheets = book(stream.getvalue())
    titles = [row["title"] for row in sheets["events"]]
    assert (titles[0][-1], len(titles[0].encode("utf-16-le")) // 2 <= 32_767) == ("…", True)
    assert titles[1] == "x" * 32_767
    assert notes == ["1 cells cut at 32,767 characters"]
    assert "1 Zellen, auf 32.767 Zeichen; mehr fasst keine" in sheets["about"][-1].values()


def test_a_text_stays_what_it_is_in_a_workbook() -> None:
    """What looks like an escape, a formula or markup is none, and a program that streams finds all rows."""
    titles = [" =1+1 ", "_x0041_ & <b>", "a\r\nb\x01", "https://a.example/"]
    content = written(chosen([event(number, title=title) for number, title in enumerate(titles)]), "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert "_x005F_x0041_ &amp; &lt;b&gt;" in parts.read("xl/worksheets/sheet1.xml").decode()
        assert 'ref="A1:R5"' in parts.read("xl/worksheets/sheet1.xml").decode()
    streamed = openpyxl.load_workbook(io.BytesIO(content), read_only=True)["events"]
    found = [row[1].value for row in streamed.iter_rows(min_row=2)]
    assert sorted(found) == sorted([" =1+1 ", "_x005F_x0041_ & <b>", "a\nb", "https://a.example/"])


def test_a_sheet_that_is_full_goes_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excel, "MOST_ROWS", 3)
    sheets = book(written(chosen(), "xlsx"))
    assert list(sheets)[:4] == ["events", "events 2", "evidence", "evidence 2"]
    assert [len(sheets["events"]), len(sheets["events 2"])] == [2, 2]


@hostile
def test_a_workbook_opens_whatever_the_texts_are(events: list[Event], articles: tuple[Article]) -> None:
    sheets = book(written(chosen(events, articles=articles), "xlsx"))
    titles = {row["event_id"]: row["title"] or "" for row in sheets["events"]}
    assert {key: plain(title) for key, title in titles.items()} == {
        e.event_id: plain(e.title) for e in events
    }


def test_timelinejs_has_the_precision_that_is_known() -> None:
    found = json.loads(written(chosen(address="https://example.org/"), "timelinejs"))
    vague, day, span = found["events"]
    assert vague["start_date"] == {"year": 2022}
    assert vague["display_date"] == "um 2022"
    assert "end_date" not in vague
    assert day["start_date"] == {"year": 2025, "month": 12, "day": 15}
    assert "end_date" not in day
    assert span["end_date"] == {"year": 2025, "month": 12, "day": 17}
    assert (day["unique_id"], day["group"], day["autolink"]) == (event(1).event_id, "Gespräche", False)
    assert "<blockquote>Merz traf Tusk am Montag in Warschau, so.</blockquote>" in day["text"]["text"]
    assert "https://example.org/?" in found["title"]["text"]["text"]


TAG = re.compile(r"</?(?:p|blockquote)>")


@hostile
def test_timelinejs_gets_no_markup_of_articles(events: list[Event], articles: tuple[Article]) -> None:
    selection = chosen(events, articles=articles)
    found = json.loads(written(selection, "timelinejs"))
    assert len({slide["unique_id"] for slide in found["events"]}) == sum(e.start is not None for e in events)
    for slide in (found["title"], *found["events"]):
        assert not set("<>") & set(slide["text"]["headline"])
        assert not set("<>") & set(TAG.sub("", slide["text"]["text"]))
    lines = rows(written(selection, "timelinejs-sheet"))
    assert len(lines) == len(found["events"]) + 1
    assert tuple(lines[0]) == timelinejs.SHEET_COLUMNS
    assert not [cell for line in lines for cell in line.values() if formula(cell)]


def test_the_spreadsheet_of_timelinejs_says_when_it_has_too_many_lines() -> None:
    stream = io.BytesIO()
    notes = export.write(chosen([event(number) for number in range(1_200)]), "timelinejs-sheet", stream)
    assert notes == ["1200 events: TimelineJS reads 999 lines of a spreadsheet; JSON knows no limit"]
    title, first, *_ = rows(stream.getvalue())
    assert (title["Type"], title["Headline"]) == ("title", "Zeitstrahl")
    assert (first["Year"], first["Month"], first["Day"], first["End Year"]) == ("2025", "12", "15", "")


THING = {
    "name",
    "country",
    "summary",
    "description",
    "keywords",
    "sourceUrl",
    "publisher",
    "proof",
    "notes",
    "retrievedAt",
}
INTERVAL = {"startDate", "endDate", "date", "recordId"}
DOCUMENT = THING | {"title", "fileName", "publishedAt", "language", "parent", "generator"}
FTM = {
    "Event": (THING | INTERVAL | {"location", "involved"}, "name"),
    "Person": (THING, "name"),
    "Organization": (THING, "name"),
    "Article": (DOCUMENT, "fileName"),
    "Folder": (DOCUMENT, "fileName"),
}
"""Of FollowTheMoney's schemata, the properties that are used here, and the one that an entity must have."""
RANGE = {"proof": {"Article"}, "parent": {"Folder"}, "involved": {"Person", "Organization"}}


def entities(content: bytes) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in content.splitlines()]
    by_id = {entity["id"]: entity for entity in found}
    assert len(by_id) == len(found)
    for entity in found:
        allowed, required = FTM[entity["schema"]]
        assert entity["properties"].keys() <= allowed
        assert required in entity["properties"] or entity["schema"] in ("Event", "Person")
        for name, values in entity["properties"].items():
            assert all(isinstance(value, str) and value for value in values)
            if name in RANGE:
                assert {by_id[value]["schema"] for value in values} <= RANGE[name]
    return by_id


def test_entities_are_linked_to_who_took_part_and_to_their_proof() -> None:
    found = entities(written(chosen(), "ftm"))
    day = found[f"zs-event-{event(1).event_id}"]["properties"]
    vague = found[f"zs-event-{event(2).event_id}"]["properties"]
    undated = found[f"zs-event-{event(3).event_id}"]["properties"]
    assert (day["startDate"], day["endDate"], day["country"]) == (["2025-12-15"], ["2025-12-15"], ["de"])
    assert (vague["startDate"], vague["endDate"], vague["country"]) == (["2022"], ["2022"], ["ru", "ua"])
    assert "startDate" not in undated
    assert found[day["involved"][0]]["properties"]["name"] == ["Friedrich Merz"]
    proof = found[day["proof"][0]]["properties"]
    assert (proof["title"], proof["publishedAt"], proof["fileName"]) == (
        ["Besuch in Polen"],
        ["2025-12-16"],
        ["tusk.txt"],
    )
    assert day["description"] == [event(1).evidence[0].text]
    assert "Filter: keine, alle Ereignisse" in found[proof["parent"][0]]["properties"]["notes"]


@hostile
def test_entities_are_valid_whatever_the_texts_are(events: list[Event], articles: tuple[Article]) -> None:
    found = entities(written(chosen(events, articles=articles), "ftm"))
    assert sum(entity["schema"] == "Event" for entity in found.values()) == len(events)


def embedded(content: bytes, name: str) -> Any:
    found = re.search(
        rb'<script type="application/json" id="' + name.encode() + rb'">(.*?)</script>', content, re.DOTALL
    )
    assert found
    return json.loads(found[1])


@hostile
def test_the_html_file_keeps_every_letter_as_data(events: list[Event], articles: tuple[Article]) -> None:
    content = written(chosen(events, articles=articles), "html")
    assert {row[0]: row[1] for row in embedded(content, "events")} == {e.event_id: e.title for e in events}
    assert content.count(b"<script") == 4
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', content.decode())
    assert policy
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]


def inline(content: bytes) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").parse(content.decode()):
        yield token
        yield from token.children or ()


def test_a_chronology_has_headings_and_footnotes_once_each() -> None:
    text = written(chosen([event(1), event(5), *MIXED[1:]]), "markdown").decode()
    assert re.findall(r"^##+ (.*)$", text, re.MULTILINE) == [
        *("2022", "um 2022", "2025", "Montag, 15. Dezember 2025", "15. bis 17. Dezember 2025", "Ohne Datum"),
    ]
    assert "- **Merz trifft Tusk in Warschau** (Gespräche; Friedrich Merz, Deutschland; Warschau)[^2]" in text
    notes = re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE)
    assert [number for number, _ in notes] == ["1", "2", "3"]
    assert (
        notes[0][1]
        == "„Merz traf Tusk am Montag in Warschau, so.“ Besuch in Polen, 16. Dezember 2025, tusk.txt"
    )
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == {"1", "2", "3"}


@hostile
def test_no_text_of_an_article_is_markdown(events: list[Event], articles: tuple[Article]) -> None:
    content = written(chosen(events, articles=articles), "markdown")
    tokens = list(inline(content))
    assert not {"html_inline", "html_block", "link_open", "image", "code_inline", "fence"} & {
        t.type for t in tokens
    }
    shown = plain("".join(token.content for token in tokens if token.type == "text"))
    for one in events:
        assert plain(one.title) in shown
        assert all(plain(piece.text) in shown for piece in one.evidence)


@pytest.mark.parametrize("text", ["70.000 Menschen", "Nord-Süd (heute): 5,5 %", "a_b", "R&D", "Uhr: 5 Ende"])
def test_ordinary_text_needs_no_backslash(text: str) -> None:
    assert markdown.plain(text) == text


def drawing(content: bytes) -> ElementTree.Element:
    found = ElementTree.fromstring(content)
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in found.iter()}
    assert names <= {*("svg", "title", "desc", "rect", "g", "clipPath", "line", "path", "text")}
    return found


def test_the_picture_has_a_mark_for_each_dated_event_and_the_names_of_lanes() -> None:
    found = drawing(written(chosen([*MIXED, event(5, kind="aid", countries=("FR",))]), "svg"))
    texts = [element.text for element in found.iter("{http://www.w3.org/2000/svg}text")]
    titles = [element.text or "" for element in found.iter("{http://www.w3.org/2000/svg}title")]
    assert {"Deutschland  2", "Ukraine  1", "Frankreich  1", "Hilfe", "Merz trifft Tusk in Warschau"} <= set(
        texts
    )
    assert any("Russland greift die Ukraine an\num 2022" in title for title in titles)
    assert sum("Merz trifft Tusk in Warschau\nMontag" in title for title in titles) == 2


def test_a_picture_of_very_many_events_shows_how_dense_they_are() -> None:
    found = drawing(written(chosen([event(number) for number in range(2_100)]), "svg"))
    titles = [element.text or "" for element in found.iter("{http://www.w3.org/2000/svg}title")]
    assert "2.100 Ereignisse\n15. Dezember 2025" in titles


@hostile
def test_a_picture_is_valid_whatever_the_texts_are(events: list[Event], articles: tuple[Article]) -> None:
    selection = chosen(events, articles=articles)
    if any(e.start for e in events):
        drawing(written(selection, "svg"))
    else:
        with pytest.raises(export.ExportError, match="no event with a date"):
            written(selection, "svg")


def test_without_a_browser_points_are_refused_in_one_line(
    merged: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture, "BROWSERS", ())
    monkeypatch.delenv("CHROMIUM", raising=False)
    picture.browser.cache_clear()
    try:
        assert main(["export", str(merged), "-o", str(tmp_path / "x.png")]) == 1
    finally:
        picture.browser.cache_clear()
    assert (
        capsys.readouterr().err
        == "pipeline: png: no Chromium or Chrome on this machine; --to svg needs none\n"
    )
    assert not list(tmp_path.iterdir())


def test_the_options_are_the_page_s_filters() -> None:
    assert set(options.FACETS) == set(KEYS.values())


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ["6", "7"]),
        (["--kind", "talks"], ["7"]),
        (["--not-kind", "talks"], ["6"]),
        (["--country", "UA", "--country", "DE"], ["6", "7"]),
        (["--country", "Russland", "--country", "ukraine", "--all", "country"], ["6"]),
        (["--from", "2025-01-01"], ["7"]),
        (["--until", "2022-06-01"], ["6"]),
        (["--until", "2022-06-01", "--range", "within"], []),
        (["--text", "tusk -merz"], []),
        (["--source", "drei"], ["6"]),
        (["--person", "Friedrich Merz", "--role", "acts"], ["7"]),
        (["--person", "Friedrich Merz", "--role", "signs"], []),
        (["--view", "https://example.org/?country=UA&lang=en"], ["6"]),
        (["--view", "?country=UA", "--country", "DE"], ["7"]),
        (["--confidence", "0.95"], []),
        (["--year", "2022"], ["6"]),
        (["--view", "?about=country:UA"], ["6"]),
        (["--view", "?about=source:zwei&about=source:tusk&share=common"], ["7"]),
    ],
)
def test_filters_as_options(
    merged: Path, arguments: list[str], expected: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["export", str(merged), "--to", "jsonl", *arguments]) == 0
    lines = capsysbinary.readouterr().out.splitlines()
    assert [json.loads(line)["event_id"][-1] for line in lines] == expected


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--to", "csv", "--confidence", "3"], 2, "not allowed: --confidence=3; see `export --help`"),
        (["--to", "csv", "--until", "morgen"], 2, "not allowed: --until=morgen; see `export --help`"),
        (["-o", "x.doc"], 2, "--to FORMAT is missing; known: "),
        (["--to", "csv", "--country", "XX"], 0, "no event has country 'XX'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    merged: Path, arguments: list[str], status: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(merged), *arguments]) == status
    assert capsys.readouterr().err.startswith(f"pipeline: {said}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_view_is_an_export_too(language: str) -> None:
    selection = chosen(asked=Filter(text="Papagei"), language=language)
    assert selection.about.events == 0
    assert rows(written(selection, "csv")) == []
    assert calendar(written(selection, "ics")) == []
    assert pd.read_parquet(io.BytesIO(written(selection, "parquet"))).empty
