"""Random files and lines must give a session or a message, never a traceback.

A seed identifies a case: ``case("files", 1234)`` repeats it.
"""

from __future__ import annotations

import datetime as dt
import string
import tempfile
import tomllib
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import tomli_w
from textual import events

from reciring.clock import ManualClock
from reciring.console.terminal_input import plain_key
from reciring.console.textual_internals import PasteSafeParser
from reciring.importers.read import ParticipantListError, parse_participants, read_participants
from reciring.live.controller import Controller
from reciring.report.formats import render_summary
from reciring.ring.command_types import Command, Redo, ScreenCommand, Undo
from reciring.ring.command_wording import describe_command
from reciring.ring.completion import complete
from reciring.ring.interpret_line import Unclear, interpret, next_speaker
from reciring.ring.message import Refused
from reciring.ring.schedule import countdown, schedule
from reciring.ring.session import Session
from reciring.ring.speaking_time import nudges, speaking_times
from reciring.ring.transcript import TranscriptError, replay
from reciring.ring.update import update
from reciring.ring.validate import session_errors
from reciring.store.toml import InvalidFileError, decode, encode
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.terminal_noise import random_sequence
from tests.torture.chance import by_chance, move
from tests.torture.figures import Figures
from tests.torture.rings import NOON, PEOPLE

DATA = Path(__file__).parents[1] / "data"
FORMS = ("json", "md", "csv", "ics", "chat", "terminal", "html", "txt")
KINDS = ("files", "bytes", "transcripts", "lists", "lines", "controllers", "terminals")
_VALUES: tuple[object, ...] = (
    *(0, -1, 10**6, 2**63, 1.5, float("nan"), float("inf"), True, "", "x", [], {}, [{}], {"a": 1}),
    *("p1", "q1", "o1", "facilitator", "round", "done", "tip", "next", "2026-11-24", "Europe/Amsterdam", "Mars"),
    *(dt.date.min, dt.date.max, dt.time.max, dt.datetime(1, 1, 1), dt.datetime.max.replace(tzinfo=dt.UTC), NOON),
    *(dt.datetime(2026, 11, 24, tzinfo=dt.timezone(dt.timedelta(hours=-23, minutes=-59))),),
)


def case(kind: str, seed: int) -> None:
    """Run one case of a kind; any exception is a bug."""
    _CASES[kind](Random(f"{kind}-{seed}"))


def fuzz(kind: str, tries: int, seed: int = 0) -> Figures:
    """Run ``tries`` cases of a kind; the losses say how to repeat those that raised."""
    losses = []
    for number in range(seed, seed + tries):
        try:
            case(kind, number)
        except Exception as fault:  # noqa: BLE001 - any exception is a finding
            frame = traceback.extract_tb(fault.__traceback__)[-1]
            place = f"{Path(frame.filename).name}:{frame.lineno}"
            losses.append(f"case({kind!r}, {number}): {type(fault).__name__} {str(fault)[:80]!r} at {place}")
    return Figures(f"fuzzing {kind}", tries, tuple(losses))


# Session files


@cache
def _session_files() -> tuple[bytes, ...]:
    return tuple(encode(by_chance(Random(seed), 80)) for seed in range(40))


def _files(random: Random) -> None:
    data = random.choice(_session_files())
    for _ in range(random.choice((1, 1, 2, 5))):
        data = random.choice((_other_value, _other_value, _other_line, _other_bytes, _cut))(random, data)
    _open(random, data)


def _bytes(random: Random) -> None:
    data = random.randbytes(random.randrange(200))
    if random.random() < 0.5:
        data = b"schema = 1\ndate = 2026-11-24\n" + bytes(random.choices(string.printable.encode(), k=100)) + data
    _open(random, data)


def _other_value(random: Random, data: bytes) -> bytes:
    """Return the file with one value, key or table changed."""
    try:
        tree = tomllib.loads(data.decode())
    except (ValueError, RecursionError):
        return data
    place: Any = tree
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            return data
        key = random.choice(keys)
        if not isinstance(place[key], dict | list) or random.random() < 0.2:
            break
        place = place[key]
    if random.random() < 0.15:
        del place[key]
    elif isinstance(place, dict) and random.random() < 0.2:
        place[random.choice(("x", "p1", "p99", "o0", "q1", "name", "at", f"{key}0"))] = place[key]
    else:
        place[key] = random.choice((random.choice(_VALUES), random.choice([*HOSTILE_TEXTS.values()])))
    try:
        return tomli_w.dumps(tree).encode()
    except (ValueError, TypeError, OverflowError):
        return data


