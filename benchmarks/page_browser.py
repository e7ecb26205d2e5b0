"""From a click to the painted page, in Chromium: `python -m benchmarks.page_browser [SIZE...]`.

The page and one as one would write it first (`naive_app.py`) are served on the same store, one after the other, and the
same thing is clicked in both: one more country as a filter. Painted is when the new number of events stands there, the
charts are drawn and the browser has shown two frames since. DuckDB's bare count is taken in the same run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from benchmarks import made_up
from benchmarks.page import SIZES, duck_count, medians
from pipeline import query

sys.path.append(str(Path(__file__).resolve().parent.parent / "tests"))
import browsing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parent.parent
NAIVE_CLICKS = 4
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
CHANGED = """([place, before]) => {
    const within = (root) => root.querySelector(place) || [...root.querySelectorAll("*")]
        .reduce((found, e) => found || (e.shadowRoot && within(e.shadowRoot)), null);
    const found = within(document);
    return found && found.textContent !== before;
}"""
QUIET = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((e) => e.querySelector(".drag"))"""


@contextmanager
def served(script: str, path: Path) -> Iterator[str]:
    """The address of a script that is served with a store as its input."""
    command, port = browsing.command(script=script)
    environment = os.environ | {"ZEITSTRAHL_INPUT": str(path)}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        browsing.wait_for(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        # a server that still computes does not end when it is asked to
        process.kill()
        process.wait()


def painted(page: Page, count: str, before: str) -> None:
    """Wait until another number of events stands in the place `count`, and all is drawn."""
    page.wait_for_function(CHANGED, arg=[count, before])
    page.wait_for_function(QUIET)
    page.evaluate(FRAMES)


def ours(page: Page, at: int) -> None:
    """Tick one country after the other, and take it away again."""
    before = page.locator(".count").first.text_content() or ""
    page.locator("[data-facet=countries] input[type=checkbox]").nth(at % 4).click()
    painted(page, ".count", before)


def theirs(page: Page, at: int) -> None:
    """The same by the widget that one would take first; its first option is to select all."""
    place = "[data-testid=stMain] [data-testid=stMarkdownContainer] p"
    before = page.locator(place).first.text_content() or ""
    box = page.locator("[data-testid=stMultiSelect]").nth(1)
    box.locator("input").click()
    page.get_by_role("option", name=f"C{at:03d}", exact=True).click()
    painted(page, place, before)


def clicks(
    started: Browser, script: str, path: Path, times: int, patience: float
) -> tuple[float, list[float], bool]:
    """Seconds to the first page, and of each click; whether one took longer than `patience`, which then counts as that.

    What is not done by then is not waited for, nor clicked again.
    """
    naive = "naive" in script
    with served(script, path) as address:
        page = browsing.visitor(started).new_page()
        page.set_default_timeout(1000 * patience)
        first, taken = patience, []
        begin = time.perf_counter()
        try:
            page.goto(address)
            page.locator("[data-testid=stMultiSelect]" if naive else ".count").first.wait_for()
            page.wait_for_function(QUIET)
            page.evaluate(FRAMES)
            first = time.perf_counter() - begin
            for at in range(times):
                begin = time.perf_counter()
                (theirs if naive else ours)(page, at)
                taken.append(time.perf_counter() - begin)
        except PlaywrightTimeoutError:
            return first, [*taken, patience], True
        finally:
            page.context.close()
        return first, taken, False


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES, metavar="SIZE")
    parser.add_argument(
        "--folder", type=Path, default=Path("build"), help="where the made-up stores are kept"
    )
    parser.add_argument("--texts", type=Path, help="JSON Lines whose words the stores are made of")
    parser.add_argument("--clicks", type=int, default=20)
    parser.add_argument("--patience", type=float, default=180, help="seconds to wait for a page at most")
    options = parser.parse_args()
    options.folder.mkdir(exist_ok=True)
    with browsing.browser() as started:
        for size in options.sizes:
            path = made_up.store(options.folder, size, options.texts)
            query.open_store(path)
            first, taken, late = clicks(started, "dashboard.py", path, options.clicks, options.patience)
            taken.sort()
            median, slowest = statistics.median(taken), taken[min(len(taken) - 1, len(taken) * 95 // 100)]
            print(
                f"{size:,} events: first page {first:.1f} s; click to painted {median:.2f} s, p95 {slowest:.2f} s"
                + (f"; stopped after {options.patience:.0f} s without an answer" if late else ""),
                flush=True,
            )
            first, slow, late = clicks(
                started, "benchmarks/naive_app.py", path, NAIVE_CLICKS, options.patience
            )
            other, least = statistics.median(slow), "at least " if late else ""
            print(
                f"  written first: first page {first:.1f} s; click to painted {least}{other:.2f} s: "
                f"{least}{other / median:.0f} times",
                flush=True,
            )
            print(
                f"  DuckDB's bare count {medians([duck_count(path)])[0]:.0f} ms; load {os.getloadavg()[0]:.1f}"
            )


if __name__ == "__main__":
    main()
