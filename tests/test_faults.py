"""What goes wrong on a machine: a folder that takes nothing, a store that goes away or is another version's, zones."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import browsing
import pyarrow.parquet as pq
import pytest
from browsing import brush, opened, visitor
from test_dashboard_app import ARTICLE, count, page, part, run, words_of

from pipeline.cli import main
from views.speech import speech

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
ROOTLESS = [
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
]


@pytest.fixture
def stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "warschau.txt").write_text(ARTICLE, encoding="utf-8")
    path = tmp_path / "events.parquet"
    assert main(["extract", str(tmp_path / "articles"), "-o", str(path)]) == 0
    monkeypatch.setenv("ZEITSTRAHL_INPUT", str(path))
    return path


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root may write everywhere")
@pytest.mark.parametrize("held", [True, False])
def test_a_folder_that_cannot_be_written_to_is_named_and_keeps_what_it_has(
    stored: Path, *, held: bool
) -> None:
    locked = stored.parent / "locked"
    locked.mkdir()
    target = locked / "events.parquet"
    if held:
        shutil.copy(stored, target)
    before = target.read_bytes() if held else b""
    locked.chmod(0o555)
    try:
        command = [*(ROOTLESS if os.geteuid() == 0 else []), sys.executable, "-m", "pipeline", "extract"]
        done = subprocess.run(
            [*command, str(stored.parent / "articles"), "-o", str(target)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
    finally:
        locked.chmod(0o755)
    assert done.returncode != 0
    (line,) = done.stderr.splitlines()
    assert str(locked) in line
    assert "no permission to write" in line
    assert [p.read_bytes() for p in locked.iterdir()] == ([before] if held else [])


def test_a_store_that_is_deleted_or_half_written_while_it_is_open_stays_readable_there(stored: Path) -> None:
    at = page(lang="de")
    events = [item["id"] for group in part(at, "reading")["groups"] for item in group["items"]]
    whole = stored.read_bytes()
    for content in (None, whole[: len(whole) // 2]):
        stored.unlink(missing_ok=True)
        if content is not None:
            stored.write_bytes(content)
        at.query_params["event"] = events[0]
        run(at)
        assert count(at)[0] == len(events)
        shown = words_of(page(lang="de"))
        assert speech("de")("broken_title") in shown
        assert str(stored.parent) not in shown
    stored.write_bytes(whole)
    assert count(page(lang="de"))[0] == len(events)


def test_a_store_of_another_version_is_refused_by_page_and_commands_and_left_as_it_is(
    stored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = pq.read_table(stored)
    pq.write_table(table.replace_schema_metadata({"zeitstrahl": "0"}), stored)
    before = stored.read_bytes()
    capsys.readouterr()
    for command in (
        ["extract", str(stored.parent / "articles"), "-o", str(stored), "--add"],
        ["explain", "x", str(stored)],
    ):
        assert main(command) != 0
        (line,) = capsys.readouterr().err.splitlines()
        assert "layout 0" in line
    assert stored.read_bytes() == before
    assert "layout 0" in words_of(page(lang="de"))


@pytest.mark.browser
@pytest.mark.skipif(not browsing.CHROMIUM, reason="no Chromium on this machine")
def test_days_do_not_move_with_the_visitor_s_zone(chromium: Browser, address: str) -> None:
    seen = set()
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        shown = opened(
            visitor(chromium, timezone_id=zone), f"{address}?from=2024-01-01&to=2025-12-31&lang=de"
        )
        plot = shown.locator("[data-testid=stPlotlyChart]").nth(1)
        marks = plot.locator(".point").evaluate_all("all => all.map(mark => mark.getAttribute('transform'))")
        ticks = plot.locator(".xtick text").evaluate_all("all => all.map(tick => tick.outerHTML)")
        dates = shown.locator(".list .scroll").inner_text()
        brush(shown, 0.8, 0.9)
        seen.add((dates, *ticks, *marks, parse_qs(urlsplit(shown.url).query)["to"][0]))
        shown.context.close()
    assert len(seen) == 1
