"""Actions without a screen: each gets the state of the view and returns what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.geometry import Size

from reciring.clock import ManualClock
from reciring.console.actions import erase, paste
from reciring.console.actions.commands import HANDLERS, leave_console
from reciring.console.actions.key_handler import KeyHandler
from reciring.console.actions.palette_choice import take_choice
from reciring.console.layout import compute_layout
from reciring.console.view_state import ViewState
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.live.exports import ExportResult
from reciring.locale import translator
from reciring.ring.session import Session
from reciring.store.settings import Settings
from tests.support.console_driver import EMPTY_SESSION, START, rehearsal_session


def view_of(session: Session) -> ViewState:
    return ViewState(Controller(session, ManualClock(START)), translator("en"), Settings(), path=Path("ring.toml"))


@pytest.fixture
def preparing() -> ViewState:
    return view_of(EMPTY_SESSION)


@pytest.fixture
def ring_done() -> ViewState:
    return view_of(rehearsal_session(99_999, "en"))


def test_a_pasted_list_is_shown_and_added_as_one_step(preparing: ViewState) -> None:
    assert paste.paste(preparing, "Anne, De Zwam\nBo Jansen") is not None
    assert preparing.people and len(preparing.people.participants) == 2
    reply = paste.enter(preparing)
    assert reply and reply.notice and reply.notice.outcome is Outcome.DONE
    assert len(preparing.session.participants) == 2
    KeyHandler(preparing).press("ctrl+z")
    assert not preparing.session.participants


def test_a_pasted_line_goes_to_the_line_and_blank_text_nowhere(preparing: ViewState) -> None:
    reply = paste.paste(preparing, "  Anne,  De Zwam \n")
    assert reply and reply.insert == "Anne, De Zwam"
    assert paste.paste(preparing, " \n ") is None


def test_the_next_phase_needs_the_key_twice(preparing: ViewState) -> None:
    keys = KeyHandler(preparing)
    preparing.footer_keys = frozenset({"right"})
    reply = keys.press("right")
    assert reply and reply.notice and reply.notice.outcome is Outcome.CONFIRM
    assert preparing.session.phase == "prepare"
    preparing.show_notice(reply.notice)
    assert isinstance(preparing.controller.clock, ManualClock)
    preparing.controller.clock.advance(2)
    keys.press("right")
    assert preparing.session.phase == "introduction"


def test_a_letter_is_left_to_the_line(preparing: ViewState) -> None:
    assert KeyHandler(preparing).press("a") is None


def test_printing_is_a_job_that_ends_in_a_reply(ring_done: ViewState) -> None:
    reply = KeyHandler(ring_done).press("f3")
    assert reply and reply.job and reply.job.doing
    ended = reply.job.done(ExportResult(False, reply.job.doing))
    assert ended and ended.notice and ended.notice.outcome is Outcome.REFUSED


def test_erasing_asks_first(ring_done: ViewState) -> None:
    turns = ring_done.session.turns
    assert turns
    keys = KeyHandler(ring_done)
    assert HANDLERS["erase"](ring_done, "").job is None
    assert ring_done.session.turns is turns
    keys.press("escape")
    keys.press("enter")
    assert ring_done.session.turns is turns
    HANDLERS["erase"](ring_done, "")
    erased = keys.press("enter")
    assert erased and erased.notice and erased.notice.outcome is Outcome.CONFIRM  # Held down, not pressed again.
    assert ring_done.session.turns is turns
    assert isinstance(ring_done.controller.clock, ManualClock)
    ring_done.controller.clock.advance(2)
    erased = keys.press("enter")
    assert erased and erased.job and not ring_done.session.turns


def test_the_question_about_erasing_is_asked_when_the_ring_ends(ring_done: ViewState) -> None:
    done = ring_done.session
    assert not erase.remind_when_done(ring_done, done, done)
    assert erase.leave_question(ring_done) is None


def test_without_unsaved_changes_the_console_ends_at_once(preparing: ViewState) -> None:
    assert leave_console(preparing).leave


def test_a_participant_chosen_in_the_palette_goes_on_the_line(ring_done: ViewState) -> None:
    reply = take_choice(ring_done, "who:p2")
    assert reply and reply.put == "/print 2 "
    assert take_choice(ring_done, "") is None


@pytest.mark.parametrize(
    ("size", "name"), [(Size(40, 12), "-compact"), (Size(80, 24), "-narrow"), (Size(200, 60), "-wide")]
)
def test_the_size_of_the_screen_decides_what_is_shown(preparing: ViewState, size: Size, name: str) -> None:
    classes = compute_layout(preparing, size, guide_rows=1, circle_rows=lambda width: 1, tour_rows=0).classes
    assert [known for known in ("-compact", "-narrow", "-wide") if classes[known]] == [name]
