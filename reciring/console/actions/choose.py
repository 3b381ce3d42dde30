"""What was chosen on the help screen or in the palette is done, or put on the line to be finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciring.console.screens.command_palette import PERSON, THEME, CommandPalette
from reciring.console.screens.help import PUT, HelpScreen
from reciring.console.screens.search import SearchScreen, names_in, spec_of
from reciring.live.opening import keep_settings
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import Phase

if TYPE_CHECKING:
    from reciring.console.screens.ring import RingScreen

BEFORE_A_SEAT = {Phase.PREPARE: "/question ", Phase.INTRODUCTION: "/question ", Phase.DONE: "/print "}
"""In these phases a seat alone at the beginning of the line would mean nothing, or somebody new."""


def show_help(screen: RingScreen, argument: str) -> None:
    """Open the help screen."""
    _open(screen, HelpScreen(screen.view))


def show_palette(screen: RingScreen, argument: str) -> None:
    """Open the palette."""
    _open(screen, CommandPalette(screen.view))


def _open(screen: RingScreen, finding: SearchScreen) -> None:
    screen.app.push_screen(finding, lambda key: take(screen, key or ""))


def take(screen: RingScreen, key: str) -> None:
    """Do what was chosen; nothing if the screen was left without choosing."""
    if key.startswith(THEME):
        screen.app.theme = key.removeprefix(THEME)
        keep_settings(theme=screen.app.theme)
    elif key.startswith(PERSON):
        put(screen, f"{BEFORE_A_SEAT.get(screen.controller.base.phase, '')}{key.removeprefix(PERSON)[1:]} ")
    elif spec := spec_of(key.removeprefix(PUT)):
        name = names_in(spec, screen.view.t.language)[0]
        command = interpret(f"/{name}", screen.controller.base, screen.controller.now)
        if isinstance(command, Unclear) or key.startswith(PUT):
            put(screen, f"/{name} " if spec.args else f"/{name}")
        else:
            screen.do(command, f"/{name}")


def put(screen: RingScreen, text: str) -> None:
    """Put a beginning on the line; what stood there comes back with Up."""
    screen.controller.leave()
    screen.line.forget(screen.controller.text)
    screen.line.put(text)
