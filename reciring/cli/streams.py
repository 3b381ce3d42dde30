"""The standard streams: results go to stdout, messages to stderr, and a closed stream is never a traceback."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from reciring.ring.text import clean


class Stop(Exception):
    """Ends a command: a sentence for stderr, and the exit code (2 for a mistake on the command line, 1 otherwise)."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


def prepare() -> None:
    """Replace characters that a stream's encoding lacks by question marks."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def out(text: str) -> None:
    """Write a line of a result to stdout. Raises OSError."""
    _stdout().write(text + "\n")


def bold(text: str) -> str:
    """Return ``text`` in bold if stdout is a terminal."""
    plain = not sys.stdout or not sys.stdout.isatty() or os.environ.get("NO_COLOR")
    return text if plain else f"\x1b[1m{text}\x1b[0m"


def raw(data: bytes) -> None:
    """Write the bytes of a file to stdout, whatever the terminal's encoding. Raises OSError."""
    stream = _stdout()
    stream.flush()
    if isinstance(stream, io.TextIOWrapper):
        stream.buffer.write(data)
        stream.buffer.flush()
    else:
        stream.write(data.decode())


def err(text: str) -> None:
    """Write a message to stderr, without control characters. If stderr is closed, the message is lost."""
    if sys.stderr is not None:
        try:
            sys.stderr.write("\n".join(map(clean, text.split("\n"))) + "\n")
            sys.stderr.flush()
        except OSError:
            mute(sys.stderr)


def finish() -> None:
    """Flush stdout. Raises OSError."""
    if sys.stdout is not None:
        sys.stdout.flush()


def mute(stream: TextIO) -> None:
    """Redirect a broken stream to nowhere, so that Python's last flush does not fail."""
    with open(os.devnull, "w") as nowhere:
        try:
            os.dup2(nowhere.fileno(), stream.fileno())
        except (OSError, ValueError):
            return


def ask(question: str) -> str:
    """Ask a question on stderr and return the line that is typed; "" at the end of the input."""
    sys.stderr.write(clean(question) + " ")
    sys.stderr.flush()
    return sys.stdin.readline()


def read_stdin(most: int) -> bytes:
    """Return what is on standard input up to its end, at most so many bytes; nothing if it is closed."""
    return sys.stdin.buffer.read(most) if sys.stdin is not None else b""


def stdin_from_terminal() -> None:
    """Read the keyboard again after standard input was something else. Without a terminal nothing changes."""
    if sys.stdin is None or sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return
    os.dup2(terminal, sys.stdin.fileno())
    os.close(terminal)
    sys.stdin = open(sys.stdin.fileno(), encoding=sys.stdin.encoding, closefd=False)  # noqa: SIM115  Open until the program ends.


def confirm(question: str) -> bool:
    """Ask a question that ends in ``[y/N]``, and return whether the answer is yes (or ja)."""
    return ask(question).strip().lower()[:1] in ("y", "j")


def columns() -> int:
    """Return the width of the terminal; 80 if it is unknown."""
    if (value := os.environ.get("COLUMNS", "")).isdecimal() and int(value) > 0:
        return int(value)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 80


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise OSError(0, "stdout is closed")
    return sys.stdout
