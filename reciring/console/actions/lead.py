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
    return done(say("You now lead the ring. Everything is saved here."))


def hand_over(view: ViewState, argument: str) -> Reply:
    """``/handover``: another console that has the session open can take the lead. This one looks on."""
    controller = view.controller
    if view.opened is None or controller.saver is None:
        return refuse(say("Nothing to hand over: you do not lead the ring in this window."))
    if controller.saver.state.conflict:
        return refuse(say("There are two versions. First choose: /keep mine or /keep theirs."))
    path = view.saved_in
    if not view.opened.hand_over(path):
        return refuse(say("Not handed over: not everything is saved yet."))
    for lock in view.locks:
        lock.release()
    view.locks.clear()
    view.path = path
    return done(say("Handed over. To lead: Enter in the other window, or Enter here to lead again."))
