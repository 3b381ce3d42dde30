"""What was chosen on the help screen or in the palette is done, or put on the line to be finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciring.console.finding import Finding, own_names, spec_of
from reciring.console.help_screen import PUT, HelpScreen
from reciring.console.palette import PERSON, THEME, Palette
from reciring.console.remembering import keep
from reciring.ring.line import Unclear, interpret
from reciring.ring.session import Phase

if TYPE_CHECKING:
    from reciring.console.ring_screen import RingScreen

BEFORE_A_SEAT = {Phase.PREPARE: "/question ", Phase.INTRODUCTION: "/question ", Phase.DONE: "/print "}
"""In these phases a seat alone at the beginning of the line would mean nothing, or somebody new."""


def show_help(screen: RingScreen, argument: str) -> None:
    """Open the help screen."""
    _open(screen, HelpScreen(screen.desk))


def show_palette(screen: RingScreen, argument: str) -> None:
    """Open the palette."""
    _open(screen, Palette(screen.desk))


def _open(screen: RingScreen, finding: Finding) -> None:
    screen.app.push_screen(finding, lambda key: take(screen, key or ""))


def take(screen: RingScreen, key: str) -> None:
    """Do what was chosen; nothing if the screen was left without choosing."""
    if key.startswith(THEME):
        screen.app.theme = key.removeprefix(THEME)
        keep(theme=screen.app.theme)
    elif key.startswith(PERSON):
        put(screen, f"{BEFORE_A_SEAT.get(screen.live.base.phase, '')}{key.removeprefix(PERSON)[1:]} ")
    elif spec := spec_of(key.removeprefix(PUT)):
        name = own_names(spec, screen.desk.t.language)[0]
        command = interpret(f"/{name}", screen.live.base, screen.live.now)
        if isinstance(command, Unclear) or key.startswith(PUT):
            put(screen, f"/{name} " if spec.args else f"/{name}")
        else:
            screen.do(command, f"/{name}")


def put(screen: RingScreen, text: str) -> None:
    """Put a beginning on the line; what stood there comes back with Up."""
    screen.live.leave()
    screen.line.forget(screen.live.text)
    screen.line.put(text)
