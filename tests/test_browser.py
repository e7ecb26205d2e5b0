"""The page as a person uses it, in Chromium."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import browsing
import pytest
from browsing import brush, click_mark, opened, settled, visitor
from playwright.sync_api import expect

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]

CANARY = (
    "<script>window.canary = 1</script><img src=x onerror='window.canary = 1'> "
    ":red[rot] **fett** $x^2$ [Verweis](javascript:window.canary=1)"
)
ARTICLE = f"""Tusk warnt {CANARY}

Stand: 14.11.2025, 18:30 Uhr

Bundeskanzler Friedrich Merz hat am Freitag in Warschau den polnischen Ministerpräsidenten Donald Tusk \
getroffen. Am Donnerstag forderte Tusk mehr Hilfe {CANARY} für die Ukraine.
"""
SCRIPT_DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
BACKGROUND = {"light": "rgb(251, 250, 247)", "dark": "rgb(21, 24, 27)"}
TICK = {"light": "rgb(106, 101, 92)", "dark": "rgb(169, 165, 156)"}


def count(page: Page) -> int:
    return int(page.locator(".count").inner_text().split()[0].replace(".", ""))


def titles(page: Page) -> list[str]:
    return page.locator(".list .scroll .t").all_inner_texts()


def marks(page: Page) -> int:
    return page.locator("[data-testid=stPlotlyChart]").nth(1).locator(".point").count()


def choose(page: Page, facet: str, value: str) -> None:
    settled(page)
    page.locator(f"[data-facet={facet}] .row", has_text=value).locator("input").click()


def test_it_loads(page: Page) -> None:
    expect(page.get_by_role("heading", name="Zeitstrahl")).to_be_visible()
    expect(page.locator("[data-testid=stPlotlyChart] .main-svg").first).to_be_visible()
    assert count(page) > 50
    assert marks(page) > 20
    assert page.locator("[data-testid=stException]").count() == 0


def test_a_facet_narrows_chart_and_list_and_back_undoes_it(page: Page) -> None:
    before = count(page), marks(page), titles(page)
    choose(page, "countries", "Ukraine")
    expect(page.locator(".chip", has_text="Ukraine").first).to_be_visible()
    settled(page)
    assert count(page) < before[0]
    assert titles(page) != before[2]
    assert parse_qs(urlsplit(page.url).query)["country"] == ["UA"]
    row = page.locator("[data-facet=countries] .row", has_text="Ukraine")
    assert int(row.locator(".n").inner_text()) >= count(page)
    page.go_back()
    expect(page.locator("[data-facet=countries] .row.on")).to_have_count(0)
    settled(page)
    assert (count(page), marks(page)) == before[:2]


def test_a_value_can_be_excluded_and_all_filters_cleared(page: Page) -> None:
    everything = count(page)
    page.get_by_role("button", name="Russland ausschließen").click()
    expect(page.locator(".chip.not")).to_have_text("−Russland×")
    settled(page)
    without = count(page)
    choose(page, "countries", "Ukraine")
    expect(page.locator(".chip", has_text="Ukraine").first).to_be_visible()
    settled(page)
    assert count(page) < without < everything
    page.get_by_role("button", name="Alle Filter löschen").click()
    expect(page.locator(".chip.not")).to_have_count(0)
    settled(page)
    assert count(page) == everything


def test_searching_within_a_facet(page: Page) -> None:
    field = page.locator("[data-facet=persons] input[type=search]")
    field.fill("erdogan")
    expect(page.locator("[data-facet=persons] .row")).to_have_count(1)
    expect(page.locator("[data-facet=persons] .row .name")).to_have_text("Recep Tayyip Erdoğan")


def test_a_click_on_a_mark_opens_its_event_and_the_list_shows_it(page: Page) -> None:
    page.goto(f"{page.url}?from=2025-12-01&to=2025-12-31&lang=de")
    settled(page)
    click_mark(page)
    current = page.locator("[aria-current=true]")
    expect(current).to_have_count(1)
    title = current.locator(".t").inner_text()
    expect(page.locator(".reader h4")).to_have_text(title)
    expect(page.locator(".reader mark.proof").first).to_be_visible()
    assert parse_qs(urlsplit(page.url).query)["event"] == [current.get_attribute("data-event")]
    settled(page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Zitieren").click()
    expect(page.get_by_role("button", name="Kopiert")).to_be_visible()
    cited = page.evaluate("navigator.clipboard.readText()")
    assert title in cited
    assert f"event={current.get_attribute('data-event')}" in cited
    page.context.clear_permissions()


def test_the_list_opens_events_by_keyboard(page: Page) -> None:
    first, second = titles(page)[:2]
    settled(page)
    page.locator("[data-event]").first.click()
    expect(page.locator(".reader h4")).to_have_text(first)
    page.locator("[data-event]").first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".reader h4")).to_have_text(second)
    page.keyboard.press("ArrowUp")
    expect(page.locator(".reader h4")).to_have_text(first)


def test_brushing_the_overview_sets_the_range(page: Page) -> None:
    everything = count(page)
    brush(page, 0.8, 0.9)
    assert 0 < count(page) < everything
    query = parse_qs(urlsplit(page.url).query)
    assert query["from"] < query["to"]
    drawn = page.locator("[data-testid=stPlotlyChart]").first.locator(".selectionlayer path").first
    expect(drawn).to_be_attached()
    choose(page, "countries", "Ukraine")
    expect(page.locator(".chip", has_text="Ukraine").first).to_be_visible()
    settled(page)
    expect(drawn).to_be_attached()


def test_a_link_restores_the_whole_view(page: Page, chromium: Browser) -> None:
    choose(page, "countries", "Deutschland")
    expect(page.locator(".chip", has_text="Deutschland").first).to_be_visible()
    page.get_by_role("radio", name="Personen").click()
    expect(page.get_by_role("radio", name="Personen")).to_be_checked()
    settled(page)
    page.locator("[data-event]").nth(2).click()
    expect(page.locator(".reader h4")).to_be_visible()
    settled(page)
    other = opened(visitor(chromium, locale="en-GB"), page.url)
    assert titles(other) == titles(page)
    assert other.locator(".reader h4").inner_text() == page.locator(".reader h4").inner_text()
    expect(other.get_by_role("radio", name="Personen")).to_be_checked()
    assert marks(other) == marks(page)
    other.context.close()


def test_clicks_that_come_faster_than_the_page_is_drawn_all_count(page: Page) -> None:
    """In one task of the browser, as if all came before the first was answered; then while runs are on their way."""
    press = """([facet, name]) => {
        const parts = [...document.querySelectorAll("*")].map((e) => e.shadowRoot).filter(Boolean);
        const rows = parts.flatMap((part) => [...part.querySelectorAll(`[data-facet=${facet}] .row`)]);
        rows.find((row) => row.textContent.includes(name)).querySelector("input").click();
    }"""
    for facet, names in (
        ("countries", ("Deutschland", "Ukraine", "USA", "Russland")),
        ("kind", ("Äußerung", "Gespräche", "Forderung")),
    ):
        for name in names:
            page.evaluate(press, [facet, name])
        for name in names:
            expect(page.locator("button.chip", has_text=name)).to_be_visible()
        page.get_by_role("radio", name="Personen").click()
    expect(page.get_by_role("radio", name="Personen")).to_be_checked()
    settled(page)
    query = parse_qs(urlsplit(page.url).query)
    assert (sorted(query["country"]), query["lanes"]) == (["DE", "RU", "UA", "US"], ["persons"])


def test_what_is_pressed_stays_until_it_is_let_go(page: Page) -> None:
    row = page.locator("[data-event]").nth(2)
    row.scroll_into_view_if_needed()
    title, box, everything = row.locator(".t").inner_text(), row.bounding_box(), page.url
    assert box
    page.mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.get_by_role("radio", name="Personen").evaluate("e => e.click()")
    page.wait_for_url(lambda url: url != everything)
    expect(page.locator(SCRIPT_DONE)).to_be_attached()
    page.mouse.up()
    expect(page.locator(".reader h4")).to_have_text(title)
    assert "lanes=persons" in page.url


def test_the_browser_s_language_is_the_page_s(chromium: Browser, address: str) -> None:
    page = opened(visitor(chromium, locale="en-US"), address)
    expect(page.get_by_text("Who did what, when")).to_be_visible()
    expect(page.locator(".count")).to_contain_text("events")
    page.context.close()


def test_pasted_text_gives_events_and_runs_no_script(page: Page) -> None:
    page.get_by_role("button", name="Eigene Artikel").click()
    page.get_by_label("oder einfügen").fill(ARTICLE)
    page.get_by_role("button", name="Ereignisse finden").click()
    expect(page.get_by_role("button", name="Zurück zu den Beispielen")).to_be_visible()
    settled(page)
    assert 0 < count(page) < 10
    settled(page)
    page.locator("[data-event]", has_text="Tusk").first.click()
    expect(page.locator(".reader h4")).to_be_visible()
    page.get_by_role("button", name="Ganzer Artikel").click()
    expect(page.locator("blockquote")).to_contain_text(CANARY)
    click_mark(page)
    settled(page)
    assert page.evaluate("window.canary") is None
    assert page.locator("a[href^='javascript:']").count() == 0


def test_uploaded_files_give_events_that_no_other_visitor_sees_and_nothing_comes_from_elsewhere(
    german: BrowserContext, address: str, tmp_path: Path
) -> None:
    page = german.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    settled(page)
    good, bad = tmp_path / "<b>warschau 'x'.txt", tmp_path / "leer.txt"
    good.write_text(ARTICLE, encoding="utf-8")
    bad.write_bytes(b"\x00\x01\x02" * 50)
    page.get_by_role("button", name="Eigene Artikel").click()
    page.get_by_role("dialog").locator("input[type=file]").first.set_input_files([good, bad])
    expect(page.get_by_text("leer.txt").first).to_be_visible()
    page.get_by_role("button", name="Ereignisse finden").click()
    expect(page.get_by_role("button", name="Zurück zu den Beispielen")).to_be_visible()
    settled(page)
    assert 0 < count(page) < 10
    expect(page.get_by_text("leer.txt")).to_be_visible()
    assert page.evaluate("window.canary") is None
    other = opened(german, address)
    assert count(other) > 50
    other.close()
    page.get_by_role("button", name="Zurück zu den Beispielen").click()
    expect(page.get_by_role("button", name="Zurück zu den Beispielen")).to_have_count(0)
    settled(page)
    assert count(page) > 50
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    page.close()


def test_a_narrow_window_needs_no_scrolling_sideways(chromium: Browser, address: str) -> None:
    page = opened(visitor(chromium, viewport={"width": 360, "height": 740}), address)
    page.locator("[data-event]").nth(1).click()
    expect(page.locator(".reader h4")).to_be_visible()
    settled(page)
    for part in ("html", "[data-testid=stMain]"):
        assert page.locator(part).evaluate("e => e.scrollWidth") <= 360
    page.context.close()


def test_page_and_charts_follow_the_theme(page: Page) -> None:
    tick = page.locator("[data-testid=stPlotlyChart]").nth(1).locator(".xtick text").first
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("[data-testid=stApp]")).to_have_css("background-color", BACKGROUND[scheme])
        expect(tick).to_have_css("fill", TICK[scheme])
        colours.append(page.locator(".count").evaluate("e => getComputedStyle(e).color"))
    assert colours[0] != colours[1]


def test_the_samples_come_with_views_to_begin_with(page: Page) -> None:
    everything = count(page)
    page.get_by_role("button", name="Wer fordert, wer lehnt ab?").click()
    expect(page.locator(".chip", has_text="Ablehnung").first).to_be_visible()
    settled(page)
    assert 0 < count(page) < everything
    assert page.title().startswith("Ablehnung, Forderung")


NAMES = """kind,name,aliases,country,gender,office,start
person,Erika Beispiel,Erika von Beispiel,DE,f,,
office,DE.Musterstadt.mayor,Oberbürgermeisterin,DE,,,
holder,Erika Beispiel,,,,DE.Musterstadt.mayor,2024-05-01
"""
MAYOR = """Tusk empfängt Gast aus Musterstadt

