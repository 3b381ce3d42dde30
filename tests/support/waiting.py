"""Wait in a test for something that must come, however busy the machine is."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

WAIT_LIMIT: Final = 60.0
"""Seconds after which something that must come is called missing. No test measures how long it took."""


def wait_until(condition: Callable[[], object], missing: str | Callable[[], str], interval: float = 0.01) -> None:
    """Call ``condition`` every ``interval`` seconds until it is true.

    Raises AssertionError with the text ``missing`` after WAIT_LIMIT seconds.
    """
    end = time.monotonic() + WAIT_LIMIT
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(missing if isinstance(missing, str) else missing())
        time.sleep(interval)
