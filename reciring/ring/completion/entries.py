"""Complete an entry line: names, markers and days."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from reciring.ring.days import find_day, parse_day, suggest_days
from reciring.ring.days.words import MONTHS, WEEKDAYS
from reciring.ring.interpret_line import read_line_start
from reciring.ring.kind_words import suggested_kind
from reciring.ring.markers import MARKERS, NOT_USEFUL, PRIVATE, read_markers
from reciring.ring.message import N_, Message, literal, say
from reciring.ring.names import aliases, almost_named, read_names, short_name
from reciring.ring.session import FACILITATOR, Kind, Phase, ReflectionKind, Session, seat
from reciring.ring.text import fold, squeeze

MIN_PREFIX: Final = 2
"""How many letters of a name must be typed before it is completed."""
OFFER_MARKERS: Final = {
    "en": ("tip", "contact", "tool", "help", "no", "private"),
    "nl": ("tip", "contact", "tool", "hulp", "nee", "privé"),
}
REFLECTION_MARKERS: Final = {"en": ("received", "surprised", "next"), "nl": ("gekregen", "verrast", "stap")}
MARKER_HINTS: Final[dict[str, str]] = {
    Kind.TIP: N_("a tip: needs no day"),
    Kind.CONTACT: N_("someone to talk to"),
    Kind.TOOL: N_("something to use: a tool, a text, a place"),
    Kind.HELP: N_("helps in person"),
    NOT_USEFUL: N_("not useful; stays as also mentioned"),
    PRIVATE: N_("private: for asker and helpers only"),
    ReflectionKind.RECEIVED: N_("what they received"),
    ReflectionKind.SURPRISED: N_("what surprised them"),
    ReflectionKind.NEXT: N_("their next step"),
}
_LIST_END: Final = re.compile(r"(.*[^ ])( *[+&,] *| *, *(?:en|and) +| +(?:en|and) +)([^+&,]*)")
"""Names, what joins the next one, and the beginning of that one."""
# Words that only English days have; September and November are the same in Dutch.
_ENGLISH_DAY_WORDS: Final = ({*WEEKDAYS["english"], *MONTHS["english"]} - {*MONTHS["dutch"]}).union(
    "tomorrow today next the after this coming tonight in month day days".split()
)


class Completion(msgspec.Struct, frozen=True):
    """One way to continue a line.

    ``text`` is the whole line after taking the completion. ``label`` is shown in the list, and ``hint`` explains it.
    ``reason`` says why a command is not allowed now; None if it is. ``adds`` says that the line stays and something is
    added to it, so that the next Tab adds the next thing.
    """

    text: str
    label: Message
    hint: Message | None = None
    reason: Message | None = None
    adds: bool = False


def complete_entry(before: str, line: str, session: Session, phase: Phase) -> Iterator[Completion]:
    """Yield how an entry line of this phase can continue, best first: names, markers, days.

    ``before`` is the part of the text in front of ``line``, which stays as it is.
    """
    has_target = ">" in line
    if phase is not Phase.PREPARE:
        yield from _complete_people(before, line, session, phase)
        yield from _complete_doubtful_name(before, line, session)
    yield from _complete_target(before, line, session)
    if phase in (Phase.ROUND, Phase.REFLECT) or has_target:
        yield from complete_marker(before, line, session, is_reflection=phase is Phase.REFLECT and not has_target)
        yield from complete_due_day(before, line, session)
        yield from _suggest_kind(before, line, session)
        yield from _suggest_day_in_text(before, line, session)


def complete_name(
    before: str,
    prefix: str,
    session: Session,
    among: Iterable[str],
    *,
    shortest: int = MIN_PREFIX,
    begins_line: bool = False,
) -> Iterator[Completion]:
    """Yield the people of ``among`` (ids) whose name begins with ``prefix``, with a space after the name.

    Those whose whole first name is ``prefix`` come first; otherwise the order of ``among`` stays. Nothing for a prefix
    of fewer than ``shortest`` characters. If the name ``begins_line``, a seat number has a colon.
    """
    folded = fold(prefix)
    if len(folded) < shortest:
        return
    found = [ref for ref in among if fold(session.name(ref)).startswith(folded)]
    for ref in sorted(found, key=lambda ref: bool(folded) and fold(session.name(ref)).split(" ")[0] != folded):
        hint = say("facilitator") if ref == FACILITATOR else say("seat {seat}", seat=seat(ref))
        name = _name_or_seat(ref, session)
        colon = ":" if begins_line and name.isdigit() else ""
        yield Completion(f"{before}{name}{colon} ", literal(session.name(ref)), hint)


def complete_marker(before: str, line: str, session: Session, *, is_reflection: bool) -> Iterator[Completion]:
    """Yield the markers that begin with the ``#`` word at the end of the line.

    Each meaning comes once, with the word in the language of the session if that fits.
    """
    start = line.rfind(" ") + 1
    if line[start : start + 1] != "#":
        return
    typed = fold(line[start + 1 :])
    table = REFLECTION_MARKERS if is_reflection else OFFER_MARKERS
    left = {MARKERS[name] for name in table["en"]}
    for name in (*table["nl" if session.language == "nl" else "en"], *MARKERS):
        meaning = MARKERS[name]
        if meaning in left and fold(name).startswith(typed):
            left.remove(meaning)
            if name != line[start + 1 :]:
                yield Completion(f"{before}{line[:start]}#{name} ", literal(f"#{name}"), Message(MARKER_HINTS[meaning]))


def complete_due_day(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield the days that begin with the text after the last ``@``."""
    start = line.rfind(" @") + 1
    if line[start : start + 1] == "@":
        yield from complete_day(f"{before}{line[: start + 1]}", line[start + 1 :], session, sign="@")


