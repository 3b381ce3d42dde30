"""A transcript written from a session alone: the lines that make it again, as a facilitator would have typed them.

The session keeps no history, so what was undone, mended or moved back is told as if it had been so at once.
"""

from __future__ import annotations

from reciring.ring.message import Message, say
from reciring.ring.session import Session
from reciring.ring.transcript.compare import same_content, with_new_ids
from reciring.ring.transcript.read import TranscriptError, replay
from reciring.ring.transcript.write_entries import write_remaining
from reciring.ring.transcript.write_events import write_events
from reciring.ring.transcript.write_header import write_header
from reciring.ring.transcript.writer import TranscriptWriter
from reciring.ring.validate import session_errors


class RoundTripError(Exception):
    """A session that no transcript makes again; ``reason`` says so."""

    def __init__(self, reason: Message) -> None:
        super().__init__(str(reason))
        self.reason = reason


def write_transcript(session: Session) -> str:
    """The transcript that replays to an equal session; raises Unfaithful rather than giving another one."""
    if next(session_errors(session), None):
        raise RoundTripError(_UNWRITABLE)
    pen = TranscriptWriter(with_new_ids(session, keep_offers=True))
    write_header(pen)
    write_events(pen)
    write_remaining(pen)
    text = "".join(f"{line}\n" for line in pen.lines)
    try:
        faithful = same_content(replay(text).session, session)
    except TranscriptError:
        faithful = False
    if not faithful:
        raise RoundTripError(_UNWRITABLE)
    return text


_UNWRITABLE = say("This session cannot be written as a transcript that gives it back unchanged.")
