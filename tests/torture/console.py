"""The console in a real terminal, in the round of a ring: killed, hung up, resized and flooded while someone types."""

from __future__ import annotations

import datetime as dt
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random

from reciring.ring.session import Draft, Session
from reciring.ring.text import clean
from reciring.ring.validate import session_errors
from reciring.store import backups
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import SessionLockedError, acquire_lock, find_lock_holder
from reciring.store.toml import InvalidFileError, encode
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.terminal import Terminal
from tests.support.waiting import WAIT_LIMIT, wait_until
from tests.torture.disk import Skipped
from tests.torture.figures import Figures
from tests.torture.rings import begun

LEAVING = 2.0
"""Seconds within which the console must have ended."""
DRAFT = 1.0
"""How old the saved draft of the entry line may be, in seconds."""
NUMBER = re.compile(r"nummer (\d{4})")
LAUNCH = Path(__file__).with_name("launch.py")
MARK = "RECIRING_TORTURE"


def ring_file(folder: Path) -> Path:
    """Write a ring whose round has just begun; return the path."""
    return create_session_file(folder, begun(at=dt.datetime.now(dt.UTC) - dt.timedelta(seconds=20)))


class Console:
    """The console, started on a file; a context manager. ``trouble`` is one of launch.py's."""

    def __init__(
        self,
        path: Path,
        trouble: str = "",
        columns: int = 100,
        rows: int = 30,
        env: Mapping[str, str | None] | None = None,
        before: Sequence[str] = (),
    ) -> None:
        self.path, self.mark = path, uuid.uuid4().hex
        command = [str(LAUNCH), trouble] if trouble else ["-m", "reciring", "--language", "en", "open"]
        self.terminal = Terminal.start(
            [*before, sys.executable, *command, str(path)], columns, rows, {**(env or {}), MARK: self.mark}
        )

    def __enter__(self) -> Console:
        return self

    def __exit__(self, *_left_by: object) -> None:
        self.terminal.close()

    def ready(self) -> Console:
        """Wait until the entry line is shown."""
        self.terminal.wait_for("›")
        return self

    def begin(self) -> Session:
        """Enter a first line, number 1, and wait for it in the file; return that session."""
        self.ready().enter("bo nummer 0001")
        return self.wait_for_file(lambda session: 1 in numbers(session))

    def clear(self) -> None:
        """Empty the entry line with Escape, and wait for it: Escape and a letter right after it are another key."""

        def empty(rows: list[str]) -> bool:
            return any(row.strip() == "›" for row in rows)

        if not empty(self.terminal.screen()):
            self.terminal.key("escape")
            self.terminal.wait_for(empty)

    def enter(self, line: str) -> None:
        """Type a line and enter it."""
        self.terminal.type(line)
        self.terminal.key("enter")

    def wait_until_entered(self, text: str) -> None:
        """Wait until ``text`` is among the entries and the entry line is empty."""

        def entered(rows: list[str]) -> bool:
            return any(text in row and "›" not in row for row in rows) and any(row.strip() == "›" for row in rows)

        self.terminal.wait_for(entered)

    def ended(self, began: float) -> float:
        """Wait for the end; seconds since ``began``."""
        self.terminal.wait()
        return time.monotonic() - began

    def trouble(self, number: int) -> None:
        """Send launch.py a signal, and wait until it was handled."""
        heard = self.path.with_name("heard")
        self.terminal.kill(number)
        wait_until(heard.exists, "the program did not notice the signal")
        heard.unlink()

    def session(self) -> Session:
        """Return the session in the file now."""
        return load_session(self.path)[0]

    def wait_for_file(self, shown: Callable[[Session], object]) -> Session:
        """Wait until ``shown`` is true of the session in the file; return that session."""
        session = self.session()

        def is_shown() -> bool:
            nonlocal session
            session = self.session()
            return bool(shown(session))

        wait_until(is_shown, lambda: f"the file has {texts(session)}, {session.draft}\n{self.terminal._picture()}")
        return session

    def orphans(self) -> list[str]:
        """Return the processes that still run after the console ended."""
        return orphans(self.mark)


def orphans(mark: str) -> list[str]:
    """Return the processes that have ``mark`` in their environment, which child processes inherit."""
    wanted, found = f"{MARK}={mark}".encode(), []
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and wanted in (entry / "environ").read_bytes():
                found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace"))
    return found


def texts(session: Session) -> list[str]:
    return [offer.text for offer in session.offers.values()]


