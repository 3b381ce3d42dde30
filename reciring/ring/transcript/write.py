"""A transcript written from a session alone: the lines that make it again, as a facilitator would have typed them.

The session keeps no history, so what was undone, mended or moved back is told as if it had been so at once.
"""

from __future__ import annotations

from reciring.ring.check import problems
from reciring.ring.message import Message, say
from reciring.ring.session import Session
from reciring.ring.transcript.head import write_head
from reciring.ring.transcript.pen import Pen
from reciring.ring.transcript.read import TranscriptError, replay
from reciring.ring.transcript.rest import write_rest
from reciring.ring.transcript.sameness import equal, renumbered
from reciring.ring.transcript.story import write_story


class Unfaithful(Exception):
    """A session that no transcript makes again; ``reason`` says so."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def write(session: Session) -> str:
    """The transcript that replays to an equal session; raises Unfaithful rather than giving another one."""
    if next(problems(session), None):
        raise Unfaithful(_UNWRITABLE)
    pen = Pen(renumbered(session, keep_offers=True))
    write_head(pen)
    write_story(pen)
    write_rest(pen)
    text = "".join(f"{line}\n" for line in pen.lines)
    try:
        faithful = equal(replay(text).session, session)
    except TranscriptError:
        faithful = False
    if not faithful:
        raise Unfaithful(_UNWRITABLE)
    return text


_UNWRITABLE = say("This session cannot be written as a transcript that gives it back unchanged.")
