"""``reciring demo``: a ring in the middle of its round, to try everything on; kept only if that is wanted."""

from __future__ import annotations

import math

from reciring.cli import console, streams
from reciring.cli.call import Call
from reciring.cli.stop import Stop
from reciring.clock import FastClock, SystemClock
from reciring.console.practice import practice
from reciring.ring.session import Session
from reciring.store.files import create

FASTEST = 60.0


def demo(call: Call, speed: str) -> int:
    """Open the practice ring, which is nowhere but here."""
    clock = FastClock(SystemClock(), _speed(call, speed))
    console.need_terminal(call)
    live = practice(call.t.language, clock)
    code = console.run(call, None, clock=clock, practice=live)
    _keep(call, live.session)
    return code


def _speed(call: Call, word: str) -> float:
    try:
        speed = float(word.replace(",", "."))
    except ValueError:
        speed = math.nan
    if not 0 < speed <= FASTEST:
        raise Stop(call.t("--speed is a number above 0, at most {most}; not {word}.", most=int(FASTEST), word=word), 2)
    return speed


def _keep(call: Call, session: Session) -> None:
    """Ask whether the practice ring is to stay among the sessions."""
    t = call.t
    streams.ask(t("Keep this practice ring among your sessions? [y/N]"))
    if streams.answer().strip().lower()[:1] in ("y", "j"):
        streams.err(t("Kept: {path}", path=str(create(call.folder, session))))
