"""Ten questions that people come with, answered in Chromium by keyboard alone and by mouse alone.

Each takes at most five actions from the start page on the samples. An action is one thing done at one control:
a word typed, a box ticked, a button pressed; going there, by Tab and arrow keys or by moving the mouse, is part
of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import browsing
import pytest
from browsing import opened, settled, visitor
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Locator, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]

MOST_ACTIONS = 5
MOST_STEPS = 90
WAY = """e => {
    const here = e.getRootNode().activeElement, list = e.closest("ul, .list");
    if (here === e) return "";
    if (!list || !here || !list.contains(here)) return "Tab";
    return here.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING ? "ArrowDown" : "ArrowUp";
}"""
SIGNERS = {
    *("Deutschland", "Frankreich", "Großbritannien", "Italien", "Polen"),
    *("Schweden", "Norwegen", "Dänemark", "Finnland", "Niederlande"),
}

OTHERS = {"Friedrich Merz", "António Costa", "Ursula von der Leyen", "Europäische Union"}


class Hands:
    """A person at the page, who counts what they do."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions = 0

    def act(self, target: Locator) -> None:
        """Press, tick or choose something."""
        self.actions += 1
        settled(self.page)
        self.do(target)
        settled(self.page)

    def do(self, target: Locator) -> None:
        raise NotImplementedError


class Mouse(Hands):
    """Moves the mouse there, wheels it into sight, and clicks."""

    def do(self, target: Locator) -> None:
        target.click()


