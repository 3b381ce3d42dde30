"""Spans of time as they are typed and shown: ``1:30``, ``1:02:03``, fractions of a second where there are any."""

from __future__ import annotations


def write_span(seconds: float) -> str:
    """``m:ss`` or ``h:mm:ss``, read back by ``arguments.seconds_of`` to the same number; a minus if below zero."""
    sign = "-" if seconds < 0 else ""
    micro = round(abs(seconds) * 1_000_000)
    whole, fraction = divmod(micro, 1_000_000)
    minutes, second = divmod(whole, 60)
    hours, minute = divmod(minutes, 60)
    head = f"{hours}:{minute:02}" if hours else str(minute)
    tail = f".{fraction:06}".rstrip("0") if fraction else ""
    return f"{sign}{head}:{second:02}{tail}"
