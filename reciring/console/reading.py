"""Something to read in the middle pane, until Escape: a word of the guide, the invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from reciring.console import clipboard
from reciring.console.answer import Answer, Outcome, refused
from reciring.console.panes.phases import Page, lines, typed
from reciring.console.text import content
from reciring.guide import NoSuchTopic
from reciring.locale.dates import clock, long_day
from reciring.ring.message import say

if TYPE_CHECKING:
    from reciring.console.ring_screen import RingScreen


def page(markdown: str) -> Page:
    """A page of the guide; its first heading is the title."""
    title, body = "", []
    for line in markdown.strip().splitlines():
        if line.startswith("# ") and not title:
            title = line.removeprefix("# ").strip()
        elif line.startswith("#"):
            body.append(content((line.lstrip("# "), "bold")))
        elif line.startswith("- "):
            body.append(content(("· ", "$foreground-muted"), typed(line[2:])))
        elif line or body:
            body.append(typed(line))
    return Page(title, lines(body))


def guide(screen: RingScreen, argument: str) -> None:
    """The strip opened or closed; with a word, what the guide says of that."""
    if not argument:
        screen.guide.turn()
        screen.make_room()
        return
    try:
        screen.desk.page = page(screen.desk.guide.markdown(argument))
    except NoSuchTopic as nothing:
        screen.say(refused(nothing.message))
        return
    screen.middle.home()
    screen.draw_all()
    screen.say(Answer(Outcome.DONE, say("Escape closes the page; PgUp and PgDn turn it.")))


def invitation(screen: RingScreen) -> str:
    """The invitation to this ring, as far as it is known where and when it is."""
    session, language = screen.desk.session, screen.desk.t.language
    return screen.desk.guide.invitation(
        title=session.title,
        date=long_day(session.date, language),
        time=clock(session.start) if session.start else "",
        place=session.place,
        facilitator=session.facilitator,
    )


def invite(screen: RingScreen, argument: str) -> None:
    """The invitation to read, and on the clipboard."""
    text = invitation(screen)
    subject, _, body = text.partition("\n\n")
    screen.desk.page = Page(screen.desk.t("Invitation"), Content(f"{subject}\n\n{body}"))
    screen.middle.home()
    screen.draw_all()
    screen.app.copy_to_clipboard(text)
    # A program that does not answer must not keep the screen.
    screen.run_worker(lambda: clipboard.put(text), thread=True, exit_on_error=False)
    screen.say(Answer(Outcome.DONE, say("Copied: paste it in a mail. Escape closes the page; PgDn shows the rest.")))
