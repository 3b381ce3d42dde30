"""Random rings with everything that can happen in one. A second, much simpler program, written from the rules alone,
calculated their statistics, which must equal ours, also after a round trip through the transcript.

Slots, used and added times of rings 01 to 04, 06 and 10 follow later rules: a pause lengthens the round and stays a
pause, and no more time is taken than is left. ``tests/support/recalculated_time.py`` calculates these a second time.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reciring.report.statistics import summary_statistics
from reciring.ring.transcript import replay, write_transcript
from tests.support.paths import DATA

RINGS = sorted((DATA / "random-rings").glob("*.txt"))


@pytest.mark.parametrize("ring", RINGS, ids=[ring.stem for ring in RINGS])
def test_statistics_equal_those_of_another_program(ring: Path) -> None:
    expected = json.loads(ring.with_suffix(".json").read_text("utf-8"))
    session = replay(ring.read_bytes().decode()).session
    assert summary_statistics(session, speaking_time=True) == expected
    assert summary_statistics(replay(write_transcript(session)).session, speaking_time=True) == expected


def test_there_are_random_rings() -> None:
    assert len(RINGS) >= 10
