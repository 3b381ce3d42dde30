"""Jobs: work that takes longer than a key may take, run in threads while the screen goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from textual.screen import Screen
from textual.worker import Worker, WorkerFailed

from reciring.console.actions.reply import Job, Reply, done, refuse
from reciring.ring.message import Message, say
from reciring.store import crash_report

PROGRESS_DELAY: Final = 0.3
"""Seconds after which it is said that a job is running."""


class JobRunner:
    """Runs the jobs of a screen. What they say, and what comes of them, goes to ``reply``."""

    def __init__(self, screen: Screen[None], reply: Callable[[Reply | None], None]) -> None:
        self._screen, self._reply = screen, reply
        self.doing: Message | None = None
        """What the job does that is running, in words."""

    def start(self, job: Job) -> None:
        """Run a job in a thread, and reply with its result."""
        if job.doing and self.doing:
            self._reply(refuse(say("{doing}: one moment.", doing=self.doing)))
            return
        if job.doing:
            self.doing = job.doing
            self._screen.set_timer(PROGRESS_DELAY, partial(self.say_still_doing, job.doing))
        self._screen.run_worker(self._follow(job), exit_on_error=False)

    async def _follow(self, job: Job) -> None:
        work = partial(job.work, self._progress)
        worker: Worker[object] = self._screen.run_worker(work, thread=True, exit_on_error=False)
        try:
            result = await worker.wait()
        except WorkerFailed as failed:
            report = crash_report.write_crash_report(failed.error)
            said = say("That failed because of a bug. Crash report: {path}", path=str(report or "–"))
            reply: Reply | None = refuse(said)
        else:
            reply = job.done(result)
        if job.doing:
            self.doing = None
        self._reply(reply)

    def say_still_doing(self, doing: Message) -> None:
        """Say what a job does, if it is still running."""
        if self.doing is doing:
            self._reply(done(say("{doing} …", doing=doing)))

    def _progress(self, doing: Message) -> None:
        """Say how far a job is; called from its thread."""
        if self._screen.is_running:
            self._screen.app.call_from_thread(self._reply, done(say("{doing} …", doing=doing)))
