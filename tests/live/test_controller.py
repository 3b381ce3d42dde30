"""The controller: what typing, Enter and the keys do to a session."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from reciring.clock import ManualClock
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.report.statistics import summary_statistics
from reciring.ring.command_types import AddTime, NextQuestion, PauseRing
from reciring.ring.message import say
from reciring.ring.session import Draft, Phase, Session, last_event
from reciring.store.autosave import SaveState
from tests.support.paths import DATA
from tests.support.rehearsal import rehearsal_lines

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
PEOPLE = ("Anne Visser", "Anneke de Groot", "Bo Jansen", "Fatima El Amrani", "Karin Smit", "Zoë van Dijk")


class RecordingSaver:
    """A saver that records every session it gets."""

    def __init__(self) -> None:
        self.kept: list[Session] = []

    @property
    def state(self) -> SaveState:
        return SaveState(path=Path("ring.toml"), submitted=len(self.kept), saved=len(self.kept))

    def submit(self, session: Session) -> int:
        self.kept.append(session)
        return len(self.kept)

    def flush(self, timeout: float) -> bool:
        return True

    def close(self, timeout: float) -> bool:
        return True


class ControllerDriver:
    """A controller with a manual clock and a saver that records."""

    def __init__(self, session: Session | None = None) -> None:
        self.clock, self.saver = ManualClock(START), RecordingSaver()
        self.controller = Controller(session or Session(date=dt.date(2026, 11, 24)), self.clock, self.saver)

    def enter(self, *lines: str) -> None:
        for line in lines:
            self.controller.type(line)
            answer = self.controller.enter()
            assert answer.outcome is Outcome.DONE, (line, answer)

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)


@pytest.fixture
def driver() -> ControllerDriver:
    """Six people, in the round, Anne's question open for a minute."""
    driver = ControllerDriver()
    driver.enter(*PEOPLE, "/begin", "/go", "Anne Wie kent een spreker?", "/go", "/next")
    driver.wait(60)
    return driver


