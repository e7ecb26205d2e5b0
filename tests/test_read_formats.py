"""Tables, archives, documents and feeds: what goes in comes out, and what is hostile is refused in one line."""

import bz2
import csv
import gzip
import io
import json
import subprocess
import sys
import tarfile
import time
import zipfile
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cli import main
from pipeline.read import read_articles, read_streams
from pipeline.read.documents import flowing, without_edges
from pipeline.read.fields import columns_of
from pipeline.read.records import Options
from tests import hostile_inputs
from tests import web_pages as web

TEXT = "Der Rat der Stadt hat am Montag in Kassel getagt und lange über das Bad beraten."
OTHER = "Die Bürgermeisterin sagte am Dienstag, sie wolle „alles“ prüfen; danach sei Schluss."
DAY = date(2024, 5, 6)


def read(name: str, data: bytes, **options):
    failures = []
    found = list(read_streams([(name, io.BytesIO(data))], failures.append, Options(**options)))
    return found, [str(failure) for failure in failures]


def table(rows: list[dict], ending: str) -> bytes:
    """The rows as a file of that format."""
    out = io.BytesIO()
    if ending in (".csv", ".tsv"):
        text = io.StringIO()
        writer = csv.DictWriter(text, rows[0], delimiter=";" if ending == ".csv" else "\t")
        writer.writeheader()
        writer.writerows(rows)
        return text.getvalue().encode()
    if ending == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), out)
    elif ending == ".xlsx":
        book = openpyxl.Workbook()
        for row in [list(rows[0]), *(list(row.values()) for row in rows)]:
            book.active.append(row)
        book.save(out)
    else:
        separator, ends = ("\n", "") if ending == ".jsonl" else (",", "[]")
        lines = separator.join(json.dumps(row, default=str) for row in rows)
        return f"{ends[:1]}{lines}{ends[1:]}".encode()
    return out.getvalue()


# --- tables


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".json", ".jsonl", ".parquet", ".xlsx"])
@pytest.mark.parametrize(
    "names",
    [
        ("doc", "title", "date", "text", "url"),
        ("ID", "Titel", "Datum", "Inhalt", "Link"),
        ("Artikel-ID", "Überschrift", "Veröffentlicht am", "Volltext", "URL"),
        ("guid", "headline", "published_at", "body", "permalink"),
    ],
)
def test_columns_are_found_by_their_common_names(ending, names):
    day = datetime(2024, 5, 6, 17, 20) if ending in (".parquet", ".xlsx") else "06.05.2024 17:20"
    rows = [dict(zip(names, values, strict=True)) for values in (
        ("a1", "Rat tagt", day, TEXT, "https://a.example/1"), ("a2", "Rat \"streitet\"", day, f"{OTHER}\n\n{TEXT}", ""),
    )]  # fmt: skip
    found, failures = read(f"tabelle{ending}", table(rows, ending))
    assert failures == []
    assert [(a.document, a.title, a.published) for a in found] == [
        ("a1", "Rat tagt", DAY),
        ("a2", 'Rat "streitet"', DAY),
    ]
    assert [a.text for a in found] == [TEXT, f"{OTHER}\n\n{TEXT}"]
    assert [a.path for a in found] == ["https://a.example/1", f"tabelle{ending}"]


@pytest.mark.parametrize("ending", [".csv", ".json", ".jsonl", ".parquet", ".xlsx"])
def test_columns_are_told_by_options(ending):
    rows = [{"a": TEXT, "b": "2024-05-06", "text": "das nicht"}]
    found, failures = read(f"t{ending}", table(rows, ending), columns={"text": "a", "date": "B"})
    assert failures == []
    assert [(a.text, a.published) for a in found] == [(TEXT, DAY)]
    _, failures = read(f"t{ending}", table(rows, ending), columns={"text": "fehlt"})
    assert len(failures) == 1
    assert "no column 'fehlt'; there are: a, b, text" in failures[0]


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.csv", b"x;y\n1;2\n", "no column of text; one of text, body, content, Inhalt is allowed"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"text,date\n,2024-05-06\n", "row 1: no text"),
        ("a.csv", b"text\n\0\0", "binary data"),
        ("a.json", b"{", "no JSON"),
        ("a.json", b"3", "JSON int"),
        ("a.json", b"[]", "empty"),
        ("a.json", b"[1]", "row 1: JSON int"),
        ("a.json", b'{"a": 1}', "row 1: no text"),
        ("a.parquet", b"PAR1", "no Parquet"),
        ("a.xlsx", b"PK", "damaged document"),
        ("a.xlsx", table([{"x": 1}], ".xlsx"), "sheet Sheet: no column of text"),
        ("a.docx", table([{"text": "b"}], ".xlsx"), "damaged, or not what its ending says"),
        ("a.eml", b"", "no e-mail"),
        ("a.pdf", b"%PDF-1.4\n", "damaged PDF"),
        ("a.rss", b"<html></html>", "no feed"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "archive without articles"),
        ("a.tar", b"x" * 600, "damaged archive"),
        ("a.html.gz", b"x", "damaged archive"),
        ("a.jpg.gz", b"x", "unknown format '.jpg'"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else None,  # those of archives hold the time
)
def test_what_cannot_be_read_is_said_in_one_line(name, data, complaint):
    found, failures = read(name, data)
    assert found == []
    assert len(failures) == 1
    assert complaint in failures[0]
    assert "\n" not in failures[0]


