"""One ring as a frozen value: what the session file holds (docs/reference/session-file.md), nothing derived.

Times are aware datetimes in UTC with microseconds; days are dates. An id is a letter and a number: ``p4`` is the
participant on seat 4, ``q4`` the question of that participant, ``o9`` the ninth offer.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sized
from enum import StrEnum
from typing import Final, TypeVar

import msgspec

from reciring.ring.message import N_

T = TypeVar("T")

SCHEMA: Final = 1
MAX_RECORDS: Final = 20_000
"""Entries, people and times in a session. A day of fast typing gives 10,000; with far more the console is slow."""
FACILITATOR: Final = "facilitator"
"""The reference to the facilitator, where the helper of an offer is expected."""


class Phase(StrEnum):
    """The steps of a ring, in order."""

    PREPARE = "prepare"
    INTRODUCTION = "introduction"
    FORMULATE = "formulate"
    ROUND = "round"
    REFLECT = "reflect"
    DONE = "done"


PHASE_TITLES = {
    Phase.PREPARE: N_("Preparation"),
    Phase.INTRODUCTION: N_("Introduction"),
    Phase.FORMULATE: N_("Questions"),
    Phase.ROUND: N_("Round"),
    Phase.REFLECT: N_("Reflection"),
    Phase.DONE: N_("Done"),
}


class Kind(StrEnum):
    """The kinds of offers."""

    TIP = "tip"
    CONTACT = "contact"
    TOOL = "tool"
    HELP = "help"

    @property
    def needs_day(self) -> bool:
        """Whether an offer of this kind needs a day to become a promise: every kind but a tip."""
        return self is not Kind.TIP


KIND_TITLES = {Kind.TIP: N_("tip"), Kind.CONTACT: N_("contact"), Kind.TOOL: N_("tool"), Kind.HELP: N_("help")}


class ReflectionKind(StrEnum):
    """The kinds of reflections."""

    RECEIVED = "received"
    SURPRISED = "surprised"
    NEXT = "next"


REFLECTION_TITLES = {
    ReflectionKind.RECEIVED: N_("received"),
    ReflectionKind.SURPRISED: N_("surprised"),
    ReflectionKind.NEXT: N_("next step"),
}


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A table of the session file: frozen, refuses unknown keys, leaves out default values."""


class Span(Record, frozen=True, kw_only=True):
    """An interval of time; ``end`` is None while it lasts."""

    start: dt.datetime
    end: dt.datetime | None = None


class Plan(Record, frozen=True, kw_only=True):
    """Minutes per phase and in total, None until chosen or until the ring begins; the slot's bounds in seconds."""

    introduction: int | None = None
    formulate: int | None = None
    round: int | None = None
    reflect: int | None = None
    total: int | None = None
    most: int = 300
    least: int = 90


class Participant(Record, frozen=True, kw_only=True):
    """Someone who takes part; their id has the seat number."""

    name: str
    organisation: str = ""
    email: str = ""
    away: bool = False
    passed: bool = False
    shares: bool = False
    """Agreed that the group gets their e-mail address."""
    joined: dt.datetime | None = None
    """When a latecomer came; None for those who were there at the start."""


class Question(Record, frozen=True, kw_only=True):
    """The question of a participant: its text, its time and its state in the queue."""

    asker: str
    text: str | None = None
    slot: int | None = None
    """Seconds for this question, fixed when it last started; None if it never started."""
    added: int = 0
    """Seconds added to the slot; negative if time was removed."""
    started: dt.datetime | None = None
    """When it last started; ``slot`` was calculated for this time."""
    parked: bool = False
    """It was stopped before its end, and its asker gets another turn."""
    private: bool = False
    """Only for the people in the room: its text and its offers are not in any document of the group."""
    stretches: tuple[Span, ...] = ()
    """The intervals when it was discussed, without pauses."""
    restarts: tuple[dt.datetime, ...] = ()
    """Earlier restarts, before ``started``. The interval before a restart is not a pause."""
    aloud: bool = False
    """It was read aloud instead of discussed, because time was short."""


