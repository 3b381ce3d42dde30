"""The world around a console in a real terminal: clocks that are set, slow disks, links, bursts around leaving."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from reciring.console.terminal_input import plain_key
from reciring.ring.session import Session
from reciring.ring.validate import session_errors
from reciring.store.backups import lock_path
from tests.support.terminal import Terminal
from tests.support.terminal_noise import random_sequence
from tests.support.waiting import WAIT_LIMIT
from tests.torture.console import Console, _acknowledged, line, numbers, ring_file, texts
from tests.torture.figures import Figures

WALL_CLOCK = Path(__file__).with_name("wall_clock.py")
STEPS = (-86_400, -3_600, -90, 90, 3_600, 86_400)
TOLERANCE = 3.0
"""Seconds that two windows may differ: each is read when it is drawn, at another moment."""
SHOWN = re.compile(r"\s*(\d+):(\d\d)(?:\s|$)")


# Clocks


class Window:
    """A process of the ring on a computer whose clock is wrong by ``step`` seconds, and the time it shows."""

    def __init__(self, name: str, step: int, command: list[str], size: tuple[int, int]) -> None:
        self.name = name
        argv = [sys.executable, str(WALL_CLOCK), "--language", "en", *command]
        self.terminal = Terminal.start(argv, *size, {"TORTURE_STEP": str(step)})
        self.left()

    def left(self) -> float:
        """The seconds that are left, as they are shown in one of the first rows."""
        found: list[float] = []

        def shown(rows: list[str]) -> bool:
            found[:] = [int(it[1]) * 60 + int(it[2]) for row in rows[:3] if (it := SHOWN.match(row))]
            return bool(found)

        self.terminal.wait_for(shown)
        return found[0]


class Server:
    """The web server of the ring on such a computer."""

    name = "server"

    def __init__(self, step: int, path: Path) -> None:
        command = [sys.executable, str(WALL_CLOCK), "serve", str(path), "--host", "127.0.0.1", "--json"]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TORTURE_STEP": str(step)},
        )
        assert self.process.stdout
        self.place = json.loads(self.process.stdout.readline())["stage"].split("/")[2]

    def left(self) -> float:
        connection = http.client.HTTPConnection(self.place, timeout=WAIT_LIMIT)
        with contextlib.closing(connection):
            connection.request("GET", "/api/ring")
            return float(json.load(connection.getresponse())["clock"]["remaining"]) / 1000

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


def clock_steps(tries: int, seed: int = 0) -> Figures:
    """Lead a ring while every process starts with another clock and has it set again: all show the same time.

    The console is killed, and the next one goes on at the same time.
    """
    random, losses, worst = Random(seed), list[str](), 0.0
    for number in range(tries):
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as closing:
            path, begun = ring_file(Path(folder)), time.monotonic() - 20

            def window(name: str, command: str, size: tuple[int, int], step: int, path: Path = path) -> Window:
                opened = Window(name, step, [command, str(path)], size)
                closing.callback(opened.terminal.close)
                return opened

            small = (60, 12)
            # The clock of the console is set later: a ring that begins in another hour is another matter.
            leader = window("console", "open", small, 0)
            server = Server(random.choice(STEPS), path)
            closing.callback(server.close)
            others: list[Window | Server] = [
                window("stage", "stage", (14, 3), random.choice(STEPS)),
                window("second console", "open", small, random.choice(STEPS)),
                server,
            ]
            for moment in ("at first", "after the clocks were set"):
                for it in (leader, *others):
                    off = abs(it.left() - (300 - (time.monotonic() - begun)))
                    worst = max(worst, off)
                    if off > TOLERANCE:
                        losses.append(f"try {number}: {it.name} is {off:.0f} s off {moment}")
                for it in (leader, *others):
                    process = it.process if isinstance(it, Server) else it.terminal.process
                    process.send_signal(signal.SIGUSR1)
            leader.terminal.kill(signal.SIGKILL)
            leader.terminal.wait()
            again = window("console after a crash", "open", small, random.choice(STEPS))
            off = abs(again.left() - (300 - (time.monotonic() - begun)))
            worst = max(worst, off)
            if off > TOLERANCE:
                losses.append(f"try {number}: {again.name} is {off:.0f} s off")
    return Figures("clocks set in every process", tries, tuple(losses), worst, "difference")


# The disk


def slow_disk(lines: int, seed: int = 0) -> Figures:
    """Enter lines while each fsync takes up to 0.4 s: *saved* comes back for each, and never before it is true."""
    losses, worst = list[str](), 0.0
    with tempfile.TemporaryDirectory() as folder, Console(ring_file(Path(folder)), "late") as console:
        console.ready()
        for number in range(1, lines + 1):
            console.terminal.type(line(number))
            entered = time.monotonic()
            while (shown := _acknowledged(console.terminal)) < number:
                if shown > max(numbers(console.session()), default=0):
                    losses.append(f"line {shown} was shown as saved too early")
                if time.monotonic() - entered > WAIT_LIMIT:
                    losses.append(f"saved did not come back after line {number}\n{console.terminal._picture()}")
                    break
                time.sleep(0.005)
            worst = max(worst, time.monotonic() - entered)
            if number not in numbers(console.session()):
                losses.append(f"line {number} was shown as saved and is not in the file")
    return Figures("lines on a slow disk", lines, tuple(losses), worst, "until saved")


def _link_to_file(path: Path) -> Path:
    alias = path.parents[1] / "alias.toml"
    alias.symlink_to(path)
    return alias


def _link_to_link(path: Path) -> Path:
    alias = path.with_name("again.toml")
    alias.symlink_to(os.path.relpath(_link_to_file(path), path.parent))
    return alias


def _link_to_folder(path: Path) -> Path:
    alias = path.parents[1] / "folder"
    alias.symlink_to(path.parent, target_is_directory=True)
    return alias / path.name


LINKS: dict[str, Callable[[Path], Path]] = {
    "link to the file": _link_to_file,
    "link to a link": _link_to_link,
    "link to the folder": _link_to_folder,
}


def links(tries: int) -> Figures:
    """Lead a session through links: it is locked and saved under its own name, and planted hard links stay whole."""
    losses: list[str] = []
    for number, (name, make) in zip(range(tries), itertools.cycle(LINKS.items()), strict=False):
        with tempfile.TemporaryDirectory() as top:
            path = ring_file(Path(top, "real"))
            alias, victim = make(path), Path(top, "victim")
            victim.write_text("somebody else's words")
            os.link(victim, lock_path(path))
            with Console(alias) as console:
                console.begin()
                with Console(path) as second:
                    second.terminal.wait_for("read-only")
                    second.enter("bo nummer 0002")
                    console.enter("bo nummer 0003")
                    console.wait_for_file(lambda session: 3 in numbers(session))
                console.terminal.kill((signal.SIGKILL, signal.SIGTERM)[number % 2])
                console.ended(time.monotonic())
            there = numbers(console.session())
            if there != {1, 3} or path.is_symlink():
                losses.append(f"try {number}, {name}: the file has {there}")
            if not alias.samefile(path) or (name != "link to the folder" and not alias.is_symlink()):
                losses.append(f"try {number}, {name}: the link became another file")
            if victim.read_text() != "somebody else's words":
                losses.append(f"try {number}, {name}: the file that was linked as lock was changed")
    with tempfile.TemporaryDirectory() as folder:
        path = ring_file(Path(folder))
        other, before = path.with_name("second.toml"), path.read_bytes()
        os.link(path, other)
        with Console(path) as console:
            console.terminal.wait_for("hard link")
            console.enter("bo nummer 0001")
            console.wait_for_file(lambda session: 1 in numbers(session))
        if other.read_bytes() != before:
            losses.append("the second name of the file was written over")
    return Figures("links of both kinds", tries + 1, tuple(losses))


# The terminal


BURST = (
    *("\x1b[20~", "\x1bOS", "\x1bOP", "\x1b[18~", "\x1b[15~"),
    *("/stage\r", "/end\r", "\x1a", "\x10", "\x1b", "\t", "\r"),
)
"""F9, F4, F1, F7, F5, commands, undo, the palette, Escape, Tab and Enter."""


def leaving(tries: int, seed: int = 0) -> Figures:
    """Press Ctrl+Q in a burst of keys: the console ends, lines before it are saved, and nothing after it is done."""
    random, losses = Random(seed), list[str]()
    for number in range(tries):
        with tempfile.TemporaryDirectory() as folder:
            with Console(ring_file(Path(folder)), env={"XDG_STATE_HOME": folder}) as console:
                console.ready()
                after = "".join(random.choices(BURST, k=random.randrange(1, 6)))
                console.terminal.type(f"{line(1)}\x11{after}bo nummer 0002\r")
                try:
                    code = console.terminal.wait()
                except AssertionError as error:
                    losses.append(f"try {number}, {after!r}: {str(error)[:1500]}")
                    continue
                session, said = console.session(), " ".join(console.terminal.screen())
            if code or [*Path(folder).rglob("fault-*.txt")]:
                losses.append(f"try {number}, {after!r}: it ended with {code}: {said[:500]}")
            if numbers(session) != {1} or list(session_errors(session)):
                losses.append(f"try {number}, {after!r}: the file has {texts(session)}")
    return Figures("bursts around leaving", tries, tuple(losses))


def sequences(tries: int, seed: int = 0) -> Figures:
    """Send what terminals send, known and unknown, in pieces: none of it is typed, and the next lines are whole."""
    random, losses = Random(seed), list[str]()
    with tempfile.TemporaryDirectory() as folder:
        path, sent = ring_file(Path(folder)), 0
        with Console(path, env={"XDG_STATE_HOME": folder}) as console:
            console.ready()
            for number in range(1, max(1, tries // 100) + 1):
                for sequence in _noise(random, 100):
                    cut = random.randrange(1, len(sequence))
                    console.terminal.type(sequence[:cut])
                    console.terminal.type(sequence[cut:])
                    sent += 1
                console.clear()
                console.terminal.resize(100, 30)  # Some sequences say that the window has another size.
                console.terminal.type(line(number))
                try:
                    console.wait_for_file(partial(_has, number))
                except AssertionError as error:
                    losses.append(f"after {sent} sequences: {str(error)[:1500]}")
                    break
        found = [text for text in texts(console.session()) if not re.fullmatch(r"nummer \d{4} komt eraan", text)]
        losses += [f"this was typed: {text!r}" for text in found]
        losses += [report.read_text()[-500:] for report in Path(folder).rglob("fault-*.txt")]
    return Figures("sequences in a real terminal", sent, tuple(losses))


def _has(number: int, session: Session) -> bool:
    return number in numbers(session)


def _noise(random: Random, count: int) -> Iterator[str]:
    """Sequences that mean nothing here: answers, movements of the mouse, keys that are released."""
    while count:
        sequence = random_sequence(random)
        known = sequence.startswith("\x1b[200~") or not plain_key(sequence).startswith("\x1b")
        answer = sequence.startswith(("\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1b[?", "\x1b[<35"))
        if not known and (answer or re.fullmatch(r"\x1b\[\d+:\d+;\d+:3[u~A-Z]", sequence)):
            count -= 1
            yield sequence


PARTS: dict[str, Callable[[], Figures]] = {
    "steps": partial(clock_steps, 20),
    "late": partial(slow_disk, 100),
    "links": partial(links, 12),
    "leaving": partial(leaving, 100),
    "sequences": partial(sequences, 10_000),
}
