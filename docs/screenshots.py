"""Makes the pictures of the documentation anew: `make screenshots`, or `python docs/screenshots.py`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import synthetic  # noqa: E402  the tests' helpers are no package
from browsing import PHONE, browser, click_mark, opened, served, settled, visitor  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

DOCS = ROOT / "docs"
DECEMBER = "?from=2025-12-01&to=2025-12-31&lanes=persons&order=count"
ARTICLE = """Merz reist nach Warschau

Stand: 14.11.2025, 18:30 Uhr

Bundeskanzler Friedrich Merz hat am Freitag in Warschau den polnischen Ministerpräsidenten Donald Tusk \
getroffen. Am Montag will Tusk nach Kiew reisen.
"""


def main() -> None:
    """Take all pictures, or those whose names are given."""
    wanted = set(sys.argv[1:])
    with browser() as started, tempfile.TemporaryDirectory() as folder:
        with served() as address:
            for name, query, settings, act in SAMPLES:
                if not wanted or name in wanted:
                    take(started, name, address + query, settings, act)
        if not wanted or "dense" in wanted:
            many = synthetic.saved(synthetic.news(12_000, documents=900), Path(folder) / "news.parquet")
            with served(many) as address:
                take(started, "dense", address + "?lanes=kind", {}, rest)
        if not wanted or "error" in wanted:
            with served(Path(folder) / "keine-artikel") as address:
                take(started, "error", address, {}, rest)


def take(
    started: Browser,
    name: str,
    address: str,
    settings: dict[str, Any],
    act: Callable[[Page], None],
) -> None:
    """Open a page, do something on it, and take its picture."""
    context = visitor(started, **({"viewport": {"width": 1360, "height": 900}} | settings))
    page = opened(context, address)
    act(page)
    page.screenshot(path=DOCS / f"{name}.png", animations="disabled")
    context.close()


def rest(page: Page) -> None:
    """Do nothing."""
    page.mouse.move(0, 0)


def read(page: Page) -> None:
    """Open an event and show its proof."""
    click_mark(page, 1)
    page.locator(".reader h4").wait_for()
    settled(page)
    scroll_to(page, ".reader", -48)


def scroll_to(page: Page, selector: str, above: int) -> None:
    """Bring a part of the page to the top of the window."""
    top = page.locator(selector).first.bounding_box()
    assert top
    page.locator("[data-testid=stMain]").evaluate("(main, by) => main.scrollBy(0, by)", top["y"] + above)
    page.mouse.move(0, 0)


def told(page: Page) -> None:
    """Put the hints for a first visit away."""
    page.locator(".hints button").click()
    page.locator(".hints").wait_for(state="hidden")
    settled(page)
    page.mouse.move(0, 0)


def ties(page: Page) -> None:
    """Show with whom."""
    page.get_by_role("button", name="With whom").click()
    page.locator("[data-facet=countries] .row").first.wait_for()
    settled(page)
    page.mouse.move(0, 0)


def numbers(page: Page) -> None:
    """Show the numbers of a comparison."""
    scroll_to(page, ".st-key-section_abreast", -60)


def narrow(page: Page) -> None:
    """Choose one value and exclude another."""
    page.locator("[data-facet=countries] .row", has_text="Ukraine").locator("input").click()
    page.locator(".chip", has_text="Ukraine").first.wait_for()
    page.get_by_role("button", name="Russland ausschließen").click()
    page.locator(".chip.not").wait_for()
    settled(page)
    page.mouse.move(0, 0)


def paste(page: Page) -> None:
    """Open the dialog for one's own articles."""
    page.get_by_role("button", name="Eigene Artikel").click()
    page.get_by_label("oder einfügen").fill(ARTICLE)


SAMPLES: list[tuple[str, str, dict[str, Any], Callable[[Page], None]]] = [
    ("page", "", {}, rest),
    ("month", DECEMBER, {}, rest),
    ("proof", DECEMBER, {}, read),
    ("dark", DECEMBER, {"color_scheme": "dark"}, read),
    ("filters", "?lanes=countries", {"color_scheme": "dark"}, narrow),
    ("english", "?lanes=kind", {"locale": "en-GB"}, rest),
    ("phone", "?lanes=countries", PHONE, rest),
    ("phone-proof", DECEMBER, PHONE, read),
    ("own", "", {}, paste),
    ("entity", "?about=person:Friedrich Merz&lanes=countries&lang=de", {}, told),
    ("entity-ties", "?about=country:DE&lang=en", {"color_scheme": "dark"}, ties),
    ("entity-phone", "?about=person:Friedrich Merz&lang=de", PHONE, rest),
    ("compare", "?about=country:DE&about=country:RU&from=2024-01-01&to=2025-12-31&lang=de", {}, told),
    ("compare-numbers", "?about=source:d05_berlin&about=source:kreml_absage&lang=de", {}, numbers),
    ("empty", "?text=Papagei&country=UA&lang=de", {}, rest),
]

if __name__ == "__main__":
    main()
