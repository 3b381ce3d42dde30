"""What was offered: this question's offers in sight, those of the questions before it above them."""

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


def newest_entry(session: Session) -> str:
    """The key of what was noted last."""
    last = [(table[key].at, key) for table in _tables(session) for key in list(table)[-1:]]
    return max(last)[1] if last else ""


def _tables(session: Session) -> tuple[Mapping[str, Entry], ...]:
    return session.offers, session.notes, session.reflections, session.meetings


def needs_day(offer: Offer) -> bool:
    """Whether a day is to be asked for: a promise lacks one, or an ``@word`` in the text was never understood."""
    misread = any(word[:1] == "@" and word[1:2].isalnum() for word in offer.text.split(" "))
    return lacks_day(offer) or (misread and not offer.due and not offer.dropped)


class Offers(Pane, Rows):
    """Offers and notes by question. It follows the newest; PgUp and PgDn look back."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="offers")
        self.view = view
        self._cache: dict[str, tuple[Entry, list[Row]]] = {}
        self._depends: tuple[object, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self._whole = False
        """Enlarged, an entry is shown whole; else on one line."""
        self._newest: tuple[Phase | None, str | None, str, int] = (None, None, "", 0)

    def draw(self, now: dt.datetime) -> None:
        session = self.view.session
        self._whole = self.screen.has_class("-large-offers")
        height = max(1, self.scrollable_content_region.height)
        names = (session.participants, session.facilitator)
        depends = (self.room, self._whole, self.view.t.language, session.date, *names)
        listed = (height, session.phase, session.current, *_tables(session))
        anew = depends != self._depends
        if anew:
            self._depends = depends
            self._cache.clear()
        elif all(map(operator.is_, listed, self._drawn)):  # Most that happens in a ring is no offer.
            return
        self._drawn = listed
        rows, start = self._listed(session)
        # Room below, so that the first offer of a question can stand at the top.
        blanks = max(0, start + height - len(rows)) if session.current else 0
        newest = (session.phase, session.current, newest_entry(session), height)
        before, self._newest = self._newest, newest
        self.show(rows + [Row("", Content(""))] * blanks)
        if not anew and newest == before:
            return
        if session.current or session.phase is Phase.ROUND:
            self.go_to(max(start, len(rows) - height))
        elif before[0] not in (None, session.phase):
            self.go_to(0)
        else:
            places = [place for place, row in enumerate(rows) if row.key == newest[2]]
            self.keep_in_sight(places[-1] if places else 0)

    def _listed(self, session: Session) -> tuple[list[Row], int]:
        """The rows, and the index of the first one about the open question."""
        rows: list[Row] = []
        groups: dict[str | None, list[tuple[str, Entry]]] = {}
        for key, offer in session.offers.items():
            groups.setdefault(offer.question, []).append((key, offer))
        for key, note in session.notes.items():
            groups.setdefault(note.question, []).append((key, note))
        if session.phase is Phase.REFLECT and (loose := self._loose(session)):
            rows.append(Row("", content((self.view.t("Without a day or a name"), "$text-warning"))))
            rows += self._group(loose)
        current = groups.pop(session.current, []) if session.current else []
        for question, entries in groups.items():
            if question or session.offers or session.phase in (Phase.ROUND, Phase.REFLECT):
                rows.append(self._heading(question))
            rows += self._group(entries)
        start = len(rows)
        rows += self._group(current)
        if session.current is None:
            start = 0
            rows += self._said_last(session)
        if not current and session.current:
            rows.append(Row("", content((truncate(self.view.t("No offers yet."), self.room), "$foreground-muted"))))
        return rows, start

    @staticmethod
    def _loose(session: Session) -> list[tuple[str, Entry]]:
        """The promises of which it is not known who or when: the reflection is the time to ask."""
        return [(key, offer) for key, offer in session.offers.items() if is_incomplete(offer)]

    def _group(self, entries: list[tuple[str, Entry]]) -> Iterator[Row]:
        for key, entry in sorted(entries, key=lambda item: item[1].at):
            yield from self._lines(key, entry)

    def _said_last(self, session: Session) -> Iterator[Row]:
        """What was said in the reflection, and who meets whom."""
        if session.reflections or session.meetings:
            yield Row("", content((self.view.t("Reflection"), "$foreground-muted italic")))
        said: list[tuple[str, Reflection | Meeting]] = [*session.reflections.items(), *session.meetings.items()]
        for key, entry in sorted(said, key=lambda item: item[1].at):
            yield from self._lines(key, entry)

    def _heading(self, question: str | None) -> Row:
        if question is None:
            return Row("", content((self.view.t("Notes"), "$foreground-muted italic")))
        return Row("", content((f"{self.view.seat_and_name('p' + question[1:])}", "$foreground-muted italic")))

    def _lines(self, key: str, entry: Entry) -> list[Row]:
        known = self._cache.get(key)
        if known and known[0] is entry:
            return known[1]
        if self._whole:
            rows = [Row(key, line) for line in self._entry(key, entry)]
        else:
            rows = [Row(key, LazyContent(lambda: self._entry(key, entry)[0]))]
        self._cache[key] = (entry, rows)
        return rows

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

    def _said(self, text: str, width: int) -> tuple[str, list[str]]:
        """The words that go on an entry's first line, and those that go below it."""
        if not self._whole or cell_len(text) <= width:
            return fit_cells(text, width), []
        first, *rest = (line.plain for line in Content(text).wrap(width))
        return fit_cells(first, width), rest

    def _below(self, rest: list[str], style: str) -> list[Content]:
        kind, helpers, _, _ = self._columns()
        return [content(" " * (4 + 3 + kind + 1 + helpers + 1), (line, style)) for line in rest]

    def _columns(self) -> tuple[int, int, int, int]:
        """Cells for kind, helpers, text and day."""
        width = self.room
        kind, due = 8, 11
        helpers = 10 if width < 90 else 16 if width < 150 else 24
        return kind, helpers, max(8, width - 4 - 3 - kind - helpers - due - 3), due

    def _offer(self, key: str, offer: Offer) -> list[Content]:
        t = self.view.t
        kind, helpers, text, due = self._columns()
        faint = "$foreground-muted" if offer.dropped else ""
        stars = "" if not offer.stars else "★" if offer.stars == 1 else f"{offer.stars}★"
        who = self.view.short_names(offer.helpers)
        day = format_day(offer.due, self.view.session, t)
        when: tuple[str, str] = (fit_cells(day, due), faint)
        if needs_day(offer):
            when = (fit_cells(t("when?"), due), "$text-warning")
        said = offer.text
        if offer.dropped:
            said = f"{t('also mentioned')}: {said}"
        if offer.private:
            said = f"{t('private')}: {said}"
        first, rest = self._said(said, text)
        line = content(
            (f"{key[1:]:>3} ", "$foreground-muted"),
            (fit_cells(stars, 3), "$text-warning"),
            (fit_cells(t(KIND_TITLES[offer.kind]), kind), faint or "$text-accent"),
            " ",
            (fit_cells(who, helpers), faint) if who else (fit_cells(t("who?"), helpers), "$text-warning"),
            " ",
            (first, faint),
            " ",
            when,
        )
        return [line, *self._below(rest, faint)]

    def _other(self, what: str, who: tuple[str, ...], said: str, due: dt.date | None) -> list[Content]:
        """A note, a reflection or a meeting: no number, and a day only if there is one."""
        kind, helpers, text, width = self._columns()
        day = format_day(due, self.view.session, self.view.t)
        room = text if day else text + width + 1
        first, rest = self._said(said, room)
        line = content(
            ("  · ", "$foreground-muted"),
            (fit_cells(what, 3 + kind), "$foreground-muted"),
            " ",
            fit_cells(self.view.short_names(who), helpers),
            " ",
            (first, "italic"),
            f" {fit_cells(day, width)}" if day else "",
        )
        return [line, *self._below(rest, "italic")]
