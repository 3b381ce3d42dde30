"""A terminal without a window: takes the bytes of a program, gives a screen and the terminal's answers."""

from __future__ import annotations

import codecs
import re

import pyte

# What pyte prints or fails on: private sequences, queries, and the strings of OSC, DCS, PM and APC.
SPECIAL = re.compile(
    r"\x1b(?:\[(?P<prefix>[<=>?])(?P<params>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\[(?P<asked>[0-9;]*)(?P<question>[cn])"
    r"|\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|[PX^_][^\x1b]*\x1b\\)"
)
UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?)?\Z")

ALTERNATE = 1049  # the second screen, for programs that use the whole window
SYNCHRONISED = 2026  # everything between on and off is one frame, to be shown at once
OUR_MODES = frozenset({6, 7, 25})  # the private modes that pyte handles
COLOURS = {
    "10": "rgb:dddd/dddd/dddd",
    "11": "rgb:0000/0000/0000",
}  # the answers to queries for the foreground and background colour


class _Page(pyte.Screen):
    """One page of the terminal. Counts bells, and keeps rows that scroll off at the top."""

    # pyte's own class with a history is twice as slow.
    def __init__(self, columns: int, rows: int) -> None:
        self.bells = 0
        self.gone: list[str] = []
        super().__init__(columns, rows)

    def bell(self, *_args: object) -> None:
        self.bells += 1

    def index(self) -> None:
        top, bottom = self.margins or (0, self.lines - 1)
        if top == 0 and self.cursor.y == bottom:
            self.gone.append(self.display[0].rstrip())
        super().index()


class Emulator:
    """The screen of a terminal of ``columns`` by ``rows`` cells after the bytes that were fed to it.

    It behaves like a plain xterm, without an enhanced keyboard but with synchronised output, so that a half-drawn frame
    can be told from a complete one.
    """

    def __init__(self, columns: int, rows: int) -> None:
        self._main = _Page(columns, rows)
        self._other = _Page(columns, rows)
        self._page = self._main
        self._stream = pyte.Stream(self._page)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._rest = ""
        self.modes: set[int] = set()
        """The private modes that are on now (1049: the alternate screen, 2004: bracketed paste, ...)."""
        self.keyboards = 0
        """How many requests for an enhanced keyboard are active."""
        self.title = ""
        self.frames = 0
        """How many synchronised frames were completed."""

    @property
    def drawing(self) -> bool:
        """Whether a synchronised frame has begun and has not ended yet."""
        return SYNCHRONISED in self.modes

    @property
    def bells(self) -> int:
        """How many times the bell has rung."""
        return self._main.bells + self._other.bells

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, both counted from 0."""
        return self._page.cursor.x, self._page.cursor.y

    def lines(self) -> list[str]:
        """Return the rows of the screen without trailing blanks."""
        return [line.rstrip() for line in self._page.display]

    def history(self) -> list[str]:
        """Return the rows that scrolled off the main screen, oldest first, and then the main screen."""
        return self._main.gone + [line.rstrip() for line in self._main.display]

    def colours(self, column: int, row: int) -> tuple[str, str]:
        """Return foreground and background of a cell: a name, six hexadecimal digits, or ``default``."""
        cell = self._page.buffer[row][column]
        return cell.fg, cell.bg

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of both screens."""
        self._main.resize(rows, columns)
        self._other.resize(rows, columns)

    def feed(self, data: bytes) -> bytes:
        """Show ``data``; return the terminal's answers to the queries in it."""
        text = self._rest + self._decoder.decode(data)
        unfinished = UNFINISHED.search(text)
        self._rest = text[unfinished.start() :] if unfinished else ""
        text = text[: len(text) - len(self._rest)]
        answers = []
        shown = 0
        for special in SPECIAL.finditer(text):
            self._stream.feed(text[shown : special.start()])
            shown = special.end()
            answers.append(self._special(special))
        self._stream.feed(text[shown:])
        return "".join(answers).encode()

    def _special(self, found: re.Match[str]) -> str:
        if found["question"]:
            return self._answer(found["question"], found["asked"])
        if found["osc"] is not None:
            return self._system(found["osc"])
        if found["final"] is None:
            return ""
        params = [int(number) for number in found["params"].split(";") if number.isdigit()]
        match found["prefix"] + found["between"] + found["final"]:
            case "?h" | "?l":
                for mode in params:
                    self._switch(mode, found["final"] == "h")
            case "?$p":
                known = params[:1] == [SYNCHRONISED]
                state = (1 if self.drawing else 2) if known else 0
                return f"\x1b[?{found['params']};{state}$y"
            case ">u":
                self.keyboards += 1
            case "<u":
                self.keyboards = max(0, self.keyboards - 1)
            case ">c":
                return "\x1b[>0;10;1c"
        return ""

    def _answer(self, question: str, asked: str) -> str:
        if question == "c":
            return "\x1b[?62;22c"
        if asked == "6":
            column, row = self.cursor
            return f"\x1b[{row + 1};{column + 1}R"
        return "\x1b[0n"

    def _system(self, command: str) -> str:
        number, _, value = command.partition(";")
        if number in ("0", "2"):
            self.title = value
        if value == "?" and number in COLOURS:
            return f"\x1b]{number};{COLOURS[number]}\x1b\\"
        return ""

    def _switch(self, mode: int, on: bool) -> None:
        if mode == SYNCHRONISED and not on and self.drawing:
            self.frames += 1
        if on:
            self.modes.add(mode)
        else:
            self.modes.discard(mode)
        if mode == ALTERNATE:
            self._page = self._other if on else self._main
            if on:
                self._other.reset()
            self._stream = pyte.Stream(self._page)
        if mode in OUR_MODES:
            self._stream.feed(f"\x1b[?{mode}{'h' if on else 'l'}")
