"""Crash reports: where the bug is, and nothing that people said."""

from __future__ import annotations

import datetime as dt
import os
import stat
from pathlib import Path

import pytest

from reciring.store.crash_report import MAX_REPORTS, crash_report_folder, write_crash_report
from reciring.store.toml import InvalidFileError, decode
from tests.support.paths import PROJECT

SECRET = "Karin wants another job"
AT = dt.datetime(2026, 11, 24, 13, 30, tzinfo=dt.UTC)


def nested_error() -> BaseException:
    """An error with a cause and a group, whose values, messages and notes all name a participant."""
    try:
        try:
            dict[str, int]()[SECRET]
        except KeyError as error:
            error.add_note(SECRET)
            raise ExceptionGroup(SECRET, [ValueError(SECRET), OSError(2, SECRET, SECRET)]) from error
    except ExceptionGroup as error:
        return error
    raise AssertionError


def test_a_report_has_types_and_places_but_no_texts(tmp_path: Path) -> None:
    path = write_crash_report(nested_error(), tmp_path, now=AT)
    assert path is not None
    text = path.read_text("utf-8")
    assert "Karin" not in text
    for word in (
        "KeyError",
        "From that came:",
        "ExceptionGroup",
        "ValueError",
        "FileNotFoundError",
        "errno 2",
        "in nested_error",
    ):
        assert word in text, text
    assert "store/test_crash_report.py" in text


def test_a_report_has_no_folders_above_the_package(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError) as caught:
        decode("naïve".encode("latin-1"))
    path = write_crash_report(caught.value, tmp_path, now=AT)
    assert path is not None
    text = path.read_text("utf-8")
    assert "  reciring/store/toml.py:" in text
    assert str(PROJECT.resolve()) not in text


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_only_the_owner_can_read_a_report(tmp_path: Path) -> None:
    path = write_crash_report(nested_error(), tmp_path / "new" / "folder", now=AT)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_old_reports_are_deleted(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    written = [
        write_crash_report(nested_error(), tmp_path, now=AT + dt.timedelta(seconds=number))
        for number in range(MAX_REPORTS + 5)
    ]
    assert sorted(tmp_path.iterdir()) == sorted([*filter(None, written[5:]), tmp_path / "notes.txt"])


def test_a_report_goes_to_a_temporary_folder_if_its_own_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = write_crash_report(nested_error(), tmp_path / "file", now=AT)
    assert path is not None and path.exists()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert write_crash_report(nested_error(), tmp_path / "file", now=AT) is None


def test_errors_that_refer_to_each_other_end(tmp_path: Path) -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert write_crash_report(first, tmp_path, now=AT) is not None


def test_a_long_traceback_is_shortened(tmp_path: Path) -> None:
    def down(depth: int) -> None:
        if depth == 0:
            raise RuntimeError
        down(depth - 1)

    with pytest.raises(RuntimeError) as caught:
        down(500)
    path = write_crash_report(caught.value, tmp_path, now=AT)
    assert path is not None
    assert "more ..." in path.read_text("utf-8")
    assert len(path.read_text("utf-8").splitlines()) < 100


def test_the_folder_is_in_the_user_log_folder() -> None:
    assert "reciring" in crash_report_folder().parts
