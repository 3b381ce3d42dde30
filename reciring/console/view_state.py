"""What lies on the facilitator's desk: the live session, the language, and what is to be shown of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content
from textual.geometry import Size

from reciring.clock import FastClock
from reciring.guide import Guide, load_guide
from reciring.live.controller import Controller
from reciring.locale import Translator
from reciring.ring.message import Message
from reciring.ring.names import short_name
from reciring.ring.plan import timezone_of
from reciring.ring.session import FACILITATOR, Session, Turn
from reciring.ring.speaking_time import Nudges, TurnTotals, nudges, turn_totals
from reciring.store.settings import Settings

if TYPE_CHECKING:
    from reciring.importers.read import ParticipantList
    from reciring.live.practice import PracticeTour

ENLARGED = ("queue", "offers", "clock")
"""Panes that can be enlarged (F3, F4, F5)."""
NUDGE_MAX_AGE = dt.timedelta(seconds=5)
"""Nudges change slowly: they are reckoned at every change, and otherwise this often."""

NOTHING: Final = Content("")


class Page(NamedTuple):
    """A page of the middle pane; ``below`` stays in sight while ``body`` scrolls."""

    title: str
    body: Content
    below: Content = NOTHING


class ViewState:
    """Shared by the screen and its panes. ``facilitator_times`` is whether speaking times are shown (F2)."""

    def __init__(self, controller: Controller, t: Translator, settings: Settings) -> None:
        self.controller, self.t, self.settings = controller, t, settings
        self.times = settings.times
        self.speed = controller.clock.speed if isinstance(controller.clock, FastClock) else 1.0
        self.people: ParticipantList | None = None
        """A list of people that was pasted and is not taken yet."""
        self.told: tuple[Message, ...] = ()
        """What else is to be said of what was just done, until something else is done."""
        self.room = Size(0, 0)
        """Columns and rows of the middle pane's page."""
        self.below = Size(0, 0)
        """Columns and rows there are for what stands below that page."""
        self.page: Page | None = None
        """Something to read that stands in the middle until Escape."""
        self.tour: PracticeTour | None = None
        """How far a newcomer is, on the practice ring."""
        self.walking = ""
        """What Tab is at on its way through what is open: a thing of the checklist, an offer."""
        self.asks: Message | None = None
        """A question that stands in the preview while there is nothing else to say."""
        self._guides: dict[str, Guide] = {}
        self._nudges: tuple[Session, dt.datetime, Nudges] | None = None
        self._summed: tuple[dict[str, Turn], TurnTotals] | None = None

    @property
    def session(self) -> Session:
        return self.controller.session

    @property
    def guide(self) -> Guide:
        """The steps explained, in the language shown."""
        language = self.t.language
        if language not in self._guides:
            self._guides[language] = load_guide(language, self.settings.guide)
        return self._guides[language]

    def short_name(self, ref: str) -> str:
        """The short name of somebody."""
        name = short_name(ref, self.session)
        return name if isinstance(name, str) else self.t.message(name)

    def short_names(self, refs: tuple[str, ...]) -> str:
        """Short names in a row; nothing of nobody."""
        return ", ".join(self.short_name(ref) for ref in refs)

    def seat_and_name(self, who: str) -> str:
        """``4 Fatima``."""
        return self.short_name(who) if who == FACILITATOR else f"{who[1:]} {self.short_name(who)}"

    def local(self, instant: dt.datetime) -> dt.time:
        """The time of day of an instant, where the ring is."""
        return instant.astimezone(timezone_of(self.session)).time()

    @property
    def ended(self) -> TurnTotals:
        """What the turns that have ended come to: summed once per change, for a second adds only to the open one."""
        turns = self.session.turns
        if self._summed is None or self._summed[0] is not turns:
            self._summed = (turns, turn_totals(self.session, self._summed[1] if self._summed else None))
        return self._summed[1]

    def nudges(self, now: dt.datetime) -> Nudges:
        """Who speaks much and whom to invite."""
        session = self.session
        if self._nudges is None or self._nudges[0] is not session or abs(now - self._nudges[1]) > NUDGE_MAX_AGE:
            self._nudges = (session, now, nudges(session, now, self.ended))
        return self._nudges[2]
