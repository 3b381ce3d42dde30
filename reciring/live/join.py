"""Open the ring to the room: start the web server as a child process, and follow what it says.

The console opens no connection itself. The child ends when its standard input ends, so it never outlives the console.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

import msgspec

from reciring.ring.message import Message, say
from reciring.store.access import Access, served_access
from reciring.store.backups import copy_inbox

STOP_SECONDS: Final = 3.0
"""The child gets this long to end by itself."""


class ServerAddress(msgspec.Struct, frozen=True):
    """An address of this computer, and the name of the network that has it."""

    url: str
    network: str = ""


class DoubleName(msgspec.Struct, frozen=True):
    """A device, and the participant whose name it chose."""

    device: str
    who: str


class ServerFacts(msgspec.Struct, frozen=True):
    """What ``reciring serve --json`` says: at its start, and when its addresses change."""

    url: str
    code: str
    typist_code: str
    pid: int = 0
    """Its process; 0 if it was started outside this console."""
    addresses: tuple[ServerAddress, ...] = ()
    reached: bool = False
    """Whether another device has opened a page."""
    doubles: tuple[DoubleName, ...] = ()
    """The devices that chose a name which another device has, until somebody agrees."""


class JoinServer:
    """The web server of the session in ``path``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.facts: ServerFacts | None = None
        """What the server said last; None while it is not running."""
        self.problem: Message | None = None
        """Why it ended by itself, until it runs again, from here or elsewhere."""
        self.changed: Callable[[], object] = lambda: None
        """Called from another thread when ``facts`` or ``problem`` changed."""
        self._host = ""
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        """Held while it is started, stopped or looked for."""

    @property
    def running(self) -> bool:
        """Whether it was started from here and runs."""
        return self._process is not None

    def look(self) -> bool:
        """Notice a server that was started outside this console, or its end; return whether there is such news."""
        with self._lock:
            if self.running:
                return False
            try:
                access = served_access(self.path)
            except OSError:  # The folder cannot be read now; nothing is known of a server.
                access = None
            known, self.facts = self.facts, _facts_of(access) if access else None
            if access:
                self.problem = None
            return self.facts != known

    def start(self, host: str = "") -> Message | None:
        """Start the server, and wait until phones can come; return why they cannot, if so.

        ``host`` is the only address to listen on; without it all addresses of this computer.
        """
        with self._lock:
            return self._start(host)

    def _start(self, host: str) -> Message | None:
        self._host = host
        command = [sys.executable, "-m", "reciring", "serve", str(self.path), "--json"]
        command += ["--host", host] if host else []
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                # Ctrl+C in the terminal is a key of the console, not a signal for the server.
                start_new_session=True,
            )
        except OSError as error:
            return say("The server cannot start: {reason}.", reason=error.strerror or str(error))
        assert process.stdout is not None
        assert process.stderr is not None
        errors: list[str] = []
        draining = threading.Thread(target=_drain, args=(process.stderr, errors), name="join errors", daemon=True)
        draining.start()
        if not self._take(process.stdout.readline()):
            process.wait()
            draining.join()
            return _reason(errors)
        self._process, self.problem = process, None
        following = threading.Thread(
            target=self._follow, args=(process, process.stdout, draining, errors), name="join", daemon=True
        )
        following.start()
        return None

    def _take(self, line: str) -> bool:
        """Take the facts from a line of the server; False if it is none."""
        try:
            self.facts = msgspec.json.decode(line, type=ServerFacts)
        except msgspec.DecodeError:
            return False
        return True

    def _follow(
        self, process: subprocess.Popen[str], lines: IO[str], draining: threading.Thread, errors: list[str]
    ) -> None:
        """Take what the server says until it ends."""
        for line in lines:
            self._take(line)
            self.changed()
        process.wait()
        draining.join()
        if self._process is process:  # It was not stopped from here.
            self._process, self.facts, self.problem = None, None, _reason(errors)
            self.changed()

    def tell(self, do: str, device: str = "", who: str = "") -> None:
        """Ask the server that was started from here to do something: see ``web.server.ServerCommand``."""
        command = msgspec.json.encode({"do": do, "device": device, "who": who}).decode()
        if self._process and self._process.stdin:
            with contextlib.suppress(OSError):  # It has just ended, which ``_follow`` reports.
                self._process.stdin.write(f"{command}\n")
                self._process.stdin.flush()

    def move(self, path: Path) -> Message | None:
        """Serve the session file ``path`` from now on, with the same codes and phones; return why that fails, if so.

        Without a server that was started from here only what was handed in is copied. Raises OSError.
        """
        was_running = self.running
        self.stop()
        copy_inbox(self.path, path)
        self.path = path
        return self.start(self._host) if was_running else None

    def close(self) -> None:
        """Make all codes and tokens worthless, then stop."""
        self.tell("close")
        self.stop()

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        with self._lock:
            process, self._process, self.facts = self._process, None, None
            if process is None:
                return
            if process.stdin:
                process.stdin.close()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _facts_of(access: Access) -> ServerFacts:
    """What is known of a server that was started elsewhere: what its file says."""
    return ServerFacts(url=access.url, code=access.code, typist_code=access.typist_code, reached=True)


def _reason(errors: list[str]) -> Message:
    """Why the server ended, in its own words."""
    words = " ".join("".join(errors).split())
    return Message(words) if words else say("The server for phones stopped. /join starts it again.")


def _drain(lines: IO[str], into: list[str]) -> None:
    """Read everything, so that the child never waits; keep the beginning."""
    for line in lines:
        if len(into) < 20:
            into.append(line)
