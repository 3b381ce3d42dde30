"""``reciring demo``: the practice ring, which is saved only if the user wants that at the end."""

from __future__ import annotations

import math

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.open import require_terminal, run_console
from reciring.cli.streams import Stop
from reciring.clock import FastClock, SystemClock
from reciring.live.practice import practice_controller
from reciring.ring.session import Session
from reciring.store.files import create_session_file

MAX_SPEED = 60.0


def demo(context: Context, speed: str) -> int:
    """Open the practice ring, which exists only in memory."""
    clock = FastClock(SystemClock(), _speed(context, speed))
    require_terminal(context)
    controller = practice_controller(context.t.language, clock)
    code = run_console(context, None, clock=clock, practice=controller)
    _offer_to_save(context, controller.session)
    return code


def _speed(context: Context, word: str) -> float:
    try:
        speed = float(word.replace(",", "."))
    except ValueError:
        speed = math.nan
    if not 0 < speed <= MAX_SPEED:
        sentence = context.t(
            "--speed must be a number above 0, at most {most}; not “{word}”.", most=int(MAX_SPEED), word=word
        )
        raise Stop(sentence, 2)
    return speed


def _offer_to_save(context: Context, session: Session) -> None:
    t = context.t
    if streams.confirm(t("Save this practice ring with your rings? [y/N]")):
        streams.err(t("Saved: {path}", path=str(create_session_file(context.folder, session))))
