"""What a terminal sends: unknown sequences are swallowed whole, letters of all kinds are typed, and nothing ends it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import pytest
from textual import events
from textual.message import Message

from reciring.console.terminal_input import ESCAPE_DELAY, REST_DELAY, TerminalInput, plain_key
from reciring.console.textual_internals import PasteSafeParser
from reciring.store.files import create_session_file, load_session
from tests.support.console_driver import EMPTY_SESSION, console_on, send_key
from tests.support.terminal import Terminal as RealTerminal
from tests.support.terminal_noise import random_sequence

KNOWN_KEYS = {
    "\x1b[A": "up",
    "\x1b[1;5C": "ctrl+right",
    "\x1bOP": "f1",
    "\x1b[15~": "f5",
    "\x1b[20~": "f9",
    "\x1b[3~": "delete",
    "\x1b[Z": "shift+tab",
    "\x1b[113;5u": "ctrl+q",
    "\x1b[113;5:1u": "ctrl+q",
    "\x1b[27u": "escape",
    "\x1b[13u": "enter",
    "\x1b[9;2u": "shift+tab",
    "\x1b[127u": "backspace",
    "\x1b[1;1:2C": "right",
    "\x1b[57419u": "up",
    "\x1b[57414u": "enter",
    "\x1b": "escape",
}
TYPED = {
    "\x1b[57413u": "+",
    "\x1b[57412u": "-",
    "\x1b[57404u": "5",
    "\x1b[97u": "a",
    "\x1b[97;1:1u": "a",
    "\x1b[97:65;2u": "A",
    "\x1b[97;3;229u": "å",
    "\x1b[32;;32u": " ",
    "\x1b[97;65;65u": "A",
    "\x1b[0;;26481:20140:22823:23398:21512:26684u": "東京大学合格",
    "\x1b[0;;128104:8205:128105:8205:128103:8205:128102u": "👨‍👩‍👧‍👦",
    "a\u00a0b": "a b",
    "a\u200db": "a\u200db",
    "🫩": "🫩",
    "é": "é",
}
SWALLOWED = {
    "a released key": "\x1b[97;1:3u",
    "a released arrow": "\x1b[1;1:3C",
    "colours": "\x1b]10;rgb:ffff/ffff/ffff\x1b\\\x1b]11;rgb:0000/0000/0000\x07",
    "attributes": "\x1b[?62;22c\x1b[>1;95;0c\x1b[=1;2c",
    "name and version": "\x1bP>|XTerm(390)\x1b\\",
    "a report that is not known": "\x1b[?1;2;3x",
    "eight bits": "\x9b?62;22c\x9d10;rgb:0/0/0\x9c",
    "numbers beyond all measure": f"\x1b[{'9' * 5000}u\x1b[1;{'9' * 5000}A",
    "a code that is no character": "\x1b[55296u\x1b[9999999u",
    "a window beyond all measure": "\x1b[48;99999;99999;1;1t\x1b[48;0;0;0;0t",
    "a text in a text": "\x1bP1$r0 q\x1b\\\x1b_Gi=1;OK\x1b\\\x1b^private\x1b\\\x1bXstart\x1b\\",
    "a mouse report of X10": "\x1b[M !!",
    "a key that nobody knows": "\x1b[99~\x1b[57358u\x1bO~",
}


class Terminal:
    """A parser, and a clock that the test moves."""

    def __init__(self) -> None:
        self.now = 100.0
        self.parser = PasteSafeParser()
        self.parser._input = TerminalInput(lambda: self.now)

    def send(self, *pieces: str, pause: float = 0.0) -> list[Message]:
        """Send pieces with a pause after each, then wait until nothing is held back."""
        found: list[Message] = []
        for piece in pieces:
            found += self.parser.feed(piece)
            self.now += pause
            found += self.parser.tick()
        self.now += 2 * REST_DELAY
        return [*found, *self.parser.tick()]


def keys(found: list[Message]) -> list[str]:
    return [event.key for event in found if isinstance(event, events.Key)]


def typed(found: list[Message]) -> str:
    return "".join(event.character or "" for event in found if isinstance(event, events.Key))


@pytest.mark.parametrize(("sequence", "key"), KNOWN_KEYS.items())
def test_known_keys_are_keys(sequence: str, key: str) -> None:
    assert keys(Terminal().send(sequence)) == [key]


@pytest.mark.parametrize(("sequence", "text"), TYPED.items())
def test_letters_of_all_kinds_are_typed(sequence: str, text: str) -> None:
    assert typed(Terminal().send(sequence)) == text


@pytest.mark.parametrize("sequence", SWALLOWED.values(), ids=SWALLOWED.keys())
def test_what_nobody_knows_is_swallowed_whole_however_it_is_cut(sequence: str) -> None:
    assert typed(Terminal().send(f"a{sequence}b")) == "ab"
    for cut in range(1, min(len(sequence), 60)):
        assert typed(Terminal().send("a", sequence[:cut], sequence[cut:] + "b")) == "ab", cut


def test_a_mouse_report_in_pieces_is_never_typed() -> None:
    report = "\x1b[<35;10;5M"
    for cut in range(1, len(report)):
        for pause in (0.0, 0.05, ESCAPE_DELAY / 2):
            found = Terminal().send(report[:cut], report[cut:], pause=pause)
            assert [type(event) for event in found] == [events.MouseMove], (cut, pause)
    assert typed(Terminal().send("\x1b", "[<35;10;5M", pause=0.5)) == "\x1b"


@pytest.mark.parametrize("letter", ["b", "f", "x", "é", "[", "O", " ", "1"])
def test_an_escape_with_a_key_right_after_it_is_both_in_this_order(letter: str) -> None:
    for pieces in (("\x1b" + letter,), ("\x1b", letter)):
        found = Terminal().send(*pieces)
        assert keys(found)[0] == "escape" and typed(found) == "\x1b" + letter


def test_two_escapes_and_an_escape_before_an_arrow_are_both() -> None:
    assert keys(Terminal().send("\x1b\x1b")) == ["escape", "escape"]
    assert keys(Terminal().send("\x1b\x1b[A")) == ["escape", "up"]
    assert keys(Terminal().send("\x1b\r")) == ["escape", "enter"]


def test_a_paste_stays_a_paste() -> None:
    paste = "\x1b[200~one\x1b[A\rtwo \x9b2J\x1b[201~"
    for cut in range(1, len(paste)):
        found = Terminal().send(paste[:cut], paste[cut:] + "c")
        assert [event.text for event in found if isinstance(event, events.Paste)] == ["one[A\rtwo \x9b2J"], cut
        assert typed(found) == "c"


def letters(found: list[Message]) -> list[str]:
    return [event.key for event in found if isinstance(event, events.Key) and event.is_printable]


def test_no_sequence_types_a_letter_or_ends_the_reader() -> None:
    chance = random.Random(18)
    for number in range(5000):
        sequence = random_sequence(chance)
        if sequence.startswith("\x1b[200~") or not plain_key(sequence).startswith("\x1b"):
            continue  # The beginning of a paste, or a letter in kitty's protocol.
        cut = chance.randrange(1, len(sequence))
        found = Terminal().send(sequence) if number % 2 else Terminal().send(sequence[:cut], sequence[cut:])
        assert letters(found) == [], sequence


async def test_joiners_new_emoji_and_spaces_that_do_not_break_come_on_the_line(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        for message in Terminal().send("a\u00a0b 👨\u200d👩 🫩\x1b[57413u"):
            assert isinstance(message, events.Key)
            send_key(driver.app, message.key, message.character)
        await driver.wait_for_messages()
        assert driver.screen.line.value == "a b 👨\u200d👩 🫩+"


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_a_real_terminal_may_send_anything(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, EMPTY_SESSION)
    command = [sys.executable, "-m", "reciring", "open", str(path), "--language", "en"]
    chance = random.Random(4)
    with RealTerminal.start(command, 120, 40) as terminal:
        terminal.wait_for("Preparation")
        for sequence in (*SWALLOWED.values(), "\x1b[97;1:3u", "\x1b[1;1:2C"):
            terminal.type(sequence)
        for _ in range(300):
            sequence = random_sequence(chance)
            if plain_key(sequence).startswith("\x1b") and sequence.startswith(
                ("\x1b]", "\x1bP", "\x1b_", "\x1b[?", "\x1b[<35")
            ):
                terminal.type(sequence)
        terminal.settle()
        terminal.type("Anne Visser\r")
        terminal.wait_for("Anne Visser")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0
    assert [person.name for person in load_session(path)[0].participants.values()] == ["Anne Visser"]
