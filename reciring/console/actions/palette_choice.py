"""What was chosen on the help screen or in the command palette: do it, or put it on the line to be finished."""

from __future__ import annotations

from typing import Final

from reciring.console.actions.commands import run
from reciring.console.actions.reply import Reply
from reciring.console.view_state import ViewState
from reciring.live.opening import keep_settings
from reciring.ring.command_registry import CommandSpec, find_command
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import Phase

THEME: Final = "theme:"
PERSON: Final = "who:"
PUT: Final = "put:"
"""Begins the key of a command that goes on the line, even if it could be done at once."""
BEFORE_A_SEAT: Final = {Phase.PREPARE: "/question ", Phase.INTRODUCTION: "/question ", Phase.DONE: "/print "}
"""What goes before a seat number, in the phases in which a line with only a number means something else."""


def command_chosen(key: str) -> CommandSpec | None:
    """Return the command of a key such as ``/pause``; None if the key is of something else."""
    return find_command(key[1:]) if key[:1] == "/" else None


def take_choice(view: ViewState, key: str) -> Reply | None:
    """Do what the key of a choice means; None if nothing was chosen."""
    if key.startswith(THEME):
        theme = key.removeprefix(THEME)
        keep_settings(theme=theme)
        return Reply(theme=theme)
    if key.startswith(PERSON):
        before = BEFORE_A_SEAT.get(view.controller.base.phase, "")
        return _put(view, f"{before}{key.removeprefix(PERSON)[1:]} ")
    spec = command_chosen(key.removeprefix(PUT))
    if spec is None:
        return None
    name = spec.names(view.t.language)[0]
    command = interpret(f"/{name}", view.controller.base, view.controller.now)
    if isinstance(command, Unclear) or key.startswith(PUT):
        return _put(view, f"/{name} " if spec.args else f"/{name}")
    return run(view, command, f"/{name}")


def _put(view: ViewState, text: str) -> Reply:
    """Put the beginning of a line on the line; Up brings back what was there."""
    view.controller.leave()
    return Reply(put=text)
