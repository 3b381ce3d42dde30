"""Print, save, copy, mail and open: each action gives a job, and says what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from reciring.console.actions.reply import Job, Progress, Reply, refuse
from reciring.console.view_state import ViewState
from reciring.live import exports
from reciring.live.answer import Answer, Outcome
from reciring.live.exports import ExportFailed, ExportJob, ExportResult
from reciring.locale import normalise_language
from reciring.report.options import Options
from reciring.ring.message import Message, say
from reciring.ring.session import Phase
from reciring.store.files import changed

TO_SEND: Final = ("pdf", exports.ALL_PAGES, exports.MAILS)
"""What is handed out or sent."""
FORM_WORDS: Final = {"elk": exports.ALL_PAGES, "transcript": "txt", "logboek": "txt"}
"""Other words for a form of ``/save``."""


def save(view: ViewState, form: str) -> Reply:
    """``/save``: save the summary in a form, such as ``pdf``; without one choose from a list."""
    if not form:
        return Reply(screen="save_as")
    name = form.lower().lstrip(".")
    job, name = _export_job(view), FORM_WORDS.get(name, name)
    return _start(
        view,
        say("Making the summary"),
        lambda progress: exports.save_summary(job, name),
        _remember(view, job, name),
    )


def print_summary(view: ViewState, argument: str) -> Reply:
    """``/print``: print the summary, or the page of one participant; in the preparation the handouts.

    ``@`` and a name chooses the printer, also for the next time.
    """
    who, at, printer = argument.partition("@")
    if at:
        view.printer = printer.strip()
    job = _export_job(view, who)
    made = _remember(view, job, "pdf")

    def printed(result: ExportResult) -> ExportResult:
        if result.printers:
            view.printer, view.printers = None, result.printers
        return made(result)

    return _start(view, say("Printing"), lambda progress: exports.print_summary(job), printed)


def copy(view: ViewState, who: str) -> Reply:
    """``/copy``: copy the summary, or the page of one participant, as text."""
    job = _export_job(view, who)
    return _start(view, say("Copying"), lambda progress: exports.copy_summary(job))


def mail(view: ViewState, argument: str) -> Reply:
    """``/mail``: make e-mail drafts."""
    job, doing = _export_job(view), say("Making the drafts")

    def work(progress: Progress) -> ExportResult:
        return exports.write_drafts(job, lambda count: progress(say("{doing}: {n}", doing=doing, n=count)))

    return _start(view, doing, work, _remember(view, job, exports.MAILS))


def make_again(view: ViewState, argument: str) -> Reply:
    """``/remake``: make the files again that are out of date."""
    job, files = _export_job(view), view.made.outdated()
    if not files:
        return refuse(say("Nothing is out of date."))

    def made(result: ExportResult) -> ExportResult:
        for file, path in zip(files, result.paths, strict=False):
            view.made.add(path, file.form, file.who, job.session)
        return result

    again = say("Making it again")
    return _start(view, again, lambda progress: exports.make_again(job, files, progress), made)


def open_newest(view: ViewState, argument: str) -> Reply:
    """``/open``: open the newest file that was made; if there is none, make the summary as a page and open that."""
    newest, job = view.newest_file, _export_job(view)

    def work(progress: Progress) -> ExportResult:
        return exports.open_file(newest or exports.save_summary(job, "html").paths[0])

    return _start(view, say("Opening it"), work)


def _export_job(view: ViewState, who: str = "") -> ExportJob:
    changed_at = view.controller.changed_at or changed(view.saved_in)
    options = Options(language=normalise_language(view.language), who=who or None, changed_at=changed_at)
    return ExportJob(
        view.controller.base,
        options,
        view.saved_in.parent,
        view.guide,
        view.made.digests,
        invitation=view.invitation,
        printer=view.printer,
    )


def _start(
    view: ViewState,
    doing: Message,
    work: Callable[[Progress], ExportResult],
    made: Callable[[ExportResult], ExportResult] = lambda result: result,
) -> Reply:
    """Return the reply that starts an export; ``made`` gets its result, and may say more of it."""

    def guarded(progress: Progress) -> ExportResult:
        try:
            return work(progress)
        except ExportFailed as failed:
            return ExportResult(False, failed.message)

    def finished(result: ExportResult) -> Reply:
        return export_reply(view, made(result))

    return Reply(job=Job(guarded, finished, doing))


def _remember(view: ViewState, job: ExportJob, form: str) -> Callable[[ExportResult], ExportResult]:
    """Remember what an export made after the round, because a later correction makes it out of date.

    What is meant to be sent or handed out mentions that nothing was reviewed, if that is so.
    """

    def made(result: ExportResult) -> ExportResult:
        if not result.paths or job.session.phase not in (Phase.REFLECT, Phase.DONE):
            return result
        if result.paths[0].parent == job.folder:
            view.made.add(result.paths[0], form, job.options.who, job.session)
        if not result.well or view.review.reviewed or form not in TO_SEND:
            return result
        return result._replace(said=say("{said} The entries are not reviewed yet: press Tab.", said=result.said))

    return made


def export_reply(view: ViewState, result: ExportResult) -> Reply:
    """Return what to say of a finished export. Remembers the newest file."""
    if result.paths:
        view.newest_file = result.paths[0]
    outcome = Outcome.DONE if result.well else Outcome.REFUSED
    return Reply(Answer(outcome, result.said), clipboard=result.text, files=result.paths)