def _other_line(random: Random, data: bytes) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at, other = random.randrange(len(lines)), random.choice(lines)
    lines[at : at + random.randrange(3)] = [other] * random.randrange(3)
    return b"".join(lines)


def _other_bytes(random: Random, data: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] + random.randbytes(random.randrange(4)) + data[at + random.randrange(4) :]


def _cut(random: Random, data: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def _open(random: Random, data: bytes) -> None:
    """Open a file; if that works, it can be led, shown, saved and summarised like any other."""
    try:
        session = decode(data)
    except InvalidFileError as bad:
        assert str(bad.message)
        return
    assert decode(encode(session)) == session, "saved and opened it is another"
    at = NOON + dt.timedelta(minutes=random.randrange(-100, 300))
    _look(session, at)
    render_summary(random.choice(FORMS), session)
    for _ in range(3):
        _enter(random, session, at)


def _look(session: Session, at: dt.datetime) -> None:
    """Calculate everything that a screen shows."""
    countdown(session, at)
    schedule(session, at)
    speaking_times(session, at)
    nudges(session, at)


# Transcripts


@cache
def _transcript() -> list[str]:
    return (DATA / "ring.txt").read_text("utf-8").splitlines()


def _transcripts(random: Random) -> None:
    lines = list(_transcript()[: random.choice((15, 30, 60, 120))])
    for _ in range(random.choice((1, 2, 8))):
        at = random.randrange(len(lines))
        lines[at] = random.choice((_line(random, by_chance(random, 0)), lines[random.randrange(len(lines))], ""))
        if random.random() < 0.5:
            lines[at] = f"{random.choice(('0:30', '1:00:00', '0:00:10.5', '-0:01', '9999:59:59'))} {lines[at]}"
    try:
        session = replay(random.choice(("\n", "\r\n", "\n\n")).join(lines), zone="Europe/Amsterdam").session
    except TranscriptError as error:
        assert str(error.reason)
        return
    assert not list(session_errors(session)), list(session_errors(session))
    assert decode(encode(session)) == session


# Lists of participants


@cache
def _list_files() -> tuple[bytes, ...]:
    files = tuple(path.read_bytes() for path in sorted(DATA.glob("deelnemers*")))
    return (*files, _workbook())


def _workbook() -> bytes:
    import io

    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Naam", "Organisatie", "E-mail"), *((name, "Gemeente", "a@b.example") for name in PEOPLE)):
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _lists(random: Random) -> None:
    data = random.choice(_list_files())
    for _ in range(random.choice((0, 1, 3))):
        data = random.choice((_other_line, _other_bytes, _cut))(random, data)
    if random.random() < 0.3:
        people = [random.choice((*PEOPLE, *HOSTILE_TEXTS.values())) for _ in range(random.randrange(6))]
        parse_list = random.choice((", ", ";", "\t", "\n", ": ", " <", ">, ")).join(people)
        _shown(parse_list)
        return
    with tempfile.TemporaryDirectory(dir=_ram()) as folder:
        path = Path(folder, "list.csv")
        path.write_bytes(data)
        try:
            people_read = read_participants(path)
        except ParticipantListError as problem:
            assert str(problem.message)
            return
        [str(message) for message in people_read.details.messages()]


def _shown(text: str) -> None:
    try:
        people = parse_participants(text)
    except ParticipantListError as problem:
        assert str(problem.message)
        return
    [str(message) for message in people.details.messages()]


def _ram() -> str | None:
    """Return a folder in memory, if there is one."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


# The line


def _lines(random: Random) -> None:
    session, at = by_chance(random, random.randrange(25)), NOON + dt.timedelta(seconds=random.randrange(4000))
    for _ in range(5):
        session = _enter(random, session, at)
        at += dt.timedelta(seconds=random.choice((0, 1, 60, -30)))


def _enter(random: Random, session: Session, at: dt.datetime) -> Session:
    """Type a line as the console does: complete, preview and enter it; enter it again if it is unclear."""
    line = _line(random, session)
    for option in complete(line, session, at)[:2]:
        assert isinstance(option.text, str)
    next_speaker(line, session)
    command = interpret(line, session, at)
    if isinstance(command, Unclear):
        assert str(command.reason)
        if command.fallback is None:
            return session
        command = command.fallback
    return _do(command, session, at)


def _do(command: Command, session: Session, at: dt.datetime) -> Session:
    assert str(describe_command(command, session))
    if isinstance(command, ScreenCommand | Undo | Redo):
        return session
    after = update(session, command)
    if isinstance(after, Refused):
        assert str(after.reason)
        return session
    assert not list(session_errors(after)), list(session_errors(after))
    assert decode(encode(after)) == after, "saved and opened it is another"
    _look(after, at)
    return after


_WORDS = (
    *("#tip", "#t", "#", "#no", "#nee", "#private", "#next", "#gekregen", "*", "**", ">", ">4", ">anne", ">>"),
    *("@", "@@", "@morgen", "@31 feb", "@volgende week dinsdag", "@over 9999999999 dagen", "@1-13", "@29/2/2027"),
    *("@in 3 weken", "0", "4", "7+4", "anne+bo", "+", "anne:", ".", "..", "/", "//", "/go", "/plus", "99:99", "-5:00"),
    *("5:", ":", "1e9", "/edit 1", "/star 1 999999999999", "/speaker anne 99:00:00", "/until 25:00", "/backdate 0:00"),
    *("/plan round 99999999999", "/date 9999-12-31", "/date 0001-01-01 00:00", "/delete 0", "/next jan 9999:00"),
    *("/add ,,,", '/add "', "/rename 1", "\t", "\x1b[2J", "\u202e", "\ud800", "é", "ß", "🙂", "a" * 300, '"', "'"),
    *(",", ";", "=", "{x}", "[/x]", "$(ls)"),
)


def _line(random: Random, session: Session) -> str:
    chance = random.random()
    if chance < 0.3:
        return move(random, typed=True).line_text(session)
    if chance < 0.4:
        return random.choice([*HOSTILE_TEXTS.values()])
    names = [person.name for person in session.participants.values()] or ["Niemand"]
    words = random.choices((*_WORDS, *names, *HOSTILE_TEXTS.values(), "stuurt", "de slides"), k=random.randrange(1, 7))
    line = random.choice((" ", " ", "", "  ")).join(words)
    if random.random() < 0.2:
        at = random.randrange(len(line) + 1)
        line = line[:at] + chr(random.choice((random.randrange(0xD800), random.randrange(128)))) + line[at:]
    return line


# The line as the console has it


def _controllers(random: Random) -> None:
    """Use the console without its screen: type, enter, go through open items, undo and edit, while the clock runs."""
    clock = ManualClock(NOON + dt.timedelta(hours=1))
    controller = Controller(by_chance(random, random.randrange(40)), clock)
    for _ in range(15):
        clock.advance(random.choice((0, 0.3, 1, 30, 400, 1200, -60)))
        match random.randrange(9):
            case 0 | 1 | 2:
                controller.type(_line(random, controller.base))
                controller.enter()
            case 3:
                controller.enter()
            case 4:
                controller.previous_entry()
            case 5:
                controller.next_entry()
            case 6:
                controller.leave()
            case 7:
                controller.tick()
            case 8:
                controller.do(
                    random.choice((Undo(at=clock.now()), Redo(at=clock.now()), _chosen(random, controller, clock)))
                )
        for session in (controller.base, controller.session):
            assert not list(session_errors(session)), list(session_errors(session))
        _look(controller.session, clock.now())
    assert decode(encode(controller.base)) == controller.base


def _chosen(random: Random, controller: Controller, clock: ManualClock) -> Command:
    return move(random, typed=False).command(controller.base, clock.now())


def _terminals(chance: Random) -> None:
    """Whatever a terminal sends, cut anywhere: nothing of it is typed."""
    sequence = random_sequence(chance)
    if sequence.startswith("\x1b[200~") or not plain_key(sequence).startswith("\x1b"):
        return  # The beginning of a paste, or a letter in kitty's protocol.
    parser, cut = PasteSafeParser(), chance.randrange(1, len(sequence))
    found = [*parser.feed(sequence[:cut]), *parser.feed(sequence[cut:])]
    typed = [event.key for event in found if isinstance(event, events.Key) and event.is_printable]
    assert not typed, f"{sequence!r} typed {typed}"


_CASES: dict[str, Callable[[Random], None]] = {
    "files": _files,
    "bytes": _bytes,
    "transcripts": _transcripts,
    "lists": _lists,
    "lines": _lines,
    "controllers": _controllers,
    "terminals": _terminals,
}
