"""The console's screen: keys, mouse, sizes, and a whole ring typed on it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Digits

from reciring.console.view_state import ENLARGED
from reciring.report.statistics import summary_statistics
from reciring.ring.session import Phase, is_incomplete
from reciring.store.settings import BellMode, Settings
from tests.support.console_driver import EMPTY_SESSION, console_on, rehearsal_session
from tests.support.paths import DATA

replace = msgspec.structs.replace
PEOPLE = ("Anne Visser", "Anneke de Groot", "Bo Jansen", "Fatima El Amrani", "Karin Smit", "Zoë van Dijk")
BEGUN = (*PEOPLE, "/begin", "/go", "Anne Wie kent een spreker?", "/go", "/next")


async def test_typing_the_rehearsal_on_the_screen_gives_its_numbers(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.type_rehearsal()
        expected = json.loads((DATA / "expected.json").read_text("utf-8"))
        assert summary_statistics(driver.saved_session(), speaking_time=True) == expected


async def test_typing_key_by_key_enters_a_line(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time(60)
        await driver.press(*"karin", "space")
        assert driver.session.speaker == "p5"
        await driver.press(*"kent iemand #c @vr", "enter")
        offer = driver.saved_session().offers["o1"]
        assert (offer.text, offer.kind, str(offer.due)) == ("kent iemand", "contact", "2026-11-27")
        assert driver.screen.line.value == ""
        assert driver.app.focused is driver.screen.line


async def test_the_arrow_needs_two_presses_for_a_phase_and_ignores_a_held_key(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE)
        await driver.press("right")
        assert driver.phase() is Phase.PREPARE
        assert "press again" in driver.preview
        await driver.press("right", "right")
        assert driver.phase() is Phase.PREPARE
        await driver.pass_time(1.5)
        await driver.press("right")
        assert driver.phase() is Phase.INTRODUCTION


async def test_another_key_cancels_the_first_press_of_the_arrow(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE)
        await driver.press("right")
        await driver.pass_time(1.5)
        await driver.press("x", "backspace", "right")
        assert driver.phase() is Phase.PREPARE


async def test_the_arrow_starts_the_next_question_at_once_and_only_once(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time(30)
        await driver.press("right", "right", "right")
        assert driver.session.asker == "p2"
        await driver.pass_time(2)
        await driver.press("f7")
        assert driver.session.asker == "p3"


async def test_single_keys_are_commands_only_on_the_empty_line(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.enter("+", "+2", "-", "-0:30")
        assert driver.session.questions["q1"].added == 90
        await driver.press("space", "space")
        assert driver.session.pause, "a keyboard that bounces counts once"
        driver.clock.advance(0.2)
        await driver.press("space")
        assert not driver.session.pause
        await driver.press("a", "space", "plus", "question_mark")
        assert driver.screen.line.value == "a +?"
        assert driver.session.questions["q1"].added == 90
        assert not driver.session.pause


async def test_a_pause_and_the_next_question_work_with_text_on_the_line(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.press(*"karin ", *"ken", "f6")
        assert driver.session.pause
        assert driver.screen.line.value == "karin ken"
        driver.clock.advance(0.2)
        await driver.press("f6", "f7")
        assert driver.session.asker == "p2"
        assert driver.screen.line.value == "karin ken"


async def test_a_key_that_can_do_nothing_says_why(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE)
        await driver.press("space")
        assert "nothing to pause" in driver.preview
        assert driver.screen.line.value == ""


async def test_tab_goes_through_the_completions(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.press(*"ann", "tab")
        first = driver.screen.line.value
        await driver.press("tab")
        second = driver.screen.line.value
        await driver.press("tab")
        assert {first, second} == {"Anne Visser ", "Anneke de Groot "}
        assert driver.screen.line.value == first
        await driver.press("shift+tab")
        assert driver.screen.line.value == second
        assert driver.session.speaker == "p2"


async def test_undo_undoes_typing_first_and_then_steps(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "karin kent iemand")
        await driver.press(*"bo leent zijn", "ctrl+z")
        assert driver.screen.line.value == "bo leent "
        await driver.press("ctrl+y")
        assert driver.screen.line.value == "bo leent zijn"
        await driver.press("escape", "ctrl+z")
        assert not driver.session.offers
        assert "kent iemand" in driver.preview
        await driver.press("ctrl+y")
        assert len(driver.session.offers) == 1


async def test_up_opens_an_entry_for_editing(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "karin kent een schrijfster")
        await driver.press("up")
        assert driver.screen.line.value == "Karin kent een schrijfster"
        await driver.pass_time()
        assert driver.row(-2).startswith(" 1 ✎")
        await driver.press(*" #c @do", "enter")
        assert driver.session.offers["o1"].kind == "contact"
        assert driver.screen.line.value == ""
        await driver.press("up", "escape")
        assert driver.screen.line.value == ""


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_the_start_of_an_entry_is_in_sight_when_it_is_edited(width: int, tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(width, 24)) as driver:
        await driver.enter(*BEGUN, "karin kent een schrijfster " + "die iedere week komt " * 8)
        for keys in (["up"], ["escape", *"=", "enter"], ["escape", *"/edit 1", "enter"]):
            await driver.press(*keys)
            assert " 1 ✎ Karin kent een schrijfster" in driver.row(-2)


async def test_a_surname_that_is_left_over_is_noticed(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "karin kent een schrijfster")
        await driver.press("up", *["backspace"] * 30, *"bo Smit kent een schrijfster")
        assert "“Smit” is left over from Karin Smit." in driver.preview


async def test_tab_twice_puts_an_entry_on_the_line_of_a_command(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "karin kent een schrijfster")
        await driver.press(*"/edit 1", "tab", "tab")
        assert driver.screen.line.value == "/edit 1 Karin kent een schrijfster"


async def test_up_walks_through_the_people_before_the_ring(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne", "Bob", "bob, Sales, bob@x.example")
        await driver.press("up")
        assert driver.screen.line.value == "Bob, Sales, bob@x.example" and driver.row(-2).startswith(" 2 ✎")
        await driver.press("up", *", Zorg", "enter")
        assert driver.session.participants["p1"].organisation == "Zorg"
        assert "Anne: no organisation → Zorg" in driver.preview
        await driver.press("up", *["backspace"] * 40, "enter")
        assert list(driver.session.participants) == ["p1"]


async def test_ctrl_c_never_ends_a_ring(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press("ctrl+c", "ctrl+c")
        assert driver.app.is_running
        assert "Ctrl+Q" in driver.preview


async def test_the_countdown_shows_its_state(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(100, 30)) as driver:
        await driver.enter(*BEGUN)
        digits = driver.screen.query_one("#digits", Digits)
        time = driver.screen.query_one("#clock")
        await driver.pass_time()
        assert digits.value == "5:00"
        await driver.pass_time(0.4)
        assert digits.value == "5:00"
        await driver.pass_time(0.6)
        assert digits.value == "4:59"
        await driver.pass_time(238)
        assert not time.has_class("-amber")
        await driver.pass_time(1)
        assert time.has_class("-amber")
        await driver.pass_time(61)
        assert time.has_class("-over")
        assert digits.value == "-0:01"
        await driver.press("space")
        await driver.pass_time()
        assert time.has_class("-paused")
        assert "PAUSE" in driver.screen_text


@pytest.mark.parametrize(("bell", "times"), [(BellMode.ZERO, 1), (BellMode.AMBER, 2), (BellMode.OFF, 0)])
async def test_the_bell_rings_once(tmp_path: Path, bell: BellMode, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, settings=Settings(bell=bell)) as driver:
        rung: list[str | None] = []
        monkeypatch.setattr(driver.app, "bell", lambda: rung.append(driver.session.current))
        await driver.enter(*BEGUN)
        for _ in range(400):
            driver.clock.advance(1)
            driver.screen.ticking.tick()
        await driver.enter("/plus 5:00")
        for _ in range(10):
            driver.clock.advance(1)
            driver.screen.ticking.tick()
        assert rung == ["q1"] * times


async def test_offers_without_a_day_are_named_when_the_time_is_nearly_up(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "karin kent iemand #contact", "bo een tip", "zoe oefent #hulp @vr")
        await driver.pass_time(269)
        assert "No day yet" not in driver.screen_text
        await driver.pass_time(2)
        assert "No day yet: Karin" in driver.screen_text


async def test_speaking_times_show_only_when_asked_for(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time(50)
        await driver.enter("karin kent iemand")
        await driver.pass_time(25)
        assert "▇" not in driver.screen_text
        await driver.press("f2")
        await driver.pass_time()
        assert "0:50" in driver.screen_text
        assert "0:25" in driver.screen_text
        assert "balance" in driver.screen_text
        await driver.press("f2")
        await driver.pass_time()
        assert "▇" not in driver.screen_text


async def test_a_click_sets_the_speaker_and_the_line_keeps_the_focus(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time(10)
        await driver.pilot.click("#circle", offset=(5, 3))
        assert driver.session.speaker == "p3"
        assert driver.app.focused is driver.screen.line
        clicked = driver.preview
        await driver.press("ctrl+z")
        await driver.enter("bo")
        assert clicked == driver.preview, "it says what typing the name says"
        assert "Bo" in clicked


async def test_a_click_on_a_participant_who_waits_starts_their_question(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time(10)
        column = driver.screen.query_one("#below").render().plain.index("Karin")  # type: ignore[union-attr]
        await driver.pilot.click("#below", offset=(column + 1, 0))
        assert driver.session.asker == "p1", "it asks before it ends a question that runs"
        assert "click again: next: Karin" in driver.preview
        await driver.pilot.click("#below", offset=(column + 1, 0))
        assert driver.session.asker == "p5"


async def test_a_click_on_an_offer_opens_it(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "karin kent iemand", "bo leent een beamer #tool")
        await driver.pass_time()
        await driver.pilot.click("#offers", offset=(20, 1))
        assert driver.screen.line.value == "Bo leent een beamer #tool"
        assert driver.app.focused is driver.screen.line


async def test_the_language_changes_while_it_runs(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        assert "Circle" in driver.screen_text
        await driver.enter("/taal nl")
        await driver.pass_time()
        assert "Kring" in driver.screen_text
        assert "Circle" not in driver.screen_text
        await driver.press("ctrl+z")
        await driver.pass_time()
        assert "Circle" in driver.screen_text


async def test_the_language_command_switches_a_screen_that_was_opened_in_another_language(tmp_path: Path) -> None:
    async with console_on(tmp_path, replace(EMPTY_SESSION, language="nl"), language="en") as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time()
        assert "Circle" in driver.screen_text
        await driver.enter("/taal nl")
        await driver.pass_time()
        assert "Kring" in driver.screen_text
        assert "Circle" not in driver.screen_text
        await driver.enter("/language en")
        await driver.pass_time()
        assert "Circle" in driver.screen_text


async def test_an_unknown_day_is_marked_in_the_list_of_offers(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN, "bo stuurt een handleiding @vriiijdag")
        await driver.press("enter")
        await driver.enter("karin een tip zonder dag")
        await driver.pass_time()
        first, second = (row for row in driver.screen_text.splitlines() if "handleiding" in row or "zonder dag" in row)
        assert "when?" in first
        assert "when?" not in second
        assert not any(map(is_incomplete, driver.saved_session().offers.values())), "a tip owes no day"
        await driver.enter("/edit 1 bo stuurt een handleiding @vrijdag")
        await driver.pass_time()
        assert not any("when?" in row for row in driver.screen_text.splitlines() if "handleiding" in row)


async def test_a_new_window_size_loses_no_keys(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        text = "karin kent een schrijfster die hierover spreekt"
        sizes = ((80, 24), (40, 12), (200, 60), (20, 5), (120, 40), (1, 1), (60, 17), (80, 24))
        for number, letter in enumerate(text):
            await driver.press("space" if letter == " " else letter)
            if number % 6 == 5:
                await driver.pilot.resize_terminal(*sizes[number // 6 % len(sizes)])
        assert driver.screen.line.value == text
        await driver.press("enter")
        assert driver.saved_session().offers["o1"].text == "kent een schrijfster die hierover spreekt"


async def test_the_smallest_screen_shows_time_question_and_line(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(40, 12)) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time(30)
        await driver.press(*"karin")
        text = driver.screen_text
        assert "4:30" in text
        assert "Wie kent een spreker?" in text
        assert "Karin Smit" in text
        assert "› karin" in text


async def test_a_second_console_is_read_only(tmp_path: Path) -> None:
    async with console_on(tmp_path, read_only=True) as driver:
        assert "Read-only" in driver.reminder
        await driver.enter("Anne")
        assert not driver.session.participants
        assert driver.screen.line.value == "Anne"


async def test_a_pasted_list_is_shown_before_it_is_added(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(80, 24)) as driver:
        driver.screen.pasted((DATA / "deelnemers-tab.txt").read_text("utf-8"))
        await driver.pass_time()
        assert not driver.session.participants
        assert "Enter add them" in driver.reminder
        await driver.press("enter")
        assert len(driver.session.participants) == 12
        await driver.press("ctrl+z")
        assert not driver.session.participants


@pytest.mark.parametrize("form", ["{}", "'{}'", "file://{}"])
async def test_dropping_a_file_shows_its_participants(tmp_path: Path, form: str) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(form.format(DATA / "deelnemers.csv"))
        await driver.pass_time()
        await driver.press("enter")
        assert len(driver.session.participants) == 12


async def test_enter_on_a_path_shows_its_participants(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(str(DATA / "deelnemers-windows.csv"))
        await driver.wait_until_drawn()  # A thread reads the file.
        assert not driver.session.participants
        await driver.press("enter")
        assert len(driver.session.participants) == 12


async def test_escape_drops_a_pasted_list(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted("Anne\nBo\nCarla\n")
        await driver.press("escape", "enter")
        assert not driver.session.participants


async def test_pasted_lines_become_one_line_or_wait(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE, "/begin", "/go")
        driver.screen.pasted("Anne Wie kent een spreker?\nBo Wie leent een fiets?\n\nKarin Wie leest mee?\n")
        assert driver.screen.line.value == "Anne Wie kent een spreker?"
        await driver.press("enter", "enter", "enter")
        assert [question.text for question in driver.session.questions.values()] == [
            "Wie kent een spreker?",
            "Wie leent een fiets?",
            "Wie leest mee?",
        ]
        await driver.enter("/go", "/next")
        driver.screen.pasted("karin kent\r\neen schrijfster\n")
        assert driver.screen.line.value == "karin kent een schrijfster"


async def test_escape_on_the_empty_line_drops_waiting_lines(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE, "/begin", "/go")
        driver.screen.pasted("Anne Wie kent een spreker?\nBo Wie leent een fiets?\nKarin Wie leest mee?\n")
        await driver.press("escape")
        assert driver.screen.controller.waiting
        await driver.press("escape")
        assert not driver.screen.controller.waiting
        assert "2" in driver.preview
        await driver.press("up")
        assert driver.screen.line.value == "Anne Wie kent een spreker?"


async def test_pasted_lines_in_the_round_wait_one_by_one_if_they_name_someone(tmp_path: Path) -> None:
    lines = ("karin knows a printer", "and his brother too", "zoe lends a beamer #tool", "bo helps on friday #help")
    async with console_on(tmp_path, rehearsal_session(2000, "en"), seconds=2000) as driver:
        before = len(driver.session.offers)
        driver.screen.pasted("\n".join(lines))
        await driver.wait_for_messages()
        assert driver.screen.line.value == "karin knows a printer and his brother too"
        await driver.press("enter", "enter", "enter")
        texts = [offer.text for offer in driver.session.offers.values()][before:]
        assert len(texts) == 3
        assert texts[0] == "knows a printer and his brother too" and "lends a beamer" in texts[1]


async def test_a_paste_of_a_megabyte_loses_nothing(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        driver.screen.pasted("woord " * 170_000)
        await driver.pass_time()
        assert len(driver.screen.line.value) <= 2000
        waiting = driver.screen.controller.waiting
        assert sum(line.count("woord") for line in (driver.screen.line.value, *waiting)) == 170_000


async def test_leaving_saves_everything(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.press(*"karin ke", "ctrl+q")
        await driver.pilot.pause()
    saved = driver.saved_session()
    assert saved.asker == "p1"
    assert saved.draft
    assert saved.draft.text == "karin ke"


@pytest.mark.parametrize("pane", ["f3", "f4", "f5"])
async def test_escape_clears_the_line_and_then_closes_a_large_pane(tmp_path: Path, pane: str) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.pass_time()
        before = driver.screen_text
        await driver.press(pane, *"ka", "escape")
        assert driver.screen.line.value == ""
        assert any(driver.screen.has_class(f"-large-{each}") for each in ENLARGED)
        await driver.press("escape")
        await driver.pass_time()
        assert "Circle" in before and "Circle" in driver.screen_text
        assert not any(driver.screen.has_class(f"-large-{each}") for each in ENLARGED)
