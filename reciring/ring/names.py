"""Names: how people are called in messages, and who is named at the beginning of a text.

People are named by full name, by first name or by seat number, several in a list. The rules are in
docs/reference/entry-line.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final, NamedTuple

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


def facilitator_participant(session: Session) -> str | None:
    """The id of the facilitator as a participant; None if they are not in the circle."""
    name = fold(session.facilitator)
    return next((ref for ref, person in session.participants.items() if name and fold(person.name) == name), None)


def join_names(refs: Sequence[str], session: Session) -> str | Message:
    """Several people in one phrase; "someone" for none."""
    if not refs:
        return say("someone")
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

    ``end`` is the index in the text after the names and the colon or comma after them. ``closed`` says whether a
    character that was typed ended the names, rather than the end of the text. ``refs`` is empty for ``0``, no helper
    known yet. ``problem`` is a question to the facilitator about the name after ``refs``, which stays text.
    """

    refs: tuple[str, ...]
    end: int
    closed: bool
    problem: Message | None = None
    choices: tuple[str, ...] = ()
    """The people whom the unclear name fits equally well."""
    choices_start: int = 0
    """The index in the text of the unclear name."""
    choices_end: int = 0
    """The index in the text after the unclear name."""


NAME_ENDS = " :+&,"
"""The characters that end a name; the end of the text ends it too."""
AND_WORDS = ("en", "and")
MAX_SURNAME_WORDS = 5
PARTICLES = frozenset("van de den der het 't ter ten te in op la le du von zu al el da dos del".split())
"""The small words before a surname. They decide nothing by themselves: `marieke de flyer maken`."""
SHORT_PARTICLES = frozenset("v v. vd v.d. v/d d d.".split())
MIN_ALMOST: Final = 4
"""The letters that a word must have to be almost a name."""
ALMOST: Final = 0.75
"""How alike a word and a name must be, as difflib measures it: 1 is the same."""
COMMON_WORDS = frozenset(
    "is in ja nee wil kan kon mag moet zal zou zit gaat doet gaf komt kent weet heeft had was werd ging ziet zegt"
    " vindt denkt leent leest belt mailt maakt brengt stuurt geeft helpt zoekt woont werkt kijkt vraagt wat wie dat die"
    " een het de en er om op te van met bij uit aan mee ook nog wel niet al zo los can will has had was knows know"
    " sends send lends lend helps help comes come brings bring makes make gives give calls call looks look asks ask"
    " works work lives live thinks think says say wants want the an a to of on at by for her his and or not may might"
    " must could would should shall did does do goes go".split()
)
"""Words that are no beginning of a surname: `marieke wil ook mee` does not mean Marieke Willems."""
PREFIX, FIRST_NAME, FULL_NAME = range(3)
"""The kinds of match; of matches with the same length, the highest wins."""
Alias = tuple[str, str, int]
"""A folded name, the id of its bearer, and FIRST_NAME or FULL_NAME."""


class _Match(NamedTuple):
    length: int
    kind: int
    ref: str


class _Several(NamedTuple):
    """A name that fits several people equally well."""

    length: int
    refs: tuple[str, ...]


class _Place(NamedTuple):
    """Where a name of a list is: from ``start`` to ``end``."""

    ref: str
    start: int
    end: int
    is_number: bool
    joined: bool
    """Whether a ``+`` or ``&`` without spaces joins it to another name."""


