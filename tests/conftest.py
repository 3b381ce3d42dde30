"""Every test runs in the same environment: an empty home, the time zone of Amsterdam, no language, a plain terminal."""

from __future__ import annotations

import gc
import os
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings

from reciring.locale.build import compile_catalogues

EXAMPLES = 25
"""Examples of each property in a test run. Every run draws others; ``make torture`` draws a thousand of each."""

# No deadline: how fast a machine is says nothing about whether the code is right.
settings.register_profile("dev", deadline=None, max_examples=EXAMPLES)
settings.register_profile("ci", deadline=None, max_examples=EXAMPLES, derandomize=True, print_blob=True)
settings.register_profile("long", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

_FOREIGN = ("LANG", "LC_", "TEXTUAL", "RECIRING", "NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES")


def pytest_configure(config: pytest.Config) -> None:
    """Replace the user's environment before anything of reciring reads it."""
    # Tests allocate much. With fewer garbage collections they take about a seventh less time.
    gc.set_threshold(100_000, 20, 50)
    home = tempfile.TemporaryDirectory(prefix="reciring-tests-")
    config.add_cleanup(home.cleanup)
    for name in list(os.environ):
        if name.startswith(_FOREIGN):
            del os.environ[name]
    folders = ("CONFIG", "DATA", "STATE", "CACHE")
    os.environ |= {f"XDG_{folder}_HOME": str(Path(home.name, folder.lower())) for folder in folders}
    os.environ |= {"HOME": home.name, "LC_ALL": "C.UTF-8", "TZ": "Europe/Amsterdam", "TERM": "xterm-256color"}
    if hasattr(time, "tzset"):
        time.tzset()
    _compile_stale_catalogues()


def _compile_stale_catalogues() -> None:
    """Compile the catalogues if a .po file is newer, so that a test run by hand reads the texts of today."""
    folder = Path(__file__).parents[1] / "reciring" / "locale"
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            compile_catalogues(folder)
            return
