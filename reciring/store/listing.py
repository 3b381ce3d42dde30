"""The sessions in a folder, for the start screen and ``reciring list``: quick even when there are a thousand.

Reading TOML in full costs milliseconds a file. A file as we write it is looked through line by line instead; at the
first thing that looks otherwise (somebody mended it by hand) it is read in full after all. Where there are very many,
what was seen is kept (``index``), and only a file that changed is looked through again.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import Final

import msgspec
import tomli

from reciring.ring.message import Message
from reciring.ring.session import SCHEMA, Phase, question_of
from reciring.ring.text import clean
from reciring.store.files import INDEX, read, unreadable
from reciring.store.index import Index
from reciring.store.progress import Progress, progress
from reciring.store.toml import END, TABLES, BadFile, cut_short, decode


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """A file in the folder: its progress, or why it cannot be opened."""

    file: str
    """Its path; a thousand of these are made quicker than a thousand ``path``s."""
    changed: dt.datetime
    """When the file was last written, UTC."""
    progress: Progress | None = None
    error: Message | None = None

    @property
    def path(self) -> Path:
        return Path(self.file)

    @property
    def unfinished(self) -> bool:
        return self.progress is None or self.progress.phase is not Phase.DONE


def listing(folder: Path) -> list[Entry]:
    """The sessions in ``folder``, the unfinished ones first, then the newest; none if there is no such folder.

    A broken file is an entry that says so. Raises BadFile if the folder cannot be read.
    """
    try:
        with os.scandir(folder) as found:
            files = list(found)
        sessions = [file for file in files if file.name.endswith(".toml") and file.name[0] != "." and file.is_file()]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BadFile(unreadable(folder, error)) from None
    index = Index(folder, len(sessions), [file.name for file in files if INDEX in file.name])
    entries = [entry for file in sessions if (entry := _entry(file, index))]
    index.keep()
    return sorted(entries, key=lambda entry: (entry.unfinished, _day(entry), entry.changed), reverse=True)


def _entry(file: os.DirEntry[str], index: Index) -> Entry | None:
    try:
        status = file.stat()
        changed = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None  # Gone since the folder was read, or dated beyond the calendar.
    if told := index.recall(file.name, status):
        return Entry(file=file.path, changed=changed, progress=told)
    try:
        data = read(Path(file.path))
        told = skim(data) or progress(decode(data))
    except BadFile as bad:
        return Entry(file=file.path, changed=changed, error=bad.message)
    if not file.is_symlink():  # What is behind a link lives elsewhere, and so does what is known of it.
        index.learn(file.name, status, told)
    return Entry(file=file.path, changed=changed, progress=told)


def _day(entry: Entry) -> dt.date:
    return entry.progress.date if entry.progress else entry.changed.date()


# The top of a file: keys of one line, and lists of one item a line; no table among them under another guise.
_TOP: Final = re.compile(
    rb"""(?:(?!(?:%s)\b)[a-z]+\ =\ .*\n|\ {4}".*",\n|\]\n)*\n?""" % "|".join(TABLES).encode(), re.VERBOSE
)
_END: Final = f"\n{END}\n".encode()
_TOLD: Final = re.compile(rb"^(?:schema|title|date|phase) = .*\n", re.MULTILINE)
# A heading that is none of ours.
_ODD: Final = re.compile(rb"\n\[(?!(?:plan|pause|draft|phases\.[a-z]+|[a-z]+\.[a-z][1-9][0-9]*)\]\n)")
# A participant or a question: switches that are plainly on or off, other keys, and stretches; then the next heading.
_TABLE: Final = re.compile(
    rb"""\[(?<=\n\[)(participants|questions)\.([a-z][1-9][0-9]*)\]
    (\n(?:(?:away|passed|parked)\ =\ (?:true|false)\n|(?!away|passed|parked)[a-z]+\ =\ .*\n
    |\ {4}\{.*\},\n|\]\n)*)(?=\n?\[|\n?\#\ end\n\Z|\n?\Z)""",
    re.VERBOSE,
)


def skim(data: bytes) -> Progress | None:
    """The progress in a file that is written the way we write it; None if it is not, or needs a proper look."""
    if not data.endswith(b"\n") or b'"""' in data or b"'''" in data or _ODD.search(data):
        return None
    if not data.endswith(_END) and cut_short(data):
        return None
    top = data[:place] if (place := data.find(b"\n[")) >= 0 else data
    tables = _TABLE.findall(data)
    if not _TOP.fullmatch(top + b"\n") or len(tables) != data.count(b"\n[participants.") + data.count(b"\n[questions."):
        return None
    asked: set[str] = set()
    coming: set[str] = set()
    for table, key, body in tables:
        if table == b"questions":
            if b"\nstarted = " in body and b"\nparked = true\n" not in body:
                asked.add(key.decode())
        elif b"\naway = true\n" not in body and b"\npassed = true\n" not in body:
            coming.add(question_of(key.decode()))
    return _told(top, len(asked), len(asked | coming))


def _told(top: bytes, asked: int, total: int) -> Progress | None:
    try:
        told = tomli.loads(b"".join(_TOLD.findall(top + b"\n")).decode())
        if told.pop("schema", None) != SCHEMA:
            return None
        if isinstance(title := told.get("title"), str):  # A person may have written anything by hand.
            told["title"] = clean(title)
        return msgspec.convert(
            {"title": "", "phase": "prepare", **told, "asked": asked, "total": total},
            Progress,
            builtin_types=(dt.date, dt.datetime, dt.time),
        )
    except (ValueError, RecursionError):
        return None  # Reading it in full will say what is wrong.
