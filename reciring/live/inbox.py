"""The inbox of the open session: what waits to be taken, and what becomes of it.

Participants hand in from their phones (``store.inbox``). Each hand-in waits until the facilitator takes or declines it;
``Session.handed_in`` records that in the same change as the entry, so undo lets it wait again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections import Counter
from pathlib import Path

from msgspec.structs import replace

from reciring.live.answer import Answer, Outcome, refused
from reciring.live.controller import Controller
from reciring.ring.command_types import (
    AddOffer,
    AddReflection,
    Command,
    RemoveParticipant,
    SetQuestion,
    SetSpeaker,
    TakeHandIn,
)
from reciring.ring.command_wording import describe_done
from reciring.ring.entries import offer_of, reflection_of
from reciring.ring.entry_to_line import format_entry
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.message import Message, say
from reciring.ring.participants import format_question
from reciring.ring.session import Draft, Phase, Question, Session, asker_id, outcomes, question_id, seat
from reciring.ring.text import squeeze
from reciring.store.backups import remove_inbox
from reciring.store.inbox import HandIn, HandInKind, InboxEntry, InboxReader, Joined, Left, SpeakerTap, TypedLine

WRITING_PHASES = (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE)
"""The steps in which a participant's own question is taken by itself."""

MOST_AT_ONCE = 200
"""How many hand-ins ``/take all`` takes: a fraction of a second's work."""


class Inbox:
    """What was handed in to the session of ``controller``, whose file is ``path``."""

    def __init__(self, controller: Controller, path: Path) -> None:
        self.controller, self.path = controller, path
        self.reader = InboxReader(path)
        self.entries: dict[str, InboxEntry] = {}
        self.devices: Counter[str] = Counter()
        """How many phones each participant has joined with."""
        self.takes_offers = False
        """Whether offers are taken by themselves (``/join open``)."""

    # --- what comes in ----------------------------------------------------------------------------------------------

    def add(self, entries: list[InboxEntry]) -> tuple[bool, Message | None]:
        """Add what ``reader`` read, and take what is taken by itself.

        Returns whether anything was new, and what to say about the last that was taken.
        """
        new = [entry for entry in entries if entry.id not in self.entries]
        for entry in new:
            self.entries[entry.id] = entry
            if isinstance(entry, Joined):
                self.devices[entry.who] += 1
            elif isinstance(entry, Left):
                self.devices[entry.who] -= 1
        if self.controller.read_only_reason:
            return bool(new), None
        known, said = outcomes(self.controller.base), None
        for entry in sorted(new, key=lambda entry: entry.at):
            # A line can be about what the one before it noted, so each is read when its turn has come.
            if entry.id in known or (isinstance(entry, HandIn) and not self._can_be_taken(entry)):
                continue
            if command := self._automatic(entry, self.controller.base):
                said = self._take_by_itself(command)
        return bool(new), said

    def _automatic(self, entry: InboxEntry, session: Session) -> TakeHandIn | None:
        """The command for what needs no key: the typist's, own questions while they are written, offers if open."""
        match entry:
            case TypedLine():
                return TakeHandIn(at=entry.at, hand_in=entry.id, line=_typed_command(entry, session))
            case SpeakerTap():
                return TakeHandIn(at=entry.at, hand_in=entry.id, line=SetSpeaker(at=entry.at, who=entry.who))
            case HandIn(kind=HandInKind.QUESTION) if session.phase in WRITING_PHASES:
                return take(entry)
            case HandIn(kind=HandInKind.OFFER) if self.takes_offers:
                return take(entry)
        return None

    def _take_by_itself(self, command: TakeHandIn) -> Message:
        """Do it as a step of its own; if it cannot be done, it is declined, so that it does not come back."""
        entry = self.entries[command.hand_in]
        line = entry.text if isinstance(entry, TypedLine) else "/take"
        said = describe_done(command, self.controller.base)
        answer = self.controller.do(command, line)
        if answer.outcome is Outcome.DONE:
            return said
        self.controller.do(replace(command, line=None), line)
        return answer.said or say("That cannot be done now.")

    @property
    def waiting(self) -> list[HandIn]:
        """The hand-ins that were neither taken nor declined, oldest first, by and for people who are in the ring."""
        known = outcomes(self.controller.base)
        hand_ins = [it for it in self.entries.values() if isinstance(it, HandIn) and it.id not in known]
        return [it for it in hand_ins if self._can_be_taken(it)]

    def _can_be_taken(self, hand_in: HandIn) -> bool:
        """Whether those whom a hand-in is by and for are in the ring: undo can remove a participant."""
        return concerned(hand_in) <= self.controller.base.participants.keys()

    def remove_when_done(self) -> None:
        """Delete the inbox and the codes of a ring that is done, if nothing in it waits."""
        if self.controller.base.phase is Phase.DONE and not self.waiting and not self.controller.read_only_reason:
            with contextlib.suppress(OSError):  # They stay, and do no harm.
                remove_inbox(self.path)

    # --- the line ---------------------------------------------------------------------------------------------------

    @property
    def on_line(self) -> HandIn | None:
        """The hand-in that is on the line."""
        hand_in = self.entries.get(self.controller.draft.hand_in or "")
        return hand_in if isinstance(hand_in, HandIn) and self._can_be_taken(hand_in) else None

    def put_on_line(self) -> bool:
        """Put the oldest hand-in that waits on the empty line, as if it had been typed; False if there is none."""
        waiting = self.waiting
        if not waiting or self.controller.text or self.controller.read_only_reason:
            return False
        hand_in = waiting[0]
        self.controller.put_draft(
            Draft(
                text=hand_in_line(hand_in, self.controller.base),
                question=self.controller.base.current,
                passed=True,
                hand_in=hand_in.id,
            )
        )
        return True

    def meaning(self) -> TakeHandIn | Unclear | None:
        """What Enter would do with the hand-in on the line; None if there is none."""
        hand_in, controller = self.on_line, self.controller
        if hand_in is None:
            return None
        line = squeeze(controller.text)
        if not line:
            return decline(hand_in, controller.now)
        if line == squeeze(hand_in_line(hand_in, controller.base)):
            return take(hand_in)
        meaning = interpret(line, controller.base, controller.now, bound=controller.draft.question)
        if isinstance(meaning, Unclear):
            return meaning
        return TakeHandIn(at=controller.now, hand_in=hand_in.id, line=meaning)

    def enter(self) -> Answer | None:
        """Take or decline the hand-in on the line; None if there is none.

        A line that would remove someone who handed something in is refused: the next participant gets that seat.
        """
        meaning = self.meaning()
        if meaning is None:
            return self._removal_refused()
        if isinstance(meaning, Unclear):
            return refused(meaning.reason)
        said = describe_done(meaning, self.controller.base)
        answer = self.controller.do(meaning, squeeze(self.controller.text) or "/take")
        if answer.outcome is not Outcome.DONE:
            return answer
        self.controller.put_draft(Draft(text=""))
        return Answer(Outcome.DONE, said)

    def _removal_refused(self) -> Answer | None:
        """Why the line cannot remove a participant; None if it can, or does not."""
        people = {who for it in self.entries.values() if isinstance(it, HandIn) for who in concerned(it)}
        command = self.controller.meaning() if people else None
        for who in command.who if isinstance(command, RemoveParticipant) else ():
            if who in people:
                name = self.controller.base.name(who)
                return refused(say("There are entries with {name}. Type /away instead: they stay.", name=name))
        return None

    def put_back(self) -> bool:
        """Take the hand-in off the line; it waits again. False if there is none."""
        if self.on_line is None:
            return False
        self.controller.put_draft(Draft(text=""))
        return True

    def take_all(self) -> Message:
        """Take the hand-ins that wait, each as a step of its own; say how many were taken.

        No more than ``MOST_AT_ONCE`` of them, so that the console stays quick.
        """
        waiting = self.waiting
        taken = [self.controller.do(take(it), "/take").outcome for it in waiting[:MOST_AT_ONCE]].count(Outcome.DONE)
        more = len(waiting) - MOST_AT_ONCE
        if more > 0:
            return say("added: {n}. {more} still wait: /take all adds the next.", n=taken, more=more)
        return say("added: {n}", n=taken)