def numbers(session: Session) -> set[int]:
    return {int(found[1]) for text in texts(session) if (found := NUMBER.search(text))}


# Killed


RATES = (8.0, 25.0, 100.0)
"""Keys a second: a slow typist, a fast one, and faster than anyone types."""


def line(number: int) -> str:
    return f"bo nummer {number:04d} komt eraan #tool\r"


def kills(tries: int, seed: int = 0, longest: float = 3.0) -> Figures:
    """Kill the console ``tries`` times while a ring is typed, slowly or fast; it goes on in the same file."""
    random, losses, worst = Random(seed), [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        path, first = Path(), 1
        for number in range(tries):
            if number % 10 == 0:
                path, first = ring_file(Path(folder)), 1
            with Console(path) as console:
                console.ready()
                console.terminal.settle()
                console.clear()  # the draft from before the last kill
                typed, acknowledged = _type_and_kill(
                    console, first, 0.3 + random.random() * longest, random.choice(RATES)
                )
                at = time.monotonic()
            try:
                session = console.session()
            except InvalidFileError as bad:
                losses.append(f"kill {number}: {bad.message}")
                path, first = ring_file(Path(folder)), 1
                continue
            there = numbers(session)
            missing = sorted(set(range(1, acknowledged + 1)) - there)
            losses += [f"kill {number}: line {lost} was shown as saved and is not there" for lost in missing]
            worst = max(worst, _behind(session, first, typed, at))
            first = max(there, default=first - 1) + 1
    return Figures("console killed while typing", tries, tuple(losses), worst, "age of the draft", DRAFT)


def _type_and_kill(console: Console, first: int, seconds: float, rate: float) -> tuple[list[float], int]:
    """Type lines from ``first`` on, then kill; return the times of all keys, and the last line shown as saved."""
    keys = (key for number in range(first, sys.maxsize) for key in line(number))
    start, typed, acknowledged = time.monotonic(), list[float](), first - 1
    while time.monotonic() < start + seconds:
        typed.append(console.terminal.type(next(keys)))
        if len(typed) % 7 == 0:
            acknowledged = max(acknowledged, _acknowledged(console.terminal))
        time.sleep(max(0.0, start + len(typed) / rate - time.monotonic()))
    console.terminal.kill(signal.SIGKILL)
    return typed, acknowledged


def _acknowledged(terminal: Terminal) -> int:
    """Return the highest number on a completely drawn screen that says *saved*."""
    rows = terminal.screen()
    if terminal.emulator.drawing or not rows or not rows[-1].endswith("saved"):
        return 0
    # The entry line may already have the next number: it is below the pane of offers.
    return max((int(found[1]) for row in rows[:-4] if (found := NUMBER.search(row))), default=0)


def _behind(session: Session, first: int, typed: list[float], at: float) -> float:
    """Return how many seconds before ``at`` the first key was typed that is not in the file; 0 if none is missing."""
    done = max(numbers(session), default=first - 1)
    text = session.draft.text if session.draft else ""
    if not line(done + 1).startswith(text):
        return float("inf")
    place = sum(len(line(number)) for number in range(first, done + 1)) + len(text)
    return max(0.0, at - typed[place]) if place < len(typed) else 0.0


def unentered(tries: int = 1) -> Figures:
    """Kill the console while pasted lines wait and an entry is being edited, ``tries`` times: both must come back."""
    losses: list[str] = []
    pasted = " ".join(f"woord{number}" for number in range(800))
    for number in range(tries):
        with tempfile.TemporaryDirectory() as folder:
            path = ring_file(Path(folder))
            with Console(path) as console:
                console.ready()
                console.enter("bo nummer 0001")
                console.wait_for_file(numbers)
                console.terminal.paste(pasted)
                console.terminal.wait_for("pasted lines")
                console.terminal.key("up")
                console.terminal.wait_for("✎")
                console.terminal.type(" en meer")
                console.wait_for_file(lambda session: session.draft and session.draft.mended.endswith(" en meer"))
                console.terminal.kill(signal.SIGKILL)
            with Console(path) as console:
                try:
                    console.terminal.wait_for("nummer 0001 en meer")
                    console.terminal.key("enter")
                    console.wait_for_file(lambda session: texts(session) == ["nummer 0001 en meer"])
                    while draft := console.session().draft:
                        if draft.text:
                            console.terminal.key("enter")
                        console.wait_for_file(partial(_other_draft, draft))
                    said = " ".join(texts(console.session())[1:]).split()
                    if said != pasted.split():
                        losses.append(f"try {number}: {len(said)} of 800 words")
                except AssertionError as error:
                    losses.append(f"try {number}: {str(error)[:2000]}")
    return Figures("killed while something waits and something is mended", tries, tuple(losses))


def _other_draft(before: Draft, session: Session) -> bool:
    return session.draft != before


def early(tries: int, seed: int = 0) -> Figures:
    """Type a line before the console has drawn anything, ``tries`` times: it is entered, its spaces pause nothing."""
    random, losses = Random(seed), []
    for number in range(tries):
        with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder))) as console:
            before = random.choice(("", line(1)[: random.randrange(20)]))
            console.terminal.type(before)
            time.sleep(random.random() * 0.4)
            console.terminal.type(line(1).removeprefix(before), random.choice((None, 200)))
            console.terminal.type(line(2).rstrip("\r\n"))
            try:
                session = console.wait_for_file(lambda session: session.draft and numbers(session))
                if session.pause or numbers(session) != {1}:
                    losses.append(f"try {number}: {texts(session)}, {session.pause}")
                console.wait_for_file(lambda session: session.draft and session.draft.text == line(2).rstrip("\r\n"))
            except AssertionError as error:
                losses.append(f"try {number}: {str(error)[:2000]}")
    return Figures("lines typed before there is a console", tries, tuple(losses))