def test_delimiters_encodings_and_quotes_of_spreadsheets():
    rows = f'Datum;Text\n06.05.2024;"{OTHER.replace("„", "").replace("“", "")}\nzweite Zeile"\n'
    for data in (
        rows.encode(),
        rows.encode("utf-8-sig"),
        rows.encode("cp1252"),
        rows.encode("utf-16"),
        b"sep=;\r\n" + rows.replace("\n", "\r\n").encode(),
        rows.replace(";", ",", 1).replace("2024;", "2024,").encode(),
    ):
        found, failures = read("a.csv", data)
        assert failures == []
        assert [a.published for a in found] == [DAY]
        assert found[0].text.startswith("Die Bürgermeisterin")
        assert "; danach" in found[0].text


def test_a_bad_row_leaves_the_others():
    found, failures = read("a.csv", f'text\n"{TEXT}"\n""\n,\n"{OTHER}"\n'.encode())
    assert [a.text for a in found] == [TEXT, OTHER]
    assert failures == []
    found, failures = read("a.json", json.dumps([{"text": TEXT}, {"text": ""}, 7, {"text": OTHER}]).encode())
    assert [a.document for a in found] == ["a-1", "a-4"]
    assert [line.partition(";")[0] for line in failures] == [
        "a.json: row 2: no text",
        "a.json: row 3: JSON int",
    ]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"articles": [{"body": TEXT}]},
        {"status": "ok", "response": {"results": [{"content": [TEXT]}]}},
        {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"content_html": f"<p>{TEXT}</p><p> </p>"}],
        },
        {"headline": "x", "body": TEXT},
        [{"html": web.page("<title>Rat</title>", f"<article><h1>Rat</h1><p>{TEXT}</p></article>")}],
    ],
)
def test_json_as_interfaces_give_it(wrapped):
    found, failures = read("a.json", json.dumps(wrapped).encode())
    assert failures == []
    assert [a.text for a in found] == [TEXT]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (1715031000, date(2024, 5, 6)),
        (1715031000123, date(2024, 5, 6)),
        ("1715031000", date(2024, 5, 6)),
        (1715034600.5, date(2024, 5, 7)),  # half past midnight in Berlin
        (20240506, DAY),
        ("May 6, 2024 5:20 PM", DAY),
        ("2024-05-06T23:30:00-05:00", DAY),
        (99999999, None),
        (True, None),
        (float("inf"), None),
    ],
)
def test_days_as_tables_give_them(value, day):
    (found,), _ = read(
        "a.json", json.dumps([{"text": TEXT, "date": value}]).encode().replace(b"Infinity", b"1e99")
    )
    assert found.published == day


def test_the_text_of_json_lines_is_never_changed():
    raw = f"<p>{TEXT}</p>\n<p>{OTHER}</p>"
    (found,), _ = read("a.jsonl", json.dumps({"text": raw}).encode())
    assert found.text == raw


@settings(max_examples=60, deadline=None)
@given(st.data(), st.sampled_from([".csv", ".tsv", ".json", ".jsonl", ".parquet"]))
def test_any_table_comes_back_as_it_was(data, ending):
    characters = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<")
    texts = data.draw(st.lists(st.text(characters, min_size=1).filter(str.strip), min_size=1, max_size=5))
    rows = [{"text": text, "title": f"Titel {i}", "date": "2024-05-06"} for i, text in enumerate(texts)]
    found, failures = read(f"a{ending}", table(rows, ending))
    assert failures == []
    assert [a.text for a in found] == texts
    assert [a.published for a in found] == [DAY] * len(texts)


