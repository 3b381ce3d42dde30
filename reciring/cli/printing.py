"""``reciring print`` and ``reciring handouts``: papers for before and after the ring."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.output import Output
from reciring.cli.streams import Stop
from reciring.guide.guide import load_guide
from reciring.report import handouts, pdf, printing
from reciring.report.formats import Options, summary_file_name
from reciring.report.handouts import POSTER, StepText, available_handouts, handout_file_name
from reciring.report.invitation import Invitation
from reciring.report.typesetting import TypesetPdf, missing_characters_message
from reciring.ring.session import Phase, Session
from reciring.store.access import shown_access
from reciring.store.export import write_to_free_name
from reciring.store.os_errors import describe_read_error


def print_summary(
    context: Context,
    file: str | None,
    printer: str | None,
    copies: int,
    person: str | None,
    speaking_time: bool,
    paper: str,
    sides: str | None,
) -> int:
    """Send the summary to a printer; without a file, list the printers."""
    if file is None:
        return _list_printers(context)
    t = context.t
    path = context.file(file)
    session = context.session(path)
    if person is not None and speaking_time:
        raise Stop(t("A personal page never has speaking times. Leave out --with-speaking-time."), 2)
    who = context.person(session, person) if person is not None else None
    options = Options(language=context.language, who=who, speaking_time=speaking_time, paper=paper)
    data = _pdf(context, pdf.make_summary_pdf(session, options))
    name = summary_file_name(session, ".pdf", who)
    # Another file of this name is left alone: the PDF then gets a number in its name.
    saved, problem = write_to_free_name(path.parent / name, data)
    temporary = None
    if problem is not None:  # Print also if the folder cannot be written.
        temporary = Path(tempfile.mkdtemp(prefix="reciring-"))
        saved, problem = write_to_free_name(temporary / name, data)
    if problem is not None:
        raise Stop(t.message(problem))
    outcome = printing.print_pdf(
        saved, printer=printer, copies=copies, title=session.title, paper=paper, sides=sides or ""
    )
    if temporary and outcome.sent:  # The printing system has its own copy.
        shutil.rmtree(temporary, ignore_errors=True)
        context.show(outcome.message)
        return 0
    context.show(outcome.message)
    if str(saved) not in t.message(outcome.message):
        streams.err(t("The PDF is here: {path}", path=str(saved)))
    return 0 if outcome.sent else 1


def _list_printers(context: Context) -> int:
    """Print the names of the printers, one on a line; the default one is marked."""
    printers, problem = printing.list_printers()
    if problem is not None:
        raise Stop(context.t.message(problem))
    for printer in printers:
        default = "\t" + context.t("default printer") if printer.default else ""
        streams.out(printer.name + default)
    return 0


def write_handouts(
    context: Context,
    file: str,
    names: tuple[str, ...],
    format: str,
    output: str | None,
    paper: str,
    force: bool,
) -> int:
    """Write one handout, or several into a folder."""
    target = Output(context, output, force)
    path = context.file(file)
    session = context.session(path)
    invitation = _invitation(context, path)
    if POSTER in names and invitation is None:
        raise Stop(
            context.t("The poster shows how phones join. First open the ring to phones, with /join or reciring serve.")
        )
    wanted = list(dict.fromkeys(names)) or available_handouts(invitation)
    if len(wanted) == 1:
        target.write(_handout(context, session, wanted[0], format, paper, invitation))
        return 0
    folder = target.make_folder()
    options = Options(language=context.language)
    paths = [folder / handout_file_name(name, session, options, f".{format}") for name in wanted]
    for path in paths:
        target.refuse_existing(path)
    for name, path in zip(wanted, paths, strict=True):
        target.write_file(path, _handout(context, session, name, format, paper, invitation))
        streams.err(str(path))
    return 0


def _invitation(context: Context, path: Path) -> Invitation | None:
    """How phones join the ring, with the Wi-Fi of the settings; None if it is not open to them."""
    try:
        access = shown_access(path)
    except OSError as error:
        raise Stop(context.t.message(describe_read_error(error, path))) from None
    settings = context.settings
    return Invitation(access.url, access.code, settings.wifi_name, settings.wifi_password) if access else None


def _handout(
    context: Context, session: Session, name: str, format: str, paper: str, invitation: Invitation | None
) -> bytes:
    options = Options(language=context.language, paper=paper)
    spoken = _spoken(context, session) if name == "script" else {}
    if format == "pdf":
        return _pdf(context, handouts.make_handout_pdf(name, session, options, spoken, invitation))
    return handouts.render_handout(name, format, session, options, spoken, invitation)


def _spoken(context: Context, session: Session) -> Mapping[Phase, StepText]:
    """Return what the guide says to do and to say in each step, including the facilitator's own texts."""
    book = load_guide(context.language_of(session), context.settings.guide)
    spoken = {}
    for phase in Phase:
        step = book.step(phase)
        spoken[phase] = StepText(do=step.do, say=step.say)
    for problem in book.problems:
        context.show(problem)
    return spoken


def _pdf(context: Context, paper: TypesetPdf) -> bytes:
    """Return the PDF, and name the characters that it cannot show."""
    if paper.missing_characters:
        streams.err(missing_characters_message(paper.missing_characters, context.t))
    return paper.pdf
