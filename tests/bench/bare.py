"""The baseline: a bare Textual app with the console's kinds of widgets and nothing behind them.

`python tests/bench/bare.py [PEOPLE [OFFERS]]`; what is typed on the line becomes an offer at Enter.
"""

from __future__ import annotations

import sys
from time import monotonic
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Digits, Input, OptionList, Static

SLOT = 300  # seconds


class Quiet(OptionList, can_focus=False):
    """A list that cannot take the focus."""


class Bare(App[None]):
    """An entry line, a preview, a circle, a question, a ticking clock and a list of offers."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [("ctrl+q", "quit", "")]
    CSS = """
    #head, #preview, #keys, #line { height: 1; }
    #line { border: none; padding: 0; }
    #middle { height: 10; }
    #circle { width: 24; border: round white; }
    #question { width: 1fr; border: round white; }
    #time { width: 26; border: round white; }
    #offers { height: 1fr; border: round white; }
    """

    def __init__(self, people: int, offers: int) -> None:
        super().__init__()
        self._people = people
        self._offers = offers
        self._began = monotonic()

    def compose(self) -> ComposeResult:
        yield Static(Content("A ring   Introduction  Questions  Round 5/12  Reflection   14:32"), id="head")
        with Horizontal(id="middle"):
            yield Quiet(*(Content(f"{seat:2} Person {seat}") for seat in range(1, self._people + 1)), id="circle")
            yield Static(
                Content("How do I learn to speak before large groups, and who practises with me?"), id="question"
            )
            with Vertical(id="time"):
                yield Digits(self._left(), id="clock")
                yield Static(Content("of 5:00"))
                yield Static(Content("speaking: Person 7"))
        yield Quiet(*(Content(row(number, "an offer")) for number in range(1, self._offers + 1)), id="offers")
        yield Static(Content(""), id="preview")
        yield Input(id="line", select_on_focus=False)
        yield Static(Content("Space pause   F1 help   ready"), id="keys")

    def on_mount(self) -> None:
        self.query_one("#line", Input).focus()
        self.query_one("#offers", Quiet).scroll_end(animate=False)
        self.set_interval(1.0, self._tick)

    def _left(self) -> str:
        left = SLOT - int(monotonic() - self._began)
        return f"{left // 60}:{left % 60:02}"

    def _tick(self) -> None:
        self.query_one("#clock", Digits).update(self._left())

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one("#preview", Static).update(Content(f"tip from nobody: {event.value}"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self._offers += 1
        offers = self.query_one("#offers", Quiet)
        offers.add_option(Content(row(self._offers, event.value)))
        offers.scroll_end(animate=False)
        event.input.value = ""


def row(number: int, text: str) -> str:
    """Return one row of the list of offers."""
    return f"{number:4}   contact  Person 7   {text}"


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:]]
    Bare(*(numbers + [20, 20][len(numbers) :])).run()
