"""What was pasted or dropped on the line: a list of participants, the path of one, or one or more lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from reciring.console.actions.reply import Job, Progress, Reply, done, keep_notice, refuse
from reciring.console.view_state import MAX_LINE, ViewState
from reciring.importers.corrections import Corrections, parse_corrections
from reciring.importers.participants import ParticipantList, ParticipantListError
from reciring.ring.command_registry import find_command
from reciring.ring.command_types import Command
from reciring.ring.interpret_line import split_lines
from reciring.ring.message import Message, Refused, say
from reciring.ring.names import read_names
from reciring.ring.participants import PersonDetails, parse_person
from reciring.ring.session import Phase, Session
from reciring.ring.text import squeeze

_ESCAPED = re.compile(r"\\(.)")
_LIST = re.compile(r"\.(?:csv|tsv|tab|txt|md|xls[xmb]?|ods|docx?|odt|pdf|rtf|html?|eml|vcf|zip)$", re.IGNORECASE)
"""A path with one of these endings is taken as a list. If the file does not exist, the message says so."""
_LONGEST_PATH = 4096
_LONG_PASTE = 20_000
"""Characters. A longer text is read in a thread: it may take longer than a key may take."""


def pasted_lines(text: str) -> list[str]:
    """Return the lines of pasted text that are not blank, none longer than the entry line."""
    found: list[str] = []
    for raw in split_lines(text):
        found += split_line(squeeze(raw), MAX_LINE)
    return found


def split_line(line: str, longest: int) -> list[str]:
    """Return a line in pieces of at most ``longest`` characters, split between words if possible."""
    found: list[str] = []
    start = 0
    while len(line) - start > longest:
        space = line.rfind(" ", start + 1, start + longest + 1)
        end = space if space > 0 else start + longest
        found.append(line[start:end])
        start = end + (space > 0)
    return [*found, line[start:]] if line[start:] else found


def pasted_path(text: str) -> Path | None:
    """Return the file or folder that dropped or typed text names: bare, quoted, escaped, or as a URL."""
    text = text.strip()
    if not text or len(text) > _LONGEST_PATH or "\n" in text or "\0" in text:
        return None
    if text[0] in "'\"" and text[-1] == text[0]:
        text = text[1:-1]
    forms = [text, _ESCAPED.sub(r"\1", text)]
    if text.lower().startswith("file:"):
        forms = [unquote(urlsplit(text).path)]
    missing: Path | None = None
    for form in forms:
        if form[:1] == "/" and find_command(form[1:].split(" ")[0]):
            continue  # A command, even if a folder at the root has that name.
        if "/" not in form and "\\" not in form and not re.search(r"\.\w{2,4}$", form):
            continue
        try:
            path = Path(form).expanduser()
            if path.is_file() or (path.is_absolute() and path.is_dir()):
                return path
            if path.is_absolute() and _LIST.search(form):
                missing = path
        except (OSError, RuntimeError, ValueError):
            continue
    return missing


def paste(view: ViewState, text: str) -> Reply | None:
    """Take pasted text: show the participants of a list, put lines on the line. None if the text is blank."""
    controller = view.controller
    preparing = _takes_lists(view)
    if preparing and (path := pasted_path(text)):
        return _read_file(view, path)
    lines = pasted_lines(text)
    if not lines:
        return None
    if preparing and (len(lines) > 1 or _is_list(view, text)):
        return _read_text(view, text)
    together, typed = " ".join(lines), controller.text
    if controller.base.phase in (Phase.ROUND, Phase.REFLECT) and not typed:
        first, *rest = _lines_by_person(lines, controller.base)
        if rest:
            controller.add_waiting(rest)
            return Reply(insert=first)
    if controller.base.phase is Phase.FORMULATE and len(lines) > 1 and not typed:
        first, *rest = lines
    elif len(typed) + len(together) + 1 <= MAX_LINE:
        first, rest = together, []
    else:
        first, rest = "", split_line(together, MAX_LINE)
        if not typed:
            first, rest = rest[0], rest[1:]
    controller.add_waiting(rest)
    return Reply(insert=first)


def _lines_by_person(lines: list[str], session: Session) -> list[str]:
    """One line for each that names someone; a line that names nobody continues the one before it."""
    found = lines[:1]
    for line in lines[1:]:
        if len(line) <= MAX_LINE and (named := read_names(line, session)) and named.refs:
            found.append(line)
        else:
            found[-1] += f" {line}"
    return found if all(len(line) <= MAX_LINE for line in found) else [" ".join(lines)]


def _is_list(view: ViewState, line: str) -> bool:
    """Whether one pasted line names several people, or one in another way than the line is typed."""
    if view.controller.text or line.lstrip()[:1] == "/" or len(line) > _LONG_PASTE:
        return False
    from reciring.importers.read import parse_participants

    people = parse_participants(line).participants
    if len(people) != 1:
        return len(people) > 1
    try:
        typed = parse_person(line.strip())
    except Refused:
        return True
    one = people[0]
    return typed != PersonDetails(one.name, one.organisation, one.email, one.question or None)


def _enter_path(view: ViewState) -> Reply | None:
    """Enter on the path of a file: show its participants. None if the line is not a path."""
    if not _takes_lists(view) or (path := pasted_path(view.controller.text)) is None:
        return None
    view.controller.leave()
    return _read_file(view, path)


def _correct_people(view: ViewState) -> Reply | None:
    """Enter on ``2=name sheet=2``: read the list that is shown once more. None if there is no list, or another text."""
    read, line = view.read_people, view.controller.text
    if view.people is None or read is None or (corrections := parse_corrections(line)) is None:
        return None
    if isinstance(corrections, Message):
        return refuse(corrections)
    view.controller.leave()
    return _read(view, read, view.corrections.merge(corrections), in_thread=True)


def enter(view: ViewState) -> Reply | None:
    """Enter: take or correct the list that is shown, or show the file that is typed. None if it is none of these."""
    return _add_people(view) or _correct_people(view) or _enter_path(view)


def _add_people(view: ViewState) -> Reply | None:
    """Enter: add the participants that are shown, as one step. None if there are none, or the line has a text."""
    people, controller = view.people, view.controller
    if people is None or squeeze(controller.text):
        return None
    view.people = view.read_people = None
    commands: list[Command] = [person.to_add(controller.now) for person in people.participants]
    before = len(controller.base.participants)
    reasons = controller.do_all(commands, f"{len(commands)} x /add")
    view.not_added = tuple(reasons)
    added = len(controller.base.participants) - before
    if reasons:
        return done(say("Participants added: {n}. Not added: {others}, see above.", n=added, others=len(reasons)))
    return done(say("Participants added: {n}.", n=added))


def leave_pasted(view: ViewState) -> Reply | None:
    """Escape: drop the participants that are shown, or else the lines that wait. None if there are neither."""
    controller = view.controller
    if view.people is not None and not squeeze(controller.text):
        view.people = view.read_people = None
        return keep_notice(view)
    if controller.waiting and not squeeze(controller.text) and not controller.editing:
        return done(say("Pasted lines discarded: {n}.", n=controller.drop_waiting()))
    return None


def _takes_lists(view: ViewState) -> bool:
    controller = view.controller
    return controller.base.phase is Phase.PREPARE and not controller.read_only_reason and not controller.editing


def _read_file(view: ViewState, path: Path) -> Reply:
    def read(corrections: Corrections) -> ParticipantList:
        from reciring.importers.read import read_participants

        return read_participants(path, corrections)

    return _read(view, read, Corrections(), in_thread=True)


def _read_text(view: ViewState, text: str) -> Reply:
    def read(corrections: Corrections) -> ParticipantList:
        from reciring.importers.read import parse_participants

        return parse_participants(text, corrections)

    return _read(view, read, Corrections(), in_thread=len(text) > _LONG_PASTE)


def _read(
    view: ViewState,
    read: Callable[[Corrections], ParticipantList],
    corrections: Corrections,
    *,
    in_thread: bool,
) -> Reply:
    """Read a list and show it; reading a file can take seconds, so that it is done in a thread."""

    def work(progress: Progress | None = None) -> ParticipantList | Message:
        try:
            return read(corrections)
        except ParticipantListError as problem:
            return problem.message

    def show(result: ParticipantList | Message) -> Reply:
        if isinstance(result, Message):
            return refuse(result)
        if _takes_lists(view):
            view.people, view.read_people, view.corrections = result, read, corrections
        return done(say("List read.")) if in_thread else Reply()

    return Reply(job=Job(work, show, say("Reading the list"))) if in_thread else show(work())
