"""The inbox: append-only, durable, read by position; a torn line counts for nothing."""

from __future__ import annotations

import datetime as dt
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.session import Kind
from reciring.store import inbox
from reciring.store.backups import inbox_path
from reciring.store.inbox import (
    HandIn,
    HandInKind,
    InboxEntry,
    InboxFullError,
    InboxReader,
    InboxWriter,
    Joined,
    SpeakerTap,
    TypedLine,
    unreadable_lines,
)

NOW = dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC)


def offer(number: int, text: str = "kent een zaal") -> HandIn:
    return HandIn(
        id=f"d:{number}", device="d", at=NOW, who="p1", kind=HandInKind.OFFER, text=text, question="q2",
        offer_kind=Kind.CONTACT, due=dt.date(2026, 11, 27), private=True,
    )  # fmt: skip


def test_entries_of_every_kind_come_back_in_order_and_once(tmp_path: Path) -> None:
    entries: list[InboxEntry] = [
        offer(1),
        TypedLine(id="t:1", device="t", at=NOW, text="/meet 1 2", question="q2"),
        SpeakerTap(id="t:2", device="t", at=NOW, who=None),
        Joined(id="d:2", device="d", at=NOW, who="p1"),
    ]
    path = tmp_path / "ring.toml"
    writer, reader = InboxWriter(path), InboxReader(path)
    assert reader.read() == []
    writer.append(entries[:1])
    assert reader.read() == entries[:1]
    writer.append(entries[1:])
    assert reader.read() == entries[1:]
    assert reader.read() == []
    assert InboxReader(path).read() == entries
    assert stat.S_IMODE(inbox_path(path).stat().st_mode) == 0o600
    writer.close()


@given(text=st.text(), cut=st.integers(1, 200))
def test_a_torn_line_is_left_out_and_the_next_entry_is_whole(
    tmp_path_factory: pytest.TempPathFactory, text: str, cut: int
) -> None:
    path = tmp_path_factory.mktemp("inbox") / "ring.toml"
    text = text.encode(errors="ignore").decode()
    writer = InboxWriter(path)
    writer.append([offer(1, text), offer(2, text)])
    size = inbox_path(path).stat().st_size
    os.truncate(inbox_path(path), max(0, size - cut))
    kept = InboxReader(path).read()
    assert kept == [offer(1, text), offer(2, text)][: len(kept)]
    writer.close()
    writer = InboxWriter(path)
    writer.append([offer(3)])
    assert InboxReader(path).read()[-1] == offer(3)
    assert len(InboxReader(path).read()) == len(kept) + 1
    writer.close()


def test_a_reader_waits_for_the_end_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    writer, reader = InboxWriter(path), InboxReader(path)
    writer.append([offer(1)])
    whole = inbox_path(path).read_bytes()
    inbox_path(path).write_bytes(whole[:20])
    assert reader.read() == []
    inbox_path(path).write_bytes(whole)
    assert reader.read() == [offer(1)]
    writer.close()


def test_a_replaced_file_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    writer, reader = InboxWriter(path), InboxReader(path)
    writer.append([offer(1), offer(2)])
    assert len(reader.read()) == 2
    writer.close()
    inbox_path(path).unlink()
    assert reader.read() == []
    InboxWriter(path).append([offer(3)])
    assert reader.read() == [offer(3)]


def test_a_full_disk_leaves_no_half_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ring.toml"
    writer = InboxWriter(path)
    writer.append([offer(1)])
    write = os.write

    def half(descriptor: int, data: bytes) -> int:
        if len(data) > 40:
            return write(descriptor, data[:40])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.write", half)
        with pytest.raises(OSError, match="No space"):
            writer.append([offer(2)])
    writer.append([offer(3)])
    assert InboxReader(path).read() == [offer(1), offer(3)]
    writer.close()


def test_an_inbox_has_a_largest_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MAX_INBOX_BYTES", 500)
    writer = InboxWriter(tmp_path / "ring.toml")
    writer.append([offer(1)])
    with pytest.raises(InboxFullError):
        writer.append([offer(2, "x" * 400)])
    assert InboxReader(tmp_path / "ring.toml").read() == [offer(1)]
    writer.close()


def test_a_link_under_the_name_of_the_inbox_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "precious"
    target.write_text("kept")
    inbox_path(tmp_path / "ring.toml").symlink_to(target)
    with pytest.raises(OSError):
        InboxWriter(tmp_path / "ring.toml")
    assert target.read_text() == "kept"


def test_what_append_returned_from_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    code = (
        "import sys, os, pathlib\n"
        "from tests.store.test_inbox import offer, InboxWriter\n"
        "writer = InboxWriter(pathlib.Path(sys.argv[1]))\n"
        "for number in range(50):\n"
        "    writer.append([offer(number)]); print(number, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True)
    acknowledged = [int(line) for line in run.stdout.split()]
    assert len(acknowledged) == 50, run.stderr
    assert [entry.id for entry in InboxReader(path).read()] == [f"d:{number}" for number in acknowledged]


def test_lines_that_cannot_be_read_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    assert unreadable_lines(path) == 0
    writer = InboxWriter(path)
    writer.append([offer(1)])
    writer.close()
    with inbox_path(path).open("ab") as file:
        file.write(b'{"type": "hand-in"}\n')
    assert unreadable_lines(path) == 1
    assert InboxReader(path).read() == [offer(1)]
