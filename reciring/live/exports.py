"""Files, paper, e-mail drafts and text for the clipboard, made of a session.

Each function takes a while and uses the disk: call it in a thread. No file is overwritten, except what is made again: a
file with other content gets a number after its name.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from reciring.guide import Guide
from reciring.live import clipboard
from reciring.live.made_files import digest
from reciring.report import printing
from reciring.report.addresses import deliverable_addresses
from reciring.report.formats import FORMATS, Options, render_summary, summary_file_name
from reciring.report.invitation import Invitation
from reciring.ring.message import N_, Message, MessageError, say
from reciring.ring.names import join_names
from reciring.ring.session import MadeFile, Phase, Session
from reciring.ring.text import slug
from reciring.store.atomic_write import create_folder
from reciring.store.export import write_export, write_to_free_name
from reciring.store.os_errors import describe_write_error

ALL_PAGES: Final = "each"
"""In place of a format: everyone's personal page."""
WITH_TIMES: Final = "timed"
"""In place of a format: the facilitator's copy, with speaking times."""
MAILS: Final = "mails"
"""In place of a format: the e-mail drafts."""
Progress = Callable[[Message], None]


class ExportJob(NamedTuple):
    """What an export needs. Files go in ``folder``; ``guide`` has the texts of the script on paper.

    ``digests`` gets the digest of every file. ``again`` is the file or folder to make again: files in it are replaced
    if they are as they were written.
    """

    session: Session
    options: Options
    folder: Path
    guide: Guide
    digests: dict[Path, str]
    again: Path | None = None
    invitation: Invitation | None = None
    """How phones join, for the handouts."""
    printer: str | None = None
    """The name of the printer, or its beginning; None for the default."""


class ExportResult(NamedTuple):
    """The result of an export: whether it succeeded, what to say, the files, and a text for the clipboard.

    ``printers`` are the names to choose from, if it is not clear which printer to use.
    """

    well: bool
    said: Message
    paths: tuple[Path, ...] = ()
    text: str = ""
    printers: tuple[str, ...] = ()


class ExportFailed(MessageError):
    """A file could not be written; ``message`` says why."""


def save_summary(job: ExportJob, form: str) -> ExportResult:
    """Save the summary in a form of ``FORMATS``, or as ``ALL_PAGES`` or ``WITH_TIMES``. Raises ExportFailed."""
    if form == ALL_PAGES:
        return _each(job)
    if form == WITH_TIMES:
        return _with_times(job)
    if form not in FORMATS:
        forms = ", ".join([*FORMATS, job.options.translator(job.session)(N_("each"))])
        return ExportResult(False, say("Unknown format “{form}”. Choose from: {forms}.", form=form, forms=forms))
    suffix = FORMATS[form].suffix if form != "chat" else "-chat.txt"
    data, missing = _rendered(job.session, form, job.options)
    path = _write(job, job.again or job.folder / summary_file_name(job.session, suffix, job.options.who), data)
    said = say("Saved: {path}", path=str(path))
    return ExportResult(True, say("{said} {missing}", said=said, missing=missing) if missing else said, (path,))


def _with_times(job: ExportJob) -> ExportResult:
    data, _ = _rendered(job.session, "pdf", msgspec.structs.replace(job.options, who=None, speaking_time=True))
    path = _write(job, job.again or job.folder / facilitator_copy_name(job.session, job.options), data)
    return ExportResult(True, say("Saved, for you only: {path}", path=path.name), (path,))


def facilitator_copy_name(session: Session, options: Options) -> str:
    """Return the name of the facilitator's own copy, which nobody can take for the summary."""
    return summary_file_name(session, f"-{slug(options.translator(session)(N_('with speaking times')))}.pdf")


