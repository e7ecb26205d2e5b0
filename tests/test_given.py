"""What visitors give to the page: pasted text is known by its content, files within limits, all of it counted."""

from collections import Counter

import pytest

from pipeline.read import given
from tests import web_pages as web
from tests.test_read_formats import OTHER, RSS, TEXT, zipped


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