def ahead(tries: int) -> Figures:
    """Type a title and two names before the start screen is drawn: the ring is created with both people."""
    losses: list[str] = []
    for number in range(tries):
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "reciring", "--language", "en", "--sessions", folder]
            with Terminal.start(command, env={"XDG_CONFIG_HOME": folder, "XDG_STATE_HOME": folder}) as terminal:
                terminal.type("Neighbours\rAnne Visser\rBo Jansen\r", (None, 40)[number % 2])
                wanted = ["Anne Visser", "Bo Jansen"]
                try:
                    wait_until(partial(_has_people, Path(folder), wanted), "the ring does not have both people")
                except AssertionError as error:
                    losses.append(f"try {number}: {error}: {_names_in(Path(folder))}\n{terminal._picture()}")
    return Figures("a ring begun before there is a start screen", tries, tuple(losses))


def _has_people(folder: Path, names: list[str]) -> bool:
    return _names_in(folder) == names


def _names_in(folder: Path) -> list[str]:
    files = folder.glob("*-neighbours.toml")
    return [person.name for path in files for person in load_session(path)[0].participants.values()]


# Ended from outside


ENDINGS: dict[str, Callable[[Terminal], None]] = {
    "SIGTERM": lambda terminal: terminal.kill(signal.SIGTERM),
    "SIGHUP": lambda terminal: terminal.kill(signal.SIGHUP),
    "window closed": lambda terminal: terminal.hang_up(),
}


def ending(name: str, tries: int = 1) -> Figures:
    """End the console from outside: everything is saved, the lock is gone, no process is left."""
    losses, worst = [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(tries):
            path = ring_file(Path(folder))
            with Console(path) as console:
                console.ready().enter("bo nummer 0001")
                console.terminal.type("anneke nummer 0002")
                console.terminal.wait_for("› anneke nummer 0002")
                began = time.monotonic()
                ENDINGS[name](console.terminal)
                worst = max(worst, console.ended(began))
                session, orphans = console.session(), console.orphans()
            if numbers(session) != {1} or session.draft is None or session.draft.text != "anneke nummer 0002":
                losses.append(f"try {number}: {texts(session)} and {session.draft} were saved")
            if orphans:
                losses.append(f"try {number}: still runs: {orphans}")
            if find_lock_holder(path):
                losses.append(f"try {number}: the lock is still there")
            try:
                acquire_lock(path).release()
            except SessionLockedError as taken:
                losses.append(f"try {number}: {taken}")
    return Figures(f"console ended by {name}", tries, tuple(losses), worst, "time to end", LEAVING)


def stalled() -> Figures:
    """Stop reading what the console draws, then drop the connection: entered lines are saved, and it ends in time."""
    losses, worst = list[str](), 0.0
    with tempfile.TemporaryDirectory() as folder:
        path, mark = ring_file(Path(folder)), uuid.uuid4().hex
        master, slave = pty.openpty()
        shell = ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(slave)]
        process = subprocess.Popen(
            [*shell, sys.executable, "-m", "reciring", "open", str(path)],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color", MARK: mark},
        )
        os.close(slave)
        seen = b""
        while "›".encode() not in seen:  # from here on nothing is read
            seen += os.read(master, 65536)
        typed = "".join(f"bo nummer {number:04d}\r" for number in range(1, 60)).encode()
        os.write(master, typed)
        wait_until(lambda: numbers(load_session(path)[0]), "no line was saved")
        time.sleep(1)  # Until every buffer between the console and us is full.
        began = time.monotonic()
        os.close(master)
        try:
            process.wait(WAIT_LIMIT)
        except subprocess.TimeoutExpired:
            process.kill()
            losses.append("it did not end at all")
        worst = time.monotonic() - began
        there = numbers(load_session(path)[0])
        if there != set(range(1, len(there) + 1)) or not there:
            losses.append(f"these lines were saved: {sorted(there)}")
        if orphans(mark):
            losses.append(f"still runs: {orphans(mark)}")
        if find_lock_holder(path):
            losses.append("the lock is still there")
    return Figures("connection stalled and dropped", 1, tuple(losses), worst, "time to end", LEAVING)