def _each(job: ExportJob) -> ExportResult:
    folder = job.again or _new_folder(job.folder / summary_file_name(job.session, "-" + _word(job, N_("pages"))))
    paths = []
    for who in job.session.participants:
        options = msgspec.structs.replace(job.options, who=who, speaking_time=False)
        data, _ = _rendered(job.session, "pdf", options)
        paths.append(_write(job, folder / summary_file_name(job.session, ".pdf", who), data))
    _remove_others(job, folder, paths)
    return ExportResult(
        True, say("Personal pages saved in the folder {folder}: {n}.", n=len(paths), folder=folder.name), (folder,)
    )


def _word(job: ExportJob, word: str) -> str:
    return slug(job.options.translator(job.session)(word))


def _rendered(session: Session, form: str, options: Options) -> tuple[bytes, Message | None]:
    """Return the summary in a form, and a sentence about characters that the fonts lack."""
    if form != "pdf":
        return render_summary(form, session, options), None
    from reciring.report.pdf import make_summary_pdf
    from reciring.report.typesetting import missing_characters_message

    paper = make_summary_pdf(session, options)
    words = (
        missing_characters_message(paper.missing_characters, options.translator(session))
        if paper.missing_characters
        else None
    )
    return paper.pdf, say("{told}", told=words) if words else None


def print_summary(job: ExportJob) -> ExportResult:
    """Print the summary; in the preparation the handouts. Raises ExportFailed."""
    if job.session.phase is Phase.PREPARE:
        return _handouts(job)
    try:
        made = save_summary(job, "pdf")
    except ExportFailed:  # Print also if the folder cannot be written.
        made = save_summary(job._replace(folder=Path(tempfile.mkdtemp(prefix="reciring-"))), "pdf")
    outcome = _print(made.paths[0], job)
    if outcome.sent:
        return ExportResult(True, say("{sent} The PDF is saved too.", sent=outcome.message), made.paths)
    return ExportResult(False, outcome.message, made.paths, printers=outcome.printers)


def _print(path: Path, job: ExportJob, sides: str = "") -> printing.PrintResult:
    return printing.print_pdf(
        path,
        printer=job.printer,
        title=job.session.title,
        paper=job.options.paper,
        sides=sides,
        how_to_choose=say("Type /print @NAME."),
    )


def _handouts(job: ExportJob) -> ExportResult:
    from reciring.report.handouts import StepText, available_handouts, handout_file_name, make_handout_pdf

    steps = {phase: job.guide.step(phase) for phase in Phase}
    spoken = {phase: StepText(do=step.do, say=step.say) for phase, step in steps.items()}
    paths = []
    for name in available_handouts(job.invitation):
        paper = make_handout_pdf(name, job.session, job.options, spoken, job.invitation)
        paths.append(_write(job, job.folder / handout_file_name(name, job.session, job.options), paper.pdf))
    printed: Message | None = None
    for path in paths:
        outcome = _print(path, job, sides="1")
        printed = outcome.message
        if not outcome.sent:
            return ExportResult(False, printed, tuple(paths), printers=outcome.printers)
    return ExportResult(True, say("{sent} {n} handouts.", sent=printed or "", n=len(paths)), tuple(paths))


def write_drafts(job: ExportJob, progress: Progress) -> ExportResult:
    """Write e-mail drafts into a new folder; nothing is sent. Raises ExportFailed."""
    from reciring.report.mail import create_drafts

    session = job.session
    reached = deliverable_addresses(session)
    if not reached:
        return ExportResult(False, say("Nobody in this ring has an e-mail address yet. Add one with /address."))
    folder = job.again or _new_folder(job.folder / summary_file_name(session, "-" + _word(job, N_("e-mails"))))
    paths = []
    for number, draft in enumerate(create_drafts(session, job.options), 1):
        paths.append(_write(job, folder / draft.name, draft.data))
        progress(say("draft {n} of {all}", n=number, all=len(reached) + 1))
    _remove_others(job, folder, paths)
    said = say(
        "{n} e-mail drafts are ready; nothing was sent. Open them in your e-mail program: {folder}",
        n=len(reached) + 1,
        folder=folder.name,
    )
    missing = [who for who in session.participants if who not in reached]
    if missing:
        said = say("{said} · No e-mail address: {names}.", said=said, names=join_names(missing, session))
    return ExportResult(True, said, (folder,))


def copy_summary(job: ExportJob) -> ExportResult:
    """Copy the summary as text for an e-mail or chat message."""
    text = render_summary("chat", job.session, job.options).decode()
    if clipboard.copy(text):
        return ExportResult(True, say("The summary is copied: paste it into an e-mail or chat."), text=text)
    said = say("Copied, if your terminal allows it: try to paste. If that fails: /save chat")
    return ExportResult(True, said, text=text)


def open_file(path: Path) -> ExportResult:
    """Open a file or folder in the program that this computer uses for it."""
    if (opener := _opener()) is None:
        return ExportResult(False, say("No program found to open {path}. Open it yourself.", path=path.name), (path,))
    try:
        opener(path)
    except (OSError, subprocess.SubprocessError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return ExportResult(False, say("{path} could not be opened: {reason}.", path=path.name, reason=reason), (path,))
    return ExportResult(True, say("Opened: {path}", path=path.name), (path,))


def _opener() -> Callable[[Path], object] | None:
    """Return the function that opens a file on this computer; None without a desktop."""
    if sys.platform == "win32":
        return os.startfile
    program = "open" if sys.platform == "darwin" else "xdg-open"
    desktop = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    found = shutil.which(program) if desktop else None
    if found is None:
        return None

    def start(path: Path) -> None:
        quiet = subprocess.DEVNULL
        subprocess.run([found, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, timeout=20, check=True)

    return start


def make_again(job: ExportJob, files: list[MadeFile], progress: Progress) -> ExportResult:
    """Make files again that are out of date, in the same places. Raises ExportFailed."""
    paths: list[Path] = []
    for made in files:
        path = job.folder / made.name
        if made.digest:
            job.digests.setdefault(path, made.digest)
        known = path in job.digests or any(written.parent == path for written in job.digests)
        options = msgspec.structs.replace(job.options, who=made.who)
        again = job._replace(options=options, again=path if known else None)
        result = write_drafts(again, progress) if made.form == MAILS else save_summary(again, made.form)
        if not result.well:
            return result
        paths.append(result.paths[0])
    said = say("Files made again: {n}. Replace what you printed or sent.", n=len(paths))
    return ExportResult(True, said, tuple(paths))


def _write(job: ExportJob, path: Path, data: bytes) -> Path:
    if job.again and _is_as_written(job, path):
        there, problem = path, write_export(path, data, force=True)
    else:
        there, problem = write_to_free_name(path, data)
    if problem:
        raise ExportFailed(problem)
    job.digests[there] = digest(data)
    return there


def _is_as_written(job: ExportJob, path: Path) -> bool:
    """Return whether a file is still what an export wrote."""
    try:
        return not path.is_symlink() and digest(path.read_bytes()) == job.digests.get(path)
    except OSError:
        return False


def _remove_others(job: ExportJob, folder: Path, paths: list[Path]) -> None:
    """Remove what was written in a folder before it was made again, such as the page of someone who was removed."""
    for path in [path for path in job.digests if path.parent == folder and path not in paths]:
        if _is_as_written(job, path):
            path.unlink()
        del job.digests[path]


def _new_folder(path: Path) -> Path:
    """Make a folder with a free name, with a number if needed. Raises ExportFailed."""
    for free in _numbered(path):
        if not os.path.lexists(free):
            try:
                create_folder(free)
            except OSError as error:
                raise ExportFailed(
                    say(
                        "{path} could not be created: {reason}.",
                        path=str(free),
                        reason=describe_write_error(error, free),
                    )
                ) from None
            return free
    raise AssertionError("numbers never end")


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_name(f"{path.name}-{number}")
