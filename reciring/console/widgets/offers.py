"""The offers pane: offers and notes by question, the current question's at the bottom."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Iterator, Mapping

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import content, fit_cells, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import LazyContent, Row, Rows
from reciring.report.wording import format_day
from reciring.ring.message import N_
from reciring.ring.session import (
    KIND_TITLES,
    Meeting,
    Note,
    Offer,
    Phase,
    Reflection,
    ReflectionKind,
    Session,
    is_incomplete,
    lacks_day,
)

Entry = Offer | Note | Reflection | Meeting
REFLECTION_LABELS = {
    ReflectionKind.RECEIVED: N_("received"),
    ReflectionKind.SURPRISED: N_("surprised"),
    ReflectionKind.NEXT: N_("next step"),
}
NUMBER, STARS, KIND, DAY = 4, 3, 8, 11
"""Columns of an offer's number, stars, kind and day; helpers and text share the rest."""


def newest_entry(session: Session) -> str:
    """The key of the newest entry; "" if there is none."""
    last = [(table[key].at, key) for table in _tables(session) for key in list(table)[-1:]]
    return max(last)[1] if last else ""


def _tables(session: Session) -> tuple[Mapping[str, Entry], ...]:
    return session.offers, session.notes, session.reflections, session.meetings


def needs_day(offer: Offer) -> bool:
    """Whether to ask *when?*: the offer lacks a day, or its text has an ``@word`` that was not read as a day."""
    misread = any(word[:1] == "@" and word[1:2].isalnum() for word in offer.text.split(" "))
    return lacks_day(offer) or (misread and not offer.due and not offer.dropped)


