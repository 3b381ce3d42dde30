"""``restore``: a broken session gives way to its last good copy, and whoever meets a broken one is told so."""

from __future__ import annotations

import datetime as dt
import shlex
from pathlib import Path

import pytest

from reciring.store import backups
from reciring.store.files import load
from reciring.store.lock import claim
from tests.cli_helper import Reciring, rehearsal


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = rehearsal(tmp_path / "ring.toml")
    backups.add(path, path.read_bytes(), dt.datetime(2026, 11, 24, 13, tzinfo=dt.UTC))
    path.write_text("schema = 1\ndate =", "utf-8")
    return path


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


def test_a_broken_session_comes_back(reciring: Reciring, ring: Path) -> None:
    said = reciring("restore", ring)
    (kept,) = backups.broken_copies(ring)
    assert (said.code, said.out) == (0, "")
    assert str(kept) in said.err
    assert load(ring)[0].title.startswith("Samen slimmer")
    assert kept.read_text("utf-8") == "schema = 1\ndate ="


def test_a_sound_session_is_left_alone(reciring: Reciring, ring: Path) -> None:
    reciring("restore", ring)
    before = ring.read_bytes()
    said = reciring("restore", ring)
    assert said.code == 1 and "can be opened as it is" in said.err
    assert ring.read_bytes() == before


def test_a_session_without_a_copy_is_left_alone(reciring: Reciring, ring: Path) -> None:
    backups.remove_traces(ring)
    said = reciring("restore", ring)
    assert said.code == 1 and "no copy" in said.err
    assert ring.read_text("utf-8") == "schema = 1\ndate ="


def test_an_open_session_is_left_alone(reciring: Reciring, ring: Path) -> None:
    with claim(ring):
        said = reciring("restore", ring)
    assert said.code == 1 and "another console" in said.err


def test_a_folder_that_cannot_be_written_is_told(
    reciring: Reciring, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reciring.store.save.write", full)
    assert reciring("restore", ring).code == 1


def test_the_copy_is_offered_by_check(reciring: Reciring, ring: Path) -> None:
    said = reciring("check", ring)
    assert said.code == 1
    assert shlex.join(["reciring", "restore", str(ring)]) in said.out
