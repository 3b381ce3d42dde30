"""Who is meant: names, first names and seat numbers at the beginning of a text (DESIGN section 2, *Who*)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reciring.ring.message import Message, say
from reciring.ring.session import FACILITATOR, Participant, Session, seat
from reciring.ring.text import fold, fold_map


def short_name(ref: str, session: Session) -> str | Message:
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


NAME_ENDS = " :+"
"""What a name ends at, besides the end of the text."""
PREFIX, FIRST_NAME, FULL_NAME = range(3)
"""How good a match is: at the same length the greater wins."""


class NamedPeople(NamedTuple):
    """The people named at the beginning of a text.

    ``end_ring`` is the index in the text behind the name and its colon; ``closed`` tells whether something ended the
    name (a space, a colon, a plus) or only the text did. ``refs`` is empty for ``0``, nobody known.
    A ``problem`` says what has to be asked; then ``refs`` are those found before it.
    """

    refs: tuple[str, ...]
    end: int
    closed: bool
    problem: Message | None = None


class _Match(NamedTuple):
    length: int
    rank: int
    ref: str


Aliases = tuple[tuple[str, str, int], ...]
_latest: tuple[Mapping[str, Participant], str, Aliases] = ({}, "", ())


def aliases(session: Session) -> Aliases:
    """Every folded name by which someone is known: (name, whose, FULL or FIRST)."""
    # Every key asks three times who is meant, and people seldom change.
    global _latest
    people, facilitator, found = _latest
    if people is not session.participants or facilitator != session.facilitator:
        people, facilitator = session.participants, session.facilitator
        found = _aliases([(ref, person.name) for ref, person in people.items()], facilitator)
        _latest = people, facilitator, found
    return found


def _aliases(people: list[tuple[str, str]], facilitator: str) -> Aliases:
    if facilitator and fold(facilitator) not in {fold(name) for _, name in people}:
        people.append((FACILITATOR, facilitator))
    found: list[tuple[str, str, int]] = []
    for ref, name in people:
        whole = " ".join(fold(name).split())
        if not whole:
            continue
        first = whole.split()[0]
        for known, rank in ((whole, FULL_NAME), (first, FIRST_NAME)):
            if rank is FULL_NAME or first != whole:
                found.append((known, ref, rank))
                if "-" in known.strip("-"):  # `jan willem` is Jan-Willem
                    found.append((known.replace("-", " "), ref, rank))
    return tuple(found)


def read_names(text: str, session: Session, *, loose: bool = False) -> NamedPeople | None:
    """Read ``who`` at the beginning of ``text``; None if it names nobody.

    ``loose`` also takes a one-word beginning without a colon: behind ``>`` and in commands, where a name must be.
    """
    folded, origins = fold_map(text)
    known = aliases(session)
    refs: list[str] = []
    place, found = 0, False
    while True:
        match = _best(folded, place, known, session, loose)
        if isinstance(match, Message):
            return NamedPeople(tuple(refs), len(text), False, match)
        if match is None:
            break
        found = True
        if match.ref and match.ref not in refs:
            refs.append(match.ref)
        place += match.length
        plus = place
        while plus < len(folded) and folded[plus] == " ":
            plus += 1
        if folded[plus : plus + 1] != "+":
            break
        rest = plus + 1
        while rest < len(folded) and folded[rest] == " ":
            rest += 1
        following = _best(folded, rest, known, session, loose)
        if following is None:
            if plus != place:
                break  # "Anne + nog iets": a plus in the text
            word = text[origins[rest] :].split(" ")[0] if rest < len(origins) else ""
            problem = say("Nobody here is called {name}.", name=word) if word else say("Who else, after the plus?")
            return NamedPeople(tuple(refs), len(text), False, problem)
        place = rest
    if not found:
        return None
    closed = place < len(folded)
    if folded[place : place + 3] in (" : ", " :"):
        place += 1  # a colon that stands apart
    if folded[place : place + 1] == ":":
        place += 1
    return NamedPeople(tuple(refs), origins[place] if place < len(origins) else len(text), closed)


def _best(
    folded: str, place: int, known: tuple[tuple[str, str, int], ...], session: Session, loose: bool
) -> _Match | Message | None:
    """The longest match at a place; a Message if several people fit it equally well."""
    matches = [
        _Match(len(name), rank, ref)
        for name, ref, rank in known
        if folded.startswith(name, place) and _ends(folded, place + len(name))
    ]
    matches += _number(folded, place, session)
    matches += _beginnings(folded, place, known, loose)
    if not matches:
        return None
    best = max(matches)
    equal = {match.ref for match in matches if match[:2] == best[:2]}
    if len(equal) > 1:
        people = " / ".join(_numbered(ref, session) for ref in (*session.participants, FACILITATOR) if ref in equal)
        return say("Which one: {people}?", people=people)
    return best


def _numbered(ref: str, session: Session) -> str:
    """A name with the seat number that tells it apart."""
    return session.name(ref) if ref == FACILITATOR else f"{seat(ref)} {session.name(ref)}"


def _number(folded: str, place: int, session: Session) -> list[_Match]:
    """A seat number, or ``0`` for nobody known."""
    end = place
    while end < len(folded) and folded[end] in "0123456789":
        end += 1
    if not 0 < end - place <= 4 or not _ends(folded, end):
        return []
    ref = f"p{int(folded[place:end])}"
    if ref == "p0":
        return [_Match(end - place, FULL_NAME, "")]
    return [_Match(end - place, FULL_NAME, ref)] if ref in session.participants else []


def _beginnings(folded: str, place: int, known: tuple[tuple[str, str, int], ...], loose: bool) -> list[_Match]:
    """Beginnings of full names: up to a colon (or a plus on the way to one), or one word if ``loose``."""
    colon = folded.find(":", place)
    ends = []
    if colon > place and _ends(folded, colon):
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
        for name, ref, rank in known
        if rank == FULL_NAME and name.startswith(folded[place:end])
    ]


def _ends(folded: str, place: int) -> bool:
    """Whether a name may end here; a colon between digits is a time of day, not the end of a seat number."""
    if place >= len(folded):
        return True
    if folded[place] == ":":
        return not (folded[place - 1 : place].isdigit() and folded[place + 1 : place + 2].isdigit())
    return folded[place] in NAME_ENDS
