"""Keys as people call them: for the help screen and the documentation."""

from __future__ import annotations

from reciring.ring.message import N_, Message
from reciring.ring.spec import Spec

_NAMES = {
    "right": "→",
    "left": "←",
    "up": "↑",
    "down": "↓",
    "plus": "+",
    "minus": "-",
    "question_mark": "?",
    "space": N_("Space"),
}


def key_name(key: str) -> Message:
    """What is printed on a key that Textual calls ``key``."""
    return Message(_NAMES.get(key) or "+".join(part.capitalize() for part in key.split("+")))


def key_names(spec: Spec) -> tuple[Message, ...]:
    """The keys of a command, the first one the one to show where there is room for one."""
    return tuple(key_name(key) for key in spec.keys)
