"""Erase the speaking times for good: from the session, its file, its backups and the undo history.

It is asked once, when the ring is done; ``/erase`` asks first too.
"""

from __future__ import annotations

from reciring.console.actions.reply import Job, Progress, Reply, done, refuse
from reciring.console.view_state import ViewState
from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.message import say
from reciring.ring.session import Phase, Session
from reciring.ring.session_details import erase_speaking_times
from reciring.store import backups

QUESTION = say("Erase who spoke how long, from the file and its copies? /erase erases, Escape keeps it.")


def ask_when_done(view: ViewState, before: Session, after: Session) -> bool:
    """Ask whether to erase when the ring has just ended; drop the question when it makes no sense. True if it asks."""
    if after.phase is not Phase.DONE or not after.turns:
        view.question = None
    elif before.phase is not Phase.DONE and not view.controller.read_only_reason and view.controller.saver:
        view.question = QUESTION
        return True
    return False


def leave_question(view: ViewState) -> Reply | None:
    """Escape: the speaking times stay; None if nothing was asked."""
    if view.question is None:
        return None
    view.question = None
    return done(say("They are kept. /erase still erases them later."))


def erase(view: ViewState, argument: str) -> Reply:
    """``/erase``: ask, and erase when it was asked already. It cannot be undone."""
    controller = view.controller
    if controller.read_only_reason:
        return refuse(controller.read_only_reason)
    if view.question is None:
        view.question = QUESTION
        return Reply()
    view.question = None
    controller.reset_session(erase_speaking_times(controller.base))
    saver, path = controller.saver, view.saved_in

    def work(progress: Progress) -> Answer:
        if saver is None:
            return Answer(Outcome.DONE, say("The speaking times are erased."))
        if not saver.flush(5):
            return refused(say("They are erased here, but could not be saved yet; older copies are left."))
        backups.remove_all_but_lock(path)
        return Answer(Outcome.DONE, say("The speaking times are erased, from the older copies too."))

    doing = say("The speaking times are being erased")
    return Reply(job=Job(work, Reply, doing))
