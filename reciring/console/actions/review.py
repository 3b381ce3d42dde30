"""The review: a page with all entries, and a key each to keep, edit, hide or star the one where it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reciring.console.actions.reply import Reply, done, refuse
from reciring.console.view_state import REVIEW, ViewState
from reciring.live.answer import Outcome
from reciring.ring.command_types import AddStars, Command, SetPrivate
from reciring.ring.command_wording import describe_done
from reciring.ring.message import say
from reciring.ring.session import Phase


def start(view: ViewState, argument: str = "") -> Reply:
    """``/review``, and Tab where nothing else is open: show the entries, at the first that was not reviewed."""
    if view.controller.read_only_reason:
        return refuse(view.controller.read_only_reason)
    if not view.review.refs():
        return refuse(say("No entries yet."))
    view.page = REVIEW
    if view.review.at in view.review.reviewed:
        view.review.at = ""
    view.review.place()
    return Reply()


def offered(view: ViewState) -> bool:
    """Return whether Tab starts the review: when the round is over, and anything was noted."""
    return view.controller.base.phase in (Phase.REFLECT, Phase.DONE) and bool(view.review.refs())


def keep(view: ViewState) -> Reply:
    """Go on to the next entry; after the last one the page closes."""
    if view.review.keep():
        return Reply()
    view.page = None
    return done(say("Everything has been reviewed."))


def back(view: ViewState) -> Reply:
    """Go back to the entry before."""
    view.review.back()
    return Reply()


def hide(view: ViewState) -> Reply:
    """Hide the entry from the group, or show it again."""
    ref = view.review.at
    return _do(view, SetPrivate(at=view.controller.now, ref=ref, private=not view.review.entry(ref).private))


def star(view: ViewState) -> Reply:
    """Give an offer a star."""
    if view.review.at not in view.controller.base.offers:
        return refuse(say("Only offers can have a star."))
    return _do(view, AddStars(at=view.controller.now, ref=view.review.at))


def edit(view: ViewState) -> Reply:
    """Put the entry on the line; a question as the command that changes it."""
    ref, controller = view.review.at, view.controller
    if ref in controller.base.questions:
        question = controller.base.questions[ref]
        command = "/vraag" if view.t.language == "nl" else "/question"
        return Reply(put=f"{command} {controller.base.name(question.asker)} {question.text}")
    if not controller.edit(ref):
        return refuse(say("A meeting cannot be edited here. Delete it and type it again."))
    return Reply()


def _do(view: ViewState, command: Command) -> Reply:
    said = describe_done(command, view.controller.base)
    answer = view.controller.do(command)
    return done(said) if answer.outcome is Outcome.DONE else Reply(answer)


KEYS: Final[dict[str, Callable[[ViewState], Reply]]] = {
    "tab": keep,
    "shift+tab": back,
    "up": edit,
    "space": hide,
    "asterisk": star,
}
"""What each key does while the review is on the screen."""
