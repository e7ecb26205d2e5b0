"""Reading: which files are taken, how they are decoded, what of them is content, when they were published."""

import io
import json
import os
import re
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.lang import table
from pipeline.read import Failure, article_of, read_articles, read_streams
from pipeline.read.clean import dateline_end, sort_of_noise
from pipeline.read.decode import ReadError, decode
from pipeline.read.formats import LARGEST, Record, read_jsonl, read_text
from pipeline.read.language import language_of
from pipeline.read.published import of_file_name, parse_field

RULES = [(sort, rule) for sort in ("line", "closing", "box") for rule in table("noise")[sort]]
PROSE = "Der Rat der Stadt hat am Montag getagt und lange beraten."


def article(text, **fields):
    return article_of(Record(text, **fields))


def content(text):
    found = article(text)
    return [text[span.start : span.end] for span in found.body]


def read(*inputs):
    failures: list[Failure] = []
    return list(read_articles(inputs, failures.append)), [str(failure) for failure in failures]


# --- which files


def test_folders_are_read_recursively_sorted_and_in_any_order_of_the_inputs(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/deep/d.jsonl", ".hidden.txt", "picture.jpg"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('{"doc": "record", "text": "Ein Text."}' if name.endswith("l") else PROSE)
    expected = ["a", "b", "c", "record"]
    assert [a.document for a in read_articles([tmp_path])] == expected
    assert [a.document for a in read_articles([tmp_path / "sub", tmp_path, tmp_path / "b.txt"])] == expected
    one_by_one = [
        tmp_path / "sub/deep/d.jsonl",
        tmp_path / "b.txt",
        tmp_path / "a.md",
        tmp_path / "sub/c.TXT",
    ]
    assert [a.document for a in read_articles(one_by_one)] == expected


def test_same_names_get_a_number(tmp_path):
    for name in ("x/rat.txt", "y/rat.txt", "rat-2.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE)
    articles, failures = read(tmp_path)
    assert [a.document for a in articles] == ["rat-2", "rat", "rat-3"]
    assert failures == []


def test_many_of_one_name_take_time_in_proportion():
    lines = b'{"doc": "a", "text": "Ein Satz."}\n' * 20_000
    names = [a.document for a in read_streams([("x.jsonl", io.BytesIO(lines))])]
    assert len(set(names)) == 20_000
    assert names[:3] == ["a", "a-2", "a-3"]


def test_opened_files_are_read_by_their_names():
    failures: list[Failure] = []
    streams = [
        ("x.txt", io.BytesIO(PROSE.encode())),
        ("x.md", io.BytesIO(b"")),
        ("y/x.txt", io.BytesIO(b"Gut.")),
    ]
    assert [a.document for a in read_streams(streams, failures.append)] == ["x", "x-2"]
    assert [str(failure) for failure in failures] == ["x.md: empty; an article needs text"]


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("missing.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n\t", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("noise.txt", bytes(range(1, 32)) * 9, "binary"),
        (
            "torn.txt",
            "Die Räte tagen öfter über Öl, Häute, Füße und Gemüse".encode()[:-1] + b"\xc3",
            "damaged UTF-8",
        ),
        ("undefined.txt", b"Stra\x81e", "not cp1252"),
        ("odd16.txt", b"\xff\xfea", "not utf-16-le"),
        ("text.rtf", b"{\\rtf1}", "unknown format '.rtf'; known: .txt"),
        ("long.txt", b"a" * (LARGEST + 1), "larger than an article"),
        ("empty.jsonl", b"", "empty"),
        ("bad.jsonl", b"{oops\n", "line 1: no JSON"),
        ("list.jsonl", b"[1]\n", "line 1: JSON list"),
        ("without.jsonl", b'{"doc": 1}\n', "line 1: no text"),
        ("deep.jsonl", b"[" * 100_000 + b"\n", "line 1: no JSON"),
    ],
)
def test_bad_input_gives_one_line_with_its_name_and_the_rest_goes_on(tmp_path, name, data, complaint):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(PROSE)
    articles, failures = read(tmp_path / name, tmp_path / "good.txt")
    assert [a.document for a in articles] == ["good"]
    assert len(failures) == 1
    assert name in failures[0]
    assert complaint in failures[0]
    assert "\n" not in failures[0]


def test_unreadable_files_and_folders_without_articles(tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures/a.jpg").write_bytes(b"x")
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere.txt")
    articles, failures = read(tmp_path / "empty", tmp_path / "pictures", tmp_path / "lost.txt")
    assert articles == []
    assert len(failures) == 3
    assert all("folder without articles" in line for line in failures if "lost" not in line)


def test_a_pipe_in_a_folder_is_passed_over(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(PROSE)
    articles, failures = read(tmp_path)
    assert [a.document for a in articles] == ["good"]
    assert failures == [f"{tmp_path / 'pipe.txt'}: a pipe or device; a file is allowed below a folder"]


def test_a_file_name_with_quotes_and_line_breaks_stays_one_line(tmp_path):
    path = tmp_path / "a\"'\nb.txt"
    path.write_bytes(b"")
    _, failures = read(path)
    assert "\n" not in failures[0]
    path.write_text(PROSE)
    articles, _ = read(path)
    assert articles[0].document == "a\"' b"
    assert "\n" not in articles[0].path


def test_a_bad_record_leaves_the_others(tmp_path):
    lines = [{"doc": 7, "text": "Eins."}, "no", {"text": "Zwei."}, {"id": "c", "title": "T", "text": "Drei."}]
    path = tmp_path / "records.jsonl"
    path.write_text("\n\n".join(json.dumps(line) for line in lines), encoding="utf-8-sig")
    articles, failures = read(path)
    assert [(a.document, a.title) for a in articles] == [("7", ""), ("records-5", ""), ("c", "T")]
    assert failures == [f"{path}: line 3: JSON str; an object with text is allowed"]


def test_a_line_of_any_length_is_passed_over_without_being_held():
    huge = b'{"text": "' + b"a" * (2 * LARGEST) + b'"}\n{"doc": "b", "text": "Zwei."}\n'
    first, second = list(read_jsonl(io.BytesIO(huge)))
    assert isinstance(first, ReadError)
    assert second.document == "b"


# --- decoding


@pytest.mark.parametrize(
    "data",
    [
        "Über Köln\nlag Schnee".encode(),
        "Über Köln\nlag Schnee".encode("utf-8-sig"),
        "Über Köln\nlag Schnee".encode("utf-16"),
        "Über Köln\nlag Schnee".encode("utf-32"),
        "Über Köln\r\nlag Schnee".encode("cp1252"),
        "Über Köln\rlag Schnee".encode(),
    ],
)
def test_encodings_and_line_ends(data):
    assert decode(data) == "Über Köln\nlag Schnee"


def test_windows_quotes_are_decoded():
    assert decode("„Nein“ – 5 €".encode("cp1252")) == "„Nein“ – 5 €"


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs", "Cc"]), max_size=200))
def test_text_is_what_python_reads(text):
    data = text.encode()
    expected = io.TextIOWrapper(io.BytesIO(data), encoding="utf-8").read().removeprefix("\ufeff")
    assert decode(data) == expected


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    for reader in (read_text, read_jsonl):
        try:
            records = list(reader(io.BytesIO(data)))
        except ReadError:
            continue
        for record in records:
            if isinstance(record, Record):
                check(article_of(record, "a.txt", "a"))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.one_of(st.sampled_from("\n\n .,:-–+#>|•„“()0123456789 aAbBÄß"), st.characters()), max_size=300)
)
def test_any_text_gives_spans_of_itself(text):
    check(article(text))


def check(found):
    at = 0
    for span in found.body:
        assert at <= span.start < span.end <= len(found.text)
        piece = found.text[span.start : span.end]
        assert piece == piece.strip()
        at = span.end
    found.text.encode()
    found.document.encode()


def test_lone_surrogates_keep_their_place():
    (record,) = read_jsonl(io.BytesIO(b'{"doc": "\\ud800x", "text": "a\\ud800b \\ud83d\\ude00c\\u0000"}'))
    found = article_of(record)
    assert (found.document, found.text) == ("x", "a\ufffdb 😀c\0")
    check(found)


UNITS = ["(", "„", ".", "#", ">", "+", "-", "*", "•", "Aa ", "Aa-", "Von ", "1. ", "Berlin/", "> ", "- "]
UNITS += ["\t", "x ", "aus dem\n", "A.\n", "Foto: ", "Von"]


@pytest.mark.parametrize("unit", UNITS)
def test_reading_takes_time_in_proportion_to_length(unit):
    for text in ((unit * 200_000)[:200_000], "# " + (unit * 200_000)[:200_000]):
        start = time.perf_counter()
        article(text)
        assert time.perf_counter() - start < 10


# --- content


@pytest.mark.parametrize(
    ("sort", "rule"), RULES, ids=lambda value: value if isinstance(value, str) else value["name"]
)
def test_noise_is_told_from_content(sort, rule):
    matches = re.compile(rule["pattern"]).fullmatch
    assert [line for line in rule["examples"] if not matches(line)] == []
    assert [line for line in rule["counter"] if sort_of_noise(line)] == []
    assert rule["examples"]
    assert rule["counter"]


@pytest.mark.parametrize("case", table("noise")["dateline"]["case"], ids=lambda case: case["text"][:30])
def test_datelines(case):
    assert case["text"][dateline_end(case["text"], early=True) :] == case["rest"]


def test_an_article_with_all_that_surrounds_it():
    text = """Startseite > Politik
Streit im Rat
Kassels Rat streitet über das neue Bad

6. Mai 2024, 17:20 Uhr | Lesezeit: 3 Minuten
Von Eva Muster

[Foto: Das alte Bad im Winter. Archivbild vom 12. Januar]

Kassel (dpa) - Der Rat hat am Montag über das Bad gestritten. Es ist 40 Jahre alt.

Lesen Sie auch: Wie teuer Bäder sind

Anzeige

Was nun?

Die Bürgermeisterin will „alles prüfen“. Der Rat entscheidet im Juni.

Mehr zum Thema
Alle Bäder im Test
So schwimmt Kassel

Am Ende steht eine Abstimmung, die keiner gewinnen kann. (dpa/lhe)

Kommentieren Sie den Artikel

Der Rat ist der schlechteste, den wir in dieser Stadt jemals hatten.
"""
    assert content(text) == [
        "Streit im Rat",
        "Kassels Rat streitet über das neue Bad",
        "Der Rat hat am Montag über das Bad gestritten. Es ist 40 Jahre alt.",
        "Was nun?",
        "Die Bürgermeisterin will „alles prüfen“. Der Rat entscheidet im Juni.",
        "Am Ende steht eine Abstimmung, die keiner gewinnen kann.",
    ]
    found = article(text)
    assert found.title == "Kassels Rat streitet über das neue Bad"
    assert found.published == date(2024, 5, 6)
    assert found.published_basis == "given"


def test_markdown():
    text = f"""---
title: "Der Rat tagt"
date: 2024-05-06
tags: [Rat]
---

# Rat tagt

![Der Rat](rat.jpg)

{PROSE}

## Wie es weitergeht

- **Juni:** Der Rat entscheidet.
- Juli: Das Bad schließt.

> Wir prüfen alles.
---
"""
    found = article_of(next(read_text(io.BytesIO(text.encode()))))
    assert [found.text[s.start : s.end] for s in found.body] == [
        "Rat tagt",
        PROSE,
        "Wie es weitergeht",
        "**Juni:** Der Rat entscheidet.",
        "Juli: Das Bad schließt.",
        "Wir prüfen alles.",
    ]
    assert (found.title, found.published, found.text) == ("Der Rat tagt", date(2024, 5, 6), text)


def test_lines_broken_for_their_width_are_one_paragraph_and_others_are_not():
    wrapped = (
        "Der Rat der Stadt hat am Montag lange getagt und\nüber das Bad gestritten, das nun schon seit\n"
        "Jahren leer steht und verfällt. Das wird teuer."
    )
    assert content(wrapped) == [wrapped]
    assert content("2013\n• Mai: Das Bad öffnet.\n• Juni: Das Bad schließt.") == [
        "2013",
        "Mai: Das Bad öffnet.",
        "Juni: Das Bad schließt.",
    ]


def test_a_comment_heading_before_the_text_closes_nothing():
    assert content(f"Kommentare\n\nRat tagt\n\n{PROSE}") == ["Rat tagt", PROSE]


def test_a_count_of_comments_above_the_text_closes_nothing():
    assert content(f"Rat tagt\n\n{PROSE}\n\n129 Kommentare\n\n{PROSE}\n\n{PROSE}") == [
        "Rat tagt",
        *[PROSE] * 3,
    ]
    assert content(f"Rat tagt\n\n{PROSE}\n\n{PROSE}\n\n129 Kommentare\n\n{PROSE}") == [
        "Rat tagt",
        *[PROSE] * 2,
    ]
    assert content(f"Rat tagt\n\n{PROSE}\n\nKommentar schreiben\n\nName") == ["Rat tagt", PROSE]


def test_a_box_ends_where_the_text_goes_on():
    assert content(f"{PROSE}\n\nMehr zum Thema\nAlle Bäder\n\n{PROSE}") == [PROSE, PROSE]


def test_days_that_head_a_chronicle_are_content():
    text = f"{PROSE}\n\n3. Mai 2019\n{PROSE}\n\n7. Juni 2020\n{PROSE}"
    assert content(text) == [PROSE, "3. Mai 2019", PROSE, "7. Juni 2020", PROSE]
    assert article(text).published is None


def test_hard_spaces_are_spaces():
    text = f"Rat\xa0tagt\n\n6.\xa0Mai\u202f2024, 17:20\xa0Uhr\n\nKassel\xa0(dpa)\xa0– {PROSE}"
    assert content(text) == ["Rat\xa0tagt", PROSE]
    assert (article(text).title, article(text).published) == ("Rat tagt", date(2024, 5, 6))


def test_script_and_markup_are_text_like_any_other():
    text = f"{PROSE} <script>alert(1)</script> **fett** [Rat](javascript:alert(1)) {PROSE}"
    assert content(text) == [text]


# --- titles


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Rat tagt in Kassel\n\n{PROSE}", "Rat tagt in Kassel"),
        (f"Wer zahlt das Bad in Kassel?\n\n{PROSE}", "Wer zahlt das Bad in Kassel?"),
        (f"Kassel\nRat streitet heftig über das Bad\n{PROSE}", "Rat streitet heftig über das Bad"),
        (f"# Rat tagt #\n\n{PROSE}", "Rat tagt"),
        (f"+++ 17 Uhr: Rat tagt +++\n{PROSE}", "17 Uhr: Rat tagt"),
        (f"{PROSE}\n\n{PROSE}", ""),
        (f"Die Lage:\n\n{PROSE}", ""),
        ("Rat tagt", ""),
    ],
)
def test_title(text, title):
    assert article(text).title == title


