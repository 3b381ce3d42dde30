"""Print, save, copy, mail and open: each action gives a job, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable

from reciring.console.actions.reply import Job, Progress, Reply
from reciring.console.view_state import ViewState
from reciring.live import exports
from reciring.live.answer import Answer, Outcome
from reciring.live.exports import ExportFailed, ExportJob, ExportResult
from reciring.locale import normalise_language
from reciring.report.options import Options
from reciring.ring.command_registry import is_done
from reciring.ring.message import Message, say


def save(view: ViewState, form: str) -> Reply:
    """``/save``: save the summary in a form, such as ``pdf``; without one choose from a list."""
    if not form:
        return Reply(screen="save_as")
    job, name = _export_job(view), form.lower().lstrip(".")
    return _start(view, say("The summary is being made"), lambda progress: exports.save_summary(job, name))


def print_summary(view: ViewState, who: str) -> Reply:
    """``/print``: print the summary, or the page of one participant; in the preparation the handouts."""
    job = _export_job(view, who)
    return _start(view, say("It is being made and printed"), lambda progress: exports.print_summary(job))


def copy(view: ViewState, who: str) -> Reply:
    """``/copy``: copy the summary, or the page of one participant, as text."""
    job = _export_job(view, who)
    return _start(view, say("The summary is being copied"), lambda progress: exports.copy_summary(job))


def mail(view: ViewState, argument: str) -> Reply:
    """``/mail``: make drafts of mails."""
    job, doing = _export_job(view), say("The drafts are being made")

    def work(progress: Progress) -> ExportResult:
        return exports.write_drafts(job, lambda count: progress(say("{doing}: {n}", doing=doing, n=count)))

    return _start(view, doing, work)


def open_newest(view: ViewState, argument: str) -> Reply:
    """``/open``: open the newest file that was made; if there is none, make the summary as a page and open that."""
    newest, job = view.newest_file, _export_job(view)

    def work(progress: Progress) -> ExportResult:
        return exports.open_file(newest or exports.save_summary(job, "html").paths[0])

    return _start(view, say("It is being opened"), work)


def _export_job(view: ViewState, who: str = "") -> ExportJob:
    options = Options(language=normalise_language(view.language), who=who or None)
    return ExportJob(view.controller.base, options, view.saved_in.parent, view.guide)


def _start(view: ViewState, doing: Message, work: Callable[[Progress], ExportResult]) -> Reply:
    def guarded(progress: Progress) -> ExportResult:
        try:
            return work(progress)
        except ExportFailed as failed:
            return ExportResult(False, failed.message)

    return Reply(job=Job(guarded, lambda result: export_reply(view, result), doing))


def export_reply(view: ViewState, result: ExportResult) -> Reply:
    """Return what to say of a finished export. Remembers the newest file."""
    if result.paths:
        view.newest_file = result.paths[0]
    outcome = Outcome.DONE if result.well else Outcome.REFUSED
    said = result.said
    if result.well and is_done(view.session) is None and not view.review.reviewed:
        said = say("{said} Nothing was reviewed yet: Tab goes through it.", said=said)
    return Reply(Answer(outcome, said), clipboard=result.text, files=result.paths)
