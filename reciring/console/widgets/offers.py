"""The offers pane: offers and notes by question, the current question's at the top."""

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
from reciring.ring.doubts import needs_day
from reciring.ring.entries import newest_entry
from reciring.ring.session import (
    KIND_TITLES,
    REFLECTION_TITLES,
    Meeting,
    Note,
    Offer,
    Phase,
    Reflection,
    Session,
    asker_id,
    is_incomplete,
)

Entry = Offer | Note | Reflection | Meeting
NO_ROW = Row("", Content(""))
ROWS_WITH_EARLIER = 12
"""A pane with so many rows shows earlier offers below those to the current question."""
MAX_TEXT = 64
"""Columns of the text at most, so that the day is near it."""
NUMBER, STARS, KIND, DAY = 4, 3, 8, 11
"""Columns of an offer's number, stars, kind and day; helpers and text share the rest."""


def _tables(session: Session) -> tuple[Mapping[str, Entry], ...]:
    return session.offers, session.notes, session.reflections, session.meetings


class Offers(Rows, Pane):
    """The entries about the current question, and below them those about earlier ones. PgDn shows more."""

    # The scroll bar comes after the rows are made, which must not lose their last column to it.
    DEFAULT_CSS = "Offers { scrollbar-gutter: stable; }"

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="offers")
        self.view = view
        self._cache: dict[str, tuple[Entry, list[Row]]] = {}
        self._layout: tuple[object, ...] = ()
        """What the rows in the cache were made for: the width, the language, the date, the names."""
        self._drawn: tuple[object, ...] = ()
        self._whole = False
        """Whether entries are shown whole, else on one row each."""
        self._newest: tuple[Phase | None, str | None, str, int] = (None, None, "", 0)

    def draw(self, now: dt.datetime) -> None:
        session = self.view.session
        self._whole = self.view.roomy or self.view.enlarged == "offers"
        height = max(1, self.scrollable_content_region.height)
        names = (session.participants, session.facilitator)
        layout = (self.room, self._whole, self.view.t.language, session.date, session.current, *names)
        listed = (height, session.phase, session.questions, *_tables(session))
        new_layout = layout != self._layout
        if new_layout:
            self._layout = layout
            self._cache.clear()
        elif all(map(operator.is_, listed, self._drawn)):
            return  # most changes of a session do not touch its entries
        self._drawn = listed
        rows, own = self._rows_of(session, height)
        newest = (session.phase, session.current, newest_entry(session) or "", height)
        before, self._newest = self._newest, newest
        self.show(rows)
        if not new_layout and newest == before:
            return
        indexes = [index for index, row in enumerate(rows) if row.key and row.key == newest[2]]
        if session.current:
            self.go_to(max(0, own - height))
        elif session.phase is Phase.ROUND or before[0] not in (None, session.phase) or not indexes:
            self.go_to(0)
        else:
            self.keep_in_sight(indexes[-1])

    # --- which rows --------------------------------------------------------------------------------------------------

    def _rows_of(self, session: Session, height: int) -> tuple[list[Row], int]:
        """All rows, and how many of them are about the current question.

        First what is noted now: the offers to the current question, or what is said in the reflection. Below it what
        was offered earlier, the newest question first.
        """
        rows: list[Row] = []
        groups: dict[str | None, list[tuple[str, Entry]]] = {}
        for key, offer in session.offers.items():
            groups.setdefault(offer.question, []).append((key, offer))
        for key, note in session.notes.items():
            groups.setdefault(note.question, []).append((key, note))
        if session.current:
            rows += self._group(groups.pop(session.current, [])) or [self._title(self.view.t("No offers yet."))]
        elif session.phase is Phase.REFLECT:
            incomplete: list[tuple[str, Entry]] = [
                (key, offer) for key, offer in session.offers.items() if is_incomplete(offer)
            ]
            if incomplete:
                rows += [self._title(self.view.t("Incomplete offers"), "$text-warning"), *self._group(incomplete)]
            rows += self._reflection(session)
        own = len(rows)
        if session.current:
            # The earlier offers stay where they are while the first ones to this question are noted. In a low pane
            # they are out of sight.
            rows += [NO_ROW] * ((height if height < ROWS_WITH_EARLIER else height // 3) - own)
            rows.append(NO_ROW)
        in_order = list(groups.items())
        if session.phase in (Phase.ROUND, Phase.REFLECT, Phase.DONE):
            in_order.sort(key=lambda group: max(entry.at for _, entry in group[1]), reverse=True)
        for question, entries in in_order:
            if question or session.offers or session.phase in (Phase.ROUND, Phase.REFLECT):
                rows.append(self._heading(question))
            rows += self._group(entries)
        return rows, own

    def _reflection(self, session: Session) -> Iterator[Row]:
        """What was said in the reflection, and the meetings."""
        entries: list[tuple[str, Entry]] = [*session.reflections.items(), *session.meetings.items()]
        if entries:
            yield self._title(self.view.t("Reflection"))
        yield from self._group(entries)

    def _group(self, entries: list[tuple[str, Entry]]) -> list[Row]:
        in_order = sorted(entries, key=lambda item: item[1].at)
        return [row for key, entry in in_order for row in self._entry_rows(key, entry)]

    def _title(self, text: str, style: str = "$foreground-muted italic") -> Row:
        return Row("", content(" ", (truncate(text, self.room - 1), style)))

    def _heading(self, question: str | None) -> Row:
        """Whose question the entries below are about, and the question."""
        if not question:
            return self._title(self.view.t("Notes"))
        who = asker_id(question)
        name = self.view.seat_and_name(who)
        words = truncate(self.view.question_text(who), max(0, self.room - cell_len(name) - 3))
        return Row("", content(" ", (name, "bold $foreground-muted"), "  ", (words, "$foreground-muted italic")))

    def _entry_rows(self, key: str, entry: Entry) -> list[Row]:
        cached = self._cache.get(key)
        if cached and cached[0] is entry:
            return cached[1]
        if self._whole:
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
                return self._other(key, self.view.t("note"), (entry.who,) if entry.who else (), entry.text, None)
            case Reflection():
                return self._other(key, self.view.t(REFLECTION_TITLES[entry.kind]), (entry.who,), entry.text, entry.due)
            case Meeting():
                return self._other(key, self.view.t("meeting"), entry.between, entry.text, entry.due)

    def _columns(self) -> tuple[int, int]:
        """Columns for helpers and for the text."""
        width = self.room
        helpers = 10 if width < 90 else 16 if width < 150 else 24
        return helpers, min(MAX_TEXT, max(8, width - NUMBER - STARS - KIND - helpers - DAY - 3))

    def _wrapped(self, text: str, width: int) -> tuple[str, list[str]]:
        """The text on an entry's first line, and that on the lines below it if the pane is enlarged."""
        if not self._whole or cell_len(text) <= width:
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
        current = self.view.session.current
        earlier = current is not None and offer.question != current
        style = "$foreground-muted" if offer.dropped or earlier else ""
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

    def _other(self, key: str, label: str, who: tuple[str, ...], text: str, due: dt.date | None) -> list[Content]:
        """A note, a reflection or a meeting: with a letter before its number, and a day only if it has one."""
        helpers, width = self._columns()
        day = format_day(due, self.view.session, self.view.t)
        first, rest = self._wrapped(text, width if day else width + DAY + 1)
        line = content(
            (f"{key:>3} ", "$foreground-muted"),
            (fit_cells(label, STARS + KIND), "$foreground-muted"),
            " ",
            fit_cells(self.view.short_names(who), helpers),
            " ",
            (first, "italic"),
            f" {fit_cells(day, DAY)}" if day else "",
        )
        return [line, *self._below(rest, "italic")]
