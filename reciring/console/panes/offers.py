"""What was offered: this question's offers in sight, those of the questions before it above them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from rich.cells import cell_len
from textual.content import Content

from reciring.console.desk import KINDS, Desk
from reciring.console.panes.rows import Row, Rows
from reciring.console.text import content, cut, fit
from reciring.report.wording import written_day
from reciring.ring.session import Kind, Note, Offer, Phase, Session

Entry = Offer | Note


class Offers(Rows):
    """Offers and notes by question. It follows the newest; PgUp and PgDn look back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="offers")
        self.desk = desk
        self._cache: dict[str, tuple[Entry, list[Row]]] = {}
        self._depends: tuple[object, ...] = ()
        self._newest: tuple[str | None, int, int] = (None, 0, 0)

    def draw(self, now: dt.datetime) -> None:
        session = self.desk.session
        depends = (self.room, self.desk.t.language, session.participants, self._whole)
        anew = depends != self._depends
        if anew:
            self._depends = depends
            self._cache.clear()
        rows, start = self._listed(session)
        height = max(1, self.scrollable_content_region.height)
        newest = (session.current, len(session.offers) + len(session.notes), height)
        # Room below, so that the first offer of a question can stand at the top.
        blanks = max(0, start + height - len(rows))
        follow = anew or newest != self._newest
        self._newest = newest
        self.show(rows + [Row("", Content(""))] * blanks)
        if follow:
            self.scroll_to(y=max(start, len(rows) - height) if len(rows) - start > height else start, animate=False)

    def _listed(self, session: Session) -> tuple[list[Row], int]:
        """The rows, and the index of the first one about the open question."""
        groups: dict[str | None, list[tuple[str, Entry]]] = {}
        for key, offer in session.offers.items():
            groups.setdefault(offer.question, []).append((key, offer))
        for key, note in session.notes.items():
            groups.setdefault(note.question, []).append((key, note))
        current = groups.pop(session.current, []) if session.current else []
        rows: list[Row] = []
        for question, entries in groups.items():
            rows.append(self._heading(question))
            rows += self._group(entries)
        start = len(rows)
        rows += self._group(current)
        if session.current is None:
            start = 0 if session.phase is not Phase.ROUND else len(rows)
        if not current and session.current:
            rows.append(Row("", content((cut(self.desk.t("No offers yet."), self.room), "$foreground-muted"))))
        return rows, start

    def _group(self, entries: list[tuple[str, Entry]]) -> Iterator[Row]:
        for key, entry in sorted(entries, key=lambda item: item[1].at):
            yield from self._lines(key, entry)

    def _heading(self, question: str | None) -> Row:
        if question is None:
            return Row("", content((self.desk.t("Notes"), "$foreground-muted italic")))
        return Row("", content((f"{self.desk.seated('p' + question[1:])}", "$foreground-muted italic")))

    @property
    def _whole(self) -> bool:
        """Enlarged, an entry is shown whole; else on one line."""
        return self.screen.has_class("-large-offers")

    def _lines(self, key: str, entry: Entry) -> list[Row]:
        known = self._cache.get(key)
        if known and known[0] is entry:
            return known[1]
        found = self._offer(key, entry) if isinstance(entry, Offer) else self._note(entry)
        rows = [Row(key, line) for line in found]
        self._cache[key] = (entry, rows)
        return rows

    def _said(self, text: str, width: int) -> tuple[str, list[str]]:
        """The words that go on an entry's first line, and those that go below it."""
        if not self._whole or cell_len(text) <= width:
            return fit(text, width), []
        first, *rest = (line.plain for line in Content(text).wrap(width))
        return fit(first, width), rest

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
        t = self.desk.t
        kind, helpers, text, due = self._columns()
        faint = "$foreground-muted" if offer.dropped else ""
        stars = "" if not offer.stars else "★" if offer.stars == 1 else f"{offer.stars}★"
        who = self.desk.named(offer.helpers)
        day = written_day(offer.due, self.desk.session, t)
        when: tuple[str, str] = (fit(day, due), faint)
        if not offer.due and offer.kind is not Kind.TIP and not offer.dropped:
            when = (fit(t("when?"), due), "$text-warning")
        said = offer.text
        if offer.dropped:
            said = f"{t('also mentioned')}: {said}"
        if offer.private:
            said = f"{t('private')}: {said}"
        first, rest = self._said(said, text)
        line = content(
            (f"{key[1:]:>3} ", "$foreground-muted"),
            (fit(stars, 3), "$text-warning"),
            (fit(t(KINDS[offer.kind]), kind), faint or "$text-accent"),
            " ",
            (fit(who, helpers), faint) if who else (fit(t("who?"), helpers), "$text-warning"),
            " ",
            (first, faint),
            " ",
            when,
        )
        return [line, *self._below(rest, faint)]

    def _note(self, note: Note) -> list[Content]:
        t = self.desk.t
        kind, helpers, text, due = self._columns()
        who = self.desk.called(note.who) if note.who else ""
        first, rest = self._said(note.text, text + due + 1)
        line = content(
            ("  · ", "$foreground-muted"),
            "   ",
            (fit(t("note"), kind), "$foreground-muted"),
            " ",
            fit(who, helpers),
            " ",
            (first, "italic"),
        )
        return [line, *self._below(rest, "italic")]
