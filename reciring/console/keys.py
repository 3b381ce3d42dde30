"""What a key means: the table's keys, and the few that belong to the line itself."""

from __future__ import annotations

import datetime as dt
from typing import Final

from reciring.ring.commands import Command, MeasureTimes, Show
from reciring.ring.message import Message
from reciring.ring.session import Session
from reciring.ring.spec import Spec
from reciring.ring.table import TABLE

REPEAT: Final = dt.timedelta(seconds=1)
"""A key that steps on is held down, not pressed again, within this time."""
STEPPING: Final = ("right", "f7")
LINE: Final = ("up", "down", "ctrl+z", "ctrl+y")
"""Keys of the table that the line has a say in."""


def _keys() -> dict[str, tuple[Spec, ...]]:
    found: dict[str, tuple[Spec, ...]] = {}
    for spec in TABLE:
        for key in spec.keys:
            found[key] = (*found.get(key, ()), spec)
    return found


KEYS: Final = _keys()
"""Key, as Textual names it, to the commands that it stands for."""


def works_on_text(key: str) -> bool:
    """Whether a key acts with text on the line; the others are letters then, or move the cursor."""
    return key.startswith("ctrl+") or (key[:1] == "f" and key[1:].isdigit())


def command(key: str, session: Session, at: dt.datetime) -> Command | Message | None:
    """The command a key stands for now; why it cannot be done now; None if it stands for none."""
    specs = KEYS.get(key)
    if not specs:
        return None
    spec = next((spec for spec in specs if spec.why_not(session) is None), None)
    if spec is None:
        return specs[0].why_not(session)
    if spec.type in (Show, MeasureTimes):
        return Show(at=at, what=spec.name)
    return spec.type(at=at)
