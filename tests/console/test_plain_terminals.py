"""Terminals without colours, or without the characters that draw lines."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest
from rich.cells import cell_len

from reciring.console.ascii_drawing import to_ascii
from reciring.ring.session import Session
from reciring.store.files import create_session_file
from tests.support.console_driver import rehearsal_session
from tests.support.terminal import Terminal

COLOUR = re.compile(rb"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def drawn(
    tmp_path: Path, *options: str, env: dict[str, str | None], session: Session | None = None
) -> tuple[bytes, list[str]]:
    """What the console writes for a ring in its round, and the rows of its screen."""
    path = create_session_file(tmp_path, session or rehearsal_session(2000, "nl"))
    command = [sys.executable, "-m", "reciring", "open", str(path), *options]
    with Terminal.start(command, 120, 40, env=env) as terminal:
        terminal.wait_for("Karin")
        terminal.settle()
        raw, rows = bytes(terminal.raw), terminal.screen()
        terminal.key("ctrl+q")
        terminal.wait()
    return raw, rows


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
@pytest.mark.parametrize(("value", "colours"), [("1", False), ("", True), (None, True)])
def test_no_color_means_no_colour_at_all_unless_it_is_empty(tmp_path: Path, value: str | None, colours: bool) -> None:
    raw, _ = drawn(tmp_path, env={"NO_COLOR": value})
    assert bool(COLOUR.search(raw)) is colours


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
@pytest.mark.parametrize(
    ("options", "env"),
    [(("--ascii",), {}), ((), {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})],
    ids=["asked for", "output that is not UTF-8"],
)
def test_drawing_is_ascii_when_it_is_asked_for_or_needed(
    tmp_path: Path, options: tuple[str, ...], env: dict[str, str | None]
) -> None:
    _, rows = drawn(tmp_path, *options, env=env)
    # The emulator reads UTF-8, so that an accent of another character set is the sign of an unknown one.
    assert not {letter for row in rows for letter in row if ord(letter) > 0x17F} - {"\N{REPLACEMENT CHARACTER}"}
    assert any("+-" in row for row in rows) and not any("????" in row for row in rows)


@pytest.mark.parametrize(
    "text", ["┌─ Kring ─┐", "╺━┓", "⚠ let op", "✓ gedaan → verder…", "Łukasz é 日本", "▶ Ronde · 3"]
)
def test_what_is_drawn_with_ascii_is_as_wide_as_before(text: str) -> None:
    assert cell_len(to_ascii(text)) == cell_len(text)
    assert to_ascii("Łukasz é 日本") == "Łukasz é 日本"


def border_columns(row: str) -> tuple[int, ...]:
    """The columns of a row that have a border."""
    return tuple(cell_len(row[:place]) for place, sign in enumerate(row) if sign == "│")


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal")
def test_frames_hold_with_emoji_that_terminals_measure_differently(tmp_path: Path) -> None:
    plain = rehearsal_session(2000, "nl")
    signs = ("⚠️", "👍🏽", "👨‍👩‍👧", "🇳🇱", "1️⃣", "🏳️‍🌈")

    def with_signs(things: Mapping[str, Any], field: str) -> dict[str, Any]:
        return {
            key: msgspec.structs.replace(thing, **{field: f"{signs[number % 6]} {getattr(thing, field)}"})
            for number, (key, thing) in enumerate(things.items())
        }

    strange = msgspec.structs.replace(
        plain,
        participants=with_signs(plain.participants, "name"),
        questions=with_signs(plain.questions, "text"),
        offers=with_signs(plain.offers, "text"),
    )
    _, usual = drawn(tmp_path / "plain", env={}, session=plain)
    _, rows = drawn(tmp_path / "strange", env={}, session=strange)
    assert sum("👍" in row for row in rows) >= 2 and any("NL" in row for row in rows)
    assert {border_columns(row) for row in rows} == {border_columns(row) for row in usual}
