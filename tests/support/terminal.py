"""Run a program in a real pseudo-terminal: type, paste and click, and read what is on its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shutil
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import SimpleQueue

from tests.support.emulator import Emulator
from tests.support.waiting import WAIT_LIMIT

KEYS = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "insert": "\x1b[2~",
    "delete": "\x1b[3~",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "backspace": "\x7f",
    "space": " ",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f11": "\x1b[23~",
    "f12": "\x1b[24~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}

Seen = str | Callable[[list[str]], object]
"""What to wait for: a text on one row, or a condition on all rows."""


class Terminal:
    """A pseudo-terminal with a screen. Threads read and draw it, so that the program never waits for the test.

    All times are those of ``time.monotonic``, in seconds. Linux and macOS only.
    """

    def __init__(self, process: subprocess.Popen[bytes], master: int, emulator: Emulator, started: float) -> None:
        self.process = process
        self.emulator = emulator
        self.started = self.last_byte = started
        """The time just before the program was started, and that of the last byte on the screen."""
        self.first_byte: float | None = None
        self.raw = bytearray()
        """Every byte the program wrote."""
        self.arrivals: list[tuple[float, int]] = []
        """Times at which bytes arrived, each with the number of bytes so far."""
        self._master = master
        self._closed = False
        self._ended = False
        self._keyboard = threading.Lock()
        self._changed = threading.Condition()
        self._arrived: SimpleQueue[tuple[float, bytes]] = SimpleQueue()
        self._hang_up, self._pull = os.pipe()
        self._threads = [threading.Thread(target=work, daemon=True) for work in (self._read, self._draw)]
        for thread in self._threads:
            thread.start()

    @classmethod
    def start(
        cls, argv: Sequence[str], columns: int = 80, rows: int = 24, env: Mapping[str, str | None] | None = None
    ) -> Terminal:
        """Start ``argv`` with ``env`` added to this environment; None removes a variable.

        Raises FileNotFoundError if there is no such program.
        """
        environment = _environment(env or {})
        if shutil.which(argv[0], path=environment.get("PATH")) is None:
            raise FileNotFoundError(argv[0])
        master, slave = pty.openpty()
        os.set_blocking(master, False)
        _set_size(master, columns, rows)
        emulator = Emulator(columns, rows)
        started = time.monotonic()
        process = subprocess.Popen(
            # The terminal must be the program's controlling terminal, or no resize and no hang-up reaches it: the
            # leader of a new session gets the terminal that it opens first.
            ["/bin/sh", "-c", 'exec "$@" <"$0" >"$0" 2>&1', os.ttyname(slave), *argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=environment,
            start_new_session=True,
        )
        os.close(slave)
        return cls(process, master, emulator, started)

    # The keyboard and the mouse

    def type(self, text: str, rate: float | None = None) -> float:
        """Type ``text``, at ``rate`` keys a second or all at once; return the time of the last key."""
        if rate is None:
            return self._send(text)
        start = time.monotonic()
        at = start
        for number, character in enumerate(text):
            time.sleep(max(0.0, start + number / rate - time.monotonic()))
            at = self._send(character)
        return at

    def key(self, *names: str) -> float:
        """Press keys by name (``F7``, ``up``, ``ctrl+z``, ``enter``, ``a``); return the time of the last."""
        return self._send("".join(name if len(name) == 1 else KEYS[name.lower()] for name in names))

    def paste(self, text: str) -> float:
        """Paste as a terminal does: as a bracketed paste if the program asked for that."""
        text = text.replace("\r\n", "\r").replace("\n", "\r")
        return self._send(f"\x1b[200~{text}\x1b[201~" if 2004 in self.emulator.modes else text)

    def click(self, column: int, row: int) -> float:
        """Press and release the left button on a cell, counted from 0."""
        place = f"{column + 1};{row + 1}"
        return self._send(f"\x1b[<0;{place}M\x1b[<0;{place}m")

    def _send(self, text: str | bytes) -> float:
        data = text.encode() if isinstance(text, str) else text
        with self._keyboard:
            now = time.monotonic()
            while data:
                if not select.select([], [self._master], [], WAIT_LIMIT)[1]:
                    raise AssertionError(f"the program read nothing for {WAIT_LIMIT:g} s")
                data = data[os.write(self._master, data) :]
        return now

    # The screen

    def screen(self) -> list[str]:
        """Return the rows as they are now, without trailing blanks."""
        with self._changed:
            return self.emulator.lines()

    def wait_for(self, seen: Seen, timeout: float = WAIT_LIMIT) -> float:
        """Wait until ``seen`` is on the screen; return the time at which its last bytes arrived.

        Raises AssertionError, with the screen, after ``timeout`` seconds or if the program ends first.
        """
        return self.wait_until(_predicate(seen), timeout, what=repr(seen))

    def wait_until(self, shown: Callable[[list[str]], object], timeout: float, what: str) -> float:
        """Like ``wait_for``, with words for the error message."""
        end = time.monotonic() + timeout
        with self._changed:
            while True:
                # A frame that is still being drawn does not count.
                if not self.emulator.drawing and shown(self.emulator.lines()):
                    return self.last_byte
                left = end - time.monotonic()
                if self._ended or left <= 0:
                    why = "the program ended" if self._ended else f"{timeout:g} s have passed"
                    raise AssertionError(f"{what} did not come: {why}\n{self._picture()}")
                self._changed.wait(left)

    def settle(self, quiet: float = 0.05, timeout: float = WAIT_LIMIT) -> float:
        """Wait until nothing was drawn for ``quiet`` seconds; return the time of the last byte."""
        end = time.monotonic() + timeout
        with self._changed:
            while not self._ended:
                now = time.monotonic()
                rest = self.last_byte + quiet - now
                if rest <= 0 and not self.emulator.drawing:
                    break
                if now > end:
                    raise AssertionError(f"the screen kept changing for {timeout:g} s\n{self._picture()}")
                self._changed.wait(max(rest, 0.001))
            return self.last_byte

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        with self._changed:
            self.emulator.resize(columns, rows)
        _set_size(self._master, columns, rows)

    def _picture(self) -> str:
        return "\n".join(f"  | {line}" for line in self.emulator.lines())

    # The program

    def kill(self, signal_number: int = signal.SIGKILL) -> None:
        """Send the program a signal; nothing happens if it has ended."""
        self.process.send_signal(signal_number)

    def hang_up(self) -> None:
        """Close the window: the program gets SIGHUP and loses its terminal."""
        if self._closed:
            return
        self._closed = True
        # A pseudo-terminal hangs up only after its last reader has gone.
        os.write(self._pull, b"x")
        self._join()
        for end in (self._master, self._hang_up, self._pull):
            os.close(end)

    def wait(self, timeout: float = WAIT_LIMIT) -> int:
        """Wait until the program has ended and all its output is read. Return its exit code, or minus the signal."""
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired as late:
            with self._changed:
                raise AssertionError(f"the program still runs after {timeout:g} s\n{self._picture()}") from late
        self._join()
        return code

    def close(self) -> None:
        """End the program if it still runs, and close the terminal."""
        self.process.kill()
        self.process.wait()
        self.hang_up()

    def _join(self) -> None:
        for thread in self._threads:
            thread.join(WAIT_LIMIT)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_left_by: object) -> None:
        self.close()

    def _read(self) -> None:
        """Read bytes as soon as they come: drawing is slower than reading, and the program must not wait for it."""
        watched = [self._master, self._hang_up]
        while True:
            try:
                ready, _, _ = select.select(watched, [], [])
                data = b"" if self._hang_up in ready else os.read(self._master, 65536)
            except OSError:  # Linux reports EIO where other systems report end of file
                data = b""
            self._arrived.put((time.monotonic(), data))
            if not data:
                return

    def _draw(self) -> None:
        while True:
            at, data = self._arrived.get()
            with self._changed:
                if data:
                    self.first_byte = self.first_byte or at
                    self.last_byte = at
                    self.raw += data
                    self.arrivals.append((at, len(self.raw)))
                    answer = self.emulator.feed(data)
                else:
                    answer = b""
                    self._ended = True
                self._changed.notify_all()
            if not data:
                return
            if answer:
                with suppress(OSError):  # the program asked and then ended: no answer is needed
                    self._send(answer)


def _environment(wishes: Mapping[str, str | None]) -> dict[str, str]:
    ours = dict(os.environ, TERM="xterm-256color", COLORTERM="truecolor")
    # These describe another terminal than this one.
    told: dict[str, str | None] = dict.fromkeys(("COLUMNS", "LINES", "NO_COLOR", "TERM_PROGRAM"))
    return {name: value for name, value in {**ours, **told, **wishes}.items() if value is not None}


def _set_size(master: int, columns: int, rows: int) -> None:
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _predicate(seen: Seen) -> Callable[[list[str]], object]:
    if isinstance(seen, str):
        return lambda lines: any(seen in line for line in lines)
    return seen
