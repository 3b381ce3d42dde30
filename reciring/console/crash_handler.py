"""After an unexpected exception: a report on disk, and a sentence on stderr when the terminal is restored."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from reciring.console.textual_internals import QuietApp, drain_writer_thread, is_writer_thread
from reciring.locale import Translator
from reciring.store.crash_report import write_crash_report

TERMINAL_CLOSED: Final = 128 + 1
"""The exit code when the terminal is gone: that of a program ended by SIGHUP, which Windows does not know."""


@contextlib.contextmanager
def report_thread_crashes(app: QuietApp) -> Iterator[None]:
    """Write a report when a thread ends with an exception, instead of a traceback across the screen."""
    before = threading.excepthook

    def hook(died: threading.ExceptHookArgs) -> None:
        if is_writer_thread(died.thread) and isinstance(died.exc_value, OSError):
            app.exit(TERMINAL_CLOSED)
            drain_writer_thread(died.thread)
        elif died.exc_value is not None:
            write_crash_report(died.exc_value)

    threading.excepthook = hook
    try:
        yield
    finally:
        threading.excepthook = before


def print_crash_message(fault: Exception | None, t: Translator, path: Path, saved: bool) -> None:
    """Say on stderr what happened, whether the session in ``path`` is saved, and where the report is."""
    sentences = [t("reciring stopped because of a bug.")] if fault else []
    if not saved:
        sentences.append(t("The last lines could not be saved; {file} has everything before them.", file=path.name))
    elif fault:
        sentences.append(t("Everything you typed is saved. To continue, open {file}.", file=path.name))
    if fault and (report := write_crash_report(fault)):
        sentences.append(t("Crash report, without names or texts: {report}", report=str(report)))
    print(" ".join(sentences), file=sys.stderr)