Stand: 14.11.2025, 18:30 Uhr

Erika von Beispiel hat am Freitag in Warschau Ministerpräsident Donald Tusk getroffen. Am Montag forderte die \
Oberbürgermeisterin mehr Geld.
"""


def test_own_names_count_for_own_articles_only_and_outlive_a_reload(
    page: Page, chromium: Browser, tmp_path: Path
) -> None:
    good, bad = tmp_path / "namen.csv", tmp_path / "<b>falsch.csv"
    good.write_text(NAMES, encoding="utf-8")
    bad.write_text("kind,name\nalien,Zork\n", encoding="utf-8")
    page.get_by_role("button", name="Eigene Artikel").click()
    page.get_by_label("oder einfügen").fill(MAYOR)
    page.get_by_text("Eigene Personen, Organisationen").click()
    with page.expect_download() as template:
        page.get_by_role("button", name="Vorlage herunterladen").click()
    assert "Erika Beispiel" in template.value.path().read_text(encoding="utf-8")
    chooser = page.get_by_role("dialog").locator("input[type=file]").nth(1)
    chooser.set_input_files(bad)
    expect(page.get_by_text("falsch.csv")).to_be_visible()
    page.get_by_role("button", name="Ereignisse finden").click()
    expect(page.get_by_role("alert")).to_contain_text("<b>falsch.csv, Zeile 2: kind 'alien'; erlaubt: person")
    chooser.set_input_files(good)
    expect(page.get_by_text("namen.csv")).to_be_visible()
    page.get_by_role("button", name="Ereignisse finden").click()
    expect(page.get_by_role("button", name="Zurück zu den Beispielen")).to_be_visible()
    settled(page)
    expect(page.locator("[data-facet=persons] .name", has_text="Erika Beispiel")).to_be_visible()
    found = titles(page)
    page.reload()
    expect(page.locator(".list .scroll .t")).to_have_count(len(found))
    settled(page)
    assert titles(page) == found
    stranger = visitor(chromium)
    other = opened(stranger, page.url)
    expect(other.get_by_text("Hier sind die Beispiele")).to_be_visible()
    settled(other)
    assert count(other) > 50
    assert "Erika Beispiel" not in other.locator("[data-facet=persons]").inner_text()
    stranger.close()
    page.get_by_role("button", name="Zurück zu den Beispielen").click()
    expect(page.get_by_text("Zum Beispiel:")).to_be_visible()


def test_a_view_can_be_saved_found_again_and_deleted(chromium: Browser, address: str) -> None:
    context = visitor(chromium)
    page = opened(context, address)
    page.get_by_role("button", name="Verstanden").click()
    choose(page, "countries", "Ukraine")
    expect(page.locator("button.chip", has_text="Ukraine").first).to_be_visible()
    settled(page)
    found = titles(page)
    page.get_by_role("button", name="Ansichten").click()
    page.get_by_label("Name der Ansicht").fill("Meine <i>Ukraine</i>")
    page.get_by_role("button", name="Ansicht speichern").click()
    later = opened(context, address)
    expect(later.locator(".hints")).to_have_count(0)
    later.get_by_role("button", name="Ansichten").click()
    later.get_by_role("button", name="Meine <i>Ukraine</i>", exact=True).click()
    expect(later.locator("button.chip", has_text="Ukraine").first).to_be_visible()
    settled(later)
    assert titles(later) == found
    later.get_by_role("button", name="Ansicht löschen: Meine <i>Ukraine</i>").click()
    expect(later.get_by_text("Noch keine Ansicht gespeichert.")).to_be_visible()
    context.close()


def test_embedded_it_shows_the_view_alone_and_leads_to_the_whole_page(
    german: BrowserContext, address: str
) -> None:
    page = german.new_page()
    page.goto(f"{address}/?embed=true&from=2025-12-01&to=2025-12-31&lanes=persons&lang=de")
    settled(page)
    expect(page.get_by_role("button", name="Eigene Artikel")).to_have_count(0)
    expect(page.get_by_role("heading", name="Zeitstrahl")).to_have_count(0)
    shown = titles(page)
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Im Zeitstrahl öffnen").click()
    whole = opening.value
    settled(whole)
    expect(whole.get_by_role("heading", name="Zeitstrahl")).to_be_visible()
    assert titles(whole) == shown
    whole.close()
    page.set_viewport_size({"width": 640, "height": 480})
    for part in ("html", "[data-testid=stMain]"):
        expect(page.locator(part)).to_have_js_property("scrollWidth", 640)
    page.close()


def test_presets_pins_and_months_are_one_click_each(page: Page) -> None:
    page.get_by_label("Schnellwahl").select_option("ab heute")
    expect(page.locator("button.chip", has_text="Von ")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Alle Filter löschen").click()
    expect(page.locator("button.chip", has_text="Von ")).to_have_count(0)
    settled(page)
    page.get_by_role("button", name="Schweiz: Zeile oben anheften").click()
    first = page.locator("[data-testid=stPlotlyChart]").nth(1).locator(".ytick text").first
    expect(first).to_contain_text("★ Schweiz")
    settled(page)
    page.locator("[data-facet=year] h3 button").click()
    page.get_by_role("button", name="Monate von 2025").click()
    choose(page, "year", "November 2025")
    expect(page.locator("button.chip", has_text="November 2025")).to_be_visible()
    settled(page)
    query = parse_qs(urlsplit(page.url).query)
    assert (query["pin"], query["year"]) == (["CH"], ["2025-11"])
