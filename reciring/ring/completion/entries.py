"""The parts of an entry line that Tab may complete: names, markers, days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from reciring.ring.days import find_day, parse_day, suggest_days
from reciring.ring.days.words import MONTHS, WEEKDAYS
from reciring.ring.interpret_line import read_line_start
from reciring.ring.markers import MARKERS, NOT_USEFUL, PRIVATE, read_markers
from reciring.ring.message import N_, Message, say
from reciring.ring.names import aliases, read_names
from reciring.ring.session import FACILITATOR, Kind, Phase, ReflectionKind, Session, seat
from reciring.ring.text import fold, squeeze

MIN_PREFIX = 2
"""Letters of a name that begin to be completed."""
OFFER_MARKERS: Final = {
    "en": ("tip", "contact", "tool", "help", "no", "private"),
    "nl": ("tip", "contact", "tool", "hulp", "nee", "privé"),
}
REFLECTION_MARKERS: Final = {"en": ("received", "surprised", "next"), "nl": ("gekregen", "verrast", "stap")}
MARKER_HINTS: Final[dict[str, str]] = {
    Kind.TIP: N_("a tip: owes no day"),
    Kind.CONTACT: N_("somebody to talk to"),
    Kind.TOOL: N_("a tool, a text, a place"),
    Kind.HELP: N_("does it together"),
    NOT_USEFUL: N_("also mentioned, no promise"),
    PRIVATE: N_("only for asker and helpers"),
    ReflectionKind.RECEIVED: N_("what they received"),
    ReflectionKind.SURPRISED: N_("what surprised them"),
    ReflectionKind.NEXT: N_("their next step"),
}
_ENGLISH: Final = {*WEEKDAYS["english"], *MONTHS["english"]} - {*MONTHS["dutch"]}
_ENGLISH_DAYS: Final = _ENGLISH | set("tomorrow today next the after this coming tonight in month day days".split())


class Candidate(NamedTuple):
    """The line after taking it, what is shown, what explains it, and why it cannot be now."""

    text: str
    label: Message
    hint: Message | None = None
    reason: Message | None = None


def literal(text: str) -> Message:
    """Text that is the same in every language."""
    return Message("{text}", (("text", text),))


def complete_entry(before: str, line: str, session: Session, phase: Phase) -> Iterator[Candidate]:
    """How a line of who and what may go on, best first; ``before`` stands before it and stays."""
    aimed = ">" in line
    if phase is not Phase.PREPARE:
        yield from _who(before, line, session, phase)
    yield from _aim(before, line, session)
    if phase in (Phase.ROUND, Phase.REFLECT) or aimed:
        yield from complete_marker(before, line, session, phase is Phase.REFLECT and not aimed)
        yield from complete_due_day(before, line, session)
        yield from _named_day(before, line, session)


def name_or_seat(ref: str, session: Session) -> str:
    """How somebody is named so that it is read back: the whole name, else the seat number."""
    name = squeeze(session.name(ref))
    who = read_names(f"{name} x", session)
    if ref == FACILITATOR or (who and who.refs == (ref,) and who.end == len(name) and name[:1] not in "/.>"):
        return name
    return str(seat(ref))


def complete_name(
    before: str, prefix: str, session: Session, among: Iterable[str], *, shortest: int = MIN_PREFIX
) -> Iterator[Candidate]:
    """Those whose name begins so, in seat order, first those whose first name it is; taking one adds a space."""
    folded = fold(prefix)
    if len(folded) < shortest:
        return
    found = [ref for ref in among if fold(session.name(ref)).startswith(folded)]
    for ref in sorted(found, key=lambda ref: bool(folded) and fold(session.name(ref)).split(" ")[0] != folded):
        hint = say("leads the ring") if ref == FACILITATOR else say("seat {seat}", seat=seat(ref))
        yield Candidate(f"{before}{name_or_seat(ref, session)} ", literal(session.name(ref)), hint)


def _who(before: str, line: str, session: Session, phase: Phase) -> Iterator[Candidate]:
    """The name at the line's beginning, or the next one after a plus."""
    head, plus, last = line.rpartition("+")
    if plus:
        who = read_names(head, session)
        if who is None or who.problem or head[who.end :].strip():
            return
        gap = last[: len(last) - len(last.lstrip())]
        head, last = head + plus + gap, last.lstrip()
    leader = (FACILITATOR,) if session.facilitator and phase is not Phase.FORMULATE else ()
    yield from complete_name(before + head, last, session, (*session.participants, *leader))


def _aim(before: str, line: str, session: Session) -> Iterator[Candidate]:
    """Whose question it is for, behind ``>``."""
    start = line.rfind(" >") + 1
    if line[start : start + 1] == ">":
        yield from complete_name(
            before + line[: start + 1], line[start + 1 :], session, session.participants, shortest=0
        )


def complete_marker(before: str, line: str, session: Session, reflecting: bool) -> Iterator[Candidate]:
    """The marker that is being typed, the session's own language first, each meaning once."""
    start = line.rfind(" ") + 1
    if line[start : start + 1] != "#":
        return
    typed = fold(line[start + 1 :])
    table = REFLECTION_MARKERS if reflecting else OFFER_MARKERS
    meanings = {MARKERS[name] for name in table["en"]}
    done: set[str] = set()
    for name in (*table["nl" if session.language == "nl" else "en"], *MARKERS):
        meaning = MARKERS[name]
        if meaning in meanings - done and fold(name).startswith(typed):
            done.add(meaning)
            if name != line[start + 1 :]:
                yield Candidate(f"{before}{line[:start]}#{name} ", literal(f"#{name}"), Message(MARKER_HINTS[meaning]))


def complete_due_day(before: str, line: str, session: Session) -> Iterator[Candidate]:
    """The day that is being typed behind ``@``."""
    start = line.rfind(" @") + 1
    if line[start : start + 1] == "@":
        yield from complete_day(f"{before}{line[: start + 1]}", line[start + 1 :], session, sign="@")


def complete_day(before: str, typed: str, session: Session, *, sign: str = "") -> Iterator[Candidate]:
    """Days that begin so, with their dates; each date once, the session's language first."""
    done = set()
    for words in sorted(suggest_days(typed), key=lambda words: _foreign(words, session)):
        day = parse_day(words.split(), session.date)
        if day and day[0] not in done:
            done.add(day[0])
            if words != typed:
                yield Candidate(f"{before}{words} ", literal(sign + words), _dated(day[0]))


def _dated(day: dt.date) -> Message:
    return Message("{day}", (("day", day),))


def _foreign(words: str, session: Session) -> bool:
    """Whether a day is not in the session's language."""
    return bool(_ENGLISH_DAYS.intersection(words.split())) == (session.language == "nl")


def _named_day(before: str, line: str, session: Session) -> Iterator[Candidate]:
    """The day that the text itself names, as a marker behind it; a person called so is no day."""
    read, who = read_line_start(squeeze(line), session)[:2]
    rest = read[who.end :].strip() if who else read
    if (who and (who.problem or who.refs == (session.asker,))) or read_markers(rest, session).due:
        return
    called = {name for name, _, _ in aliases(session)}
    while found := find_day(rest, session.date):
        day, words = found
        if fold(words) not in called:
            again = parse_day(words.split(), session.date)
            words = words if again == (day, len(words.split())) else day.isoformat()
            yield Candidate(f"{before}{line.rstrip()} @{words} ", literal(f"@{words}"), _dated(day))
            return
        rest = rest[rest.index(words) + len(words) :]
