"""``reciring check``, ``reciring restore`` and ``reciring schema``: check, restore and describe session files."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.ring.validate import later_than_now
from reciring.store.backups import inbox_path
from reciring.store.files import load_session, read_session_bytes
from reciring.store.inbox import unreadable_lines
from reciring.store.os_errors import describe_read_error
from reciring.store.permissions import permission_warning
from reciring.store.restore import restore_backup, restore_hint
from reciring.store.schema import session_schema
from reciring.store.toml import InvalidFileError, find_errors


def check(context: Context, files: tuple[str, ...]) -> int:
    """Print every problem of every file; the exit code is 1 if there is one."""
    valid = [_check(context, context.file(word)) for word in files]
    return 0 if all(valid) else 1


def _check(context: Context, path: Path) -> bool:
    try:
        errors = find_errors(read_session_bytes(path))
    except InvalidFileError as bad:
        errors = [bad]
    problems = [context.file_error(path, error) for error in errors]
    if not errors and (fast := later_than_now(context.session(path), dt.datetime.now(dt.UTC))):
        problems.append(context.at_line(path, fast))
    if errors and (backup := restore_hint(path)):
        problems.append(context.t.message(backup))
    if path.is_file() and (readable := permission_warning(path)):
        problems.append(context.t.message(readable))
    try:
        torn = unreadable_lines(path)
    except OSError as error:
        problems.append(context.t.message(describe_read_error(error, inbox_path(path))))
    else:
        if torn:
            problems.append(context.t("Incomplete lines in its inbox, which are skipped: {n}.", n=torn))
    for line in problems or [context.t("{path}: no problems found.", path=str(path))]:
        streams.out(line)
    return not problems


def restore(context: Context, file: str) -> int:
    """Replace a broken session file by its last good backup, and keep the broken one beside it."""
    path, t = context.file(file), context.t
    try:
        load_session(path)
    except InvalidFileError:
        pass
    else:
        raise Stop(t("{path} can be opened, so nothing was changed.", path=str(path)))
    try:
        done = restore_backup(path, dt.datetime.now(dt.UTC))
    except OSError as error:
        raise Stop(t.message(describe_read_error(error, path))) from None
    if done is None:
        missing = t("{path} cannot be restored: no backup can be opened.", path=str(path))
        raise Stop(missing + " " + t("Correct it in a text editor; reciring check shows what is wrong."))
    streams.err(t("{path} is restored from the backup {backup}.", path=str(path), backup=done.backup.name))
    if done.broken_file:
        streams.err(t("The broken file is kept as {kept}.", kept=str(done.broken_file)))
    return 0


def schema(context: Context) -> int:
    """Print the JSON Schema of a session file."""
    streams.raw((json.dumps(session_schema(), indent=2, ensure_ascii=False) + "\n").encode())
    return 0
