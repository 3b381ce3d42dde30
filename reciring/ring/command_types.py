"""The commands that change a ring, as frozen values. ``at`` is the time when a command is carried out.

``command_registry.py`` declares the names, arguments, keys and help of each command; ``update.py`` runs them.
A participant is given by id (``p4``), the facilitator as a helper by FACILITATOR.
"""

from __future__ import annotations

import datetime as dt

import msgspec

from reciring.ring.session import Kind, Phase, ReflectionKind


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """The base of all commands. ``at`` is the time when it is carried out."""

    at: dt.datetime


class LineCommand(Command, frozen=True, kw_only=True):
    """A line without a slash. ``speaker`` is who speaks from then on: an id, ``""`` nobody, None unchanged."""

    speaker: str | None = None


# --- the steps of a ring ---------------------------------------------------------------------------------------


class BeginRing(Command, frozen=True):
    pass


class GoToPhase(Command, frozen=True, kw_only=True):
    """Enter a phase; None: the next phase, or in the round the next question."""

    phase: Phase | None = None


class EndRing(Command, frozen=True):
    pass


# --- the round -------------------------------------------------------------------------------------------------


class NextQuestion(Command, frozen=True, kw_only=True):
    """Start the question of ``who``; None: the first in the queue."""

    who: str | None = None
    slot: float | None = None
    """Seconds, instead of the time per question that the rules give."""


class PauseRing(Command, frozen=True, kw_only=True):
    """Stop the clock."""

    since: dt.datetime | None = None
    """When the pause began, if earlier; not before the last event."""


class ResumeRing(Command, frozen=True):
    """Let the clock run again after a pause."""


class AddTime(Command, frozen=True, kw_only=True):
    """Give more time: ``seconds`` for the current question, else whole minutes for the step."""

    seconds: float = 60


class RemoveTime(Command, frozen=True, kw_only=True):
    """Remove time: ``seconds`` of the current question, else whole minutes of the step."""

    seconds: float = 60


class RestartTime(Command, frozen=True):
    """Give the current question its whole time again."""


class Backdate(Command, frozen=True, kw_only=True):
    """Let the current question start ``seconds`` earlier, with the newest ``entries`` since then; None: with all."""

    seconds: float
    entries: int | None = None


class ParkQuestion(Command, frozen=True, kw_only=True):
    """Move ``who`` to the end of the queue; None: the asker."""

    who: str | None = None


class ReadAloud(Command, frozen=True, kw_only=True):
    """Read the questions of everyone in the queue aloud instead of discussing them."""


class SwapInQueue(Command, frozen=True, kw_only=True):
    """Let two participants in the queue change places."""

    who: tuple[str, ...]


class SkipParticipant(Command, frozen=True, kw_only=True):
    """Skip people who do not ask a question: they leave the queue."""

    who: tuple[str, ...]


class SetSpeaker(Command, frozen=True, kw_only=True):
    """Let ``who`` speak since ``back`` seconds ago; None: nobody."""

    who: str | None = None
    back: float = 0.0


# --- the participants ------------------------------------------------------------------------------------------


class AddParticipant(Command, frozen=True, kw_only=True):
    name: str
    organisation: str = ""
    email: str = ""
    question: str | None = None


class EditParticipant(Command, frozen=True, kw_only=True):
    """Replace all details of ``who`` by those of ``person``."""

    who: str
    person: AddParticipant


class RemoveParticipant(Command, frozen=True, kw_only=True):
    """Remove people who have no entries."""

    who: tuple[str, ...]


class RenameParticipant(Command, frozen=True, kw_only=True):
    who: str
    name: str


class SetEmail(Command, frozen=True, kw_only=True):
    """Set the e-mail address of ``who``; "" for none."""

    who: str
    email: str


class MarkAway(Command, frozen=True, kw_only=True):
    """Mark people as away."""

    who: tuple[str, ...]


class MarkBack(Command, frozen=True, kw_only=True):
    """Mark people as here again, or as asking after all."""

    who: tuple[str, ...]


