"""The words for a change that was undone or redone, from the sessions before and after it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reciring.ring import entry_wording
from reciring.ring.command_wording import (
    DETAILS,
    PHASE_ENTERED,
    PLAN_TEXTS,
    READ_ALOUD,
    describe_backdate,
    describe_edit,
    describe_merge,
    describe_people,
    describe_person,
    describe_sharing,
    describe_tick,
    entry_title,
    in_past,
)
from reciring.ring.durations import format_duration
from reciring.ring.entries import TABLE_BY_LETTER
from reciring.ring.message import N_, Message, say
from reciring.ring.names import short_name
from reciring.ring.session import Note, Session, last_entry


def describe_undo(before: Session, after: Session) -> Message:
    """The sentence after Ctrl+Z; ``before`` and ``after`` are the sessions of the change that was undone."""
    return say("undone: {what}", what=describe_change(before, after))


def describe_redo(before: Session, after: Session) -> Message:
    """The sentence after Ctrl+Y; ``before`` and ``after`` are the sessions of the change that was redone."""
    return say("redone: {what}", what=describe_change(before, after))


def describe_change(before: Session, after: Session) -> Message:
    """What changed, in the past. If several things changed, the most important one."""
    for change in (
        _phase_change,
        _question_change,
        _participant_change,
        _question_text_change,
        _entry_change,
        _round_change,
        _speaker_change,
        _plan_change,
        _details_change,
        _hand_in_change,
    ):
        if words := change(before, after):
            return in_past(words)
    return say("the last line, which changed nothing") if before == after else say("a change")


def _phase_change(before: Session, after: Session) -> Message | None:
    return Message(PHASE_ENTERED[after.phase]) if before.phase is not after.phase else None


def _question_change(before: Session, after: Session) -> Message | None:
    """Another question became the current one, or the current one was backdated or got other time."""
    if before.current != after.current:
        if after.asker:
            return say("next: {who}", who=short_name(after.asker, after))
        return (
            say("{who} to the end of the queue", who=short_name(before.asker or "", before)) if before.queue else None
        )
    if after.current is None or after.asker is None:
        return None
    old, new, who = before.questions[after.current], after.questions[after.current], short_name(after.asker, after)
    if old.started and new.started and new.started < old.started:
        moved = [
            ref
            for table in ("offers", "notes")
            for ref, entry in getattr(before, table).items()
            if (kept := getattr(after, table).get(ref)) is None or kept.question != entry.question
        ]
        return describe_backdate(before, (old.started - new.started).total_seconds(), moved)
    if new.added > old.added:
        return say("{span} more for {who}", span=format_duration(new.added - old.added), who=who)
    if new.added < old.added:
        return say("{span} less for {who}", span=format_duration(old.added - new.added), who=who)
    return None


def _participant_change(before: Session, after: Session) -> Message | None:
    if len(after.participants) > len(before.participants) + 1:
        return say("{count} new participants", count=len(after.participants) - len(before.participants))
    if removed := [ref for ref in before.participants if ref not in after.participants]:
        return describe_people(N_("remove: {who}"), removed, before)
    for ref, person in after.participants.items():
        old = before.participants.get(ref)
        if old is None:
            return say("new participant: {name}", name=person.name)
        if old.name != person.name and old.email == person.email and old.organisation == person.organisation:
            return say("{old} is now {name}", old=old.name, name=person.name)
        if old.name != person.name or old.organisation != person.organisation:
            return describe_person(ref, before, after)
        if person.away and not old.away:
            return describe_people(N_("{who} is absent"), _changed_people(before, after, "away"), after)
        if person.passed and not old.passed:
            passed = _changed_people(before, after, "passed")
            return describe_people(N_("{who} asks nothing, but can still help"), passed, after)
        if person.shares != old.shares:
            return describe_sharing(_changed_people(before, after, "shares"), after, on=person.shares)
        if person.email != old.email:
            what = say("the e-mail address of {who}: {email}", who=short_name(ref, after), email=person.email or "–")
            question = _question_text_change(before, after)
            return say("{what}; {detail}", what=question, detail=what) if question else what
        if person.away != old.away or person.passed != old.passed:
            back = [*_changed_people(before, after, "away"), *_changed_people(before, after, "passed")]
            return describe_people(N_("{who} is back"), list(dict.fromkeys(back)), after)
    return None


def _changed_people(before: Session, after: Session, field: str) -> list[str]:
    """The participants whose ``field`` changed."""
    return [
        who
        for who, old in before.participants.items()
        if who in after.participants and getattr(after.participants[who], field) != getattr(old, field)
    ]


def _entry_change(before: Session, after: Session) -> Message | None:
    """An entry was added, deleted, edited or merged."""
    for table in ("offers", "notes", "reflections", "meetings"):
        old, new = getattr(before, table), getattr(after, table)
        if old == new:
            continue
        changed = [ref for ref in new if ref in old and new[ref] != old[ref]]
        for ref in new:
            if ref not in old:
                return _entry_words(ref, after)
        for ref in old:
            became_entry = len(after.offers) > len(before.offers) or len(after.reflections) > len(before.reflections)
            if ref not in new and (len(after.notes) > len(before.notes) or became_entry):
                return describe_edit(ref, before, after)
            if ref not in new and changed and not old[ref].private:
                return describe_merge(changed[0], ref, after)
            if ref not in new:
                return say("delete: {what}", what=_entry_words(ref, before))
        if old[changed[0]].private or new[changed[0]].private:
            return say("{what}, private", what=entry_title(changed[0]))
        return describe_edit(changed[0], before, after)
    return None


def _entry_words(ref: str, session: Session) -> Message:
    """The words for an entry, followed by its text. The room may see them on the stage.

    So a private entry gives only its number, and a note of the facilitator's own gives no text.
    """
    entry = getattr(session, TABLE_BY_LETTER[ref[0]])[ref]
    if entry.private:
        return say("{what}, private", what=entry_title(ref))
    what = entry_wording.describe_entry(ref, session)
    is_own = isinstance(entry, Note) and entry.question is None
    return say("{what} · {words}", what=what, words=entry.text) if entry.text and not is_own else what


def _question_text_change(before: Session, after: Session) -> Message | None:
    for key, question in after.questions.items():
        old = before.questions.get(key)
        if question.text != (old.text if old else None):
            who = short_name(question.asker, after)
            if old is None or old.text is None:
                return say("question of {who}", who=who)
            return say("new text for {who}'s question", who=who)
        if old and question.private != old.private:
            what = say("question of {who}", who=short_name(question.asker, after))
            return say("hidden from the group: {what}", what=what) if question.private else what
    return None


def _round_change(before: Session, after: Session) -> Message | None:
    if after.pause and not before.pause:
        return say("pause")
    if before.pause and not after.pause:
        return say("resume after the pause")
    if before.queue and not after.queue and any(question.aloud for question in after.questions.values()):
        return Message(READ_ALOUD)
    if before.queue != after.queue and after.queue:
        moved = [who for who, other in zip(before.queue, after.queue, strict=False) if who != other]
        if len(moved) == 2 and after.queue[-1] == before.queue[-1]:
            return describe_people(N_("{who} swap places in the queue"), moved, after)
        return say("{who} to the end of the queue", who=short_name(after.queue[-1], after))
    return None


def _speaker_change(before: Session, after: Session) -> Message | None:
    if before.times != after.times:
        return DETAILS["times"](after.times)
    if before.turns == after.turns:
        return None
    turn = last_entry(after.turns)
    if turn is None or turn.end is not None:
        return say("nobody is speaking")
    return say("{who} is speaking", who=short_name(turn.who, after))


def _plan_change(before: Session, after: Session) -> Message | None:
    """A value of the plan, with the value that it had."""
    if before.until != after.until:
        what = DETAILS["until"](after.until)
        return say("{what}, was {before}", what=what, before=before.until) if before.until else what
    for field, text in PLAN_TEXTS.items():
        old, new = getattr(before.plan, field), getattr(after.plan, field)
        if old == new or new is None:
            continue
        what = Message(text, (("minutes", new), ("span", format_duration(new))))
        if old is None:
            return what
        return say("{what}, was {before}", what=what, before=format_duration(old) if "{span}" in text else old)
    return say("the default plan") if before.plan != after.plan else None


_DETAILS: dict[str, Callable[[Any], Message]] = {
    **{field: DETAILS[field] for field in ("title", "place", "facilitator", "language")},
    "date": lambda day: say("on {day}", day=day),
    "start": lambda time: say("start at {time}", time=time) if time else say("no start time"),
    "timezone": lambda zone: say("time zone: {zone}", zone=zone),
    "again": DETAILS["again"],
}


def _hand_in_change(before: Session, after: Session) -> Message | None:
    """That something from a phone was declined: what is taken is an entry."""
    return say("what was handed in is not taken") if before.handed_in != after.handed_in else None


def _details_change(before: Session, after: Session) -> Message | None:
    for item in (*after.ticked, *before.ticked):
        if (item in after.ticked) is not (item in before.ticked):
            return describe_tick(on=item in after.ticked)
    for field, words in _DETAILS.items():
        if getattr(before, field) != getattr(after, field):
            return words(getattr(after, field))
    return None
