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


class LineCommand(Command, frozen=True, kw_only=True):
    """What a typed line becomes. ``floor`` is who gets the floor by it: an id, ``""`` nobody, None unchanged."""

    floor: str | None = None


# --- the steps -------------------------------------------------------------------------------------------------


class BeginRing(Command, frozen=True):
    pass


class GoToPhase(Command, frozen=True, kw_only=True):
    phase: Phase | None = None


class EndRing(Command, frozen=True):
    pass


# --- the round -------------------------------------------------------------------------------------------------


class NextQuestion(Command, frozen=True, kw_only=True):
    who: str | None = None
    slot: float | None = None
    """Seconds, instead of what the rule gives."""


class PauseRing(Command, frozen=True, kw_only=True):
    since: dt.datetime | None = None
    """Since when it was a pause already; not before the last fact."""


class ResumeRing(Command, frozen=True):
    pass


class AddTime(Command, frozen=True, kw_only=True):
    seconds: float = 60


class RemoveTime(Command, frozen=True, kw_only=True):
    seconds: float = 60


class Backdate(Command, frozen=True, kw_only=True):
    seconds: float


class ParkQuestion(Command, frozen=True, kw_only=True):
    who: str | None = None


class SkipParticipant(Command, frozen=True, kw_only=True):
    who: str


class SetSpeaker(Command, frozen=True, kw_only=True):
    """``who`` None: nobody; ``mark_back`` seconds ago."""

    who: str | None = None
    back: float = 0.0


# --- the people ------------------------------------------------------------------------------------------------


class AddParticipant(Command, frozen=True, kw_only=True):
    name: str
    organisation: str = ""
    email: str = ""
    question: str | None = None


class RenameParticipant(Command, frozen=True, kw_only=True):
    who: str
    name: str


class SetEmail(Command, frozen=True, kw_only=True):
    """The e-mail address of ``who``; "" for none."""

    who: str
    email: str


class MarkAway(Command, frozen=True, kw_only=True):
    who: str


class MarkBack(Command, frozen=True, kw_only=True):
    who: str


# --- what is noted ---------------------------------------------------------------------------------------------


class SetQuestion(LineCommand, frozen=True, kw_only=True):
    """Set or replace the question of ``who``."""

    who: str
    text: str


class AddOffer(LineCommand, frozen=True, kw_only=True):
    """An offer to ``describe_question``."""

    question: str
    helpers: tuple[str, ...] = ()
    kind: Kind = Kind.TIP
    text: str = ""
    due: dt.date | None = None
    stars: int = 0
    private: bool = False
    dropped: bool = False


class AddNote(LineCommand, frozen=True, kw_only=True):
    """A note; on the open question unless another, or ``""`` for none, is named."""

    text: str
    who: str | None = None
    question: str | None = None
    private: bool = False


class AddReflection(LineCommand, frozen=True, kw_only=True):
    who: str
    text: str
    kind: ReflectionKind = ReflectionKind.RECEIVED
    due: dt.date | None = None


class SpeakerLine(LineCommand, frozen=True):
    """A line that only passes the floor."""


class AddMeeting(Command, frozen=True, kw_only=True):
    between: tuple[str, ...]
    text: str = ""
    due: dt.date | None = None


class EditEntry(Command, frozen=True, kw_only=True):
    """Say anew what ``ref`` (an offer, note or reflection) was; it stays where it stands, in its time."""

    ref: str
    line: AddOffer | AddNote | AddReflection


class DeleteEntry(Command, frozen=True, kw_only=True):
    ref: str


class AddStars(Command, frozen=True, kw_only=True):
    ref: str
    count: int = 1


# --- the plan and the session ----------------------------------------------------------------------------------


class SetPlan(Command, frozen=True, kw_only=True):
    """``what`` is a timed phase or ``total_minutes`` (``value`` in minutes), or ``most``/``least`` (seconds)."""

    what: str
    value: int


class SetEndTime(Command, frozen=True, kw_only=True):
    time: dt.time | None = None


class SetTitle(Command, frozen=True, kw_only=True):
    text: str


class SetDate(Command, frozen=True, kw_only=True):
    day: dt.date
    time: dt.time | None = None
    zone: str | None = None


class SetPlace(Command, frozen=True, kw_only=True):
    text: str


class SetFacilitator(Command, frozen=True, kw_only=True):
    text: str


class SetLanguage(Command, frozen=True, kw_only=True):
    language: str


class ToggleSharing(Command, frozen=True, kw_only=True):
    """These people agree that the group gets their address; said of people who all do, it takes that back."""

    who: tuple[str, ...]


class SetFollowUp(Command, frozen=True, kw_only=True):
    """The day on which everybody meets again; None: no such day."""

    day: dt.date | None = None


class ToggleItem(Command, frozen=True, kw_only=True):
    """Tick an item of the checklist, or take the tick away."""

    item: str


class MeasureSpeaking(Command, frozen=True, kw_only=True):
    """Whether speaking time is measured from now on."""

    on: bool


# --- steps in the history, and what only a screen does ------------------------------------------------------------


class Undo(Command, frozen=True):
    pass


class Redo(Command, frozen=True):
    pass


class ScreenCommand(Command, frozen=True, kw_only=True):
    """Something that changes what is shown and not the session: ``what`` is the command's name in the table."""

    what: str
    argument: str = ""
