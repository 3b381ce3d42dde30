"""Print, save, copy, mail, open: started by a key, done apart from the screen, told when it is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from textual.worker import Worker, WorkerFailed

from reciring.console.screens.save_as import SaveAs
from reciring.live import exports as delivery
from reciring.live.answer import Answer, Outcome, refused
from reciring.live.exports import ExportFailed, ExportJob, ExportResult
from reciring.locale import normalise_language
from reciring.report.options import Options
from reciring.ring.message import Message, say
from reciring.store import crash_report as faults

if TYPE_CHECKING:
    from reciring.console.app import ConsoleApp
    from reciring.console.screens.ring import RingScreen

BLINK = 0.3
"""Seconds after which it is said that something is being made."""


class ExportRunner:
    """One thing at a time is made of a ring."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.controller, self.view = screen, screen.controller, screen.view
        self.doing: Message | None = None
        self.newest: Path | None = None

    # --- what the commands do ----------------------------------------------------------------------------------------

    def save(self, form: str) -> None:
        if form:
            job = self._job()
            self.start(say("The summary is being made"), lambda: delivery.save_summary(job, form.lower().lstrip(".")))
        else:
            asked = SaveAs(self.view, self.saved_in.parent)
            self.screen.app.push_screen(asked, lambda name: self.save(name) if name else None)

    def to_printer(self, who: str) -> None:
        job = self._job(who)
        self.start(say("It is being made and printed"), lambda: delivery.print_summary(job))

    def copy(self, who: str) -> None:
        job = self._job(who)
        self.start(say("The summary is being copied"), lambda: delivery.copy_summary(job))

    def mail(self) -> None:
        job = self._job()
        told = say("The drafts are being made")
        self.start(
            told, lambda: delivery.write_drafts(job, lambda n: self._progress(say("{doing}: {n}", doing=told, n=n)))
        )

    def open(self) -> None:
        """Open the newest thing that was made; the summary as a page, if nothing was."""
        newest, job = self.newest, self._job()

        def work() -> ExportResult:
            return delivery.open_file(newest or delivery.save_summary(job, "html").paths[0])

        self.start(say("It is being opened"), work)

    # --- how it is done ----------------------------------------------------------------------------------------------

    @property
    def _console(self) -> ConsoleApp:
        return cast("ConsoleApp", self.screen.app)

    @property
    def saved_in(self) -> Path:
        """The file that the session is in now."""
        return self._console.saved_in

    def _job(self, who: str = "") -> ExportJob:
        language = normalise_language(self._console.language)
        options = Options(language=language, who=who or None)
        return ExportJob(self.controller.base, options, self.saved_in.parent, self.view.guide)

    def start(self, doing: Message, work: Callable[[], ExportResult]) -> None:
        """Make something apart from the screen, and tell what came of it."""
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

    async def _follow(self, work: Callable[[], ExportResult]) -> None:
        worker: Worker[ExportResult] = self.screen.run_worker(work, thread=True, exit_on_error=False)
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


def _done(work: Callable[[], ExportResult]) -> ExportResult:
    """What came of it, also if it could not be written."""
    try:
        return work()
    except ExportFailed as failed:
        return ExportResult(False, failed.message)


async def _outcome(wait: Callable[[], Awaitable[ExportResult]]) -> ExportResult:
    """What came of it, also if that was a fault of ours."""
    try:
        return await wait()
    except WorkerFailed as failed:
        where = faults.write_crash_report(failed.error)
        return ExportResult(False, say("That went wrong, and is our mistake. A report: {path}", path=str(where or "–")))


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
