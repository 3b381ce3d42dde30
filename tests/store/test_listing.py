"""The list of session files and their progress."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from reciring.ring.session import Participant, Phase, Question, Session
from reciring.store import files
from reciring.store.listing import list_session_files, session_progress
from reciring.store.toml import InvalidFileError, encode

DAY = dt.date(2026, 11, 24)
AT = dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)
RING = Session(
    title='A "ring" [x]',
    date=DAY,
    phase=Phase.ROUND,
    queue=("p3",),
    ticked=("[questions.q9]", "started = "),
    participants={
        "p1": Participant(name="A"),
        "p2": Participant(name="passed = true", away=True),
        "p3": Participant(name="C"),
        "p4": Participant(name="D", passed=True),
        "p5": Participant(name="E"),
    },
    questions={
        "q1": Question(asker="p1", started=AT, slot=300),
        "q2": Question(asker="p2", started=AT, text="\nparked = true\n"),
        "q5": Question(asker="p5", started=AT, parked=True),
    },
)


def test_session_progress_counts_questions_that_had_their_turn() -> None:
    progress = session_progress(RING)
    assert (progress.asked, progress.total) == (2, 4)


def test_title_with_control_characters_is_cleaned(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(encode(RING).replace(b'title = "A', b'title = "\\u001b[2J\\r\\nA'))
    progress = list_session_files(tmp_path)[0].progress
    assert progress is not None and progress.title.startswith("[2J A")


def test_unfinished_sessions_come_first_and_then_the_newest(tmp_path: Path) -> None:
    for day, title, phase in (
        (1, "a", Phase.DONE),
        (3, "b", Phase.DONE),
        (2, "c", Phase.ROUND),
        (4, "d", Phase.PREPARE),
    ):
        files.create_session_file(tmp_path, Session(date=dt.date(2026, 11, day), title=title, phase=phase))
    found = list_session_files(tmp_path)
    assert [entry.progress.title for entry in found if entry.progress] == ["d", "c", "b", "a"]
    assert [entry.unfinished for entry in found] == [True, True, False, False]
    assert all(entry.modified.tzinfo is dt.UTC for entry in found)


def test_invalid_files_have_an_error_and_other_files_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "readme.md").write_text("x")
    (tmp_path / ".hidden.toml").write_text("x")
    (tmp_path / "folder.toml").mkdir()
    (tmp_path / "broken.toml").write_text("x")
    (tmp_path / "empty.toml").touch()
    (tmp_path / "later.toml").write_text("schema = 99\n")
    if os.name != "nt":
        os.mkfifo(tmp_path / "pipe.toml")
    found = {entry.path.name: str(entry.error) for entry in list_session_files(tmp_path)}
    assert set(found) == {"broken.toml", "empty.toml", "later.toml"}
    assert "newer" in found["later.toml"]


def test_a_missing_folder_is_empty_and_a_file_raises_an_error(tmp_path: Path) -> None:
    assert list_session_files(tmp_path / "gone") == []
    (tmp_path / "file").touch()
    with pytest.raises(InvalidFileError):
        list_session_files(tmp_path / "file")
