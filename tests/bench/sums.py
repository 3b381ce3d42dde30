"""Measure one change of a large session with everything that is calculated from it, without a screen."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator

from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Refused
from reciring.ring.schedule import countdown, schedule
from reciring.ring.speaking_time import balance, nudges, speaking_times, turn_totals
from reciring.ring.update import update
from tests.bench import rings
from tests.bench.figures import Row, row

LINE = "karin stuurt de slides van vorig jaar #contact"


def rows(quick: bool) -> Iterator[Row]:
    now = dt.datetime.now(dt.UTC)
    session = rings.ring(1000, now=now)
    ended = turn_totals(session)
    changing, reckoning, together = [], [], []
    for number in range(200 if quick else 2000):
        at = now + dt.timedelta(milliseconds=number)
        command = interpret(LINE, session, at)
        assert not isinstance(command, Unclear)
        begun = time.perf_counter()
        after = update(session, command)
        changed = time.perf_counter()
        assert not isinstance(after, Refused)
        sums = turn_totals(after, ended)
        shares = speaking_times(after, at, sums)
        balance(share.helping for share in shares.values())
        balance(share.helping + share.own for share in shares.values())
        nudges(after, at, sums)
        countdown(after, at)
        schedule(after, at)
        done = time.perf_counter()
        changing.append(1000 * (changed - begun))
        reckoning.append(1000 * (done - changed))
        together.append(1000 * (done - begun))
    told = {"update ms": sorted(changing)[len(changing) // 2], "derived ms": sorted(reckoning)[len(reckoning) // 2]}
    name = "one update and all derived numbers, 1,000 offers"
    yield row("sums", name, "none", 1.0, together, unit="ms", notes=told)
