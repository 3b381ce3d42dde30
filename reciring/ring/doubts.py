"""What there is to ask about an offer: which person, who, when, or whether a tip is a promise."""

from __future__ import annotations

import datetime as dt
import re
from enum import Enum, auto
from typing import Final

from msgspec.structs import replace

from reciring.ring.kind_words import suggested_kind
from reciring.ring.markers import read_markers
from reciring.ring.names import NamedPeople, almost_named, read_names
from reciring.ring.session import Kind, Offer, Session, lacks_day

_JOINER: Final = re.compile(r"(?:[+&,] ?)?(?:(?:en|and) )?")
"""What joins a name at the beginning of a text to the helpers before it."""


class Doubt(Enum):
    """What is not known about an offer, the most important first."""

    WHICH = auto()
    """Its text begins with a name that several people have."""
    WHO = auto()
    """No helper is known."""
    WHEN = auto()
    """It lacks a day, or its text has a day that could not be read."""
    KIND = auto()
    """It is a tip, but sounds like a promise."""


def doubt_about(offer: Offer, session: Session) -> Doubt | None:
    """Return what to ask about an offer; None if it is complete, or not useful."""
    if offer.dropped:
        return None
    if unclear_name(offer, session):
        return Doubt.WHICH
    if not offer.helpers:
        return Doubt.WHO
    if needs_day(offer):
        return Doubt.WHEN
    if offer.kind is Kind.TIP and offer.due is None and suggested_kind(offer.text):
        return Doubt.KIND
    return None


def needs_day(offer: Offer) -> bool:
    """Whether to ask *when?*: the offer lacks a day, or its text has an ``@word`` that was not read as a day."""
    misread = any(word[:1] == "@" and word[1:2].isalnum() for word in offer.text.split(" "))
    return lacks_day(offer) or (misread and not offer.due and not offer.dropped)


def unclear_name(offer: Offer, session: Session) -> NamedPeople | None:
    """Return the name at the beginning of the text that several people have; None if there is none."""
    start = _start(offer)
    if offer.helpers and not start:
        return None
    named = read_names(offer.text[start:], session)
    return named if named and named.choices and not named.refs else None


def _start(offer: Offer) -> int:
    """The index in the text of an offer after what joins a name to its helpers; 0 if nothing joins."""
    match = _JOINER.match(offer.text) if offer.helpers else None
    return match.end() if match else 0


def with_choice(offer: Offer, who: str, session: Session) -> Offer:
    """Return the offer with the person who is meant by its unclear name, and without that name in its text."""
    named = unclear_name(offer, session)
    if named is None:
        return offer
    rest = offer.text[_start(offer) + named.choices_end :]
    line = f"{session.name(who)}{rest}"
    read = read_names(line, session)
    refs: tuple[str, ...] = (who,)
    text = rest
    if read and read.refs[:1] == (who,):
        refs, text = read.refs, line[read.end :]
    return replace(offer, helpers=tuple(dict.fromkeys((*offer.helpers, *refs))), text=text.strip(" :,"))


def without_name(text: str, who: str, session: Session) -> str:
    """Return the text without the name at its beginning that means ``who``: a shared first name, or almost theirs."""
    named, word = read_names(text, session), text.split(" ")[0]
    if named and not named.refs and who in named.choices:
        end = named.choices_end
    elif named is None and who in almost_named(word.rstrip(":,"), session):
        end = len(word)
    else:
        return text
    return text[end:].strip(" :,") or text


def with_answer(offer: Offer, text: str, session: Session) -> Offer | None:
    """Return the offer completed by a name, a kind or a day; None if the text says anything else."""
    doubt, day = doubt_about(offer, session), None
    if doubt in (Doubt.WHICH, Doubt.WHO):
        who = read_names(text, session, loose=True)
        named = unclear_name(offer, session)
        if who and who.refs and not who.problem:
            if named is None:
                offer = replace(offer, helpers=who.refs, text=without_name(offer.text, who.refs[0], session))
            elif who.refs[0] in named.choices and len(who.refs) == 1:
                offer = with_choice(offer, who.refs[0], session)
            else:
                return None
            text = text[who.end :].strip()
    if text:
        marked = read_markers(text if text[0] in "#@" else f"@{text}", session)
        if marked.words or marked.problems or marked.target or not (marked.kind or marked.due):
            return None
        kind, day = marked.kind, marked.due
        if doubt is Doubt.KIND and kind is None:
            kind = suggested_kind(offer.text)
        offer = replace(offer, kind=kind or offer.kind, due=day or offer.due)
        if day:
            offer = replace(offer, text=_without_misread_day(offer.text, session, day))
    return offer


def _without_misread_day(text: str, session: Session, day: dt.date) -> str:
    """The text without its last ``@word`` that was not read as a day, now that the day is known."""
    words = text.split(" ")
    misread = [index for index, word in enumerate(words) if word[:1] == "@" and word[1:2].isalnum()]
    if misread:
        del words[misread[-1]]
    return " ".join(words)
