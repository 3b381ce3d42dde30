"""``reciring forget`` and ``reciring erase-times``: delete data from a ring and its backups, permanently."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.locale import translator
from reciring.ring.session_details import erase_speaking_times
from reciring.store.anonymise import anonymise, files_with_name, is_named_in_file_name, remaining_mentions
from reciring.store.backups import is_served
from reciring.store.lock import SessionLockedError
from reciring.store.os_errors import describe_write_error
from reciring.store.rewrite import rename_session_file, rewrite_session_file
from reciring.store.toml import InvalidFileError

Result = TypeVar("Result")


def forget(context: Context, name: str, file: str, yes: bool) -> int:
    """Replace a person's name by a neutral one everywhere in a ring."""
    t = context.t
    path = _to_rewrite(context, context.file(file))
    session = context.session(path)
    who = context.person(session, name)
    words = translator(context.language_of(session))
    full_name, neutral = session.name(who), anonymise(session, who, words).name(who)
    change = t(
        "This replaces {name} with “{neutral}” everywhere in {path}.", name=full_name, neutral=neutral, path=str(path)
    )
    _confirm(context, change, yes)
    copies = _write(context, path, lambda: files_with_name(path, full_name))
    forgotten = _write(context, path, lambda: rewrite_session_file(path, lambda found: anonymise(found, who, words)))
    if is_named_in_file_name(session, who, forgotten, path.stem, words):
        path = _write(context, path, lambda: rename_session_file(path, forgotten))
    streams.err(t("Done. {name} is removed from {path}, and its backups are deleted.", name=full_name, path=str(path)))
    if left := remaining_mentions(session, who, forgotten, words):
        streams.err(t("Check these texts; the name may still be in them:"))
        for text in left:
            streams.err(f"  {text}")
    if copies := [copy for copy in copies if copy.exists()]:
        streams.err(t("These files beside it are unchanged and may still contain the name:"))
        for copy in copies:
            streams.err(f"  {copy}")
    streams.err(t("Copies that were printed, e-mailed or saved elsewhere are not changed."))
    return 0


def erase_times(context: Context, file: str, yes: bool) -> int:
    """Erase everyone's speaking time from a ring."""
    t = context.t
    path = _to_rewrite(context, context.file(file))
    context.session(path)
    _confirm(context, t("This erases all speaking times in {path}.", path=str(path)), yes)
    _write(context, path, lambda: rewrite_session_file(path, erase_speaking_times))
    streams.err(t("Done. All speaking times in {path} are erased, and its backups are deleted.", path=str(path)))
    return 0


def _to_rewrite(context: Context, path: Path) -> Path:
    """Return ``path``. Raises Stop if it is a link or open to phones.

    Of a link the data would stay in the file that it points to. A web server would write into an inbox that is deleted.
    """
    if path.is_symlink():
        target = str(path.resolve())
        raise Stop(context.t("{path} is a link. Use the file itself: {target}", path=str(path), target=target))
    if is_served(path):
        raise Stop(
            context.t(
                "This ring is open to phones: stop reciring serve with Ctrl+C first. What phones sent is erased too."
            )
        )
    return path


def _write(context: Context, path: Path, write: Callable[[], Result]) -> Result:
    """Call ``write`` and return its result. Raises Stop with the reason if ``path`` cannot be written."""
    t = context.t
    try:
        return write()
    except SessionLockedError as taken:
        raise Stop(t("{taken} Close it there first.", taken=taken.message)) from None
    except InvalidFileError as bad:
        raise Stop(context.file_error(path, bad)) from None
    except OSError as error:
        raise Stop(
            t("{path} could not be saved: {reason}.", path=str(path), reason=describe_write_error(error, path))
        ) from None


def _confirm(context: Context, change: str, yes: bool) -> None:
    """Ask before a change that cannot be undone. Raises Stop if the answer is not yes."""
    t = context.t
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise Stop(f"{change} " + t("This cannot be undone: add --yes to agree."), 2)
    streams.err(change)
    if not streams.confirm(t("This cannot be undone. Continue? [y/N]")):
        raise Stop(t("Nothing was changed."))
