"""The circle: who asks, who was heard, who has the floor; speaking times only when asked for."""

from __future__ import annotations

import datetime as dt

from rich.cells import cell_len
from textual.content import Content

from reciring.console.text import clock_digits, content, fit_cells, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.ring.session import Phase, Session, question_id
from reciring.ring.speaking_time import SpeakingTime, balance, speaking_times

HEARD, NOT_YET, SPEAKING, ASKS, AWAY = "●", "○", "◉", "▶", "–"
BAR = "▇"
TALLEST = 6
"""Running lines of names, at most."""
KEPT = (Phase.ROUND, Phase.REFLECT, Phase.DONE)
"""Where there are speaking times to show."""


def heard(session: Session) -> set[str]:
    """Who said something in this ring, or gave something while nobody kept the time."""
    found = {turn.who for turn in session.turns.values()}
    for offer in session.offers.values():
        found.update(offer.helpers)
    return found | {reflection.who for reflection in session.reflections.values()}


class Circle(Pane, Rows):
    """One row a seat; where there is little room, names in a few running lines."""

    def __init__(self, view: ViewState, *, id: str) -> None:
        super().__init__(id=id)
        self.view = view
        self._tall = 0

    def draw(self, now: dt.datetime) -> None:
        self.title(self.view.t("Circle"))
        rows = self._flow(now) if self.id == "circle-lines" else self._list(now)
        if self.id == "circle-lines" and (tall := max(1, min(TALLEST, len(rows)))) != self._tall:
            self._tall = self.styles.height = tall
        self.show(rows)
        session = self.view.session
        place = next((i for i, row in enumerate(rows) if row.key and row.key == session.asker), None)
        if place is not None:
            self.keep_in_sight(place)

    def lines(self, width: int) -> int:
        """About how many running lines the names will take, before they are drawn."""
        spent = 5 if self.view.times and self.view.session.phase in KEPT else 0
        used = lines = 1
        for who in self.view.session.participants:
            length = cell_len(who) + min(14, cell_len(self.view.short_name(who))) + spent + 2
            if used > 1 and used + length > width:
                lines, used = lines + 1, 1
            used += length + 2
        return min(TALLEST, lines)

    # --- a seat in words -----------------------------------------------------------------------------------------

    def _sign(self, who: str, spoken: set[str]) -> str:
        session = self.view.session
        if session.participants[who].away:
            return AWAY
        if who == session.speaker:
            return SPEAKING
        return HEARD if who in spoken else NOT_YET

    def _state(self, who: str, much: tuple[str, ...]) -> tuple[str, str]:
        """What else is to be said of a seat, and in which colour."""
        session, t = self.view.session, self.view.t
        person = session.participants[who]
        question = session.questions.get(question_id(who))
        if person.away:
            return t("away"), "$foreground-muted"
        if who in much:
            return "▲ " + t("much"), "$text-warning"
        if session.phase in (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE):
            return ("?", "$text-success") if question and question.text else ("", "")
        if who == session.asker:
            return "?", "bold"
        if person.passed:
            return t("passes"), "$foreground-muted"
        if question and question.parked:
            return t("parked"), "$foreground-muted"
        if question and question.stretches and who not in session.queue:
            return "✓", "$foreground-muted"
        return "", ""

    def _much(self, now: dt.datetime) -> tuple[str, ...]:
        return self.view.nudges(now).talks_long if self.view.session.phase is Phase.ROUND else ()

    def _times(self, now: dt.datetime) -> dict[str, SpeakingTime]:
        """How long everybody spoke, if that is to be shown."""
        session = self.view.session
        if not self.view.times or session.phase not in KEPT:
            return {}
        return speaking_times(session, now, self.view.ended)

    def _list(self, now: dt.datetime) -> list[Row]:
        session, width = self.view.session, self.room
        spoken, much = heard(session), self._much(now)
        times = self._times(now)
        longest = max(map(_spent, times.values()), default=0.0)
        states = {who: self._state(who, much) for who in session.participants}
        widest = max((cell_len(state) for state, _ in states.values()), default=0) if times else 0
        rows = []
        for who, person in session.participants.items():
            sign, (state, colour) = self._sign(who, spoken), states[who]
            state = state.rjust(widest)
            lead = f"{ASKS if who == session.asker else ' '}{who[1:]:>2} {sign} "
            name = person.name if width >= 40 and not times else self.view.short_name(who)
            style = "bold" if who in (session.asker, session.speaker) else "$foreground-muted" if person.away else ""
            room = width - cell_len(lead) - cell_len(state) - (1 if state else 0)
            parts: list[str | tuple[str, str]] = [(lead, style)]
            if times:
                spent = _spent(times[who])
                clock = clock_digits(spent).rjust(6)
                bar_room = max(0, min(16, room - 12 - len(clock) - 1))
                name_room = max(4, room - bar_room - len(clock) - 1)
                bar = BAR * round(bar_room * spent / longest) if longest else ""
                parts += [(fit_cells(name, name_room), style), " ", (bar.ljust(bar_room), "$primary"), clock]
            else:
                parts.append((fit_cells(name, room), style))
            if state:
                parts += [" ", (state, colour)]
            rows.append(Row(who, content(*parts)))
        if times:
            rows += self._balance(now)
        return rows or [Row("", content((truncate(self.view.t("Nobody yet."), width), "$foreground-muted")))]

    def _balance(self, now: dt.datetime) -> list[Row]:
        session, t = self.view.session, self.view.t
        shares = speaking_times(session, now, self.view.ended)
        present = [shares[who] for who in session.present]
        helping = balance(share.helping for share in present)
        everything = balance(share.helping + share.own for share in present)
        if helping is None or everything is None:
            return []
        words = t(
            "balance: helping {helping} %, with own question {all} %",
            helping=round(100 * helping),
            all=round(100 * everything),
        )
        return [
            Row("", Content("")),
            *(Row("", content((line.plain, "$foreground-muted"))) for line in _lines(words, self)),
        ]

    def _flow(self, now: dt.datetime) -> list[Row]:
        """Names behind each other, as many on a line as fit."""
        session, width = self.view.session, self.room
        spoken, much, times = heard(session), self._much(now), self._times(now)
        rows: list[Row] = []
        line: list[str | tuple[str, str]] = []
        used = 0
        for who in session.participants:
            state, colour = self._state(who, much)
            mark = ASKS if who == session.asker else ""
            name = truncate(self.view.short_name(who), 14)
            style = "bold" if who in (session.asker, session.speaker) else ""
            text = f"{mark}{who[1:]}{self._sign(who, spoken)}{name}"
            if times:
                text += f" {clock_digits(_spent(times[who]))}"
            length = cell_len(text) + (cell_len(state) + 1 if state else 0)
            if line and used + 2 + length > width:
                rows.append(Row("", content(*line)))
                line, used = [], 0
            if line:
                line.append("  ")
                used += 2
            line.append((text, style))
            if state:
                line += [" ", (state, colour)]
            used += length
        if line:
            rows.append(Row("", content(*line)))
        return rows or [Row("", content((truncate(self.view.t("Nobody yet."), width), "$foreground-muted")))]


def _spent(share: SpeakingTime) -> float:
    return share.own + share.helping + share.other


def _lines(words: str, rows: Rows) -> list[Content]:
    return Content(words).wrap(rows.room)
