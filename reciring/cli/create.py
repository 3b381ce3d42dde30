"""``reciring new``: a session with what is known of it beforehand, and its participants from a list."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.stop import Stop
from reciring.locale import settle
from reciring.ring.commands import Add, Command
from reciring.ring.line import Unclear, interpret
from reciring.ring.refusal import Refused
from reciring.ring.session import Session
from reciring.ring.update import update
from reciring.store.files import create
from reciring.store.fresh import new_session

if TYPE_CHECKING:
    from reciring.store.people import People


class Known(NamedTuple):
    """What is known of a ring beforehand, as it was typed."""

    title: str
    date: str | None
    time: str | None
    until: str | None
    total: str | None
    place: str | None
    facilitator: str | None


def new(call: Call, known: Known, participants: str | None, *, stay: bool) -> int:
    """Make the session, and open it unless that is not wanted."""
    session = _session(call, known)
    if not stay:
        from reciring.cli.console import need_terminal

        need_terminal(call)
    if participants:
        session = _with_people(call, session, Path(participants).expanduser(), ask=not stay)
    path = _create(call, session)
    if stay:
        _tell_taken_over(call, known, session)
        streams.out(str(path))
        return 0
    from reciring.cli.console import run

    return run(call, path)


def _session(call: Call, known: Known) -> Session:
    now = dt.datetime.now(dt.UTC)
    language = settle(call.language, call.settings.language)
    session = new_session(known.title, language, call.settings, now=now)
    if not session.title:
        raise Stop(call.t("A ring needs a title: a few words by which you know it again."), 2)
    said = {
        "date": ("/date", known.date),
        "place": ("/place", known.place),
        "facilitator": ("/facilitator", known.facilitator),
        "until": ("/until", known.until),
        "time": ("/date {date}", known.time),
        "total": ("/plan total", known.total),
    }
    for option, (command, value) in said.items():
        if value is not None:
            session = _said(call, session, f"--{option}", f"{command.format(date=session.date)} {value}", now)
    return session


def _tell_taken_over(call: Call, known: Known, session: Session) -> None:
    """Who leads and where, if nobody typed it: an invitation would name another ring's room without a word."""
    t = call.t
    found = [
        (t("Led by {name}", name=session.facilitator), "--facilitator") if not known.facilitator else None,
        (session.place, "--place") if not known.place else None,
    ]
    if not session.facilitator:
        found[0] = None
    if taken := [it for it in found if it and it[0]]:
        streams.err(
            t(
                "Taken over from before: {what}. Is that different now? Give {options}, or change it in the console.",
                what=" · ".join(words for words, _ in taken),
                options=" ".join(option for _, option in taken),
            )
        )


def _said(call: Call, session: Session, option: str, line: str, at: dt.datetime) -> Session:
    """The session after what an option says, in the words of the console."""
    command = interpret(line, session, at)
    done = Refused(command.reason) if isinstance(command, Unclear) else update(session, command)
    if isinstance(done, Refused):
        raise Stop(f"{option}: {call.t.message(done.reason)}", 2)
    return done


def _create(call: Call, session: Session) -> Path:
    from reciring.store.reasons import why

    folder = call.folder
    try:
        return create(folder, session)
    except OSError as error:
        reason = call.t.message(why(error, folder / "session.toml"))
        told = call.t("No session was made in {folder}: {reason}.", folder=str(folder), reason=reason)
        raise Stop(told) from None


def _with_people(call: Call, session: Session, path: Path, *, ask: bool) -> Session:
    """The session with the people of a list: shown first, taken then."""
    from reciring.store.people import ImportProblem, read_people

    try:
        people = read_people(path)
    except ImportProblem as problem:
        raise Stop(call.t.message(problem.message)) from None
    refused: list[str] = []
    for person in people.rows:
        command: Command = Add(
            at=dt.datetime.now(dt.UTC),
            name=person.name,
            organisation=person.organisation,
            email=person.email,
            question=person.question or None,
        )
        done = update(session, command)
        if isinstance(done, Refused):
            refused.append(call.at(path, done.reason, person.line))
        else:
            session = done
    _show(call, session, path, people, refused)
    if not session.participants:
        raise Stop(call.t("{path} names nobody who can be taken.", path=str(path)))
    if ask:
        _agree(call, len(session.participants))
    return session


def _show(call: Call, session: Session, path: Path, people: People, refused: list[str]) -> None:
    """What was understood of a list, and what was not, line by line."""
    t = call.t
    for message in people.understood.messages():
        call.tell(message)
    for seat, (key, person) in enumerate(session.participants.items(), 1):
        about = ", ".join(filter(None, (person.name, person.organisation, person.email)))
        question = session.questions.get(f"q{key[1:]}")
        streams.err(f"{seat:3}  {about}" + (f": {question.text}" if question else ""))
    problems = [f"{call.at(path, it.message, it.line)} ({it.text})" for it in people.problems] + refused
    if problems:
        streams.err(t("Not taken, or not wholly:"))
        for problem in problems:
            streams.err(f"  {problem}")


def _agree(call: Call, number: int) -> None:
    """Ask whether these are the people. Raises Stop if not; then nothing was made."""
    t = call.t
    question = t.plural("Is this {n} person right? [Y/n]", "Are these {n} people right? [Y/n]", number)
    streams.ask(question)
    answer = streams.answer()
    if not answer or answer.strip().lower()[:1] not in ("", "y", "j"):  # Ctrl+D is no yes.
        raise Stop(t("Nothing was made. Mend the list and try again."))
