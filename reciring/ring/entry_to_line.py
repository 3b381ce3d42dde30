"""An entry back into the line that makes it: for mending what was noted, and for the transcript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reciring.ring.markers import NOT_USEFUL, PRIVATE, is_escaped, is_marker
from reciring.ring.names import read_names
from reciring.ring.session import FACILITATOR, Kind, Note, Offer, Reflection, ReflectionKind, Session, seat
from reciring.ring.text import squeeze

DUTCH_MARKERS: Mapping[str, str] = {
    Kind.HELP: "hulp",
    NOT_USEFUL: "nee",
    PRIVATE: "privé",
    ReflectionKind.SURPRISED: "verrast",
    ReflectionKind.NEXT: "stap",
}
Entry = Offer | Note | Reflection


def format_entry(entry: Entry, session: Session, *, bound: str | None = None) -> str:
    """The line that reads back as ``describe_entry``.

    ``other_question`` is the question under which it will be read; None: its own, as for mending (``parse_edited_entry``).
    """
    if isinstance(entry, Offer):
        return _offer(entry, session, bound or entry.question)
    if isinstance(entry, Reflection):
        marks = [] if entry.kind is ReflectionKind.RECEIVED else [_marker(entry.kind, session)]
        marks += [f"@{entry.due.isoformat()}"] if entry.due else []
        return _led((entry.who,), " ".join([escape_markers(entry.text), *marks]), session)
    if entry.who is None:
        return squeeze(entry.text)
    marks = [_marker(PRIVATE, session)] if entry.private else []
    return _led((entry.who,), " ".join([escape_markers(entry.text), *marks]), session)


def _offer(entry: Offer, session: Session, bound: str) -> str:
    marks = [_marker(entry.kind, session)] if entry.kind is not Kind.TIP or not entry.text else []
    marks += ["*"] * entry.stars
    marks += [_marker(PRIVATE, session)] * entry.private + [_marker(NOT_USEFUL, session)] * entry.dropped
    marks += [f"@{entry.due.isoformat()}"] if entry.due else []
    marks += [f">{seat(entry.question)}"] if entry.question != bound else []
    return _led(entry.helpers, " ".join(filter(None, [escape_markers(entry.text), *marks])), session)


def _marker(meaning: str, session: Session) -> str:
    """A marker in the session's own language."""
    return "#" + (DUTCH_MARKERS.get(meaning, meaning) if session.language == "nl" else meaning)


def escape_markers(text: str) -> str:
    """The text with a backslash before every word that would be read as a marker, or as one with a backslash."""
    words = squeeze(text).split(" ")
    marked = (is_marker(word) or is_escaped(word, first=place == 0) for place, word in enumerate(words))
    return " ".join("\\" + word if mark else word for word, mark in zip(words, marked, strict=True))


def _led(helpers: tuple[str, ...], text: str, session: Session) -> str:
    """The text behind the names of who said it; the plainest form that is read back."""
    if not helpers:
        return text if text and _read(text, session) is None and text[0] not in "/." else f"0 {text}"
    for line in _forms(helpers, text, session):
        if line[:1] not in "/.>" and _read(line, session) == (helpers, text):
            return line
    return f"{'+'.join(str(seat(ref)) for ref in helpers if ref != FACILITATOR)}: {text}"


def _forms(helpers: tuple[str, ...], text: str, session: Session) -> Iterator[str]:
    names = [session.name(ref) for ref in helpers]
    seats = [str(seat(ref)) if ref != FACILITATOR else session.name(ref) for ref in helpers]
    for who in ("+".join(names), "+".join(seats)):
        yield f"{who} {text}".strip()
        yield f"{who}: {text}".strip()


def _read(line: str, session: Session) -> tuple[tuple[str, ...], str] | None:
    who = read_names(line, session)
    return (who.refs, line[who.end :].strip()) if who else None
