"""The page for everyone: axe-core finds nothing serious, and nothing is lost at 200 % and on a narrow phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import browsing
import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import PHONE, opened, settled, visitor
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]

EDIT = {"de": "✎ Ändern", "en": "✎ Change"}
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


BEYOND = """width => {
    const found = [];
    for (const host of document.querySelectorAll("[data-testid=stMain] *")) {
        for (const e of host.shadowRoot?.querySelectorAll("input, select, button, h3, h4, p") ?? []) {
            const box = e.getBoundingClientRect();
            if (box.width && box.right > width + 0.5 && !e.closest(".scroll"))
                found.push(`${e.tagName} ${e.className} ${e.textContent.slice(0, 30)}`);
        }
    }
    return found;
}"""


def beyond(page: Page, width: int) -> list[str]:
    """What sticks out of a window of this width, and does not scroll by itself."""
    found: list[str] = page.evaluate(BEYOND, width)
    return found


def plant(page: Page) -> None:
    """Do what axe has to find: words that can hardly be read, and a button without a name."""
    page.locator(".count").evaluate(
        "e => { e.style.color = '#bbb'; e.style.background = '#ccc'; e.style.fontSize = '12px' }"
    )
    page.locator(".count").evaluate("e => e.append(document.createElement('button'))")


def sideways(page: Page, width: int) -> list[str]:
    """What is wider than a window of this width."""
    wide = [
        part
        for part in ("html", "[data-testid=stMain]")
        if page.locator(part).evaluate("e => e.scrollWidth") > width
    ]
    return wide + beyond(page, width)


@pytest.mark.parametrize("who", VISITORS)
def test_axe_finds_no_serious_violation(who: str, chromium: Browser, address: str) -> None:
    language, settings = VISITORS[who]
    context = visitor(chromium, **settings)
    page = opened(context, f"{address}{DECEMBER}&lang={language}")
    page.locator("[data-event]").nth(2).click()
    expect(page.locator(".reader h4")).to_be_visible()
    settled(page)
    assert serious(page) == []
    page.locator(".reader").get_by_role("button", name=EDIT[language]).click()
    name = page.locator("#zs-editor, #zs-title").first
    expect(name).to_be_visible()
    if name.get_attribute("id") == "zs-editor":
        name.fill("Eva")
        page.keyboard.press("Enter")
    expect(page.locator("#zs-title")).to_be_visible()
    settled(page)
    assert serious(page) == []
    if width := settings.get("viewport", {}).get("width"):
        assert sideways(page, width) == []
    context.close()


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("about=person:Olaf Scholz", "phone, German, dark"),
        ("about=person:Olaf Scholz", "light, German"),
        ("about=country:DE&about=country:RU", "dark, English"),
        ("about=country:DE&about=country:RU", "phone, English"),
    ],
)
def test_axe_finds_no_serious_violation_on_pages_and_comparisons(
    query: str, who: str, chromium: Browser, address: str
) -> None:
    language, settings = VISITORS[who]
    context = visitor(chromium, **settings)
    page = opened(context, f"{address}?{query}&lang={language}")
    for table in page.locator("summary").all():
        table.evaluate("e => e.parentElement.open = true")
    assert serious(page) == []
    if width := settings.get("viewport", {}).get("width"):
        assert sideways(page, width) == []
        page.locator(".st-key-section_ties").scroll_into_view_if_needed()
        for part in ("subject", "ties"):
            assert page.locator(f".st-key-{part}").evaluate("e => e.getBoundingClientRect().right") <= width
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


SPOKEN = """() => {
    const said = new Set();
    const skipped = ".js-plotly-plot, [data-testid=stHtml], [data-testid=stIconMaterial], style, script, noscript";
    const names = ["aria-label", "aria-valuetext", "title", "placeholder"];
    for (const node of document.body.querySelectorAll("*")) {
        if (node.closest(skipped)) continue;
        for (const name of names) said.add(node.getAttribute(name) ?? "");
        for (const part of node.childNodes) if (part.nodeType === Node.TEXT_NODE) said.add(part.nodeValue);
    }
    return [...said];
}"""
ENGLISH = re.compile(
    r"\b(add|allowed|arrow|available|browse|choose|clear|close|collapse|date|day|december|drag|drop|empty|enter|"
    r"error|expand|files?|for|help|keys|limit|light|made|menu|month|next|open|option|per|previous|print|record|"
    r"remove|select|selected|skip|the|theme|to|upload|year|yyyy)\b",
    re.IGNORECASE,
)


def english(page: Page) -> list[str]:
    return sorted(said for said in page.evaluate(SPOKEN) if ENGLISH.search(said))


def test_widgets_speak_the_visitor_s_language(chromium: Browser, address: str, tmp_path: Path) -> None:
    refused = tmp_path / "bild.png"
    refused.write_bytes(b"\x89PNG")
    context = visitor(chromium)
    page = opened(context, f"{address}?from=2025-12-01&to=2025-12-31&lang=de")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("spinbutton", name="Monat, Von")).to_have_attribute(
        "aria-valuetext", "12 – Dezember"
    )
    expect(page.get_by_role("button", name="Davor")).to_be_visible()
    assert english(page) == []
    page.get_by_role("button", name="Kalender öffnen").first.click()
    expect(page.get_by_role("button", name="Voriger Monat")).to_be_visible()
    assert english(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Menü").click()
    expect(page.get_by_text("Drucken")).to_be_visible()
    assert english(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Eigene Artikel").click()
    page.get_by_text("Eigene Personen, Organisationen").click()
    page.get_by_role("dialog").locator("input[type=file]").first.set_input_files(refused)
    expect(page.get_by_role("button", name="Entfernen: bild.png")).to_be_visible()
    expect(page.get_by_text("Dateien der Art image/png werden nicht gelesen.")).to_be_visible()
    assert english(page) == []
    page.get_by_role("dialog").get_by_role("button", name="Schließen").click()
    page.get_by_role("radio", name="EN", exact=True).click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Choose date").first).to_be_visible()
    expect(page.get_by_role("button", name="Earlier")).to_be_visible()
    context.close()


def test_at_200_percent_nothing_is_cut_off_and_axe_can_find_a_serious_violation(
    chromium: Browser, address: str
) -> None:
    # a window of 1280 pixels at 200 % has room for 640
    context = visitor(chromium, viewport={"width": 640, "height": 480}, device_scale_factor=2)
    page = opened(context, address)
    assert sideways(page, 640) == []
    plant(page)
    assert {found.split()[0] for found in serious(page)} >= {"color-contrast", "button-name"}
    context.close()
