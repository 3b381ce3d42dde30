"""Sessions of twelve people in each phase, and random lines, for tests of the entry line."""

from __future__ import annotations

import datetime as dt
from functools import cache

import msgspec
from hypothesis import strategies as st

from reciring.ring.command_types import (
    AddOffer,
    AddParticipant,
    AddReflection,
    BeginRing,
    Command,
    GoToPhase,
    NextQuestion,
    SetFacilitator,
    SetQuestion,
)
from reciring.ring.message import Refused
from reciring.ring.session import Kind, Phase, ReflectionKind, Session
from reciring.ring.update import update
from tests.support.hostile_texts import HOSTILE_TEXTS

START = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
NOW = START + dt.timedelta(minutes=30)
NAMES = (
    "Anne Visser",
    "Anneke de Groot",
    "Bo Jansen",
    "Fatima El Amrani",
    "Jan de Vries",
    "Jan-Willem Bos",
    "Karin Smit",
    "Łukasz Nowak",
    "Maarten van 't Hof",
    "Şule Yılmaz",
    "Tom Peeters",
    "Zoë van Dijk",
)
PHASES = tuple(Phase)


def updated(session: Session, *commands: Command) -> Session:
    """The session after commands, which must all be allowed."""
    for command in commands:
        after = update(session, command)
        assert not isinstance(after, Refused), (command, str(after))
        session = after
    return session


def minute(number: float) -> dt.datetime:
    return START + dt.timedelta(minutes=number)


@cache
def session_in_phase(
    phase: Phase = Phase.ROUND, *, names: tuple[str, ...] = NAMES, asker: str = "p4", language: str = "en"
) -> Session:
    """A session in a phase; in the round ``asker`` asks. Everyone but the last participant has a question."""
    session = Session(date=dt.date(2026, 11, 24), timezone="Europe/Amsterdam", language=language)
    session = updated(
        session, SetFacilitator(at=START, text="Nienke Hof"), *(AddParticipant(at=START, name=name) for name in names)
    )
    steps: tuple[tuple[Phase, tuple[Command, ...]], ...] = (
        (Phase.INTRODUCTION, (BeginRing(at=minute(0)),)),
        (Phase.FORMULATE, (GoToPhase(at=minute(10)),)),
        (
            Phase.ROUND,
            (
                *_questions(session),
                GoToPhase(at=minute(20)),
                NextQuestion(at=minute(21), who=asker),
            ),
        ),
        (Phase.REFLECT, (*_offers(session, asker), GoToPhase(at=minute(28), phase=Phase.REFLECT))),
        (
            Phase.DONE,
            (
                AddReflection(at=minute(29), who="p1", kind=ReflectionKind.NEXT, text="bellen"),
                GoToPhase(at=minute(29.5)),
            ),
        ),
    )
    for step, commands in steps:
        if PHASES.index(step) <= PHASES.index(phase):
            session = updated(session, *commands)
    return session


def _questions(session: Session) -> tuple[Command, ...]:
    return tuple(
        SetQuestion(at=minute(12), who=who, text=f"wie helpt {who}?") for who in list(session.participants)[:-1]
    )


def _offers(session: Session, asker: str) -> tuple[Command, ...]:
    helpers = [who for who in session.participants if who != asker]
    return tuple(
        AddOffer(
            at=minute(22 + number),
            question=f"q{asker[1:]}",
            helpers=(helper,),
            kind=kind,
            text=f"aanbod {number}",
        )
        for number, (helper, kind) in enumerate(zip(helpers, Kind, strict=False))
    )


def with_name(session: Session, who: str, name: str) -> Session:
    """The session with another name for a participant, not checked, as from a file."""
    person = msgspec.structs.replace(session.participants[who], name=name)
    return msgspec.structs.replace(session, participants={**session.participants, who: person})


_WORDS = (
    "anne jan sule zoe Nienke 0 7 12 7+4 anne+bo + : , . .. @ > # * \\ \\#tip / #tip #c #t #hulp #nee #prive #received"
    " #verrast #stap @vr @morgen @xyz >anne >4 >jan >xyz 12:30 1:30 /go /next /meet /plan /question /add /note /speaker"
    " /times /until /date /language /backdate /plus on total 90"
)
LINE_PIECES = (
    *NAMES,
    *_WORDS.split(),
    " ",
    "  ",
    "@1 dec",
    "stuurt morgen de link",
    "wie kent",
    "/edit 1",
    "/star 1 2",
)
"""The parts of random lines."""
typed_lines = st.lists(
    st.sampled_from(LINE_PIECES) | st.text(max_size=8) | st.sampled_from(sorted(HOSTILE_TEXTS.values())), max_size=7
)
any_line = typed_lines.map(" ".join) | typed_lines.map("".join) | st.text(max_size=40)
any_phase = st.sampled_from(PHASES)