# Resized and flooded


def resize(sizes: list[tuple[int, int]]) -> Figures:
    """Change the window size at every key; the whole line must arrive."""
    losses: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder))) as console:
        console.ready()
        typed = "bo nummer 0001 "
        console.terminal.type(typed)
        for number, (columns, rows) in enumerate(sizes):
            console.terminal.resize(columns, rows)
            key = "abcdefghij"[number % 10]
            console.terminal.type(key)
            typed += key
            if len(typed) > 1000:
                console.terminal.key("enter")
                wanted = typed
                _entered(console, wanted, losses)
                typed = "bo nummer 0001 "
                console.terminal.type(typed)
        console.terminal.key("enter")
        _entered(console, typed, losses)
        if console.terminal.process.poll() is not None:
            losses.append("the console ended")
    return Figures("sizes while typing", len(sizes), tuple(losses))


def _entered(console: Console, typed: str, losses: list[str]) -> None:
    wanted = typed.removeprefix("bo ").strip()
    try:
        console.wait_for_file(lambda session: wanted in texts(session))
    except AssertionError as error:
        losses.append(str(error)[:2000])


def flood(megabytes: float = 1.0) -> Figures:
    """Paste a very long text, then type a line: the console still works and the line is saved."""
    losses: list[str] = []
    text = ("Lorem ipsum dolor sit amet, " * 1000 + "\n") * int(megabytes * 36)
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder))) as console:
        console.ready()
        began = time.monotonic()
        console.terminal.paste(text)
        console.terminal.wait_for("ipsum")
        console.clear()
        console.enter("bo nummer 0001")
        _entered(console, "bo nummer 0001", losses)
        worst = time.monotonic() - began
    return Figures(f"{megabytes:g} MB pasted", 1, tuple(losses), worst, "until the next line was saved")


