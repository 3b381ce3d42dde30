"""What the screen can show, by the name of its command: one line here makes a command of the table work."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.message import say

if TYPE_CHECKING:
    from reciring.console.screens.ring import RingScreen
from textual.content import Content

from reciring.console.actions import choose, conflict, erase, export
from reciring.console.text import content, guide_text, join_lines
from reciring.console.view_state import Page
from reciring.guide import UnknownTopicError
from reciring.live import clipboard
from reciring.locale.dates import format_clock_time, format_long_date

Showing = Callable[["RingScreen", str], None]
"""Gets the screen and the argument that was typed behind the command."""


def _roomy(show: Showing) -> Showing:
    """On the smallest screen there are no panes: it is said, rather than that a key does nothing."""

    def shown(screen: RingScreen, argument: str) -> None:
        if screen.has_class("-compact") and not argument:
            screen.say(refused(say("There is no room for that on this screen: make the window larger.")))
        else:
            show(screen, argument)

    return shown


def _times(screen: RingScreen, argument: str) -> None:
    screen.view.times = not screen.view.times
    screen.set_class(screen.view.times, "-speaking-times")
    screen.make_room()


def _enlarge(pane: str) -> Showing:
    return _roomy(lambda screen, argument: screen.enlarge(pane))


def _stage(screen: RingScreen, argument: str) -> None:
    screen.toggle_class("-stage")
    if screen.has_class("-stage"):
        screen.preview.answer = Answer(Outcome.DONE, say("The room sees this, and your line. F9 goes back."))
    screen.make_room()


def _prompt(screen: RingScreen, argument: str) -> None:
    if not screen.guide.next_prompt():
        screen.say(refused(say("The guide has no suggestions here.")))


def _walk(screen: RingScreen, argument: str) -> None:
    if not screen.keys.asides.along():
        screen.say(refused(say("Nothing is open here: no checklist, no promise without a day or a name.")))


def _quit(screen: RingScreen, argument: str) -> None:
    screen.leave()


VIEW_COMMANDS: dict[str, Showing] = {
    "times": _roomy(_times),
    "guide": _roomy(lambda screen, argument: guide(screen, argument)),
    "invite": lambda screen, argument: invite(screen, argument),
    "prompt": _prompt,
    "walk": _walk,
    "queue": _enlarge("queue"),
    "offers": _enlarge("offers"),
    "clock": _enlarge("clock"),
    "stage": _stage,
    "help": choose.show_help,
    "palette": choose.show_palette,
    "copy": export.copying,
    "print": export.printing,
    "save": export.saving,
    "mail": export.mailing,
    "open": export.opening,
    "erase": erase.erasing,
    "keep": conflict.keep,
    "elsewhere": conflict.elsewhere,
    "quit": _quit,
}
"""Others add theirs: help, stage, palette, copy, print, save."""


def page(markdown: str) -> Page:
    """A page of the guide; its first heading is the title."""
    title, body = "", []
    for line in markdown.strip().splitlines():
        if line.startswith("# ") and not title:
            title = line.removeprefix("# ").strip()
        elif line.startswith("#"):
            body.append(content((line.lstrip("# "), "bold")))
        elif line.startswith("- "):
            body.append(content(("· ", "$foreground-muted"), guide_text(line[2:])))
        elif line or body:
            body.append(guide_text(line))
    return Page(title, join_lines(body))


def guide(screen: RingScreen, argument: str) -> None:
    """The strip opened or closed; with a word, what the guide says of that."""
    if not argument:
        screen.guide.next_size()
        screen.make_room()
        return
    try:
        screen.view.page = page(screen.view.guide.markdown(argument))
    except UnknownTopicError as nothing:
        screen.say(refused(nothing.message))
        return
    screen.middle.home()
    screen.draw_all()
    screen.say(Answer(Outcome.DONE, say("Escape closes the page; PgUp and PgDn turn it.")))


def invitation(screen: RingScreen) -> str:
    """The invitation to this ring, as far as it is known where and when it is."""
    session, language = screen.view.session, screen.view.t.language
    return screen.view.guide.invitation(
        title=session.title,
        date=format_long_date(session.date, language),
        time=format_clock_time(session.start) if session.start else "",
        place=session.place,
        facilitator=session.facilitator,
    )


def invite(screen: RingScreen, argument: str) -> None:
    """The invitation to read, and on the clipboard."""
    text = invitation(screen)
    subject, _, body = text.partition("\n\n")
    screen.view.page = Page(screen.view.t("Invitation"), Content(f"{subject}\n\n{body}"))
    screen.middle.home()
    screen.draw_all()
    screen.app.copy_to_clipboard(text)
    # A program that does not answer must not keep the screen.
    screen.run_worker(lambda: clipboard.copy(text), thread=True, exit_on_error=False)
    screen.say(Answer(Outcome.DONE, say("Copied: paste it in a mail. Escape closes the page; PgDn shows the rest.")))
