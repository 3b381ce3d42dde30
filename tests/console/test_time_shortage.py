"""The plan and what it gives each question; too little time, and the ways out with a key each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from reciring.console.widgets.pane import TextBlock
from reciring.ring.plan import current_plan
from reciring.ring.session import Participant, Phase, Plan, Session
from reciring.ring.time_shortage import find_time_shortage
from reciring.ring.transcript import replay, write_transcript
from tests.support.console_driver import EMPTY_SESSION, ConsoleDriver, console_on, rehearsal_session
from tests.support.screen_goldens import check_screen

replace = msgspec.structs.replace


def of(people: int, **fields: object) -> Session:
    names = {f"p{seat}": Participant(name=f"Naam {chr(64 + seat)}") for seat in range(1, people + 1)}
    return replace(EMPTY_SESSION, participants=names, **fields)


async def test_what_a_plan_costs_is_seen_while_it_is_typed(tmp_path: Path) -> None:
    async with console_on(tmp_path, of(12), size=(120, 40)) as driver:
        await driver.wait_until_drawn()
        assert "5:00 per question" in driver.screen_text
        assert "16 → 3:45 · 20 → 3:00" in driver.screen_text
        driver.screen.line.put("/plan total 60")
        await driver.wait_until_drawn()
        assert "2:30 per question" in driver.screen_text
        assert "with the plan you are typing" in driver.screen_text
        await driver.press("escape")
        await driver.wait_until_drawn()
        assert "5:00 per question" in driver.screen_text
        assert driver.saved_session().plan.total is None


@pytest.mark.parametrize(
    ("session", "words"),
    [
        (of(5), "Invite more"),
        (of(21), "Make two rings"),
        (of(12, plan=Plan(total=95)), "/plan total 90"),
        (of(12, plan=Plan(total=50)), "or more works better"),
        (of(12, start=dt.time(13, 30), until=dt.time(14, 30)), "Start earlier"),
        (of(6), ""),
        (of(20), ""),
    ],
)
async def test_a_plan_that_does_not_work_is_warned_of_with_what_to_do(
    session: Session, words: str, tmp_path: Path
) -> None:
    async with console_on(tmp_path, session) as driver:
        await driver.wait_until_drawn()
        text = driver.screen.middle.query_one("#body", TextBlock).shown.plain
        assert words in text if words else "! " not in text


async def console_short_of_time(driver: ConsoleDriver) -> None:
    """In the fourth of twelve questions it must suddenly be over at 14:25: five minutes are lacking."""
    await driver.press("escape")
    await driver.enter("/until 14:25")
    await driver.pass_time(1)


LATE = rehearsal_session(2130, "en")


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_first_sign(language: str, tmp_path: Path) -> None:
    session = replace(LATE, language=language)
    async with console_on(tmp_path, session, seconds=2130, size=(80, 24)) as driver:
        await console_short_of_time(driver)
        await check_screen(driver, f"screens/prep-short-{language}-80x24.txt")


async def test_shorter_slots_with_one_key(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        assert "5 min short" in driver.reminder
        await driver.press("ctrl+t")
        assert "at least 0:55 per question" in driver.preview
        assert driver.saved_session().plan.least == 55
        assert find_time_shortage(driver.session, driver.clock.now()) is None
        await driver.press("ctrl+z")
        assert driver.saved_session().plan.least == 90


async def test_a_shorter_reflection_with_one_key_is_one_step(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        await driver.press("ctrl+r")
        plan = current_plan(driver.saved_session())
        assert (plan.reflect, find_time_shortage(driver.session, driver.clock.now())) == (5, None)
        await driver.press("ctrl+z")
        assert current_plan(driver.saved_session()) == current_plan(LATE)


async def test_the_rest_read_aloud_with_one_key(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        await driver.press("ctrl+l")
        await driver.wait_until_drawn()
        assert "Type them later" in driver.preview
        assert "meelezen met mijn offerte" in driver.screen_text, "what is still to be read stands there"
        await driver.enter("karin kent iemand #contact >zoe")
        await driver.pass_time(60)
        assert "short" not in driver.reminder
        assert list(driver.saved_session().offers.values())[-1].question == "q12"


async def test_it_may_stay_as_it_is_until_it_gets_worse(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        await driver.press("escape")
        await driver.pass_time(30)
        assert "short" not in driver.reminder
        assert "5 min short" in driver.screen_text, "beside the clock it stays"
        await driver.pass_time(800)
        assert "min short" in driver.reminder


async def test_other_keys_never_change_the_plan(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        await driver.press("f7", "left", "tab", "escape", "left", "tab", "*")
        assert current_plan(driver.saved_session()) == current_plan(LATE)


async def test_the_ways_out_work_with_text_on_the_line_as_long_as_they_are_named(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        await driver.press(*"kari")
        assert "Ctrl+T" in driver.reminder
        await driver.press("ctrl+t")
        assert driver.screen.line.value == "kari"
        assert driver.saved_session().plan.least == 55
        assert "Ctrl+T" not in driver.reminder
        await driver.press("ctrl+t")
        assert driver.saved_session().plan.least == 55


async def test_a_click_takes_a_way_out(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130, size=(80, 24)) as driver:
        await console_short_of_time(driver)
        await driver.pilot.click("#reminder", offset=(driver.reminder.index("Ctrl+R") + 8, 0))
        assert current_plan(driver.saved_session()).reflect == 5


@pytest.mark.parametrize("key", ["ctrl+t", "ctrl+r"])
async def test_the_way_out_can_be_replayed(key: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:
        await console_short_of_time(driver)
        await driver.press(key)
        session = driver.saved_session()
        assert replay(write_transcript(session)).session == replace(session, draft=None)


async def test_before_the_ring_nothing_is_read_aloud(tmp_path: Path) -> None:
    session = of(20, start=dt.time(14, 0), until=dt.time(14, 50))
    async with console_on(tmp_path, session) as driver:
        await driver.pass_time(1)
        assert "min short" in driver.reminder
        assert "aloud" not in driver.reminder
        await driver.press("ctrl+r")
        assert driver.saved_session().phase is Phase.PREPARE


async def test_on_the_way_along_the_checklist_it_shows_what_enter_ticks(tmp_path: Path) -> None:
    session = of(20, start=dt.time(14, 0), until=dt.time(14, 10))
    async with console_on(tmp_path, session) as driver:
        await driver.pass_time(1)
        assert "min short" in driver.reminder
        await driver.press("tab")
        assert driver.reminder.startswith("☐ ")
        await driver.press("enter")
        assert len(driver.saved_session().ticked) == 1
        await driver.press("escape")
        assert "min short" in driver.reminder


async def test_an_end_time_that_has_passed_is_asked_about(tmp_path: Path) -> None:
    async with console_on(tmp_path, LATE, seconds=2130) as driver:  # 14:05
        await driver.enter("/until 2:50")
        assert "02:50 has passed. Do you mean 14:50?" in driver.preview
        assert driver.session.until == LATE.until
        await driver.press("tab", "enter")
        assert (driver.session.until, driver.screen.controller.text) == (dt.time(14, 50), "")
        await driver.enter("/until 13:45")
        await driver.press("enter")
        assert driver.session.until == dt.time(13, 45), "a second Enter takes it as it is"


async def test_a_pause_says_since_when_also_when_opened_again(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "en"), seconds=2130) as driver:
        await driver.press("f6")
        await driver.pass_time(20 * 60)
        assert "since 14:05 (20 min)" in driver.screen_text
        session = driver.saved_session()
    (tmp_path / "again").mkdir()
    async with console_on(tmp_path / "again", session, seconds=2130 + 25 * 60) as driver:
        assert "paused since 14:05 (25 min)" in driver.preview
        assert "-0:" not in driver.screen_text


async def test_a_late_start_shows_what_fits(tmp_path: Path) -> None:
    late = of(20, plan=Plan(total=60), start=dt.time(13, 30), until=dt.time(14, 30))
    async with console_on(tmp_path, late, seconds=12 * 60, size=(80, 24)) as driver:
        assert "48 minutes left: 0:54 each" in driver.screen_text
        assert "14:42" not in driver.screen_text
        assert "12 min" in driver.reminder
        assert "0:50 each" in driver.reminder
        await driver.enter("/begin")
        await driver.pass_time()
        assert "ends 14:42 · 12 min late" in driver.row(0)
        assert "12 min short" in driver.screen_text


async def test_after_a_silence_the_console_asks_whether_a_helper_still_speaks(tmp_path: Path) -> None:
    async with console_on(tmp_path, of(8)) as driver:
        await driver.enter("/begin", "/go round", "/next", "8: knows a baker #contact @fri")
        await driver.pass_time(89)
        assert "still speak" not in driver.reminder
        await driver.pass_time(1)
        assert driver.reminder.startswith("? Is Naam H still speaking?  Enter asker again")
        await driver.press("f9")
        assert "Naam H still" not in driver.screen_text, "the room reads along"
        await driver.press("f9")
        await driver.press("enter")
        assert driver.session.speaker == "p1"
        assert "still speak" not in driver.reminder
