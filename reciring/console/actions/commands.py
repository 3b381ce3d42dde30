"""Run a command of a key, a click or the palette, and the commands that only change what is shown."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

from textual.content import Content

from reciring.console.actions import conflict, erase, lead, review
from reciring.console.actions.reply import Job, Reply, done, refuse
from reciring.console.text import content, guide_text, join_lines
from reciring.console.view_state import GuideSize, Page, ViewState
from reciring.guide import UnknownTopicError
from reciring.live import clipboard
from reciring.live.answer import Answer, Outcome
from reciring.locale.dates import format_long_date
from reciring.report.wording import ring_hours
from reciring.ring.command_registry import find_command
from reciring.ring.command_types import Command
from reciring.ring.command_wording import describe_done
from reciring.ring.message import say

Handler = Callable[[ViewState, str], Reply]
"""Does a command of the screen. Gets what was typed after its name."""
NEXT_SIZE: Final = {
    GuideSize.LINE: GuideSize.OPEN,
    GuideSize.OPEN: GuideSize.HIDDEN,
    GuideSize.HIDDEN: GuideSize.LINE,
}


def run(view: ViewState, command: Command, line: str | None = None) -> Reply:
    """Do a command that was not typed. ``line`` is how the history names it; by default its own name."""
    before = view.controller.base
    answer = view.controller.do(command, line)
    if answer.outcome is Outcome.DONE and answer.said is None:
        return done(describe_done(command, before))
    return reply_to(view, answer)


def reply_to(view: ViewState, answer: Answer) -> Reply:
    """Return the reply to an answer of the controller: its words, or what a command of the screen does."""
    if answer.outcome is not Outcome.SHOW or answer.show is None:
        return Reply(answer)
    spec = find_command(answer.show.what)
    if spec and (why := spec.why_not(view.controller.base)):
        return refuse(why)
    return HANDLERS[answer.show.what](view, answer.show.argument)


def leave_console(view: ViewState, argument: str = "") -> Reply:
    """``/quit``: end the console. Asks once if something would be lost."""
    saver = view.controller.saver
    if saver is None:
        return Reply(leave=True)
    saved, state = view.controller.save_now(0.5), saver.state
    if not saved:
        asks = say(
            "Not saved: {why}. /saveto saves in another folder. Ctrl+Q again quits and loses the last changes.",
            why=state.error or say("the disk is slow to respond"),
        )
    elif state.conflict:
        asks = say("Two versions: choose /keep mine or /keep theirs. Ctrl+Q again quits.")
    else:
        return Reply(leave=True)
    if view.leaving == asks:
        return Reply(leave=True)
    view.leaving = asks
    return refuse(asks)


def _suspend(view: ViewState, argument: str) -> Reply:
    """``/suspend``: to the shell. Everything is saved first; ``fg`` comes back."""
    if sys.platform == "win32":
        return refuse(say("That does not work on Windows: open another window."))
    view.controller.save_now(0.5)
    return Reply(suspend=True)


def open_walk(view: ViewState, by: int = 1) -> Reply | None:
    """Go to the next open item; None if nothing is open."""
    return Reply() if view.open_items.step(by) else None


def enlarge(view: ViewState, pane: str) -> Reply:
    """Make a pane large, or all panes as they were."""
    view.enlarged = "" if view.enlarged == pane else pane
    return Reply()


def invitation(view: ViewState) -> str:
    """Return the invitation to this ring, with the place and time as far as they are known."""
    session, language = view.session, view.t.language
    return view.guide.invitation(
        title=session.title,
        date=format_long_date(session.date, language),
        time=ring_hours(session, view.t),
        place=session.place,
        facilitator=session.facilitator,
    )


def page(markdown: str) -> Page:
    """Return a page of the guide; its first heading is the title."""
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


def _stage(view: ViewState, argument: str) -> Reply:
    if not view.staged and view.edits_private:
        return refuse(say("A private entry is on the line. First save it (Enter) or cancel (Esc)."))
    view.staged = not view.staged
    return done(say("The room can see this and what you type. F9 closes it.")) if view.staged else Reply()


def _times(view: ViewState, argument: str) -> Reply:
    view.times = not view.times
    return Reply()


def _guide(view: ViewState, argument: str) -> Reply:
    """The next size of the guide; with an argument a page about that topic."""
    if not argument:
        view.guide_size = NEXT_SIZE[view.guide_size]
        return Reply()
    try:
        view.page = page(view.guide.markdown(argument))
    except UnknownTopicError as unknown:
        return refuse(unknown.message)
    return done(say("Esc closes the page; PgUp and PgDn turn it."))


def _prompt(view: ViewState, argument: str) -> Reply:
    """The next prompt of the guide, and after the last one the step itself."""
    hidden = view.staged or view.compact
    if not view.prompts or (hidden and view.guide_size is not GuideSize.HIDDEN):
        return refuse(say("The guide has no suggestions for this step."))
    view.prompt = -1 if view.prompt + 1 >= len(view.prompts) else view.prompt + 1
    view.guide_size = GuideSize.LINE
    return Reply()


def _walk(view: ViewState, argument: str) -> Reply:
    return open_walk(view) or refuse(say("Nothing left to complete in this step."))


def _edit(view: ViewState, ref: str) -> Reply:
    """Put an entry on the line."""
    controller = view.controller
    if not controller.edit(ref):
        reason = say("To change a meeting, type m1=bo+tom or m1=fri 16:00.")
        return refuse(controller.read_only_reason or reason)
    return Reply()


def _invite(view: ViewState, argument: str) -> Reply:
    """The invitation to read, and on the clipboard."""
    text = invitation(view)
    subject, _, body = text.partition("\n\n")
    view.page = Page(view.t("Invitation"), Content(f"{subject}\n\n{body}"))
    said = say("Copied: paste it into an e-mail. Esc closes the page, PgDn shows more.")
    # A program that does not answer must not block the screen.
    job = Job(lambda progress: clipboard.copy(text), lambda copied: None)
    return Reply(Answer(Outcome.DONE, said), clipboard=text, job=job)


def _with_panes(handler: Handler) -> Handler:
    """Refuse a command that shows something in a pane on a screen without panes."""

    def handle(view: ViewState, argument: str) -> Reply:
        if view.compact and not argument:
            return refuse(say("The window is too small for that. Make it larger."))
        return handler(view, argument)

    return handle


def _enlarge(pane: str) -> Handler:
    return _with_panes(lambda view, argument: enlarge(view, pane))


def _export(name: str) -> Handler:
    """Return a handler of ``actions/export.py``. The module is imported when it is first needed."""

    def handle(view: ViewState, argument: str) -> Reply:
        from reciring.console.actions import export

        handler: Handler = getattr(export, name)
        return handler(view, argument)

    return handle


def _join(name: str) -> Handler:
    """Return the handler in ``actions/join.py``, which is imported when a ring is first opened to the room."""

    def handler(view: ViewState, argument: str) -> Reply:
        from reciring.console.actions import join

        reply: Reply = getattr(join, name)(view, argument)
        return reply

    return handler


HANDLERS: Final[dict[str, Handler]] = {
    "times": _times,
    "guide": _with_panes(_guide),
    "invite": _invite,
    "review": review.start,
    "edit": _edit,
    "prompt": _prompt,
    "todo": _walk,
    "queue": _enlarge("queue"),
    "offers": _enlarge("offers"),
    "clock": _enlarge("clock"),
    "stage": _stage,
    "join": _join("join"),
    "take": _join("take_all"),
    "wifi": _join("wifi"),
    "help": lambda view, argument: Reply(screen="help"),
    "palette": lambda view, argument: Reply(screen="palette"),
    "copy": _export("copy"),
    "print": _export("print_summary"),
    "save": _export("save"),
    "mail": _export("mail"),
    "open": _export("open_newest"),
    "remake": _export("make_again"),
    "erase": erase.erase,
    "keep": conflict.keep,
    "saveto": conflict.save_elsewhere,
    "handover": lead.hand_over,
    "redraw": lambda view, argument: Reply(repaint=True),
    "suspend": _suspend,
    "quit": leave_console,
}
"""The handlers of the commands of the screen, by the name of the command in ``ring/command_registry.py``."""