def complete_day(before: str, typed: str, session: Session, *, sign: str = "") -> Iterator[Completion]:
    """Yield days that begin with ``typed``, with their dates; each date once, the language of the session first.

    ``sign`` is shown in front of the day.
    """
    done = set()
    for words in sorted(suggest_days(typed), key=lambda words: _is_other_language(words, session)):
        found = parse_day(words.split(), session.date)
        if found and found[0] not in done:
            done.add(found[0])
            if words != typed:
                yield Completion(f"{before}{words} ", literal(sign + words), _date_hint(found[0]))


def _name_or_seat(ref: str, session: Session) -> str:
    """Return the whole name of a person, or the seat number if the name would not be read as this person."""
    name = squeeze(session.name(ref))
    named = read_names(f"{name} x", session)
    is_read = named and named.refs == (ref,) and named.end == len(name) and name[:1] not in "/.>"
    return name if ref == FACILITATOR or is_read else str(seat(ref))


def _complete_people(before: str, line: str, session: Session, phase: Phase) -> Iterator[Completion]:
    """Yield names for the beginning of the line, or for the last person of a list there."""
    head, last = "", line
    if listed := _LIST_END.fullmatch(line):
        named = read_names(squeeze(listed[1]), session)
        if named is None or named.problem or squeeze(listed[1])[named.end :]:
            return
        head, last = listed[1] + listed[2], listed[3]
    facilitator = (FACILITATOR,) if session.facilitator and phase is not Phase.FORMULATE else ()
    people = (*session.participants, *facilitator)
    yield from complete_name(before + head, last, session, people, begins_line=True)


def _complete_doubtful_name(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield who may be meant by the beginning of a line: a bare number, a shared first name, or almost a name."""
    named = read_names(line, session)
    number, _, rest = line.partition(" ")
    if (
        (named is None or line == number)
        and number.isascii()
        and number.isdigit()
        and (ref := f"p{int(number[:4])}") in session.participants
    ):
        label = say("{seat}: {name}", seat=seat(ref), name=short_name(ref, session))
        yield Completion(f"{before}{seat(ref)}: {rest}", label)
        return
    if named and named.choices and line[named.choices_end :].strip():
        found: Iterable[str] = named.choices
        head, rest = line[: named.choices_start], line[named.choices_end :]
    elif named is None and " " in line:
        word = line.split(" ")[0].rstrip(":,")
        found, head, rest = almost_named(word, session), "", line[len(word) :]
    else:
        return
    for ref in found:
        name = _name_or_seat(ref, session)
        label = say("{name}?", name=session.name(ref))
        yield Completion(f"{before}{head}{name}{':' if name.isdigit() and rest[:1] != ':' else ''}{rest}", label)


def complete_correction(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield how a correction can continue after its ``=``: names, also of who is almost named, markers and days."""
    if line[:1] == "+":
        before, line = before + "+", line[1:]
    yield from _complete_people(before, line, session, Phase.ROUND)
    if " " not in line and read_names(line, session, loose=True) is None:
        for ref in almost_named(line, session):
            yield Completion(f"{before}{_name_or_seat(ref, session)}", say("{name}?", name=session.name(ref)))
    yield from _complete_target(before, line, session)
    yield from complete_marker(before, line, session, is_reflection=False)
    yield from complete_due_day(before, line, session)


def _suggest_kind(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield the line with a marker for the kind of offer that its verb suggests, if it has no kind."""
    start = read_line_start(squeeze(line), session)
    who, rest = start.who, start.line[start.who.end :].strip() if start.who else start.line
    if (who and who.refs == (session.asker,)) or (marked := read_markers(rest, session)).kind or marked.dropped:
        return
    typing_marker = line.split(" ")[-1][:1] in ("#", ">", "@") or ("@" in line and not line[-1:].isspace())
    if marked.words and not typing_marker and (kind := suggested_kind(marked.words)):
        name = OFFER_MARKERS["nl" if session.language == "nl" else "en"][list(Kind).index(kind)]
        hint = Message(MARKER_HINTS[kind])
        yield Completion(f"{before}{line.rstrip()} #{name} ", literal(f"#{name}"), hint, adds=True)


def _complete_target(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield names after ``>``: the asker of the question that the entry is for."""
    start = line.rfind(" >") + 1
    if line[start : start + 1] == ">":
        before, prefix = before + line[: start + 1], line[start + 1 :]
        yield from complete_name(before, prefix, session, session.participants, shortest=0)


def _suggest_day_in_text(before: str, line: str, session: Session) -> Iterator[Completion]:
    """Yield the line with a day marker at its end, for the first day in its text that is not also a person's name.

    Nothing if the line has a day marker already, or is by the asker of the current question.
    """
    text, who = read_line_start(squeeze(line), session)[:2]
    rest = text[who.end :].strip() if who else text
    if (who and (who.problem or who.refs == (session.asker,))) or read_markers(rest, session).due:
        return
    names = {name for name, _, _ in aliases(session)}
    while found := find_day(rest, session.date):
        day, words = found
        if fold(words) not in names:
            # After @ the same words can mean another day than in running text; then use the date.
            reads_back = parse_day(words.split(), session.date) == (day, len(words.split()))
            typed = words if reads_back else day.isoformat()
            yield Completion(f"{before}{line.rstrip()} @{typed} ", literal(f"@{typed}"), _date_hint(day), adds=True)
            return
        rest = rest[rest.index(words) + len(words) :]


def _date_hint(day: dt.date) -> Message:
    return Message("{day}", (("day", day),))


def _is_other_language(words: str, session: Session) -> bool:
    """Whether a day is in another language than the session: English in a Dutch session, or the reverse."""
    return bool(_ENGLISH_DAY_WORDS.intersection(words.split())) == (session.language == "nl")
