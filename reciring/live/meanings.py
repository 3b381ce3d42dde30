"""What the ring says of a line: imported at the first key, or just after the first picture, which needs none of it."""

from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

from reciring.ring.commands import AddNote, AddOffer, AddReflection, Command
from reciring.ring.message import Message, Refused
from reciring.ring.session import Session

if TYPE_CHECKING:
    from reciring.ring.completion import Completion
    from reciring.ring.entry_to_line import Entry
    from reciring.ring.interpret_line import Unclear
    from reciring.ring.question_hints import Hint


def interpret(text: str, session: Session, at: dt.datetime, *, bound: str | None) -> Command | Unclear:
    """What a line means now."""
    from reciring.ring.interpret_line import interpret

    return interpret(text, session, at, bound=bound)


def update(session: Session, command: Command) -> Session | Refused:
    """The session after a command, or why it cannot be done."""
    from reciring.ring.update import update

    return update(session, command)


def unclear(reason: Message) -> Unclear:
    """Something that nothing can be made of."""
    from reciring.ring.interpret_line import Unclear

    return Unclear(reason)


def takes_floor(text: str, session: Session) -> str | None:
    """Who gets the floor by a line that is not entered yet."""
    from reciring.ring.interpret_line import next_speaker

    return next_speaker(text, session)


def complete(text: str, session: Session, at: dt.datetime) -> tuple[Completion, ...]:
    """How a line may go on."""
    from reciring.ring.completion import complete

    return complete(text, session, at)


def describe(command: Command, session: Session) -> Message:
    """What a command will do, in words."""
    from reciring.ring.command_wording import describe_command

    return describe_command(command, session)


def write_line(entry: Entry, session: Session) -> str:
    """The line that an entry was, or might have been."""
    from reciring.ring.entry_to_line import format_entry

    return format_entry(entry, session)


def read_entry(ref: str, text: str, session: Session, at: dt.datetime) -> AddOffer | AddNote | AddReflection:
    """What a line makes of an entry that was noted before. Raises Refused."""
    from reciring.ring.interpret_line import parse_edited_entry

    return parse_edited_entry(ref, text, session, at)


def hints(text: str) -> tuple[Hint, ...]:
    """Suggestions for the words of a question."""
    from reciring.ring.question_hints import question_hints

    return question_hints(text)


def undone(before: Session, after: Session) -> Message:
    """What was taken back, in words."""
    from reciring.ring.undo_wording import describe_undo

    return describe_undo(before, after)


def redone(before: Session, after: Session) -> Message:
    """What was done again, in words."""
    from reciring.ring.undo_wording import describe_redo

    return describe_redo(before, after)


def warm() -> None:
    """Import what the first key needs, beside whatever goes on."""

    def work() -> None:
        import reciring.console.actions.paste
        import reciring.live.editing
        import reciring.ring.command_wording
        import reciring.ring.completion
        import reciring.ring.interpret_line  # noqa: F401  imported to have been imported

    threading.Thread(target=work, name="warm", daemon=True).start()