class Offer(Record, frozen=True, kw_only=True):
    """What someone offers for a question."""

    question: str
    helpers: tuple[str, ...] = ()
    """Participant ids or FACILITATOR; empty while no helper is known."""
    kind: Kind = Kind.TIP
    text: str = ""
    due: dt.date | None = None
    stars: int = 0
    private: bool = False
    dropped: bool = False
    """Not useful to the asker: listed as *also mentioned*, never a promise."""
    at: dt.datetime


class Note(Record, frozen=True, kw_only=True):
    """A free text: on a question, or of a phase."""

    phase: Phase
    question: str | None = None
    who: str | None = None
    text: str
    private: bool = False
    at: dt.datetime


class Turn(Record, frozen=True, kw_only=True):
    """An interval when one person spoke, and the question discussed then, if any."""

    who: str
    question: str | None = None
    start: dt.datetime
    end: dt.datetime | None = None


class Reflection(Record, frozen=True, kw_only=True):
    """What a participant says at the end, with a day if it is a next step."""

    who: str
    kind: ReflectionKind = ReflectionKind.RECEIVED
    text: str
    due: dt.date | None = None
    private: bool = False
    at: dt.datetime


class Meeting(Record, frozen=True, kw_only=True):
    """Two or more people who agreed to meet."""

    between: tuple[str, ...]
    due: dt.date | None = None
    time: dt.time | None = None
    """The local time of day; None if only the day was said."""
    text: str = ""
    private: bool = False
    at: dt.datetime


class Pause(Record, frozen=True, kw_only=True):
    """Since when the ring is paused, and who speaks again when it resumes."""

    since: dt.datetime
    speaker: str | None = None


class HandedIn(Record, frozen=True, kw_only=True):
    """The result of a hand-in from the inbox (``store.inbox``)."""

    id: str
    """Its id in the inbox."""
    entry: str = ""
    """The id of the entry that it became; empty if it was declined, ``-`` if it changed no entry."""


class MadeFile(Record, frozen=True, kw_only=True):
    """A file or folder that was made of the session, beside its file."""

    name: str
    form: str
    """The format, or what kind of folder it is."""
    who: str | None = None
    """Whose page it is; None for the group's summary."""
    made_of: str
    """A digest of the session then: another one now means that the file is out of date."""
    digest: str = ""
    """A digest of the file; empty for a folder."""


class Draft(Record, frozen=True, kw_only=True):
    """The entry line as it is being typed, so that a crash does not lose it."""

    text: str
    begun: dt.datetime | None = None
    """When its first key was pressed."""
    question: str | None = None
    """The question that was current at its first key."""
    passed: bool = False
    """Whether the speaker was already changed for this line."""
    hand_in: str | None = None
    """The id of the hand-in from the inbox that is on the line."""
    mending: str | None = None
    """The id of the entry that is being edited on the entry line."""
    mended: str = ""
    """The new text of this entry, as far as it was typed."""
    waiting: tuple[str, ...] = ()
    """Pasted lines that follow, one by one."""
    refused: tuple[str, ...] = ()
    """Lines that could not be done and were typed over, oldest first."""