# --- publication day


@pytest.mark.parametrize("case", table("published")["case"], ids=lambda case: case["text"][:40])
def test_publication_day_in_the_text(case):
    found = article_of(next(read_text(io.BytesIO(case["text"].encode()))))
    assert found.published == (date.fromisoformat(case["date"]) if case["date"] else None)
    assert found.published_basis == ("given" if case["date"] else "unknown")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2025-12-16", date(2025, 12, 16)),
        ("2025-12-16T23:30:00Z", date(2025, 12, 16)),
        ("20251216", date(2025, 12, 16)),
        ("2025/12/16", date(2025, 12, 16)),
        ("16.12.2025, 10 Uhr", date(2025, 12, 16)),
        ("16. Dezember 2025", date(2025, 12, 16)),
        ("Tue, 16 Dec 2025 10:00:00 +0100", date(2025, 12, 16)),
        ("December 16, 2025", date(2025, 12, 16)),
        ("16/12/2025", date(2025, 12, 16)),
        ("vor 3 Tagen", None),
        ("Dec 2025", None),
        (date(2025, 12, 16), date(2025, 12, 16)),
        ("2025-02-31", None),
        ("99999-01-01", None),
        ("0001-01-01", None),
        ("gestern", None),
        (20251216, date(2025, 12, 16)),
        (1714953, None),
        (True, None),
        (None, None),
        ("", None),
    ],
)
def test_publication_day_in_a_field(value, day):
    assert parse_field(value) == day


