"""Measure the time from a key to its echo, and from Enter to the offer on the screen, beside the bare app."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench import rings
from tests.bench.countdown import errors_at_real_speed
from tests.bench.figures import Row, row
from tests.bench.opening import RECIRING, bare, started
from tests.bench.seen import Lines, delays
from tests.support.terminal import Terminal

RATE = 15.0
"""Keys a second of a quick typist."""
SENTENCES = (
    "karin kent iemand bij de provincie die dit eerder deed",
    "jan stuurt ook zijn oude slides over spreken voor groepen",
    "zoe oefent twee keer een uur met haar in de zaal beneden",
    "tom belt morgen zijn oude baas en vraagt of het daar kan",
)
LINE = -2
"""The row of the entry line in both programs."""

Wanted = tuple[float, Callable[[Lines], bool]]


class Typist:
    """Types in one program; knows what should appear, and since when."""

    def __init__(self, terminal: Terminal, size: str) -> None:
        self.terminal, self.size = terminal, size
        self.keys: list[Wanted] = []
        self.enters: list[Wanted] = []
        self._said = 0
        self._chance = random.Random(size)

    def sentence(self, text: str) -> None:
        """Type key by key at the rate of a quick typist, then Enter."""
        time.sleep(self._chance.random() / RATE)  # otherwise all keys of a sentence have the same distance to the ticks
        begin = time.monotonic()
        text = self._told(text)
        for number in range(len(text)):
            time.sleep(max(0.0, begin + number / RATE - time.monotonic()))
            self.keys.append((self.terminal.type(text[number]), _echo(text[: number + 1])))
        self._enter(text)

    def quick_sentence(self, text: str) -> None:
        """Type all at once, to measure Enter."""
        text = self._told(text)
        self.terminal.type(text)
        self._enter(text)

    def _told(self, text: str) -> str:
        self._said += 1
        return f"{text} {self.size}n{self._said}"

    def _enter(self, text: str) -> None:
        time.sleep(0.5)  # the draft is saved and nothing is drawn
        mark = text.rsplit(" ", 1)[1]
        self.enters.append((self.terminal.key("enter"), lambda lines: any(mark in line for line in lines[:-4])))
        time.sleep(0.3)

    def echoes(self) -> list[float]:
        return [1000 * delay for delay in delays(self.terminal, self.keys)]

    def shown(self) -> list[float]:
        return [1000 * delay for delay in delays(self.terminal, self.enters)]


def _echo(typed: str) -> Callable[[Lines], bool]:
    typed = typed.rstrip()
    return lambda lines: typed in lines[LINE]


def rows(quick: bool) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        commands = {
            "bare": bare(),
            "20": [RECIRING, "open", str(rings.file(folder, 20))],
            "1000": [RECIRING, "open", str(rings.file(folder, 1000))],
        }
        typists = {
            size: Typist(stack.enter_context(started(command)), f"s{size}") for size, command in commands.items()
        }
        time.sleep(1.5)  # work after the first paint has ended
        for text in SENTENCES * (1 if quick else 4):  # a thousand keys: with fewer the p99 is chance
            for typist in typists.values():
                typist.sentence(text)
        for number in range(10 if quick else 40):
            for typist in typists.values():
                typist.quick_sentence(SENTENCES[number % len(SENTENCES)])
        shown, echo = ({size: told(it) for size, it in typists.items()} for told in (Typist.shown, Typist.echoes))
        missed, errors = errors_at_real_speed(typists["20"].terminal, folder / "ring-20.toml")
    name = "key to echo, 15 keys a second, countdown running"
    yield row("keys", name, "bare app's Input", 1.15, echo["20"], echo["bare"], judged="both")
    yield row(
        "keys", "the same with 1,000 offers", "itself with 20 offers", 1.1, echo["1000"], echo["20"], judged="both"
    )
    name = "Enter to the offer on the screen"
    yield row("keys", name, "bare append and repaint", 1.5, shown["20"], shown["bare"], judged="p99")
    yield row(
        "keys", "the same with 1,000 offers", "itself with 20 offers", 1.5, shown["1000"], shown["20"], judged="p99"
    )
    name = "countdown error at real speed, while all this is typed"
    yield row("keys", name, "the instants in the file", 50, errors, judged="worst", notes={"missed": missed})
