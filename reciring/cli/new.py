"""``reciring new``: create a ring from options and from a list of participants."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.open import require_terminal, run_console
from reciring.cli.streams import Stop
from reciring.importers import MAX_FILE_BYTES
from reciring.importers.corrections import Corrections, parse_corrections
from reciring.importers.participants import ParticipantList
from reciring.locale import choose_language
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Message, Refused
from reciring.ring.plan import timezone_of
from reciring.ring.session import Session
from reciring.ring.time_wording import doubt_end_time
from reciring.ring.update import update
from reciring.store.files import create_session_file
from reciring.store.new_session import new_session
from reciring.store.os_errors import describe_write_error

STDIN = "-"
"""The name of a list that is read from standard input."""


def new(
    context: Context,
    title: str,
    participants: str | None,
    columns: str | None,
    sheet: str | None,
    no_open: bool,
    **values: str | int | None,
) -> int:
    """Create a ring, and open it unless ``no_open``. ``values`` are the options that set something in it."""
    session = _session(context, title, values)
    corrections = _corrections(context, columns, sheet)
    data = streams.read_stdin(MAX_FILE_BYTES + 1) if participants == STDIN else None
    if not no_open:
        if data is not None:
            streams.stdin_from_terminal()
        require_terminal(context)
    _check_end_time(context, session, ask=not no_open)
    if participants:
        people = _people(context, participants, data, corrections)
        session = _with_participants(context, session, participants, people, ask=not no_open)
    path = _create(context, session)
    if not no_open:
        return run_console(context, path)
    _report_defaults(context, session, values)
    streams.out(str(path))
    return 0


def _session(context: Context, title: str, values: Mapping[str, str | int | None]) -> Session:
    """Return the new session: each option is a line of the console. Raises Stop."""
    now = dt.datetime.now(dt.UTC)
    language = choose_language(context.language, context.settings.language)
    session = new_session(title, language, context.settings, now=now)
    if not session.title:
        raise Stop(context.t('Give the ring a title, for example: reciring new "Spring meeting"'), 2)
    lines = {
        "date": "/date",
        "place": "/place",
        "facilitator": "/facilitator",
        "until": "/until",
        "time": "/date {date}",
        "total": "/plan total",
    }
    for option, line in lines.items():
        if (value := values[option]) is not None:
            command = interpret(f"{line.format(date=session.date)} {value}", session, now)
            result = Refused(command.reason) if isinstance(command, Unclear) else update(session, command)
            if isinstance(result, Refused):
                raise Stop(f"--{option}: {context.t.message(result.reason)}", 2)
            session = result
    return session


def _check_end_time(context: Context, session: Session, *, ask: bool) -> None:
    """Ask about an end time before the planned start; without asking, or after a no, raise Stop."""
    if session.start is None:
        return
    start = dt.datetime.combine(session.date, session.start, timezone_of(session))
    if session.until is None or doubt_end_time(session, session.until, start) is None:
        return
    t = context.t
    reason = t("{time} is before the start at {start}.", time=session.until, start=session.start)
    if not ask or not streams.confirm(f"{reason} " + t("Create the ring anyway? [y/N]")):
        raise Stop(f"--until: {reason}", 2)


def _report_defaults(context: Context, session: Session, values: Mapping[str, str | int | None]) -> None:
    """Print the facilitator and the place of an earlier ring if they were used. An invitation would have them."""
    t = context.t
    defaults = []
    if session.facilitator and not values["facilitator"]:
        defaults.append((t("Led by {name}", name=session.facilitator), "--facilitator"))
    if session.place and not values["place"]:
        defaults.append((session.place, "--place"))
    if defaults:
        streams.err(
            t(
                "Filled in from your previous ring: {what}. To change it, use {options} or the console.",
                what=" · ".join(text for text, _ in defaults),
                options=" ".join(option for _, option in defaults),
            )
        )


def _create(context: Context, session: Session) -> Path:
    folder = context.folder
    try:
        return create_session_file(folder, session)
    except OSError as error:
        reason = context.t.message(describe_write_error(error, folder / "session.toml"))
        message = context.t("The ring could not be created in {folder}: {reason}.", folder=str(folder), reason=reason)
        raise Stop(message) from None


def _corrections(context: Context, columns: str | None, sheet: str | None) -> Corrections:
    """Return what ``--columns`` and ``--sheet`` say about the list. Raises Stop."""
    found = parse_corrections(columns) if columns else Corrections()
    if isinstance(found, Message):
        raise Stop(f"--columns: {context.t.message(found)}", 2)
    if found is None:
        raise Stop(context.t('--columns: write it like "2=name 5=email".'), 2)
    return found._replace(sheet=sheet) if sheet else found


def _people(context: Context, source: str, data: bytes | None, corrections: Corrections) -> ParticipantList:
    """Return the people of a list: a file, or ``data`` from standard input. Raises ParticipantListError."""
    from reciring.importers.read import parse_bytes, read_participants

    if data is not None:
        return parse_bytes(data, context.t("The list"), corrections)
    return read_participants(Path(source).expanduser(), corrections)


def _with_participants(
    context: Context, session: Session, source: str, people: ParticipantList, *, ask: bool
) -> Session:
    """Return the session with the people of a list, after showing them (and asking, if ``ask``). Raises Stop."""
    path = Path(source)
    refused: list[str] = []
    for person in people.participants:
        result = update(session, person.to_add(dt.datetime.now(dt.UTC)))
        if isinstance(result, Refused):
            refused.append(context.at_line(path, result.reason, person.line))
        else:
            session = result
    _show_participants(context, session, path, people, refused)
    if not session.participants:
        raise Stop(context.t("No usable names in {path}.", path=str(path)))
    if ask:
        _confirm(context, len(session.participants))
    return session


def _show_participants(
    context: Context, session: Session, path: Path, people: ParticipantList, refused: list[str]
) -> None:
    """Print how a list was read, its people, and the lines that were skipped."""
    t = context.t
    for message in people.details.messages(options=True):
        context.show(message)
    for seat, (key, person) in enumerate(session.participants.items(), 1):
        details = ", ".join(filter(None, (person.name, person.organisation, person.email)))
        question = session.questions.get(f"q{key[1:]}")
        streams.err(f"{seat:3}  {details}" + (f": {question.text}" if question else ""))
    problems = [f"{context.at_line(path, it.message, it.line)} ({it.text})" for it in people.errors] + refused
    if problems:
        streams.err(t("Skipped or only partly read:"))
        for problem in problems:
            streams.err(f"  {problem}")


def _confirm(context: Context, number: int) -> None:
    """Ask whether these are the people. Raises Stop if not; the end of the input (Ctrl+D) is not a yes."""
    t = context.t
    answer = streams.ask(t.plural("Add {n} participant? [Y/n]", "Add these {n} participants? [Y/n]", number))
    if not answer or answer.strip().lower()[:1] not in ("", "y", "j"):
        raise Stop(t("No ring was created. Correct the list and try again."))
