"""The row of what holds on until it is settled: a gap, too little time, an open item, a pause.

What just happened is in the preview, so neither covers the other. A key that is named here does what it says for as
long as it is named (``ViewState.keys_on_screen``). While there is nothing to say, the row shows the guide in one line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from reciring.cells import shorten
from reciring.console.text import clock_digits, content, truncate
from reciring.console.view_state import GuideSize, ViewState
from reciring.console.widgets.guide import guide_line
from reciring.console.widgets.key_label import KeyLabel
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.live.time_shortage import WAY_OUT_SIGNS
from reciring.report.wording import format_day
from reciring.ring.doubts import Doubt, doubt_about
from reciring.ring.session import FACILITATOR, KIND_TITLES, Offer, Phase, seat
from reciring.ring.speaking_time import ask_still_speaking
from reciring.ring.time_wording import moment, pause_since
from reciring.ring.visibility import is_for

MAX_TEXT: Final = 40
"""Columns of names, and of an offer's text."""
MIN_TEXT: Final = 24
"""Columns that a text keeps beside its keys."""
GAP: Final = "  "
"""Between two keys, and between two reminders."""


class Reminding(NamedTuple):
    """One thing that holds on: a sign, what it is, and the keys that settle it."""

    sign: str
    text: str
    keys: tuple[KeyLabel, ...] = ()
    style: str = "$text-warning"

    short: str = ""
    """What it is, where there is little room."""

    def draw(self, width: int) -> tuple[Content, tuple[KeyLabel, ...]]:
        """Return the row, and the keys in it. Keys stay whole: the text is cut, and then the last keys are left out."""
        room = width - len(self.sign) - 1
        text = self.text
        if self.short and cell_len(text) + self._width(self.keys) > room:
            text = self.short
        keys = self.keys
        least = min(cell_len(text), MIN_TEXT)
        while keys and least + self._width(keys) > room:
            keys = keys[:-1]
        text = truncate(text, room - self._width(keys))
        parts = (part for key in keys for part in (GAP, key.draw()))
        return content((f"{self.sign} ", f"bold {self.style}"), (text, self.style), *parts), keys

    @staticmethod
    def _width(keys: tuple[KeyLabel, ...]) -> int:
        return sum(key.width + len(GAP) for key in keys)