@pytest.mark.parametrize(
    ("name", "data", "day"),
    [
        ("a.txt", f"date 2024-02-31 {PROSE}", "date 2024-02-31"),
        ("a.txt", f" date 99999-12-16 {PROSE}", "date 99999-12-16"),
        ("a.txt", f"Stand: 31.02.2024, 8 Uhr\n\n{PROSE}", "Stand: 31.02.2024, 8 Uhr"),
        ("a.md", f"---\ndate: 2024-13-01\n---\n{PROSE}", "2024-13-01"),
        ("a.jsonl", json.dumps({"doc": "a", "date": "31. Februar 2024", "text": PROSE}), "31. Februar 2024"),
        ("a.jsonl", json.dumps({"doc": "a", "date": 20240231, "text": PROSE}), "20240231"),
    ],
)
def test_a_publication_day_that_is_none_is_named_and_the_article_read(tmp_path, name, data, day):
    (tmp_path / name).write_text(data)
    articles, failures = read(tmp_path / name)
    assert [(a.document, a.published) for a in articles] == [("a", None)]
    assert failures == [f"{tmp_path / name}: no such day: {day}; a is read without a date"]


@pytest.mark.parametrize(
    "data",
    [
        f"Stand: 31.02.2024\n\nKassel, 1. März 2024 (dpa) - {PROSE}",  # another one tells the day
        f"15. Mai 1525\n\n{PROSE}",  # of the story, not of the news
        f"---\ndate: unbekannt\n---\n{PROSE}",
        f"---\ndate: 2024\n---\n{PROSE}",
        f"---\ndate: 0001-01-01\n---\n{PROSE}",
        f"{PROSE} Am 31. Februar 2024 war nichts. {PROSE}",
    ],
)
def test_what_names_no_full_day_of_publication_is_no_complaint(tmp_path, data):
    (tmp_path / "a.md").write_text(data)
    articles, failures = read(tmp_path / "a.md")
    assert len(articles) == 1
    assert failures == []