def read_names(text: str, session: Session, *, loose: bool = False) -> NamedPeople | None:
    """Read the people named at the beginning of ``text``; None if it names nobody.

    ``loose`` also accepts the first letters of a full name as one word, and a bare seat number. It is meant for places
    where only a name can be: after ``>`` and in commands.
    """
    folded, origins = fold_map(text)
    known = aliases(session)

    def origin(place: int) -> int:
        return origins[place] if place < len(origins) else len(text)

    found: list[_Place] = []
    unclear: _Several | None = None
    place, joined, loose_here = 0, False, loose
    while True:
        match = _best_match(folded, place, known, session, loose_here)
        if isinstance(match, _Several):
            unclear = match
            break
        if match is None:
            break
        end = place + match.length
        after, joins_next = _next_in_list(folded, end)
        # After a comma or a word only a whole name counts: `/meet anne bo en dan koffie`.
        loose_next = loose and folded[_skip_spaces(folded, end)] in "+&" if after is not None else False
        is_number = folded[place:end].isdigit()
        found.append(_Place(match.ref, place, end, is_number, joined))
        if after is None:
            break
        if _best_match(folded, after, known, session, loose_next) is None:
            break
        loose_here = loose_next
        if joins_next:
            found[-1] = found[-1]._replace(joined=True)
        place, joined = after, joins_next
    end = found[-1].end if found else 0
    closing = _closing(folded, end)
    if not loose:
        found = _without_bare_numbers(found, folded, is_closed=closing > end or end == len(folded))
        if unclear and found[-1:] and found[-1].end != end:
            unclear = None
        end = found[-1].end if found else 0
        closing = _closing(folded, end)
    refs = tuple(dict.fromkeys(name.ref for name in found if name.ref))
    if unclear and (found or place == 0):
        start, upto = origin(place), origin(place + unclear.length)
        problem = _which(unclear.refs, session)
        return NamedPeople(refs, origin(end), bool(found), problem, unclear.refs, start, upto)
    if not found:
        return None if loose else _prefix_before_plus(text, folded, known, session)
    if nobody := _nobody_after_plus(text, folded, end, origin):
        return NamedPeople(refs, origin(end), True, nobody)
    return NamedPeople(refs, origin(closing), end < len(folded))


def _next_in_list(folded: str, end: int) -> tuple[int | None, bool]:
    """Where the next name of a list would begin after a name (None: nothing joins), and if no space is between."""
    place = _skip_spaces(folded, end)
    sign = folded[place : place + 1]
    if sign in ("+", "&"):
        after = _skip_spaces(folded, place + 1)
        return after, place == end and after == place + 1
    if sign == ",":
        place = _skip_spaces(folded, place + 1)
    elif place == end:
        return None, False
    for word in AND_WORDS:
        if folded.startswith(f"{word} ", place):
            return _skip_spaces(folded, place + len(word)), False
    return (place if sign == "," else None), False


def _closing(folded: str, end: int) -> int:
    """The place after the colon or comma that ends a list of names; ``end`` if there is none."""
    place = end + 1 if folded[end : end + 3] in (" : ", " :", " , ", " ,") else end
    return place + 1 if folded[place : place + 1] in (":", ",") and place < len(folded) else end


def _without_bare_numbers(found: list[_Place], folded: str, *, is_closed: bool) -> list[_Place]:
    """The names up to the first number that is not a seat number: one that is alone before words.

    A number counts if a plus joins it to another name, if a name that counts follows it in the list, or if a colon, a
    comma or the end of the line closes the list. ``0`` alone always counts.
    """
    if len(found) == 1 and folded[found[0].start : found[0].end] == "0":
        return found
    counts = is_closed
    first_bare = len(found)
    for index in reversed(range(len(found))):
        counts = counts or not found[index].is_number or found[index].joined
        first_bare = first_bare if counts else index
    kept = found[:first_bare]
    # In "rob+7, 4 dec" Rob and 7 are meant; in "10, 11 en 12 dec" all are numbers of something else.
    return kept if is_closed or not all(name.is_number and not name.joined for name in kept) else []


def _nobody_after_plus(text: str, folded: str, end: int, origin: Callable[[int], int]) -> Message | None:
    """What to ask about a plus right after a name, if nobody is named after it."""
    if folded[end : end + 1] not in ("+", "&"):
        return None
    word = text[origin(_skip_spaces(folded, end + 1)) :].split(" ")[0]
    return _whose_name(word) if word else say("Type another name after the plus sign.")


def _prefix_before_plus(text: str, folded: str, known: tuple[Alias, ...], session: Session) -> NamedPeople | None:
    """What to ask about the beginning of a name that a plus without spaces joins to a name: `fat+tom helpen`."""
    word = re.split("[ +&]", folded, maxsplit=1)[0]
    if not word[:1].isalpha() or len(word) == 1 or folded[len(word) : len(word) + 1] not in ("+", "&"):
        return None
    if _best_match(folded, len(word) + 1, known, session, loose=False) is None:
        return None
    return NamedPeople((), 0, False, _whose_name(re.split("[ +&]", text, maxsplit=1)[0]))


def _whose_name(word: str) -> Message:
    return say("Who is {name}? Type the whole name or seat number.", name=word)


def _skip_spaces(folded: str, place: int) -> int:
    while folded[place : place + 1] == " ":
        place += 1
    return place


_cached_aliases: tuple[Mapping[str, Participant], str, tuple[Alias, ...]] = ({}, "", ())


