"""The console's screen: keys, mouse, sizes, and a whole ring typed on it."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from textual.widgets import Digits

from reciring.console.view_state import ENLARGED
from reciring.report.numbers import summary_numbers
from reciring.ring.session import Phase, is_incomplete
from reciring.store.settings import BellMode, Settings
from tests.support.console_driver import EMPTY, led
from tests.support.paths import DATA

replace = msgspec.structs.replace
PEOPLE = ("Anne Visser", "Anneke de Groot", "Bo Jansen", "Fatima El Amrani", "Karin Smit", "Zoë van Dijk")
BEGUN = (*PEOPLE, "/begin", "/go", "Anne Wie kent een spreker?", "/go", "/next")


async def test_the_rehearsal_typed_on_the_screen_gives_its_numbers(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.rehearse()
        expected = json.loads((DATA / "expected.json").read_text("utf-8"))
        assert summary_numbers(ring.saved(), speaking_time=True) == expected


async def test_typed_key_by_key(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.second(60)
        await ring.press(*"karin", "space")
        assert ring.session.speaker == "p5"
        await ring.press(*"kent iemand #c @vr", "enter")
        offer = ring.saved().offers["o1"]
        assert (offer.text, offer.kind, str(offer.due)) == ("kent iemand", "contact", "2026-11-27")
        assert ring.screen.line.value == ""
        assert ring.app.focused is ring.screen.line


async def test_the_arrow_asks_twice_for_a_phase_and_ignores_a_held_key(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*PEOPLE)
        await ring.press("right")
        assert ring.phase() is Phase.PREPARE
        assert "once more" in ring.preview
        await ring.press("right", "right")
        assert ring.phase() is Phase.PREPARE
        await ring.second(1.5)
        await ring.press("right")
        assert ring.phase() is Phase.INTRODUCTION


async def test_another_key_forgets_that_the_arrow_was_pressed(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*PEOPLE)
        await ring.press("right")
        await ring.second(1.5)
        await ring.press("x", "backspace", "right")
        assert ring.phase() is Phase.PREPARE


async def test_the_arrow_is_the_next_question_at_once_but_once(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.second(30)
        await ring.press("right", "right", "right")
        assert ring.session.asker == "p2"
        await ring.second(2)
        await ring.press("f7")
        assert ring.session.asker == "p3"


async def test_single_keys_act_on_the_empty_line_alone(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.press("plus", "plus", "minus")
        assert ring.session.questions["q1"].added == 60
        await ring.press("space")
        assert ring.session.pause
        await ring.press("space")
        assert not ring.session.pause
        await ring.press("a", "space", "plus", "question_mark")
        assert ring.screen.line.value == "a +?"
        assert ring.session.questions["q1"].added == 60
        assert not ring.session.pause


async def test_a_pause_and_the_next_question_work_with_text_on_the_line(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.press(*"karin ", *"ken", "f6")
        assert ring.session.pause
        assert ring.screen.line.value == "karin ken"
        await ring.press("f6", "f7")
        assert ring.session.asker == "p2"
        assert ring.screen.line.value == "karin ken"


async def test_what_cannot_be_done_says_why(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*PEOPLE)
        await ring.press("space")
        assert "nothing to pause" in ring.preview
        assert ring.screen.line.value == ""


async def test_tab_completes_and_goes_round(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.press(*"ann", "tab")
        first = ring.screen.line.value
        await ring.press("tab")
        second = ring.screen.line.value
        await ring.press("tab")
        assert {first, second} == {"Anne Visser ", "Anneke de Groot "}
        assert ring.screen.line.value == first
        await ring.press("shift+tab")
        assert ring.screen.line.value == second
        assert ring.session.speaker == "p2"


async def test_undo_is_for_typing_while_there_is_text_and_for_steps_after_that(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN, "karin kent iemand")
        await ring.press(*"bo leent zijn", "ctrl+z")
        assert ring.screen.line.value == "bo leent "
        await ring.press("ctrl+y")
        assert ring.screen.line.value == "bo leent zijn"
        await ring.press("escape", "ctrl+z")
        assert not ring.session.offers
        assert "kent iemand" in ring.preview
        await ring.press("ctrl+y")
        assert len(ring.session.offers) == 1


async def test_up_mends_what_was_noted(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN, "karin kent een schrijfster")
        await ring.press("up")
        assert ring.screen.line.value == "Karin Smit kent een schrijfster"
        await ring.second()
        assert ring.row(-2).startswith(" 1 ✎")
        await ring.press(*" #c @do", "enter")
        assert ring.session.offers["o1"].kind == "contact"
        assert ring.screen.line.value == ""
        await ring.press("up", "escape")
        assert ring.screen.line.value == ""


async def test_ctrl_c_never_ends_a_ring(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.press("ctrl+c", "ctrl+c")
        assert ring.app.is_running
        assert "Ctrl+Q" in ring.preview


async def test_the_countdown_says_how_it_stands(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        digits = ring.screen.query_one("#digits", Digits)
        time = ring.screen.query_one("#time")
        await ring.second()
        assert digits.value == "5:00"
        await ring.second(0.4)
        assert digits.value == "5:00"
        await ring.second(0.6)
        assert digits.value == "4:59"
        await ring.second(238)
        assert not time.has_class("-amber")
        await ring.second(1)
        assert time.has_class("-amber")
        await ring.second(61)
        assert time.has_class("-over")
        assert digits.value == "-0:01"
        await ring.press("space")
        await ring.second()
        assert time.has_class("-paused")
        assert "PAUSE" in ring.text()


@pytest.mark.parametrize(("bell", "times"), [(BellMode.ZERO, 1), (BellMode.AMBER, 2), (BellMode.OFF, 0)])
async def test_the_bell_rings_once(tmp_path: Path, bell: BellMode, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    async with led(tmp_path, settings=Settings(bell=bell)) as ring:
        rung: list[str | None] = []
        monkeypatch.setattr(ring.app, "bell", lambda: rung.append(ring.session.current))
        await ring.enter(*BEGUN)
        for _ in range(400):
            ring.clock.advance(1)
            ring.screen.ticking.tick()
        await ring.enter("/plus 5:00")
        for _ in range(10):
            ring.clock.advance(1)
            ring.screen.ticking.tick()
        assert rung == ["q1"] * times


async def test_vague_offers_are_named_when_little_time_is_left(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN, "karin kent iemand #contact", "bo een tip", "zoe oefent #hulp @vr")
        await ring.second(269)
        assert "Ask when" not in ring.text()
        await ring.second(2)
        assert "Ask when: Karin" in ring.text()


async def test_speaking_times_show_only_when_asked_for(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.second(50)
        await ring.enter("karin kent iemand")
        await ring.second(25)
        assert "▇" not in ring.text()
        await ring.press("f2")
        await ring.second()
        assert "0:50" in ring.text()
        assert "0:25" in ring.text()
        assert "balance" in ring.text()
        await ring.press("f2")
        await ring.second()
        assert "▇" not in ring.text()


async def test_a_click_gives_the_floor_and_the_line_keeps_the_focus(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.second(10)
        await ring.pilot.click("#circle", offset=(5, 3))
        assert ring.session.speaker == "p3"
        assert ring.app.focused is ring.screen.line
        clicked = ring.preview
        await ring.press("ctrl+z")
        await ring.enter("bo")
        assert clicked == ring.preview, "it says what typing the name says"
        assert "Bo" in clicked


async def test_a_click_on_who_waits_calls_them(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.second(10)
        column = ring.screen.query_one("#below").render().plain.index("Karin")  # type: ignore[union-attr]
        await ring.pilot.click("#below", offset=(column + 1, 0))
        assert ring.session.asker == "p5"


async def test_a_click_on_an_offer_opens_it(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN, "karin kent iemand", "bo leent een beamer #tool")
        await ring.second()
        await ring.pilot.click("#offers", offset=(20, 1))
        assert ring.screen.line.value == "Bo Jansen leent een beamer #tool"
        assert ring.app.focused is ring.screen.line


async def test_the_language_changes_while_it_runs(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        assert "Circle" in ring.text()
        await ring.enter("/taal nl")
        await ring.second()
        assert "Kring" in ring.text()
        assert "Circle" not in ring.text()
        await ring.press("ctrl+z")
        await ring.second()
        assert "Circle" in ring.text()


async def test_the_language_command_switches_a_screen_that_was_opened_in_another_language(tmp_path: Path) -> None:
    async with led(tmp_path, replace(EMPTY, language="nl"), language="en") as ring:
        await ring.enter(*BEGUN)
        await ring.second()
        assert "Circle" in ring.text()
        await ring.enter("/taal nl")
        await ring.second()
        assert "Kring" in ring.text()
        assert "Circle" not in ring.text()
        await ring.enter("/language en")
        await ring.second()
        assert "Circle" in ring.text()


async def test_a_day_that_was_not_understood_is_flagged_in_the_list(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN, "bo stuurt een handleiding @vriiijdag")
        await ring.press("enter")
        await ring.enter("karin een tip zonder dag")
        await ring.second()
        first, second = (row for row in ring.text().splitlines() if "handleiding" in row or "zonder dag" in row)
        assert "when?" in first
        assert "when?" not in second
        assert not any(map(is_incomplete, ring.saved().offers.values())), "a tip owes no day"
        await ring.enter("/mend 1 bo stuurt een handleiding @vrijdag")
        await ring.second()
        assert not any("when?" in row for row in ring.text().splitlines() if "handleiding" in row)


async def test_nothing_typed_is_lost_while_the_window_changes(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        text = "karin kent een schrijfster die hierover spreekt"
        sizes = ((80, 24), (40, 12), (200, 60), (20, 5), (120, 40), (1, 1), (60, 17), (80, 24))
        for number, letter in enumerate(text):
            await ring.press("space" if letter == " " else letter)
            if number % 6 == 5:
                await ring.pilot.resize_terminal(*sizes[number // 6 % len(sizes)])
        assert ring.screen.line.value == text
        await ring.press("enter")
        assert ring.saved().offers["o1"].text == "kent een schrijfster die hierover spreekt"


async def test_the_smallest_screen_keeps_what_matters(tmp_path: Path) -> None:
    async with led(tmp_path, size=(40, 12)) as ring:
        await ring.enter(*BEGUN)
        await ring.second(30)
        await ring.press(*"karin")
        text = ring.text()
        assert "4:30" in text
        assert "Wie kent een spreker?" in text
        assert "Karin Smit" in text
        assert "› karin" in text


async def test_a_second_console_looks_on(tmp_path: Path) -> None:
    async with led(tmp_path, read_only=True) as ring:
        assert "looking on" in ring.preview
        await ring.enter("Anne")
        assert not ring.session.participants
        assert ring.screen.line.value == "Anne"


async def test_many_pasted_people_are_shown_before_they_are_taken(tmp_path: Path) -> None:
    async with led(tmp_path, size=(80, 24)) as ring:
        ring.screen.pasted((DATA / "deelnemers-tab.txt").read_text("utf-8"))
        await ring.second()
        assert not ring.session.participants
        assert "Enter takes" in ring.preview
        await ring.press("enter")
        assert len(ring.session.participants) == 12
        await ring.press("ctrl+z")
        assert not ring.session.participants


@pytest.mark.parametrize("form", ["{}", "'{}'", "file://{}"])
async def test_a_dropped_file_is_read(tmp_path: Path, form: str) -> None:
    async with led(tmp_path) as ring:
        ring.screen.pasted(form.format(DATA / "deelnemers.csv"))
        await ring.second()
        await ring.press("enter")
        assert len(ring.session.participants) == 12


async def test_a_typed_path_is_read_on_enter(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(str(DATA / "deelnemers-windows.csv"))
        assert not ring.session.participants
        await ring.press("enter")
        assert len(ring.session.participants) == 12


async def test_escape_leaves_pasted_people_outside(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        ring.screen.pasted("Anne\nBo\nCarla\n")
        await ring.press("escape", "enter")
        assert not ring.session.participants


async def test_pasted_lines_become_one_or_wait(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*PEOPLE, "/begin", "/go")
        ring.screen.pasted("Anne Wie kent een spreker?\nBo Wie leent een fiets?\n\nKarin Wie leest mee?\n")
        assert ring.screen.line.value == "Anne Wie kent een spreker?"
        await ring.press("enter", "enter", "enter")
        assert [question.text for question in ring.session.questions.values()] == [
            "Wie kent een spreker?",
            "Wie leent een fiets?",
            "Wie leest mee?",
        ]
        await ring.enter("/go", "/next")
        ring.screen.pasted("karin kent\r\neen schrijfster\n")
        assert ring.screen.line.value == "karin kent een schrijfster"


async def test_lines_that_wait_are_let_go_by_escape_on_the_empty_line(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*PEOPLE, "/begin", "/go")
        ring.screen.pasted("Anne Wie kent een spreker?\nBo Wie leent een fiets?\nKarin Wie leest mee?\n")
        await ring.press("escape")
        assert ring.screen.controller.waiting
        await ring.press("escape")
        assert not ring.screen.controller.waiting
        assert "2" in ring.preview
        await ring.press("up")
        assert ring.screen.line.value == "Anne Wie kent een spreker?"


async def test_a_megabyte_is_pasted(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        ring.screen.pasted("woord " * 170_000)
        await ring.second()
        assert len(ring.screen.line.value) <= 2000
        waiting = ring.screen.controller.waiting
        assert sum(line.count("woord") for line in (ring.screen.line.value, *waiting)) == 170_000


async def test_quitting_keeps_everything(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.press(*"karin ke", "ctrl+q")
        await ring.pilot.pause()
    saved = ring.saved()
    assert saved.asker == "p1"
    assert saved.draft
    assert saved.draft.text == "karin ke"


@pytest.mark.parametrize("pane", ["f3", "f4", "f5"])
async def test_escape_clears_the_line_and_then_leaves_a_pane_that_is_large(tmp_path: Path, pane: str) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*BEGUN)
        await ring.second()
        before = ring.text()
        await ring.press(pane, *"ka", "escape")
        assert ring.screen.line.value == ""
        assert any(ring.screen.has_class(f"-large-{each}") for each in ENLARGED)
        await ring.press("escape")
        await ring.second()
        assert "Circle" in before and "Circle" in ring.text()
        assert not any(ring.screen.has_class(f"-large-{each}") for each in ENLARGED)
