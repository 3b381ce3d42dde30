"""Durations as they are typed and shown."""

from __future__ import annotations

import pytest

from reciring.ring.durations import format_duration, parse_duration


@pytest.mark.parametrize("seconds", [0, 1, 59, 60, 61.5, 599.25, 3600, 3661.000001, 86399.999999])
def test_formatted_duration_parses_to_the_same_seconds(seconds: float) -> None:
    assert parse_duration(format_duration(seconds)) == seconds


def test_negative_duration_has_a_minus() -> None:
    assert format_duration(-75) == "-1:15"
    assert format_duration(0) == "0:00"
