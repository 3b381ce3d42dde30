"""``open --plain``: what is said about a ring, line by line, without a screen."""

from __future__ import annotations

import datetime as dt
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reciring.cli.context import Context
from reciring.cli.plain import PlainConsole
from reciring.clock import ManualClock
from reciring.live.opening import open_session
from reciring.locale import translator
from reciring.ring.session import Draft, Session
from reciring.store.files import load_session
from reciring.store.inbox import HandIn, HandInKind, InboxWriter
from reciring.store.toml import encode
from tests.support.ring_driver import START
from tests.support.terminal import Terminal

Step = str | float | type[BaseException]
"""A line that is typed, the seconds that pass before the next one, or what the keyboard raises."""
RING = ("bob", "anne", "/begin", "/go round", "/next bob")


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = tmp_path / "ring.toml"
    path.write_bytes(encode(Session(title="Try", date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam")))
    return path


@pytest.fixture
def lead(ring: Path) -> Callable[..., list[str]]:
    def run(*steps: Step, language: str = "en", read_only: bool = False) -> list[str]:
        clock, left, said = ManualClock(START), list(steps), list[str]()
        opened = open_session(ring, clock, read_only=read_only)

        def ask(on_line: str) -> str:
            step = left.pop(0) if left else EOFError
            while isinstance(step, float | int):
                clock.advance(step)
                step = left.pop(0)
            if not isinstance(step, str):
                raise step
            said.append(f"> {on_line}{step}")
            return on_line + step

        plain = PlainConsole(opened, Context(translator(language), None, language), ask, said.append)
        plain.run()
        plain.say_farewell(opened.close())
        return said

    return run


def after(line: str, said: list[str]) -> list[str]:
    """What was said after a line, up to the next one."""
    start = len(said) - said[::-1].index(f"> {line}")
    rest = said[start:]
    return rest[: next(at for at, text in enumerate(rest) if not text or text.startswith("> "))]


def test_it_begins_with_the_title_the_step_and_how_to_go_on(lead: Callable[..., list[str]]) -> None:
    said = lead()
    assert said[:2] == ["Try", "Step: Preparation."]
    assert "/help" in said[2]
    assert "/quit" in said[2]
    assert said[-1] == "Everything is saved in ring.toml."


def test_each_line_is_answered(lead: Callable[..., list[str]], ring: Path) -> None:
    said = lead(*RING, "anne knows a baker @fri", "xyz abc", "/theme")
    assert after("bob", said) == ["new participant: bob"]
    assert after("/next bob", said) == [
        "now: bob, 5:00",
        "Question from bob: not known yet",
    ]
    assert after("anne knows a baker @fri", said) == ["tip from anne for bob, Fri 27 Nov"]
    assert after("/theme", said)[0].startswith("Not done: There is no command /theme")
    saved = load_session(ring)[0]
    assert [offer.helpers for offer in saved.offers.values()] == [("p2",), ()]


def test_the_empty_line_says_where_the_ring_is(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, "anne knows a baker", 90, "")
    assert after("", said) == [
        "3:30 left, of 5:00.",
        "speaking: anne",
        "Question from bob: not known yet",
        "In the queue: 2 anne.",
        "Step: Round.",
    ]


def test_a_new_step_is_named_once_with_what_belongs_to_it(lead: Callable[..., list[str]]) -> None:
    said = lead("bob", "", "/begin", "/go round")
    assert after("", said) == ["Participants: 1 bob.", "Step: Preparation."]
    assert after("/begin", said) == ["the ring has begun: the introduction", "10:00 left, of 10:00."]
    assert after("/go round", said)[:2] == ["the round has begun", "In the queue: 1 bob."]


def test_what_the_time_did_is_said_once_before_the_next_line(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, 250, "anne a", "anne b", 60, "anne c", "anne d", "/pause", "/resume")
    assert "Last minute: the question from bob." in after("anne a", said)
    assert not any("minute" in line for line in after("anne b", said))
    assert "Time is up: the question from bob." in after("anne c", said)
    assert not any("over" in line for line in after("anne d", said))


def test_a_gap_is_asked_about_and_both_answers_work(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, 1200, "", "/undo", "")
    assert any(line.endswith("a pause? /resume: yes, continue. /undo: no, that time counts.") for line in said)
    assert after("/undo", said)[0] == "Not a pause: that time counts."
    assert after("", said)[0] == "15:00 over time, of 5:00."


def test_a_gap_that_was_a_pause_ends_with_resume(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, 1200, "", "/resume", "")
    assert after("", said)[0] == "5:00 left, of 5:00."


def test_what_needs_the_screen_names_the_command_line(lead: Callable[..., list[str]], ring: Path) -> None:
    said = lead(*RING, "/print", "/stage", "/guide", "/redraw")
    assert after("/print", said) == [f"Without the screen, use this command: reciring print {ring}"]
    assert after("/stage", said)[0].endswith(f"reciring stage {ring}")
    assert after("/guide", said)[0].endswith("reciring guide")
    assert after("/redraw", said)[0].endswith(f"reciring open {ring}")


def test_help_has_a_line_for_each_command_that_works_here(lead: Callable[..., list[str]]) -> None:
    commands = after("/help", lead(*RING, "/help"))
    assert any(line.startswith("/pause: ") for line in commands)
    assert not any(line.startswith(("/begin", "/redraw", "/review", "/print")) for line in commands)
    assert "/queue: the question, and who is next" in commands
    assert "reciring print" in commands[-1]


def test_offers_are_said_with_their_numbers(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, "/offers", "anne knows a baker", "1=knows two bakers", "/offers")
    assert any("No offers for this question" in line for line in said)
    assert after("/offers", said) == ["1: anne knows two bakers"]


def test_an_entry_comes_on_the_line_to_be_changed(lead: Callable[..., list[str]], ring: Path) -> None:
    said = lead(
        *RING, "anne knows a baker", "/edit 1", " in town", "/edit 1", "", "/edit 1", KeyboardInterrupt, "anne b"
    )
    assert "On the line, ready to edit: anne knows a baker" in said
    assert "> anne knows a baker in town" in said
    assert [offer.text for offer in load_session(ring)[0].offers.values()] == ["knows a baker in town", "b"]


def test_a_meeting_is_not_put_on_the_line(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, "/meet bob anne lunch", "/edit m1")
    assert after("/edit m1", said)[0].startswith("Not done: ")


def test_a_doubtful_line_is_done_by_a_second_enter(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, "/until 3:00", "")
    assert any(line.endswith("Press Enter again to confirm.") for line in said)
    assert said.count("> /until 3:00") == 2
    assert after("/until 3:00", said)[0].startswith("ends by 03:00")


def test_hand_ins_are_said_and_taken(lead: Callable[..., list[str]], ring: Path) -> None:
    lead(*RING)
    offer = HandIn(id="d:1", device="d", at=START, who="p2", kind=HandInKind.OFFER, text="knows a baker", question="q1")
    writer = InboxWriter(ring)
    writer.append([offer])
    writer.close()
    said = lead("/take", "/take all")
    assert "1 item was handed in. To add it: /take all" in said
    assert after("/take all", said)[0] == "added: 1"
    assert len(load_session(ring)[0].offers) == 1


def test_a_line_that_was_left_is_on_the_line(lead: Callable[..., list[str]], ring: Path) -> None:
    ring.write_bytes(encode(Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", draft=Draft(text="ann"))))
    said = lead("e")
    assert "Still on the line, not entered yet: ann" in said
    assert after("anne", said) == ["new participant: anne"]


def test_ctrl_c_leaves_the_ring_open_and_quit_leaves(lead: Callable[..., list[str]]) -> None:
    said = lead(KeyboardInterrupt, "bob", "/quit", "anne")
    assert "The line is empty again. To end reciring: /quit" in said
    assert "> anne" not in said


def test_a_read_only_console_changes_nothing(lead: Callable[..., list[str]], ring: Path) -> None:
    before = ring.read_bytes()
    said = lead("bob", "", read_only=True)
    assert after("bob", said) == ["Not done: Read-only: nothing can be changed here."]
    assert ring.read_bytes() == before


def test_nothing_that_is_said_has_a_control_character(lead: Callable[..., list[str]]) -> None:
    said = lead("bob\x1b[2J", "/begin\x07", "\x1b]0;title\x07", "/xy\x1b[31m")
    assert all(line.isprintable() for line in said if not line.startswith("> "))


def test_it_speaks_dutch(lead: Callable[..., list[str]]) -> None:
    said = lead(*RING, "", "/theme", language="nl")
    assert "Stap: Deelronde." in said
    assert any(line.startswith("Niet gedaan: ") for line in said)
    assert said[-1] == "Alles is bewaard in ring.toml."


def test_it_needs_neither_a_terminal_nor_textual(ring: Path) -> None:
    program = (
        "import sys; from reciring.cli import run; code = run(sys.argv[1:]); "
        "print([name for name in sys.modules if name.split('.')[0] == 'textual']); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "open", str(ring), "--plain", "--language", "en"],
        input="bob\n",
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "new participant: bob" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.terminal
def test_in_a_terminal_each_change_is_a_line_and_no_escape_sequence(ring: Path) -> None:
    command = [sys.executable, "-m", "reciring", "open", str(ring), "--plain", "--language", "en"]
    lines = {
        "bob": "new participant: bob",
        "anne": "new participant: anne",
        "/begin": "the ring has begun",
        "/go round": "In the queue: 1 bob, 2 anne.",
        "/next bob": "Question from bob",
        "anne knows a baker": "tip from anne for bob",
        "": "speaking: anne",
        "/offers": "1: anne knows a baker",
    }
    with Terminal.start(command, rows=60) as terminal:
        terminal.wait_for("Type a line, or /help.")
        for typed, answer in lines.items():
            terminal.type(f"{typed}\r")
            terminal.wait_for(answer)
            terminal.wait_for(lambda screen: [row for row in screen if row][-1].strip() == ">", 20)
        terminal.key("ctrl+d")
        assert terminal.wait() == 0
        raw = bytes(terminal.raw)
    assert b"\x1b" not in raw
    log = raw.decode()
    places = [log.index(text) for typed, answer in lines.items() for text in (f"> {typed}\r\n", answer)]
    assert places == sorted(places)
    assert log.rstrip().endswith("Everything is saved in ring.toml.")


@pytest.mark.terminal
def test_a_terminal_that_is_closed_leaves_everything_saved(ring: Path) -> None:
    command = [sys.executable, "-m", "reciring", "open", str(ring), "--plain", "--language", "en"]
    with Terminal.start(command) as terminal:
        terminal.wait_for("Type a line, or /help.")
        terminal.type("bob\r")
        terminal.wait_for("new participant: bob")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert b"Everything is saved in ring.toml." in terminal.raw
    assert [person.name for person in load_session(ring)[0].participants.values()] == ["bob"]
