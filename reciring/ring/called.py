"""What people are called in a sentence: the first name where that is enough, the whole name where it is not."""

from __future__ import annotations

from collections.abc import Sequence

from reciring.ring.folding import fold
from reciring.ring.message import Message, say
from reciring.ring.session import FACILITATOR, Session


def called(ref: str, session: Session) -> str | Message:
    """The first name of a participant (or the facilitator) if nobody else answers to it, else the whole name."""
    if ref == FACILITATOR and not session.facilitator:
        return say("the facilitator")
    name = session.name(ref)
    first = name.split(" ")[0]
    if first == name or not any(map(str.isalpha, first)):
        return name
    folded = fold(first)
    others = [person.name for key, person in session.participants.items() if key != ref]
    if ref != FACILITATOR and fold(session.facilitator) != fold(name):
        others.append(session.facilitator)
    return name if any(folded == fold(other).split(" ")[0] for other in others) else first


def together(refs: Sequence[str], session: Session) -> str | Message:
    """Several people in one phrase; "somebody" for none."""
    if not refs:
        return say("somebody")
    names = [called(ref, session) for ref in refs]
    phrase = names[-1]
    if len(names) > 1:
        phrase = say("{one} and {other}", one=names[-2], other=phrase)
    for name in reversed(names[:-2]):
        phrase = say("{one}, {others}", one=name, others=phrase)
    return phrase
