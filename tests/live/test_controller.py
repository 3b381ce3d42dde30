"""The controller: what typing, Enter and the keys do to a session."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
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

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
PEOPLE = ("Anne Visser", "Anneke de Groot", "Bo Jansen", "Fatima El Amrani", "Karin Smit", "Zoë van Dijk")


def rehearsal() -> Iterator[tuple[float | None, str]]:
    """The lines of the rehearsal, each with its seconds since the start."""
    for line in (DATA / "ring.txt").read_text("utf-8").splitlines():
        match = re.match(r"(\d+):(\d\d):(\d\d)  (.*)", line)
        if match:
            yield int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]), match[4]
        elif line and not line.startswith("#"):
            yield None, line


class Keeper:
    """A saver that keeps everything it got."""

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


class Room:
    """A live session, its clock and its keeper."""

    def __init__(self, session: Session | None = None) -> None:
        self.clock, self.keeper = ManualClock(START), Keeper()
        self.controller = Controller(session or Session(date=dt.date(2026, 11, 24)), self.clock, self.keeper)

    def enter(self, *lines: str) -> None:
        for line in lines:
            self.controller.type(line)
            answer = self.controller.enter()
            assert answer.outcome is Outcome.DONE, (line, answer)

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)


@pytest.fixture
def room() -> Room:
    """Six people, in the round, Anne's question open for a minute."""
    room = Room()
    room.enter(*PEOPLE, "/begin", "/go", "Anne Wie kent een spreker?", "/go", "/next")
    room.wait(60)
    return room


