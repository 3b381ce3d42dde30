"""Rings of any size with long names from many languages, and rings that have all hostile texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from reciring.ring.session import (
    FACILITATOR,
    Kind,
    Meeting,
    Note,
    Offer,
    Participant,
    Phase,
    Plan,
    Question,
    Reflection,
    ReflectionKind,
    Session,
    Span,
    Turn,
)
from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.summary_sessions import BEGUN, DAY, at

NAMES = (
    "Anne Visser",
    "Bo",
    "Maximiliaan van den Berg-Oosterhuizen",
    "Fatima El Amrani",
    "Jan de Vries",
    "Łukasz Nowak",
    "Şule Yılmaz",
    "Zoë van Dijk",
    "Jan-Willem Bos",
    "Wolfeschlegelsteinhausenbergerdorff",
    "Karin Smit",
    "Tom Peeters",
    "María-José Carreño Quiñones",
    "Willem Kok",
    "Ada Lovelace",
    "Ingeborg Wilhelmina van der Heijden",
    "Ng",
    "Oluwaseun Adebayo",
    "Þórdís Kolbrún Reykfjörð Gylfadóttir",
    "Đỗ Thị Hồng",
)


def ring_of_size(people: int, *, language: str = "nl") -> Session:
    """Return a finished ring of so many people (at most 20), in which each asks a question and gets two offers."""
    ids = [f"p{number}" for number in range(1, people + 1)]
    questions: dict[str, Question] = {}
    offers: dict[str, Offer] = {}
    turns: dict[str, Turn] = {}
    kinds = list(Kind)
    for index, who in enumerate(ids):
        start, end = at(20 + 3 * index), at(23 + 3 * index)
        key = f"q{index + 1}"
        questions[key] = Question(
            asker=who,
            text=f"Wie kan mij helpen met vraag {index + 1}, liefst voor 1 februari?",
            slot=150 + 10 * (index % 4),
            started=start,
            stretches=(Span(start=start, end=end),),
        )
        for step in (1, 2 + index % 3):
            helper = ids[(index + step) % people]
            number = len(offers) + 1
            due = DAY + dt.timedelta(days=number % 9 + 1) if number % 3 else None
            kind = kinds[number % 4]
            offers[f"o{number}"] = Offer(
                question=key, helpers=(helper,), kind=kind, text=f"aanbod {number}", due=due, at=end
            )
            turns[f"t{number}"] = Turn(who=helper, question=key, start=start, end=at(20 + 3 * index + step / 5))
    end = at(20 + 3 * people)
    return Session(
        title=f"Kring van {people}",
        date=DAY,
        timezone="Europe/Amsterdam",
        language=language,
        facilitator="Nienke Hof",
        phase=Phase.DONE,
        plan=Plan(introduction=10, formulate=10, round=60, reflect=10),
        phases={Phase.INTRODUCTION: Span(start=BEGUN, end=at(20)), Phase.ROUND: Span(start=at(20), end=end)},
        participants={
            who: Participant(name=name, email=f"{who}@voorbeeld.example") for who, name in zip(ids, NAMES, strict=False)
        },
        questions=questions,
        offers=offers,
        turns=turns,
        numbered=len(offers),
    )


def hostile_rings() -> Iterator[tuple[list[str], Session]]:
    """Yield all hostile texts in rings of twenty, with their labels.

    Each text is a name, a question, an offer, a note, a reflection and a meeting. A name must be visible, so it is
    followed by a number.
    """
    labels = list(HOSTILE_TEXTS)
    for start in range(0, len(labels), 20):
        batch = labels[start : start + 20]
        yield batch, _hostile_ring([HOSTILE_TEXTS[label] for label in batch])


def visible_text(label: str) -> str:
    """Return what a reader sees of a hostile text, without spaces, because formats break lines at different places."""
    return "".join(squeeze(HOSTILE_TEXTS[label]).split())


def _hostile_ring(texts: list[str]) -> Session:
    ids = [f"p{number}" for number in range(1, len(texts) + 1)]
    numbered = list(enumerate(texts, 1))
    return Session(
        title=texts[0],
        date=DAY,
        language="nl",
        facilitator=texts[-1],
        place=texts[1],
        phase=Phase.DONE,
        phases={Phase.ROUND: Span(start=at(20), end=at(60))},
        participants={
            f"p{n}": Participant(name=f"{text} {n}", organisation=text, email=text, shares=True) for n, text in numbered
        },
        questions={
            f"q{n}": Question(
                asker=f"p{n}", text=text, slot=90, started=at(20), stretches=(Span(start=at(20), end=at(22)),)
            )
            for n, text in numbered
        },
        offers={
            f"o{n}": Offer(
                question=f"q{n}",
                helpers=(ids[n % len(ids)], FACILITATOR),
                kind=Kind.CONTACT,
                text=text,
                due=DAY if n % 2 else None,
                dropped=n % 7 == 0,
                at=at(30),
            )
            for n, text in numbered
        },
        numbered=len(texts),
        notes={
            f"n{n}": Note(phase=Phase.ROUND, question=f"q{n}", who=f"p{n}", text=text, at=at(31))
            for n, text in numbered
        },
        turns={"t1": Turn(who="p1", question="q2", start=at(20), end=at(21))},
        reflections={
            f"r{n}": Reflection(who=f"p{n}", kind=list(ReflectionKind)[n % 3], text=text, at=at(40))
            for n, text in numbered
        },
        meetings={
            f"m{n}": Meeting(between=(f"p{n}", ids[n % len(ids)]), due=DAY, text=text, at=at(41))
            for n, text in numbered
        },
    )
