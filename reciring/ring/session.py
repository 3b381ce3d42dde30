"""One ring on one day, as a frozen value: what is written in the session file, and nothing that can be derived.

Instants are aware datetimes in UTC with microseconds; days are dates; ids are a letter and a number:
``p4`` the participant on seat 4, ``q4`` that participant's question, ``o9`` the ninth offer.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final, TypeVar

import msgspec

from reciring.ring.message import N_

T = TypeVar("T")

SCHEMA: Final = 1
FACILITATOR: Final = "facilitator"
"""The reference that stands for the facilitator where a helper may be named."""


class Phase(StrEnum):
    PREPARE = "prepare"
    INTRODUCTION = "introduction"
    FORMULATE = "formulate"
    ROUND = "round"
    REFLECT = "reflect"
    DONE = "done"


class Kind(StrEnum):
    TIP = "tip"
    CONTACT = "contact"
    TOOL = "tool"
    HELP = "help"


class ReflectionKind(StrEnum):
    RECEIVED = "received"
    SURPRISED = "surprised"
    NEXT = "next"


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A table of the session file: frozen, without unknown keys, defaults left out."""


class Span(Record, frozen=True, kw_only=True):
    """From instant to instant; ``end_ring`` is None while it runs."""

    start: dt.datetime
    end: dt.datetime | None = None


class Plan(Record, frozen=True, kw_only=True):
    """Minutes per phase, None until it is chosen or the ring begins; the slot's bounds in seconds."""

    introduction: int | None = None
    formulate: int | None = None
    round: int | None = None
    reflect: int | None = None
    total: int | None = None
    most: int = 300
    least: int = 90


class Participant(Record, frozen=True, kw_only=True):
    name: str
    organisation: str = ""
    email: str = ""
    away: bool = False
    passed: bool = False
    shares: bool = False
    """Agreed that the group gets their address; nobody did until they say so."""
    joined: dt.datetime | None = None
    """When a latecomer came; None for who was there at the beginning."""


class Question(Record, frozen=True, kw_only=True):
    asker: str
    text: str | None = None
    slot: int | None = None
    """Seconds, fixed when it (last) started; None while it never did."""
    added: int = 0
    """Seconds given (or taken, below zero)."""
    started: dt.datetime | None = None
    """When it last started: the instant for which ``slot_seconds`` was reckoned."""
    parked: bool = False
    """It stopped before its end and is still to be finished."""
    stretches: tuple[Span, ...] = ()


class Offer(Record, frozen=True, kw_only=True):
    question: str
    helpers: tuple[str, ...] = ()
    """Participant ids or FACILITATOR; empty while nobody is known."""
    kind: Kind = Kind.TIP
    text: str = ""
    due: dt.date | None = None
    stars: int = 0
    private: bool = False
    dropped: bool = False
    """Not useful to the asker: kept as *also mentioned*, never a promise."""
    at: dt.datetime


class Note(Record, frozen=True, kw_only=True):
    phase: Phase
    question: str | None = None
    who: str | None = None
    text: str
    private: bool = False
    """Only on the asker's own page."""
    at: dt.datetime


class Turn(Record, frozen=True, kw_only=True):
    who: str
    question: str | None = None
    start: dt.datetime
    end: dt.datetime | None = None


class Reflection(Record, frozen=True, kw_only=True):
    who: str
    kind: ReflectionKind = ReflectionKind.RECEIVED
    text: str
    due: dt.date | None = None
    at: dt.datetime


class Meeting(Record, frozen=True, kw_only=True):
    between: tuple[str, ...]
    due: dt.date | None = None
    text: str = ""
    at: dt.datetime


class Pause(Record, frozen=True, kw_only=True):
    """Since when nothing counts, and who gets the floor back."""

    since: dt.datetime
    speaker: str | None = None


class Draft(Record, frozen=True, kw_only=True):
    """What was not entered yet: the line's text, its first key, the question it is bound to; what waits behind it."""

    text: str
    begun: dt.datetime | None = None
    question: str | None = None
    passed: bool = False
    """The floor already passed for this line and is not to pass again."""
    mending: str | None = None
    """The offer, note or reflection that stands on the line in its place, to be said anew."""
    mended: str = ""
    """What that one is to become, as far as it was typed."""
    waiting: tuple[str, ...] = ()
    """Pasted lines that come on the line after it, one by one."""


