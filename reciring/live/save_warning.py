"""What is wrong with saving, in words: it is said until saving works again."""

from __future__ import annotations

from reciring.ring.message import Message, say
from reciring.ring.plan import local_time
from reciring.ring.session import Session
from reciring.store.autosave import SaveState


def describe_save_problem(state: SaveState, session: Session) -> Message | None:
    """Return what is wrong with saving and what can be done about it; None if nothing is."""
    if state.conflict and state.missing:
        return say(
            "{file} is gone: deleted, renamed or moved. /keep mine restores it, "
            "/saveto saves in another folder. Your version is in {other}.",
            file=state.path.name,
            other=state.conflict.name,
        )
    if state.conflict:
        return say(
            "Someone else changed {file}. Choose: /keep mine or /keep theirs. Your version is in {other}.",
            file=state.path.name,
            other=state.conflict.name,
        )
    if state.error and not state.has_unsaved:
        return say("New changes cannot be saved: {why}", why=state.error)
    if state.failing_since and state.error:
        since = local_time(session, state.failing_since)
        return say("NOT SAVED since {since}: {why}", since=since, why=state.error)
    if state.backup_error:
        return say("Saved, but no backup could be made: {why}", why=state.backup_error)
    return None
