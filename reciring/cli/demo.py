"""``reciring demo``: a ring in the middle of its round, to try everything on; kept only if that is wanted."""

from __future__ import annotations

import datetime as dt
import math
import shutil
import tempfile
import zoneinfo
from pathlib import Path

from reciring.cli import console, streams
from reciring.cli.call import Call
from reciring.cli.reader import Stop
from reciring.clock import FastClock, SystemClock
from reciring.guide.practice import lines
from reciring.ring.session import Session, last_fact
from reciring.ring.transcript import replay
from reciring.store.files import create
from reciring.store.fresh import local_zone

FASTEST = 60.0


def demo(call: Call) -> int:
    """Open the practice ring in a folder that is gone afterwards."""
    speed = _speed(call)
    console.need_terminal(call)
    clock = FastClock(SystemClock(), speed)
    folder = Path(tempfile.mkdtemp(prefix="reciring-demo-"))
    try:
        path = create(folder, rehearsed(call.t.language, clock.now()))
        code = console.run(call, path, clock=clock)
        _keep(call, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return code


def rehearsed(language: str, now: dt.datetime) -> Session:
    """The practice ring as if it had begun just long enough ago for ``now`` to come next."""
    text, zone = lines(language), local_zone()
    begun = replay(text, session=Session(date=now.date(), language=language)).session
    newest = last_fact(begun)
    assert begun.begun is not None and newest is not None
    start = (now - (newest - begun.begun)).astimezone(zoneinfo.ZoneInfo(zone))
    planned = Session(date=start.date(), start=start.time(), timezone=zone, language=language)
    return replay(text, session=planned).session


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
