"""A report of a fault: enough to mend it, nothing of what people said."""

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


def fault() -> BaseException:
    """An error as bad as can be: values, messages, notes, a cause, and a group all tell of a participant."""
    try:
        try:
            dict[str, int]()[SECRET]
        except KeyError as error:
            error.add_note(SECRET)
            raise ExceptionGroup(SECRET, [ValueError(SECRET), OSError(2, SECRET, SECRET)]) from error
    except ExceptionGroup as error:
        return error
    raise AssertionError


def test_what_people_said_is_not_in_it(tmp_path: Path) -> None:
    path = write_crash_report(fault(), tmp_path, now=AT)
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
        "in fault",
    ):
        assert word in text, text
    assert "store/test_crash_report.py" in text


def test_places_in_the_program_are_named_without_the_folders_above(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError) as caught:
        decode("naïve".encode("latin-1"))
    path = write_crash_report(caught.value, tmp_path, now=AT)
    assert path is not None
    text = path.read_text("utf-8")
    assert "  reciring/store/toml.py:" in text
    assert str(PROJECT.resolve()) not in text


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_it_is_for_the_owner_alone(tmp_path: Path) -> None:
    path = write_crash_report(fault(), tmp_path / "new" / "folder", now=AT)
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    written = [
        write_crash_report(fault(), tmp_path, now=AT + dt.timedelta(seconds=number))
        for number in range(MAX_REPORTS + 5)
    ]
    assert sorted(tmp_path.iterdir()) == sorted([*filter(None, written[5:]), tmp_path / "notes.txt"])


def test_without_a_folder_it_goes_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = write_crash_report(fault(), tmp_path / "file", now=AT)
    assert path is not None and path.exists()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    assert write_crash_report(fault(), tmp_path / "file", now=AT) is None


def test_errors_that_go_round_in_circles_end(tmp_path: Path) -> None:
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    assert write_crash_report(first, tmp_path, now=AT) is not None


def test_a_long_way_down_is_cut(tmp_path: Path) -> None:
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


def test_the_folder_is_the_users_own() -> None:
    assert "reciring" in crash_report_folder().parts
