"""The example in ``sessions/`` is the sample ring, written by this version."""

from __future__ import annotations

from reciring.ring.session import Phase
from reciring.ring.transcript import replay
from reciring.store.files import load_session
from reciring.store.listing import list_session_files
from reciring.store.toml import encode
from tests.support.paths import PROJECT, RING

FOLDER = PROJECT / "sessions"


def test_the_example_is_a_finished_ring() -> None:
    session, _ = load_session(FOLDER / "example.toml")
    assert session.phase is Phase.DONE
    assert len(session.participants) == 13
    assert FOLDER / "example.toml" in [entry.path for entry in list_session_files(FOLDER)]


def test_the_example_is_current() -> None:
    """If it fails, run TZ=Europe/Amsterdam reciring replay tests/data/ring.txt -o sessions/example.toml --force"""
    session = replay(RING.read_text("utf-8"), zone="Europe/Amsterdam").session
    assert (FOLDER / "example.toml").read_bytes() == encode(session)
