"""The circle: who asks, who has been heard, who is speaking; with F2 also how long everyone spoke."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content
from textual.style import Style

from reciring.cells import shorten
from reciring.console.text import clock_digits, content, fit_cells, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane
from reciring.console.widgets.rows import Row, Rows
from reciring.ring.session import Phase, Session, question_id
from reciring.ring.speaking_time import CountedTime, SpeakingTime, balance, describe_counted, speaking_times

HEARD, NOT_HEARD, SPEAKING, ASKS, AWAY = "●", "○", "◉", "▶", "–"
PHONE = "▯"
"""After somebody who has joined by phone."""
BAR = "▇"
MAX_INLINE_ROWS = 6
LEAD = 6
"""Columns of the signs and the seat before a name."""
MAX_NAME = 14
"""Columns of a name among others on a row."""
WITH_SPEAKING_TIMES = (Phase.ROUND, Phase.REFLECT, Phase.DONE)
"""The steps in which there are speaking times to show."""


def heard(session: Session) -> set[str]:
    """Who spoke, offered something or was noted in the current step; a turn counts when it is over."""
    span = session.phases.get(session.phase)
    if span is None:
        return set()
    found = {turn.who for turn in session.turns.values() if turn.end and turn.start >= span.start}
    found.update(note.who for note in session.notes.values() if note.who and note.at >= span.start)
    if session.phase is Phase.ROUND:
        found.update(who for offer in session.offers.values() if offer.at >= span.start for who in offer.helpers)
    elif session.phase is Phase.REFLECT:
        found.update(reflection.who for reflection in session.reflections.values())
    return found


def not_heard(session: Session) -> list[str]:
    """Who is present and was not heard in the current step, in seat order."""
    spoken = heard(session)
    return [who for who in session.present if who not in spoken]


def balance_text(view: ViewState, now: dt.datetime) -> str:
    """How evenly the speaking time is divided among those present, in per cent; "" while too few spoke."""
    session = view.session
    times = speaking_times(session, now, view.ended)
    present = [times[who] for who in session.present]
    helping = balance(time.helping for time in present)
    everything = balance(time.helping + time.own for time in present)
    if helping is None or everything is None:
        return ""
    return view.t(
        "balance: helping {helping}%, with own question {all}%",
        helping=round(100 * helping),
        all=round(100 * everything),
    )


class Circle(Rows, Pane):
    """One row for each seat; on a narrow screen (``inline``) names after each other on a few rows."""

    def __init__(self, view: ViewState, *, id: str, inline: bool = False) -> None:
        super().__init__(id=id)
        self.view, self.inline = view, inline

    def heading(self, now: dt.datetime) -> str:
        """The title of the pane; where names are after each other it also has the balance (F2)."""
        title = self.view.t("Circle")
        balance = balance_text(self.view, now) if self.inline and self._shows_times else ""
        return f"{title} · {balance}" if balance else title

    def draw(self, now: dt.datetime) -> None:
        self.title(self.heading(now))
        rows = self._inline_rows(now, self.room) if self.inline else self._list(now)
        if not rows:
            rows = [Row("", content((truncate(self.view.t("Nobody yet."), self.room), "$foreground-muted")))]
        self.show(rows)
        session = self.view.session
        index = next((i for i, row in enumerate(rows) if row.key and row.key == session.asker), None)
        if index is not None:
            self.keep_in_sight(index)

    def inline_height(self, width: int) -> int:
        """The rows that the names take after each other at ``width`` columns, for the layout."""
        return min(MAX_INLINE_ROWS, max(1, len(self._inline_rows(self.view.controller.now, width))))

    # --- one seat ----------------------------------------------------------------------------------------------------

    def _sign(self, who: str, spoken: set[str]) -> str:
        session = self.view.session
        if session.participants[who].away:
            return AWAY
        if who == session.speaker:
            return SPEAKING
        return HEARD if who in spoken else NOT_HEARD

    def _style(self, who: str) -> str:
        session = self.view.session
        if who == session.speaker:
            return "bold $text-primary"
        if who == session.asker:
            return "bold"
        return "$foreground-muted" if session.participants[who].away else ""

    def _state(self, who: str, counted: Mapping[str, CountedTime], room: int) -> tuple[str, str]:
        """What to say about a seat after its name, and the style; two empty strings if there is nothing.

        ``room`` is the columns for the name and the state together.
        """
        session, t = self.view.session, self.view.t
        person = session.participants[who]
        question = session.questions.get(question_id(who))
        if person.away:
            return t("away"), "$foreground-muted"
        if who in counted:
            words = f"▲ {t.message(describe_counted(counted[who]))}"
            if cell_len(words) + 1 + min(MAX_NAME, cell_len(self.view.short_name(who))) > room:
                words = f"▲ {clock_digits(counted[who].total)}"
            return words, "$text-warning"
        if session.phase in (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE):
            return ("?", "$text-success") if question and question.text else ("", "")
        if who == session.asker:
            return "?", "bold"
        if person.passed:
            return t("skipped"), "$foreground-muted"
        if question and question.aloud:  # Names after each other have no room for it: it is said of many.
            return ("", "") if self.inline else (t("read aloud"), "$foreground-muted")
        if question and question.parked:
            return t("last"), "$foreground-muted"
        if question and question.stretches and who not in session.queue:
            return "✓", "$foreground-muted"
        return "", ""

    def _counted(self, now: dt.datetime) -> Mapping[str, CountedTime]:
        """What counts for those who talk long."""
        return self.view.nudges(now).counted if self.view.session.phase is Phase.ROUND else {}

    @property
    def _shows_times(self) -> bool:
        return self.view.times and self.view.session.phase in WITH_SPEAKING_TIMES

    def _times(self, now: dt.datetime) -> dict[str, SpeakingTime]:
        """The speaking times; empty if they are not shown."""
        return speaking_times(self.view.session, now, self.view.ended) if self._shows_times else {}

    # --- one row for each seat ---------------------------------------------------------------------------------------

    def _list(self, now: dt.datetime) -> list[Row]:
        session, width = self.view.session, self.room
        spoken, counted, times = heard(session), self._counted(now), self._times(now)
        joined = self.view.joined
        if joined:
            width -= 2  # The last column is for the sign of a phone.
        longest = max(map(_seconds, times.values()), default=0.0)
        states = {who: self._state(who, counted, width - LEAD - 10 * bool(times)) for who in session.participants}
        state_width = max((cell_len(state) for state, _ in states.values()), default=0) if times else 0
        rows = []
        for who, person in session.participants.items():
            sign, (state, colour) = self._sign(who, spoken), states[who]
            state = state.rjust(state_width)
            lead = f"{ASKS if who == session.asker else ' '}{who[1:]:>2} {sign} "
            name = person.name if width >= 40 and not times else self.view.short_name(who)
            style = self._style(who)
            least = min(cell_len(name), MAX_NAME)
            if who not in counted:
                state = truncate(state, max(0, width - LEAD - least - 1))
            room = width - LEAD - cell_len(state) - (1 if state else 0)
            parts: list[str | tuple[str, str]] = [(lead, style)]
            if times:
                seconds = _seconds(times[who])
                clock = clock_digits(seconds).rjust(6)
                bar_room = max(0, min(16, room - 12 - len(clock) - 1))
                name_room = max(4, room - bar_room - len(clock) - 1)
                bar = BAR * round(bar_room * seconds / longest) if longest else ""
                parts += [
                    (fit_cells(shorten(name, name_room), name_room), style),
                    " ",
                    (bar.ljust(bar_room), "$primary"),
                    clock,
                ]
            else:
                parts.append((fit_cells(shorten(name, room), room), style))
            if state:
                parts += [" ", (state, colour)]
            if who in joined:
                parts.append((f" {PHONE}", "$foreground-muted"))
            rows.append(Row(who, content(*parts)))
        if times and (balance := balance_text(self.view, now)):
            lines = Content(balance).wrap(self.room)
            rows += [Row("", Content("")), *(Row("", content((line.plain, "$foreground-muted"))) for line in lines)]
        return rows

    # --- names after each other --------------------------------------------------------------------------------------

    def _inline_rows(self, now: dt.datetime, width: int) -> list[Row]:
        session = self.view.session
        spoken, counted, times = heard(session), self._counted(now), self._times(now)
        joined = self.view.joined
        rows: list[Row] = []
        line: list[str | Content | tuple[str, str]] = []
        used = 0
        for who in session.participants:
            state, colour = self._state(who, counted, width)
            mark = ASKS if who == session.asker else ""
            name = shorten(self.view.short_name(who), MAX_NAME)
            style = self._style(who)
            text = f"{mark}{who[1:]}{self._sign(who, spoken)}{name}{PHONE if who in joined else ''}"
            if times:
                text += f" {clock_digits(_seconds(times[who]))}"
            length = cell_len(text) + (cell_len(state) + 1 if state else 0)
            if line and used + 2 + length > width:
                rows.append(Row("", content(*line)))
                line, used = [], 0
            if line:
                line.append("  ")
                used += 2
            line.append(content((text, style)).stylize(Style.from_meta({"@click": f"screen.choose_person({who!r})"})))
            if state:
                line += [" ", (state, colour)]
            used += length
        if line:
            rows.append(Row("", content(*line)))
        return rows


def _seconds(time: SpeakingTime) -> float:
    """All that a participant spoke, in seconds."""
    return time.own + time.helping + time.other