@settings(deadline=None)
@given(st.one_of(st.text(max_size=60), st.integers(), st.floats(), st.lists(st.integers())))
def test_any_field_gives_a_day_or_none(value):
    assert isinstance(parse_field(value), date | None)


@pytest.mark.parametrize(
    ("stem", "day"),
    [
        ("2025-12-16-rat", date(2025, 12, 16)),
        ("20251216_rat", date(2025, 12, 16)),
        ("rat_2025_12_16", date(2025, 12, 16)),
        ("rat 16.12.2025", date(2025, 12, 16)),
        ("20251216T0800_rat", date(2025, 12, 16)),
        ("2025-02-31-rat", None),
        ("000_396e5cc31d1da420", None),
        ("a20251216b", None),
        ("120251216", None),
        ("rat-2025", None),
    ],
)
def test_publication_day_in_the_file_name(stem, day):
    assert of_file_name(stem) == day


def test_the_field_wins_over_the_text_and_the_text_over_the_file_name():
    text = f"Stand: 04.06.2023\n\n{PROSE}"
    assert article_of(Record(text, published="2023-06-01"), stem="2023-07-01").published == date(2023, 6, 1)
    assert article_of(Record(text), stem="2023-07-01").published == date(2023, 6, 4)
    assert article_of(Record(PROSE), stem="2023-07-01").published == date(2023, 7, 1)


