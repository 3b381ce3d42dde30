"""What cannot be done now, and why."""

from __future__ import annotations

from reciring.ring.message import Message, say


class Refused(Exception):
    """Raised by a rule, returned by ``update``: nothing changed, and ``reason`` says why and what to do."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse(text: str, **args: str | int | Message) -> Refused:
    return Refused(say(text, **args))
