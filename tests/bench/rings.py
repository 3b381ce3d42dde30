"""Generate rings of any size, in the middle of their round, with as many offers and turns as wanted."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

from reciring.ring.session import Kind, Note, Offer, Participant, Phase, Plan, Question, Session, Span, Turn
from reciring.store import atomic_write
from reciring.store.toml import encode

PEOPLE = (
    "Anne Visser, Anneke de Groot, Bo Jansen, Fatima El Amrani, Jan de Vries, Jan-Willem Bos, Karin Smit, Łukasz Nowak,"
    " Maarten van 't Hof, Şule Yılmaz, Tom Peeters, Zoë van Dijk, Chidi Okafor, Dirk Mulder, Eva Bakker, Gijs Kok,"
    " Hanna Vos, Ingrid Berg, Kees Prins, Lotte Post"
).split(", ")
WORDS = (
    "stuurt de slides van vorig jaar naar allen kent iemand bij gemeente die dit al deed en wil een uur meelezen"
    " biedt zaal aan op zaterdag in maart belt haar oude collega over archief heeft boek voor presenteren test app"
).split()
ASKED = 5
"""The seat of the current asker."""
SLOT = 3000
"""Seconds per question: longer than any measurement, so that the countdown runs all the time."""
OPEN = dt.timedelta(seconds=75)
"""How long ago the current question started."""


def ring(offers: int = 20, turns: int | None = None, *, now: dt.datetime | None = None, people: int = 20) -> Session:
    """Return a ring of ``people`` in its round, last changed just before ``now``; default: two turns an offer."""
    now = now or dt.datetime.now(dt.UTC)
    chance = random.Random(offers)
    turns = 2 * offers if turns is None else turns
    since = now - OPEN
    round_began = since - dt.timedelta(minutes=20)
    begun = round_began - dt.timedelta(minutes=20)
    who = [f"p{seat}" for seat in range(1, people + 1)]
    questions = _questions(who, round_began, since)
    at = _instants(offers, round_began, now - dt.timedelta(seconds=5))
    return Session(
        title="Samen slimmer",
        date=now.date(),
        timezone="Europe/Amsterdam",
        facilitator="Nienke Hof",
        place="Zaal De Brug",
        phase=Phase.ROUND,
        current=f"q{ASKED}",
        queue=tuple(who[ASKED:]),
        numbered=offers,
        plan=Plan(introduction=10, formulate=10, round=60, reflect=10),
        phases={
            Phase.INTRODUCTION: Span(start=begun, end=begun + dt.timedelta(minutes=10)),
            Phase.FORMULATE: Span(start=begun + dt.timedelta(minutes=10), end=round_began),
            Phase.ROUND: Span(start=round_began),
        },
        participants={
            key: Participant(name=name, organisation="Gemeente", email=f"{key}@voorbeeld.example")
            for key, name in zip(who, PEOPLE * (people // len(PEOPLE) + 1), strict=False)
        },
        questions=questions,
        offers={f"o{n + 1}": _offer(chance, who, questions, instant) for n, instant in enumerate(at)},
        notes={
            "n1": Note(
                phase=Phase.ROUND, question=f"q{ASKED}", text="het gaat om 2027", at=now - dt.timedelta(seconds=9)
            )
        },
        turns=_turns(chance, turns, who, questions, round_began, now - dt.timedelta(seconds=20)),
    )


def file(folder: Path, offers: int = 20, turns: int | None = None) -> Path:
    """Write such a ring to a new file, with its round running now; return the path."""
    path = folder / f"ring-{offers}.toml"
    atomic_write.write_file(path, encode(ring(offers, turns)))
    return path


def _questions(who: list[str], round_began: dt.datetime, since: dt.datetime) -> dict[str, Question]:
    each = (since - round_began) / (ASKED - 1)
    found = {}
    for number, asker in enumerate(who, 1):
        text = f"Wie helpt mij met vraag {number}: hoe leer ik spreken voor grote groepen, en wie oefent met mij?"
        start = round_began + (number - 1) * each
        if number > ASKED:
            found[f"q{number}"] = Question(asker=asker, text=text)
        else:
            end = None if number == ASKED else start + each
            stretches = (Span(start=start, end=end),)
            found[f"q{number}"] = Question(asker=asker, text=text, slot=SLOT, started=start, stretches=stretches)
    return found


def _instants(count: int, start: dt.datetime, end: dt.datetime) -> list[dt.datetime]:
    """Return ``count`` evenly spaced times, in order."""
    return [start + (end - start) * (number + 1) / (count + 1) for number in range(count)]


def _open_at(questions: dict[str, Question], at: dt.datetime) -> str:
    return next(key for key, it in reversed(questions.items()) if it.started and it.started <= at)


def _offer(chance: random.Random, who: list[str], questions: dict[str, Question], at: dt.datetime) -> Offer:
    question = _open_at(questions, at)
    helper = chance.choice([key for key in who if key[1:] != question[1:]])
    kind = chance.choice(list(Kind))
    due = (
        at.date() + dt.timedelta(days=chance.randrange(30)) if chance.random() < 0.7 and kind is not Kind.TIP else None
    )
    text = " ".join(chance.choices(WORDS, k=chance.randrange(4, 11)))
    stars = int(chance.random() < 0.1)
    return Offer(question=question, helpers=(helper,), kind=kind, text=text, due=due, stars=stars, at=at)


def _turns(
    chance: random.Random,
    count: int,
    who: list[str],
    questions: dict[str, Question],
    start: dt.datetime,
    end: dt.datetime,
) -> dict[str, Turn]:
    """Return turns without gaps, each by another speaker than the last; the final one is the asker's and still runs."""
    instants = [start, *_instants(max(0, count - 1), start, end)]
    # a turn ends with its question
    bounds = sorted({*instants, *(it.started for it in questions.values() if it.started)})[-count:]
    found, before = {}, ""
    for number, (begins, ends) in enumerate(zip(bounds, [*bounds[1:], None], strict=True), 1):
        speaker = (
            f"p{ASKED}" if ends is None else chance.choice([key for key in who if key not in (before, f"p{ASKED}")])
        )
        found[f"t{number}"] = Turn(who=speaker, question=_open_at(questions, begins), start=begins, end=ends)
        before = speaker
    return found