class Keyboard(Hands):
    """Never touches the mouse."""

    def reach(self, target: Locator) -> None:
        """Go there by Tab, and within a list by the arrow keys."""
        target.wait_for()
        for _ in range(MOST_STEPS):
            key = target.evaluate(WAY)
            if not key:
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{MOST_STEPS} keys did not lead to {target}")

    def do(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Space" if target.get_attribute("type") == "checkbox" else "Enter")

    def exclude(self, tick: Locator) -> None:
        """Leave out the value of a row: from its box the arrow keys go to its minus."""
        self.actions += 1
        self.reach(tick)
        for _ in range(5):
            self.page.keyboard.press("ArrowRight")
        self.page.keyboard.press("Enter")
        settled(self.page)

    def type(self, target: Locator, text: str) -> None:
        self.actions += 1
        self.reach(target)
        self.page.keyboard.type(text)
        self.page.keyboard.press("Enter")
        settled(self.page)


@pytest.fixture
def keyboard(page: Page) -> Keyboard:
    return Keyboard(page)


@pytest.fixture
def mouse(page: Page) -> Mouse:
    return Mouse(page)


def box(page: Page, facet: str, name: str) -> Locator:
    return page.locator(f"[data-facet={facet}] .row", has=page.get_by_text(name, exact=True)).locator("input")


def minus(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"{name} ausschließen")


def listed(page: Page) -> list[str]:
    return page.locator(".list .t").all_inner_texts()


def days(page: Page) -> list[str]:
    return page.locator(".dayhead").all_inner_texts()


def number(count: str) -> int:
    return int(count.split(maxsplit=1)[0])


def chip(page: Page, text: str) -> None:
    expect(page.locator("button.chip", has_text=text).first).to_be_visible()
    settled(page)


def fits(hands: Hands) -> None:
    assert 0 < hands.actions <= MOST_ACTIONS


def peskow_rejected(page: Page) -> None:
    assert any("Peskow weist den Vorschlag des Kanzlers zurück" in title for title in listed(page))
    assert any("Absage an westliche Truppen" in title for title in listed(page))
    assert all(day.endswith("Dezember 2025") for day in days(page))


def test_what_did_peskow_reject_by_keyboard(keyboard: Keyboard, page: Page) -> None:
    keyboard.type(page.get_by_label("Suche in Titeln und Sätzen"), "Peskow")
    chip(page, "Peskow")
    keyboard.act(box(page, "kind", "Ablehnung"))
    chip(page, "Ablehnung")
    peskow_rejected(page)
    keyboard.act(page.locator("[data-event]").first)
    expect(page.locator(".reader mark.proof").first).to_be_visible()
    fits(keyboard)


def test_what_did_peskow_reject_by_mouse(mouse: Mouse, page: Page) -> None:
    mouse.act(page.get_by_role("button", name="Wer fordert, wer lehnt ab?"))
    chip(page, "Ablehnung")
    mouse.act(box(page, "persons", "Dmitri Peskow"))
    chip(page, "Dmitri Peskow")
    peskow_rejected(page)
    fits(mouse)


def signed(page: Page) -> None:
    expect(page.locator(".reader h4")).to_contain_text("gemeinsame Erklärung")
    chips = page.locator(".reader .chips .chip")
    expect(chips).to_have_count(len(SIGNERS | OTHERS))
    assert (
        set(chips.evaluate_all("chips => chips.map(chip => chip.firstChild.textContent)")) == SIGNERS | OTHERS
    )


def test_which_countries_signed_by_keyboard(keyboard: Keyboard, page: Page) -> None:
    keyboard.type(page.get_by_label("Suche in Titeln und Sätzen"), '"gemeinsame Erklärung"')
    chip(page, "gemeinsame Erklärung")
    keyboard.act(page.locator("[data-event]", has_text="gemeinsame Erklärung"))
    signed(page)
    fits(keyboard)


def test_which_countries_signed_by_mouse(mouse: Mouse, page: Page) -> None:
    mouse.act(page.get_by_role("button", name="Berliner Gespräche im Dezember 2025"))
    chip(page, "Dezember 2025")
    mouse.act(page.locator("[data-event]", has_text="gemeinsame Erklärung"))
    signed(page)
    fits(mouse)


def us_without_germany(page: Page) -> None:
    titles = listed(page)
    assert any("Unterhändler aus den USA und der Ukraine" in title for title in titles)
    assert any("Witkoff" in title for title in titles)
    assert len(titles) < 8
    query = parse_qs(urlsplit(page.url).query)
    assert (query["country"], query["not-country"]) == (["US"], ["DE"])


def test_the_week_of_the_berlin_talks_by_keyboard(keyboard: Keyboard, page: Page) -> None:
    keyboard.act(page.get_by_role("button", name="Berliner Gespräche im Dezember 2025"))
    chip(page, "Dezember 2025")
    keyboard.act(box(page, "countries", "USA"))
    chip(page, "USA")
    keyboard.exclude(box(page, "countries", "Deutschland"))
    expect(page.locator(".chip.not")).to_contain_text("Deutschland")
    settled(page)
    us_without_germany(page)
    fits(keyboard)


def test_the_week_of_the_berlin_talks_by_mouse(mouse: Mouse, page: Page) -> None:
    mouse.act(page.get_by_role("button", name="Berliner Gespräche im Dezember 2025"))
    chip(page, "Dezember 2025")
    mouse.act(box(page, "countries", "USA"))
    chip(page, "USA")
    mouse.act(minus(page, "Deutschland"))
    expect(page.locator(".chip.not")).to_contain_text("Deutschland")
    settled(page)
    us_without_germany(page)
    fits(mouse)


@pytest.mark.parametrize("way", [Keyboard, Mouse])
def test_which_events_rest_on_one_source(way: Callable[[Page], Hands], page: Page) -> None:
    everything = page.locator(".count").inner_text()
    hands = way(page)
    hands.act(page.locator("[data-facet=sources] h3 button"))
    hands.act(box(page, "sources", "nur ein Artikel"))
    chip(page, "nur ein Artikel")
    expect(page.locator(".count")).not_to_have_text(everything)
    left = page.locator(".count").inner_text()
    # two articles each tell of Alaska and of the meeting in the White House
    assert number(everything) - number(left) == 2
    hands.act(page.locator("[data-event]").first)
    expect(page.locator(".reader dl")).to_contain_text("1 Artikel")
    fits(hands)


@pytest.mark.parametrize("way", [Keyboard, Mouse])
def test_send_a_colleague_the_view(way: Callable[[Page], Hands], page: Page, chromium: Browser) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    hands = way(page)
    hands.act(box(page, "countries", "Ukraine"))
    chip(page, "Ukraine")
    hands.act(page.get_by_role("button", name="Link kopieren"))
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    fits(hands)
    link = page.evaluate("navigator.clipboard.readText()")
    page.context.clear_permissions()
    colleague = visitor(chromium, locale="en-GB")
    assert listed(opened(colleague, link)) == listed(page)
    colleague.close()
