"""``forget`` and ``erase-times``: gone for good, backups too; but never unasked."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import msgspec
import pytest

from reciring.store import backups
from reciring.store.files import create, load
from reciring.store.lock import claim
from tests.cli_helper import Reciring, rehearsal
from tests.terminal import Terminal


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    path = rehearsal(tmp_path / "ring.toml")
    backups.add(path, path.read_bytes(), dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC))
    return path


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


def test_somebody_is_forgotten_everywhere(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    said = reciring("forget", "karin", ring, "--yes")
    assert (said.code, said.out) == (0, "")
    assert "Karin Smit is forgotten" in said.err
    assert [path.name for path in tmp_path.iterdir()] == ["ring.toml"]
    text = ring.read_text("utf-8")
    assert "Karin" not in text
    assert "karin@" not in text
    assert load(ring)[0].participants["p7"].name == "Deelnemer 7"
    if os.name != "nt":
        assert ring.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("file", "title", "becomes"),
    [
        ("2026-11-24-afscheid-van-karin", "Afscheid van Karin", "2026-11-24-afscheid-van-deelnemer-7"),
        ("2026-11-24-karins-kring-2", "Karins kring", "2026-11-24-deelnemer-7s-kring"),
        ("karin-smit", "Kring", "2026-11-24-kring"),
        ("smit", "Kring", "smit"),  # somebody else's word, perhaps
        ("2026-11-24-kring-van-bo", "Kring van Bo", "2026-11-24-kring-van-bo"),
    ],
)
def test_a_file_called_after_them_gets_another_name(
    file: str, title: str, becomes: str, reciring: Reciring, ring: Path, tmp_path: Path
) -> None:
    path = create(tmp_path, msgspec.structs.replace(load(ring)[0], title=title)).rename(tmp_path / f"{file}.toml")
    backups.add(path, path.read_bytes(), dt.datetime(2026, 11, 24, 15, tzinfo=dt.UTC))
    ring.unlink()
    said = reciring("forget", "karin", path, "--yes")
    assert said.code == 0
    assert f"{becomes}.toml" in said.err
    assert load(tmp_path / f"{becomes}.toml")[0].participants["p7"].name == "Deelnemer 7"
    assert not [found for found in tmp_path.rglob("*") if "karin" in found.name]


def test_speaking_times_are_erased(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert load(ring)[0].turns
    assert reciring("erase-times", ring, "--yes").code == 0
    assert not load(ring)[0].turns
    assert [path.name for path in tmp_path.iterdir()] == ["ring.toml"]


@pytest.mark.parametrize("words", [["forget", "karin"], ["erase-times"]])
def test_never_unasked(words: list[str], reciring: Reciring, ring: Path) -> None:
    before = ring.read_bytes()
    said = reciring(*words, ring)
    assert said.code == 2
    assert said.err.endswith("This cannot be undone: add --yes to agree.\n")
    assert ring.read_bytes() == before
    assert backups.backups(ring)


def test_not_while_a_console_has_it(reciring: Reciring, ring: Path) -> None:
    with claim(ring):
        said = reciring("forget", "karin", ring, "--yes")
    assert said.code == 1
    assert "open in another console" in said.err
    assert "Karin Smit" in ring.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="Links are for administrators there.")
@pytest.mark.parametrize("words", [["forget", "karin"], ["erase-times"]])
def test_behind_a_link_nothing_would_be_gone(words: list[str], reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.toml"
    link.symlink_to(ring)
    before = ring.read_bytes()
    said = reciring(*words, link, "--yes")
    assert said.code == 1
    assert str(ring) in said.err
    assert link.is_symlink() and ring.read_bytes() == before


def test_nobody_of_that_name_and_no_session(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert "Did you mean Karin Smit?" in reciring("forget", "karn", ring, "--yes").err
    (tmp_path / "other.toml").write_text("no")
    assert reciring("forget", "karin", tmp_path / "other.toml", "--yes").code == 1
    assert not list(tmp_path.glob(".other*"))


@pytest.mark.terminal
@pytest.mark.parametrize(("answer", "code"), [("j", 0), ("n", 1), ("", 1)])
def test_it_asks(answer: str, code: int, ring: Path) -> None:
    with Terminal.start([sys.executable, "-m", "reciring", "erase-times", str(ring), "--language", "nl"]) as terminal:
        terminal.wait_for("[j/N]")
        terminal.type(f"{answer}\r")
        assert terminal.wait() == code
    assert bool(load(ring)[0].turns) == bool(code)
