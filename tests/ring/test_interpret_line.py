"""Lines and what they mean, in every phase and both languages, from ``tests/data/lines.txt``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reciring.ring.command_types import AddOffer, AddTime, RemoveTime, ScreenCommand
from reciring.ring.interpret_line import interpret
from reciring.ring.session import Phase
from tests.support.line_meaning import line_meaning
from tests.support.line_sessions import NAMES, NOW, session_in_phase
from tests.support.paths import DATA

TABLE = DATA / "lines.txt"
Row = tuple[Phase, tuple[str, ...], str, str]


def rows() -> Iterator[Row]:
    phase = Phase.PREPARE
    names: tuple[str, ...] = NAMES
    for row in TABLE.read_text(encoding="utf-8").splitlines():
        if row.startswith("[circle: "):
            names = tuple(row[len("[circle: ") : -1].split("; "))
        elif row.startswith("[") and row.endswith("]"):
            phase, names = Phase(row[1:-1].split(":")[0]), NAMES
        elif row and not row.startswith("# "):
            line, _, meaning = row.partition("  =>  ")
            yield phase, names, line, meaning


ROWS = tuple(rows())


@pytest.mark.parametrize(("phase", "names", "line", "meaning"), ROWS, ids=[f"{row[0]}: {row[2]}" for row in ROWS])
def test_line_has_the_meaning(phase: Phase, names: tuple[str, ...], line: str, meaning: str) -> None:
    assert line_meaning(line, phase, names) == meaning


def test_table_covers_every_phase() -> None:
    assert len(ROWS) > 300
    assert {row[0] for row in ROWS} == set(Phase)


@pytest.mark.parametrize(
    ("line", "seconds"), [("+", 60), ("-", -60), ("+2", 120), ("-0:30", -30), ("+1:30", 90), (" + ", 60)]
)
def test_sign_alone_gives_or_takes_time(line: str, seconds: float) -> None:
    command = interpret(line, session_in_phase(Phase.ROUND), NOW)
    assert isinstance(command, AddTime if seconds > 0 else RemoveTime)
    assert command.seconds == abs(seconds)


@pytest.mark.parametrize(
    "line", ["- 3 mensen", "+ ook een beamer", "? wie dan", "-3 graden", "+1 hierop", "??", "?2", "--"]
)
def test_sign_before_words_is_text(line: str) -> None:
    command = interpret(line, session_in_phase(Phase.ROUND), NOW)
    assert isinstance(command, AddOffer)
    assert command.text == line


@pytest.mark.parametrize("phase", Phase)
def test_question_mark_alone_is_help(phase: Phase) -> None:
    command = interpret("?", session_in_phase(phase), NOW)
    assert command == ScreenCommand(at=NOW, what="help")
