"""A terminal without a window: bytes of a program in, a screen and the terminal's own answers out."""

from __future__ import annotations

import codecs
import re

import pyte

# What pyte would print or choke on: private sequences, questions, and the strings of OSC, DCS, PM and APC.
SPECIAL = re.compile(
    r"\x1b(?:\[(?P<prefix>[<=>?])(?P<params>[0-9;:]*)(?P<between>[ -/]*)(?P<final>[@-~])"
    r"|\[(?P<asked>[0-9;]*)(?P<question>[cn])"
    r"|\](?P<osc>[^\x07\x1b]*)(?:\x07|\x1b\\)"
    r"|[PX^_][^\x1b]*\x1b\\)"
)
UNFINISHED = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?)?\Z")

ALTERNATE = 1049  # a second screen, for programs that take the whole of it
SYNCHRONISED = 2026  # between on and off lies one frame, to be shown at once
OUR_MODES = frozenset({6, 7, 25})  # the private modes that pyte itself acts upon
COLOURS = {"10": "rgb:dddd/dddd/dddd", "11": "rgb:0000/0000/0000"}  # foreground and background, when asked


class _Page(pyte.Screen):
    """One page of the terminal; it counts its bells and keeps what leaves it at the top."""

    # pyte's own page with a history looks at every attribute it is asked for, and is twice as slow.
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
    """What a terminal of `columns` by `rows` cells would show after the bytes that were fed to it.

    It speaks as a plain xterm does: function keys and arrows in the old way, no enhanced keyboard, but
    synchronised output, so that a half-drawn frame can be told from a whole one.
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
        """How many enhanced keyboards were asked for and not yet given back."""
        self.title = ""
        self.frames = 0
        """How many synchronised frames were completed."""

    @property
    def drawing(self) -> bool:
        """Whether a synchronised frame has begun and not yet ended."""
        return SYNCHRONISED in self.modes

    @property
    def bells(self) -> int:
        """How many times the bell has rung."""
        return self._main.bells + self._other.bells

    @property
    def cursor(self) -> tuple[int, int]:
        """The cell of the cursor: column and row, both from 0."""
        return self._page.cursor.x, self._page.cursor.y

    def lines(self) -> list[str]:
        """The rows of the screen, without the blanks at their ends."""
        return [line.rstrip() for line in self._page.display]

    def history(self) -> list[str]:
        """What scrolled off the top of the main screen, oldest first, then the main screen itself."""
        return self._main.gone + [line.rstrip() for line in self._main.display]

    def colours(self, column: int, row: int) -> tuple[str, str]:
        """Foreground and background of a cell: a name, six hexadecimal digits, or `default`."""
        cell = self._page.buffer[row][column]
        return cell.fg, cell.bg

    def resize(self, columns: int, rows: int) -> None:
        """Give the screen another size; the alternate one is wiped, for its program draws it anew."""
        self._main.resize(rows, columns)
        self._other.resize(rows, columns)

    def feed(self, data: bytes) -> bytes:
        """Show `data` and give what the terminal answers to the questions in it."""
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
