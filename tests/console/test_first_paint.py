"""The first frame of the console is complete: nothing appears later, moves, or is painted twice."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import msgspec
import pytest
from textual.renderables.digits import DIGITS, DIGITS3X3, DIGITS3X3_BOLD

from reciring.ring.session import Phase, Session
from reciring.store import atomic_write
from reciring.store.toml import encode
from tests.bench import rings
from tests.bench.seen import frames
from tests.support.terminal import Terminal

GLYPHS = {
    tuple(line.ljust(3) for line in glyphs[3 * place : 3 * place + 3])
    for glyphs in (DIGITS3X3, DIGITS3X3_BOLD)
    for place, sign in enumerate(DIGITS)
    if sign.isdigit()
}
SCREENS = (
    (Phase.PREPARE, (80, 24)),
    (Phase.PREPARE, (200, 60)),
    (Phase.ROUND, (120, 40)),
    (Phase.ROUND, (80, 24)),
    (Phase.ROUND, (60, 20)),
    (Phase.ROUND, (40, 12)),
)


def prepared(session: Session) -> Session:
    """The session in its preparation."""
    people = {who: msgspec.structs.replace(person, passed=False) for who, person in session.participants.items()}
    return Session(title=session.title, date=session.date, language="nl", participants=people)


def in_time(session: Session) -> Session:
    """The session with enough minutes for its round: a warning about them would follow the first frame by a second."""
    assert session.plan
    return msgspec.structs.replace(session, plan=msgspec.structs.replace(session.plan, round=240))


def calm(lines: list[str]) -> list[str]:
    """The lines without digits, small or large, because a minute can pass between two frames.

    Block characters go too: they are tall digits. A scroll bar may also appear later, in a column kept free for it.
    """
    return [re.sub(r"[▀-█]", " ", re.sub(r"\d", "0", line)).rstrip() for line in without_time(lines)]


def without_time(lines: list[str]) -> list[str]:
    """The lines with zeros in place of the large digits."""
    width = max(map(len, lines))
    rows = [line.ljust(width) for line in lines]
    calmed = [list(row) for row in rows]
    for top in range(len(rows) - 2):
        for left in range(width - 2):
            if tuple(row[left : left + 3] for row in rows[top : top + 3]) in GLYPHS:
                for row in calmed[top : top + 3]:
                    row[left : left + 3] = "000"
    return ["".join(row) for row in calmed]


@pytest.mark.terminal
@pytest.mark.parametrize(("phase", "size"), SCREENS)
def test_first_frame_is_complete(phase: Phase, size: tuple[int, int], tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    atomic_write.write_file(path, encode((prepared if phase is Phase.PREPARE else in_time)(rings.ring(20))))
    with Terminal.start([sys.executable, "-m", "reciring", "open", str(path)], *size) as terminal:
        terminal.wait_for("›")
        terminal.settle()
        last = terminal.screen()
        first = next(lines for _, lines in frames(terminal, *size) if any("›" in line for line in lines))
    assert calm(first) == calm(last)