# --- the entries -----------------------------------------------------------------------------------------------


class SetQuestion(LineCommand, frozen=True, kw_only=True):
    """Set or replace the text of the question of ``who``. A private question stays private."""

    who: str
    text: str
    private: bool = False


class AddOffer(LineCommand, frozen=True, kw_only=True):
    question: str
    helpers: tuple[str, ...] = ()
    kind: Kind = Kind.TIP
    text: str = ""
    due: dt.date | None = None
    stars: int = 0
    private: bool = False
    dropped: bool = False


class AddNote(LineCommand, frozen=True, kw_only=True):
    """Add a note to a question. ``question``: None for the current one, ``""`` for none."""

    text: str
    who: str | None = None
    question: str | None = None
    private: bool = False


class AddReflection(LineCommand, frozen=True, kw_only=True):
    who: str
    text: str
    kind: ReflectionKind = ReflectionKind.RECEIVED
    due: dt.date | None = None
    private: bool = False


class SpeakerLine(LineCommand, frozen=True):
    """A line that only sets the speaker."""


class AddMeeting(Command, frozen=True, kw_only=True):
    between: tuple[str, ...]
    text: str = ""
    due: dt.date | None = None
    time: dt.time | None = None
    private: bool = False


class SetPrivate(Command, frozen=True, kw_only=True):
    """Hide an entry or a question (by its id) from the group, or show it."""

    ref: str
    private: bool = True


class TakeHandIn(Command, frozen=True, kw_only=True):
    """Take a hand-in from a phone or a second typist as ``line``; None: decline it."""

    hand_in: str
    """Its id in the inbox."""
    line: Command | None


class EditEntry(Command, frozen=True, kw_only=True):
    """Replace the entry ``ref`` by what the line says; its number and time stay."""

    ref: str
    line: AddOffer | AddNote | AddReflection | AddMeeting | SetQuestion


class MergeEntries(Command, frozen=True, kw_only=True):
    """Put the entry ``other`` into the entry ``ref``."""

    ref: str
    other: str


class DeleteEntry(Command, frozen=True, kw_only=True):
    ref: str


class AddStars(Command, frozen=True, kw_only=True):
    """Add ``count`` stars to an offer; negative: remove them."""

    ref: str
    count: int = 1


# --- the plan and the session ----------------------------------------------------------------------------------


class SetPlan(Command, frozen=True, kw_only=True):
    """Set a value of the plan: ``what`` is a timed phase or ``total`` (minutes), ``most`` or ``least`` (seconds)."""

    what: str
    value: int


class SetEndTime(Command, frozen=True, kw_only=True):
    time: dt.time | None = None


class SetTitle(Command, frozen=True, kw_only=True):
    text: str


class SetDate(Command, frozen=True, kw_only=True):
    """Set the day, and if given the planned start and the time zone."""

    day: dt.date
    time: dt.time | None = None
    zone: str | None = None


class SetPlace(Command, frozen=True, kw_only=True):
    text: str


class SetFacilitator(Command, frozen=True, kw_only=True):
    text: str


class SetLanguage(Command, frozen=True, kw_only=True):
    language: str


class SetSharing(Command, frozen=True, kw_only=True):
    """These people agree that the group gets their address, or take that back."""

    who: tuple[str, ...]
    on: bool = True


class SetFollowUp(Command, frozen=True, kw_only=True):
    """Set the day of the follow-up meeting; None for none."""

    day: dt.date | None = None


class ToggleItem(Command, frozen=True, kw_only=True):
    """Tick an item of the checklist, or remove its tick."""

    item: str


class MeasureSpeaking(Command, frozen=True, kw_only=True):
    """Start or stop measuring speaking time."""

    on: bool


# --- undo, and what only the screen does -----------------------------------------------------------------------


class Undo(Command, frozen=True):
    pass


class Redo(Command, frozen=True):
    pass


class ScreenCommand(Command, frozen=True, kw_only=True):
    """A command that changes what is shown and not the session; ``what`` is its name in the registry."""

    what: str
    argument: str = ""