class Reminder(TextBlock, Pane):
    """As many reminders as fit, the most urgent first."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="reminder")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        width = max(8, self.screen.size.width - 2)
        row, keys = Content(""), set[str]()
        for one in reminders(self.view, now):
            # A key that is named already keeps that meaning.
            unnamed = tuple(key for key in one.keys if keys.isdisjoint(key.keys))
            room = width - row.cell_length - len(GAP) if row and one.short else width
            words, named = one._replace(keys=unnamed).draw(room)
            if row and row.cell_length + len(GAP) + words.cell_length > width:
                continue
            row = content(row, GAP, words) if row else words
            keys.update(name for key in named for name in key.keys)
        self.view.reminder_keys = frozenset(keys)
        free = not self.view.staged and not self.view.compact and self.view.prompt < 0
        if not row and free and self.view.guide_size is GuideSize.LINE:
            row = guide_line(self.view, width)
        self.show(row)


def reminders(view: ViewState, now: dt.datetime) -> Iterator[Reminding]:
    """Yield what holds on, the most urgent first. On the stage the room reads along: only what cannot wait."""
    asked = [_pasted(view), _gap(view, now)]
    if not view.staged:
        item = _open_item(view)
        walk = view.open_items.at
        handed_in = _handed_in(view)
        asked += [
            _review(view),
            item if walk else None,
            _question(view),
            _shortage(view, now),
            _phones(view),
            handed_in,
            _out_of_date(view),
        ]
        asked += [None if walk else item, _review_offer(view)]
    asked += [_phones(view) if view.staged else None, _nobody_joined(view, now), _pause(view, now)]
    asked += [None if view.staged else _silence(view, now), _looking_on(view)]
    yield from filter(None, asked)


def _line_is_free(view: ViewState) -> bool:
    """Whether Escape and Tab have nothing else to do: with a text on the line they are keys of the line."""
    return not view.controller.text and not view.controller.editing and view.page is None


def _free_keys(view: ViewState, *keys: KeyLabel) -> tuple[KeyLabel, ...]:
    return keys if _line_is_free(view) else ()


def _pasted(view: ViewState) -> Reminding | None:
    """A list of participants that was pasted and not added yet."""
    people, t = view.people, view.t
    if people is None:
        return None
    odd = len(people.errors)
    words = t.plural("{n} participant.", "{n} participants.", len(people.participants))
    if odd:
        words += " " + t.plural("{n} line has a problem: see above.", "{n} lines have a problem: see above.", odd)
    keys = KeyLabel(("enter",), "Enter", t("add them")), KeyLabel(("escape",), "Esc", t("cancel"))
    return Reminding("?", words, _free_keys(view, *keys))


def _gap(view: ViewState, now: dt.datetime) -> Reminding | None:
    """A long time without an event, which counts as a pause until the facilitator decides."""
    if view.controller.gap is None:
        return None
    t, since = view.t, moment(view.session, view.controller.gap[0], now)
    text = t("No entries since {since}: a pause?", since=since)
    keys = KeyLabel(("f6",), "F6", t("yes, resume")), *_free_keys(view, KeyLabel(("escape",), "Esc", t("no")))
    return Reminding("?", text, keys, short=t("Pause since {since}?", since=since))


def _shortage(view: ViewState, now: dt.datetime) -> Reminding | None:
    """How much time is lacking, and the ways out."""
    found = view.time_shortage.announced(now)
    if found is None:
        return None
    t = view.t
    text = t("{n} min short", n=found.minutes)
    if found.each:
        text = t("{n} min short: {time} each", n=found.minutes, time=clock_digits(found.each))
    ways = view.time_shortage.ways(now).items()
    keys = tuple(KeyLabel((key,), WAY_OUT_SIGNS[key], t.message(way.label)) for key, way in ways)
    leave = KeyLabel(("escape",), "Esc", t("later"))
    short = t("{n} min", n=found.minutes)
    return Reminding("!", text, (*keys, *_free_keys(view, leave)), "bold $text-warning", short)


def _question(view: ViewState) -> Reminding | None:
    return Reminding("?", view.t.message(view.question)) if view.question else None


def _pause(view: ViewState, now: dt.datetime) -> Reminding | None:
    since = pause_since(view.session, now)
    if since is None or view.controller.gap:
        return None
    return Reminding("‖", f"{view.t('PAUSE')} {view.t.message(since)}")


def _silence(view: ViewState, now: dt.datetime) -> Reminding | None:
    """A helper who is still the speaker although nothing was noted for a while."""
    session, t = view.controller.base, view.t
    asked = ask_still_speaking(session, now)
    if asked is None or not _line_is_free(view):
        return None
    if session.asker:
        return Reminding("?", t.message(asked), (KeyLabel(("enter",), "Enter", t("asker again")),))
    return Reminding("?", t.message(asked) + " " + t("Type 0 if nobody is speaking."))


def _handed_in(view: ViewState) -> Reminding | None:
    """What came in from a phone: on the line, or the first of what waits."""
    inbox, t = view.inbox, view.t
    if view.inbox_problem:
        return Reminding("!", t.message(view.inbox_problem))
    if inbox is None or view.controller.read_only_reason:
        return None
    if inbox.on_line:
        either = KeyLabel(("enter",), "Enter", t("take it")), KeyLabel(("escape",), "Esc", t("put it back"))
        return Reminding("✉", t("Clear the line to reject it."), either, "$text-accent")
    waiting = inbox.waiting
    if not waiting:
        return None
    keys = _free_keys(view, KeyLabel(("down",), "↓", t("take")))
    first, more = waiting[0], f" (+{len(waiting) - 1})" if len(waiting) > 1 else ""
    # Someone may be reading along, so nothing of a private one.
    words = t("private") if first.private or view.staged else truncate(first.text, MAX_TEXT)
    kind = f"{t(KIND_TITLES[first.offer_kind])}, " if first.question else ""
    day = f", {format_day(first.due, view.session, t)}" if first.due else ""
    text = f"{view.short_name(first.who)}: {kind}{words}{day}{more}"
    # What is asked about phones is in the same row.
    return Reminding("✉", text, keys, "$text-accent", short=str(len(waiting)) if _phones(view) else "")


def _phones(view: ViewState) -> Reminding | None:
    """That the server for phones stopped, or that two phones use one name."""
    server, t = view.server, view.t
    if server is None:
        return None
    if server.problem:
        return Reminding("!", t.message(server.problem))
    if double := view.double_name:
        name = view.short_name(double.who)
        if view.phones_of(double.who) < 2:
            return Reminding(
                "?", t("A phone wants to be {name} again.", name=name), (KeyLabel(("f10",), "F10", t("let it in")),)
            )
        text = t("Two phones use the name {name}. /join off {name} sends the second one away.", name=name)
        short = t("Two phones use the name {name}.", name=name)
        keys = (KeyLabel(("f10",), "F10", t("allow both")),)
        return Reminding("?", short if view.inbox and view.inbox.waiting else text, keys, short=short)
    return None


def _nobody_joined(view: ViewState, now: dt.datetime) -> Reminding | None:
    """That the ring has been open to phones for a while, and none has joined."""
    server, t = view.server, view.t
    if server and view.nobody_joined(now):
        if server.facts and server.facts.reached:
            return Reminding("", t("A phone opened the page, but none has joined yet. Is the code in sight?"))
        return Reminding(
            "!",
            t("No phone has reached the page. Guest Wi-Fi, mobile data or a firewall? Try your phone's hotspot."),
            short=t("No phone yet: try a hotspot."),
        )
    return None


def _looking_on(view: ViewState) -> Reminding | None:
    controller, t = view.controller, view.t
    if controller.may_lead:
        keys = _free_keys(view, KeyLabel(("enter",), "Enter", t("take the lead")))
        return Reminding("", t("Nobody leads this ring now."), keys)
    reason = controller.read_only_reason
    return Reminding("", view.t.message(reason), style="$foreground-muted") if reason else None


def _review(view: ViewState) -> Reminding | None:
    """The keys of the review."""
    t = view.t
    if not view.reviewing or view.controller.text or view.controller.editing:
        return None
    hidden = view.review.at and view.review.entry(view.review.at).private
    keys = (
        KeyLabel(("tab", "shift+tab"), "Tab", t("yes")),
        KeyLabel(("space",), t("Space"), t("show") if hidden else t("hide")),
        KeyLabel(("up",), "↑", t("edit")),
        KeyLabel(("asterisk",), "*", t("star")),
        KeyLabel(("escape",), "Esc", t("stop")),
    )
    return Reminding("?", t("Is this right?"), keys)


def _out_of_date(view: ViewState) -> Reminding | None:
    """Files that were made before a correction."""
    files, t = view.made.outdated(), view.t
    if not files or view.controller.read_only_reason:
        return None
    names = ", ".join(shorten(made.name, MAX_TEXT) for made in files)
    text = t.plural("Out of date: {names}", "{n} files are out of date: {names}", len(files), names=names)
    return Reminding("!", text, (KeyLabel(("ctrl+r",), "Ctrl+R", t("make again")),))


def _review_offer(view: ViewState) -> Reminding | None:
    """In a ring that is done: what was not reviewed yet, before anything is sent."""
    t = view.t
    if view.session.phase is not Phase.DONE or view.reviewing or view.controller.read_only_reason:
        return None
    if not (left := view.review.left()):
        return None
    text = t.plural("{n} entry not reviewed yet.", "{n} entries not reviewed yet.", left)
    keys = _free_keys(view, KeyLabel(("tab",), "Tab", t("go through them")))
    return Reminding("?", text, keys, "$foreground-muted")


# --- open items -------------------------------------------------------------------------------------------------------


def _open_item(view: ViewState) -> Reminding | None:
    """The question about the item where the walk is; without a walk that there are open items."""
    t, session, items = view.t, view.controller.base, view.open_items
    keys, at = items.open(), items.at
    if session.phase is Phase.PREPARE:
        if not at:
            return None
        item = next(item for item in items.checklist if item.key == at)
        return Reminding("☐", item.text, _walk_keys(view, t("tick off")), "")
    if not keys:
        return None
    if at:
        return _ask(view, session.offers[at], at)
    if session.phase is Phase.ROUND:
        return _ask_when(view)
    count = t.plural("{n} incomplete offer.", "{n} incomplete offers.", len(keys))
    return Reminding("?", count, _free_keys(view, KeyLabel(("tab",), "Tab", t("go through them"))))


def _text(view: ViewState, offer: Offer, width: int) -> str:
    """Return the text of an offer. Someone may be reading along, so nothing of a private one."""
    return truncate(offer.text, width) if is_for(None, offer, view.session) else view.t("private")


def _ask_when(view: ViewState) -> Reminding | None:
    """What to ask about the offers that are still vague when the time of the question is nearly up."""
    offers, t = view.open_items.offers_to_ask_about(staged=view.staged), view.t
    if not offers:
        return None
    promised = [offer for offer in offers if offer.helpers]
    names = ", ".join(dict.fromkeys(view.short_names(offer.helpers) for offer in promised))
    asks = [t("No day yet: {who}", who=shorten(names, MAX_TEXT))] if promised else []
    asks += [t("No helper yet: {what}", what=_text(view, offer, 24)) for offer in offers if not offer.helpers][:1]
    about = f" ({_text(view, offers[0], 24)})" if len(offers) == 1 and promised else ""
    does = t("set the day") if promised else t("set the helper")
    return Reminding("?", "  ".join(asks) + about, _free_keys(view, KeyLabel(("tab",), "Tab", does)))


def _ask(view: ViewState, offer: Offer, ref: str) -> Reminding:
    """What to ask about the offer where the walk is."""
    t = view.t
    helpers = shorten(view.short_names(offer.helpers), MAX_TEXT) or "?"
    asker = shorten(view.short_name(f"p{offer.question[1:]}"), 20)
    about = f"{ref[1:]} {helpers} → {asker}: {_text(view, offer, MAX_TEXT)}"
    match doubt_about(offer, view.controller.base):
        case Doubt.WHICH:
            return _ask_which(view, about)
        case Doubt.WHO:
            return Reminding("?", f"{t('Who? Type a name.')} {about}", _walk_keys(view))
        case Doubt.KIND:
            asks = t("A promise? Type a day.")
            return Reminding("?", f"{asks} {about}", _walk_keys(view, t("just a tip")))
    return Reminding("?", f"{t('When? Type a day.')} {about}", _walk_keys(view))


def _ask_which(view: ViewState, about: str) -> Reminding:
    """Which of the people with the same first name is meant. A seat number of one digit is the key of its person."""
    choices, session = view.open_items.choices(), view.controller.base
    numbers = view.t(" or ").join(str(seat(who)) for who in choices if who != FACILITATOR)
    name = session.name(choices[0]).split(" ")[0]
    keys = tuple(
        KeyLabel((str(seat(who)),), str(seat(who)), session.name(who).partition(" ")[2])
        for who in choices
        if who != FACILITATOR and seat(who) < 10
    )
    asks = view.t("Which {name}: {numbers}?", name=name, numbers=numbers)
    return Reminding("?", f"{asks} {about}", (*_free_keys(view, *keys), *_walk_keys(view)))


def _walk_keys(view: ViewState, enter: str = "") -> tuple[KeyLabel, ...]:
    t = view.t
    keys = [KeyLabel(("enter",), "Enter", enter)] if enter else []
    keys += [KeyLabel(("tab", "shift+tab"), "Tab", t("later")), KeyLabel(("escape",), "Esc", t("stop"))]
    return _free_keys(view, *keys)