def test_the_first_filled_column_of_a_sort_is_taken():
    assert columns_of(("teaser", "body", "Datum", "published")) == {
        "text": ("body", "teaser"),
        "title": (),
        "date": ("published", "Datum"),
        "doc": (),
        "url": (),
        "source": (),
        "html": (),
    }
    (found,), _ = read(
        "a.json", json.dumps({"teaser": TEXT, "body": "", "published": None, "Datum": "6.5.2024"}).encode()
    )
    assert (found.text, found.published) == (TEXT, DAY)


# --- archives

FILES = {
    "b/rat.txt": TEXT.encode(),
    "b/seite.html": web.bytes_of(web.wire, web.items()[0]),
    "c.csv": f"text\n{OTHER}\n".encode(),
    "c/2024-05-06-alt.txt.gz": gzip.compress(TEXT.encode()),
    "bild.png": b"\x89PNG",
    "__MACOSX/b/._rat.txt": b"x",
    "b/seite_files/frame.html": b"<p>Anzeige</p>",
}
DOCUMENTS = ["rat", "seite", "c-1", "2024-05-06-alt"]


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", zipped(FILES)),
        ("a.tar.gz", tarred(FILES)),
        ("a.tgz", tarred(FILES)),
        ("a.tar", tarred(FILES, "w")),
        ("a.zip", zipped({"innen.tar.gz": tarred(FILES)})),
        ("a.tar.gz", tarred({"innen.zip": zipped(FILES)})),
    ],
    ids=["zip", "tar.gz", "tgz", "tar", "tar.gz in zip", "zip in tar.gz"],
)
def test_archives_of_anything_in_each_other(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    found = list(read_articles(tmp_path))
    assert sorted(a.document for a in found) == sorted(DOCUMENTS)
    by_name = {a.document: a for a in found}
    assert by_name["2024-05-06-alt"].published == DAY
    assert by_name["seite"].published == web.items()[0].day
    assert by_name["rat"].path.startswith(str(tmp_path / name))
    assert by_name["rat"].path.endswith("/b/rat.txt")


def test_a_bad_file_in_an_archive_leaves_the_others():
    found, failures = read("a.zip", zipped({"a.txt": b"", "b.txt": TEXT.encode(), "c.pdf": b"x"}))
    assert [a.document for a in found] == ["b"]
    assert [line.partition(";")[0] for line in failures] == [
        "a.zip: a.txt: empty",
        "a.zip: c.pdf: damaged PDF (Stream has ended unexpectedly)",
    ]


@pytest.mark.parametrize("name", ["a.txt.gz", "b.jsonl.gz"])
def test_gzipped_files(tmp_path, name):
    text = TEXT if "txt" in name else json.dumps({"doc": "b", "text": TEXT})
    (tmp_path / name).write_bytes(gzip.compress(text.encode()))
    (found,) = read_articles(tmp_path)
    assert (found.document, found.text) == (name[0], TEXT)


# --- documents


def pdf(pages: list[list[str]], password: str = "") -> bytes:
    """A PDF of lines, written by hand: no library that writes one is needed else."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>")
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for i, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 50 780 Td {shown} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * i} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream")
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    ).encode()
    if password:
        writer = pypdf.PdfWriter(clone_from=io.BytesIO(out))
        writer.encrypt(password, algorithm="RC4-128")
        encrypted = io.BytesIO()
        writer.write(encrypted)
        return encrypted.getvalue()
    return out


PAGES = [
    [
        "Kasseler Bote Nr. 18",
        "Rat streitet über das Bad",
        "Der Rat der Stadt Kassel hat am Montag lange über das alte Hallen-",
        "bad beraten. Die Wirtschafts- und Finanzdezernentin legte am Dienstag",
        "Zahlen vor, die am Ende keiner glaubte.",
        "Eine Entscheidung gibt es erst im Juni, teilte der Rat mit; der US-",
        "Botschafter war auch da und hat sich das Bad in der Woche darauf",
        "Seite 1 von 2",
    ],
    ["Kasseler Bote Nr. 18", "angesehen. Danach fuhr er nach Berlin.", "Seite 2 von 2"],
]


def test_a_pdf_flows_again():
    (found,), failures = read("a.pdf", pdf(PAGES))
    assert failures == []
    assert found.text.split("\n\n") == [
        "Rat streitet über das Bad",
        "Der Rat der Stadt Kassel hat am Montag lange über das alte Hallenbad beraten. Die Wirtschafts- und "
        "Finanzdezernentin legte am Dienstag Zahlen vor, die am Ende keiner glaubte.",
        "Eine Entscheidung gibt es erst im Juni, teilte der Rat mit; der US-Botschafter war auch da und hat sich das "
        "Bad in der Woche darauf angesehen. Danach fuhr er nach Berlin.",
    ]
    assert found.title == "Rat streitet über das Bad"


def test_a_pdf_without_text_and_one_with_a_password():
    assert "no text layer" in read("a.pdf", pdf([[""]]))[1][0]
    assert "encrypted" in read("a.pdf", pdf(PAGES, "geheim"))[1][0]
    assert read("a.pdf", pdf(PAGES, " "))[1] != []


LINES = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30).map(str.strip)


@given(st.lists(st.lists(LINES, max_size=8), max_size=5))
def test_any_lines_flow(pages):
    text = flowing(without_edges(pages))
    assert all(text.split("\n\n")) or text == ""
    known = "".join(map("".join, pages)).replace(" ", "")
    assert all(character in known for character in text if character not in " \n")


def test_a_long_document_takes_time_in_proportion_to_its_length():
    began = time.process_time()
    lines = ["Der Rat der Stadt Kassel hat am Montag lange über das alte Hallen-"] * 60_000
    assert len(flowing(without_edges([lines]))) > 3_000_000
    assert time.process_time() - began < 5


def test_a_word_document():
    document = docx.Document()
    document.add_heading("Rat tagt in Kassel", 0)
    document.add_paragraph("6. Mai 2024")
    document.add_paragraph(TEXT)
    document.add_paragraph("erstens das Bad", style="List Bullet")
    document.add_table(1, 2).rows[0].cells[0].text = "Zelle"
    document.add_paragraph(OTHER)
    out = io.BytesIO()
    document.save(out)
    (found,), failures = read("a.docx", out.getvalue())
    assert failures == []
    assert (found.title, found.published) == ("Rat tagt in Kassel", DAY)
    assert found.text.split("\n\n") == [
        "Rat tagt in Kassel",
        "6. Mai 2024",
        TEXT,
        "• erstens das Bad",
        "Zelle\t",
        OTHER,
    ]


def test_an_e_mail_with_what_is_attached():
    head = "From: a@b.example\nSubject: =?utf-8?q?Rat_in_K=C3=B6ln?=\nMIME-Version: 1.0\n"
    head += "Date: Mon, 06 May 2024 23:30:00 +0200\n"
    plain = f"{head}Content-Type: text/plain; charset=utf-8\n\n{TEXT}\n"
    (found,), failures = read("a.eml", plain.encode())
    assert (found.title, found.published, found.text.strip(), failures) == ("Rat in Köln", DAY, TEXT, [])
    mixed = (
        f"{head}Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n"
        f"<p>{TEXT}</p><p>{OTHER}</p>\n--b\nContent-Type: text/csv\nContent-Disposition: attachment; filename=t.csv\n\n"
        f'text\n"{OTHER}"\n--b\nContent-Type: image/png\nContent-Disposition: attachment; filename=x.png\n\nx\n--b--\n'
    )
    found, failures = read("a.eml", mixed.encode())
    assert failures == []
    assert [a.text for a in found] == [f"{TEXT}\n\n{OTHER}", OTHER]
    assert [a.document for a in found] == ["a", "t-1"]


# --- feeds

RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Bote</title>
<item><title>Rat &amp; Bad</title><link>https://a.example/politik/rat-und-bad-7.html</link><guid>7</guid>
<pubDate>Mon, 06 May 2024 23:30:00 +0200</pubDate><description>kurz</description>
<content:encoded><![CDATA[<p>{TEXT}</p><p>{OTHER}</p>]]></content:encoded></item>
<item><title>Leer</title><link>https://a.example/leer</link></item>
<item><title>Zweite</title><description>&lt;p&gt;{OTHER}&lt;/p&gt;</description></item></channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bote</title>
<entry><title>Rat &amp; Bad</title><link href="https://a.example/politik/rat-und-bad-7.html"/><id>7</id>
<published>2024-05-06T23:30:00+02:00</published><updated>2024-05-09T10:00:00Z</updated>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;&lt;p&gt;{OTHER}&lt;/p&gt;</content></entry></feed>"""


@pytest.mark.parametrize(("name", "feed"), [("a.rss", RSS), ("a.xml", RSS), ("a.atom", ATOM)])
def test_feeds(name, feed):
    found, failures = read(name, feed.encode())
    first = found[0]
    assert (first.document, first.title, first.published) == ("rat-und-bad-7", "Rat & Bad", DAY)
    assert first.text == f"{TEXT}\n\n{OTHER}"
    assert first.path == "https://a.example/politik/rat-und-bad-7.html"
    if name != "a.atom":
        assert [line.partition(";")[0] for line in failures] == [f"{name}: entry 2: no text"]
        assert (found[1].document, found[1].text) == ("a-3", OTHER)


# --- what is hostile


def test_hostile_inputs_are_refused_in_one_line_within_five_seconds_and_500_mb(tmp_path):
    expected = hostile_inputs.write(tmp_path, pdf(PAGES, "geheim"))
    # in a process of its own, whose memory is its own
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile_inputs", str(tmp_path)],
        capture_output=True, text=True, check=True, timeout=120, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    told = {line["name"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert set(told) == set(expected)
    for name, complaint in expected.items():
        assert told[name]["articles"] == 0, name
        assert len(told[name]["failures"]) == 1, (name, told[name]["failures"][:3])
        assert complaint in told[name]["failures"][0]
        assert "\n" not in told[name]["failures"][0]
        assert told[name]["seconds"] < 5, name
        assert told[name]["megabytes"] < 500, name


ROWS = [{"text": TEXT, "date": "2024-05-06"}]
WHOLE = [
    *((ending, table(ROWS, ending)) for ending in (".csv", ".json", ".parquet", ".xlsx")),
    *((".zip", zipped(FILES)), (".tar.gz", tarred(FILES)), (".pdf", pdf(PAGES)), (".rss", RSS.encode())),
]


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_a_file_cut_or_damaged_anywhere_is_read_or_refused(data):
    ending, source = data.draw(st.sampled_from(WHOLE))
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    _, failures = read(f"a{ending}", source[:begin] + data.draw(st.binary(max_size=9)) + source[end:])
    assert all("\n" not in failure for failure in failures)


def test_an_unknown_packing_is_named():
    assert "unknown format '.bz2'" in read("a.txt.bz2", bz2.compress(b"x"))[1][0]


def beside(folder):
    """A folder with an article, and with what else lies in folders."""
    (folder / "a.txt").write_text(TEXT)
    (folder / "package.json").write_text('{"name": "rat", "version": "1.0", "scripts": {"start": "node ."}}')
    (folder / "prices.csv").write_text("item;price\nBad;3\n")
    (folder / "pom.xml").write_text("<project><name>rat</name></project>")
    (folder / "corrections.jsonl").write_text('{"act": "undo"}\n' * 30)
    (folder / "numbers.xlsx").write_bytes(table([{"x": 1}], ".xlsx"))
    with zipfile.ZipFile(folder / "b.zip", "w") as archive:
        archive.writestr("b.txt", TEXT)
        archive.writestr("settings.json", "[1, 2]")
    return ["b.zip", "corrections.jsonl", "numbers.xlsx", "package.json", "pom.xml", "prices.csv"]


def test_what_holds_no_articles_is_left_in_a_folder_and_fails_by_name(tmp_path, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    names = beside(folder)
    told = []
    assert [article.document for article in read_articles(folder, told.append)] == ["a", "b"]
    assert [(Path(failure.path).name, failure.left) for failure in told] == [(name, True) for name in names]
    for name in names[1:]:
        (failure,) = (failures := [], list(read_articles(folder / name, failures.append)))[0]
        assert not failure.left
    for output in ([], ["-o", f"{tmp_path}/store/"]):
        assert main(["extract", str(folder), *output]) == 0
        said = capsys.readouterr().err
        assert "2 articles read" in said
        assert "0 failed, 6 left without articles" in said
        assert f"{folder / 'package.json'}: left, row 1: no text; one of text, body" in said
    assert main(["extract", str(folder), str(folder / "prices.csv")]) == 1
    (folder / "a.txt").unlink()
    (folder / "b.zip").unlink()
    assert main(["extract", str(folder)]) == 1


def test_what_may_have_been_an_article_fails_in_a_folder_too(tmp_path):
    (tmp_path / "cut.json").write_text('[{"text": "Der Rat')
    (tmp_path / "cut.xml").write_text("<rss><channel><item><title>Der Rat")
    (tmp_path / "rows.jsonl").write_text('{"id": 1}\n{"text": "Der Rat tagt am Montag in Bonn."}\n')
    told = []
    assert [article.document for article in read_articles(tmp_path, told.append)] == ["rows-2"]
    assert [failure.left for failure in told] == [False] * 3
