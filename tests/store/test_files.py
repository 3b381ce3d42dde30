"""Where sessions live, what their files are called, and that a file is always whole."""

from __future__ import annotations

import datetime as dt
import errno
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.session import Session
from reciring.store import atomic_write as save
from reciring.store import files
from reciring.store.toml import InvalidFileError, decode, encode

DAY = dt.date(2026, 11, 24)
posix_only = pytest.mark.skipif(os.name == "nt", reason="file modes and links as POSIX has them")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Samen slimmer · kennisdag", "2026-11-24-samen-slimmer-kennisdag"),
        ("Łódź & Şişli: één ring!", "2026-11-24-lodz-sisli-een-ring"),
        ("", "2026-11-24-ring"),
        ("🙂🙂", "2026-11-24-ring"),
        ("αβγ", "2026-11-24-ring"),
        ("../../etc/passwd", "2026-11-24-etc-passwd"),
        ("CON", "2026-11-24-con"),
        ("a\\b/c:d*e?f\x00g", "2026-11-24-a-b-c-d-e-f-g"),
        ("x" * 300, "2026-11-24-" + "x" * 60),
        ("y" * 59 + " z", "2026-11-24-" + "y" * 59),
        (".hidden.toml", "2026-11-24-hidden-toml"),
    ],
)
def test_the_name_of_a_file(title: str, name: str) -> None:
    assert files.session_file_stem(Session(date=DAY, title=title)) == name


@given(st.text())
def test_a_title_never_becomes_a_path(title: str) -> None:
    name = files.session_file_stem(Session(date=DAY, title=title))
    assert Path(name).name == name
    assert name.isascii()
    assert len(name) <= 71


def test_a_new_file_takes_the_next_free_name(tmp_path: Path) -> None:
    folder = tmp_path / "not" / "there"
    first, second, third = (
        files.create_session_file(folder, Session(date=DAY, title=title)) for title in ("A b", "a  B", "A-B")
    )
    assert [path.name for path in (first, second, third)] == [
        "2026-11-24-a-b.toml",
        "2026-11-24-a-b-2.toml",
        "2026-11-24-a-b-3.toml",
    ]
    assert decode(second.read_bytes()).title == "a  B"
    assert sorted(folder.iterdir()) == sorted([first, second, third])


@posix_only
def test_only_the_owner_can_read(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        path = files.create_session_file(tmp_path / "a" / "b", Session(date=DAY))
        save.write_file(path, b"x")
    finally:
        os.umask(old)
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)


@posix_only
def test_a_link_is_replaced_and_what_it_points_at_is_left_alone(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    link = tmp_path / "session.toml"
    link.symlink_to(precious)
    save.write_file(link, b"new")
    assert not link.is_symlink()
    assert (precious.read_bytes(), link.read_bytes()) == (b"mine", b"new")


@posix_only
def test_a_new_file_never_follows_a_link(tmp_path: Path) -> None:
    (tmp_path / "2026-11-24-ring.toml").symlink_to(tmp_path / "elsewhere")
    assert files.create_session_file(tmp_path, Session(date=DAY)).name == "2026-11-24-ring-2.toml"
    assert not (tmp_path / "elsewhere").exists()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "session.toml"
    save.write_file(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        save.write_file(path, b"new")
    with pytest.raises(OSError, match="full"):
        files.create_session_file(tmp_path, Session(date=DAY))
    assert [entry.name for entry in tmp_path.iterdir()] == ["session.toml"]
    assert path.read_bytes() == b"old"


def test_a_new_file_has_its_name_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, fsync = tmp_path / "ring.toml", os.fsync
    seen: list[bool] = []

    def watched(descriptor: int) -> None:
        fsync(descriptor)
        seen.append(path.exists())

    monkeypatch.setattr(os, "fsync", watched)
    save.create_file(path, b"all of it")
    assert seen[0] is False and path.read_bytes() == b"all of it"
    with pytest.raises(FileExistsError):
        save.create_file(path, b"something else")
    assert path.read_bytes() == b"all of it" and os.listdir(tmp_path) == ["ring.toml"]


def test_a_new_file_on_a_disk_where_none_has_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*names: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    path, replace = tmp_path / "ring.toml", os.replace
    monkeypatch.setattr(os, "link", no_link)
    monkeypatch.setattr(os, "replace", no_link)
    with pytest.raises(PermissionError):
        save.create_file(path, b"all of it")
    assert os.listdir(tmp_path) == []
    monkeypatch.setattr(os, "replace", replace)
    save.create_file(path, b"all of it")
    with pytest.raises(FileExistsError):
        save.create_file(path, b"something else")
    assert path.read_bytes() == b"all of it" and os.listdir(tmp_path) == ["ring.toml"]


def test_writing_over_a_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.mkdir()
    with pytest.raises(OSError):
        save.write_file(path, b"new")
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_cannot_sync_is_good_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, path = os.fsync, tmp_path / "session.toml"

    def no_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "not here")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", no_folders)
    save.write_file(path, b"new")
    assert path.read_bytes() == b"new"


def test_leftovers_of_a_crash_are_found_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    mine = tmp_path / ".a.toml.0123456789ab.tmp"
    others = [tmp_path / name for name in (".a.toml.lock", ".a.toml.tmp", ".b.toml.0123456789ab.tmp", "a.toml")]
    for file in [mine, *others]:
        file.touch()
    assert save.temporary_files(path) == [mine]
    save.remove_temporary_files(path)
    assert sorted(tmp_path.iterdir()) == sorted(others)
    assert save.temporary_files(tmp_path / "gone" / "a.toml") == []


def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    session = Session(date=DAY, title="één")
    path = files.create_session_file(tmp_path, session)
    assert files.load_session(path) == (session, encode(session))


def test_every_trouble_with_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("schema = 1\ndate =")
    for name, word in (
        ("", "folder"),
        ("gone.toml", "not there"),
        ("broken.toml", "TOML"),
        ("broken.toml/x", "not there"),
    ):
        with pytest.raises(InvalidFileError, match=word):
            files.load_session(tmp_path / name)


@posix_only
def test_what_never_ends_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", Path("/dev/zero")):
        with pytest.raises(InvalidFileError, match="not a file"):
            files.load_session(path)


def test_the_folder_of_sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("RECIRING_SESSIONS", raising=False)
    own = files.sessions_folder()
    assert own.is_absolute()
    assert (own.name, "reciring" in own.parts) == ("sessions", True)
    (tmp_path / "sessions").mkdir()
    assert files.sessions_folder() == Path("sessions")
    monkeypatch.setenv("RECIRING_SESSIONS", "~/named")
    assert files.sessions_folder() == Path("~/named").expanduser()
    assert files.sessions_folder(tmp_path / "asked") == tmp_path / "asked"
    assert not (tmp_path / "asked").exists()