def noise(events: int, seed: int = 0) -> Figures:
    """Send mouse events among keys that come faster than the screen is drawn: every line arrives, in order."""
    random, losses = Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder))) as console:
        console.ready()
        for number in range(1, 21):
            console.terminal.type("".join(_mouse(random) for _ in range(events // 20)))
            console.enter(f"bo nummer {number:04d}")
        try:
            console.wait_for_file(lambda session: 20 in numbers(session))
        except AssertionError as error:
            losses.append(str(error)[:2000])
        if numbers(console.session()) != set(range(1, 21)):
            losses.append(f"of 20 lines these came: {sorted(numbers(console.session()))}")
    return Figures("mouse events among the keys", events, tuple(losses))


def _mouse(random: Random) -> str:
    """Return a movement or a turn of the wheel, anywhere, also outside the window."""
    return f"\x1b[<{random.choice((35, 32, 64, 65, 43))};{random.randrange(1, 300)};{random.randrange(1, 90)}M"


MONKEY = (
    *("up", "down", "left", "right", "home", "end", "insert", "delete", "pageup", "pagedown", "enter", "enter", "tab"),
    *("shift+tab", "backspace", "space", *(f"f{number}" for number in range(1, 13))),
    *(f"ctrl+{letter}" for letter in "abcdefghijklmnoprstuvwxyz"),
)
"""Every key except the one that quits."""
WORDS = ("bo tip", "/go", "/next", "/pause", "/plan total 90", "anne een vraag", "/times", "/stage", "/undo", "/end")


def monkey(presses: int, seed: int = 0) -> Figures:
    """Press random keys, type words and click, at any size: the console keeps working."""
    random, losses = Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        for part in range(max(1, presses // 500)):
            rings = (begun(at=dt.datetime.now(dt.UTC)), Session(date=dt.date(2026, 11, 24)))
            path = create_session_file(Path(folder), random.choice(rings))
            # no PATH, so that nothing is printed and no browser is opened
            with Console(path, env={"XDG_STATE_HOME": folder, "HOME": folder, "PATH": "/nowhere"}) as console:
                console.ready()
                for number in range(min(presses, 500)):
                    _press(console.terminal, random)
                    if number % 5 == 0:
                        console.terminal.settle(quiet=0.03)
                    if console.terminal.process.poll() is not None:
                        break
                ended = console.terminal.process.poll() is not None or not _listens(console)
                picture = console.terminal._picture()
            for report in sorted(Path(folder).rglob("fault-*.txt")):
                losses.append(f"part {part}: " + " < ".join(report.read_text("utf-8").split("\n")[-1:-5:-1]))
                report.unlink()
            if ended and not losses:
                losses.append(f"part {part}: it ended, or heard no key any more\n{picture}")
            if list(session_errors(load_session(path)[0])):
                losses.append(f"part {part}: {list(session_errors(load_session(path)[0]))}")
    return Figures("keys of a monkey", presses, tuple(losses))


def _listens(console: Console) -> bool:
    """Return whether keys still arrive after closing whatever is open. The first key after an Escape may be lost."""
    console.terminal.resize(100, 30)
    for _ in range(6):
        console.terminal.key("escape")
        time.sleep(0.15)
    for _ in range(3):
        time.sleep(0.5)
        console.terminal.type("zq")
        with suppress(AssertionError):
            console.terminal.wait_for(lambda rows: any("zq" in row for row in rows), WAIT_LIMIT / 4)
            return True
    return False


def _press(terminal: Terminal, random: Random) -> None:
    match random.randrange(12):
        case 0:
            terminal.type(f"{random.choice(WORDS)}\r")
        case 1:
            terminal.click(random.randrange(100), random.randrange(30))
        case 2:
            terminal.type(random.choice("ab1? +-.*#@>/:"))
        case 3:
            terminal.key("escape")
            terminal.settle(quiet=0.02)
        case 4 if random.random() < 0.2:
            terminal.resize(random.randint(1, 150), random.randint(1, 50))
        case _:
            terminal.key(random.choice(MONKEY))


EDITING = {"backspace": "\x7f", "delete": "\x1b[3~", "left": "\x1b[D", "home": "\x01", "end": "\x05", "cut": "\x0b"}


def keys(bursts: int, seed: int = 0) -> Figures:
    """Type letters and editing keys far faster than the screen is drawn: the line must be what the keys give."""
    random, losses = Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder))) as console:
        console.ready()
        for number in range(bursts):
            typed, text, cursor = f"nummer {number:04d} ", f"nummer {number:04d} ", 12
            for _ in range(80):
                key = random.choice([*"abcdefgh", *EDITING])
                typed += EDITING.get(key, key)
                text, cursor = _edited(text, cursor, key)
            typed, text = typed + EDITING["end"] + "!", text + "!"
            console.terminal.type(typed)
            try:
                console.wait_for_file(partial(_drafted, text))
            except AssertionError:
                draft = console.session().draft
                losses.append(f"{typed!r} became {draft.text if draft else ''!r}, not {text!r}")
            console.terminal.key("ctrl+u")
    return Figures("keys faster than the screen", bursts, tuple(losses))


def _drafted(text: str, session: Session) -> bool:
    return session.draft is not None and session.draft.text == text


def _edited(text: str, cursor: int, key: str) -> tuple[str, int]:
    """Return the line and the cursor after a key."""
    match key:
        case "backspace":
            return (text[: cursor - 1] + text[cursor:], cursor - 1) if cursor else (text, 0)
        case "delete":
            return text[:cursor] + text[cursor + 1 :], cursor
        case "left":
            return text, max(0, cursor - 1)
        case "home":
            return text, 0
        case "end":
            return text, len(text)
        case "cut":
            return text[:cursor], cursor
    return text[:cursor] + key + text[cursor:], cursor + 1


def hostile(step: int = 1) -> Figures:
    """Paste every ``step``-th hostile text as a name and as an offer: shown as text, without effect on the terminal."""
    losses, some = list[str](), dict([*HOSTILE_TEXTS.items()][::step])
    with tempfile.TemporaryDirectory() as folder:
        for session in (Session(date=dt.date(2026, 11, 24)), begun(at=dt.datetime.now(dt.UTC))):
            with Console(create_session_file(Path(folder), session), columns=120, rows=40) as console:
                console.ready()
                for label, text in some.items():
                    # A terminal removes Escapes from a paste, so that a web page cannot send keys.
                    safe = text.encode("utf-8", "replace").decode().replace("\x1b", "")
                    # skip commands, and texts that would wait in part
                    if safe[:1] == "/" or len(safe.splitlines()) > 1 or len(safe) > 500:
                        continue
                    console.terminal.paste(safe)
                    console.terminal.key("enter", "enter", "ctrl+u")
                    if console.terminal.process.poll() is not None:
                        losses.append(f"{label} ended the console: {console.terminal.screen()}")
                        break
                console.enter("/note nummer 9999")  # when this last line is saved, all others were handled
                console.wait_for_file(lambda session: any("9999" in note.text for note in session.notes.values()))
                raw, odd = bytes(console.terminal.raw), console.terminal.emulator
                for label, text in some.items():
                    if clean(text) != text and len(data := text.encode("utf-8", "replace")) > 3:
                        losses += [f"{label} came through to the terminal"] * (data in raw)
                if odd.title not in ("", "reciring") or b"\x1b]52" in raw:
                    losses.append(f"the terminal was steered: its title is {odd.title!r}")
                found = console.session()
                if list(session_errors(found)):
                    losses.append(str(list(session_errors(found))))
    return Figures("hostile strings pasted", 2 * len(some), tuple(losses))


# The clock, the disk, and faults of our own


def clock_jumps() -> Figures:
    """Set the computer's clock an hour forward and back, change its zone, and let it sleep ten minutes."""
    losses = []
    with tempfile.TemporaryDirectory() as folder:
        jumps = (signal.SIGUSR1, signal.SIGUSR2)
        for trouble, signals, asleep in (("jump", jumps, 0), ("suspend", jumps[:1], 600)):
            path = ring_file(Path(folder))
            with Console(path, trouble) as console:
                before = time.monotonic()
                first = console.begin()
                for number in signals:
                    console.trouble(number)
                    console.enter("anneke nummer 0002")
                    last = console.wait_for_file(lambda session: 2 in numbers(session))
                    between = last_offer(last) - last_offer(first)
                    real = time.monotonic() - before + asleep
                    if not asleep <= between <= real + 0.1:
                        losses.append(f"{trouble}: two lines lie {between:.1f} s apart, by the wall {real:.1f} s")
                    console.terminal.key("ctrl+z")
                    console.wait_for_file(lambda session: 2 not in numbers(session))
    return Figures("clock set and computer asleep", 3, tuple(losses))


def last_offer(session: Session) -> float:
    """Return the time of the newest offer, in seconds."""
    return max(offer.at for offer in session.offers.values()).timestamp()


def fault() -> Figures:
    """Make the console crash: everything is saved, the terminal is restored, the report contains no texts."""
    losses = []
    with tempfile.TemporaryDirectory() as folder:
        state = {"XDG_STATE_HOME": folder}
        with Console(ring_file(Path(folder)), "fault", env=state) as console:
            console.ready().enter("anneke nummer 0001")
            console.enter("bo boem")
            code = console.terminal.wait()
            rows = console.terminal.screen()
            told = " ".join("".join(rows).split())
            modes = console.terminal.emulator.modes
            if texts(console.session()) != ["nummer 0001", "boem"]:
                losses.append(f"saved were {texts(console.session())}")
            if code != 1 or "because of a bug" not in told or "Everything you typed is saved" not in told:
                losses.append(f"it ended with {code} and said {told!r}")
            if modes - {7, 25} or "Traceback" in told or len([row for row in rows if row]) > 6:
                losses.append(f"the terminal is not as it was: {modes}, {rows}")
        reports = list(Path(folder).rglob("fault-*.txt"))
        if len(reports) != 1:
            losses.append(f"there are {len(reports)} reports")
        for report in reports:
            text = report.read_text("utf-8")
            if report.stat().st_mode & 0o077 or "Anne" in text or "boem" in text or "RuntimeError" not in text:
                losses.append(f"the report says {text!r}")
    return Figures("fault of our own", 1, tuple(losses))


def hanging_disk() -> Figures:
    """Let the disk hang: typing works, a warning is shown, and everything is saved once the disk answers again."""
    losses, worst = list[str](), 0.0
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder)), "hang") as console:
        console.begin()
        console.trouble(signal.SIGUSR1)
        for number in range(2, 6):
            began = time.monotonic()
            console.terminal.type(f"anneke nummer {number:04d}")
            worst = max(worst, console.terminal.wait_for(f"› anneke nummer {number:04d}") - began)
            console.terminal.key("enter")
        console.terminal.wait_for("NOT SAVED")
        console.terminal.wait_for("the disk does not respond")
        if numbers(console.session()) != {1}:
            losses.append("the disk was not hanging")
        console.trouble(signal.SIGUSR2)
        console.wait_for_file(lambda session: numbers(session) == {1, 2, 3, 4, 5})
        console.terminal.wait_for(lambda rows: not any("NOT SAVED" in row for row in rows))
    return Figures("disk that hangs", 1, tuple(losses), worst, "until a typed line was shown")


