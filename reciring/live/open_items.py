"""Tab on the empty line goes along what is still open: the checklist beforehand, promises at the reflection.

One key and one word each. Whatever else is typed meanwhile means what it always does: nobody has to finish the walk.
"""

from __future__ import annotations

import datetime as dt

import msgspec
from textual.content import Content

from reciring.console.text import content, truncate
from reciring.console.view_state import ViewState
from reciring.ring.command_wording import describe_command
from reciring.ring.commands import AddOffer, Command, EditEntry, ToggleItem
from reciring.ring.entry_to_line import format_entry
from reciring.ring.interpret_line import parse_edited_entry
from reciring.ring.message import Message, say
from reciring.ring.schedule import ASK_WHEN_SECONDS, countdown
from reciring.ring.session import Offer, Phase, is_incomplete
from reciring.ring.text import squeeze

MAX_TEXT = 40
"""Columns of an offer's text that are shown."""


class OpenItems:
    """Where it is stands on the desk (``walking``): the key of a thing, or of an offer; "" while there is none."""

    def __init__(self, view: ViewState) -> None:
        self.view, self.controller = view, view.controller

    def open(self) -> list[str]:
        """What can be gone along now, in order."""
        session = self.controller.base
        if self.controller.reading or self.controller.mending:
            return []
        if session.phase is Phase.PREPARE:
            return [item.key for item in self.view.guide.checklist if item.key not in session.ticked]
        everywhere, current = session.phase is Phase.REFLECT, session.current
        asked = ((key, offer) for key, offer in session.offers.items() if everywhere or offer.question == current)
        return [key for key, offer in asked if is_incomplete(offer)]

    @property
    def at(self) -> str:
        """Where the walk is; "" if it is not going on."""
        return self.view.walking if self.view.walking and self.view.walking in self.open() else ""

    def step(self, by: int = 1) -> bool:
        """Tab: to the first, to the next, and past the last one out again. False if nothing is open."""
        open_ = self.open()
        if not open_:
            return False
        place = open_.index(self.at) + by if self.at else 0 if by > 0 else len(open_) - 1
        self.view.walking = open_[place] if 0 <= place < len(open_) else ""
        return True

    def leave(self) -> bool:
        """Escape: the rest stays open."""
        was, self.view.walking = self.at, ""
        return bool(was)

    def answer(self) -> Command | None:
        """What Enter does to what the walk is at; None if the line means something else."""
        text, at, now = squeeze(self.controller.text), self.at, self.controller.now
        if not at:
            return None
        if self.controller.base.phase is Phase.PREPARE:
            return None if text else ToggleItem(at=now, item=at)
        return self._promised(at, text, now) if text else None

    def go_on(self, after: str) -> Message | None:
        """To what is open behind ``next_theme``, if that is settled; what is to be said when nothing is left."""
        open_ = self.open()
        if after in open_:
            return None
        before = self._before.get(after, [])
        self.view.walking = next((key for key in open_ if key not in before), open_[0] if open_ else "")
        if open_:
            return None
        if self.controller.base.phase is Phase.PREPARE:
            return say("Everything is ready.")
        return say("Every promise has a name and a day now.")

    @property
    def _before(self) -> dict[str, list[str]]:
        """What stands before each, settled or not."""
        session = self.controller.base
        keys = [item.key for item in self.view.guide.checklist]
        keys = keys if session.phase is Phase.PREPARE else list(session.offers)
        return {key: keys[:place] for place, key in enumerate(keys)}

    def _promised(self, ref: str, text: str, now: dt.datetime) -> EditEntry | None:
        """The offer with the day, or the helper, that the line names and nothing but that."""
        session = self.controller.base
        offer = session.offers[ref]
        line = parse_edited_entry(ref, format_entry(offer, session), session, now)
        if not isinstance(line, AddOffer):
            return None
        if not offer.helpers:
            from reciring.ring.names import read_names

            who = read_names(text, session, loose=True)
            if who and who.refs and not who.problem:
                line = msgspec.structs.replace(line, helpers=who.refs)
                text = text[who.end :].strip()
        if text:
            words = text.removeprefix("@").split(" ")
            from reciring.ring.days import parse_day

            found = parse_day(words, session.date)
            if not found or found[1] != len(words):
                return None
            line = msgspec.structs.replace(line, due=found[0])
        return EditEntry(at=now, ref=ref, line=line)

    # --- in words --------------------------------------------------------------------------------------------------

    def words(self, *, staged: bool = False) -> Content | None:
        """What the preview says of it: on the empty line the question, else what Enter will do; None if nothing.

        ``staged``: the room sees it too.
        """
        t, session = self.view.t, self.controller.base
        if squeeze(self.controller.text):
            answer = self.answer()
            if not isinstance(answer, EditEntry):
                return None
            return content(("→ ", "bold $text-accent"), t.message(describe_command(answer, session)))
        open_, at = self.open(), self.at
        if session.phase is Phase.PREPARE:
            if not at:
                return None
            item = next(item for item in self.view.guide.checklist if item.key == at)
            return content(("☐ ", "bold $text-accent"), item.text, "  ", *self._keys(t("ready")))
        if not open_:
            return None
        if not at and session.phase is Phase.ROUND:
            return self._ask_when(open_, staged=staged)
        if not at:
            count = t.plural(
                "{n} promise without a day or a name.", "{n} promises without a day or a name.", len(open_)
            )
            return content(
                (count, "$text-warning"), " ", ("Tab ", "bold $text-accent"), t("goes along them."), " ", self._hint()
            )
        return content(*self._asked(session.offers[at], at), "  ", *self._keys(""))

    def _shown(self, offer: Offer, room: int) -> str:
        """The text of an offer, for the preview, where somebody may be looking along."""
        return self.view.t("private") if offer.private else truncate(offer.text, room)

    def _ask_when(self, open_: list[str], *, staged: bool) -> Content | None:
        """What is still vague when the time of a question is nearly up; before the room nothing private."""
        open_ = [key for key in open_ if not (staged and self.controller.base.offers[key].private)]
        if not open_:
            return None
        count = countdown(self.controller.session, self.controller.now)
        if count is None or count.paused or count.remaining > ASK_WHEN_SECONDS:
            return None
        t, view = self.view.t, self.view
        offers = [self.controller.base.offers[key] for key in open_]
        promised = [offer for offer in offers if offer.helpers]
        names = ", ".join(dict.fromkeys(view.short_names(offer.helpers) for offer in promised))
        asks = [t("Ask when: {who}", who=truncate(names, MAX_TEXT))] if promised else []
        asks += [t("Ask who: {what}", what=self._shown(offer, 24)) for offer in offers if not offer.helpers][:1]
        about = f" ({self._shown(offers[0], 24)})" if len(offers) == 1 and promised else ""
        ask = ("? " + "  ".join(asks), "bold $text-warning")
        return content(
            ask, about + "  ", ("Tab ", "bold $text-accent"), t("sets the day") if promised else t("sets the name")
        )

    def _hint(self) -> tuple[str, str]:
        return (self.view.t("Or type who says what."), "$foreground-muted")

    def _asked(self, offer: Offer, ref: str) -> list[str | tuple[str, str]]:
        t, view = self.view.t, self.view
        helpers = truncate(view.short_names(offer.helpers), MAX_TEXT) or "?"
        asker = truncate(view.short_name(f"p{offer.question[1:]}"), 20)
        lead = f"{ref[1:]} {helpers} → {asker}: {self._shown(offer, MAX_TEXT)} · "
        asks = t("when? Type a day.") if offer.helpers else t("who? Type a name.")
        return [("? ", "bold $text-warning"), lead, (asks, "bold $text-warning")]

    def _keys(self, enter: str) -> list[str | tuple[str, str]]:
        t = self.view.t
        parts: list[str | tuple[str, str]] = [("Enter ", "bold $text-accent"), f"{enter} · "] if enter else []
        return [*parts, ("Tab ", "bold $text-accent"), t("later"), " · ", ("Esc ", "bold $text-accent"), t("leave")]
