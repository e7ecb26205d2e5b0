"""Pages for one actor, and comparisons, as a person uses them in Chromium."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import browsing
import pytest
from browsing import click_point, opened, settled, visitor
from playwright.sync_api import expect
from test_browser import choose, count

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]


def about(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("about", [])


def heading(page: Page, name: str) -> None:
    """Wait for the page of someone to be there."""
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    settled(page)


def test_facets_chips_and_lanes_lead_to_a_page_and_back(page: Page) -> None:
    everything = count(page)
    page.locator("[data-facet=persons]").get_by_role("button", name="Seite öffnen: Friedrich Merz").click()
    heading(page, "Friedrich Merz")
    assert about(page) == ["person:Friedrich Merz"]
    assert page.title() == "Friedrich Merz – Zeitstrahl"
    assert 0 < count(page) < everything
    page.locator("[data-event]").first.click()
    expect(page.locator(".reader h4")).to_be_visible()
    settled(page)
    page.locator(".reader").get_by_role("button", name="Seite öffnen: Markus Söder").click()
    heading(page, "Markus Söder")
    page.go_back()
    heading(page, "Friedrich Merz")
    page.go_back()
    page.go_back()
    expect(page.get_by_role("heading", name="Friedrich Merz")).to_have_count(0)
    settled(page)
    assert count(page) == everything
    page.go_forward()
    heading(page, "Friedrich Merz")
    page.get_by_role("button", name="Zum Zeitstrahl").click()
    expect(page.get_by_role("heading", name="Friedrich Merz")).to_have_count(0)
    settled(page)
    page.locator(".st-key-pages").get_by_role("button", name="Seite öffnen: Ukraine").click()
    heading(page, "Ukraine")
    page.locator("[class*=st-key-timeline_] .ytick text", has_text="Deutschland").click()
    heading(page, "Deutschland")


def test_a_page_is_worked_by_keyboard(page: Page) -> None:
    page.goto(page.url + "?about=person:Friedrich Merz&lang=de&with=person")
    heading(page, "Friedrich Merz")
    page.get_by_role("button", name="Mit wem").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-section_ties")).to_be_in_viewport()
    tab = page.locator(".st-key-ties").get_by_role("button", name="Länder", exact=True)
    tab.focus()
    page.keyboard.press("Enter")
    expect(tab).to_have_attribute("aria-pressed", "true")
    settled(page)
    node = page.locator("svg.net").get_by_role("button", name="Seite öffnen: Ukraine")
    node.focus()
    page.keyboard.press("Enter")
    heading(page, "Ukraine")
    everything = count(page)
    role = page.locator(".st-key-subject").get_by_role("button", name="ist gemeint:")
    role.focus()
    page.keyboard.press("Enter")
    expect(page.locator("button.chip", has_text="ist gemeint")).to_be_visible()
    settled(page)
    assert 0 < count(page) < everything


def test_who_refused_whom_is_one_click_away(page: Page) -> None:
    page.goto(page.url + "?about=person:Friedrich Merz&lang=de")
    heading(page, "Friedrich Merz")
    page.get_by_role("button", name="Ablehnung mit Dmitri Peskow").click()
    expect(page.locator("button.chip", has_text="Dmitri Peskow").first).to_be_visible()
    settled(page)
    assert count(page) == 1
    expect(page.locator("[data-event] .t")).to_contain_text("Peskow")
    assert page.title().startswith("Friedrich Merz – Dmitri Peskow, Ablehnung")


def test_the_course_and_the_offices_lead_to_their_time(page: Page) -> None:
    page.goto(page.url + "?about=person:Olaf Scholz&lang=de")
    heading(page, "Olaf Scholz")
    everything = count(page)
    page.get_by_text("Alle Ämter als Tabelle").click()
    expect(page.get_by_role("cell", name="8. Dezember 2021 bis 5. Mai 2025")).to_be_visible()
    bar = page.locator(".st-key-section_offices .barlayer .point").last
    click_point(page, bar)
    expect(page.locator("button.chip", has_text=" bis ")).to_be_visible()
    settled(page)
    assert 0 < count(page) <= everything
    assert {"from", "to"} <= set(parse_qs(urlsplit(page.url).query))


def test_tables_do_by_keyboard_what_their_charts_do_by_mouse(page: Page) -> None:
    page.goto(page.url + "?about=person:Olaf Scholz&lang=de")
    heading(page, "Olaf Scholz")
    everything = count(page)

    def enter(table: str, button: str, begin: str, end: str) -> None:
        part = page.locator(f".st-key-table_{table}")
        part.locator("summary").focus()
        page.keyboard.press("Enter")
        part.get_by_role("button", name=button).first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: parse_qs(urlsplit(url).query).get("from") == [begin])
        settled(page)
        assert parse_qs(urlsplit(page.url).query)["to"] == [end]
        assert 0 < count(page) <= everything

    expect(page.locator(".st-key-table_offices th[scope=row]").last).to_have_text("Bundeskanzler")
    enter("offices", "Diesen Zeitraum zeigen: 8. Dezember 2021 bis", "2021-12-08", "2025-05-05")
    enter("course_kinds", ", 2024: ", "2024-01-01", "2024-12-31")
    page.locator(".st-key-table_course_roles summary").focus()
    page.keyboard.press("Enter")
    # within a year the columns are months
    month = page.locator(".st-key-table_course_roles").get_by_role("button", name=" 2024: ").first
    expect(month).to_have_attribute("aria-label", re.compile(r"handelt|gemeint|nimmt|unter"))
    month.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not parse_qs(urlsplit(url).query)["to"][0].endswith("12-31"))
    page.goto(page.url.partition("?")[0] + "?about=country:DE&lang=de")
    heading(page, "Deutschland")
    offices = page.locator(".st-key-table_offices")
    offices.locator("summary").focus()
    page.keyboard.press("Enter")
    offices.get_by_role("button", name="Seite öffnen: Friedrich Merz").focus()
    page.keyboard.press("Enter")
    heading(page, "Friedrich Merz")


def test_two_countries_side_by_side_and_what_they_share(page: Page, chromium: Browser) -> None:
    for country in ("Deutschland", "Russland"):
        choose(page, "countries", country)
        expect(page.locator("button.chip", has_text=country).first).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Deutschland und Russland vergleichen").first.click()
    heading(page, "Vergleich")
    assert about(page) == ["country:DE", "country:RU"]
    assert page.title().startswith("Deutschland und Russland im Vergleich")
    lanes = page.locator("[data-testid=stPlotlyChart]").nth(1).locator(".ytick")
    expect(lanes).to_have_count(2)
    expect(lanes.first).to_contain_text("Deutschland")
    common = page.get_by_role("radio", name="Gemeinsam")
    shared = int(common.inner_text().split()[-1])
    common.click()
    expect(common).to_be_checked()
    expect(page.locator(".count")).to_have_text(re.compile(rf"^{shared} "))
    settled(page)
    assert count(page) == shared > 0
    other = opened(visitor(chromium, locale="en-GB"), page.url.replace("lang=de", "lang=en"))
    heading(other, "Comparison")
    assert count(other) == shared
    other.context.close()
    lanes.first.locator("text").click()
    heading(page, "Deutschland")
    page.go_back()
    heading(page, "Vergleich")
    page.get_by_role("searchbox", name="Person, Land, Organisation oder Quelle").fill("selensk")
    page.locator(".st-key-subject").get_by_role("button", name="Wolodymyr Selenskyj").click()
    expect(page.locator(".st-key-abreast thead th")).to_have_count(3)
    settled(page)
    assert about(page) == ["country:DE", "country:RU", "person:Wolodymyr Selenskyj"]
    for name in ("Deutschland", "Russland"):
        page.get_by_role("button", name=f"{name} aus dem Vergleich nehmen").click()
        expect(page.get_by_role("button", name=f"{name} aus dem Vergleich nehmen")).to_have_count(0)
        settled(page)
    heading(page, "Wolodymyr Selenskyj")
