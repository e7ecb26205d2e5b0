"""Web pages: the article's text, title and day are found in pages as content systems build them, and no more."""

import base64
import io
import json
import quopri
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import fromstring

from pipeline.read import read_articles, read_streams
from pipeline.read.decode import decode_page
from pipeline.read.web.blocks import names_of
from pipeline.read.web.page import page_of
from tests import web_pages as web

ITEMS = web.items()
PROSE = "<p>Der Rat der Stadt hat am Montag getagt und lange über das alte Bad beraten.</p>"


def _ld(**values) -> str:
    told = json.dumps({"@type": "NewsArticle", **values})
    return f'<script type="application/ld+json">{told}</script>'


def page(head: str = "", body: str = PROSE * 1, title: str = "Der Rat der Stadt tagt lange") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for _, text in ITEMS[0].parts if _ == "p")
    return web.page(
        f"<title>{title}</title>{head}", f"<article><h1>{title}</h1>{body}{paragraphs}</article>"
    ).encode()


@pytest.mark.parametrize("template", web.TEMPLATES, ids=lambda template: template.__name__)
def test_text_title_and_day_of_pages_as_outlets_build_them(template):
    for item in ITEMS[::3]:
        found = page_of(web.bytes_of(template, item))
        assert web.f1(found.text, web.expected(template, item)) > 0.98
        assert (found.published, found.title) == (item.day, item.title), found.reason


def test_what_surrounds_the_text_is_gone_and_the_lead_and_subheadings_stay():
    item = ITEMS[0]
    found = page_of(web.bytes_of(web.bem, item))
    assert found.text.split("\n\n") == [item.lead, *(text for _, text in item.parts)]


@pytest.mark.parametrize(
    ("head", "body", "day"),
    [
        ('<meta name="date" content="2024-05-06T23:30:00+02:00">', "", date(2024, 5, 6)),
        ('<meta name="DC.date.issued" content="06.05.2024">', "", date(2024, 5, 6)),
        # the day of a change is one at least, where there is no other
        ('<meta property="article:modified_time" content="2024-05-06T10:00:00+02:00">', "", date(2024, 5, 6)),
        ('<link rel="canonical" href="https://a.example/2024/05/06/rat">', "", date(2024, 5, 6)),
        ('<link rel="canonical" href="https://a.example/rat-120240506123.html">', "", None),
        ("", '<time datetime="2024-05-06">heute</time>', date(2024, 5, 6)),
        (
            '<meta name="date" content="2024-05-02">',
            'Aktualisiert: <time datetime="2024-05-06">6. Mai</time>',
            date(2024, 5, 2),
        ),
        ("", '<aside><time datetime="2024-05-06">6. Mai</time></aside>', None),
        ("", "<p>Kassel, 6. Mai 2024, 10 Uhr</p>", date(2024, 5, 6)),
        ("", "<script>var d = {publishedAt: '2024-05-06T10:00:00Z'}</script>", date(2024, 5, 6)),
        ("", "<p>Am 6. Mai 2024 hat der Rat der Stadt lange getagt und beraten, sagte er.</p>", None),
        ('<script type="application/ld+json">{"datePublished": "2024-05-06"</script>', "", date(2024, 5, 6)),
        (
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "a\nb",'
            ' "datePublished": "2024-05-06",}</script>',
            "",
            date(2024, 5, 6),
        ),
        (
            '<script type="application/ld+json">[{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle",'
            ' "datePublished": "2020-01-01"}]}, {"@type": "NewsArticle", "datePublished": "2024-05-06"}]</script>',
            "",
            date(2024, 5, 6),
        ),
        ('<meta name="date" content="2999-05-06">', "", None),
        # half past midnight in Kassel; what shows the day to readers decides
        (
            '<meta property="article:published_time" content="2024-05-05T22:30:00+00:00">'
            '<link rel="canonical" href="https://a.example/2024/05/06/rat">',
            "",
            date(2024, 5, 6),
        ),
        ('<meta property="article:published_time" content="2024-05-05T22:30:00Z">', "", date(2024, 5, 5)),
        # a moment in seconds or milliseconds
        (_ld(datePublished=1715000000000), "", date(2024, 5, 6)),
        (_ld(datePublished="1715000000"), "", date(2024, 5, 6)),
        # what was changed last is no day of publication where the page names an earlier one, and only then
        (
            _ld(datePublished="2024-05-09T10:00:00+02:00", dateModified="2024-05-09T10:00:00+02:00"),
            "<p>Veröffentlicht: 06.05.2024</p>",
            date(2024, 5, 6),
        ),
        (
            _ld(datePublished="2024-05-09T10:00:00+02:00", dateModified="2024-05-10T10:00:00+02:00"),
            "<p>Veröffentlicht: 06.05.2024</p>",
            date(2024, 5, 9),
        ),
        ("", "<script>dataLayer = [{'articlePublishDate': '2024-05-06'}]</script>", date(2024, 5, 6)),
        ("", '<script>var d = {"page_datePublication": "20240506"}</script>', date(2024, 5, 6)),
        ("", "<script>var d = {republishedAt: '2024-05-06T10:00:00Z'}</script>", None),
        ("", "<p>Diese Nachricht wurde am 06.05.2024 im Programm gesendet.</p>", date(2024, 5, 6)),
        ("", "<p>Der Bericht wurde am 06.05.2024 veröffentlicht, wie der Rat sagte.</p>", None),
        ("", '<time title="6. Mai 2024">vor drei Stunden</time>', date(2024, 5, 6)),
        ("", "<div>Erstellt: 06.05.2024<b>Aktualisiert: 09.05.2024</b></div>", date(2024, 5, 6)),
        ("", "<p>6.Mai 2024, 10 Uhr</p>", date(2024, 5, 6)),
    ],
)
def test_day_of_publication(head, body, day):
    assert page_of(page(head, body)).published == day


