"""Turn an entry into the line that creates it: for editing an entry, and for transcripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reciring.ring.interpret_line import is_sign
from reciring.ring.markers import NOT_USEFUL, PRIVATE, escape_private, is_escaped, is_marker
from reciring.ring.names import read_names, short_name
from reciring.ring.session import FACILITATOR, Kind, Note, Offer, Reflection, ReflectionKind, Session, seat
from reciring.ring.text import squeeze

_DUTCH_MARKERS: Mapping[str, str] = {
    Kind.HELP: "hulp",
    NOT_USEFUL: "nee",
    PRIVATE: "privé",
    ReflectionKind.SURPRISED: "verrast",
    ReflectionKind.NEXT: "stap",
}
Entry = Offer | Note | Reflection


def format_entry(entry: Entry, session: Session, *, bound: str | None = None, short: bool = False) -> str:
    """The line for an entry; ``interpret`` and ``parse_edited_entry`` give the same entry.

    ``bound`` is the id of the question that is current when the line is read, by default the entry's own.
    ``short`` names people by their short names where these are clear.
    """
    if isinstance(entry, Offer):
        return _offer(entry, session, bound or entry.question, short)
    if isinstance(entry, Reflection):
        marks = [] if entry.kind is ReflectionKind.RECEIVED else [_marker(entry.kind, session)]
        marks += [_marker(PRIVATE, session)] * entry.private
        marks += [f"@{entry.due.isoformat()}"] if entry.due else []
        return _with_names((entry.who,), " ".join([escape_markers(entry.text), *marks]), session, short)
    if entry.who is None:
        text = escape_private(squeeze(entry.text))
        return f"{text} {_marker(PRIVATE, session)}" if entry.private else text
    marks = [_marker(PRIVATE, session)] if entry.private else []
    return _with_names((entry.who,), " ".join([escape_markers(entry.text), *marks]), session, short)


def _offer(entry: Offer, session: Session, bound: str, short: bool) -> str:
    marks = [_marker(entry.kind, session)] if entry.kind is not Kind.TIP or not entry.text else []
    marks += ["*"] * entry.stars
    marks += [_marker(PRIVATE, session)] * entry.private + [_marker(NOT_USEFUL, session)] * entry.dropped
    marks += [f"@{entry.due.isoformat()}"] if entry.due else []
    marks += [f">{seat(entry.question)}"] if entry.question != bound else []
    return _with_names(entry.helpers, " ".join(filter(None, [escape_markers(entry.text), *marks])), session, short)


def _marker(meaning: str, session: Session) -> str:
    """A marker in the language of the session."""
    return "#" + (_DUTCH_MARKERS.get(meaning, meaning) if session.language == "nl" else meaning)


def escape_markers(text: str) -> str:
    """Put a backslash before every word that would be read as a marker, or as a marker with a backslash."""
    words = squeeze(text).split(" ")
    return " ".join(
        "\\" + word if is_marker(word) or is_escaped(word, first=index == 0) else word
        for index, word in enumerate(words)
    )


def _with_names(helpers: tuple[str, ...], text: str, session: Session, short: bool) -> str:
    """The text after the names of its speakers, in the simplest form that ``read_names`` reads back."""
    if not helpers:
        is_text = text and _split_names(text, session) is None and text[0] not in "/." and not is_sign(text)
        return text if is_text else f"0 {text}"
    for line in _possible_lines(helpers, text, session, short):
        if line[:1] not in "/.>" and _split_names(line, session) == (helpers, text):
            return line
    return f"{'+'.join(str(seat(ref)) for ref in helpers if ref != FACILITATOR)}: {text}"


def _possible_lines(helpers: tuple[str, ...], text: str, session: Session, short: bool) -> Iterator[str]:
    """The text after short names (if wanted), full names, then seat numbers; each without and with a colon."""
    names = [session.name(ref) for ref in helpers]
    short_names = [str(short_name(ref, session)) for ref in helpers] if short else names
    seats = [str(seat(ref)) if ref != FACILITATOR else session.name(ref) for ref in helpers]
    for who in dict.fromkeys(("+".join(short_names), "+".join(names), "+".join(seats))):
        yield f"{who} {text}".strip()
        yield f"{who}: {text}".strip()


def _split_names(line: str, session: Session) -> tuple[tuple[str, ...], str] | None:
    """The people named at the beginning of a line and the text after them; None if it names nobody."""
    who = read_names(line, session)
    return (who.refs, line[who.end :].strip()) if who else None
