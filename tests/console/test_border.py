"""The borders of the panes join at every size, in every step, and with names of any script."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len

from reciring.ring.session import Session
from tests.support.console_driver import console_on, rehearsal_session

replace = msgspec.structs.replace
SIZES = ((80, 24), (79, 23), (100, 30), (120, 40), (121, 41), (200, 60), (60, 20), (40, 12), (80, 40), (140, 24))
UPWARD, DOWNWARD = "│┤├┴┼└┘", "│┤├┬┼┌┐"
NAMES = {
    "long": "Maximiliaan-Alexander van der Weijden-Steenhuizen Oudkarspel",
    "wide": "山田太郎花子",
    "rtl": "محمد عبد",
}


def cells(row: str, width: int) -> list[str]:
    """The character in each cell; "" in the second cell of a wide character."""
    found = [cell for letter in row if (wide := cell_len(letter)) for cell in (letter, *[""] * (wide - 1))]
    return [*found, *[" "] * (width - len(found))]


def loose_ends(text: str, width: int, open_row: int | None = None) -> Iterator[str]:
    """Places where a line goes up or down and meets no other line; also rows that are too wide.

    Nothing has to close the lines of ``open_row``.
    """
    rows = [cells(row, width) for row in text.splitlines()]
    for above, (upper, lower) in enumerate(pairwise(rows)):
        if len(upper) > width:
            yield f"row {above} is {len(upper)} wide"
        if above == open_row:
            continue
        for column, (over, under) in enumerate(zip(upper, lower, strict=False)):
            if (over in DOWNWARD) != (under in UPWARD) and over and under:
                yield f"row {above}, column {column}: {over!r} over {under!r}"


def sessions() -> Iterator[tuple[str, int, Session]]:
    for moment in (-1, 100, 700, 2130, 5000):
        yield f"moment {moment}", moment, rehearsal_session(moment, "nl")
    ring = rehearsal_session(2130, "nl")
    yield "long title", 2130, replace(ring, title="Een titel die nergens in past " * 5)
    for kind, name in NAMES.items():
        people = {key: replace(person, name=f"{name} {key}") for key, person in ring.participants.items()}
        yield kind, 2130, replace(ring, participants=people)


@pytest.mark.parametrize(("moment", "session"), [pytest.param(*it[1:], id=it[0]) for it in sessions()])
async def test_border_lines_join_at_every_size(tmp_path: Path, moment: int, session: Session) -> None:
    async with console_on(tmp_path, session, seconds=max(0, moment), size=SIZES[0]) as driver:
        for width, height in SIZES:
            await driver.resize(width, height)
            await driver.pass_time()
            text = driver.screen_text
            low = driver.screen.has_class("-low") and driver.screen.has_class("-narrow")
            open_row = driver.screen.offers.region.bottom - 1 if low else None
            assert not list(loose_ends(text, width, open_row)), f"{width}x{height}\n{text}"
