"""The shapes in which the summary is told: plain frozen data in one language, in the order in which it is read."""

from __future__ import annotations

import datetime as dt

import msgspec


class ViewModel(msgspec.Struct, frozen=True, kw_only=True):
    """Data that any form can lay out; ``msgspec.to_builtins`` makes it JSON."""


class OfferView(ViewModel, frozen=True, kw_only=True):
    """An offer. ``kind`` and ``when`` are words in the language; ``countdown_state`` is tip, concrete or vague, for its looks."""

    number: int
    who: str
    """The helpers' names; empty while nobody is known."""
    helpers: tuple[str, ...]
    kind: str
    text: str
    when: str
    """The promised day; *when?* of a promise without one; nothing of a tip without one."""
    due: dt.date | None
    stars: int
    state: str
    private: bool = False


class StatementView(ViewModel, frozen=True, kw_only=True):
    """A note or a reflection: who said it (or nobody in particular), and its day if it has one."""

    who: str
    text: str
    when: str = ""
    due: dt.date | None = None


class OpenItem(ViewModel, frozen=True, kw_only=True):
    """A question that still needs somebody: whose, the words, and why it is open."""

    asker: str
    text: str
    why: str


class QuestionView(ViewModel, frozen=True, kw_only=True):
    """One question and everything that was given to it."""

    seat: int
    asker: str
    organisation: str
    text: str
    known: bool
    """Whether the question was written down; if not, ``text`` says so."""
    offers: tuple[OfferView, ...]
    mentioned: tuple[OfferView, ...]
    notes: tuple[StatementView, ...]


class PromiseView(ViewModel, frozen=True, kw_only=True):
    """A promise seen from its helper: to whom, what, by when."""

    to: str
    kind: str
    text: str
    when: str
    due: dt.date | None
    private: bool = False
    together: str = ""
    """Who else promised it."""
    reach: str = ""
    """The other's address, on one's own page only."""


class PersonPromises(ViewModel, frozen=True, kw_only=True):
    """What one person promised, the earliest day first, without a day last."""

    who: str
    items: tuple[PromiseView, ...]


class MeetingView(ViewModel, frozen=True, kw_only=True):
    """A meeting."""

    who: str
    text: str
    when: str
    due: dt.date | None
    reach: str = ""


class Contact(ViewModel, frozen=True, kw_only=True):
    """Somebody who agreed that the group gets their address."""

    name: str
    organisation: str
    email: str


class Count(ViewModel, frozen=True, kw_only=True):
    """A number worth telling, and its word."""

    n: int
    label: str


class SummaryHeadings(ViewModel, frozen=True, kw_only=True):
    """The headings, in the language; a part without entries has no heading."""

    open: str
    questions: str
    offers: str
    mentioned: str
    notes: str
    promises: str
    meetings: str
    received: str
    surprised: str
    steps: str
    contacts: str
    again: str
    nobody: str
    no_offer: str


class GroupSummary(ViewModel, frozen=True, kw_only=True):
    """The group's summary. ``set_follow_up`` is empty while no day was agreed."""

    language: str
    title: str
    subtitle: str
    led_by: str
    counts: tuple[Count, ...]
    open: tuple[OpenItem, ...]
    questions: tuple[QuestionView, ...]
    promises: tuple[PersonPromises, ...]
    meetings: tuple[MeetingView, ...]
    surprised: tuple[StatementView, ...]
    received: tuple[StatementView, ...]
    steps: tuple[StatementView, ...]
    notes: tuple[StatementView, ...]
    contacts: tuple[Contact, ...]
    again: str
    corrections: str
    discretion: str
    empty: str
    """A sentence instead of the rest, if nothing was asked; else nothing."""
    words: SummaryHeadings
