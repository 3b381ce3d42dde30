"""Session files: their names, their folder, and how they are created and read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.session import Session
from reciring.store import files
from reciring.store.toml import InvalidFileError, decode, encode

DAY = dt.date(2026, 11, 24)
posix_only = pytest.mark.skipif(os.name == "nt", reason="file modes and links as POSIX has them")


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
def test_the_file_name_has_the_date_and_the_title(title: str, name: str) -> None:
    assert files.session_file_stem(Session(date=DAY, title=title)) == name


@given(st.text())
def test_a_title_never_gives_a_path(title: str) -> None:
    name = files.session_file_stem(Session(date=DAY, title=title))
    assert Path(name).name == name
    assert name.isascii()
    assert len(name) <= 71


def test_a_new_file_gets_the_next_free_name(tmp_path: Path) -> None:
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
def test_a_new_file_does_not_follow_a_link(tmp_path: Path) -> None:
    (tmp_path / "2026-11-24-ring.toml").symlink_to(tmp_path / "elsewhere")
    assert files.create_session_file(tmp_path, Session(date=DAY)).name == "2026-11-24-ring-2.toml"
    assert not (tmp_path / "elsewhere").exists()


def test_load_session_gives_the_session_that_was_created(tmp_path: Path) -> None:
    session = Session(date=DAY, title="één")
    path = files.create_session_file(tmp_path, session)
    assert files.load_session(path) == (session, encode(session))


def test_load_session_explains_every_error(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("schema = 1\ndate =")
    for name, word in (
        ("", "folder"),
        ("gone.toml", "does not exist"),
        ("broken.toml", "TOML"),
        ("broken.toml/x", "does not exist"),
    ):
        with pytest.raises(InvalidFileError, match=word):
            files.load_session(tmp_path / name)


@posix_only
def test_load_session_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path in (tmp_path / "pipe.toml", Path("/dev/zero")):
        with pytest.raises(InvalidFileError, match="not a file"):
            files.load_session(path)


def test_sessions_folder_follows_option_variable_folder_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