def aliases(session: Session) -> tuple[Alias, ...]:
    """Every name of each participant and of the facilitator."""
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


def almost_named(word: str, session: Session) -> list[str]:
    """Return the people whose first name is nearly ``word``, the most alike first."""
    folded = fold(word)
    if len(folded) < MIN_ALMOST or folded in COMMON_WORDS:
        return []
    bearers: dict[str, list[str]] = {}
    for name, ref, _ in aliases(session):
        bearers.setdefault(name.split(" ")[0], []).append(ref)
    alike = get_close_matches(folded, bearers, n=2, cutoff=ALMOST)
    return list(dict.fromkeys(ref for name in alike for ref in bearers[name]))


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
) -> _Match | _Several | None:
    """The longest match at a place, or several people if it fits them equally well."""
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
    name = folded[place : place + best.length]
    namesakes = {ref for alias, ref, _ in known if alias == name}
    if len(namesakes) > 1 and (decided := _by_surname(folded, place, best.length, namesakes, session)):
        return decided
    equal = {match.ref for match in matches if match[:2] == best[:2]}
    if len(equal) > 1:
        return _Several(best.length, tuple(ref for ref in (*session.participants, FACILITATOR) if ref in equal))
    return best


def _by_surname(folded: str, place: int, length: int, among: set[str], session: Session) -> _Match | None:
    """The match of a shared first name of this ``length`` with the beginning of one surname, if that decides."""
    start = place + length
    if folded[start : start + 1] != " ":
        return None
    end, found = start, None
    for _ in range(MAX_SURNAME_WORDS):
        end += 1
        while not _ends_name(folded, end):
            end += 1
        typed = folded[start + 1 : end]
        fitting = [ref for ref in among if _begins_surname(typed, session.name(ref))]
        exact = [ref for ref in fitting if typed in _surnames(session.name(ref))]
        if len(fitting) == 1 or len(exact) == 1:
            found = _Match(end - place, FIRST_NAME, (exact or fitting)[0])
        is_over = not fitting and not set(typed.split(" ")) <= PARTICLES | SHORT_PARTICLES
        if is_over or folded[end : end + 1] != " ":
            break
    return found


def _begins_surname(typed: str, name: str) -> bool:
    """Whether folded words are the beginning of a surname, with or without the small words before it (`van den`)."""
    surname, core = (text.split(" ") for text in _surnames(name))
    words = typed.split(" ")
    last = words[-1].rstrip(".") or words[-1]
    whole = " ".join([*words[:-1], last])
    if not last or set(words) <= PARTICLES or (whole in COMMON_WORDS and [whole] not in (surname, core)):
        return False
    if " ".join(surname).startswith(whole) or " ".join(core).startswith(whole):
        return True
    while len(words) > 1 and core != surname and words[0] in PARTICLES | SHORT_PARTICLES:
        words.pop(0)
    return " ".join([*words[:-1], last]) != whole and " ".join(core).startswith(" ".join([*words[:-1], last]))


@lru_cache(maxsize=256)
def _surnames(name: str) -> tuple[str, str]:
    """The folded surname, with and without the small words before it."""
    words = fold(name).split()[1:]
    core = [*words]
    while core and core[0] in PARTICLES:
        core.pop(0)
    return " ".join(words), " ".join(core)


def _which(refs: tuple[str, ...], session: Session) -> Message:
    return say("Who do you mean: {people}?", people=" / ".join(_name_with_seat(ref, session) for ref in refs))


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
        end = place + len(re.split("[+&]", folded[place:colon])[0])
        ends.append(len(folded[place:end].rstrip()) + place)
    if loose:
        word = re.split("[ +&,]", folded[place:], maxsplit=1)[0].rstrip(":")
        ends.append(place + len(word))
    return [
        _Match(end - place, PREFIX, ref)
        for end in ends
        if sum(map(str.isalpha, folded[place:end])) >= 2
        for name, ref, kind in known
        if kind == FULL_NAME and name.startswith(folded[place:end])
    ]


def _ends_name(folded: str, place: int) -> bool:
    """Whether a name can end here. A colon or comma between digits belongs to a time of day or to a number."""
    if place >= len(folded):
        return True
    if folded[place] in ":,":
        return not (folded[place - 1 : place].isdigit() and folded[place + 1 : place + 2].isdigit())
    return folded[place] in NAME_ENDS
