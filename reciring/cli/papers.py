"""What is read or sent before the day: the guide and the invitation."""

from __future__ import annotations

from collections.abc import Iterable

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.output import Target
from reciring.cli.stop import Stop
from reciring.guide.book import Guide, NoSuchTopic, load
from reciring.ring.message import Message


def guide(call: Call, step: str | None) -> int:
    """The guide, or one step of it, as Markdown."""
    book = _guide(call, call.t.language)
    try:
        text = book.markdown(step)
    except NoSuchTopic as unknown:
        raise Stop(call.t.message(unknown.message)) from None
    # Who asks for all of it wants to know of a file with a name that is never read, too.
    _tell(call, book.problems if step else book.check())
    streams.out(text.rstrip("\n"))
    return 0


def invitation(call: Call, word: str, target: Target) -> int:
    """The mail that invites people, for a session."""
    from reciring.locale.dates import clock, long_day

    session = call.session(call.file(word))
    language = call.language_of(session)
    book = _guide(call, language)
    text = book.invitation(
        title=session.title,
        date=long_day(session.date, language),
        time=clock(session.start) if session.start else "",
        place=session.place,
        facilitator=session.facilitator,
    )
    _tell(call, book.problems)
    target.put(text.encode())
    return 0


def _guide(call: Call, language: str) -> Guide:
    return load(language, call.settings.guide)


def _tell(call: Call, problems: Iterable[Message]) -> None:
    for problem in problems:
        call.tell(problem)