@pytest.mark.parametrize(
    "name", ["ad-anchor", "social-text", "author-content", "player__paragraph", "comment-article"]
)
def test_names_that_say_nothing_cost_no_text(name):
    paragraphs = "".join(
        f'<div class="x {name}"><p>{text}</p></div>' for tag, text in ITEMS[1].parts if tag == "p"
    )
    source = web.page("<title>Rat</title>", f"<article><h1>Rat tagt in Kassel</h1>{paragraphs}</article>")
    found = page_of(source.encode())
    assert web.f1(found.text, "\n".join(text for tag, text in ITEMS[1].parts if tag == "p")) > 0.98


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        (
            "Rat tagt lange - Kasseler Post",
            '<meta property="og:site_name" content="Kasseler Post">',
            "Rat tagt lange",
        ),
        ("Rat - tagt lange", "", "Rat - tagt lange"),
        ("x", '<meta property="og:title" content="Rat &amp; Bad">', "Rat & Bad"),
    ],
)
def test_title(title, head, expected):
    assert (
        page_of(web.page(f"<title>{title}</title>{head}", f"<article>{PROSE * 9}</article>").encode()).title
        == expected
    )


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("", "cp1252"),
        ("", "utf-8"),
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta charset=utf-8>", "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-15">', "iso-8859-15"),
        ("<meta charset=iso-8859-1>", "utf-8"),
        ("<meta charset=punycode>", "utf-8"),
    ],
)
def test_charsets(declared, encoding):
    text = f"<html>{declared}<p>Über 5 € für „Öl“"
    if encoding == "iso-8859-15":
        text = text.replace("„Öl“", "Öl")
    assert decode_page(text.encode(encoding)) == text


def test_mhtml_as_browsers_save_it():
    content = web.bytes_of(web.bem, ITEMS[0])
    for encoding, body in (
        ("quoted-printable", quopri.encodestring(content)),
        ("base64", base64.encodebytes(content)),
    ):
        data = (
            b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example/rat\r\nMIME-Version: 1.0\r\n"
            b'Content-Type: multipart/related; type="text/html"; boundary="----b"\r\n\r\n------b\r\n'
            b"Content-Type: text/html\r\nContent-Transfer-Encoding: " + encoding.encode() + b"\r\n"
            b"Content-Location: https://a.example/rat\r\n\r\n"
            + body
            + b"\r\n------b\r\nContent-Type: image/png\r\n"
            b"Content-Transfer-Encoding: base64\r\n\r\naaaa\r\n------b--\r\n"
        )
        (found,) = read_streams([("a.mhtml", io.BytesIO(data))])
        assert (found.title, found.published, found.path) == (
            ITEMS[0].title,
            ITEMS[0].day,
            "https://a.example/rat",
        )
        assert web.f1(found.text, ITEMS[0].text) > 0.98


def test_the_frames_that_a_browser_saves_beside_a_page_are_no_articles(tmp_path):
    (tmp_path / "Rat_files").mkdir()
    (tmp_path / "Rat.html").write_bytes(page())
    (tmp_path / "Rat_files" / "frame.html").write_bytes(page())
    found = list(read_articles(tmp_path))
    assert [article.document for article in found] == ["Rat"]


def test_evidence_points_into_the_extracted_text(tmp_path):
    (tmp_path / "a.html").write_bytes(web.bytes_of(web.wire, ITEMS[0]))
    (found,) = read_articles(tmp_path)
    assert found.language == "de"
    assert found.published_reason.startswith("JSON-LD: ")
    assert [found.text[span.start : span.end] for span in found.body][1:] == [
        text for _, text in ITEMS[0].parts
    ]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"", "empty"),
        (b"<html></html>", "no article text"),
        (b"<html><body><nav><a href=x>Politik</a></nav></body></html>", "no article text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "no article text"),
        (b"<b>" * 400_000, "more markup"),
        (b"<script>" * 150_000, "no article text"),
        (b"<script>a</script>" * 90_000, "no HTML"),
        (b"<p>" + b"data:" * 1_000_000, "no article text"),
        (b"<div>" * 140_000 + b"Text", "no article text"),
        (b"<p>" + b"a" * 30_000_000, "larger than a web page"),
        (b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;", "no article text"),
        (b'<script type="application/ld+json">' + b"[" * 500_000 + b"</script>", "no article text"),
    ],
)
def test_hostile_pages_are_refused_in_one_line_and_in_time(data, complaint):
    failures = []
    began = time.process_time()
    assert list(read_streams([("a.html", io.BytesIO(data))], failures.append)) == []
    assert time.process_time() - began < 5
    assert len(failures) == 1
    assert complaint in str(failures[0])


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_page_cut_or_damaged_anywhere_is_read_or_refused(data):
    source = web.bytes_of(data.draw(st.sampled_from(web.TEMPLATES)), ITEMS[1])
    begin, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    failures = []
    damaged = source[:begin] + data.draw(st.binary(max_size=30)) + source[end:]
    for article in read_streams([("a.html", io.BytesIO(damaged))], failures.append):
        assert article.text.strip()
        assert "<p" not in article.text
    assert all("\n" not in str(failure) for failure in failures)


def test_names_are_told_apart_in_any_style():
    element = fromstring('<div class="article__related-box ContentHead_lead__8Zc" itemprop="articleBody">')
    assert {"related", "lead", "itemprop=articlebody", "article__related-box"} <= names_of(element)
