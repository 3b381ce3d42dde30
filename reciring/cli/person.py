"""Who is meant by a name on the command line."""

from __future__ import annotations

from reciring.cli.call import Call
from reciring.cli.stop import Stop
from reciring.ring.folding import fold
from reciring.ring.names import read_who
from reciring.ring.session import Session


def person(call: Call, session: Session, word: str) -> str:
    """The participant (or the facilitator) called ``word``, as the entry line would take it. Raises Stop."""
    who = read_who(word, session, loose=True)
    if who is not None and who.problem:
        raise Stop(call.t.message(who.problem))
    if who is None or len(who.refs) != 1 or word[who.end :].strip(" :"):
        raise Stop(call.t("Nobody in this ring is called {name}.", name=word) + _meant(call, session, word))
    return who.refs[0]


def _meant(call: Call, session: Session, word: str) -> str:
    """Who is called nearly so, whole or by the first name."""
    from difflib import get_close_matches

    names: dict[str, str] = {}
    for it in session.participants.values():
        names |= {fold(it.name.split(" ")[0]): it.name, fold(it.name): it.name}
    close = get_close_matches(fold(word), list(names), n=1)
    return " " + call.t("Did you mean {word}?", word=names[close[0]]) if close else ""
