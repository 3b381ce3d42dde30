"""Any line in any phase gives a command or a message, never an exception, and no typed text is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reciring.ring.addresses import EMAIL_PATTERN
from reciring.ring.command_types import (
    AddNote,
    AddOffer,
    AddReflection,
    Command,
    LineCommand,
    Redo,
    ScreenCommand,
    SetSpeaker,
    Undo,
)
from reciring.ring.command_wording import describe_command
from reciring.ring.completion import complete
from reciring.ring.entry_to_line import format_entry
from reciring.ring.interpret_line import Unclear, interpret, is_sign, next_speaker, parse_edited_entry, split_lines
from reciring.ring.markers import read_private
from reciring.ring.message import Refused
from reciring.ring.session import FACILITATOR, Kind, Note, Offer, Phase, Reflection, ReflectionKind, Session
from reciring.ring.text import squeeze
from reciring.ring.undo_wording import describe_change, describe_redo, describe_undo
from reciring.ring.update import update
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text
from tests.support.line_sessions import NAMES, NOW, PHASES, any_line, any_phase, session_in_phase, with_name
from tests.support.strategies import sessions

SCREEN = (ScreenCommand, Undo, Redo)


def enter(text: str, session: Session) -> Session | Refused | None:
    """The session after a line and two presses of Enter; None if nothing can be saved."""
    command = interpret(text, session, NOW)
    if isinstance(command, Unclear):
        assert str(command.reason)
        if command.fallback is None:
            return None
        command = command.fallback
    assert str(describe_command(command, session))
    if isinstance(command, SCREEN):
        return session
    after = update(session, command)
    if isinstance(after, Session) and after != session:
        assert (
            str(describe_change(session, after))
            and str(describe_undo(session, after))
            and str(describe_redo(session, after))
        )
    return after


@given(any_line, any_phase)
@example("/times", Phase.ROUND)
@example(">4", Phase.ROUND)
@example("/next 4 0:10", Phase.ROUND)
@example("/star 1 -3", Phase.REFLECT)
def test_any_line_gives_a_command_or_a_message(text: str, phase: Phase) -> None:
    session = session_in_phase(phase)
    enter(text, session)
    for completion in complete(text, session, NOW):
        assert completion.text != text
        assert str(completion.label)


@given(any_line, st.sampled_from(PHASES[1:]))
def test_second_enter_saves_every_line_without_a_slash(text: str, phase: Phase) -> None:
    line = squeeze(text)
    assume(line and line[0] != "/" and line != ".")
    session = session_in_phase(phase)
    command = interpret(text, session, NOW)
    if isinstance(command, Unclear):
        assert isinstance(command.fallback, AddOffer | AddNote | AddReflection)
        assert isinstance(update(session, command.fallback), Session)


@given(any_line, st.sampled_from([Phase.ROUND, Phase.REFLECT]))
@example("Karin ", Phase.ROUND)
@example(">anne bo belt", Phase.REFLECT)
@example("0 wie kent", Phase.REFLECT)
@example("anne+bo samen", Phase.REFLECT)
def test_speaker_while_typing_is_the_speaker_of_the_command(text: str, phase: Phase) -> None:
    session = session_in_phase(phase)
    meaning = interpret(text, session, NOW)
    command = meaning.fallback if isinstance(meaning, Unclear) else meaning
    while_typing = next_speaker(text, session)
    if isinstance(command, SetSpeaker) and squeeze(text):
        if not squeeze(text).startswith("/"):
            assert while_typing in (None, command.who or "")
            # A number can begin a sentence, until Enter.
            bare_number = squeeze(text).isdigit() and command.who
            assert bare_number or next_speaker(squeeze(text) + " ", session) == (command.who or "")
    elif isinstance(command, LineCommand):
        unfinished = isinstance(meaning, Unclear) and next_speaker(f"{text} ", session) == command.speaker
        assert while_typing == command.speaker or (while_typing is None and unfinished)
    else:
        assert while_typing is None


@given(sessions(), any_line, st.none() | st.integers(1, 30).map(lambda seat: f"q{seat}"))
def test_any_valid_session_gives_a_command_or_a_message(session: Session, text: str, bound: str | None) -> None:
    meaning = interpret(text, session, NOW, bound=bound)
    command = meaning.fallback if isinstance(meaning, Unclear) else meaning
    if command and not isinstance(command, SCREEN):
        assert str(describe_command(command, session))
    next_speaker(text, session)
    for completion in complete(text, session, NOW):
        interpret(completion.text, session, NOW)
    for table in (session.offers, session.notes, session.reflections):
        for entry in table.values():
            format_entry(entry, session)


def saved_text(session: Session) -> str:
    """All text in the entries, questions and participants of a session."""
    people = (f"{p.name} {p.organisation} {p.email}" for p in session.participants.values())
    questions = (question.text or "" for question in session.questions.values())
    entries = (entry.text for table in (session.offers, session.notes, session.reflections) for entry in table.values())
    return " ".join([*people, *questions, *entries])


@with_every_hostile_text
@pytest.mark.parametrize("phase", PHASES)
def test_hostile_text_stays_text_in_every_phase(label: str, phase: Phase) -> None:
    session, text = session_in_phase(phase), squeeze(HOSTILE_TEXTS[label])
    who = "" if phase in (Phase.PREPARE, Phase.INTRODUCTION, Phase.DONE) else "Karin: "
    enter(HOSTILE_TEXTS[label], session)
    after = enter(who + HOSTILE_TEXTS[label], session)
    if phase in (Phase.INTRODUCTION, Phase.DONE) and text and text[0] not in "/.=" and not is_sign(text):
        # A line that begins with a name becomes a note by that person with the text after the name.
        assert isinstance(after, Session)
        shared, _ = read_private(text)
        assert shared in saved_text(after) or any(
            note.who and shared.endswith(note.text) for note in after.notes.values()
        )
    if who and text:
        assert isinstance(after, Session)
        words = [word for word in text.split() if word[0] not in "#@*>\\"]
        if phase is Phase.FORMULATE:
            # Karin has an address, and no question keeps another one.
            words = [word for word in words if not EMAIL_PATTERN.search(word)]
        assert all(word in saved_text(after) for word in words)


@with_every_hostile_text
def test_participant_with_a_hostile_name_can_be_named(label: str) -> None:
    name = squeeze(HOSTILE_TEXTS[label])
    if not name:
        return
    session = with_name(session_in_phase(Phase.ROUND), "p7", name)
    line = format_entry(Offer(question="q4", helpers=("p7",), text="belt", at=NOW), session)
    command = interpret(line, session, NOW)
    assert isinstance(command, AddOffer) and command.helpers == ("p7",) and command.text == "belt"
    assert next_speaker(line, session) == "p7"
    assert interpret("7: belt", session, NOW) == command or name[:1] == "7"
    for text in (name[:2], name[:3], ">" + name[:2], "/away " + name[:1]):
        for completion in complete(text, session, NOW):
            assert isinstance(interpret(completion.text, session, NOW), Command | Unclear)


# --- an entry as a line ------------------------------------------------------------------------------------------

_words = st.text(max_size=30) | any_line
texts = _words.map(squeeze).filter(bool)
people = st.sampled_from([f"p{seat}" for seat in range(1, len(NAMES) + 1)])
dues = st.none() | st.dates(min_value=NOW.date().replace(year=1950), max_value=NOW.date().replace(year=2150))


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    question = draw(st.integers(1, 12))
    helper = people.filter(lambda who: who != f"p{question}") | st.just(FACILITATOR)
    return Offer(
        question=f"q{question}",
        helpers=tuple(draw(st.lists(helper, max_size=3, unique=True))),
        kind=draw(st.sampled_from(Kind)),
        text=draw(texts),
        due=draw(dues),
        stars=draw(st.integers(0, 4)),
        private=draw(st.booleans()),
        dropped=draw(st.booleans()),
        at=NOW,
    )


def same(entry: Offer | Note | Reflection, read: AddOffer | AddNote | AddReflection | Command | Unclear) -> bool:
    fields = [name for name in read.__struct_fields__ if name not in ("at", "speaker")]
    return isinstance(read, AddOffer | AddNote | AddReflection) and all(
        getattr(entry, name) == getattr(read, name) for name in fields
    )


@given(offers(), st.sampled_from(["en", "nl"]))
@example(Offer(question="q4", text="/go", at=NOW), "en")
@example(Offer(question="q4", text=".stil", at=NOW), "en")
@example(Offer(question="q4", helpers=("p1",), text="+bo komt ook", at=NOW), "en")
@example(Offer(question="q4", helpers=("p5",), text=": zo", at=NOW), "en")
@example(Offer(question="q4", helpers=("p1",), text=r"\#tip \@vr \\* > >4 # @", at=NOW), "en")
@example(Offer(question="q4", text="12 stoelen", at=NOW), "en")
@example(Offer(question="q4", helpers=("p3",), text="mail @ vrijdag", at=NOW), "en")
@example(Offer(question="q2", helpers=(FACILITATOR, "p7"), text="samen", kind=Kind.HELP, at=NOW), "nl")
def test_line_of_an_offer_gives_the_offer(offer: Offer, language: str) -> None:
    session = session_in_phase(Phase.ROUND, language=language)
    assert same(offer, interpret(format_entry(offer, session, bound="q4"), session, NOW))
    after = update(session, AddOffer(at=NOW, **{name: getattr(offer, name) for name in AddOffer.__struct_fields__[2:]}))
    assert isinstance(after, Session)
    assert same(offer, parse_edited_entry("o1", format_entry(offer, session), after, NOW))


@given(people, texts, st.sampled_from(ReflectionKind), dues)
def test_line_of_a_reflection_gives_the_reflection(
    who: str, text: str, kind: ReflectionKind, due: dt.date | None
) -> None:
    session = session_in_phase(Phase.REFLECT)
    reflection = Reflection(who=who, text=text, kind=kind, due=due, at=NOW)
    assert same(reflection, interpret(format_entry(reflection, session), session, NOW))


@given(people, texts)
def test_line_of_a_note_gives_the_note(who: str, text: str) -> None:
    session = session_in_phase(Phase.ROUND, names=(*NAMES, "Willem Kok"), asker=who)
    note = Note(phase=Phase.ROUND, question=f"q{who[1:]}", who=who, text=text, at=NOW)
    assert same(note, interpret(format_entry(note, session), session, NOW))
    leader = Note(phase=Phase.REFLECT, who=FACILITATOR, text=text, at=NOW)
    after = update(session_in_phase(Phase.REFLECT), AddNote(at=NOW, text=text, who=FACILITATOR))
    assert isinstance(after, Session)
    assert same(leader, parse_edited_entry("n1", format_entry(leader, after), after, NOW))
    plain = Note(phase=Phase.ROUND, text=text, at=NOW)
    after = update(session, AddNote(at=NOW, text=text, question=""))
    assert isinstance(after, Session)
    assert same(plain, parse_edited_entry("n1", format_entry(plain, session), after, NOW))


@given(st.lists(st.text(st.characters(blacklist_characters="\n\v\f\r\x85\u2028\u2029")).map(str.strip), max_size=5))
def test_pasted_text_is_split_at_every_line_break(parts: list[str]) -> None:
    for sign in ("\n", "\r", "\r\n", "\u2028", "\u2029", "\x85", "\v", "\n\n"):
        assert split_lines(sign.join(parts)) == tuple(filter(None, parts))
