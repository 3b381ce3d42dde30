"""A screen as it should look, once all is saved and drawn."""

from __future__ import annotations

from tests.console_text import Led
from tests.golden import check


async def hold(ring: Led, name: str) -> None:
    """Hold the screen to the golden called ``name``: also what it says of saving, which has a thread of its own."""
    ring.saved()
    ring.screen.draw_line()
    await ring.drawn()
    check(name, ring.text())
