"""Rewriting a session file: the backups of what it was disappear too."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reciring.locale import translator
from reciring.ring.session_details import erase_speaking_times
from reciring.store import backups
from reciring.store.anonymise import anonymise
from reciring.store.files import create_session_file, load_session
from reciring.store.lock import SessionLockedError, acquire_lock
from reciring.store.rewrite import rewrite_session_file
from tests.support.summary_sessions import rehearsal

NL = translator("nl")


def test_rewrite_deletes_backups_and_conflict_versions(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, rehearsal())
    data = path.read_bytes()
    for day in (1, 2):
        backups.add_backup(path, data + b"\n" * day, dt.datetime(2026, 11, day, tzinfo=dt.UTC))
    backups.timestamped_path(path, ".conflict-", dt.datetime(2026, 11, 3, tzinfo=dt.UTC)).write_bytes(data)
    changed = rewrite_session_file(path, lambda session: anonymise(session, "p12", NL))
    assert [found.name for found in tmp_path.rglob("*")] == [path.name]
    assert load_session(path)[0] == changed
    assert "Zoë".encode() not in path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600


def test_rewrite_erases_speaking_times_and_backups(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, rehearsal())
    backups.add_backup(path, path.read_bytes(), dt.datetime(2026, 11, 24, tzinfo=dt.UTC))
    assert not rewrite_session_file(path, erase_speaking_times).turns
    assert b"[turns." not in path.read_bytes() and not backups.list_backups(path)


def test_rewrite_refuses_an_open_session(tmp_path: Path) -> None:
    path = create_session_file(tmp_path, rehearsal())
    before = path.read_bytes()
    with acquire_lock(path), pytest.raises(SessionLockedError):
        rewrite_session_file(path, lambda session: anonymise(session, "p12", NL))
    assert path.read_bytes() == before