def test_typing_the_rehearsal_gives_its_numbers() -> None:
    driver = ControllerDriver(Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam"))
    for seconds, line in rehearsal_lines():
        if seconds is not None:
            driver.clock.set(START + dt.timedelta(seconds=seconds))
        for length in range(1, len(line) + 1):
            driver.controller.type(line[:length])
        assert driver.controller.enter().outcome is Outcome.DONE, line
    expected = json.loads((DATA / "expected.json").read_text("utf-8"))
    assert summary_statistics(driver.saver.kept[-1], speaking_time=True) == expected


def test_a_complete_name_sets_the_speaker_from_the_first_key_on(driver: ControllerDriver) -> None:
    driver.controller.type("k")
    driver.wait(3)
    driver.controller.type("karin")
    assert driver.controller.session.speaker == "p1"
    driver.controller.type("karin ")
    assert driver.controller.session.speaker == "p5"
    driver.wait(20)
    driver.controller.type("karin kent iemand #contact")
    assert driver.controller.enter().outcome is Outcome.DONE
    first, second = driver.controller.base.turns.values()
    assert first.end == second.start == START + dt.timedelta(seconds=60)
    assert next(iter(driver.controller.base.offers.values())).at == START + dt.timedelta(seconds=83)


def test_clearing_the_line_restores_the_speaker(driver: ControllerDriver) -> None:
    before = driver.controller.base
    driver.controller.type("karin ")
    driver.controller.type("")
    assert driver.controller.session is driver.controller.base is before


def test_enter_completes_a_name(driver: ControllerDriver) -> None:
    driver.controller.type("ka")
    driver.wait(2)
    driver.controller.type("karin")
    driver.wait(5)
    assert driver.controller.enter().outcome is Outcome.DONE
    assert driver.controller.base.speaker == "p5"
    assert driver.controller.base.turns["t2"].start == START + dt.timedelta(seconds=60)


def test_the_empty_line_makes_the_asker_the_speaker(driver: ControllerDriver) -> None:
    driver.enter("karin", "")
    assert driver.controller.base.speaker == "p1"


def test_a_line_belongs_to_its_question_and_sets_the_speaker_once(driver: ControllerDriver) -> None:
    driver.controller.type("karin kent")
    driver.wait(10)
    assert driver.controller.do(NextQuestion(at=driver.clock.now())).outcome is Outcome.DONE
    assert driver.controller.session.asker == "p2"
    driver.controller.type("karin kent iemand #contact")
    assert driver.controller.enter().outcome is Outcome.DONE
    offer = next(iter(driver.controller.base.offers.values()))
    assert offer.question == "q1"
    assert driver.controller.base.speaker == "p2"
    spoken = [(turn.who, turn.question) for turn in driver.controller.base.turns.values()]
    assert spoken == [("p1", "q1"), ("p5", "q1"), ("p2", "q2")]


def test_a_command_by_key_keeps_the_line_that_is_being_typed(driver: ControllerDriver) -> None:
    driver.controller.type("karin kent ie")
    driver.wait(1)
    assert driver.controller.do(AddTime(at=driver.clock.now())).outcome is Outcome.DONE
    driver.controller.type("karin kent iemand")
    driver.enter("karin kent iemand")
    assert driver.controller.base.questions["q1"].added == 60
    assert len(driver.controller.base.offers) == 1


def test_undo_removes_a_line_and_the_speaker_that_it_set(driver: ControllerDriver) -> None:
    before = driver.controller.base
    driver.enter("karin kent iemand #contact")
    driver.wait(30)
    driver.enter("/undo")
    assert driver.controller.base == before
    driver.enter("/redo")
    assert driver.controller.base.speaker == "p5"
    assert len(driver.controller.base.offers) == 1


def test_undo_says_what_it_undid(driver: ControllerDriver) -> None:
    driver.enter("karin kent iemand")
    driver.controller.type("/undo")
    assert "tip from Karin for Anne · kent iemand" in str(driver.controller.enter().said)


@pytest.mark.parametrize("line", ["karin kent iemand #t", "karin kent iemand @blauw", "an: kent iemand"])
def test_the_first_enter_keeps_an_unclear_line_and_says_what_is_unclear(driver: ControllerDriver, line: str) -> None:
    driver.controller.type(line)
    answer = driver.controller.enter()
    assert answer.outcome is Outcome.MARKED
    assert answer.said
    assert len(driver.controller.base.offers) == 1
    assert driver.controller.text == ""


def test_a_line_that_cannot_be_done_is_brought_back_after_others_were_typed_over_it(driver: ControllerDriver) -> None:
    for line in ("/nonsense", "/nobody", "karin kent iemand"):
        driver.controller.type(line[0])
        driver.controller.type(line)
        driver.controller.enter()
    assert [offer.text for offer in driver.controller.base.offers.values()] == ["kent iemand"]
    for line in ("/nobody", "/nonsense"):
        assert driver.controller.previous_entry()
        assert driver.controller.text == line
        driver.controller.type("")


@pytest.mark.parametrize("line", ["/nonsense", "/next Nobody", "/edit 99 x", "/backdate", "/backdate 0:99"])
def test_a_line_that_cannot_be_done_stays_on_the_line(driver: ControllerDriver, line: str) -> None:
    before = driver.controller.base
    driver.controller.type(line)
    for _ in range(3):
        answer = driver.controller.enter()
        assert answer.outcome is Outcome.REFUSED
        assert answer.said
    assert driver.controller.text == line
    assert driver.controller.base is before


def test_up_goes_to_older_entries_and_enter_changes_one(driver: ControllerDriver) -> None:
    driver.enter("karin kent een schrijfster #contact")
    driver.wait(10)
    driver.enter("bo leent een beamer #tool")
    driver.wait(10)
    driver.controller.type("zoë denkt")
    assert driver.controller.previous_entry()
    assert "beamer" in driver.controller.text
    assert driver.controller.previous_entry()
    assert "schrijfster" in driver.controller.text
    driver.controller.type("karin kent een schrijver #contact @1 dec")
    assert driver.controller.enter().outcome is Outcome.DONE
    offer = driver.controller.base.offers["o1"]
    assert (offer.text, offer.due) == ("kent een schrijver", dt.date(2026, 12, 1))
    assert driver.controller.text == "zoë denkt"
    assert [turn.who for turn in driver.controller.base.turns.values()] == ["p1", "p5", "p3", "p6"]


def test_an_empty_entry_is_deleted_and_escape_leaves_editing(driver: ControllerDriver) -> None:
    driver.enter("karin kent een schrijfster #contact")
    assert driver.controller.previous_entry()
    driver.controller.type("")
    assert driver.controller.enter().outcome is Outcome.DONE
    assert not driver.controller.base.offers
    driver.enter("/undo")
    assert driver.controller.previous_entry()
    driver.controller.type("iets anders")
    assert driver.controller.leave()
    assert driver.controller.base.offers["o1"].text == "kent een schrijfster"
    assert driver.controller.text == ""


def test_down_past_the_newest_entry_returns_to_the_line(driver: ControllerDriver) -> None:
    driver.enter("karin kent een schrijfster #contact")
    driver.controller.type("bo zegt")
    assert driver.controller.previous_entry()
    assert driver.controller.next_entry()
    assert driver.controller.text == "bo zegt"
    assert driver.controller.editing is None


def test_escape_clears_the_line_and_up_brings_it_back(driver: ControllerDriver) -> None:
    driver.controller.type("karin kent")
    driver.wait(5)
    assert driver.controller.leave()
    assert driver.controller.text == ""
    assert driver.controller.session.speaker == "p1"
    assert driver.controller.previous_entry()
    assert driver.controller.text == "karin kent"
    assert driver.controller.session.speaker == "p5"
    assert driver.controller.session.turns["t2"].start == START + dt.timedelta(seconds=60)


def test_the_draft_is_in_the_file_within_a_second_and_comes_back(driver: ControllerDriver) -> None:
    driver.controller.type("karin kent nog ie")
    driver.wait(1)
    driver.controller.tick()
    saved = driver.saver.kept[-1]
    assert saved.draft == Draft(text="karin kent nog ie", begun=START + dt.timedelta(seconds=60), question="q1")
    assert saved.speaker == "p1"
    again = Controller(saved, driver.clock)
    assert again.text == "karin kent nog ie"
    assert again.session.speaker == "p5"
    assert again.base.draft is None


def test_waiting_lines_are_saved_and_come_back(driver: ControllerDriver) -> None:
    driver.controller.add_waiting(["karin twee", "karin drie"])
    driver.controller.tick()
    again = Controller(driver.saver.kept[-1], driver.clock, driver.saver)
    assert again.text == ""
    assert again.next_line() == "karin twee"
    again.type("iets")
    assert again.next_line() == ""
    again.tick()
    draft = driver.saver.kept[-1].draft
    assert draft
    assert (draft.text, draft.waiting) == ("iets", ("karin drie",))
    assert again.drop_waiting() == 1
    again.leave()
    again.tick()
    assert driver.saver.kept[-1].draft is None


def test_a_line_that_could_not_be_done_survives_a_crash(driver: ControllerDriver) -> None:
    driver.controller.type("/offer karin slides")
    assert driver.controller.enter().outcome is Outcome.REFUSED
    driver.controller.type("b")
    driver.controller.tick()
    again = Controller(driver.saver.kept[-1], driver.clock, driver.saver)
    assert again.text == "b"
    again.leave()
    assert again.previous_entry() and again.text == "b"
    again.type("")
    assert again.previous_entry() and again.text == "/offer karin slides"


def test_the_file_keeps_as_many_waiting_lines_as_it_can_hold(driver: ControllerDriver) -> None:
    driver.controller.add_waiting(["a"] * 1_000_000)
    driver.controller.tick()
    draft = driver.saver.kept[-1].draft
    assert draft
    assert 100_000 < len(draft.waiting) < 1_000_000


def test_a_half_edited_entry_comes_back_with_the_line_that_waited(driver: ControllerDriver) -> None:
    driver.enter("karin kent een schrijver", "bo leent een fiets")
    driver.controller.type("karin ke")
    driver.controller.previous_entry()
    driver.controller.previous_entry()
    driver.controller.type("karin kent een schr")
    driver.controller.tick()
    again = Controller(driver.saver.kept[-1], driver.clock, driver.saver)
    assert again.editing
    assert again.editing.ref == "o1"
    assert again.text == "karin kent een schr"
    assert again.leave()
    assert again.text == "karin ke"
    again.tick()
    draft = driver.saver.kept[-1].draft
    assert draft
    assert (draft.text, draft.mending) == ("karin ke", None)


def test_an_entry_that_was_emptied_comes_back_empty(driver: ControllerDriver) -> None:
    driver.enter("karin kent een schrijver")
    driver.controller.previous_entry()
    driver.controller.type("")
    driver.controller.tick()
    again = Controller(driver.saver.kept[-1], driver.clock)
    assert again.editing
    assert again.text == ""
    again.enter()
    assert not again.base.offers


def test_walking_past_an_entry_changes_nothing(driver: ControllerDriver) -> None:
    driver.enter("karin kent een schrijver")
    driver.controller.previous_entry()
    driver.controller.tick()
    assert driver.saver.kept[-1].draft is None


def test_a_read_only_console_has_its_own_line(driver: ControllerDriver) -> None:
    driver.controller.type("karin ke")
    driver.controller.add_waiting(["bo twee"])
    driver.controller.tick()
    looking = Controller(driver.saver.kept[-1], driver.clock, read_only_reason=say("Looking on."))
    assert (looking.text, looking.waiting) == ("", [])


def test_a_tick_without_typing_saves_nothing(driver: ControllerDriver) -> None:
    before = len(driver.saver.kept)
    driver.controller.tick()
    assert len(driver.saver.kept) == before


def test_a_long_gap_counts_as_a_pause_until_the_facilitator_decides(driver: ControllerDriver) -> None:
    saved = driver.saver.kept[-1]
    last = last_event(saved)
    assert last is not None
    driver.wait(16 * 60)
    controller = Controller(saved, driver.clock)
    assert controller.gap == (last, driver.clock.now())
    assert controller.base.pause
    assert controller.base.pause.since == last
    assert controller.count_gap()
    assert controller.base == saved
    assert not controller.count_gap()


def test_undoing_the_pause_of_a_gap_lets_its_time_count(driver: ControllerDriver) -> None:
    driver.controller.tick()
    driver.wait(20 * 60)
    driver.controller.tick()
    assert driver.controller.gap
    driver.controller.type("/undo")
    driver.controller.enter()
    driver.wait(1)
    driver.controller.tick()
    assert driver.controller.base.pause is None
    assert driver.controller.gap is None


def test_a_short_gap_is_not_a_pause(driver: ControllerDriver) -> None:
    driver.wait(14 * 60)
    controller = Controller(driver.saver.kept[-1], driver.clock)
    assert controller.gap is None
    assert controller.base.pause is None


def test_a_computer_that_slept_is_noticed(driver: ControllerDriver) -> None:
    driver.controller.tick()
    driver.wait(20 * 60)
    driver.controller.tick()
    assert driver.controller.gap


def test_a_read_only_console_changes_nothing(driver: ControllerDriver) -> None:
    controller = Controller(driver.saver.kept[-1], driver.clock, read_only_reason=say("You look on."))
    controller.type("karin kent iemand")
    assert controller.enter().outcome is Outcome.REFUSED
    assert controller.do(PauseRing(at=driver.clock.now())).outcome is Outcome.REFUSED
    assert controller.session.speaker == "p1"
    assert not controller.base.offers


def test_listeners_are_called_only_when_the_session_shown_changes(driver: ControllerDriver) -> None:
    heard: list[tuple[Session, Session]] = []
    driver.controller.listeners.append(lambda before, after: heard.append((before, after)))
    for text in ("k", "ka", "karin", "karin "):
        driver.controller.type(text)
    assert len(heard) == 1
    for text in ("karin k", "karin ke", "karin ken"):
        driver.controller.type(text)
    assert len(heard) == 1
    driver.enter("karin kent iemand")
    assert len(heard) == 2
    assert all(before is not after for before, after in heard)


def test_lines_in_a_pause_are_noted_and_give_no_floor(driver: ControllerDriver) -> None:
    assert driver.controller.do(PauseRing(at=driver.clock.now())).outcome is Outcome.DONE
    driver.controller.type("karin kent")
    assert driver.controller.session.speaker is None
    driver.enter("karin kent iemand #contact")
    assert driver.controller.base.speaker is None
    assert len(driver.controller.base.offers) == 1


def test_a_command_begins_a_phase(driver: ControllerDriver) -> None:
    driver.enter("/go reflectie", "karin een goede ingang")
    assert driver.controller.base.phase is Phase.REFLECT
    assert [reflection.who for reflection in driver.controller.base.reflections.values()] == ["p5"]


@pytest.mark.parametrize(
    ("phase", "line", "edited"),
    [
        ("formulate", "hoe leer ik fietsen?", "zoe hoe leer ik fietsen?"),
        ("reflect", "dat het zo snel ging", "anne dat het zo snel ging"),
    ],
)
def test_a_line_without_a_name_becomes_what_was_meant_when_the_name_is_added(
    driver: ControllerDriver, phase: str, line: str, edited: str
) -> None:
    driver.enter(f"/go {phase}")
    driver.controller.type(line)
    assert driver.controller.enter().outcome is Outcome.MARKED
    assert driver.controller.previous_entry()
    driver.controller.type(edited)
    assert driver.controller.enter().outcome is Outcome.DONE
    session = driver.controller.base
    assert line not in [note.text for note in session.notes.values()]
    questions = [question.text for question in session.questions.values()]
    assert line in [*questions, *(reflection.text for reflection in session.reflections.values())]
    assert driver.controller.text == ""
    driver.controller.type("/undo")
    driver.controller.enter()
    assert line in [note.text for note in driver.controller.base.notes.values()]
