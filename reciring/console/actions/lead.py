"""Take the lead when no other console has it, and hand it over to another console."""

from __future__ import annotations

from reciring.console.actions.reply import Reply, done, refuse
from reciring.console.view_state import ViewState
from reciring.ring.message import say


def take_lead(view: ViewState) -> Reply | None:
    """Enter on the empty line of a console that looks on, when no other one leads; None if that is not so."""
    if view.opened is None or not view.controller.may_lead or view.controller.text:
        return None
    if problem := view.opened.take_lead():
        return refuse(problem)
    return done(say("You lead the ring now; everything is saved here."))


def hand_over(view: ViewState, argument: str) -> Reply:
    """``/handover``: another console that has the session open can take the lead. This one looks on."""
    controller = view.controller
    if view.opened is None or controller.saver is None:
        return refuse(say("There is nothing to hand over: this console does not lead."))
    if controller.saver.state.conflict:
        return refuse(say("There are two versions: choose one first, with /keep mine or /keep theirs."))
    path = view.saved_in
    if not view.opened.hand_over(path):
        return refuse(say("Not everything is saved yet, so this console keeps the lead."))
    for lock in view.locks:
        lock.release()
    view.locks.clear()
    view.path = path
    return done(say("Handed over: in the other console Enter takes the lead. Until then Enter here takes it back."))
