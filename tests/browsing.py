"""A page server and a Chromium, for tests and for the screenshots of the documentation."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Locator, Page

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = next(
    (
        found
        for name in (
            "chromium",
            "chromium-browser",
            "google-chrome",
            "chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        )
        if (found := shutil.which(name))
    ),
    os.environ.get("CHROMIUM"),
)
FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # containers run as root, where Chromium refuses to start with its sandbox
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
]
PHONE = {
    "viewport": {"width": 360, "height": 740},
    "user_agent": "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile",
    "has_touch": True,
}

PATIENCE = 60_000

SETTLED = """() => document.querySelector("[data-testid=stApp]")?.dataset.testScriptState === "notRunning"
    && !document.querySelector("[data-stale=true], [data-testid=stSkeleton]")
    && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((e) => e.querySelector(".drag"))
"""


def command(log: Path | None = None, script: str = "dashboard.py") -> tuple[list[str], int]:
    """The command that serves a script on this machine alone, and the free port that it does so on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    options = {"port": port, "address": "127.0.0.1", "headless": "true", "fileWatcherType": "none"}
    watched = [str(ROOT / "tests" / "watched.py"), str(log)] if log else ["-m"]
    settings = [text for name, value in options.items() for text in (f"--server.{name}", str(value))]
    return [sys.executable, *watched, "streamlit", "run", script, *settings], port


@contextmanager
def served(path: Path | None = None, log: Path | None = None) -> Iterator[str]:
    """The address of a page on some articles, by default the samples; it stops with the block.

    What the server asks for off this machine is written to `log`.
    """
    started, port = command(log)
    process = subprocess.Popen(
        started + (["--", str(path)] if path else []),
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/_stcore/health", process)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers."""
    pause = Event()
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the page's server ended with status {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            pause.wait(0.1)
    raise TimeoutError(f"{address} did not answer within 30 s")


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a window."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield started
        finally:
            started.close()


def visitor(started: Browser, **settings: Any) -> BrowserContext:
    """A visitor's browser: a German one with a large window, unless told otherwise."""
    context = started.new_context(
        **{"viewport": {"width": 1440, "height": 1000}, "locale": "de-DE", **settings}
    )
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context


def opened(context: BrowserContext, address: str) -> Page:
    """A new session of the page, drawn to the end."""
    page = context.new_page()
    page.goto(address)
    settled(page)
    return page


def settled(page: Page) -> None:
    """Wait until the page has drawn what was asked for."""
    page.locator(".count, .zs-empty").first.wait_for()
    page.wait_for_function(SETTLED)


def click_mark(page: Page, at: int = 0) -> None:
    """Click a point of the timeline as a hand does: come near, stop, press, let go."""
    click_point(
        page, page.locator("[data-testid=stPlotlyChart]").nth(1).locator(".scatterlayer .point").nth(at)
    )


def click_point(page: Page, point: Locator) -> None:
    """Click a point of any chart as a hand does, once the chart is there to stay."""
    page.wait_for_function(SETTLED)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x - 6, y - 4)
    page.mouse.move(x, y, steps=5)
    page.locator(".hoverlayer .hovertext").wait_for()
    page.mouse.down()
    page.mouse.up()


def brush(page: Page, begin: float, end: float) -> None:
    """Brush over a part of the overview, from one share of its width to another."""
    box = page.locator("[data-testid=stPlotlyChart]").first.locator(".nsewdrag").bounding_box()
    assert box
    before = page.url
    page.mouse.move(box["x"] + box["width"] * begin, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * end, box["y"] + 30, steps=10)
    page.mouse.up()
    page.wait_for_url(lambda url: url != before)
    settled(page)


if __name__ == "__main__":  # for the Makefile: is there a browser to test with?
    sys.exit(0 if CHROMIUM else 1)
