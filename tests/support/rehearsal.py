"""The sample ring, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.support.paths import RING


def rehearsal_lines() -> Iterator[tuple[float | None, str]]:
    """Yield the lines of the sample ring, each with its seconds since the start, or None before the start."""
    for line in RING.read_text("utf-8").splitlines():
        match = re.match(r"(\d+):(\d\d):(\d\d)  (.*)", line)
        if match:
            yield int(match[1]) * 3600 + int(match[2]) * 60 + int(match[3]), match[4]
        elif line and not line.startswith("#"):
            yield None, line
