"""What visitors give to the page: pasted text is known by its content, files within limits, all of it counted."""

from collections import Counter
from datetime import date

import pytest

from pipeline.read import given
from tests import web_pages as web
from tests.test_read_formats import OTHER, RSS, TEXT, zipped
from views import source
from views.speech import speech


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TEXT, "x.txt"),
        (f"Text, Datum und anderes\n{TEXT}", "x.txt"),
        (f"Titel;Datum;Text\nRat;6.5.2024;{TEXT}", "x.csv"),
        (web.bem(web.items()[0]), "x.html"),
        (RSS, "x.xml"),
        ('{"text": "a"}\n{"text": "b"}', "x.jsonl"),
        ('{\n"text": "a"\n}', "x.json"),
        ('[{"text": "a"}]', "x.json"),
        ("[Foto: Der Rat] Der Rat tagt.", "x.txt"),
        (" https://a.example/rat ", "https://a.example/rat"),
        ("https://a.example/rat sagt alles", "x.txt"),
        ("", "x.txt"),
    ],
)
def test_pasted_text_is_known_by_its_content(text, name):
    assert given.pasted(text, "x")[0] == name


def read(*files):
    failures, counts = [], Counter()
    found = list(given.read_given(files, failures.append, counts))
    return found, [str(failure) for failure in failures], dict(counts)


def test_what_was_read_of_each_file_is_counted():
    found, failures, counts = read(
        ("a.zip", zipped({"a.txt": TEXT.encode(), "b.csv": f'text\n{TEXT}\n"{OTHER}"\n'.encode()})),
        ("a.txt", OTHER.encode()),
        ("b.rtf", b"x"),
        given.pasted(TEXT, "Eingefügt"),
    )
    assert [article.document for article in found] == ["a", "b-1", "b-2", "a-2", "Eingefügt"]
    assert counts == {"a.zip": 3, "a.txt": 1, "Eingefügt.txt": 1}
    assert [failure.partition(";")[0] for failure in failures] == ["b.rtf: unknown format '.rtf'"]


def test_what_goes_beyond_the_limits_is_left_and_said(monkeypatch):
    monkeypatch.setattr(given, "MOST_ARTICLES", 2)
    found, failures, counts = read(
        ("a.csv", f"text\n{TEXT}\n{TEXT}\n{TEXT}\n".encode()), ("b.txt", TEXT.encode())
    )
    assert (len(found), counts) == (2, {"a.csv": 2})
    assert len(failures) == 1
    assert failures[0].startswith("a.csv: more than 2 articles or 30 million characters")


def test_no_uploaded_file_is_an_address():
    assert given.of_upload("https://a.example/rat.txt") == "rat.txt"
    assert given.of_upload("C:\\texte\\rat.txt") == "rat.txt"
    assert given.of_upload("https://") == "upload"
    found, failures, _ = read(("http://127.0.0.1/", b""))
    assert found == []
    assert "on the own machine or network" in failures[0]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", ["Gelesen: 4 Artikel", "a.zip: 2 Artikel", "seite.html: 1 Artikel", "fremd.txt: 1 Artikel"]),
        ("en", ["Read: 4 articles", "a.zip: 2 articles", "seite.html: 1 article", "fremd.txt: 1 article"]),
    ],
)
def test_the_page_says_what_it_read_and_what_it_left(language, expected):
    say = speech(language)
    item = web.items()[0]
    files = [
        ("a.zip", zipped({"a.txt": TEXT.encode(), "b.txt": OTHER.encode(), "c.txt": b""})),
        ("seite.html", web.bytes_of(web.wire, item)),
        (
            "fremd.txt",
            b"The council of the city has met on Monday and it was not the first time that they did.",
        ),
        ("b.rtf", b"x"),
    ]
    found = source.own(files, None, lambda number, count, name: None)
    assert source.taken(found, say) == expected
    left = source.left_out(found, say)
    assert len(left) == 3
    assert "en" in left[0]
    assert left[1].startswith("a.zip: c.txt: ")
    assert ("leer" in left[1]) == (language == "de")
    assert ("unbekanntes Format" in left[2]) == (language == "de")


def test_an_article_without_a_day_gets_the_one_that_the_visitor_says():
    dated = source.own([("a.txt", OTHER.encode())], date(2024, 5, 6), lambda number, count, name: None)
    assert dated.index.articles["published"].astype(str).tolist() == ["2024-05-06"]