class Offers(Pane, Rows):
    """Entries in the order of their questions. It scrolls to the newest one; PgUp and PgDn scroll back."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="offers")
        self.view = view
        self._cache: dict[str, tuple[Entry, list[Row]]] = {}
        self._layout: tuple[object, ...] = ()
        """What the rows in the cache were made for: the width, the language, the date, the names."""
        self._drawn: tuple[object, ...] = ()
        self._enlarged = False
        """Enlarged, an entry is shown whole; else on one row."""
        self._newest: tuple[Phase | None, str | None, str, int] = (None, None, "", 0)

    def draw(self, now: dt.datetime) -> None:
        session = self.view.session
        self._enlarged = self.view.enlarged == "offers"
        height = max(1, self.scrollable_content_region.height)
        names = (session.participants, session.facilitator)
        layout = (self.room, self._enlarged, self.view.t.language, session.date, *names)
        listed = (height, session.phase, session.current, *_tables(session))
        new_layout = layout != self._layout
        if new_layout:
            self._layout = layout
            self._cache.clear()
        elif all(map(operator.is_, listed, self._drawn)):
            return  # most changes of a session do not touch its entries
        self._drawn = listed
        rows, start = self._rows_of(session)
        # Empty rows below, so that the first offer of the current question can be at the top.
        empty = max(0, start + height - len(rows)) if session.current else 0
        newest = (session.phase, session.current, newest_entry(session), height)
        before, self._newest = self._newest, newest
        self.show(rows + [Row("", Content(""))] * empty)
        if not new_layout and newest == before:
            return
        if session.current or session.phase is Phase.ROUND:
            self.go_to(max(start, len(rows) - height))
        elif before[0] not in (None, session.phase):
            self.go_to(0)
        else:
            indexes = [index for index, row in enumerate(rows) if row.key == newest[2]]
            self.keep_in_sight(indexes[-1] if indexes else 0)

    # --- which rows --------------------------------------------------------------------------------------------------

    def _rows_of(self, session: Session) -> tuple[list[Row], int]:
        """All rows, and the index of the first one about the current question."""
        rows: list[Row] = []
        groups: dict[str | None, list[tuple[str, Entry]]] = {}
        for key, offer in session.offers.items():
            groups.setdefault(offer.question, []).append((key, offer))
        for key, note in session.notes.items():
            groups.setdefault(note.question, []).append((key, note))
        incomplete: list[tuple[str, Entry]] = [
            (key, offer) for key, offer in session.offers.items() if is_incomplete(offer)
        ]
        if session.phase is Phase.REFLECT and incomplete:
            rows.append(Row("", content((self.view.t("Without a day or a name"), "$text-warning"))))
            rows += self._group(incomplete)
        current = groups.pop(session.current, []) if session.current else []
        for question, entries in groups.items():
            if question or session.offers or session.phase in (Phase.ROUND, Phase.REFLECT):
                rows.append(self._heading(question))
            rows += self._group(entries)
        start = len(rows)
        rows += self._group(current)
        if session.current is None:
            start = 0
            rows += self._reflection(session)
        if not current and session.current:
            rows.append(Row("", content((truncate(self.view.t("No offers yet."), self.room), "$foreground-muted"))))
        return rows, start

    def _reflection(self, session: Session) -> Iterator[Row]:
        """What was said in the reflection, and the meetings."""
        entries: list[tuple[str, Entry]] = [*session.reflections.items(), *session.meetings.items()]
        if entries:
            yield Row("", content((self.view.t("Reflection"), "$foreground-muted italic")))
        yield from self._group(entries)

    def _group(self, entries: list[tuple[str, Entry]]) -> Iterator[Row]:
        for key, entry in sorted(entries, key=lambda item: item[1].at):
            yield from self._entry_rows(key, entry)

    def _heading(self, question: str | None) -> Row:
        text = self.view.seat_and_name("p" + question[1:]) if question else self.view.t("Notes")
        return Row("", content((text, "$foreground-muted italic")))

    def _entry_rows(self, key: str, entry: Entry) -> list[Row]:
        cached = self._cache.get(key)
        if cached and cached[0] is entry:
            return cached[1]
        if self._enlarged:
            rows = [Row(key, line) for line in self._entry(key, entry)]
        else:
            rows = [Row(key, LazyContent(lambda: self._entry(key, entry)[0]))]
        self._cache[key] = (entry, rows)
        return rows

    # --- an entry as lines -------------------------------------------------------------------------------------------

    def _entry(self, key: str, entry: Entry) -> list[Content]:
        match entry:
            case Offer():
                return self._offer(key, entry)
            case Note():
                return self._other(self.view.t("note"), (entry.who,) if entry.who else (), entry.text, None)
            case Reflection():
                return self._other(self.view.t(REFLECTION_LABELS[entry.kind]), (entry.who,), entry.text, entry.due)
            case Meeting():
                return self._other(self.view.t("meets"), entry.between, entry.text, entry.due)

    def _columns(self) -> tuple[int, int]:
        """Columns for helpers and for the text."""
        width = self.room
        helpers = 10 if width < 90 else 16 if width < 150 else 24
        return helpers, max(8, width - NUMBER - STARS - KIND - helpers - DAY - 3)

    def _wrapped(self, text: str, width: int) -> tuple[str, list[str]]:
        """The text on an entry's first line, and that on the lines below it if the pane is enlarged."""
        if not self._enlarged or cell_len(text) <= width:
            return fit_cells(text, width), []
        first, *rest = (line.plain for line in Content(text).wrap(width))
        return fit_cells(first, width), rest

    def _below(self, rest: list[str], style: str) -> list[Content]:
        """Further lines of a text, below its first one."""
        helpers, _ = self._columns()
        return [content(" " * (NUMBER + STARS + KIND + 1 + helpers + 1), (line, style)) for line in rest]

    def _offer(self, key: str, offer: Offer) -> list[Content]:
        t = self.view.t
        helpers, width = self._columns()
        style = "$foreground-muted" if offer.dropped else ""
        stars = "" if not offer.stars else "★" if offer.stars == 1 else f"{offer.stars}★"
        who = self.view.short_names(offer.helpers)
        day: tuple[str, str] = (fit_cells(format_day(offer.due, self.view.session, t), DAY), style)
        if needs_day(offer):
            day = (fit_cells(t("when?"), DAY), "$text-warning")
        text = offer.text
        if offer.dropped:
            text = f"{t('also mentioned')}: {text}"
        if offer.private:
            text = f"{t('private')}: {text}"
        first, rest = self._wrapped(text, width)
        line = content(
            (f"{key[1:]:>3} ", "$foreground-muted"),
            (fit_cells(stars, STARS), "$text-warning"),
            (fit_cells(t(KIND_TITLES[offer.kind]), KIND), style or "$text-accent"),
            " ",
            (fit_cells(who, helpers), style) if who else (fit_cells(t("who?"), helpers), "$text-warning"),
            " ",
            (first, style),
            " ",
            day,
        )
        return [line, *self._below(rest, style)]

    def _other(self, label: str, who: tuple[str, ...], text: str, due: dt.date | None) -> list[Content]:
        """A note, a reflection or a meeting: without a number, and with a day only if it has one."""
        helpers, width = self._columns()
        day = format_day(due, self.view.session, self.view.t)
        first, rest = self._wrapped(text, width if day else width + DAY + 1)
        line = content(
            ("  · ", "$foreground-muted"),
            (fit_cells(label, STARS + KIND), "$foreground-muted"),
            " ",
            fit_cells(self.view.short_names(who), helpers),
            " ",
            (first, "italic"),
            f" {fit_cells(day, DAY)}" if day else "",
        )
        return [line, *self._below(rest, "italic")]