def test_typing_the_rehearsal_gives_its_numbers() -> None:
    room = Room(Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam"))
    for seconds, line in rehearsal():
        if seconds is not None:
            room.clock.set(START + dt.timedelta(seconds=seconds))
        for length in range(1, len(line) + 1):
            room.controller.type(line[:length])
        assert room.controller.enter().outcome is Outcome.DONE, line
    expected = json.loads((DATA / "expected.json").read_text("utf-8"))
    assert summary_statistics(room.keeper.kept[-1], speaking_time=True) == expected


def test_a_complete_name_gives_the_floor_from_the_first_key_on(room: Room) -> None:
    room.controller.type("k")
    room.wait(3)
    room.controller.type("karin")
    assert room.controller.session.speaker == "p1"
    room.controller.type("karin ")
    assert room.controller.session.speaker == "p5"
    room.wait(20)
    room.controller.type("karin kent iemand #contact")
    assert room.controller.enter().outcome is Outcome.DONE
    first, second = room.controller.base.turns.values()
    assert first.end == second.start == START + dt.timedelta(seconds=60)
    assert next(iter(room.controller.base.offers.values())).at == START + dt.timedelta(seconds=83)


def test_clearing_the_line_gives_the_floor_back(room: Room) -> None:
    before = room.controller.base
    room.controller.type("karin ")
    room.controller.type("")
    assert room.controller.session is room.controller.base is before


def test_enter_completes_a_name(room: Room) -> None:
    room.controller.type("ka")
    room.wait(2)
    room.controller.type("karin")
    room.wait(5)
    assert room.controller.enter().outcome is Outcome.DONE
    assert room.controller.base.speaker == "p5"
    assert room.controller.base.turns["t2"].start == START + dt.timedelta(seconds=60)


def test_the_empty_line_gives_the_floor_back(room: Room) -> None:
    room.enter("karin", "")
    assert room.controller.base.speaker == "p1"


def test_a_line_belongs_to_its_question_and_gives_the_floor_once(room: Room) -> None:
    room.controller.type("karin kent")
    room.wait(10)
    assert room.controller.do(NextQuestion(at=room.clock.now())).outcome is Outcome.DONE
    assert room.controller.session.asker == "p2"
    room.controller.type("karin kent iemand #contact")
    assert room.controller.enter().outcome is Outcome.DONE
    offer = next(iter(room.controller.base.offers.values()))
    assert offer.question == "q1"
    assert room.controller.base.speaker == "p2"
    spoken = [(turn.who, turn.question) for turn in room.controller.base.turns.values()]
    assert spoken == [("p1", "q1"), ("p5", "q1"), ("p2", "q2")]


def test_a_command_by_key_keeps_the_line_that_is_being_typed(room: Room) -> None:
    room.controller.type("karin kent ie")
    room.wait(1)
    assert room.controller.do(AddTime(at=room.clock.now())).outcome is Outcome.DONE
    room.controller.type("karin kent iemand")
    room.enter("karin kent iemand")
    assert room.controller.base.questions["q1"].added == 60
    assert len(room.controller.base.offers) == 1


def test_undo_removes_a_line_and_the_floor_that_it_gave(room: Room) -> None:
    before = room.controller.base
    room.enter("karin kent iemand #contact")
    room.wait(30)
    room.enter("/undo")
    assert room.controller.base == before
    room.enter("/redo")
    assert room.controller.base.speaker == "p5"
    assert len(room.controller.base.offers) == 1


def test_undo_says_what_it_undid(room: Room) -> None:
    room.enter("karin kent iemand")
    room.controller.type("/undo")
    assert "tip from Karin for Anne · kent iemand" in str(room.controller.enter().said)


@pytest.mark.parametrize("line", ["karin kent iemand #t", "karin kent iemand @blauw", "an: kent iemand"])
def test_a_second_enter_keeps_an_unclear_line(room: Room, line: str) -> None:
    room.controller.type(line)
    asked = room.controller.enter()
    assert asked.outcome is Outcome.ASK
    assert asked.said
    assert room.controller.text == line
    assert not room.controller.base.offers
    assert room.controller.enter().outcome is Outcome.DONE
    assert len(room.controller.base.offers) == 1
    assert room.controller.text == ""


def test_another_letter_after_the_question_asks_again(room: Room) -> None:
    room.controller.type("karin kent iemand #t")
    assert room.controller.enter().outcome is Outcome.ASK
    room.controller.type("karin kent iemand anders #t")
    assert room.controller.enter().outcome is Outcome.ASK


@pytest.mark.parametrize("line", ["/nonsense", "/next Nobody", "/mend 99 x", "/began", "/began 0:99"])
def test_a_line_that_cannot_be_done_stays_on_the_line(room: Room, line: str) -> None:
    before = room.controller.base
    room.controller.type(line)
    for _ in range(3):
        answer = room.controller.enter()
        assert answer.outcome is Outcome.REFUSED
        assert answer.said
    assert room.controller.text == line
    assert room.controller.base is before


def test_up_goes_to_older_entries_and_enter_changes_one(room: Room) -> None:
    room.enter("karin kent een schrijfster #contact")
    room.wait(10)
    room.enter("bo leent een beamer #tool")
    room.wait(10)
    room.controller.type("zoë denkt")
    assert room.controller.previous_entry()
    assert "beamer" in room.controller.text
    assert room.controller.previous_entry()
    assert "schrijfster" in room.controller.text
    room.controller.type("karin kent een schrijver #contact @1 dec")
    assert room.controller.enter().outcome is Outcome.DONE
    offer = room.controller.base.offers["o1"]
    assert (offer.text, offer.due) == ("kent een schrijver", dt.date(2026, 12, 1))
    assert room.controller.text == "zoë denkt"
    assert [turn.who for turn in room.controller.base.turns.values()] == ["p1", "p5", "p3", "p6"]


def test_an_empty_entry_is_deleted_and_escape_leaves_editing(room: Room) -> None:
    room.enter("karin kent een schrijfster #contact")
    assert room.controller.previous_entry()
    room.controller.type("")
    assert room.controller.enter().outcome is Outcome.DONE
    assert not room.controller.base.offers
    room.enter("/undo")
    assert room.controller.previous_entry()
    room.controller.type("iets anders")
    assert room.controller.leave()
    assert room.controller.base.offers["o1"].text == "kent een schrijfster"
    assert room.controller.text == ""


def test_down_past_the_newest_entry_returns_to_the_line(room: Room) -> None:
    room.enter("karin kent een schrijfster #contact")
    room.controller.type("bo zegt")
    assert room.controller.previous_entry()
    assert room.controller.next_entry()
    assert room.controller.text == "bo zegt"
    assert room.controller.editing is None


def test_escape_clears_the_line_and_up_brings_it_back(room: Room) -> None:
    room.controller.type("karin kent")
    room.wait(5)
    assert room.controller.leave()
    assert room.controller.text == ""
    assert room.controller.session.speaker == "p1"
    assert room.controller.previous_entry()
    assert room.controller.text == "karin kent"
    assert room.controller.session.speaker == "p5"
    assert room.controller.session.turns["t2"].start == START + dt.timedelta(seconds=60)


def test_the_draft_is_in_the_file_within_a_second_and_comes_back(room: Room) -> None:
    room.controller.type("karin kent nog ie")
    room.wait(1)
    room.controller.tick()
    saved = room.keeper.kept[-1]
    assert saved.draft == Draft(text="karin kent nog ie", begun=START + dt.timedelta(seconds=60), question="q1")
    assert saved.speaker == "p1"
    again = Controller(saved, room.clock)
    assert again.text == "karin kent nog ie"
    assert again.session.speaker == "p5"
    assert again.base.draft is None


def test_waiting_lines_are_saved_and_come_back(room: Room) -> None:
    room.controller.add_waiting(["karin twee", "karin drie"])
    room.controller.tick()
    again = Controller(room.keeper.kept[-1], room.clock, room.keeper)
    assert again.text == ""
    assert again.next_line() == "karin twee"
    again.type("iets")
    assert again.next_line() == ""
    again.tick()
    draft = room.keeper.kept[-1].draft
    assert draft
    assert (draft.text, draft.waiting) == ("iets", ("karin drie",))
    assert again.drop_waiting() == 1
    again.leave()
    again.tick()
    assert room.keeper.kept[-1].draft is None


def test_the_file_keeps_as_many_waiting_lines_as_it_can_hold(room: Room) -> None:
    room.controller.add_waiting(["a"] * 1_000_000)
    room.controller.tick()
    draft = room.keeper.kept[-1].draft
    assert draft
    assert 100_000 < len(draft.waiting) < 1_000_000


def test_a_half_edited_entry_comes_back_with_the_line_that_waited(room: Room) -> None:
    room.enter("karin kent een schrijver", "bo leent een fiets")
    room.controller.type("karin ke")
    room.controller.previous_entry()
    room.controller.previous_entry()
    room.controller.type("karin kent een schr")
    room.controller.tick()
    again = Controller(room.keeper.kept[-1], room.clock, room.keeper)
    assert again.editing
    assert again.editing.ref == "o1"
    assert again.text == "karin kent een schr"
    assert again.leave()
    assert again.text == "karin ke"
    again.tick()
    draft = room.keeper.kept[-1].draft
    assert draft
    assert (draft.text, draft.mending) == ("karin ke", None)


def test_an_entry_that_was_emptied_comes_back_empty(room: Room) -> None:
    room.enter("karin kent een schrijver")
    room.controller.previous_entry()
    room.controller.type("")
    room.controller.tick()
    again = Controller(room.keeper.kept[-1], room.clock)
    assert again.editing
    assert again.text == ""
    again.enter()
    assert not again.base.offers


def test_walking_past_an_entry_changes_nothing(room: Room) -> None:
    room.enter("karin kent een schrijver")
    room.controller.previous_entry()
    room.controller.tick()
    assert room.keeper.kept[-1].draft is None


def test_a_read_only_console_has_its_own_line(room: Room) -> None:
    room.controller.type("karin ke")
    room.controller.add_waiting(["bo twee"])
    room.controller.tick()
    looking = Controller(room.keeper.kept[-1], room.clock, read_only_reason=say("Looking on."))
    assert (looking.text, looking.waiting) == ("", [])


def test_a_tick_without_typing_saves_nothing(room: Room) -> None:
    before = len(room.keeper.kept)
    room.controller.tick()
    assert len(room.keeper.kept) == before


def test_a_long_gap_counts_as_a_pause_until_the_facilitator_decides(room: Room) -> None:
    saved = room.keeper.kept[-1]
    last = last_event(saved)
    assert last is not None
    room.wait(16 * 60)
    controller = Controller(saved, room.clock)
    assert controller.gap == (last, room.clock.now())
    assert controller.base.pause
    assert controller.base.pause.since == last
    assert controller.count_gap()
    assert controller.base == saved
    assert not controller.count_gap()


def test_a_short_gap_is_not_a_pause(room: Room) -> None:
    room.wait(14 * 60)
    controller = Controller(room.keeper.kept[-1], room.clock)
    assert controller.gap is None
    assert controller.base.pause is None


def test_a_computer_that_slept_is_noticed(room: Room) -> None:
    room.controller.tick()
    room.wait(20 * 60)
    room.controller.tick()
    assert room.controller.gap


def test_a_read_only_console_changes_nothing(room: Room) -> None:
    controller = Controller(room.keeper.kept[-1], room.clock, read_only_reason=say("You look on."))
    controller.type("karin kent iemand")
    assert controller.enter().outcome is Outcome.REFUSED
    assert controller.do(PauseRing(at=room.clock.now())).outcome is Outcome.REFUSED
    assert controller.session.speaker == "p1"
    assert not controller.base.offers


def test_listeners_are_called_only_when_the_session_shown_changes(room: Room) -> None:
    heard: list[tuple[Session, Session]] = []
    room.controller.listeners.append(lambda before, after: heard.append((before, after)))
    for text in ("k", "ka", "karin", "karin "):
        room.controller.type(text)
    assert len(heard) == 1
    for text in ("karin k", "karin ke", "karin ken"):
        room.controller.type(text)
    assert len(heard) == 1
    room.enter("karin kent iemand")
    assert len(heard) == 2
    assert all(before is not after for before, after in heard)


def test_lines_in_a_pause_are_noted_and_give_no_floor(room: Room) -> None:
    assert room.controller.do(PauseRing(at=room.clock.now())).outcome is Outcome.DONE
    room.controller.type("karin kent")
    assert room.controller.session.speaker is None
    room.enter("karin kent iemand #contact")
    assert room.controller.base.speaker is None
    assert len(room.controller.base.offers) == 1


def test_a_command_begins_a_phase(room: Room) -> None:
    room.enter("/go reflectie", "karin een goede ingang")
    assert room.controller.base.phase is Phase.REFLECT
    assert [reflection.who for reflection in room.controller.base.reflections.values()] == ["p5"]
