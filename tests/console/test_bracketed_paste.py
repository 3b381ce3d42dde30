"""Text pasted in a terminal is pasted whole, whatever is in it and wherever it is cut."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._xterm_parser import XTermParser

from reciring.clock import SystemClock
from reciring.console.app import ConsoleApp
from reciring.console.terminal_input import END, START
from reciring.console.textual_internals import PasteFilter, PasteSafeParser
from reciring.store.settings import Settings

PIECES = st.lists(st.sampled_from([*"\x1b[201~\rjaé", "\x1b[31m", "\x1b[20", "Anne\t"]), max_size=12).map("".join)


def read(*pieces: str) -> list[str]:
    """What the console gets: pasted text, or the names of keys."""
    parser = PasteSafeParser()
    told = [event for piece in pieces for event in parser.feed(piece)]
    return [
        event.text if isinstance(event, events.Paste) else event.key
        for event in told
        if isinstance(event, events.Paste | events.Key)
    ]


def cut(text: str, places: list[int]) -> list[str]:
    ends = sorted({place % (len(text) + 1) for place in places} | {0, len(text)})
    return [text[start:end] for start, end in pairwise(ends)]


def test_an_escape_in_a_paste_types_nothing() -> None:
    text = "Jan de Vries, Prov\x1b[31m, jan@x.nl\rZoë\x1b\x1b[A\tvan Dijk: wie helpt mij verhuizen in mei?\r"
    assert read("a", START + text + END + "\r") == ["a", text.replace("\x1b", ""), "enter"]


@given(PIECES, st.lists(st.integers(0, 200), max_size=6))
def test_a_paste_is_the_same_however_it_is_cut(text: str, places: list[int]) -> None:
    if END in text + END[:-1] or START in text:
        return
    assert read(*cut(f"x{START}{text}{END}y", places)) in (["x", text.replace("\x1b", ""), "y"], ["x", "y"])


@given(PIECES, st.lists(st.integers(0, 200), max_size=6))
def test_typed_text_passes_at_once_and_unchanged(text: str, places: list[int]) -> None:
    if START in text:
        return
    pasted = PasteFilter()
    for piece in cut(text, places):
        assert pasted.through(piece) == piece


def test_escape_sequences_of_keys_stay_keys() -> None:
    assert read("\x1b[A", "\x1bOP", "é") == ["up", "f1", "é"]


@pytest.mark.skipif(sys.platform == "win32", reason="another driver there")
def test_the_console_uses_the_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from textual.drivers import linux_driver

    monkeypatch.setattr(linux_driver, "XTermParser", XTermParser)
    ConsoleApp(None, folder=tmp_path, language="en", settings=Settings(), clock=SystemClock())
    assert vars(linux_driver)["XTermParser"] is PasteSafeParser
