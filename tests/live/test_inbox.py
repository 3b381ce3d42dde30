"""What phones hand in: what waits, what is taken by itself, and that nothing is lost or counted twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from reciring.clock import ManualClock
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.live.inbox import Inbox, hand_in_command, hand_in_line
from reciring.ring.command_types import AddOffer, Redo, SetQuestion, Undo
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import Kind, Phase, ReflectionKind, Session, outcomes
from reciring.ring.text import squeeze
from reciring.store.backups import access_path, inbox_path
from reciring.store.inbox import HandIn, HandInKind, InboxEntry, InboxWriter, Joined, Left, SpeakerTap, TypedLine
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.line_sessions import NOW, PHASES, session_in_phase


def inbox_of(phase: Phase = Phase.ROUND, session: Session | None = None) -> Inbox:
    controller = Controller(session or session_in_phase(phase), ManualClock(NOW))
    return Inbox(controller, Path("ring.toml"))


def offer(text: str = "kent een zaal", number: int = 1, **more: object) -> HandIn:
    values: dict[str, object] = {"question": "q4", "offer_kind": Kind.CONTACT, "who": "p7", **more}
    return HandIn(id=f"d:{number}", device="d", at=NOW, kind=HandInKind.OFFER, text=text, **values)  # type: ignore[arg-type]


def question(text: str = "wie kent een zaal?", who: str = "p7") -> HandIn:
    return HandIn(id="d:q", device="d", at=NOW, who=who, kind=HandInKind.QUESTION, text=text)


def take_in(inbox: Inbox, *entries: InboxEntry) -> None:
    inbox.add(list(entries))


def test_an_offer_waits_until_it_is_taken_and_is_noted_once() -> None:
    inbox = inbox_of()
    take_in(inbox, offer(), offer())
    assert [it.id for it in inbox.waiting] == ["d:1"]
    assert inbox.put_on_line()
    answer = inbox.enter()
    assert answer
    assert answer.outcome is Outcome.DONE
    session = inbox.controller.base
    [key] = session.offers
    assert session.offers[key].text == "kent een zaal"
    assert outcomes(session) == {"d:1": key}
    assert inbox.waiting == []
    assert inbox.controller.text == ""
    take_in(inbox, offer())
    assert len(inbox.controller.base.offers) == 1


def test_undo_lets_it_wait_again_and_redo_takes_it() -> None:
    inbox = inbox_of()
    take_in(inbox, offer())
    inbox.put_on_line()
    inbox.enter()
    controller = inbox.controller
    for line, waiting in (("/undo", 1), ("/redo", 0)):
        controller.type(line)
        assert controller.enter().outcome is Outcome.DONE
        assert len(inbox.waiting) == waiting


def test_changes_on_the_line_are_taken_along() -> None:
    inbox = inbox_of()
    take_in(inbox, offer())
    inbox.put_on_line()
    inbox.controller.type(inbox.controller.text.replace("een zaal", "een grote zaal"))
    inbox.enter()
    [taken] = inbox.controller.base.offers.values()
    assert (taken.text, taken.kind, taken.helpers) == ("kent een grote zaal", Kind.CONTACT, ("p7",))


def test_an_emptied_line_declines_and_escape_puts_back() -> None:
    inbox = inbox_of()
    take_in(inbox, offer(number=1), offer(number=2))
    inbox.put_on_line()
    assert inbox.put_back()
    assert len(inbox.waiting) == 2
    inbox.put_on_line()
    inbox.controller.type("")
    assert inbox.on_line
    inbox.enter()
    assert outcomes(inbox.controller.base) == {"d:1": ""}
    assert inbox.controller.base.offers == {}
    assert [it.id for it in inbox.waiting] == ["d:2"]
    inbox.controller.type("/undo")
    assert str(inbox.controller.enter().said).startswith("undone: what was handed in was not taken")


def test_nothing_comes_on_a_line_that_has_a_text() -> None:
    inbox = inbox_of()
    take_in(inbox, offer())
    inbox.controller.type("anne")
    assert not inbox.put_on_line()
    assert inbox.enter() is None


def test_the_hand_in_on_the_line_survives_a_crash_and_counts_once() -> None:
    inbox = inbox_of()
    take_in(inbox, offer())
    inbox.put_on_line()
    kept = inbox.controller.base
    draft = inbox.controller.draft
    again = inbox_of(session=replace(kept, draft=draft))
    take_in(again, offer())
    assert again.on_line
    again.enter()
    assert len(again.controller.base.offers) == 1
    assert again.waiting == []


@pytest.mark.parametrize("phase", PHASES)
def test_own_questions_are_taken_by_themselves_while_they_are_written(phase: Phase) -> None:
    inbox = inbox_of(phase)
    take_in(inbox, question())
    taken = inbox.controller.base.questions.get("q7")
    if phase in (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE):
        assert taken
        assert taken.text == "wie kent een zaal?"
        assert inbox.waiting == []
    else:
        assert inbox.waiting == [question()]


def test_an_open_ring_takes_offers_at_once_and_undo_lets_them_wait_for_a_key() -> None:
    inbox = inbox_of()
    inbox.takes_offers = True
    take_in(inbox, offer())
    assert len(inbox.controller.base.offers) == 1
    inbox.controller.type("/undo")
    inbox.controller.enter()
    take_in(inbox, offer(number=2))
    assert [it.id for it in inbox.waiting] == ["d:1"]


def test_taking_all_takes_each_as_a_step_of_its_own() -> None:
    inbox = inbox_of()
    take_in(inbox, offer(number=1), offer(number=2), offer(number=3))
    assert str(inbox.take_all()) == "added: 3"
    inbox.controller.type("/undo")
    inbox.controller.enter()
    assert len(inbox.controller.base.offers) == 2


def test_taking_all_takes_no_more_at_once_than_the_console_can_do_in_an_instant() -> None:
    inbox = inbox_of()
    take_in(inbox, *(offer(number=number) for number in range(203)))
    assert str(inbox.take_all()) == "added: 200. 3 still wait: /take all adds the next."
    assert str(inbox.take_all()) == "added: 3"


def test_a_line_that_is_being_typed_is_never_touched() -> None:
    inbox = inbox_of()
    inbox.controller.type("tom stuurt de sl")
    inbox.takes_offers = True
    take_in(inbox, offer(), TypedLine(id="t:1", device="t", at=NOW, text="karin kent iemand", question="q4"))
    assert inbox.controller.text == "tom stuurt de sl"
    inbox.controller.type("tom stuurt de slides")
    inbox.controller.enter()
    assert [it.text for it in inbox.controller.base.offers.values()] == [
        "kent een zaal",
        "kent iemand",
        "stuurt de slides",
    ]


def test_the_typists_lines_and_taps_are_done_in_the_order_of_their_instants() -> None:
    inbox = inbox_of()
    take_in(
        inbox,
        SpeakerTap(id="t:2", device="t", at=NOW + dt.timedelta(seconds=2), who="p2"),
        TypedLine(id="t:1", device="t", at=NOW, text="karin kent iemand #contact", question="q4"),
    )
    session = inbox.controller.base
    assert [it.helpers for it in session.offers.values()] == [("p7",)]
    assert session.speaker == "p2"
    assert set(outcomes(session)) == {"t:1", "t:2"}


def test_what_the_typist_cannot_do_is_declined_and_does_not_come_back() -> None:
    inbox = inbox_of()
    take_in(inbox, TypedLine(id="t:1", device="t", at=NOW, text="/star 99"))
    assert outcomes(inbox.controller.base) == {"t:1": ""}


def test_phones_that_joined_and_left_are_counted() -> None:
    inbox = inbox_of()
    events = [Joined(id=f"d:{n}", device="d", at=NOW, who="p7") for n in range(2)]
    take_in(inbox, *events, Left(id="d:9", device="d", at=NOW, who="p7"))
    assert inbox.devices["p7"] == 1


@given(
    text=st.text(max_size=60), kind=st.sampled_from(Kind), private=st.booleans(), asker=st.sampled_from(["q4", "q2"])
)
def test_a_hand_in_on_the_line_means_what_was_handed_in(text: str, kind: Kind, private: bool, asker: str) -> None:
    text = squeeze(text)
    if not text:
        return
    hand_in = offer(text, offer_kind=kind, private=private, question=asker, due=dt.date(2026, 11, 27))
    session = session_in_phase(Phase.ROUND)
    meaning = interpret(hand_in_line(hand_in, session), session, NOW, bound=session.current)
    assert not isinstance(meaning, Unclear)
    assert meaning == hand_in_command(hand_in)


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=range(len(HOSTILE_TEXTS)))
def test_no_text_from_a_phone_is_a_marker_a_name_or_a_command(text: str) -> None:
    text = squeeze(text)
    for entry in (offer(text), question(text)):
        if not text:
            continue
        inbox = inbox_of()
        take_in(inbox, entry)
        inbox.put_on_line()
        inbox.enter()
        session = inbox.controller.base
        assert outcomes(session)[entry.id]
        texts = [it.text for it in session.offers.values()] + [session.questions["q7"].text]
        assert text in texts


def test_a_private_question_and_reflection_stay_private() -> None:
    asked = HandIn(id="d:1", device="d", at=NOW, who="p7", kind=HandInKind.QUESTION, text="geheim", private=True)
    inbox = inbox_of(Phase.FORMULATE)
    take_in(inbox, asked)
    assert inbox.controller.base.questions["q7"].private
    said = HandIn(
        id="d:2", device="d", at=NOW, who="p7", kind=HandInKind.REFLECTION, text="dank",
        reflection_kind=ReflectionKind.NEXT, private=True,
    )  # fmt: skip
    later = inbox_of(Phase.REFLECT)
    take_in(later, said)
    later.put_on_line()
    later.enter()
    [reflection] = later.controller.base.reflections.values()
    assert (reflection.kind, reflection.private) == (ReflectionKind.NEXT, True)


def test_commands_of_hand_ins_change_nobodys_turn() -> None:
    for command in (hand_in_command(offer()), hand_in_command(question())):
        assert isinstance(command, AddOffer | SetQuestion)
        assert command.speaker is None


@pytest.mark.parametrize("phase", [Phase.ROUND, Phase.DONE])
@pytest.mark.parametrize("waits", [False, True])
def test_the_inbox_of_a_ring_that_is_done_is_deleted_if_nothing_waits(
    tmp_path: Path, phase: Phase, waits: bool
) -> None:
    path = tmp_path / "ring.toml"
    writer = InboxWriter(path)
    writer.append([offer()] if waits else [])
    writer.close()
    access_path(path).write_bytes(b"{}")
    inbox = Inbox(Controller(session_in_phase(phase), ManualClock(NOW)), path)
    take_in(inbox, *inbox.reader.read())
    inbox.remove_when_done()
    assert inbox_path(path).exists() == access_path(path).exists() == (waits or phase is not Phase.DONE)


def test_a_private_hand_in_stays_private_when_its_words_are_changed_on_the_line() -> None:
    said = HandIn(
        id="d:1", device="d", at=NOW, who="p7", kind=HandInKind.REFLECTION, text="dank aan Tom", private=True
    )  # fmt: skip
    inbox = inbox_of(Phase.REFLECT)
    take_in(inbox, said)
    inbox.put_on_line()
    inbox.controller.type(inbox.controller.text.replace("dank", "veel dank"))
    inbox.enter()
    [reflection] = inbox.controller.base.reflections.values()
    assert (reflection.text, reflection.private) == ("veel dank aan Tom", True)


def test_a_marker_in_a_question_from_a_phone_is_text_also_when_the_line_is_changed() -> None:
    inbox = inbox_of()
    take_in(inbox, question("wat betekent #private hier?"))
    inbox.put_on_line()
    inbox.controller.type(inbox.controller.text + " Echt?")
    inbox.enter()
    changed = inbox.controller.base.questions["q7"]
    assert (changed.text, changed.private) == ("wat betekent #private hier? Echt?", False)


def test_a_typists_line_can_be_about_the_one_before_it() -> None:
    inbox = inbox_of()
    first = TypedLine(id="t:1", device="t", at=NOW, text="karin kent iemand", question="q4")
    take_in(inbox, first, TypedLine(id="t:2", device="t", at=NOW + dt.timedelta(seconds=1), text="/star 1"))
    assert [it.stars for it in inbox.controller.base.offers.values()] == [1]


def test_someone_with_a_hand_in_is_not_removed() -> None:
    inbox = inbox_of(Phase.FORMULATE)
    take_in(inbox, offer(who="p12", question="q11"))
    for name in ("zoë", inbox.controller.base.participants["p11"].name):
        inbox.controller.type(f"/remove {name}")
        answer = inbox.enter()
        assert answer
        assert answer.outcome is Outcome.REFUSED
    assert inbox.put_on_line() is False
    inbox.controller.type("")
    inbox.put_on_line()
    inbox.controller.type("")
    inbox.enter()
    # Nor after it was declined: the next participant gets the seat, and sees what was handed in from it.
    inbox.controller.type("/remove zoë")
    answer = inbox.enter()
    assert answer
    assert answer.outcome is Outcome.REFUSED
    inbox.controller.type(f"/remove {inbox.controller.base.participants['p10'].name}")
    assert inbox.enter() is None
    assert inbox.controller.enter().outcome is Outcome.DONE


def test_a_hand_in_of_someone_whom_undo_removed_waits_until_they_are_back() -> None:
    inbox = inbox_of(Phase.PREPARE)
    controller = inbox.controller
    controller.type("Xander Kok")
    controller.enter()
    take_in(inbox, offer(who="p13", question="q1"))
    inbox.put_on_line()
    for line, waiting in (("/undo", []), ("/redo", ["d:1"])):
        controller.do(Undo(at=NOW) if line == "/undo" else Redo(at=NOW))
        assert inbox.on_line is None or waiting
        inbox.meaning()
        assert [it.id for it in inbox.waiting] == waiting
