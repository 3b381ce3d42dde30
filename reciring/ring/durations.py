"""Durations in seconds: between two times, and as they are typed and shown (``1:30``, ``1:02:03``, ``0:00.5``)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from reciring.ring.session import Span

DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,4}):(\d{2}(?:\.\d{1,6})?)(?=\s|$)")


def seconds_between(start: dt.datetime, end: dt.datetime) -> float:
    """The seconds from start to end; negative if the end comes first."""
    return (end - start).total_seconds()


def elapsed_seconds(span: Span, at: dt.datetime) -> float:
    """The seconds of a span, until ``at`` if it has no end; never negative."""
    return max(0.0, seconds_between(span.start, span.end or max(at, span.start)))


def overlap_seconds(spans: Iterable[Span], start: dt.datetime, end: dt.datetime) -> float:
    """The seconds between two times that lie in any of the spans; a span without an end lasts until the second."""
    seconds = 0.0
    for first, last in sorted((span.start, span.end or end) for span in spans):
        first, last = max(first, start), min(last, end)
        if last > first:
            seconds += seconds_between(first, last)
            start = last
    return seconds


def format_duration(seconds: float) -> str:
    """The seconds as ``m:ss`` or ``h:mm:ss``, with a minus if negative; ``parse_duration`` gives the same number."""
    sign = "-" if seconds < 0 else ""
    microseconds = round(abs(seconds) * 1_000_000)
    whole, fraction = divmod(microseconds, 1_000_000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    head = f"{hours}:{minute:02}" if hours else str(minute)
    tail = f".{fraction:06}".rstrip("0") if fraction else ""
    return f"{sign}{head}:{second:02}{tail}"


def parse_duration(text: str) -> float | None:
    """The seconds of ``m:ss`` or ``h:mm:ss``, fractions allowed; a number alone is minutes. None for other text."""
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return 60.0 * int(text)
    match = DURATION.fullmatch(text)
    if not match or float(match[3]) >= 60 or (match[1] and int(match[2]) >= 60):
        return None
    return 3600.0 * int(match[1] or 0) + 60.0 * int(match[2]) + float(match[3])
