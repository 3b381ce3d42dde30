"""``reciring print`` and ``reciring handout``: paper, before and after the ring."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.output import Target
from reciring.cli.person import person
from reciring.cli.stop import Stop
from reciring.report import printing
from reciring.report.export import Options, file_name
from reciring.report.paper import Paper, about_missing
from reciring.ring.session import Phase, Session
from reciring.store.export import keep

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reciring.report.handouts import Spoken


class Wanted(NamedTuple):
    """What is to be printed, and where."""

    printer: str | None
    copies: str
    who: str | None
    speaking_time: bool
    paper: str


def print_summary(call: Call, word: str, wanted: Wanted) -> int:
    """Send the summary to a printer."""
    from reciring.report.pdf import make

    t = call.t
    path = call.file(word)
    session = call.session(path)
    if wanted.who is not None and wanted.speaking_time:
        raise Stop(t("Speaking times are never on a participant's own page: leave out --with-speaking-time."), 2)
    ref = person(call, session, wanted.who) if wanted.who is not None else None
    options = Options(
        language=call.language,
        who=ref,
        speaking_time=wanted.speaking_time,
        paper=wanted.paper,
    )
    if not (wanted.copies.isascii() and wanted.copies.isdigit()):
        raise Stop(t("--copies is a number, not {word}.", word=wanted.copies), 2)
    pdf = _kept(call, path.parent / file_name(session, ".pdf", ref), _told(call, make(session, options)))
    outcome = printing.send(pdf, printer=wanted.printer, copies=int(wanted.copies), title=session.title)
    call.tell(outcome.message)
    if str(pdf) not in t.message(outcome.message):
        streams.err(t("The PDF is here: {path}", path=str(pdf)))
    return 0 if outcome.sent else 1


def list_printers(call: Call) -> int:
    """Their names, one a line, on stdout; the usual one is marked."""
    there, problem = printing.printers()
    if problem is not None:
        raise Stop(call.t.message(problem))
    for printer in there:
        streams.out(f"{printer.name}\t{call.t('the usual one')}" if printer.default else printer.name)
    return 0


def _kept(call: Call, path: Path, data: bytes) -> Path:
    """The PDF beside the session, where it stays; under another name if another PDF is there. Raises Stop."""
    kept, problem = keep(path, data)
    if problem is not None:
        raise Stop(call.t.message(problem))
    return kept


def _told(call: Call, paper: Paper) -> bytes:
    """The PDF; a sentence tells which letters could not be shown in it."""
    if paper.missing:
        streams.err(about_missing(paper.missing, call.t))
    return paper.pdf


def handout(call: Call, word: str, which: Sequence[str], form: str, paper: str, target: Target) -> int:
    """One handout, or all of them in a folder."""
    from reciring.report.handouts import HANDOUTS

    session = call.session(call.file(word))
    names = list(dict.fromkeys(which)) or list(HANDOUTS)
    if len(names) == 1:
        target.put(_handout(call, session, names[0], form, paper))
        return 0
    folder = target.folder()
    paths = [folder / file_name(session, f"-{HANDOUTS[name].stem}.{form}") for name in names]
    for path in paths:
        target.refuse_taken(path)
    for name, path in zip(names, paths, strict=True):
        target.write(path, _handout(call, session, name, form, paper))
        streams.err(str(path))
    return 0


def _handout(call: Call, session: Session, name: str, form: str, paper: str) -> bytes:
    from reciring.report.handouts import make, render

    options = Options(language=call.language, paper=paper)
    spoken = _spoken(call, session) if name == "script" else {}
    if form == "pdf":
        return _told(call, make(name, session, options, spoken))
    return render(name, form, session, options, spoken)


def _spoken(call: Call, session: Session) -> Mapping[Phase, Spoken]:
    """What the guide has for each step, the facilitator's own texts among it."""
    from reciring.guide.book import load
    from reciring.report.handouts import Spoken

    book = load(call.language_of(session), call.settings.guide)
    spoken = {}
    for phase in Phase:
        step = book.step(phase)
        spoken[phase] = Spoken(do=step.do, say=step.say)
    for problem in book.problems:
        call.tell(problem)
    return spoken
