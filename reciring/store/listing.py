"""The sessions in a folder, for the start screen and ``reciring list``: quick even when there are a thousand.

Reading TOML in full costs milliseconds a file. A file as we write it is looked through line by line instead; at the
first thing that looks otherwise (somebody mended it by hand) it is read in full after all.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path
from typing import Final

import msgspec
import tomli

from reciring.locale import Translator
from reciring.ring.message import Message
from reciring.ring.session import PHASE_TITLES, SCHEMA, Phase, Session, question_id
from reciring.ring.text import clean
from reciring.store.files import describe_read_error, read_session_bytes
from reciring.store.toml import END_MARKER, TABLES, InvalidFileError, decode, is_truncated


class SessionEntry(msgspec.Struct, frozen=True, kw_only=True):
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


def list_session_files(folder: Path) -> list[SessionEntry]:
    """The sessions in ``folder``, the unfinished ones first, then the newest; none if there is no such folder.

    A broken file is an entry that says so. Raises BadFile if the folder cannot be read.
    """
    try:
        with os.scandir(folder) as found:
            sessions = [
                file for file in found if file.name.endswith(".toml") and file.name[0] != "." and file.is_file()
            ]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise InvalidFileError(describe_read_error(folder, error)) from None
    entries = [entry for file in sessions if (entry := _entry(file))]
    return sorted(entries, key=lambda entry: (entry.unfinished, _day(entry), entry.changed), reverse=True)


def _entry(file: os.DirEntry[str]) -> SessionEntry | None:
    try:
        status = file.stat()
        changed = dt.datetime.fromtimestamp(status.st_mtime, dt.UTC)
    except (OSError, ValueError, OverflowError):
        return None  # Gone since the folder was read, or dated beyond the calendar.
    try:
        data = read_session_bytes(Path(file.path))
        told = read_progress(data) or session_progress(decode(data))
    except InvalidFileError as bad:
        return SessionEntry(file=file.path, changed=changed, error=bad.message)
    return SessionEntry(file=file.path, changed=changed, progress=told)


def _day(entry: SessionEntry) -> dt.date:
    return entry.progress.date if entry.progress else entry.changed.date()


# The top of a file: keys of one line, and lists of one item a line; no table among them under another guise.
_TOP: Final = re.compile(
    rb"""(?:(?!(?:%s)\b)[a-z]+\ =\ .*\n|\ {4}".*",\n|\]\n)*\n?""" % "|".join(TABLES).encode(), re.VERBOSE
)
_END: Final = f"\n{END_MARKER}\n".encode()
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


def read_progress(data: bytes) -> Progress | None:
    """The progress in a file that is written the way we write it; None if it is not, or needs a proper look."""
    if not data.endswith(b"\n") or b'"""' in data or b"'''" in data or _ODD.search(data):
        return None
    if not data.endswith(_END) and is_truncated(data):
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
            coming.add(question_id(key.decode()))
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


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """What a list says of a session."""

    title: str
    date: dt.date
    phase: Phase
    asked: int
    """Questions that had their turn, the open one included."""
    total: int
    """Those, and everyone who is still to ask or may: present, and not passed over."""


def session_progress(session: Session) -> Progress:
    """The progress of a session that has been read."""
    asked = {question.asker for question in session.questions.values() if question.started and not question.parked}
    coming = {who for who, person in session.participants.items() if not person.away and not person.passed}
    return Progress(
        title=session.title, date=session.date, phase=session.phase, asked=len(asked), total=len(asked | coming)
    )


def progress_text(told: Progress, t: Translator) -> str:
    """How far a ring is: its step, and in the round how many have asked."""
    step = t(PHASE_TITLES[told.phase])
    return f"{step} {told.asked}/{told.total}" if told.phase is Phase.ROUND else step
