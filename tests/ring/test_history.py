"""Undo and redo: one change per line or command."""

from __future__ import annotations

from reciring.ring.history import History
from tests.support.ring_driver import ring_in_round

LINES = (
    "0:00 /next",
    "0:10 Bo een tip",
    "0:20 /plus",
    "0:30 /pause",
    "0:50 /resume",
    "1:00 /next",
    "1:05 /backdate 0:10",
)


def test_undo_and_redo_of_everything() -> None:
    ring = ring_in_round("Anne", "Bo")
    start, seen = len(ring.history.done), []
    for line in LINES:
        seen.append(ring.session)
        ring.type(line)
    last = ring.session
    history: History = ring.history
    for session in reversed(seen):
        history = history.undo() or history
        assert history.session is session
    assert len(history.done) == start
    for session in [*seen[1:], last]:
        history = history.redo() or history
        assert history.session is session
    assert history.redo() is None


def test_undone_change_has_its_line() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "0:10 Bo een tip")
    assert ring.history.done[-1].line == "0:10 Bo een tip"
    back = ring.history.undo()
    assert back
    assert back.undone[-1].line == "0:10 Bo een tip"


def test_new_change_ends_redo() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "0:10 Bo een tip", "/undo", "0:20 Bo iets anders")
    assert ring.history.redo() is None
    assert ring.offers("Anne") == ["iets anders"]


def test_line_that_changes_nothing_is_recorded() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "0:10 Bo een tip", "0:20 Bo", "/undo")  # Bo speaks already
    assert ring.offers("Anne") == ["een tip"]
    ring.type("/undo")
    assert ring.offers("Anne") == []


def test_key_that_changes_nothing_is_not_recorded() -> None:
    ring = ring_in_round("Anne", "Bo").type("0:00 /next", "0:10 Bo een tip", "/undo")
    before = ring.history
    assert before.record(before.session, "/speaker") is before
    assert ring.type("0:20 ").history is before  # Anne speaks already
    assert before.redo()


def test_empty_history_has_no_undo() -> None:
    assert History(ring_in_round("Anne").session).undo() is None
