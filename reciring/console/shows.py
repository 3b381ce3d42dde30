"""What the screen can show, by the name of its command: one line here makes a command of the table work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reciring.console.answer import Answer, Outcome, refused
from reciring.console.lazily import later
from reciring.ring.message import say

if TYPE_CHECKING:
    from reciring.console.ring_screen import RingScreen

Showing = Callable[["RingScreen", str], None]
"""Gets the screen and the argument that was typed behind the command."""


def _roomy(show: Showing) -> Showing:
    """On the smallest screen there are no panes: it is said, rather than that a key does nothing."""

    def shown(screen: RingScreen, argument: str) -> None:
        if screen.has_class("-small") and not argument:
            screen.say(refused(say("There is no room for that on this screen: make the window larger.")))
        else:
            show(screen, argument)

    return shown


def _times(screen: RingScreen, argument: str) -> None:
    screen.desk.times = not screen.desk.times
    screen.set_class(screen.desk.times, "-times")
    screen.make_room()


def _enlarge(pane: str) -> Showing:
    return _roomy(lambda screen, argument: screen.enlarge(pane))


def _stage(screen: RingScreen, argument: str) -> None:
    screen.toggle_class("-stage")
    if screen.has_class("-stage"):
        screen.preview.answer = Answer(Outcome.DONE, say("The room sees this, and your line. F9 goes back."))
    screen.make_room()


def _prompt(screen: RingScreen, argument: str) -> None:
    if not screen.guide.another():
        screen.say(refused(say("The guide has no suggestions here.")))


def _walk(screen: RingScreen, argument: str) -> None:
    if not screen.keys.asides.along():
        screen.say(refused(say("Nothing is open here: no checklist, no promise without a day or a name.")))


def _quit(screen: RingScreen, argument: str) -> None:
    screen.leave()


SHOWS: dict[str, Showing] = {
    "times": _roomy(_times),
    "guide": _roomy(later("reading", "guide")),
    "invite": later("reading", "invite"),
    "prompt": _prompt,
    "walk": _walk,
    "queue": _enlarge("queue"),
    "offers": _enlarge("offers"),
    "clock": _enlarge("clock"),
    "stage": _stage,
    "help": later("choosing", "show_help"),
    "palette": later("choosing", "show_palette"),
    "copy": later("handing", "copying"),
    "print": later("handing", "printing"),
    "save": later("handing", "saving"),
    "mail": later("handing", "mailing"),
    "open": later("handing", "opening"),
    "erase": later("erasing", "erasing"),
    "keep": later("rescue", "keep"),
    "elsewhere": later("rescue", "elsewhere"),
    "quit": _quit,
}
"""Others add theirs: help, stage, palette, copy, print, save."""
