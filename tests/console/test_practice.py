"""The tour of the practice ring, and the language that changes while it runs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from reciring.clock import FastClock, ManualClock
from reciring.console.widgets.tour import MAX_ROWS
from reciring.live.practice import practice_session
from reciring.live.tour_steps import TOUR_STEPS, PracticeTour
from reciring.locale import translator
from reciring.ring.schedule import countdown
from reciring.ring.session import Phase
from reciring.store.files import create_session_file
from tests.support.console_driver import START, ConsoleDriver, console_for, console_on, running

LANGUAGES = ("en", "nl")


@asynccontextmanager
async def practice_console(
    folder: Path, language: str, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[ConsoleDriver]:
    clock = ManualClock(START)
    path = create_session_file(folder, practice_session(language, START))
    app = console_for(path, clock)
    app.view.tour = PracticeTour(app.opened.controller)
    async with running(app, clock, path, size) as driver:
        yield driver


def place(driver: ConsoleDriver) -> int:
    assert driver.app.view.tour
    return driver.app.view.tour.place


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_step_waits_until_it_was_done(language: str, tmp_path: Path) -> None:
    async with practice_console(tmp_path, language) as driver:
        await driver.enter("tom")
        await driver.enter("+", "-")
        await driver.press("ctrl+z")
        assert place(driver) == 0, "the first thing asked is an offer"
        await driver.enter("0 somebody has a projector")
        assert place(driver) == 0, "with a name"
        driver.clock.advance(5)
        await driver.enter("jan sends the slides #tool @friday")
        assert place(driver) == 1
        await driver.enter("jan and his notes")
        assert place(driver) == 1, "the floor did not pass"
        driver.clock.advance(5)
        await driver.enter("karin")
        assert place(driver) == 2
        await driver.enter("+")
        assert place(driver) == 3
        await driver.press("ctrl+z")
        assert place(driver) == 4
        await driver.press("f7")
        assert place(driver) == 5
        await driver.enter("/end")
        assert driver.app.view.tour
        assert driver.app.view.tour.over
        assert driver.phase() is Phase.DONE


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_is_asked_fits_and_can_be_typed_as_shown(language: str, tmp_path: Path) -> None:
    async with practice_console(tmp_path, language) as driver:
        tour = driver.app.view.tour
        assert tour
        t = translator(language)
        typed = []
        while not tour.over:
            words = tour.words(t)
            assert len(words) <= 78 * MAX_ROWS
            typed.append(words.split("`")[1])
            driver.clock.advance(5)
            if typed[-1] in ("Ctrl+Z", "F7"):
                await driver.press(typed[-1].lower())
            else:
                await driver.enter(typed[-1])
            assert len(typed) <= len(TOUR_STEPS), typed
        assert len(typed) == len(TOUR_STEPS)


async def test_the_room_does_not_see_the_tour(tmp_path: Path) -> None:
    async with practice_console(tmp_path, "en") as driver:
        await driver.wait_until_drawn()
        assert "1/6" in driver.screen_text
        await driver.press("f9")
        await driver.wait_until_drawn()
        assert driver.screen.stage.display
        assert driver.screen.tour and not driver.screen.tour.display
        await driver.press("f9")
        await driver.wait_until_drawn()
        assert "1/6" in driver.screen_text


async def test_without_the_tour_no_step_is_shown(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        assert not driver.screen.query("#tour")


def test_a_fast_clock_makes_a_slot_pass_in_seconds() -> None:
    real = ManualClock(START)
    clock = FastClock(real, 10)
    session = practice_session("en", clock.now())
    before = countdown(session, clock.now())
    real.advance(6)
    after = countdown(session, clock.now())
    assert before
    assert after
    assert before.remaining - after.remaining == 60


async def test_the_language_changes_while_the_console_runs(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(80, 24)) as driver:
        await driver.enter("Anne Visser")
        await driver.wait_until_drawn()
        assert "Preparation" in driver.screen_text
        await driver.enter("/taal nl")
        await driver.wait_until_drawn()
        assert "Voorbereiding" in driver.screen_text
        assert "Typ wie er komt" in driver.screen_text
        assert not [word for word in ("Preparation", "participant", "Circle", "quit") if word in driver.screen_text]
        await driver.enter("/begin")
        assert "introductie" in driver.preview
        await driver.enter("/language en")
        await driver.wait_until_drawn()
        assert "Introduction" in driver.screen_text
        assert driver.saved_session().language == "en"
