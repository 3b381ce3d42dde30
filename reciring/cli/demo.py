"""``reciring demo``: a ring in the middle of its round, to try everything on; kept only if that is wanted."""

from __future__ import annotations

import math
import shutil
import tempfile
from pathlib import Path

from reciring.cli import console, streams
from reciring.cli.call import Call
from reciring.cli.reader import Stop
from reciring.clock import FastClock, SystemClock
from reciring.console.practice import rehearsed
from reciring.store.files import create

FASTEST = 60.0


def demo(call: Call) -> int:
    """Open the practice ring in a folder that is gone afterwards."""
    speed = _speed(call)
    console.need_terminal(call)
    clock = FastClock(SystemClock(), speed)
    folder = Path(tempfile.mkdtemp(prefix="reciring-demo-"))
    try:
        path = create(folder, rehearsed(call.t.language, clock.now()))
        code = console.run(call, path, clock=clock, tour=True)
        _keep(call, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return code


def _speed(call: Call) -> float:
    word = call.given.one("speed") or "1"
    try:
        speed = float(word.replace(",", "."))
    except ValueError:
        speed = math.nan
    if not 0 < speed <= FASTEST:
        raise Stop(call.t("--speed is a number above 0, at most {most}; not {word}.", most=int(FASTEST), word=word), 2)
    return speed


def _keep(call: Call, path: Path) -> None:
    """Ask whether the practice ring is to stay among the sessions."""
    from reciring.store.files import load

    t = call.t
    streams.ask(t("Keep this practice ring among your sessions? [y/N]"))
    if streams.answer().strip().lower()[:1] in ("y", "j"):
        streams.err(t("Kept: {path}", path=str(create(call.folder, load(path)[0]))))