class Session(Record, frozen=True, kw_only=True):
    """Everything that is known of one ring. Dicts are never changed in place: ``ring.update`` makes new ones."""

    schema: int = SCHEMA
    title: str = ""
    date: dt.date
    timezone: str = "UTC"
    """An IANA name, as Europe/Amsterdam."""
    language: str = "en"
    facilitator: str = ""
    place: str = ""
    start: dt.time | None = None
    """The planned start, local; forgotten once the ring begins."""
    until: dt.time | None = None
    """When everything must be over, local."""
    again: dt.date | None = None
    """The day on which everybody meets again."""
    phase: Phase = Phase.PREPARE
    current: str | None = None
    """The question that is open, running or paused."""
    queue: tuple[str, ...] = ()
    """Participants still to ask, in order."""
    numbered: int = 0
    """The last number given to an offer; numbers are never used twice."""
    times: bool = True
    """Whether speaking time is measured."""
    ticked: tuple[str, ...] = ()
    """What is ticked off on the checklist."""
    plan: Plan = Plan()
    pause: Pause | None = None
    draft: Draft | None = None
    phases: dict[Phase, Span] = {}
    participants: dict[str, Participant] = {}
    questions: dict[str, Question] = {}
    offers: dict[str, Offer] = {}
    notes: dict[str, Note] = {}
    turns: dict[str, Turn] = {}
    reflections: dict[str, Reflection] = {}
    meetings: dict[str, Meeting] = {}

    @property
    def asker(self) -> str | None:
        """Who asks the open question."""
        return self.questions[self.current].asker if self.current else None

    @property
    def speaker(self) -> str | None:
        """Who has the floor."""
        turn = last_entry(self.turns)
        return turn.who if turn and turn.end is None else None

    @property
    def begun(self) -> dt.datetime | None:
        """The instant the ring began."""
        return min((span.start for span in self.phases.values()), default=None)

    @property
    def present(self) -> tuple[str, ...]:
        """Who is in the room, in seat order."""
        # From a list: a tuple that grows as it is made leaves one behind for Python to keep, each time.
        return tuple([key for key, person in self.participants.items() if not person.away])

    def name(self, ref: str) -> str:
        """The name behind a participant's id or FACILITATOR."""
        if ref == FACILITATOR:
            return self.facilitator or FACILITATOR
        return self.participants[ref].name


def seat(ref: str) -> int:
    """The seat number of a participant's id (``p4`` is 4), and likewise the number of any id."""
    return int(ref[1:])


def question_id(who: str) -> str:
    """The id of a participant's question: each has one."""
    return f"q{seat(who)}"


def last_entry(table: dict[str, T]) -> T | None:
    """The last entry of a table; None of an empty one."""
    return next(reversed(table.values()), None)


def new_id(table: dict[str, T], letter: str) -> str:
    """A new id for a table: past its last, and past any that a person wrote by hand."""
    last = next(reversed(table), None)
    number = seat(last) + 1 if last else 1
    while f"{letter}{number}" in table:
        number += 1
    return f"{letter}{number}"


def last_event(session: Session) -> dt.datetime | None:
    """The instant of the newest fact, before which nothing new can happen; None while there is none."""
    instants: list[dt.datetime | None] = []
    offer, note = last_entry(session.offers), last_entry(session.notes)
    reflection, meeting = last_entry(session.reflections), last_entry(session.meetings)
    instants += (fact.at for fact in (offer, note, reflection, meeting) if fact)
    if turn := last_entry(session.turns):
        instants += turn.start, turn.end
    for question in session.questions.values():
        instants.append(question.started)
        if question.stretches:
            instants += question.stretches[-1].start, question.stretches[-1].end
    for span in session.phases.values():
        instants += span.start, span.end
    if session.pause:
        instants.append(session.pause.since)
    instants += (person.joined for person in session.participants.values())
    return max((instant for instant in instants if instant is not None), default=None)


PHASE_TITLES = {
    Phase.PREPARE: N_("Preparation"),
    Phase.INTRODUCTION: N_("Introduction"),
    Phase.FORMULATE: N_("Questions"),
    Phase.ROUND: N_("Round"),
    Phase.REFLECT: N_("Reflection"),
    Phase.DONE: N_("Done"),
}
KIND_TITLES = {Kind.TIP: N_("tip"), Kind.CONTACT: N_("contact"), Kind.TOOL: N_("tool"), Kind.HELP: N_("help")}


def is_promise(offer: Offer) -> bool:
    """Whether an offer has a helper and a day, and was not dropped."""
    return bool(offer.helpers and offer.due) and not offer.dropped


def lacks_day(offer: Offer) -> bool:
    """Whether an offer still needs a day: a contact, tool or help without one. A tip needs no day."""
    return offer.due is None and offer.kind is not Kind.TIP and not offer.dropped


def is_incomplete(offer: Offer) -> bool:
    """Whether an offer lacks its day or its helper, and was not dropped."""
    return lacks_day(offer) or not (offer.helpers or offer.dropped)
