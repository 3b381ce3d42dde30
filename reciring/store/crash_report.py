"""A report of a fault of our own, for whoever mends it: where it happened, and nothing of what people said.

The report names files, lines and functions of the program and the kinds of the exceptions. What an exception says is
left out, and so are values: both may hold names and questions of participants.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import platform
import tempfile
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

from reciring import __version__
from reciring.store import atomic_write as save

MAX_REPORTS: Final = 20
"""Reports kept; the oldest go."""
_FRAMES: Final = 60
_DEEPEST: Final = 10
_ROOTS: Final = ("site-packages", "dist-packages", "reciring")


def crash_report_folder() -> Path:
    """Where this user's reports go; it need not exist."""
    import platformdirs  # Only when something went wrong.

    return platformdirs.user_log_path("reciring", appauthor=False, ensure_exists=False)


def write_crash_report(
    error: BaseException, folder: Path | None = None, *, now: dt.datetime | None = None
) -> Path | None:
    """Write a report of ``error`` in ``folder`` (the user's own, unless given), readable by the owner alone.

    Should that folder not do, the report goes to a new temporary one. None if there is no place at all.
    """
    at = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    data = "\n".join([*_head(at), *_told(error)]).encode("utf-8", "replace")
    name = f"fault-{at:%Y%m%dT%H%M%S%fZ}.txt"
    with contextlib.suppress(OSError):
        wanted = folder or crash_report_folder()
        save.create_folder(wanted)
        save.create_file(wanted / name, data)
        _forget(wanted)
        return wanted / name
    with contextlib.suppress(OSError):
        path = Path(tempfile.mkdtemp(prefix="reciring-")) / name  # For the owner alone, by its own promise.
        save.create_file(path, data)
        return path
    return None


def _head(at: dt.datetime) -> list[str]:
    return [
        f"reciring {__version__}, {at:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})",
        f"TERM={_plain(os.environ.get('TERM', ''))} COLORTERM={_plain(os.environ.get('COLORTERM', ''))}",
        "",
        "What people said, their names and the values at the time are left out on purpose.",
    ]


def _told(error: BaseException, depth: int = 0, seen: frozenset[int] = frozenset()) -> list[str]:
    """An exception, what it came from, and what it groups: kinds and places."""
    if depth > _DEEPEST or id(error) in seen:
        return ["", "(and so on)"]
    seen |= {id(error)}
    lines: list[str] = []
    if (cause := error.__cause__) is not None:
        lines += [*_told(cause, depth + 1, seen), "", "From that came:"]
    elif (context := error.__context__) is not None and not error.__suppress_context__:
        lines += [*_told(context, depth + 1, seen), "", "While that was dealt with:"]
    lines += ["", _kind(error), *_places(error.__traceback__)]
    if isinstance(error, BaseExceptionGroup):
        for number, part in enumerate(error.exceptions, 1):
            lines += ["", f"Part {number}:", *_told(part, depth + 1, seen)]
    return lines


def _kind(error: BaseException) -> str:
    kind = type(error)
    number = f" (errno {error.errno})" if isinstance(error, OSError) and error.errno is not None else ""
    return f"{kind.__module__}.{kind.__qualname__}{number}"


def _places(trace: TracebackType | None) -> list[str]:
    """Where it happened, the innermost last; of a long way down only both ends."""
    # Not with the lines of the source: whoever mends it has them, and an editor may have put anything in the file.
    frames = [
        f"  {_within(frame.f_code.co_filename)}:{number} in {frame.f_code.co_qualname}"
        for frame, number in traceback.walk_tb(trace)
    ]
    if len(frames) > _FRAMES:
        frames[_FRAMES // 2 : -_FRAMES // 2] = [f"  ... {len(frames) - _FRAMES} more ..."]
    return frames


def _within(file: str) -> str:
    """A file of the program, without the folders above it: those may bear the user's name."""
    parts = Path(file).parts
    for root in _ROOTS:
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at + (root != "reciring") :])
    return "/".join(parts[-2:])


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isprintable())[:40]


def _forget(folder: Path) -> None:
    """Remove all but the newest reports."""
    reports = sorted(name for name in os.listdir(folder) if name.startswith("fault-") and name.endswith(".txt"))
    for name in reports[:-MAX_REPORTS]:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
