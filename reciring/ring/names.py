"""Names: how people are called in messages, and who is named at the beginning of a text.

People are named by full name, by first name or by seat number, several joined by a plus. The rules are in
docs/reference/entry-line.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reciring.ring.message import Message, say
from reciring.ring.session import FACILITATOR, Participant, Session, seat
from reciring.ring.text import fold, fold_map

# --- how people are called -------------------------------------------------------------------------------------


def short_name(ref: str, session: Session) -> str | Message:
    """The first name of a participant or the facilitator; the full name if someone else has the same first name."""
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


def join_names(refs: Sequence[str], session: Session) -> str | Message:
    """Several people in one phrase; "somebody" for none."""
    if not refs:
        return say("somebody")
    names = [short_name(ref, session) for ref in refs]
    phrase = names[-1]
    if len(names) > 1:
        phrase = say("{one} and {other}", one=names[-2], other=phrase)
    for name in reversed(names[:-2]):
        phrase = say("{one}, {others}", one=name, others=phrase)
    return phrase


# --- who is named ----------------------------------------------------------------------------------------------


class NamedPeople(NamedTuple):
    """The people named at the beginning of a text.

    ``end`` is the index in the text after the name and its colon. ``closed`` says whether a space, a colon or a plus
    ended the name, rather than the end of the text. ``refs`` is empty for ``0``, no helper known yet. ``problem`` is
    a question to the facilitator; then ``refs`` are the people found before it.
    """

    refs: tuple[str, ...]
    end: int
    closed: bool
    problem: Message | None = None


NAME_ENDS = " :+"
"""The characters that end a name; the end of the text ends it too."""
PREFIX, FIRST_NAME, FULL_NAME = range(3)
"""The kinds of match; of matches with the same length, the highest wins."""
Alias = tuple[str, str, int]
"""A folded name, the id of its bearer, and FIRST_NAME or FULL_NAME."""


class _Match(NamedTuple):
    length: int
    kind: int
    ref: str


def read_names(text: str, session: Session, *, loose: bool = False) -> NamedPeople | None:
    """Read the people named at the beginning of ``text``; None if it names nobody.

    ``loose`` also accepts the first letters of a full name as one word without a colon. It is meant for places where
    only a name can be: after ``>`` and in commands.
    """
    folded, origins = fold_map(text)
    known = aliases(session)
    refs: list[str] = []
    place, found = 0, False
    while True:
        match = _best_match(folded, place, known, session, loose)
        if isinstance(match, Message):
            return NamedPeople(tuple(refs), len(text), False, match)
        if match is None:
            break
        found = True
        if match.ref and match.ref not in refs:
            refs.append(match.ref)
        place += match.length
        plus = _skip_spaces(folded, place)
        if folded[plus : plus + 1] != "+":
            break
        rest = _skip_spaces(folded, plus + 1)
        if _best_match(folded, rest, known, session, loose) is None:
            if plus != place:
                break  # a plus in the text, as in “Anne + nog iets”
            word = text[origins[rest] :].split(" ")[0] if rest < len(origins) else ""
            problem = say("Nobody here is called {name}.", name=word) if word else say("Who else, after the plus?")
            return NamedPeople(tuple(refs), len(text), False, problem)
        place = rest
    if not found:
        return None
    closed = place < len(folded)
    if folded[place : place + 3] in (" : ", " :"):
        place += 1  # a colon with a space before it
    if folded[place : place + 1] == ":":
        place += 1
    return NamedPeople(tuple(refs), origins[place] if place < len(origins) else len(text), closed)


def _skip_spaces(folded: str, place: int) -> int:
    while folded[place : place + 1] == " ":
        place += 1
    return place


_cached_aliases: tuple[Mapping[str, Participant], str, tuple[Alias, ...]] = ({}, "", ())


def aliases(session: Session) -> tuple[Alias, ...]:
    """Every name by which a participant or the facilitator can be named."""
    # Cached for the last session: every key asks for them three times, and people seldom change.
    global _cached_aliases
    people, facilitator, found = _cached_aliases
    if people is not session.participants or facilitator != session.facilitator:
        people, facilitator = session.participants, session.facilitator
        named = [(ref, person.name) for ref, person in people.items()]
        if facilitator and fold(facilitator) not in {fold(name) for _, name in named}:
            named.append((FACILITATOR, facilitator))
        found = tuple(alias for ref, name in named for alias in _aliases(ref, name))
        _cached_aliases = people, facilitator, found
    return found


def _aliases(ref: str, name: str) -> list[Alias]:
    """The full name and the first name, and both with spaces for hyphens (`jan willem` for Jan-Willem)."""
    full = " ".join(fold(name).split())
    if not full:
        return []
    first = full.split()[0]
    found = [(full, ref, FULL_NAME)]
    if first != full:
        found.append((first, ref, FIRST_NAME))
    return found + [(alias.replace("-", " "), ref, kind) for alias, _, kind in found if "-" in alias.strip("-")]


def _best_match(
    folded: str, place: int, known: tuple[Alias, ...], session: Session, loose: bool
) -> _Match | Message | None:
    """The longest match at a place; a Message if it fits several people equally well."""
    matches = [
        _Match(len(name), kind, ref)
        for name, ref, kind in known
        if folded.startswith(name, place) and _ends_name(folded, place + len(name))
    ]
    matches += _seat_matches(folded, place, session)
    matches += _prefix_matches(folded, place, known, loose)
    if not matches:
        return None
    best = max(matches)
    equal = {match.ref for match in matches if match[:2] == best[:2]}
    if len(equal) > 1:
        people = " / ".join(
            _name_with_seat(ref, session) for ref in (*session.participants, FACILITATOR) if ref in equal
        )
        return say("Which one: {people}?", people=people)
    return best


def _name_with_seat(ref: str, session: Session) -> str:
    return session.name(ref) if ref == FACILITATOR else f"{seat(ref)} {session.name(ref)}"


def _seat_matches(folded: str, place: int, session: Session) -> list[_Match]:
    """The match of a seat number, or of ``0`` (no helper known yet)."""
    end = place
    while end < len(folded) and folded[end] in "0123456789":
        end += 1
    if not 0 < end - place <= 4 or not _ends_name(folded, end):
        return []
    ref = f"p{int(folded[place:end])}"
    if ref == "p0":
        return [_Match(end - place, FULL_NAME, "")]
    return [_Match(end - place, FULL_NAME, ref)] if ref in session.participants else []


def _prefix_matches(folded: str, place: int, known: tuple[Alias, ...], loose: bool) -> list[_Match]:
    """Matches with the first letters of full names, up to a colon (or a plus before it); if ``loose``, of one word."""
    colon = folded.find(":", place)
    ends = []
    if colon > place and _ends_name(folded, colon):
        plus = folded.find("+", place, colon)
        end = colon if plus < 0 else plus
        ends.append(len(folded[place:end].rstrip()) + place)
    if loose:
        word = folded[place:].split(" ")[0].split("+")[0].rstrip(":")
        ends.append(place + len(word))
    return [
        _Match(end - place, PREFIX, ref)
        for end in ends
        if sum(map(str.isalpha, folded[place:end])) >= 2
        for name, ref, kind in known
        if kind == FULL_NAME and name.startswith(folded[place:end])
    ]


def _ends_name(folded: str, place: int) -> bool:
    """Whether a name can end here. A colon between digits belongs to a time of day, not to a seat number."""
    if place >= len(folded):
        return True
    if folded[place] == ":":
        return not (folded[place - 1 : place].isdigit() and folded[place + 1 : place + 2].isdigit())
    return folded[place] in NAME_ENDS
