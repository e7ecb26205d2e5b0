"""The HTML file and the pictures that are exported, in Chromium and without a network."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import browsing
import pytest
from browsing import PHONE, settled, visitor
from playwright.sync_api import expect
from test_exports import HOSTILE, HOSTILE_EVENTS, MIXED, SPAN, article, chosen, event, written

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from pipeline.export import Selection

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]


def shown(
    chromium: Browser, folder: Path, selection: Selection, **settings: object
) -> tuple[Page, list[str]]:
    """The exported file, opened from the disk by a browser without a network, and what went wrong."""
    path = folder / "ereignisse.html"
    path.write_bytes(written(selection, "html"))
    context = visitor(chromium, offline=True, **settings)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("request", lambda request: wrong.append(request.url) if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, wrong


def titles(page: Page) -> list[str]:
    return page.locator(".events h3").all_inner_texts()


def test_the_file_is_filtered_without_a_network(chromium: Browser, tmp_path: Path) -> None:
    more = [
        event(
            5,
            title="Macron fordert Hilfe",
            kind="demand",
            persons=("Emmanuel Macron",),
            countries=("FR",),
            **SPAN,
        )
    ]
    page, wrong = shown(chromium, tmp_path, chosen([*MIXED, *more], address="https://example.org/"))
    expect(page.locator(".count")).to_have_text("5 von 5 Ereignissen")
    assert titles(page)[0] == "Russland greift die Ukraine an"
    expect(page.locator("h2").first).to_have_text("um 2022")
    expect(page.locator("blockquote").first).to_contain_text("Besuch in Polen, 16. Dezember 2025, tusk.txt")
    page.get_by_label("Frankreich").focus()
    page.keyboard.press("Space")
    assert titles(page) == ["Macron fordert Hilfe"]
    expect(page.get_by_label("Frankreich")).to_be_focused()
    page.get_by_label("Deutschland").check()
    expect(page.locator(".count")).to_have_text("4 von 5 Ereignissen")
    page.get_by_label("Suche in Titeln und Sätzen").fill('MACRON -"in Warschau"')
    expect(page.locator(".count")).to_have_text("0 von 5 Ereignissen")
    page.get_by_label("Suche in Titeln und Sätzen").fill("trifft tusk")
    expect(page.locator(".count")).to_have_text("2 von 5 Ereignissen")
    page.get_by_label("Bis", exact=True).fill("2025-12-15")
    linked = page.url
    page.get_by_role("button", name="Alle Filter löschen").click()
    expect(page.locator(".count")).to_have_text("5 von 5 Ereignissen")
    page.goto(linked)
    expect(page.get_by_label("Deutschland")).to_be_checked()
    expect(page.locator(".count")).to_have_text("2 von 5 Ereignissen")
    expect(page.locator(".about")).to_contain_text("https://example.org/?")
    assert wrong == []
    page.context.close()


def test_nothing_in_the_file_runs_or_is_html(chromium: Browser, tmp_path: Path) -> None:
    page, wrong = shown(
        chromium, tmp_path, chosen(HOSTILE_EVENTS, articles=(article(title=HOSTILE[4], path=HOSTILE[5]),))
    )
    expect(page.locator(".events li")).to_have_count(len(HOSTILE))
    assert page.locator(".events img, .events script, .filters img").count() == 0
    assert HOSTILE[4] in titles(page)
    assert page.locator("a[href^='javascript:']").count() == 0
    assert wrong == []
    page.context.close()


@pytest.mark.parametrize("settings", [PHONE, {"color_scheme": "dark"}], ids=["phone", "dark"])
def test_the_file_fits_the_device(chromium: Browser, tmp_path: Path, settings: dict[str, object]) -> None:
    page, wrong = shown(chromium, tmp_path, chosen(language="en"), **settings)
    expect(page.locator(".count")).to_have_text("4 of 4 events")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    light = page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor")
    assert (light == "rgb(21, 24, 27)") is ("color_scheme" in settings)
    page.emulate_media(media="print")
    expect(page.locator(".filters")).to_be_hidden()
    expect(page.locator(".events h3").first).to_be_visible()
    assert wrong == []
    page.context.close()


def test_the_page_gives_the_present_view_as_a_file(page: Page, address: str, tmp_path: Path) -> None:
    page.goto(f"{address}?country=UA&lang=de")
    settled(page)
    count = int(page.locator(".count").inner_text().split()[0])
    page.get_by_role("button", name="Exportieren").click()
    expect(page.get_by_text(f"{count} Ereignisse mit Belegen")).to_be_visible()
    page.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name="JSON Lines").click()
    expect(page.get_by_text("Ein Ereignis je Zeile, für Programme")).to_be_visible()
    settled(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Datei herunterladen").click()
    assert re.fullmatch(r"zeitstrahl-ukraine-\d{8}\.jsonl", download.value.suggested_filename)
    path = tmp_path / "view.jsonl"
    download.value.save_as(path)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == count
    assert all("UA" in line["countries"] and line["evidence"] for line in lines)
    assert lines[0]["export"]["filters"] == ["Länder: Ukraine"]
    assert lines[0]["export"]["view"].startswith(f"{address}/?")
