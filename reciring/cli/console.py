"""What opens on the screen: the console itself, the start screen, the stage. Only here is a terminal needed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from reciring.cli.call import Call
from reciring.cli.stop import Stop

if TYPE_CHECKING:
    from reciring.clock import Clock
    from reciring.console.live import Live


def start(call: Call) -> int:
    """The start screen: sessions to open, and new ones."""
    need_terminal(call)
    return run(call, None)


def open_session(call: Call, word: str, *, read_only: bool) -> int:
    """One session, where it was left."""
    path = _there(call, word)
    need_terminal(call)
    return run(call, path, read_only=read_only)


def stage(call: Call, word: str) -> int:
    """What the room may see, following the file."""
    path = _there(call, word)
    need_terminal(call)
    call.session(path)  # One that cannot be read is told with its name and line, before the screen is taken.
    from reciring.console.stage import run_stage

    return run_stage(path, language=call.language, settings=call.settings)


def run(
    call: Call, path: Path | None, *, read_only: bool = False, clock: Clock | None = None, practice: Live | None = None
) -> int:
    """The console; its exit code is ours."""
    from reciring.console.app import run as lead

    return lead(
        path,
        folder=call.folder,
        language=call.language,
        settings=call.settings,
        read_only=read_only,
        clock=clock,
        practice=practice,
    )


def need_terminal(call: Call) -> None:
    """Raise Stop unless there is a terminal to type and draw on."""
    t = call.t
    streams = (sys.stdin, sys.stdout)
    if not all(stream is not None and stream.isatty() for stream in streams):
        raise Stop(
            t("The console needs a terminal to draw on and a keyboard, and here is none.")
            + " "
            + t("Without one there are: reciring list, reciring summary FILE, reciring --help.")
        )
    if os.environ.get("TERM") == "dumb":
        raise Stop(t("This terminal (TERM=dumb) cannot draw. Start reciring in another one."))


def _there(call: Call, word: str) -> Path:
    """The file that was named, if a session can be there at all; what is wrong with it the console tells."""
    from reciring.store.files import not_a_file

    path = call.file(word)
    if not path.exists():
        raise Stop(call.t("{path} is not there. To make a session: reciring new TITLE", path=str(path)))
    if not path.is_file():
        raise Stop(call.t.message(not_a_file(path)))
    return path