class Session(Record, frozen=True, kw_only=True):
    """Everything that is known about one ring.

    Its dicts are never changed in place: ``update`` creates new ones.
    """

    schema: int = SCHEMA
    title: str = ""
    date: dt.date
    timezone: str = "UTC"
    """An IANA name, such as Europe/Amsterdam."""
    language: str = "en"
    facilitator: str = ""
    place: str = ""
    start: dt.time | None = None
    """The planned start, local time; None after the ring has begun."""
    until: dt.time | None = None
    """When the ring must be over, local time."""
    again: dt.date | None = None
    """The day of the follow-up meeting."""
    phase: Phase = Phase.PREPARE
    current: str | None = None
    """The current question, paused or not."""
    queue: tuple[str, ...] = ()
    """The participants who are still to ask, in order."""
    numbered: int = 0
    """The last number given to an offer; no number is used twice."""
    times: bool = True
    """Whether speaking time is measured."""
    ticked: tuple[str, ...] = ()
    """The items ticked on the checklist."""
    reviewed: tuple[str, ...] = ()
    """The entries that were reviewed, by id."""
    made: tuple[MadeFile, ...] = ()
    """What was made of the session after the round, the newest of each kind."""
    plan: Plan = Plan()
    pause: Pause | None = None
    """The pause that lasts now."""
    pauses: tuple[Span, ...] = ()
    """The pauses that are over, in order. Those between two stretches of a question are not included."""
    draft: Draft | None = None
    phases: dict[Phase, Span] = {}
    participants: dict[str, Participant] = {}
    questions: dict[str, Question] = {}
    offers: dict[str, Offer] = {}
    notes: dict[str, Note] = {}
    turns: dict[str, Turn] = {}
    reflections: dict[str, Reflection] = {}
    meetings: dict[str, Meeting] = {}
    handed_in: tuple[HandedIn, ...] = ()
    """What was taken or declined from the inbox, in that order."""

    @property
    def asker(self) -> str | None:
        """The participant who asks the current question."""
        return self.questions[self.current].asker if self.current else None

    @property
    def speaker(self) -> str | None:
        """The participant who is speaking."""
        turn = last_entry(self.turns)
        return turn.who if turn and turn.end is None else None

    @property
    def begun(self) -> dt.datetime | None:
        """When the ring began."""
        return min((span.start for span in self.phases.values()), default=None)

    @property
    def present(self) -> tuple[str, ...]:
        """The participants in the room, in seat order."""
        # A list first: a tuple made from a generator is resized, which costs memory at every call.
        return tuple([key for key, person in self.participants.items() if not person.away])

    def name(self, ref: str) -> str:
        """The name of a participant (by id) or of FACILITATOR."""
        if ref == FACILITATOR:
            return self.facilitator or FACILITATOR
        return self.participants[ref].name


def seat(ref: str) -> int:
    """The number in an id: for a participant, the seat number (``p4`` gives 4)."""
    return int(ref[1:])


def question_id(who: str) -> str:
    """The id of a participant's question; each participant has one."""
    return f"q{seat(who)}"


def asker_id(question: str) -> str:
    """The id of the participant whose question has this id, whether or not the question exists."""
    return f"p{seat(question)}"


def record_count(session: Session) -> int:
    """The number of entries, people and times in a session, which ``MAX_RECORDS`` limits."""
    tables: list[Sized] = [session.participants, session.questions, session.offers, session.notes, session.turns]
    tables += [session.reflections, session.meetings, session.pauses, session.handed_in]
    tables += [question.stretches for question in session.questions.values()]
    return sum(map(len, tables))


def last_entry(table: dict[str, T]) -> T | None:
    """The last value of a table; None if it is empty."""
    return next(reversed(table.values()), None)


def new_id(table: dict[str, T], letter: str) -> str:
    """An unused id for a table, with a number after that of its last id."""
    last = next(reversed(table), None)
    number = seat(last) + 1 if last else 1
    while f"{letter}{number}" in table:
        number += 1
    return f"{letter}{number}"


def outcomes(session: Session) -> dict[str, str]:
    """The results of the hand-ins: for each id in the inbox the id of the entry, or "" if it was declined."""
    return {it.id: it.entry for it in session.handed_in}


def last_event(session: Session) -> dt.datetime | None:
    """The time of the latest event; None without one. Nothing new can happen before it."""
    instants: list[dt.datetime | None] = []
    offer, note = last_entry(session.offers), last_entry(session.notes)
    reflection, meeting = last_entry(session.reflections), last_entry(session.meetings)
    instants += (entry.at for entry in (offer, note, reflection, meeting) if entry)
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
    if session.pauses:
        instants.append(session.pauses[-1].end)
    instants += (person.joined for person in session.participants.values())
    return max((instant for instant in instants if instant is not None), default=None)


def is_promise(offer: Offer) -> bool:
    """Whether an offer has a helper and a day, and is useful to the asker."""
    return bool(offer.helpers and offer.due) and not offer.dropped


def lacks_day(offer: Offer) -> bool:
    """Whether a useful offer still needs a day."""
    return offer.kind.needs_day and offer.due is None and not offer.dropped


def is_incomplete(offer: Offer) -> bool:
    """Whether a useful offer still needs a day or a helper."""
    return lacks_day(offer) or not (offer.helpers or offer.dropped)
