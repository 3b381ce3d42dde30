"""Spans of time as they are typed and shown: ``1:30``, ``1:02:03``, fractions of a second where there are any."""

from __future__ import annotations

import re

DURATION = re.compile(r"(?:(\d{1,2}):)?(\d{1,4}):(\d{2}(?:\.\d{1,6})?)(?=\s|$)")


def format_duration(seconds: float) -> str:
    """``m:ss`` or ``h:mm:ss``, read back by ``parse_duration`` to the same number; a minus if below zero."""
    sign = "-" if seconds < 0 else ""
    micro = round(abs(seconds) * 1_000_000)
    whole, fraction = divmod(micro, 1_000_000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    head = f"{hours}:{minute:02}" if hours else str(minute)
    tail = f".{fraction:06}".rstrip("0") if fraction else ""
    return f"{sign}{head}:{second:02}{tail}"


def parse_duration(text: str) -> float | None:
    """Seconds of ``m:ss`` or ``h:mm:ss``, fractions allowed; a number alone is minutes. None if it is neither."""
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return 60.0 * int(text)
    match = DURATION.fullmatch(text)
    if not match or float(match[3]) >= 60 or (match[1] and int(match[2]) >= 60):
        return None
    return 3600.0 * int(match[1] or 0) + 60.0 * int(match[2]) + float(match[3])