def two_consoles() -> Figures:
    """Open a second console: it is read-only. When the first is killed, the next one can lead."""
    losses = []
    with tempfile.TemporaryDirectory() as folder:
        path = ring_file(Path(folder))
        with Console(path) as first:
            first.begin()
            with Console(path) as second:
                second.terminal.wait_for("read-only")
                second.enter("bo nummer 0002")
                second.terminal.settle()
                first.enter("bo nummer 0003")
                first.wait_for_file(lambda session: 3 in numbers(session))
            if numbers(first.session()) != {1, 3}:
                losses.append(f"the second console wrote {texts(first.session())}")
            first.terminal.kill(signal.SIGKILL)
        with Console(path) as next_one:
            next_one.ready().enter("bo nummer 0004")
            next_one.wait_for_file(lambda session: numbers(session) == {1, 3, 4})
    return Figures("two consoles and a stale lock", 1, tuple(losses))


def edited() -> Figures:
    """Edit the file in an editor while the console has it open: whichever version is chosen, both survive."""
    losses = []
    with tempfile.TemporaryDirectory() as folder:
        for choice, kept in (("mine", {1, 2}), ("theirs", {1})):
            with Console(ring_file(Path(folder))) as console:
                session = console.begin()
                theirs = encode(session).replace(b"Torture", b"Mended by hand")
                console.path.write_bytes(theirs)
                console.enter("bo nummer 0002")
                console.terminal.wait_for("Someone else changed")
                others = backups.list_conflicts(console.path)
                if console.path.read_bytes() != theirs:
                    losses.append("the other version was written over")
                if len(others) != 1 or numbers(load_session(others[0])[0]) != {1, 2}:
                    losses.append(f"our version is in {others}")
                console.enter(f"/keep {choice}")
                console.terminal.wait_for("You now work in")
                console.enter("bo nummer 0003")
                session = console.wait_for_file(lambda session: 3 in numbers(session))
                if numbers(session) != kept | {3} or (session.title == "Torture") != (choice == "mine"):
                    losses.append(f"{choice} was to go on, and there is {session.title}, {texts(session)}")
                copies = [load_session(path)[0].title for path in backups.list_backups(console.path)]
                if not {"Torture", "Mended by hand"} <= {*copies, session.title}:
                    losses.append(f"{choice} was to go on; the copies are {copies}")
    return Figures("file changed by someone else", 2, tuple(losses))


