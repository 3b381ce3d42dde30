"""Erase the speaking times for good: from the session, its file, its backups and the undo history.

``/erase`` says what will be erased, and Enter after it erases. Any other key leaves it as it is.
"""

from __future__ import annotations

from reciring.console.actions.reply import Job, Progress, Reply, done, refuse
from reciring.console.view_state import ViewState
from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.message import say
from reciring.ring.session import Phase, Session
from reciring.ring.session_details import erase_speaking_times
from reciring.store import backups

REMINDER = say("Speaking times are still saved. /erase will erase them; Esc keeps them.")
WARNING = say("Erase speaking times for good, backups too? Enter: yes. Other keys: no.")


def remind_when_done(view: ViewState, before: Session, after: Session) -> bool:
    """Mention ``/erase`` when the ring has just ended; stop when it makes no sense. True if it is mentioned."""
    if after.phase is not Phase.DONE or not after.turns:
        view.question = None
    elif before.phase is not Phase.DONE and not view.controller.read_only_reason and view.controller.saver:
        view.question = REMINDER
        return True
    return False


def leave_question(view: ViewState) -> Reply | None:
    """Escape: the speaking times stay; None if ``/erase`` was not mentioned."""
    if view.question is None:
        return None
    view.question = None
    return done(say("Speaking times kept. To erase them later: /erase"))


def erase(view: ViewState, argument: str) -> Reply:
    """``/erase``: say what Enter will erase."""
    if view.controller.read_only_reason:
        return refuse(view.controller.read_only_reason)
    if backups.is_served(view.saved_in):
        return refuse(say("First close the ring to phones: /join off. What they sent will be erased too."))
    view.erasing = True
    return Reply(Answer(Outcome.CONFIRM, WARNING))


def erase_now(view: ViewState) -> Reply:
    """Erase. It cannot be undone."""
    controller = view.controller
    view.question = None
    controller.reset_session(erase_speaking_times(controller.base))
    saver, path = controller.saver, view.saved_in

    def work(progress: Progress) -> Answer:
        if saver is None:
            return Answer(Outcome.DONE, say("Speaking times erased."))
        if not saver.flush(5):
            return refused(say("Erased here, not yet in the file (saving fails). Backups still have the times."))
        backups.remove_all_but_lock(path)
        return Answer(Outcome.DONE, say("Speaking times erased, also from the backups."))

    doing = say("Erasing the speaking times")
    return Reply(job=Job(work, Reply, doing))
