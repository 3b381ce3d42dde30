"""What the preview asks beside the line: a shortage of time, an open item, the checklist items that the line ticks."""

from __future__ import annotations

import datetime as dt
from typing import Final

from textual.content import Content

from reciring.cells import shorten
from reciring.console.text import content, truncate
from reciring.console.view_state import ViewState
from reciring.live.time_shortage import WAY_OUT_KEYS
from reciring.ring.command_types import EditEntry
from reciring.ring.command_wording import describe_command
from reciring.ring.session import Offer, Phase
from reciring.ring.text import squeeze

MAX_TEXT: Final = 40
"""Columns of names, and of an offer's text."""
Parts = list[str | tuple[str, str]]


def prompt(view: ViewState, now: dt.datetime) -> Content | None:
    """Return what to ask or announce now, the most urgent first; None if there is nothing."""
    if squeeze(view.controller.text):
        items = view.open_items.items_to_tick()
        return _ticked_items(view, items) if isinstance(items, list) else _completed_offer(view)
    # During a walk Enter answers the item where it is, so that item is what the preview shows.
    if view.open_items.at:
        return _open_item(view)
    return _shortage(view, now) or _open_item(view)


def _key(name: str) -> tuple[str, str]:
    return f"{name} ", "bold $text-accent"


def _shortage(view: ViewState, now: dt.datetime) -> Content | None:
    """Return how much time lacks, and the keys of the ways out."""
    found = view.time_shortage.announced(now)
    if found is None:
        return None
    t = view.t
    lacks = t.plural(
        "{minutes} min short for {n} question.",
        "{minutes} min short for {n} questions.",
        found.people,
        minutes=found.minutes,
    )
    parts: Parts = [("! ", "bold $text-warning"), (lacks, "bold $text-warning"), " "]
    for key, way in view.time_shortage.ways(now).items():
        parts += [(WAY_OUT_KEYS[key], "bold $text-accent"), f" {t.message(way.label)} · "]
    return content(*parts, ("Esc", "bold $text-accent"), " ", t("leave it"))


def _ticked_items(view: ViewState, keys: list[str]) -> Content:
    texts = {item.key: item.text for item in view.open_items.checklist}
    signs = (("☐" if key in view.controller.base.ticked else "✓") + f" {texts[key]}" for key in keys)
    return Content("  ".join(signs))


def _completed_offer(view: ViewState) -> Content | None:
    """Return what the line makes of the offer where the walk is."""
    answer = view.open_items.answer()
    if not isinstance(answer, EditEntry):
        return None
    return content(("→ ", "bold $text-accent"), view.t.message(describe_command(answer, view.controller.base)))


def _open_item(view: ViewState) -> Content | None:
    """Return the question about the item where the walk is; without a walk that there are open items."""
    t, session, items = view.t, view.controller.base, view.open_items
    keys, at = items.open(), items.at
    if session.phase is Phase.PREPARE:
        if not at:
            return None
        item = next(item for item in items.checklist if item.key == at)
        return content(("☐ ", "bold $text-accent"), item.text, "  ", *_walk_keys(view, t("ready")))
    if not keys:
        return None
    if at:
        return content(*_question(view, session.offers[at], at), "  ", *_walk_keys(view))
    if session.phase is Phase.ROUND:
        return _ask_when(view)
    count = t.plural("{n} promise without a day or a name.", "{n} promises without a day or a name.", len(keys))
    hint = (t("Or type who says what."), "$foreground-muted")
    return content((count, "$text-warning"), " ", _key("Tab"), t("goes along them."), " ", hint)


def _text(view: ViewState, offer: Offer, width: int) -> str:
    """Return the text of an offer. Somebody may be reading along, so nothing of a private one."""
    return view.t("private") if offer.private else truncate(offer.text, width)


def _ask_when(view: ViewState) -> Content | None:
    """Return what to ask about the offers that are still vague when the time of the question is nearly up."""
    offers, t = view.open_items.offers_to_ask_about(staged=view.staged), view.t
    if not offers:
        return None
    promised = [offer for offer in offers if offer.helpers]
    names = ", ".join(dict.fromkeys(view.short_names(offer.helpers) for offer in promised))
    asks = [t("Ask when: {who}", who=shorten(names, MAX_TEXT))] if promised else []
    asks += [t("Ask who: {what}", what=_text(view, offer, 24)) for offer in offers if not offer.helpers][:1]
    about = f" ({_text(view, offers[0], 24)})" if len(offers) == 1 and promised else ""
    does = t("sets the day") if promised else t("sets the name")
    return content(("? " + "  ".join(asks), "bold $text-warning"), about + "  ", _key("Tab"), does)


def _question(view: ViewState, offer: Offer, ref: str) -> Parts:
    t = view.t
    helpers = shorten(view.short_names(offer.helpers), MAX_TEXT) or "?"
    asker = shorten(view.short_name(f"p{offer.question[1:]}"), 20)
    lead = f"{ref[1:]} {helpers} → {asker}: {_text(view, offer, MAX_TEXT)} · "
    asks = t("when? Type a day.") if offer.helpers else t("who? Type a name.")
    return [("? ", "bold $text-warning"), lead, (asks, "bold $text-warning")]


def _walk_keys(view: ViewState, enter: str = "") -> Parts:
    t = view.t
    parts: Parts = [_key("Enter"), f"{enter} · "] if enter else []
    return [*parts, _key("Tab"), t("later"), " · ", _key("Esc"), t("leave")]
