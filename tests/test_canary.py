"""Hostile words in every field of an extraction are shown as text, whatever part of the page shows them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import browsing
import pytest
from browsing import settled, visitor

from pipeline.schema import Article, Event, Evidence, Participant
from pipeline.store import save

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]

SET = "window.canary=1"
HOSTILE = (
    f"<img src=x onerror='{SET}'><script>{SET}</script><svg onload={SET}> :red[rot] :material/home: :smile: **fett** "
    f"[Verweis](javascript:{SET}) ![Bild](http://canary.invalid/a.png) $x^2$ %{{x}} <b>dick</b> <extra>mehr</extra> "
    f"<a href='javascript:{SET}'>hier</a> \" onfocus={SET} autofocus='' =cmd|' /C calc'!A0 {{{{1+1}}}} ${{{SET}}}"
)
WORD_JOINER = "\u2060"  # keeps names of icons in widgets' labels from being read
SIGNS = (":red[rot]", "**fett**", "<b>dick</b>", "$x^2$")
ALONE = re.compile(r"^(fett|dick)$")
DONE = (
    "a[href^='javascript:'], img[src='x'], img[src*='canary'], [onerror], [onload], [onfocus], .katex, "
    "[data-testid=stImage]"
)


def hostile(name: str) -> str:
    return f"{name} {HOSTILE}"


def event(number: int) -> tuple[Event, Article]:
    day = date(2025, 12, 1) + timedelta(days=number % 3)
    document = hostile(f"Dokument {number % 3}")
    sentence = f"{hostile('Satz')} {number}."
    actors = (
        Participant("person", hostile(f"Person {number % 2}"), "acts", HOSTILE),
        Participant("organisation", hostile("Verband"), "addressed", HOSTILE),
    )
    article = Article(
        document, "", hostile("Titel"), day, "given", HOSTILE, f"javascript:{SET}//{HOSTILE}", sha256="0"
    )
    told = Event(
        event_id=f"{number:016x}",
        title=hostile(f"Schlagzeile {number}"),
        start=day,
        end=day,
        granularity="day",
        edtf=day.isoformat(),
        time_text=HOSTILE,
        basis="explicit",
        kind="demand",
        status="occurred",
        participants=actors,
        persons=(actors[0].name,),
        countries=("DE", "<b>"),
        organisations=(actors[1].name,),
        place=HOSTILE,
        confidence=0.9,
        evidence=(Evidence(document, 0, len(sentence), sentence, HOSTILE),),
        conflicts=(HOSTILE,),
        corrections=(HOSTILE,),
    )
    return told, article


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    events, texts = [], dict[str, Article]()
    for number in range(6):
        told, article = event(number)
        sentence = told.evidence[0]
        before = texts.get(article.document, article).text
        start = len(before)
        piece = Evidence(article.document, start, start + len(sentence.text), sentence.text, sentence.rule)
        events.append(replace(told, evidence=(piece,)))
        texts[article.document] = replace(article, text=f"{before}{sentence.text}\n\n")
    path: Path = tmp_path_factory.mktemp("canary") / "<b>ereignisse :red[rot].parquet"
    with path.open("wb") as stream:
        save(events, list(texts.values()), stream, "parquet")
    with browsing.served(path) as address:
        yield address


VIEWS: list[dict[str, object]] = [
    {},
    {"lanes": "persons", "event": f"{0:016x}", "article": "yes"},
    {"lanes": "source", "event": f"{1:016x}"},
    {"text": "Schlagzeile", "lang": "en", "event": f"{2:016x}"},
    {"person": HOSTILE, "event": HOSTILE, "about": f"person:{HOSTILE}", "from": HOSTILE, "lanes": HOSTILE},
    {"about": f"person:{hostile('Person 1')}"},
    {
        "person": [hostile("Person 0"), hostile("Person 1")],
        "all": "person",
        "organisation": hostile("Verband"),
    },
    {"about": [f"person:{hostile('Person 0')}", f"person:{hostile('Person 1')}"]},
    {"about": f"organisation:{hostile('Verband')}", "lang": "en"},
    {"about": [f"source:{hostile('Dokument 0')}", f"source:{hostile('Dokument 1')}"]},
]


@pytest.fixture(scope="module")
def guest(chromium: Browser) -> Iterator[BrowserContext]:
    context = visitor(chromium)
    yield context
    context.close()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view) or "start")
def test_hostile_words_are_shown_as_text(guest: BrowserContext, canary: str, view: dict[str, object]) -> None:
    page = guest.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{canary}?{urlencode(view, doseq=True)}")
    settled(page)
    if page.locator(".scatterlayer .point").count():
        page.locator(".scatterlayer .point").last.hover(force=True)
    assert page.evaluate("window.canary") is None
    assert page.locator(DONE).count() == 0
    assert page.locator("b, strong, svg tspan[style*=bold]").filter(has_text=ALONE).count() == 0
    assert page.locator("[data-testid=stApp] script:not([src])", has_text="canary").count() == 0
    assert page.locator("[data-testid=stException]").count() == 0
    shown = page.locator("[data-testid=stApp]").inner_text().replace(WORD_JOINER, "")
    assert [sign for sign in SIGNS if sign not in shown and not page.get_by_text(sign).count()] == []
    assert [url for url in asked if not url.startswith((canary, "data:", "blob:"))] == []
    page.close()
