"""The page for everyone: axe-core finds nothing serious, and nothing is lost at 200 % and on a narrow phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import browsing
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PHONE, opened, settled, visitor
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]

DECEMBER = "?from=2025-12-01&to=2025-12-31&lanes=persons"
VISITORS: dict[str, tuple[str, dict[str, Any]]] = {
    "light, German": ("de", {}),
    "dark, English": ("en", {"color_scheme": "dark"}),
    "phone, German, dark": ("de", {**PHONE, "color_scheme": "dark"}),
    "phone, English": ("en", PHONE),
}


def serious(page: Page) -> list[str]:
    """The rules that axe-core finds broken, and where."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{violation['id']} ({violation['impact']}): {[node['target'] for node in violation['nodes']][:4]}"
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize("who", VISITORS)
def test_axe_finds_no_serious_violation(who: str, chromium: Browser, address: str) -> None:
    language, settings = VISITORS[who]
    context = visitor(chromium, **settings)
    page = opened(context, f"{address}{DECEMBER}&lang={language}")
    page.locator("[data-event]").nth(2).click()
    expect(page.locator(".reader h4")).to_be_visible()
    settled(page)
    assert serious(page) == []
    context.close()


def test_axe_finds_no_serious_violation_where_a_visitor_begins_saves_and_brings_articles(
    chromium: Browser, address: str
) -> None:
    context = visitor(chromium)
    page = opened(context, address)
    expect(page.get_by_role("button", name="Verstanden")).to_be_visible()
    page.locator("[data-facet=countries] .ask").click()
    page.locator("[data-facet=year] h3 button").click()
    page.get_by_role("button", name="Ansichten").click()
    page.get_by_role("button", name="Ansicht speichern").click()
    assert serious(page) == []
    page.get_by_role("button", name="Eigene Artikel").click()
    page.get_by_text("Eigene Personen, Organisationen").click()
    expect(page.get_by_role("button", name="Vorlage herunterladen")).to_be_visible()
    settled(page)
    assert serious(page) == []
    context.close()


@pytest.mark.parametrize("query", ["", "?embed=true&lanes=kind"])
def test_at_200_percent_nothing_is_cut_off(query: str, chromium: Browser, address: str) -> None:
    # a window of 1280 pixels at 200 % has room for 640
    context = visitor(chromium, viewport={"width": 640, "height": 480}, device_scale_factor=2)
    page = opened(context, address + query)
    for part in ("html", "[data-testid=stMain]"):
        assert page.locator(part).evaluate("e => e.scrollWidth") <= 640
    context.close()