def test_the_time_of_the_file_is_no_publication_day(tmp_path):
    path = tmp_path / "rat.txt"
    path.write_text(PROSE)
    os.utime(path, (1e9, 1e9))
    (found,), _ = read(path)
    assert (found.published, found.published_basis, found.published_reason) == (None, "unknown", "")


# --- language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (PROSE, "de"),
        ("", "de"),
        ("Nein.", "de"),
        ("The council of the city has met on Monday and it was not the first time that they did.", "en"),
        ("Le conseil de la ville est réuni dans les locaux et il ne fait pas plus que les autres.", "fr"),
        ("Merz trifft Macron", "de"),
        ("Government announces sanctions against Russia", "de"),  # too little to tell
        ("Merkel met Macron on Monday and it was not the first time.", "en"),
        ("Grüezi mitenand, hüt isch de Rat zämecho und het über s Bad gredt, wo läär staht.", "de"),
        ("Wetter: Kassel 12 Grad, Regen; Berlin 14 Grad, Sonne; München 11 Grad, Nebel; Köln 9 Grad.", "de"),
        ("Městská rada se v pondělí sešla a dlouho jednala o starém bazénu, který je už léta prázdný.", "cs"),
        ("O conselho da cidade reuniu-se na segunda-feira e discutiu sobre a piscina, que está vazia.", "pt"),
        (
            "Gradsko vijeće sastalo se u ponedjeljak i dugo raspravljalo o starom bazenu koji stoji prazan.",
            "hr",
        ),
        ("Το δημοτικό συμβούλιο συνεδρίασε τη Δευτέρα και συζήτησε.", "el"),
        ("☃ ☃ ☃ ☃ ☃ ☃ ☃", "de"),
        ("Городской совет собрался в понедельник и долго совещался.", "ru"),
        (
            f"{PROSE} „The council of the city“, sagte er, „is not the best in the land.“ Es war nicht so.",
            "de",
        ),
    ],
)
def test_language(text, language):
    assert language_of(text) == language


def test_german_articles_are_known_without_loading_a_model():
    texts = [path.read_text(encoding="utf-8") for path in (Path(__file__).parents[1] / "seeds").glob("*.txt")]
    code = (
        "import sys; from pipeline.read.language import language_of;"
        f"assert {{language_of(text) for text in {texts!r}}} == {{'de'}}; sys.exit('py3langid' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_reading_a_path_given_as_one_string(tmp_path):
    (tmp_path / "a.txt").write_text(PROSE)
    assert [a.path for a in read_articles(str(tmp_path))] == [str(tmp_path / "a.txt")]
    with pytest.warns(UserWarning, match="no such file"):
        assert list(read_articles(Path(tmp_path / "b.txt"))) == []