def ended_while_hanging() -> Figures:
    """Send SIGTERM while the disk hangs: the console ends in time, and the file is valid."""
    losses, worst = list[str](), 0.0
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder)), "hang") as console:
        console.begin()
        console.trouble(signal.SIGUSR1)
        console.enter("anneke nummer 0002")
        console.wait_until_entered("nummer 0002")
        began = time.monotonic()
        console.terminal.kill(signal.SIGTERM)
        worst = console.ended(began)
        if numbers(console.session()) != {1}:
            losses.append(f"the file has {texts(console.session())}")
        if "could not be saved" not in " ".join(console.terminal.screen()):
            losses.append(f"it was not said: {console.terminal.screen()}")
        if console.orphans():
            losses.append(f"still runs: {console.orphans()}")
    return Figures("SIGTERM while the disk hangs", 1, tuple(losses), worst, "time to end", LEAVING)


def elsewhere() -> Figures:
    """Let the disk hang for good: on quitting another folder is offered, and everything is saved there."""
    losses, worst = list[str](), 0.0
    with tempfile.TemporaryDirectory() as parent:
        folder, other = Path(parent, "stick"), Path(parent, "other")
        with Console(ring_file(folder), "slow") as console:
            console.begin()
            console.trouble(signal.SIGUSR1)
            console.enter("anneke nummer 0002")
            console.wait_until_entered("nummer 0002")
            console.terminal.key("ctrl+q")
            console.terminal.wait_for("/saveto")
            console.enter(f"/saveto {other}")
            console.terminal.wait_for("The ring is now saved in")
            console.enter("bo nummer 0003")
            began = time.monotonic()
            console.terminal.key("ctrl+q")
            worst = console.ended(began)
            found = [numbers(load_session(path)[0]) for path in other.glob("*.toml")]
            if found != [{1, 2, 3}]:
                losses.append(f"in the other place there is {found}")
            if console.orphans():
                losses.append(f"still runs: {console.orphans()}")
    return Figures("disk that hangs for good", 1, tuple(losses), worst, "time to end")


