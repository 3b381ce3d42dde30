"""Print, save, copy, mail, open, erase: started by a key, done apart from the screen, told when it is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.worker import Worker, WorkerFailed

from reciring.console import delivery
from reciring.console.answer import Answer, Outcome, refused
from reciring.console.delivery import Failed, Job, Made
from reciring.console.save_as import SaveAs
from reciring.locale import known
from reciring.report.options import Options
from reciring.ring.message import Message, say
from reciring.ring.meta import erase_times
from reciring.ring.session import Phase, Session
from reciring.store import backups, faults

if TYPE_CHECKING:
    from reciring.console.app import Console
    from reciring.console.ring_screen import RingScreen

BLINK = 0.3
"""Seconds after which it is said that something is being made."""


class Handing:
    """One thing at a time is made of a ring."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.live, self.desk = screen, screen.live, screen.desk
        self.doing: Message | None = None
        self.newest: Path | None = None

    # --- what the commands do ----------------------------------------------------------------------------------------

    def save(self, form: str) -> None:
        if form:
            job = self._job()
            self._start(say("The summary is being made"), lambda: delivery.save(job, form.lower().lstrip(".")))
        else:
            self.screen.app.push_screen(SaveAs(self.desk, self._folder), lambda name: self.save(name) if name else None)

    def to_printer(self, who: str) -> None:
        job = self._job(who)
        self._start(say("It is being made and printed"), lambda: delivery.to_printer(job))

    def copy(self, who: str) -> None:
        job = self._job(who)
        self._start(say("The summary is being copied"), lambda: delivery.to_clipboard(job))

    def mail(self) -> None:
        job = self._job()
        told = say("The drafts are being made")
        self._start(told, lambda: delivery.drafts(job, lambda n: self._progress(say("{doing}: {n}", doing=told, n=n))))

    def open(self) -> None:
        """Open the newest thing that was made; the summary as a page, if nothing was."""
        newest, job = self.newest, self._job()

        def work() -> Made:
            return delivery.show(newest or delivery.save(job, "html").paths[0])

        self._start(say("It is being opened"), work)

    def erase(self) -> None:
        """Speaking times gone, from the file, its copies and the way back: asked first, for it cannot be undone."""
        if self.live.reading:
            self.screen.say(refused(self.live.reading))
            return
        if self.desk.asks is None:
            self._ask()
            return
        self.desk.asks = None
        self.live.start_over(erase_times(self.live.base))
        saver, path = self.live.saver, self._console.saved_in

        def work() -> Made:
            if saver is None:
                return Made(True, say("The speaking times are erased."))
            if not saver.flush(5):
                return Made(False, say("They are erased here, but could not be saved yet; older copies are left."))
            backups.remove_copies(path)
            return Made(True, say("The speaking times are erased, from the older copies too."))

        self._start(say("The speaking times are being erased"), work)

    def leave_question(self) -> bool:
        """Escape: the question in the preview is answered by no; False if there is none."""
        if self.desk.asks is None:
            return False
        self.desk.asks = None
        self.screen.say(Answer(Outcome.DONE, say("They are kept. /erase still erases them later.")))
        return True

    def changed(self, before: Session, after: Session) -> None:
        """At the end it is asked once whether to erase what was measured of who spoke when."""
        if after.phase is not Phase.DONE or not after.turns:
            self.desk.asks = None
        elif before.phase is not Phase.DONE and not self.live.reading and self.live.saver:
            self.screen.call_later(self._ask)

    def _ask(self) -> None:
        self.desk.asks = say("Erase who spoke how long, from the file and its copies? - erases, Escape keeps it.")
        self.screen.preview.answer = None
        self.screen.draw_line()

    # --- how it is done ----------------------------------------------------------------------------------------------

    @property
    def _console(self) -> Console:
        return cast("Console", self.screen.app)

    @property
    def _folder(self) -> Path:
        return self._console.saved_in.parent

    def _job(self, who: str = "") -> Job:
        language = known(self._console.language)
        options = Options(language=language, who=who or None)
        return Job(self.live.base, options, self._folder, self.desk.guide)

    def _start(self, doing: Message, work: Callable[[], Made]) -> None:
        if self.doing:
            self.screen.say(refused(say("One moment: {doing}.", doing=self.doing)))
            return
        self.doing = doing
        self.screen.set_timer(BLINK, lambda: self._still(doing))
        self.screen.run_worker(self._follow(lambda: _done(work)), exit_on_error=False)

    def _still(self, doing: Message) -> None:
        if self.doing is doing:
            self._tell(Answer(Outcome.DONE, say("{doing} …", doing=doing)))

    def _progress(self, doing: Message) -> None:
        """How far it is; from the thread that makes it."""
        if self.screen.is_running:
            self.screen.app.call_from_thread(self._tell, Answer(Outcome.DONE, say("{doing} …", doing=doing)))

    async def _follow(self, work: Callable[[], Made]) -> None:
        worker: Worker[Made] = self.screen.run_worker(work, thread=True, exit_on_error=False)
        made = await _outcome(worker.wait)
        self.doing = None
        if made.text:
            self.screen.app.copy_to_clipboard(made.text)
        if made.paths:
            self.newest = made.paths[0]
            self.screen.summary.add(made.paths)
        self._tell(Answer(Outcome.DONE if made.well else Outcome.REFUSED, made.said))

    def _tell(self, answer: Answer) -> None:
        """Say it, and leave the line as it is."""
        self.screen.preview.answer = answer
        self.screen.draw_line()


def _done(work: Callable[[], Made]) -> Made:
    """What came of it, also if it could not be written."""
    try:
        return work()
    except Failed as failed:
        return Made(False, failed.message)


async def _outcome(wait: Callable[[], Awaitable[Made]]) -> Made:
    """What came of it, also if that was a fault of ours."""
    try:
        return await wait()
    except WorkerFailed as failed:
        where = faults.report(failed.error)
        return Made(False, say("That went wrong, and is our mistake. A report: {path}", path=str(where or "–")))


def saving(screen: RingScreen, argument: str) -> None:
    """``/save``."""
    screen.handing.save(argument)


def printing(screen: RingScreen, argument: str) -> None:
    """``/print``."""
    screen.handing.to_printer(argument)


def copying(screen: RingScreen, argument: str) -> None:
    """``/copy``."""
    screen.handing.copy(argument)


def mailing(screen: RingScreen, argument: str) -> None:
    """``/mail``."""
    screen.handing.mail()


def opening(screen: RingScreen, argument: str) -> None:
    """``/open``."""
    screen.handing.open()


def erasing(screen: RingScreen, argument: str) -> None:
    """``/erase``."""
    screen.handing.erase()