def concerned(hand_in: HandIn) -> set[str]:
    """The participants whom a hand-in is by and for."""
    return {hand_in.who, asker_id(hand_in.question)} if hand_in.question else {hand_in.who}


def take(hand_in: HandIn) -> TakeHandIn:
    """The command that takes a hand-in as it is. Its text is only ever text."""
    return TakeHandIn(at=hand_in.at, hand_in=hand_in.id, line=hand_in_command(hand_in))


def decline(hand_in: HandIn, at: dt.datetime) -> TakeHandIn:
    """The command that declines a hand-in."""
    return TakeHandIn(at=at, hand_in=hand_in.id, line=None)


def hand_in_command(hand_in: HandIn) -> AddOffer | SetQuestion | AddReflection:
    """The entry that a hand-in becomes. Nobody's turn to speak changes with it."""
    match hand_in.kind:
        case HandInKind.QUESTION:
            return SetQuestion(at=hand_in.at, who=hand_in.who, text=hand_in.text, private=hand_in.private, speaker=None)
        case HandInKind.REFLECTION:
            return AddReflection(
                at=hand_in.at,
                who=hand_in.who,
                kind=hand_in.reflection_kind,
                text=hand_in.text,
                due=hand_in.due,
                private=hand_in.private,
                speaker=None,
            )
    return AddOffer(
        at=hand_in.at,
        question=hand_in.question or question_id(hand_in.who),
        helpers=(hand_in.who,),
        kind=hand_in.offer_kind,
        text=hand_in.text,
        due=hand_in.due,
        private=hand_in.private,
        speaker=None,
    )


def hand_in_line(hand_in: HandIn, session: Session) -> str:
    """The line that would enter a hand-in. The dot leaves the speaker as it is."""
    command = hand_in_command(hand_in)
    if isinstance(command, SetQuestion):
        question = Question(asker=command.who, text=command.text, private=command.private)
        return f"/question {seat(command.who)} {format_question(question)}"
    if isinstance(command, AddReflection):
        return f".{format_entry(reflection_of(command, command.at), session)}"
    return f".{format_entry(offer_of(command, command.at), session, bound=session.current or '')}"


def _typed_command(entry: TypedLine, session: Session) -> Command | None:
    """The command of a typist's line, read as the console reads a line; None if nothing can be kept of it."""
    meaning = interpret(entry.text, session, entry.at, bound=entry.question)
    return meaning.fallback if isinstance(meaning, Unclear) else meaning