def closed_folder() -> Figures:
    """Open a file in a folder without write permission: a warning is shown, and the ring can be saved elsewhere."""
    losses = []
    with tempfile.TemporaryDirectory() as top:
        folder, other = Path(top, "closed"), Path(top, "other")
        path, before = ring_file(folder), list[str]()
        other.mkdir()
        if os.getuid() == 0:  # root ignores permissions
            before = ["setpriv", "--reuid=65534", "--clear-groups"]
            for place in (Path(top), folder, path, other):
                os.chown(place, 65534, -1)
            if shutil.which("setpriv") is None or subprocess.run([*before, sys.executable, "-c", ""]).returncode:
                raise Skipped("nobody but the owner of everything can run this")
        folder.chmod(0o500)
        env = {"HOME": str(other), "XDG_STATE_HOME": str(other), "PYTHONDONTWRITEBYTECODE": "1"}
        with Console(path, env=env, before=before) as console:
            console.terminal.wait_for("Warning:")
            console.enter("bo nummer 0001")
            console.terminal.wait_for("NOT SAVED")
            console.terminal.key("ctrl+q")
            console.terminal.wait_for("/saveto")
            console.enter(f"/saveto {other}")
            console.terminal.wait_for("The ring is now saved in")
            console.terminal.key("ctrl+q")
            console.ended(time.monotonic())
        folder.chmod(0o700)
        found = [numbers(load_session(path)[0]) for path in other.glob("*.toml")]
        if found != [{1}] or numbers(load_session(path)[0]):
            losses.append(f"in the other place there is {found}")
    return Figures("folder that cannot be written", 1, tuple(losses))


TERMINALS: dict[str, Mapping[str, str | None]] = {
    "TERM=dumb": {"TERM": "dumb"},
    "TERM unknown": {"TERM": "no-such-terminal"},
    "no TERM": {"TERM": None},
    "C locale": {"LC_ALL": "C", "LANG": None, "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "Latin-1": {"LC_ALL": None, "LANG": "nl_NL.ISO-8859-1", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"},
    "NO_COLOR": {"NO_COLOR": "1"},
}


def other_bytes() -> Figures:
    """Send Latin-1 and invalid bytes: letters are read, and the console keeps working."""
    losses = []
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder))) as console:
        console.ready().terminal._send("bo nummer 0001 één\r".encode("latin-1"))
        console.terminal._send(b"bo nummer 0002 \xe9 \xc3\x28 \xff\xfe \xf0\x9f\r")
        try:
            found = texts(console.wait_for_file(lambda session: 2 in numbers(session)))
        except AssertionError as error:
            losses.append(str(error)[:2000])
        else:
            if found[0] != "nummer 0001 één":
                losses.append(f"these came: {found}")
    return Figures("bytes that are no UTF-8", 1, tuple(losses))


def terminal(name: str) -> Figures:
    """Use an unusual terminal: a ring can be led, or one message (a row or two) says why not."""
    losses = []
    with (
        tempfile.TemporaryDirectory() as folder,
        Console(ring_file(Path(folder)), columns=120, env=TERMINALS[name]) as console,
    ):
        console.terminal.wait_for(lambda rows: any(rows))
        console.enter("bo nummer 0001 één")
        try:
            console.wait_for_file(lambda session: 1 in numbers(session) or console.terminal.process.poll() is not None)
        except AssertionError as error:
            losses.append(str(error)[:3000])
        rows = console.terminal.screen()
        if any("Traceback" in row for row in rows):
            losses.append("\n".join(rows))
        rows = [row for row in rows if row and "nummer" not in row]  # without a program the terminal echoes the keys
        if console.terminal.process.poll() is not None and len(rows) not in (1, 2):
            losses.append(f"it ended and said {rows}")
        elif console.terminal.process.poll() is None and texts(console.session()) != ["nummer 0001 één"]:
            losses.append(f"saved were {texts(console.session())}")
    return Figures(name, 1, tuple(losses))
