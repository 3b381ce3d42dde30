"""Who is meant by a name on the command line."""

from __future__ import annotations

from reciring.cli.call import Call
from reciring.cli.reader import Stop, meant
from reciring.ring.folding import fold
from reciring.ring.names import read_who
from reciring.ring.session import Session


def person(call: Call, session: Session, word: str) -> str:
    """The participant (or the facilitator) called ``word``, as the entry line would take it. Raises Stop."""
    who = read_who(word, session, loose=True)
    if who is not None and who.problem:
        raise Stop(call.t.message(who.problem))
    if who is None or len(who.refs) != 1 or word[who.end :].strip(" :"):
        names = {fold(name): name for it in session.participants.values() for name in (it.name, it.name.split(" ")[0])}
        told = call.t("Nobody in this ring is called {name}.", name=word)
        raise Stop(told + meant(fold(word), names, call.t))
    return who.refs[0]
