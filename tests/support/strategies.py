"""Hypothesis strategies: any valid session, in any phase of a ring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from reciring.ring.session import (
    FACILITATOR,
    Draft,
    Kind,
    MadeFile,
    Meeting,
    Note,
    Offer,
    Participant,
    Pause,
    Phase,
    Plan,
    Question,
    Reflection,
    ReflectionKind,
    Session,
    Span,
    Turn,
    question_id,
)
from reciring.ring.text import clean, fold

T = TypeVar("T")
BEGIN = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)

texts = st.text(max_size=60).map(clean)
names = texts.filter(lambda text: bool(text.strip()))
instants = st.timedeltas(dt.timedelta(0), dt.timedelta(hours=3)).map(lambda since: BEGIN + since)
days = st.dates(dt.date(1900, 1, 1), dt.date(2999, 12, 31))
times = st.times().map(lambda time: time.replace(second=0, microsecond=0))
minutes = st.none() | st.integers(0, 1440)
zones = st.sampled_from(["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kathmandu"])


def ids(letter: str, most: int) -> st.SearchStrategy[list[str]]:
    """Ids of one table in ascending order, not always consecutive."""
    numbers = st.sets(st.integers(1, 999), max_size=most).map(sorted)
    return numbers.map(lambda found: [f"{letter}{number}" for number in found])


@st.composite
def spans(draw: st.DrawFn, running: bool = True) -> Span:
    """An interval; it can be without an end if ``running``."""
    start = draw(instants)
    ended = start + draw(st.timedeltas(dt.timedelta(0), dt.timedelta(hours=1)))
    return Span(start=start, end=draw(st.none() | st.just(ended)) if running else ended)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Span, ...]:
    earlier = draw(st.lists(spans(running=False), max_size=3))
    return (*earlier, *draw(st.lists(spans(), max_size=1)))


def optional_item(items: Sequence[T]) -> st.SearchStrategy[T | None]:
    """One of the items, or None."""
    return st.sampled_from([None, *items])


def some_items(items: Sequence[T], most: int = 4) -> st.SearchStrategy[tuple[T, ...]]:
    """Up to ``most`` different items, in any order."""
    if not items:
        return st.just(())
    return st.lists(st.sampled_from(items), unique=True, max_size=most).map(tuple)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """A session for which ``ring.validate.problems`` finds nothing."""
    people = draw(ids("p", 6))
    people_names = draw(st.lists(names, unique_by=fold, min_size=len(people), max_size=len(people)))
    participants = {
        key: Participant(
            name=name,
            organisation=draw(texts),
            email=draw(texts),
            away=draw(st.booleans()),
            passed=draw(st.booleans()),
            joined=draw(st.none() | instants),
        )
        for key, name in zip(people, people_names, strict=True)
    }
    anyone = [*people, FACILITATOR]
    askers = sorted(draw(some_items(people, 6)), key=people.index)
    questions = {question_id(asker): draw(_question(asker)) for asker in askers}
    open_questions = list(questions)
    offers = {key: draw(_offer(open_questions, anyone)) for key in draw(ids("o", 5))} if questions else {}
    highest = max((int(key[1:]) for key in offers), default=0)
    entries: dict[str, Any] = {
        "notes": {key: draw(_note(open_questions, anyone)) for key in draw(ids("n", 3))},
        "meetings": {key: draw(_meeting(anyone)) for key in draw(ids("m", 3))},
    }
    if people:
        entries["turns"] = draw(_turns(people, open_questions))
        entries["reflections"] = {key: draw(_reflection(people)) for key in draw(ids("r", 3))}
    return Session(
        title=draw(texts),
        date=draw(days),
        timezone=draw(zones),
        language=draw(st.sampled_from(["en", "nl"])),
        facilitator=draw(texts),
        place=draw(texts),
        start=draw(st.none() | times),
        until=draw(st.none() | times),
        phase=draw(st.sampled_from(Phase)),
        current=draw(optional_item(open_questions)),
        queue=draw(some_items(people)),
        numbered=highest + draw(st.integers(0, 3)),
        times=draw(st.booleans()),
        reviewed=draw(some_items(["q1", "o2", "n3"])),
        made=tuple(draw(st.lists(_made(people), max_size=2))),
        ticked=draw(some_items(["room", "chairs", "paper"])),
        plan=draw(_plan()),
        pause=draw(st.none() | _pause(people)),
        pauses=draw(_pauses()),
        draft=draw(st.none() | _draft(open_questions, [*offers, *entries["notes"], *entries.get("reflections", ())])),
        phases=draw(st.dictionaries(st.sampled_from(Phase), spans())),
        participants=participants,
        questions=questions,
        offers=offers,
        **entries,
    )


@st.composite
def _made(draw: st.DrawFn, people: list[str]) -> MadeFile:
    return MadeFile(
        name=draw(texts), form=draw(texts), who=draw(optional_item(people)), made_of=draw(texts), digest=draw(texts)
    )


@st.composite
def _plan(draw: st.DrawFn) -> Plan:
    minutes_of = [draw(minutes) for _ in range(5)]
    least = draw(st.integers(1, 600))
    return Plan(
        introduction=minutes_of[0],
        formulate=minutes_of[1],
        round=minutes_of[2],
        reflect=minutes_of[3],
        total=minutes_of[4],
        least=least,
        most=least + draw(st.integers(0, 600)),
    )


@st.composite
def _question(draw: st.DrawFn, asker: str) -> Question:
    return Question(
        asker=asker,
        text=draw(st.none() | texts),
        slot=draw(st.none() | st.integers(0, 600)),
        added=draw(st.integers(-600, 600)),
        started=draw(st.none() | instants),
        parked=draw(st.booleans()),
        aloud=draw(st.booleans()),
        private=draw(st.booleans()),
        restarts=tuple(draw(st.lists(instants, max_size=1))),
        stretches=draw(stretches()),
    )


@st.composite
def _offer(draw: st.DrawFn, questions: list[str], anyone: list[str]) -> Offer:
    return Offer(
        question=draw(st.sampled_from(questions)),
        helpers=draw(some_items(anyone)),
        kind=draw(st.sampled_from(Kind)),
        text=draw(texts),
        due=draw(st.none() | st.dates()),
        stars=draw(st.integers(0, 20)),
        private=draw(st.booleans()),
        dropped=draw(st.booleans()),
        at=draw(instants),
    )


@st.composite
def _note(draw: st.DrawFn, questions: list[str], anyone: list[str]) -> Note:
    return Note(
        phase=draw(st.sampled_from(Phase)),
        question=draw(optional_item(questions)),
        who=draw(optional_item(anyone)),
        text=draw(texts),
        private=draw(st.booleans()),
        at=draw(instants),
    )


@st.composite
def _turns(draw: st.DrawFn, people: list[str], questions: list[str]) -> dict[str, Turn]:
    keys = draw(ids("t", 5))
    found = [draw(spans(running=key == keys[-1])) for key in keys]
    return {
        key: Turn(
            who=draw(st.sampled_from(people)), question=draw(optional_item(questions)), start=span.start, end=span.end
        )
        for key, span in zip(keys, found, strict=True)
    }


@st.composite
def _reflection(draw: st.DrawFn, people: list[str]) -> Reflection:
    return Reflection(
        who=draw(st.sampled_from(people)),
        kind=draw(st.sampled_from(ReflectionKind)),
        text=draw(texts),
        due=draw(st.none() | st.dates()),
        private=draw(st.booleans()),
        at=draw(instants),
    )


@st.composite
def _meeting(draw: st.DrawFn, anyone: list[str]) -> Meeting:
    return Meeting(
        time=draw(st.none() | st.times()),
        between=draw(some_items(anyone)),
        due=draw(st.none() | st.dates()),
        text=draw(texts),
        private=draw(st.booleans()),
        at=draw(instants),
    )


@st.composite
def _pauses(draw: st.DrawFn) -> tuple[Span, ...]:
    return tuple(draw(spans(running=False)) for _ in range(draw(st.integers(0, 2))))


@st.composite
def _pause(draw: st.DrawFn, people: list[str]) -> Pause:
    return Pause(since=draw(instants), speaker=draw(optional_item(people)))


@st.composite
def _draft(draw: st.DrawFn, questions: list[str], entries: list[str]) -> Draft:
    return Draft(
        text=draw(texts),
        begun=draw(st.none() | instants),
        question=draw(optional_item(questions)),
        passed=draw(st.booleans()),
        mending=draw(optional_item(entries)),
        mended=draw(texts),
        waiting=tuple(draw(st.lists(texts, max_size=3))),
        refused=tuple(draw(st.lists(texts, max_size=3))),
    )
