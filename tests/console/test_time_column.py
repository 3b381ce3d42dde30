"""The column of the time on a screen with room: the figures, and a row for each question of the round."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from rich.cells import cell_len

from reciring.console.widgets import big_digits
from reciring.console.widgets.time_column import question_times
from reciring.ring.session import Session, question_id
from tests.support.console_driver import START, ConsoleDriver, console_on, rehearsal_session

ROUND = 2130
LARGE = [(120, 40), (160, 50), (200, 60)]


def column(driver: ConsoleDriver) -> list[str]:
    """The rows of the column as they are on the screen, without its border."""
    region = driver.screen.column.region
    rows = driver.screen_text.splitlines()[region.y + 1 : region.bottom - 1]
    return [row[region.x :].strip("│").rstrip() for row in rows]


@pytest.mark.parametrize("size", LARGE)
async def test_figures_are_as_tall_as_fit(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), seconds=ROUND, size=size) as driver:
        await driver.pass_time()
        room = driver.screen.column.room
        drawn = [row for row in column(driver) if "█" in row]
        assert len(drawn) >= size[1] // 6
        assert big_digits.width("0:00", len(drawn)) <= room
        assert all(cell_len(row) <= room + 1 for row in column(driver))


@pytest.mark.parametrize("size", LARGE)
async def test_round_stays_in_place_when_the_time_gets_shorter_or_is_over(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), seconds=ROUND, size=size) as driver:
        places = []
        for keys, seconds in ((("escape",), 0.0), ((), 100.0), ((), 300.0), (("space",), 1.0), (("space",), 1.0)):
            await driver.press(*keys)
            await driver.pass_time(seconds)
            rows = column(driver)
            places.append(next(index for index, row in enumerate(rows) if row.startswith(" ✓  1 Anne")))
        assert len(set(places)) == 1


async def test_each_question_has_a_row_with_its_used_and_planned_time(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), seconds=ROUND, size=(120, 40)) as driver:
        await driver.press("escape")
        await driver.pass_time()
        rows = [" ".join(row.replace("▓", "").replace("░", "").split()) for row in column(driver)]
        assert "✓ 1 Anne 4:20/4:35" in rows
        assert "▶ 4 Fatima 2:32/4:40" in rows
        assert "5 Jan 4:40" in rows
        await driver.pass_time(10)
        rows = [" ".join(row.replace("▓", "").replace("░", "").split()) for row in column(driver)]
        assert "▶ 4 Fatima 2:42/4:40" in rows


async def test_first_questions_share_a_row_without_room_for_all(tmp_path: Path) -> None:
    session = rehearsal_session(3500, "en")
    async with console_on(tmp_path, session, seconds=3500, size=(120, 36)) as driver:
        for number in range(8):
            await driver.enter(f"/add Person{number}")
        await driver.pass_time()
        rows = column(driver)
        times = question_times(driver.session, driver.clock.now())
        shared = [row for row in rows if "questions" in row]
        assert len(shared) == 1
        hidden = int(shared[0].split()[1])
        assert sum(row.strip()[:1] in "✓▶1234567890" and ":" in row for row in rows) >= len(times) - hidden
        assert "Person7" in rows[-1]


@pytest.mark.parametrize("seconds", range(1200, 4100, 97))
def test_rows_of_the_round_are_all_askers_and_add_up(seconds: int) -> None:
    session = rehearsal_session(seconds, "en")
    now = START + dt.timedelta(seconds=seconds)
    times = question_times(session, now)
    names = [row.who for row in times]
    assert len(names) == len(set(names))
    asked = {question.asker for question in session.questions.values() if question.stretches}
    assert set(names) == asked | set(session.queue)
    over = [row for row in times if row.is_over]
    assert times[: len(over)] == over, "those that are over come first"
    current = [row.who for row in times if row.who == session.asker]
    assert names[len(over) :] == [*current, *session.queue]
    assert sum(row.used for row in times) == pytest.approx(_discussed(session, now))


def _discussed(session: Session, now: dt.datetime) -> float:
    """The seconds of all stretches of all questions, added up from the session itself."""
    people = [question_id(who) for who in session.participants]
    stretches = [stretch for key in people if key in session.questions for stretch in session.questions[key].stretches]
    return sum(((stretch.end or now) - stretch.start).total_seconds() for stretch in stretches)


@pytest.mark.parametrize("size", LARGE)
async def test_f5_makes_the_figures_taller_and_f3_puts_all_that_wait_below_the_question(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), seconds=ROUND, size=size) as driver:
        await driver.press("escape")
        await driver.pass_time()
        before = sum("█" in row for row in column(driver))
        await driver.press("f5")
        await driver.pass_time()
        assert sum("█" in row for row in column(driver)) > before
        await driver.press("f5", "f3")
        await driver.pass_time()
        assert "Ik wil leren presenteren" in driver.row(2)
        assert all(f" {seat} " in driver.screen_text for seat in range(5, 13))
        await driver.press("f3")
        await driver.pass_time()
        assert sum("█" in row for row in column(driver)) == before


async def test_each_step_has_a_row_outside_the_round(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(4350, "en"), seconds=4350, size=(120, 40)) as driver:
        await driver.press("escape")
        await driver.pass_time()
        rows = [" ".join(row.replace("▓", "").replace("░", "").split()) for row in column(driver)]
        steps = [row for row in rows if row.rpartition(" ")[0][-10:].endswith(("tion", "tions", "Round"))]
        spans = driver.session.phases
        assert [row.split()[:2] for row in steps] == [
            ["✓", "Introduction"],
            ["✓", "Questions"],
            ["✓", "Round"],
            ["▶", "Reflection"],
        ], rows
        ends = [(span.end - span.start).total_seconds() for span in spans.values() if span.end]
        for row, seconds in zip(steps, ends, strict=False):
            assert row.split()[2].startswith(f"{int(seconds) // 60}:{int(seconds) % 60:02}/")


async def test_current_question_is_in_sight_beside_the_open_guide(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(3500, "en"), seconds=3500, size=(120, 36)) as driver:
        await driver.press("f8")
        await driver.pass_time()
        assert any(row.startswith(" ▶ 11 Tom") for row in column(driver))
