"""A fault of our own: what was typed is saved, the terminal is as it was, and a sentence says where the report is.

Textual would show the values of variables, and so what people said: here nothing of that reaches screen or disk.
"""

from __future__ import annotations

import contextlib
import gc
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import RenderableType
from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread

from reciring.console.terminal import accept_any_encoding
from reciring.console.type_ahead import TypeAheadApp
from reciring.locale import Translator
from reciring.store.crash_report import write_crash_report

SIGHUP_NUMBER: Final = 1
"""The number of SIGHUP, which Windows does not know."""
AFTER_FIRST_PAINT: Final = 0.1
"""Seconds after which the first picture has been painted: it comes some while after Textual calls itself ready."""


class CrashSafeApp(TypeAheadApp):
    """An app that ends at a fault without a word; what went wrong is in ``fault``."""

    fault: Exception | None = None

    def get_driver_class(self) -> type[Driver]:
        if sys.platform != "win32":
            accept_any_encoding()
        return super().get_driver_class()

    def on_ready(self) -> None:
        self.set_timer(AFTER_FIRST_PAINT, self.settled)

    def settled(self) -> None:
        """The first picture is there. What stands by now stays to the end: let nobody search it for garbage again."""
        gc.freeze()
        gc.enable()

    def panic(self, *renderables: RenderableType) -> None:
        """Textual's own end at a fault, of which it tells no more than what is to be printed: that stays unsaid."""
        self._handle_exception(RuntimeError())

    def _handle_exception(self, error: Exception) -> None:
        self.fault = self.fault or error
        self._return_code = 1
        if self._exception is None:  # Whoever drives the app in a test is told of the first.
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()

    def exit_terminal_closed(self) -> None:
        """The window was closed and took the terminal along; from any thread."""
        self.exit(128 + SIGHUP_NUMBER)


@contextlib.contextmanager
def report_thread_crashes(app: CrashSafeApp) -> Iterator[None]:
    """While this holds, a thread that dies leaves a report instead of a traceback across the screen."""
    before = threading.excepthook

    def hook(died: threading.ExceptHookArgs) -> None:
        if isinstance(died.thread, WriterThread) and isinstance(died.exc_value, OSError):
            app.exit_terminal_closed()
            # Whoever writes to a terminal that is gone would wait for this thread for ever.
            while died.thread._queue.get() is not None:
                pass
        elif died.exc_value is not None:
            write_crash_report(died.exc_value)

    threading.excepthook = hook
    try:
        yield
    finally:
        threading.excepthook = before


def print_crash_message(fault: Exception | None, t: Translator, path: Path, saved: bool) -> None:
    """Say on stderr what happened, what became of the session in ``path``, and where the report is."""
    told = [t("reciring made a mistake and had to stop.")] if fault else []
    if not saved:
        told.append(t("The last lines could not be saved; {file} holds what was saved before.", file=path.name))
    elif fault:
        told.append(t("Everything you typed is saved: open {file} and go on.", file=path.name))
    if fault and (where := write_crash_report(fault)):
        told.append(t("A report, without anybody's names or words: {report}", report=str(where)))
    print(" ".join(told), file=sys.stderr)
