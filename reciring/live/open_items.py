"""What is still open: the checklist before the ring; during it, offers that miss something.

Tab on the empty line walks along the open items, one key and one word each. Any other line means what it always means,
so nobody has to finish the walk.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from reciring.guide import ChecklistItem
from reciring.live.checklist import items_meant
from reciring.live.controller import Controller
from reciring.ring.command_types import AddOffer, Command, EditEntry, ToggleItem
from reciring.ring.doubts import Doubt, doubt_about, unclear_name, with_answer, with_choice
from reciring.ring.message import Message, say
from reciring.ring.schedule import ASK_WHEN_SECONDS, countdown
from reciring.ring.session import FACILITATOR, Offer, Phase, seat
from reciring.ring.text import squeeze
from reciring.ring.visibility import is_for


class OpenItems:
    """The open items, and where the walk along them is. ``checklist`` gives the checklist in the language shown."""

    def __init__(self, controller: Controller, checklist: Callable[[], tuple[ChecklistItem, ...]]) -> None:
        self.controller, self._checklist = controller, checklist
        self.position = ""
        """The key of the checklist item or offer where the walk was last; "" if there is no walk."""
        self._tips: set[tuple[str, str]] = set()
        """The tips that sound like a promise and are none: their keys and texts."""

    @property
    def checklist(self) -> tuple[ChecklistItem, ...]:
        return self._checklist()

    def open(self) -> list[str]:
        """Return the keys of the open items, in order."""
        session = self.controller.base
        if self.controller.read_only_reason or self.controller.editing:
            return []
        if session.phase is Phase.PREPARE:
            return [item.key for item in self.checklist if item.key not in session.ticked]
        everywhere, current = session.phase is Phase.REFLECT, session.current
        asked = ((key, offer) for key, offer in session.offers.items() if everywhere or offer.question == current)
        return [key for key, offer in asked if doubt_about(offer, session) and (key, offer.text) not in self._tips]

    @property
    def at(self) -> str:
        """The item where the walk is, if it is still open; "" if there is no walk."""
        return self.position if self.position and self.position in self.open() else ""

    def step(self, by: int = 1) -> bool:
        """Go to the first item or the next one, or past the last one and out. False if nothing is open."""
        items = self.open()
        if not items:
            return False
        place = items.index(self.at) + by if self.at else 0 if by > 0 else len(items) - 1
        self.position = items[place] if 0 <= place < len(items) else ""
        return True

    def leave(self) -> bool:
        """End the walk; False if there was none."""
        was, self.position = self.at, ""
        return bool(was)

    def answer(self) -> Command | None:
        """Return what Enter does to the item where the walk is; None if the line means something else."""
        text, at, now = squeeze(self.controller.text), self.at, self.controller.now
        if not at:
            return None
        if self.controller.base.phase is Phase.PREPARE:
            return None if text else ToggleItem(at=now, item=at)
        return self._completed_offer(at, text, now) if text else None

    def items_to_tick(self) -> list[str] | Message | None:
        """Return the checklist items that the line ticks, why it ticks none, or None if it is another line.

        During the walk along the checklist, numbers alone are numbers of items and not names.
        """
        text = squeeze(self.controller.text)
        numbers = bool(text) and text.isascii() and text.replace(" ", "").isdigit()
        if numbers and self.at and self.controller.base.phase is Phase.PREPARE:
            text = f"/tick {text}"
        return items_meant(text, self.checklist)

    def go_on(self, after: str) -> Message | None:
        """Go to the next open item if ``after`` is settled; return what to say when nothing is open."""
        items = self.open()
        if after in items:
            return None
        phase = self.controller.base.phase
        keys = [item.key for item in self.checklist] if phase is Phase.PREPARE else list(self.controller.base.offers)
        before = keys[: keys.index(after)] if after in keys else []
        self.position = next((key for key in items if key not in before), items[0] if items else "")
        if items:
            return None
        if phase is Phase.PREPARE:
            return say("Everything is ready.")
        return say("No incomplete offers left.")

    def offers_to_ask_about(self, *, staged: bool) -> list[Offer]:
        """Return the open offers of the current question when its time is nearly up; ``staged``: no private ones."""
        session = self.controller.base
        offers = [session.offers[key] for key in self.open()]
        count = countdown(self.controller.session, self.controller.now)
        if count is None or count.paused or count.remaining > ASK_WHEN_SECONDS:
            return []
        return [offer for offer in offers if not staged or is_for(None, offer, session)]

    def choices(self) -> tuple[str, ...]:
        """Return the people that the current item asks to choose from."""
        named = unclear_name(self.controller.base.offers[self.at], self.controller.base) if self._at_offer else None
        return named.choices if named else ()

    def choose(self, key: str) -> EditEntry | None:
        """Return the answer of a digit: the person on that seat; None if the item asks for no such person."""
        who = next((who for who in self.choices() if who != FACILITATOR and str(seat(who)) == key), None)
        if who is None:
            return None
        session = self.controller.base
        return _edited(self.at, with_choice(session.offers[self.at], who, session), self.controller.now)

    def keep_tip(self) -> bool:
        """Let the item where the walk is be a tip, although it sounds like a promise; False if it is another item."""
        session = self.controller.base
        if not self._at_offer or doubt_about(session.offers[self.at], session) is not Doubt.KIND:
            return False
        self._tips.add((self.at, session.offers[self.at].text))
        return True

    @property
    def _at_offer(self) -> bool:
        return self.at in self.controller.base.offers

    def _completed_offer(self, ref: str, text: str, now: dt.datetime) -> EditEntry | None:
        """Return the offer with the name, kind or day that the line gives; None if the line says anything else."""
        session = self.controller.base
        completed = with_answer(session.offers[ref], text, session)
        return _edited(ref, completed, now) if completed and completed != session.offers[ref] else None


def _edited(ref: str, offer: Offer, at: dt.datetime) -> EditEntry:
    fields = {name: getattr(offer, name) for name in offer.__struct_fields__ if name != "at"}
    return EditEntry(at=at, ref=ref, line=AddOffer(at=at, **fields))
