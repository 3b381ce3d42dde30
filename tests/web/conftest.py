"""A ring on disk, its server, and pages of it in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from reciring.web.server import RingServer
from tests.support.web_pages import CHROMIUM, PHONE, OpenPage, Ring
from tests.support.web_server import running_server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: while Playwright runs, its thread has an event loop, and no test of the console can."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "ring.toml")


@pytest.fixture
def server(ring: Ring) -> Iterator[RingServer]:
    with running_server(ring.path, ring.clock) as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[OpenPage]:
    """Open a page in a browser of its own; the test fails if the page reports an error.

    ``clock`` lets the test move the time of the page, by ``page.clock``. ``url`` is that of the fixture ``server``,
    unless it is given.
    """
    contexts, problems = [], []

    def open_(path: str = "/", *, clock: bool = False, url: str = "", **options: Any) -> Page:
        context = browser.new_context(**{"viewport": PHONE, "locale": "nl-NL", **options})
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        if clock:
            page.clock.install()
        page.goto((url or request.getfixturevalue("server").url) + path)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []
