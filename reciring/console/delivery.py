"""Everything that leaves a ring: files, paper, drafts. Each takes a moment and touches the disk: never for the screen.

Nothing is written over: what has another content gets a number behind its name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec

from reciring.console import clipboard
from reciring.guide import Guide
from reciring.report import printing
from reciring.report.export import FORMS, Options, file_name, render
from reciring.ring.folding import slug
from reciring.ring.message import N_, Message, say
from reciring.ring.session import Phase, Session
from reciring.store.export import keep

EVERYBODY = "each"
"""In the place of a form: everybody's own page."""
TIMED = "timed"
"""In the place of a form: the facilitator's own copy, with speaking times."""
Progress = Callable[[Message], None]


class Job(NamedTuple):
    """What a delivery needs to know. ``folder`` is where files go, ``guide`` what the script on paper says."""

    session: Session
    options: Options
    folder: Path
    guide: Guide


class Made(NamedTuple):
    """What came of it: whether it went well, what to say, where the files are, and a text for the clipboard."""

    well: bool
    said: Message
    paths: tuple[Path, ...] = ()
    text: str = ""


class Failed(Exception):
    """It could not be written; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def save(job: Job, form: str) -> Made:
    """The summary as a file beside the session, or everybody's own page in a folder."""
    if form == EVERYBODY:
        return _each(job)
    if form == TIMED:
        return _with_times(job)
    if form not in FORMS:
        return Made(False, say("There is no form {form}. There is: {forms}.", form=form, forms=", ".join(FORMS)))
    suffix = FORMS[form].suffix if form != "chat" else "-chat.txt"
    data, missing = _rendered(job.session, form, job.options)
    path = _kept(job.folder / file_name(job.session, suffix, job.options.who), data)
    said = say("Saved: {path}", path=str(path))
    return Made(True, say("{said} {missing}", said=said, missing=missing) if missing else said, (path,))


def _with_times(job: Job) -> Made:
    data, _ = _rendered(job.session, "pdf", msgspec.structs.replace(job.options, who=None, speaking_time=True))
    path = _kept(job.folder / timed_name(job.session, job.options), data)
    return Made(True, say("Saved, for you alone: {path}", path=path.name), (path,))


def timed_name(session: Session, options: Options) -> str:
    """What the facilitator's own copy is called, so that nobody takes it for the summary."""
    return file_name(session, f"-{slug(options.translator(session)(N_('with speaking times')))}.pdf")


def _each(job: Job) -> Made:
    folder = _new_folder(job.folder / file_name(job.session, "-" + _slug(job, N_("pages"))))
    paths = []
    for who in job.session.participants:
        options = msgspec.structs.replace(job.options, who=who, speaking_time=False)
        data, _ = _rendered(job.session, "pdf", options)
        paths.append(_kept(folder / file_name(job.session, ".pdf", who), data))
    return Made(True, say("{n} pages are in the folder {folder}.", n=len(paths), folder=folder.name), (folder,))


def _slug(job: Job, word: str) -> str:
    return slug(job.options.translator(job.session)(word))


def _rendered(session: Session, form: str, options: Options) -> tuple[bytes, Message | None]:
    """A form, and a sentence about letters that paper cannot show."""
    if form != "pdf":
        return render(form, session, options), None
    from reciring.report.paper import about_missing
    from reciring.report.pdf import make

    paper = make(session, options)
    words = about_missing(paper.missing, options.translator(session)) if paper.missing else None
    return paper.pdf, say("{told}", told=words) if words else None


def to_printer(job: Job) -> Made:
    """The summary on the usual printer; beforehand the handouts."""
    if job.session.phase is Phase.PREPARE:
        return _handouts(job)
    made = save(job, "pdf")
    outcome = printing.send(made.paths[0], title=job.session.title)
    if outcome.sent:
        return Made(True, say("{sent} The PDF is kept too.", sent=outcome.message), made.paths)
    return Made(False, outcome.message, made.paths)


def _handouts(job: Job) -> Made:
    from reciring.report.handouts import HANDOUTS, Spoken, make

    steps = {phase: job.guide.step(phase) for phase in Phase}
    spoken = {phase: Spoken(do=step.do, say=step.say) for phase, step in steps.items()}
    paths = []
    for name, about in HANDOUTS.items():
        paper = make(name, job.session, job.options, spoken)
        paths.append(_kept(job.folder / file_name(job.session, f"-{about.stem}.pdf"), paper.pdf))
    told: Message | None = None
    for path in paths:
        outcome = printing.send(path, title=job.session.title)
        told = outcome.message
        if not outcome.sent:
            return Made(False, told, tuple(paths))
    return Made(True, say("{sent} {n} handouts.", sent=told or "", n=len(paths)), tuple(paths))


def drafts(job: Job, progress: Progress) -> Made:
    """Mails that are ready to be sent, in a folder of their own; nothing is sent."""
    from reciring.report.addresses import reachable
    from reciring.report.mail import drafts as made

    session = job.session
    reached = reachable(session)
    if not reached:
        return Made(False, say("Nobody in this ring has an e-mail address, so there is nobody to write to."))
    folder = _new_folder(job.folder / file_name(session, "-" + _slug(job, N_("mails"))))
    for number, draft in enumerate(made(session, job.options), 1):
        _kept(folder / draft.name, draft.data)
        progress(say("draft {n} of {all}", n=number, all=len(reached) + 1))
    said = say(
        "{n} drafts are ready; nothing was sent. Open them in your mail program: {folder}",
        n=len(reached) + 1,
        folder=str(folder),
    )
    missing = [person.name for who, person in session.participants.items() if who not in reached]
    if missing:
        said = say("{said} · No address: {names}.", said=said, names=", ".join(missing))
    return Made(True, said, (folder,))


def to_clipboard(job: Job) -> Made:
    """The summary as text for a mail or chat message."""
    text = render("chat", job.session, job.options).decode()
    if clipboard.put(text):
        return Made(True, say("The summary is on the clipboard: paste it in a mail or chat."), text=text)
    said = say("The terminal was asked to take the summary on the clipboard: try to paste it. If not: /save chat")
    return Made(True, said, text=text)


def show(path: Path) -> Made:
    """Open a file or folder in the program that this computer has for it."""
    if (opener := _opener()) is None:
        return Made(False, say("Nothing here can open {path}.", path=path.name), (path,))
    try:
        opener(path)
    except (OSError, subprocess.SubprocessError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        return Made(False, say("{path} could not be opened: {reason}.", path=path.name, reason=reason), (path,))
    return Made(True, say("Opened: {path}", path=path.name), (path,))


def _opener() -> Callable[[Path], object] | None:
    """What opens a file on this computer; None without a desktop."""
    if sys.platform == "win32":
        return os.startfile
    import shutil

    program = "open" if sys.platform == "darwin" else "xdg-open"
    desktop = sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    found = shutil.which(program) if desktop else None
    if found is None:
        return None

    def start(path: Path) -> None:
        quiet = subprocess.DEVNULL
        subprocess.run([found, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, timeout=20, check=True)

    return start


def _kept(path: Path, data: bytes) -> Path:
    there, problem = keep(path, data)
    if problem:
        raise Failed(problem)
    return there


def _new_folder(path: Path) -> Path:
    """A folder that is not there yet: numbered, if need be."""
    from reciring.store import save as files
    from reciring.store.reasons import why

    for free in _numbered(path):
        if not os.path.lexists(free):
            try:
                files.make_folder(free)
            except OSError as error:
                raise Failed(say("{path} was not made: {reason}.", path=str(free), reason=why(error, free))) from None
            return free
    raise AssertionError("numbers never end")


def _numbered(path: Path) -> Iterator[Path]:
    yield path
    number = 1
    while True:
        number += 1
        yield path.with_name(f"{path.name}-{number}")
