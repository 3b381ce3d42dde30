"""What holds for every line: nothing that was typed is lost, and who is not named does not help."""

from __future__ import annotations

import datetime as dt

from hypothesis import assume, example, given
from hypothesis import strategies as st

from reciring.clock import ManualClock
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.ring.command_types import AddNote, AddOffer, AddReflection, Command, SetQuestion, SetSpeaker, SpeakerLine
from reciring.ring.interpret_line import Unclear, interpret, is_sign
from reciring.ring.names import aliases, read_names
from reciring.ring.session import Phase
from reciring.ring.text import fold, squeeze
from tests.ring.test_lines_of_a_room import NAMES, room
from tests.support.line_sessions import NOW, any_line, any_phase, session_in_phase

_NAMED = (*NAMES, "rob", "Daan", "karin", "marieke", "marieke j", "marieke b.", "priay", "sjoerd", "7", "12", "0", "40")
_JOINERS = (" en ", " and ", "+", " + ", "&", " & ", ", ", ",", ", en ", ": ", " : ", " ", "  ", "; ", " of ")
_WORDS = "kent komt 3 mensen 4 dec wil de van - + ? en and zijn broer 9 euro 1,5 12:30 j b ' \" ( a's".split()
names_and_joiners = st.lists(st.sampled_from(_NAMED) | st.sampled_from(_JOINERS), max_size=6).map("".join)
words = st.lists(st.sampled_from(_WORDS) | st.text("abcdefgh0123456789-'é", min_size=1, max_size=5), max_size=6)
lines = st.builds(lambda head, rest: f"{head} {' '.join(rest)}", names_and_joiners, words)


def entered(line: str, phase: Phase = Phase.ROUND) -> Command | None:
    """What the first Enter makes of a line."""
    session = room() if phase is Phase.ROUND else session_in_phase(phase)
    meaning = interpret(line, session, NOW)
    return meaning.fallback if isinstance(meaning, Unclear) else meaning


@given(lines)
@example("rob, marieke en daan komen")
@example("rob en marieke")
@example("10, 11 en 12 dec")
@example("marieke v")
@example("rob & ")
def test_no_character_of_a_line_without_markers_is_lost(text: str) -> None:
    line = squeeze(text)
    assume(line and not is_sign(line) and line[0] != "=" and "=" not in line.split(" ")[0])
    command, session = entered(line), room()
    if isinstance(command, SetSpeaker | SpeakerLine) or command is None:
        # The name alone: all of the line is names.
        named = read_names(line, session)
        assert named and not line[max(named.end, named.choices_end) :].strip(" :,")
        return
    assert isinstance(command, AddOffer | AddNote | SetQuestion)
    assert line.endswith(command.text)
    head = line[: len(line) - len(command.text)]
    if head.strip(" :,"):
        named = read_names(f"{head}x" if head.endswith(" ") else head, session)
        assert named and named.end >= len(head.rstrip())
        whose = {command.who} if isinstance(command, AddNote | SetQuestion) else {*command.helpers, session.asker}
        assert set(named.refs) <= whose


@given(st.lists(st.sampled_from([*_WORDS, "mensen", "jaar", "april", "10", "+", "&", ","]), min_size=1, max_size=6))
@example(["3", "mensen"])
@example(["10", "en", "11", "dec"])
@example(["4", "dec"])
@example(["3", "+", "4", "mensen"])
def test_line_that_names_nobody_gets_no_helper(typed: list[str]) -> None:
    line = squeeze(" ".join(typed))
    first = line.split(" ")[0]
    # A number alone, or before a comma or a colon, is a seat number.
    assume(not all(word.isdigit() or word in ("en", "and", "+", "&") for word in typed))
    assume("," not in typed and not is_sign(line) and first not in ("0",) and not line.endswith((",", ":")))
    assume(not any(fold(word) == alias for word in typed for alias, _, _ in aliases(room())))
    command = entered(line)
    assert isinstance(command, AddOffer | AddNote)
    assert not (command.helpers if isinstance(command, AddOffer) else command.who)


@given(any_line, any_phase)
def test_an_enter_keeps_the_line_or_leaves_it_where_it_is(text: str, phase: Phase) -> None:
    clock = ManualClock(NOW)
    controller = Controller(session_in_phase(phase), clock)
    controller.type(text)
    before = controller.base
    answer = controller.enter()
    if answer.outcome in (Outcome.REFUSED, Outcome.ASK):
        assert controller.text == text
        assert controller.base == before
    else:
        assert controller.text == ""
        kept = [step.line for step in controller.history.done]
        assert answer.outcome is Outcome.SHOW or not squeeze(text) or squeeze(text) in kept or controller.base == before


@given(st.text(max_size=30), any_phase, st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2030, 1, 1)))
def test_every_text_is_interpreted(text: str, phase: Phase, at: dt.datetime) -> None:
    meaning = interpret(text, session_in_phase(phase), at.replace(tzinfo=dt.UTC))
    assert isinstance(meaning, Command | Unclear)
    assert not isinstance(meaning, AddReflection) or meaning.text
