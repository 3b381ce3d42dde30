"""Where ``-o`` goes: a file of one's own, whole or not at all, and never over another one unasked."""

from __future__ import annotations

import sys
from pathlib import Path

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.reader import Stop


def put(call: Call, data: bytes) -> None:
    """Give a result to the file that was named, or to stdout without one (or for ``-``). Raises Stop."""
    path = named(call)
    if path is None:
        if data.startswith(b"%PDF") and sys.stdout is not None and sys.stdout.isatty():
            raise Stop(call.t("A PDF cannot be shown here: give it a file, as -o paper.pdf."), 2)
        streams.raw(data)
    else:
        write(call, path, data)


def named(call: Call) -> Path | None:
    """The file or folder behind ``-o``; None for stdout."""
    name = call.given.one("output")
    return None if name in (None, "-") else Path(str(name)).expanduser()


def write(call: Call, path: Path, data: bytes) -> None:
    """Write a new file, readable by its owner alone; over what is there only with ``--force``. Raises Stop."""
    from reciring.store.export import write_export

    refuse_taken(call, path)
    if problem := write_export(path, data, force=call.given.flag("force")):
        raise Stop(call.t.message(problem))


def refuse_taken(call: Call, path: Path) -> None:
    """Raise Stop if a file is there that may not be written over."""
    if path.is_file() and not path.is_symlink() and not call.given.flag("force"):
        raise Stop(call.t("{path} exists already. To write over it, add --force.", path=str(path)))


def folder(call: Call, path: Path) -> Path:
    """A folder to write several files in, made if it is missing. Raises Stop."""
    from reciring.store import save
    from reciring.store.reasons import why

    t = call.t
    if path.exists() and not path.is_dir():
        raise Stop(t("{path} is a file: name a folder, because several files go into it.", path=str(path)))
    try:
        save.make_folder(path)
    except OSError as error:
        raise Stop(t("{path} was not made: {reason}.", path=str(path), reason=t.message(why(error, path)))) from None
    return path
