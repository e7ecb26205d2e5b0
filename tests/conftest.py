"""One page server and one Chromium for all tests that need them; each test gets a new session of the page."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

import browsing
import pytest
from browsing import opened, visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page


if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # a run in the background ignores Ctrl-C, and so would all commands that it starts
    signal.signal(signal.SIGINT, signal.default_int_handler)

if "ZONES" in os.environ:
    # each worker lives elsewhere, so that nothing rests on the zone of the machine
    zones = os.environ["ZONES"].split(",")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0")
    os.environ["TZ"] = zones[int(worker.removeprefix("gw")) % len(zones)]
    time.tzset()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    log = tmp_path_factory.mktemp("watched") / "log"
    with browsing.served(log=log) as found:
        yield found
    assert log.read_text(encoding="utf-8").splitlines() == ["watching"], "the page's server asked elsewhere"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with browsing.browser() as started:
        yield started


@pytest.fixture(scope="session")
def german(chromium: Browser) -> BrowserContext:
    return visitor(chromium)


@pytest.fixture
def page(german: BrowserContext, address: str) -> Iterator[Page]:
    found = opened(german, address)
    yield found
    found.close()
