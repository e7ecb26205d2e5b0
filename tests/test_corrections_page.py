"""Correcting events in the page, as a person does it; and who sees whose edits."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import browsing
import pytest
from browsing import opened, settled, visitor
from playwright.sync_api import expect
from test_dashboard_app import count, page, part, run, titles

from pipeline import chain, corrections
from pipeline.cli import main
from pipeline.corrections import Log, corpus, edit, files, target
from pipeline.query import answer, build
from pipeline.query.filter import Filter
from views import desk, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from pipeline.corrections import Edit
    from pipeline.schema import Event

CANARY = "<img src=x onerror='window.canary = 1'> :red[rot] **fett** [V](javascript:window.canary=1)"
ARTICLE = """Rat tagt in Kassel

6. Mai 2024, 17:20 Uhr

Bundeskanzler Olaf Scholz hat am Montag in Kassel den französischen Präsidenten Emmanuel Macron getroffen. Am \
Sonntag unterzeichnete Scholz ein Abkommen mit Polen. Am Dienstag forderte Macron mehr Hilfe für die Ukraine. \
Der Zug kam am Freitag an.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    found = tmp_path / "articles"
    found.mkdir()
    (found / "rat.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(found))
    monkeypatch.delenv("ZEITSTRAHL_CORRECTIONS", raising=False)
    return found


def events_of(folder: Path) -> tuple[list[Event], corrections.Corpus]:
    found = chain.find(folder, texts=True)
    return found.events, corpus(found.events, found.articles)


def edits_of(folder: Path) -> list[Edit]:
    """A rejection of the first event, and another title for the second."""
    events, known = events_of(folder)
    no = edit("reject", "Eva", event=target(events[0], events[0], known))
    title = {"title": f"Berichtigt {CANARY}"}
    other = edit(
        "change",
        "Eva",
        event=target(events[1], events[1], known),
        changes=title,
        was={"title": events[1].title},
    )
    return [no, other]


def test_the_page_applies_the_file_that_it_was_started_with(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "c.jsonl"
    monkeypatch.setenv("ZEITSTRAHL_CORRECTIONS", str(file))
    before = count(page())
    made = edits_of(folder)
    files.append(file, made)
    at = page()
    assert count(at) == (before[0] - 1, before[1] - 1)
    assert f"Berichtigt {CANARY}" in titles(at)
    items = [item for group in part(at, "reading")["groups"] for item in group["items"]]
    assert sum("berichtigt" in item["about"] for item in items) == 1
    assert "von Hand berichtigt" in [form["label"] for form in part(at, "legend")["forms"]]
    event = events_of(folder)[0][1].event_id
    shown = part(page(event=event, lang="en"), "reading")
    assert [one["by"] for one in shown["edit"]["history"]] == ["Eva"]
    assert "corrected" in shown["event"]["status"]
    assert any(label == "Corrected" and "Eva" in value for label, value in shown["event"]["table"])
    # what another writes is seen at the next click
    files.append(file, [edit("undo", "Max", undoes=made[0].id)])
    assert count(run(at)) == before


def test_a_visitors_edits_are_no_one_elses(folder: Path) -> None:
    before = count(page())
    mine = page()
    mine.session_state["edits"] = Log(tuple(edits_of(folder)))
    assert count(run(mine))[1] == before[1] - 1
    assert count(page()) == before
    assert count(run(mine))[1] == before[1] - 1


def test_what_fits_no_more_is_listed_with_its_reason(folder: Path) -> None:
    made = edits_of(folder)
    changed = ARTICLE.replace("Am Dienstag forderte", "Da forderte").replace("kam am Freitag", "kam dann")
    (folder / "rat.txt").write_text(changed, encoding="utf-8")
    at = page()
    at.session_state["edits"] = Log(tuple(made), ("line 3: no JSON",))
    title = f"Korrekturen ({len(made)}), {len(made) + 1} davon ohne Gegenstück"
    assert title in [folded.label for folded in run(at).expander]
    at.session_state["edits_open"] = True
    lost = part(run(at), "corrections")
    assert [one["id"] for one in lost["lost"]] == [one.id for one in sorted(made, key=lambda one: one.order)]
    assert lost["lost"][0]["why"] == "Der Artikel hat sich geändert, und der Satz steht nicht mehr darin."
    assert lost["problems"] == ["line 3: no JSON"]


def test_edits_of_a_corrected_store_can_be_taken_back(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, store = tmp_path / "c.jsonl", tmp_path / "events.parquet"
    made = edits_of(folder)
    files.append(file, made)
    assert main(["extract", str(folder), "-o", str(store), "--corrections", str(file)]) == 0
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(store))
    events, _ = events_of(folder)
    assert count(page())[1] == len(events) - 1
    at = page()
    at.session_state["edits"] = Log(tuple(edit("undo", "Max", undoes=one.id) for one in made))
    assert sorted(titles(run(at))) == sorted(event.title for event in events)


def test_the_index_is_not_built_anew_for_an_edit(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = chain.find(folder, texts=True)
    data = source._data(chain.tables(found), "", found.events)
    sizes = []
    real = build

    def watched(*tables):  # type: ignore[no-untyped-def]
        sizes.append(len(tables[0]))
        return real(*tables)

    monkeypatch.setattr("pipeline.query.splice.build", watched)
    made = desk._made(desk.source_of(data), data, tuple(edits_of(folder)), ())
    assert sizes == [1]
    assert answer(made.index, Filter()).total == len(data.index) - 1


# --- in a browser

browser_only = [
    pytest.mark.browser,
    pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A page that was started with a file of corrections."""
    home = tmp_path_factory.mktemp("kept")
    (home / "articles").mkdir()
    (home / "articles" / "rat.txt").write_text(ARTICLE, encoding="utf-8")
    with ExitStack() as open_pages:
        os.environ["ZEITSTRAHL_CORRECTIONS"] = str(home / "c.jsonl")
        try:
            address = open_pages.enter_context(browsing.served(home / "articles"))
        finally:
            del os.environ["ZEITSTRAHL_CORRECTIONS"]
        yield address, home / "c.jsonl"


def done(page: Page, text: str) -> None:
    expect(page.locator(".note.done")).to_contain_text(text)
    settled(page)


def size(page: Page) -> int:
    page.locator("[data-event]").first.wait_for()
    return page.locator("[data-event]").count()


class TestByHand:
    pytestmark = browser_only

    def test_a_session_at_the_keyboard(self, chromium: Browser, kept: tuple[str, Path]) -> None:
        address, file = kept
        page = opened(visitor(chromium), address)
        before = size(page)
        page.locator("[data-event]").first.click()
        expect(page.locator(".reader h4")).to_be_visible()
        settled(page)
        # confirm: the name is asked for once
        page.keyboard.press("y")
        page.locator("#zs-editor").fill("Eva Muster")
        page.keyboard.press("Enter")
        done(page, "Bestätigt")
        expect(page.locator("[aria-current=true] .m")).to_contain_text("bestätigt")
        # change, with hostile words, and a date in words
        page.locator("[aria-current=true]").focus()
        page.keyboard.press("e")
        expect(page.locator("#zs-title")).to_be_focused()
        expect(page.locator("blockquote.short mark").first).to_be_visible()
        page.locator("#zs-title").fill(CANARY)
        page.locator("#zs-date").fill("vielleicht")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".wrong")).to_contain_text("„vielleicht“ ist kein Datum")
        expect(page.locator("#zs-title")).to_have_value(CANARY)
        page.locator("#zs-date").fill("14. bis 16. Dezember 2025")
        page.locator("[data-focus=actor-new]").click()
        page.keyboard.type("Russland")
        page.keyboard.press("Control+Enter")
        done(page, "Geändert")
        expect(page.locator(".reader h4")).to_have_text(CANARY)
        expect(page.locator(".reader .when")).to_have_text("14. bis 16. Dezember 2025")
        expect(page.locator(".history li")).to_have_count(2)
        assert page.evaluate("window.canary") is None
        # reject, and back
        page.locator("[aria-current=true]").focus()
        page.keyboard.press("x")
        done(page, "Verworfen")
        assert size(page) == before - 1
        page.keyboard.press("u")
        done(page, "Zurückgenommen")
        assert size(page) == before
        # another who opens the page sees it, and the file has it all
        other = opened(visitor(chromium, locale="en-GB"), address)
        expect(other.locator(".list .t", has_text="window.canary")).to_have_count(1)
        assert [one.act for one in files.read(file).edits] == ["confirm", "change", "reject", "undo"]
        assert {one.by for one in files.read(file).edits} == {"Eva Muster"}

    def test_merging_splitting_and_adding(self, chromium: Browser, kept: tuple[str, Path]) -> None:
        address, file = kept
        context = visitor(chromium)
        context.add_init_script("localStorage.setItem('zeitstrahl-editor', 'Max Beispiel')")
        page = opened(context, address)
        before = size(page)
        page.locator("[data-event]").nth(0).click()
        expect(page.locator(".reader h4")).to_be_visible()
        page.keyboard.press("m")
        expect(page.locator(".editor .note")).to_be_visible()
        second = page.locator("[data-event]").nth(1).locator(".t").inner_text()
        page.locator("[data-event]").nth(1).click()
        expect(page.locator(".reader h4")).to_have_text(second)
        settled(page)
        page.keyboard.press("m")
        done(page, "Zusammengeführt")
        assert size(page) == before - 1
        page.get_by_role("button", name="Teilen", exact=True).click()
        page.locator("#zs-part-1").check()
        page.locator("[data-focus=edit-apart]").click()
        expect(page.locator("#zs-title")).to_have_value(second)
        page.keyboard.press("Escape")
        expect(page.locator("#zs-title")).to_have_count(0)
        settled(page)
        assert size(page) == before
        page.get_by_role("button", name="Ereignis ergänzen").click()
        page.locator("#zs-sentence").select_option(label="Der Zug kam am Freitag an.")
        page.locator("#zs-title").fill("Zug kommt an")
        page.locator("#zs-title").press("Control+Enter")
        done(page, "Ergänzt")
        expect(page.locator(".reader mark.proof").first).to_have_text("Der Zug kam am Freitag an.")
        assert size(page) == before + 1
        assert [one.act for one in files.read(file).edits if one.by == "Max Beispiel"] == [
            "merge",
            "split",
            "add",
        ]

    def test_five_events_in_quick_succession(self, chromium: Browser, address: str) -> None:
        """Nothing is waited for but the next event: whoever has read it presses the next key."""
        context = visitor(chromium)
        context.add_init_script("localStorage.setItem('zeitstrahl-editor', 'Max Beispiel')")
        page = opened(context, address)
        page.locator("[data-event]").first.click()
        expect(page.locator(".reader h4")).to_be_visible()
        settled(page)
        read = []
        for key in "xxyxx":
            read.append(page.locator("[data-event][aria-current=true]").get_attribute("data-event"))
            now = page.locator(f'[data-event="{read[-1]}"][aria-current=true]')
            page.keyboard.press(key)
            if key == "y":
                expect(now.locator(".m")).to_contain_text("bestätigt")
                page.keyboard.press("ArrowDown")
            expect(now).to_have_count(0)
            chosen = page.locator("[data-event][aria-current=true]")
            expect(chosen).to_have_count(1)
            expect(page.locator(".reader h4")).to_have_text(chosen.locator(".t").inner_text())
        assert len(set(read)) == 5
        expect(page.get_by_text("Korrekturen (5)")).to_be_visible()

    def test_on_a_page_without_a_disk_edits_travel_by_file(self, chromium: Browser, address: str) -> None:
        context = visitor(chromium)
        context.add_init_script("localStorage.setItem('zeitstrahl-editor', 'Max Beispiel')")
        page = opened(context, address)
        everything = page.locator(".count").inner_text()
        page.locator("[data-event]").first.click()
        expect(page.locator(".reader h4")).to_be_visible()
        page.get_by_role("button", name="Verwerfen").click()
        done(page, "Verworfen")
        fewer = page.locator(".count").inner_text()
        assert fewer != everything
        page.get_by_text("Korrekturen (1)").click()
        with page.expect_download() as download:
            page.get_by_role("button", name="corrections.jsonl herunterladen").click()
        assert [one.act for one in files.read(download.value.path()).edits] == ["reject"]
        other = opened(visitor(chromium), address)
        assert other.locator(".count").inner_text() == everything
        other.get_by_text("Korrekturen (0)").click()
        other.get_by_role("button", name="Korrekturdatei dazunehmen").click()
        other.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(
            {"name": "c.jsonl", "mimeType": "application/jsonl", "buffer": download.value.path().read_bytes()}
        )
        expect(other.get_by_text("1 Änderungen dazugenommen")).to_be_visible()
        expect(other.locator(".count")).to_have_text(fewer)
