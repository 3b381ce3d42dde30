"""The computer is kept awake from the beginning of a ring to its end."""

from __future__ import annotations

from itertools import pairwise

from reciring.awake import Awake
from reciring.console.vigil import Vigil
from reciring.ring.session import Phase, Session
from tests.torture.rings import NOON


def session(phase: Phase) -> Session:
    return Session(date=NOON.date(), phase=phase)


class Keeping(Awake):
    """Holds without a helper."""

    def __init__(self) -> None:
        super().__init__()
        self.kept = True

    def release(self) -> None:
        self.kept = False


def test_it_lasts_as_long_as_the_ring() -> None:
    made: list[Keeping] = []

    def keep() -> Awake:
        made.append(Keeping())
        return made[-1]

    phases = [*Phase]
    vigil = Vigil(session(Phase.PREPARE), keep)
    awake = []
    for before, after in pairwise(phases):
        vigil(session(before), session(after))
        awake.append(bool(made and made[-1].kept))
    assert awake == [True, True, True, True, False]
    assert len(made) == 1
    vigil(session(Phase.DONE), session(Phase.ROUND))
    assert made[-1].kept
    vigil.end()
    vigil.end()
    assert [keeping.kept for keeping in made] == [False, False]


def test_a_ring_that_goes_on_is_kept_awake_at_once() -> None:
    made: list[Keeping] = []

    def keep() -> Awake:
        made.append(Keeping())
        return made[-1]

    assert not Vigil(session(Phase.ROUND), keep).holds
    assert len(made) == 1
