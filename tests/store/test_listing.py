"""The list of sessions: looked through quickly, and never otherwise than reading in full would have it."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.session import Participant, Phase, Question, Session
from reciring.store import files
from reciring.store.listing import list_session_files, read_progress, session_progress
from reciring.store.toml import InvalidFileError, decode, encode
from tests.support.strategies import sessions

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


@given(sessions())
def test_skimming_says_what_reading_says(session: Session) -> None:
    assert read_progress(encode(session)) == session_progress(session)


def test_progress_counts_questions_that_had_their_turn() -> None:
    told = session_progress(RING)
    assert (told.asked, told.total) == (2, 4)
    assert read_progress(encode(RING)) == told


@given(st.data())
def test_skimming_an_edited_file_says_what_reading_says_or_nothing(data: st.DataObject) -> None:
    lines = encode(RING).decode().splitlines(keepends=True)
    where = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(
        st.sampled_from(
            [
                *lines,
                "\n",
                "# remark\n",
                "  away = true\n",
                "away = true # so\n",
                "away=true\n",
                '"away" = true\n',
                "[ participants.p6 ]\n",
                "[participants]\n",
                'participants.p6.name = "F"\n',
                'participants = {p6 = {name = "F"}}\n',
                'title = """\n',
                "title = 'x' # so\n",
                "title = 3\n",
                "schema = 2\n",
                "phase = 1\n",
                "date = 2026-11-24 12:00:00\n",
            ]
        )
    )
    edited = "".join([*lines[:where], other, *lines[where + data.draw(st.integers(0, 2)) :]]).encode()
    try:
        session = decode(edited)
    except InvalidFileError:
        return
    assert read_progress(edited) in (None, session_progress(session))


@pytest.mark.parametrize(
    ("old", "new"),
    [("away = true", "away = true # so"), ('name = "A"', 'name = """A"""'), ("[questions.q1]", "[ questions . q1 ]")],
)
def test_a_file_mended_by_hand_is_read_in_full(tmp_path: Path, old: str, new: str) -> None:
    data = encode(RING).decode().replace(old, new).encode()
    assert read_progress(data) is None
    (tmp_path / "a.toml").write_bytes(data)
    assert list_session_files(tmp_path)[0].progress == session_progress(RING)


def test_blank_lines_mean_nothing() -> None:
    assert read_progress(encode(RING).replace(b"\n\n", b"\n")) in (None, session_progress(RING))
    assert read_progress(encode(RING).replace(b"passed = true\n\n", b"passed = true\n")) == session_progress(RING)


def test_a_title_written_by_hand_steers_no_terminal() -> None:
    data = encode(RING).decode().replace('title = "A', 'title = "\\u001b[2J\\r\\nA').encode()
    told = read_progress(data)
    assert told is not None
    assert told == session_progress(decode(data))
    assert told.title.startswith("[2J A")


def test_unfinished_first_then_newest(tmp_path: Path) -> None:
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
    assert all(entry.changed.tzinfo is dt.UTC for entry in found)


def test_what_is_no_session_is_left_out_or_says_so(tmp_path: Path) -> None:
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


def test_a_folder_that_is_not_there_is_empty_and_a_file_is_no_folder(tmp_path: Path) -> None:
    assert list_session_files(tmp_path / "gone") == []
    (tmp_path / "file").touch()
    with pytest.raises(InvalidFileError):
        list_session_files(tmp_path / "file")
