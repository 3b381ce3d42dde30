"""What each reader may see of a ring, as plain data for JSON.

Everything that leaves the server is built here, from what is allowed: no speaking times, no e-mail addresses, no
notes of the facilitator, nothing private of others. Offers of others have no numbers: a gap would show a private one.

"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Final

from msgspec.structs import replace

from reciring.guide import Guide, remove_backticks
from reciring.live.stage_page import Room, stage_page
from reciring.locale import Translator
from reciring.report.wording import format_day, names_of, ring_title
from reciring.ring.round import question_number
from reciring.ring.schedule import Countdown, countdown
from reciring.ring.session import (
    KIND_TITLES,
    Kind,
    Offer,
    Phase,
    Session,
    asker_id,
    lacks_day,
    outcomes,
    question_id,
    seat,
)
from reciring.ring.visibility import is_for, offers_for_everyone
from reciring.store.access import Device
from reciring.store.inbox import HandIn, HandInKind

NAMES_NEXT: Final = 3
"""How many of the next askers are named."""
SHOWN_HAND_INS: Final = 50
"""How many of the newest hand-ins of a participant are sent with each change."""
State = dict[str, Any]


def with_agreed_addresses(session: Session) -> Session:
    """The session as a personal page on a phone may show it: with the e-mail addresses of those who agreed to that."""
    people = {
        who: person if person.shares else replace(person, email="") for who, person in session.participants.items()
    }
    return replace(session, participants=people)


def clock_state(session: Session, now: dt.datetime) -> State | None:
    """The countdown in milliseconds at ``now``; None without one. A page counts on from here by its own counter."""
    count: Countdown | None = countdown(session, now)
    if count is None:
        return None
    return {
        "remaining": round(count.remaining * 1000),
        "total": round(count.total * 1000),
        "paused": count.paused,
    }


def asking_state(session: Session, t: Translator) -> State | None:
    """The question that is being asked; its text is left out if it is private."""
    if session.current is None:
        return None
    question = session.questions[session.current]
    number, of = question_number(session)
    private = question.private
    return {
        "question": session.current,
        "asker": session.name(question.asker),
        "who": question.asker,
        "text": t("A question that stays in this room.") if private else question.text or "",
        "number": number,
        "of": of,
    }


def offer_states(session: Session, question: str, t: Translator) -> list[State]:
    """The offers to a question that everyone in the room can see, in the order of noting."""
    return [_offer_state(session, offer, t) for offer in offers_for_everyone(question, session)]


def _offer_state(session: Session, offer: Offer, t: Translator) -> State:
    return {
        "who": names_of(session, offer.helpers, t),
        "kind": offer.kind.value,
        "kindTitle": "" if offer.kind is Kind.TIP else t(KIND_TITLES[offer.kind]),
        "text": offer.text,
        "when": t("when?") if lacks_day(offer) else format_day(offer.due, session, t),
        "whenMissing": lacks_day(offer),
        "stars": offer.stars,
    }


def room_state(session: Session, guide: Guide, t: Translator) -> State:
    """What everyone who joined can see, on a phone and on the stage, except the time."""
    asking = asking_state(session, t)
    return {
        "title": ring_title(session, t),
        "phase": session.phase.value,
        "asking": asking,
        "offers": offer_states(session, session.current, t) if session.current else [],
        "next": [session.name(who) for who in session.queue[:NAMES_NEXT]],
        "prompts": [remove_backticks(line) for line in _prompts(session.phase, guide)],
        "stage": _stage_state(Room(session, t, guide)),
    }


def _stage_state(room: Room) -> State:
    """The page that the beamer shows, laid out by the browser; its countdown is in ``clock``."""
    page = stage_page(room)
    return {
        "left": page.left,
        "right": page.right,
        "heading": page.heading,
        "text": page.text,
        "items": [{"lead": it.lead, "text": it.text, "trail": it.trail, "missing": it.missing} for it in page.items],
        "none": page.no_items,
        "foot": page.foot,
        "shows": page.shows,
        "keepLast": page.keep_last,
    }


def _prompts(phase: Phase, guide: Guide) -> Iterable[str]:
    """What the guide has for everyone in this step."""
    match phase:
        case Phase.INTRODUCTION:
            return guide.ground_rules
        case Phase.FORMULATE:
            return guide.step(Phase.FORMULATE).say
        case Phase.ROUND:
            return guide.round_prompts
        case Phase.REFLECT:
            return guide.reflection_prompts
    return ()


def people_state(session: Session, taken: Iterable[str]) -> list[State]:
    """The names to choose from, for a device that gave the code."""
    held = set(taken)
    return [
        {"who": who, "seat": seat(who), "name": person.name, "organisation": person.organisation, "taken": who in held}
        for who, person in session.participants.items()
        if not person.away
    ]


def device_state(session: Session, device: Device, hand_ins: Mapping[str, HandIn], t: Translator) -> list[State]:
    """For each participant on a device: their question, what they handed in and received, and what became of it."""
    states = []
    for place in device.seats:
        if place.who in session.participants:
            own = [it for it in hand_ins.values() if it.who == place.who]
            states.append(_person_state(session, place.who, place.confirmed, own, device, t))
    return states


def _person_state(
    session: Session, who: str, confirmed: bool, hand_ins: list[HandIn], device: Device, t: Translator
) -> State:
    question = session.questions.get(question_id(who))
    asked = question is not None and question.started is not None
    own = [it for it in hand_ins if confirmed or it.device == device.id]
    return {
        "who": who,
        "name": session.name(who),
        "confirmed": confirmed,
        "question": {
            "text": (question.text or "") if question and (confirmed or not question.private) else "",
            "asked": asked,
        },
        "handIns": hand_in_states(session, own[-SHOWN_HAND_INS:], t),
        "received": [
            _offer_state(session, offer, t) | {"private": offer.private}
            for offer in session.offers.values()
            if asker_id(offer.question) == who
            and not offer.dropped
            and is_for(who if confirmed else None, offer, session)
        ],
    }


def hand_in_states(session: Session, hand_ins: Iterable[HandIn], t: Translator) -> list[State]:
    """Hand-ins and what became of them: ``waiting``, ``noted`` with the number of the entry, or ``declined``."""
    known = outcomes(session)
    return [_hand_in_state(session, it, known.get(it.id), t) for it in hand_ins]


def _hand_in_state(session: Session, hand_in: HandIn, outcome: str | None, t: Translator) -> State:
    state = "waiting" if outcome is None else "noted" if outcome else "declined"
    target = asker_id(hand_in.question) if hand_in.question else None
    return {
        "id": hand_in.id.partition(":")[2],
        "who": hand_in.who,
        "kind": hand_in.kind.value,
        "text": hand_in.text,
        "for": session.name(target) if target in session.participants else "",
        "offerKind": t(KIND_TITLES[hand_in.offer_kind]) if hand_in.kind is HandInKind.OFFER else "",
        "when": format_day(hand_in.due, session, t),
        "private": hand_in.private,
        "state": state,
        "number": seat(outcome) if outcome and outcome[0] == "o" else None,
    }
