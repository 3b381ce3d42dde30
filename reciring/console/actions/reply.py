"""What an action gives back to the screen: words, a text for the line, a screen to open, a job to run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from reciring.console.view_state import ViewState
from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.message import Message

Progress = Callable[[Message], None]


class Job(NamedTuple):
    """Work that takes longer than a key may take."""

    work: Callable[[Progress], Any]
    """Runs in a thread, and may say how far it is."""
    done: Callable[[Any], Reply | None]
    """Gets the result of ``work``, in the thread of the screen; its reply is shown. None: there is nothing to show."""
    doing: Message | None = None
    """What the job does, in words. Of the jobs that have words only one runs at a time."""


class Reply(NamedTuple):
    """What came of a key, a command, a paste, a click or a job. ``RingScreen.reply`` shows it."""

    notice: Answer | None = None
    """What to say above the line, until the next key; None removes what was said there."""
    put: str | None = None
    """A text that replaces the line."""
    select: bool = False
    """Whether the line is selected, so that the next letter replaces it."""
    insert: str = ""
    """A text for the line, at the cursor."""
    screen: str = ""
    """The screen to open: ``help``, ``palette`` or ``save_as``."""
    job: Job | None = None
    clipboard: str = ""
    """A text for the clipboard of the terminal."""
    files: tuple[Path, ...] = ()
    """Files that were made, for the list above the summary."""
    theme: str = ""
    """The name of the theme to use."""
    repaint: bool = False
    """Whether the whole screen is drawn again, because something else wrote on it."""
    suspend: bool = False
    """Whether the console goes to the background, and gives the terminal back to the shell."""
    leave: bool = False
    """Whether the console ends."""


def keep_notice(view: ViewState) -> Reply:
    """Return a reply that changes nothing, and leaves the notice."""
    return Reply(view.notice)


def done(said: Message | None) -> Reply:
    """Return a reply that says what was done."""
    return Reply(Answer(Outcome.DONE, said))


def confirm(said: Message) -> Reply:
    """Return a reply that asks for the same key or click once more."""
    return Reply(Answer(Outcome.CONFIRM, said))


def refuse(reason: Message) -> Reply:
    """Return a reply that says why something cannot be done."""
    return Reply(refused(reason))
