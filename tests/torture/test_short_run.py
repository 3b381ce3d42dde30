"""A short run of each part of ``make torture`` without a screen: kills, fuzzing, rings with saves and crashes."""

from __future__ import annotations

import os

import pytest

from tests.torture.disk import TROUBLES, Skipped, trouble
from tests.torture.fuzz import KINDS, fuzz
from tests.torture.kills import kills
from tests.torture.machine import Ring

CASES = {
    "files": 150,
    "bytes": 1000,
    "transcripts": 80,
    "lists": 250,
    "lines": 150,
    "controllers": 60,
    "terminals": 2000,
}

TestRing = Ring.TestCase
TestRing.settings = TestRing.settings.__class__(max_examples=40, stateful_step_count=40, deadline=None)


@pytest.mark.skipif(os.name == "nt", reason="a signal that cannot be caught")
def test_nothing_that_was_called_saved_is_lost_by_a_kill() -> None:
    figures = kills(10, longest=0.15)
    assert not figures.losses, str(figures)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_in_a_file_or_on_the_line_gives_a_traceback(kind: str) -> None:
    figures = fuzz(kind, CASES[kind])
    assert not figures.losses, str(figures)


@pytest.mark.skipif(os.name == "nt", reason="file systems and permissions as Linux and macOS have them")
@pytest.mark.parametrize("name", TROUBLES)
def test_what_is_typed_in_trouble_is_saved_after_it(name: str) -> None:
    try:
        figures = trouble(name)
    except Skipped as skipped:
        pytest.skip(str(skipped))
    assert not figures.losses, str(figures)
