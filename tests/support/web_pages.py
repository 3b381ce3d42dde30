"""The pages of a ring in a real browser: a ring on disk that changes, and Chromium.

Without Chromium the tests that use it are skipped: Debian has it in the package ``chromium``.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from reciring.clock import SystemClock
from reciring.ring.command_types import AddOffer, NextQuestion, PauseRing, ResumeRing
from reciring.ring.session import Kind, Phase, Session
from reciring.store.atomic_write import write_file
from reciring.store.inbox import HandIn, InboxReader
from reciring.store.toml import encode
from reciring.web.server import RingServer
from tests.support.line_sessions import minute, session_in_phase, updated

CHROMIUM: Final = shutil.which("chromium") or shutil.which("chromium-browser")
IN_A_BROWSER: Final = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: chromium)"),
    pytest.mark.xdist_group("browser"),
]
"""The marks of tests that open pages."""
PHONE: Final = {"width": 390, "height": 844}
OpenPage = Callable[..., Page]
expect.set_options(timeout=30_000)


class RoomClock:
    """The time in the ring: it runs on from the middle of the round."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._start = self._clock.now()

    def now(self) -> dt.datetime:
        return minute(21.5) + (self._clock.now() - self._start)


class Ring:
    """A ring on disk that changes as a console would change it. Fatima (p4) asks."""

    def __init__(self, path: Path) -> None:
        self.path, self.clock = path, RoomClock()
        self.save(session_in_phase(Phase.ROUND, language="nl"))

    def save(self, session: Session) -> None:
        self.session = session
        write_file(self.path, encode(session))

    def hand_ins(self) -> list[HandIn]:
        return [entry for entry in InboxReader(self.path).read() if isinstance(entry, HandIn)]

    def offer(self, text: str, helper: str = "p3") -> None:
        at, question = self.clock.now(), self.session.current or "q4"
        self.save(
            updated(self.session, AddOffer(at=at, question=question, helpers=(helper,), kind=Kind.TIP, text=text))
        )

    def pause(self) -> None:
        self.save(updated(self.session, PauseRing(at=self.clock.now())))

    def resume(self) -> None:
        self.save(updated(self.session, ResumeRing(at=self.clock.now())))

    def next(self, who: str) -> None:
        self.save(updated(self.session, NextQuestion(at=self.clock.now(), who=who)))


def join(page: Page, server: RingServer, name: str = "Anne Visser") -> None:
    page.fill("#code", server.access.access.code.lower())
    page.click("#join-form button")
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.locator("#people")).to_be_visible()
