"""The tour of the practice ring, and the language that changes while it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reciring.clock import FastClock, ManualClock
from reciring.console.widgets.guide import TALLEST
from reciring.live.practice import TOUR_STEPS, PracticeTour, practice_session
from reciring.locale import translator
from reciring.ring.session import Phase
from reciring.ring.timing import countdown
from reciring.store.files import create_session_file
from tests.support.console_driver import START, Led, console, led

LANGUAGES = ("en", "nl")


@asynccontextmanager
async def touring(folder: Path, language: str, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Led]:
    clock = ManualClock(START)
    path = create_session_file(folder, practice_session(language, START))
    app = console(path, clock)
    app.view.tour = PracticeTour(app.opened.controller)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Led(app, pilot, clock, path)
    finally:
        app.opened.close()


def place(ring: Led) -> int:
    assert ring.app.view.tour
    return ring.app.view.tour.place


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_step_waits_until_it_was_done(language: str, tmp_path: Path) -> None:
    async with touring(tmp_path, language) as ring:
        await ring.enter("tom")
        await ring.press("plus", "minus", "ctrl+z")
        assert place(ring) == 0, "the first thing asked is an offer"
        await ring.enter("0 somebody has a projector")
        assert place(ring) == 0, "with a name"
        ring.clock.advance(5)
        await ring.enter("jan sends the slides #tool @friday")
        assert place(ring) == 1
        await ring.enter("jan and his notes")
        assert place(ring) == 1, "the floor did not pass"
        ring.clock.advance(5)
        await ring.enter("karin")
        assert place(ring) == 2
        await ring.press("plus")
        assert place(ring) == 3
        await ring.press("ctrl+z")
        assert place(ring) == 4
        await ring.enter("/end")
        assert ring.app.view.tour
        assert ring.app.view.tour.over
        assert ring.phase() is Phase.DONE


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_asked_fits_and_can_be_typed_as_it_stands(language: str, tmp_path: Path) -> None:
    async with touring(tmp_path, language) as ring:
        tour = ring.app.view.tour
        assert tour
        t = translator(language)
        typed = []
        while not tour.over:
            words = tour.words(t)
            assert len(words) <= 78 * TALLEST
            typed.append(words.split("`")[1])
            ring.clock.advance(5)
            if typed[-1] == "+":
                await ring.press("plus")
            elif typed[-1] == "Ctrl+Z":
                await ring.press("ctrl+z")
            else:
                await ring.enter(typed[-1])
            assert len(typed) <= len(TOUR_STEPS), typed
        assert len(typed) == len(TOUR_STEPS)


async def test_the_room_does_not_see_the_tour(tmp_path: Path) -> None:
    async with touring(tmp_path, "en") as ring:
        await ring.drawn()
        assert "1/5" in ring.text()
        await ring.press("f9")
        await ring.drawn()
        assert ring.screen.stage.display
        assert ring.screen.tour and not ring.screen.tour.display
        await ring.press("f9")
        await ring.drawn()
        assert "1/5" in ring.text()


async def test_without_the_tour_there_is_no_strip(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        assert not ring.screen.query("#tour")


def test_a_fast_clock_makes_a_slot_pass_in_seconds() -> None:
    real = ManualClock(START)
    clock = FastClock(real, 10)
    session = practice_session("en", clock.now())
    before = countdown(session, clock.now())
    real.advance(6)
    after = countdown(session, clock.now())
    assert before
    assert after
    assert before.left - after.left == 60


async def test_the_language_changes_while_the_console_runs(tmp_path: Path) -> None:
    async with led(tmp_path, size=(80, 24)) as ring:
        await ring.enter("Anne Visser")
        await ring.drawn()
        assert "Preparation" in ring.text()
        await ring.enter("/taal nl")
        await ring.drawn()
        assert "Voorbereiding" in ring.text()
        assert "Typ wie er komt" in ring.text()
        assert not [word for word in ("Preparation", "participant", "Circle", "help", "leave") if word in ring.text()]
        await ring.enter("/begin")
        assert "introductie" in ring.preview
        await ring.enter("/language en")
        await ring.drawn()
        assert "Introduction" in ring.text()
        assert ring.saved().language == "en"
