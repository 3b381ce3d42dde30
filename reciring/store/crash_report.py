"""Write a crash report for developers: where a bug happened, but nothing that people said.

The report has files, lines and functions of the program and the types of the exceptions. Messages of exceptions and
values of variables are left out, because they may hold names and questions of participants.
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

import platformdirs

from reciring import __version__
from reciring.store.atomic_write import create_file, create_folder

MAX_REPORTS: Final = 20
"""Reports in the folder; older ones are deleted."""
_MAX_FRAMES: Final = 60
_MAX_DEPTH: Final = 10
_MAX_VARIABLE_LENGTH: Final = 40
_PACKAGE_ROOTS: Final = ("site-packages", "dist-packages", "reciring")


def crash_report_folder() -> Path:
    """The folder of this user's crash reports; it need not exist."""
    return platformdirs.user_log_path("reciring", appauthor=False, ensure_exists=False)


def write_crash_report(
    error: BaseException, folder: Path | None = None, *, now: dt.datetime | None = None
) -> Path | None:
    """Write a report of ``error`` in ``folder`` (default: the user's), readable by the owner only; return its path.

    If that folder cannot be used, the report is written in a new temporary folder; None if that fails too.
    """
    at = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC)
    data = "\n".join([*_header(at), *_describe(error)]).encode("utf-8", "replace")
    name = f"fault-{at:%Y%m%dT%H%M%S%fZ}.txt"
    with contextlib.suppress(OSError):
        folder = folder or crash_report_folder()
        create_folder(folder)
        create_file(folder / name, data)
        _delete_old_reports(folder)
        return folder / name
    with contextlib.suppress(OSError):
        path = Path(tempfile.mkdtemp(prefix="reciring-")) / name  # mkdtemp makes a folder for the owner only.
        create_file(path, data)
        return path
    return None


def _header(at: dt.datetime) -> list[str]:
    return [
        f"reciring {__version__}, {at:%Y-%m-%d %H:%M:%S} UTC",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()} ({platform.machine()})",
        f"TERM={_variable('TERM')} COLORTERM={_variable('COLORTERM')}",
        "",
        "What people said, their names and the values at the time are left out on purpose.",
    ]


def _variable(name: str) -> str:
    """An environment variable, limited to printable ASCII."""
    value = os.environ.get(name, "")
    return "".join(letter for letter in value if letter.isascii() and letter.isprintable())[:_MAX_VARIABLE_LENGTH]


def _describe(error: BaseException, depth: int = 0, seen: frozenset[int] = frozenset()) -> list[str]:
    """The lines for an exception, its causes and the exceptions that it groups: their types and places."""
    if depth > _MAX_DEPTH or id(error) in seen:
        return ["", "(and so on)"]
    seen |= {id(error)}
    lines: list[str] = []
    if (cause := error.__cause__) is not None:
        lines += [*_describe(cause, depth + 1, seen), "", "From that came:"]
    elif (context := error.__context__) is not None and not error.__suppress_context__:
        lines += [*_describe(context, depth + 1, seen), "", "While that was dealt with:"]
    lines += ["", _type_name(error), *_frames(error.__traceback__)]
    if isinstance(error, BaseExceptionGroup):
        for number, part in enumerate(error.exceptions, 1):
            lines += ["", f"Part {number}:", *_describe(part, depth + 1, seen)]
    return lines


def _type_name(error: BaseException) -> str:
    kind = type(error)
    number = f" (errno {error.errno})" if isinstance(error, OSError) and error.errno is not None else ""
    return f"{kind.__module__}.{kind.__qualname__}{number}"


def _frames(trace: TracebackType | None) -> list[str]:
    """A line for each frame, the innermost last; the middle of a long traceback is left out.

    Source lines are not shown: a developer has them, and the file may have been edited.
    """
    frames = [
        f"  {_short_path(frame.f_code.co_filename)}:{number} in {frame.f_code.co_qualname}"
        for frame, number in traceback.walk_tb(trace)
    ]
    if len(frames) > _MAX_FRAMES:
        frames[_MAX_FRAMES // 2 : -_MAX_FRAMES // 2] = [f"  ... {len(frames) - _MAX_FRAMES} more ..."]
    return frames


def _short_path(file: str) -> str:
    """The path from the package on, without the folders above it: those may have the user's name."""
    parts = Path(file).parts
    for root in _PACKAGE_ROOTS:
        if root in parts:
            at = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[at + (root != "reciring") :])
    return "/".join(parts[-2:])


def _delete_old_reports(folder: Path) -> None:
    reports = sorted(name for name in os.listdir(folder) if name.startswith("fault-") and name.endswith(".txt"))
    for name in reports[:-MAX_REPORTS]:
        with contextlib.suppress(OSError):
            (folder / name).unlink()
