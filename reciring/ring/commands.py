"""What a facilitator can do, as frozen values. Each carries the instant at which it is done.

``table.py`` declares for each its names, key, help and when it is allowed; ``update.py`` says what it does.
A participant is meant by id (``p4``), the facilitator as a helper by FACILITATOR.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring.session import Kind, Phase, ReflectionKind


class Command(msgspec.Struct, frozen=True, kw_only=True):
    at: dt.datetime


class Line(Command, frozen=True, kw_only=True):
    """What a typed line becomes. ``floor`` is who gets the floor by it: an id, ``""`` nobody, None unchanged."""

    floor: str | None = None


# --- the steps -------------------------------------------------------------------------------------------------


class Begin(Command, frozen=True):
    pass


class Go(Command, frozen=True, kw_only=True):
    phase: Phase | None = None


class End(Command, frozen=True):
    pass


# --- the round -------------------------------------------------------------------------------------------------


class Next(Command, frozen=True, kw_only=True):
    who: str | None = None
    slot: float | None = None
    """Seconds, instead of what the rule gives."""


class PauseRing(Command, frozen=True, kw_only=True):
    since: dt.datetime | None = None
    """Since when it was a pause already; not before the last fact."""


class ResumeRing(Command, frozen=True):
    pass


class Plus(Command, frozen=True, kw_only=True):
    seconds: float = 60


class Minus(Command, frozen=True, kw_only=True):
    seconds: float = 60


class Began(Command, frozen=True, kw_only=True):
    seconds: float


class Park(Command, frozen=True, kw_only=True):
    who: str | None = None


class Pass(Command, frozen=True, kw_only=True):
    who: str


class Floor(Command, frozen=True, kw_only=True):
    """``who`` None: nobody; ``back`` seconds ago."""

    who: str | None = None
    back: float = 0.0


# --- the people ------------------------------------------------------------------------------------------------


class Add(Command, frozen=True, kw_only=True):
    name: str
    organisation: str = ""
    email: str = ""
    question: str | None = None


class Rename(Command, frozen=True, kw_only=True):
    who: str
    name: str


class Address(Command, frozen=True, kw_only=True):
    """The e-mail address of ``who``; "" for none."""

    who: str
    email: str


class Away(Command, frozen=True, kw_only=True):
    who: str


class Back(Command, frozen=True, kw_only=True):
    who: str


# --- what is noted ---------------------------------------------------------------------------------------------


class Ask(Line, frozen=True, kw_only=True):
    """Set or replace the question of ``who``."""

    who: str
    text: str


class Give(Line, frozen=True, kw_only=True):
    """An offer to ``question``."""

    question: str
    helpers: tuple[str, ...] = ()
    kind: Kind = Kind.TIP
    text: str = ""
    due: dt.date | None = None
    stars: int = 0
    private: bool = False
    dropped: bool = False


class Jot(Line, frozen=True, kw_only=True):
    """A note; on the open question unless another, or ``""`` for none, is named."""

    text: str
    who: str | None = None
    question: str | None = None
    private: bool = False


class Reflect(Line, frozen=True, kw_only=True):
    who: str
    text: str
    kind: ReflectionKind = ReflectionKind.RECEIVED
    due: dt.date | None = None


class Speak(Line, frozen=True):
    """A line that only passes the floor."""


class Meet(Command, frozen=True, kw_only=True):
    between: tuple[str, ...]
    text: str = ""
    due: dt.date | None = None


class Mend(Command, frozen=True, kw_only=True):
    """Say anew what ``ref`` (an offer, note or reflection) was; it stays where it stands, in its time."""

    ref: str
    line: Give | Jot | Reflect


class Delete(Command, frozen=True, kw_only=True):
    ref: str


class Star(Command, frozen=True, kw_only=True):
    ref: str
    count: int = 1


# --- the plan and the session ----------------------------------------------------------------------------------


class PlanTime(Command, frozen=True, kw_only=True):
    """``what`` is a timed phase or ``total`` (``value`` in minutes), or ``most``/``least`` (seconds)."""

    what: str
    value: int


class Until(Command, frozen=True, kw_only=True):
    time: dt.time | None = None


class Title(Command, frozen=True, kw_only=True):
    text: str


class Date(Command, frozen=True, kw_only=True):
    day: dt.date
    time: dt.time | None = None
    zone: str | None = None


class Place(Command, frozen=True, kw_only=True):
    text: str


class Facilitator(Command, frozen=True, kw_only=True):
    text: str


class Language(Command, frozen=True, kw_only=True):
    language: str


class Share(Command, frozen=True, kw_only=True):
    """These people agree that the group gets their address; said of people who all do, it takes that back."""

    who: tuple[str, ...]


class Again(Command, frozen=True, kw_only=True):
    """The day on which everybody meets again; None: no such day."""

    day: dt.date | None = None


class Tick(Command, frozen=True, kw_only=True):
    """Tick an item of the checklist, or take the tick away."""

    item: str


class MeasureTimes(Command, frozen=True, kw_only=True):
    """Whether speaking time is measured from now on."""

    on: bool


# --- steps in the history, and what only a screen does ------------------------------------------------------------


class Undo(Command, frozen=True):
    pass


class Redo(Command, frozen=True):
    pass


class Show(Command, frozen=True, kw_only=True):
    """Something that changes what is shown and not the session: ``what`` is the command's name in the table."""

    what: str
    argument: str = ""
