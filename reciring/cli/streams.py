"""Where words go: results to stdout, messages to stderr, and neither ever ends in a traceback."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


def prepare() -> None:
    """What a stream cannot write in its encoding it writes as a question mark, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def out(text: str) -> None:
    """A line of a result that people read. Raises OSError if it cannot be given."""
    _stdout().write(text + "\n")


def bold(text: str) -> str:
    """A heading, heavier where a terminal shows it."""
    plain = not sys.stdout or not sys.stdout.isatty() or os.environ.get("NO_COLOR")
    return text if plain else f"\x1b[1m{text}\x1b[0m"


def raw(data: bytes) -> None:
    """A result that is a file in itself: its own bytes, whatever the terminal's encoding. Raises OSError."""
    stream = _stdout()
    stream.flush()
    if isinstance(stream, io.TextIOWrapper):
        stream.buffer.write(data)
        stream.buffer.flush()
    else:
        stream.write(data.decode())


def err(text: str) -> None:
    """A message; if nobody can hear it, nothing more can be done."""
    # without a stderr Python leaves None there
    if sys.stderr is not None:
        try:
            sys.stderr.write(text + "\n")
            sys.stderr.flush()
        except OSError:
            mute(sys.stderr)


def finish() -> None:
    """See to it that all was really written. Raises OSError."""
    if sys.stdout is not None:
        sys.stdout.flush()


def mute(stream: TextIO) -> None:
    """Send what is still to come of a stream that broke to nowhere, so that Python does not complain at its end."""
    with open(os.devnull, "w") as nowhere:
        try:
            os.dup2(nowhere.fileno(), stream.fileno())
        except (OSError, ValueError):
            return


def _stdout() -> TextIO:
    if sys.stdout is None:
        raise OSError(0, "stdout is closed")
    return sys.stdout


def ask(question: str) -> None:
    """A question to the person at the terminal; the answer is typed behind it."""
    sys.stderr.write(question + " ")
    sys.stderr.flush()


def answer() -> str:
    """The line that is typed; empty if nothing more comes."""
    return sys.stdin.readline()


def columns() -> int:
    """How wide the terminal is; 80 where nobody knows."""
    if (told := os.environ.get("COLUMNS", "")).isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (AttributeError, OSError, ValueError):
        return 80
