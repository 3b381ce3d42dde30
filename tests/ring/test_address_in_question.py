"""An address in a question that is typed or handed in becomes the asker's, and leaves the text that the group reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reciring.clock import ManualClock
from reciring.live.controller import Controller
from reciring.live.editing import Editing
from reciring.live.inbox import Inbox
from reciring.ring.addresses import EMAIL_PATTERN
from reciring.ring.command_types import Command, SetQuestion
from reciring.ring.command_wording import describe_command
from reciring.ring.message import Refused
from reciring.ring.session import Phase, Session, question_id
from reciring.ring.undo_wording import describe_undo
from reciring.ring.update import update
from reciring.store.inbox import HandIn, HandInKind
from tests.support.ring_driver import START, RingDriver, ring_in_phase, ring_in_round

TYPED = "mail me at a@x.example, wie kent een zaal?"
KEPT = "question of Anne; the e-mail address in it is saved as Anne's"


def preview(ring: RingDriver, line: str) -> str:
    command = ring.command(line)
    assert isinstance(command, Command)
    return str(describe_command(command, ring.session))


@pytest.mark.parametrize(
    ("phase", "line"),
    [
        (Phase.FORMULATE, f"1: {TYPED}"),
        (Phase.FORMULATE, f"anne {TYPED}"),
        (Phase.PREPARE, f"/question 1 {TYPED}"),
        (Phase.INTRODUCTION, f"/vraag anne {TYPED}"),
        (Phase.ROUND, f"/question anne {TYPED}"),
        (Phase.REFLECT, f"/question anne {TYPED}"),
    ],
)
def test_a_typed_address_is_kept_in_one_step(phase: Phase, line: str) -> None:
    ring = ring_in_phase(phase, "Anne", "Bo")
    before = ring.session
    assert preview(ring, line) == KEPT
    ring.type(line)
    text = "mail me at …, wie kent een zaal?"
    assert (ring.question("Anne").text, ring.person("Anne").email) == (text, "a@x.example")
    assert not ring.person("Anne").shares
    after = ring.session
    said = "undone: question of Anne; the e-mail address of Anne: a@x.example"
    assert str(describe_undo(before, after)) == said
    assert ring.type("/undo").session.participants == before.participants
    assert ring.session.questions == before.questions
    assert ring.type("/redo").session == after


def test_the_asker_of_the_round_says_it_when_the_question_has_no_words() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next")
    assert preview(ring, f"0:10 Anne {TYPED}") == KEPT
    ring.type(f"0:10 Anne {TYPED}")
    assert "@" not in (ring.question("Anne").text or "")
    assert ring.person("Anne").email == "a@x.example"


@pytest.mark.parametrize(
    ("email", "said"),
    [
        ("A@x.example", "question of Anne; the e-mail address in it is already Anne's"),
        ("own@x.example", "question of Anne; the e-mail address in it is left out: they have another"),
    ],
)
def test_an_address_that_is_known_stays(email: str, said: str) -> None:
    ring = ring_in_phase(Phase.FORMULATE, "Anne", "Bo").type(f"/address anne {email}")
    assert preview(ring, f"1: {TYPED}") == said
    ring.type(f"1: {TYPED}")
    assert ring.person("Anne").email == email
    assert "@" not in (ring.question("Anne").text or "")


def test_an_address_in_the_same_words_does_not_replace_the_question() -> None:
    ring = ring_in_phase(Phase.FORMULATE, "Anne", "Bo").type("1: wie kent een zaal?")
    assert preview(ring, "1: wie kent een zaal? (a@x.example)") == KEPT
    ring.type("1: wie kent een zaal? (a@x.example)")
    assert not ring.session.notes
    assert ring.person("Anne").email == "a@x.example"


def test_a_private_question_keeps_no_address_either() -> None:
    ring = ring_in_phase(Phase.FORMULATE, "Anne", "Bo")
    said = "question of Anne, private; the e-mail address in it is saved as Anne's"
    assert preview(ring, f"1: {TYPED} #private") == said


@pytest.mark.parametrize("text", ["a@x.example", "<a@x.example>", "a@x.example ?"])
def test_an_address_alone_is_not_a_question(text: str) -> None:
    ring = ring_in_phase(Phase.FORMULATE, "Anne", "Bo")
    assert ring.refusal_of(f"1: {text}") == "That is only an e-mail address. Type the question too, or use /address."


def test_a_note_that_becomes_a_question_by_editing() -> None:
    ring = ring_in_phase(Phase.FORMULATE, "Anne", "Bo").type(f"/note {TYPED}")
    [ref] = ring.session.notes
    editing = Editing(ring.session, ref)
    editing.lines[ref] = f"Anne {TYPED}"
    command = editing.command(ring.session, START)
    assert isinstance(command, Command)
    assert str(describe_command(command, ring.session)) == f"note {ref} becomes: {KEPT}"
    after = update(ring.session, command)
    assert isinstance(after, Session)
    assert after.questions[question_id("p1")].text == "mail me at …, wie kent een zaal?"
    assert after.participants["p1"].email == "a@x.example"


def test_an_address_from_a_phone() -> None:
    ring = ring_in_phase(Phase.FORMULATE, "Anne", "Bo")
    inbox = Inbox(Controller(ring.session, ManualClock(ring.now)), Path("ring.toml"))
    inbox.add([HandIn(id="d:1", device="d", at=ring.now, who="p1", kind=HandInKind.QUESTION, text=TYPED)])
    inbox.take_all()
    session = inbox.controller.base
    assert session.questions[question_id("p1")].text == "mail me at …, wie kent een zaal?"
    assert session.participants["p1"].email == "a@x.example"


def test_an_offer_and_a_note_keep_the_address_that_is_offered() -> None:
    ring = ring_in_round("Anne", "Bo").type("/question anne wie?", "0:00 /next")
    ring.type("0:10 Bo mail zaal@x.example", "0:20 Anne ik mail zaal@x.example", "0:30 /note mail zaal@x.example")
    texts = [*ring.offers("Anne"), *(note.text for note in ring.session.notes.values())]
    assert all("zaal@x.example" in text for text in texts) and len(texts) == 3
    assert not ring.person("Bo").email


@example("x@ .y a@b")
@given(st.text(alphabet="ab @.,;:?!<>()", min_size=1, max_size=40))
def test_no_question_holds_an_address(text: str) -> None:
    session = ring_in_phase(Phase.FORMULATE, "Anne", "Bo").session
    after = update(session, SetQuestion(at=START, who="p1", text=text))
    if isinstance(after, Refused):
        return
    assert EMAIL_PATTERN.search(after.questions[question_id("p1")].text or "") is None
    assert bool(after.participants["p1"].email) == bool(EMAIL_PATTERN.search(text))
