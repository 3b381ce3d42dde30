"""The commands that open a screen: ``reciring``, ``open`` and ``stage``.

Textual is imported only when there is a terminal and the ring can be shown.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.store.os_errors import not_a_file_error

if TYPE_CHECKING:
    from reciring.clock import Clock
    from reciring.live.controller import Controller


def open_start_screen(context: Context) -> int:
    """Open the start screen, to choose or create a ring."""
    require_terminal(context)
    return run_console(context, None)


def open_session(context: Context, file: str, read_only: bool, ascii_drawing: bool, plain: bool) -> int:
    """Open a ring where the facilitator left off."""
    path = _existing(context, file)
    if plain:
        from reciring.cli.plain import open_plain

        return open_plain(context, path, read_only=read_only)
    require_terminal(context)
    return run_console(context, path, read_only=read_only, ascii_drawing=ascii_drawing)


def open_stage(context: Context, file: str, ascii_drawing: bool) -> int:
    """Open the stage: what the room sees. It follows the file."""
    path = _existing(context, file)
    require_terminal(context)
    context.session(path)  # Reports an unreadable file before the screen is taken.
    from reciring.console.app import run_stage

    return run_stage(path, language=context.language, settings=context.settings, ascii_drawing=ascii_drawing)


def run_console(
    context: Context,
    path: Path | None,
    *,
    read_only: bool = False,
    clock: Clock | None = None,
    practice: Controller | None = None,
    ascii_drawing: bool = False,
) -> int:
    """Run the console and return its exit code."""
    from reciring.console.app import run_console

    return run_console(
        path,
        folder=context.folder,
        language=context.language,
        settings=context.settings,
        read_only=read_only,
        clock=clock,
        practice=practice,
        ascii_drawing=ascii_drawing,
    )


def require_terminal(context: Context) -> None:
    """Raise Stop unless stdin and stdout are a terminal that can show the console."""
    t = context.t
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise Stop(
            t("The console needs a terminal with a keyboard; there is none here.")
            + " "
            + t("These commands work without one: reciring list, reciring summary RING, reciring --help.")
        )
    if os.environ.get("TERM") == "dumb":
        raise Stop(
            t(
                "This terminal (TERM=dumb) cannot show the console. Use another terminal program, or reciring open "
                "RING --plain"
            )
        )


def _existing(context: Context, word: str) -> Path:
    """Return the path of an existing file. The console itself reports what is wrong in the file. Raises Stop."""
    path = context.file(word)
    if not path.exists():
        raise Stop(context.t("{path} does not exist. To create a ring: reciring new TITLE", path=str(path)))
    if not path.is_file():
        raise Stop(context.t.message(not_a_file_error(path)))
    return path
