"""The circle and the timeline as lines of text, for a terminal of any width; without colours."""

from __future__ import annotations

from typing import Final

from rich.cells import cell_len

from reciring.locale import Translator, translator
from reciring.report.charts.columns import pad_text
from reciring.report.charts.offer_counts import LEGEND, OfferCount, count_offers, people_in_circle, used_states
from reciring.report.charts.timeline import TimelineRow, build_timeline
from reciring.report.offer_state import OfferState
from reciring.report.wording import format_duration, name_of
from reciring.ring.session import FACILITATOR, Session, seat
from reciring.ring.text import clean

ARC_SYMBOLS: Final = {OfferState.PROMISE: "●", OfferState.INCOMPLETE: "○", OfferState.TIP: "·"}
_MIN_WIDTH = 20
_NARROW_WIDTH = 60
"""Columns; below this the timeline has used time only, not the available time."""
_MIN_BAR = 6
"""Columns; there is no bar in less."""


def circle_text(session: Session, t: Translator | None = None, width: int = 80) -> list[str]:
    """Return who helped whom, as a table with a row per asker and a column per helper's seat.

    If the table would be too wide it is a list of names. Lines are at most ``width`` columns (and 20 or more).
    """
    t = t or translator(session.language)
    width = max(_MIN_WIDTH, width)
    counts = count_offers(session)
    people = people_in_circle(session, counts)
    if not counts:
        return _cut([t("There are no offers yet.")], width)
    helpers = [*people, *([""] if any(not it.helper for it in counts) else [])]
    names_width = min(24, max(cell_len(_seat_and_name(session, who, t)) for who in people))
    cell_width = min(4, (width - min(names_width, 18) - 2) // len(helpers))
    lines = (
        _table(session, counts, helpers, cell_width, width, t) if cell_width >= 2 else _list(session, counts, width, t)
    )
    legend = [f"{ARC_SYMBOLS[state]} {t(LEGEND[state])}" for state in used_states(counts)]
    return [*lines, "", *_fill(legend, width)]


def timeline_text(session: Session, t: Translator | None = None, width: int = 80) -> list[str]:
    """Return a line for every step and question: its label, a bar (░ planned, █ used, ▓ overtime) and the minutes.

    Lines are at most ``width`` columns (and 20 or more).
    """
    t = t or translator(session.language)
    width = max(_MIN_WIDTH, width)
    timeline = build_timeline(session, t)
    if not timeline.rows:
        return _cut([t("The ring has not begun.")], width)
    labels = [row.label if row.is_step else f" {row.seat:>2} {clean(row.label)}" for row in timeline.rows]
    numbers = [_numbers(row, short=width < _NARROW_WIDTH) for row in timeline.rows]
    right = max(map(cell_len, numbers))
    left = min(max(map(cell_len, labels)), max(8, (width - right) // 3))
    bar_width = width - left - right - 2
    has_bars = bar_width >= _MIN_BAR
    lines = []
    for row, label, number in zip(timeline.rows, labels, numbers, strict=True):
        bar = _bar(row, timeline.length, bar_width) if has_bars else ""
        lines.append(f"{pad_text(label, left)} {bar} {' ' * (right - cell_len(number))}{number}".rstrip())
    if has_bars:
        lines += ["", *_fill([f"░ {t('planned')}", f"█ {t('used')}", f"▓ {t('overtime')}"], width)]
    return _cut(lines, width)


def _seat_and_name(session: Session, who: str, t: Translator) -> str:
    number = "" if who == FACILITATOR else str(seat(who))
    return f"{number:>2} {clean(name_of(session, who, t))}"


def _table(
    session: Session, counts: tuple[OfferCount, ...], helpers: list[str], cell_width: int, width: int, t: Translator
) -> list[str]:
    longest = max(cell_len(_seat_and_name(session, who, t)) for who in people_in_circle(session, counts))
    names_width = min(width - cell_width * len(helpers), 2 + longest)
    heads = [_head(who) for who in helpers]
    lines = [pad_text(t("asks ↓   helps →"), names_width)]
    if cell_width <= max(map(len, heads)):  # Without a gap between two numbers, so the tens get a line of their own.
        lines = [(lines[0] + "".join(f"{head[:-1]:>{cell_width}}" for head in heads)).rstrip(), " " * names_width]
    lines[-1] += "".join(f"{head[-1] if len(lines) > 1 else head:>{cell_width}}" for head in heads)
    for asker in session.participants:
        cells = (
            _cell([it for it in counts if it.asker == asker and it.helper == helper], cell_width) for helper in helpers
        )
        lines.append((pad_text(_seat_and_name(session, asker, t), names_width) + "".join(cells)).rstrip())
    return lines


def _head(helper: str) -> str:
    if not helper:
        return "?"
    return "◆" if helper == FACILITATOR else str(seat(helper))


def _cell(counts: list[OfferCount], width: int) -> str:
    """Return the symbol of the most binding offer of a pair, and the number of offers if there is space for it."""
    if not counts:
        return " " * width
    symbol = ARC_SYMBOLS[used_states(tuple(counts))[0]]
    count = sum(it.count for it in counts)
    return f"{symbol if count == 1 or width < 3 else f'{min(count, 9)}{symbol}':>{width}}"


def _list(session: Session, counts: tuple[OfferCount, ...], width: int, t: Translator) -> list[str]:
    lines = []
    for asker in session.participants:
        received = [it for it in counts if it.asker == asker]
        if received:
            helpers = (
                f"{ARC_SYMBOLS[it.state]} {clean(name_of(session, it.helper, t)) if it.helper else '?'}"
                for it in received
            )
            lines += _fill([f"{_seat_and_name(session, asker, t)} ←", *helpers], width, "   ")
    return lines


def _numbers(row: TimelineRow, *, short: bool) -> str:
    if not row.actual:
        return "–"
    more = f" +{format_duration(row.overrun)}" if row.overrun >= 0.5 else ""
    used = format_duration(row.used)
    return f"{used}{more}" if short else f"{used}/{format_duration(row.available)}{more}"


def _bar(row: TimelineRow, length: float, width: int) -> str:
    """Draw a row in ``width`` columns for ``length`` seconds."""
    scale = width / max(1.0, length)
    columns = [" "] * width

    def fill(start: float, end: float, symbol: str) -> None:
        first = min(width - 1, int(start * scale))
        for column in range(first, min(width, max(first + 1, round(end * scale)))):
            columns[column] = symbol

    fill(*row.planned, "░")
    rest = row.available
    for start, end in row.actual:
        within = max(0.0, min(end - start, rest))
        rest -= end - start
        if within:
            fill(start, start + within, "█")
        if end - start - within >= 0.5:
            fill(start + within, end, "▓")
    return "".join(columns)


def _fill(parts: list[str], width: int, indent: str = "") -> list[str]:
    """Put as many parts on a line as fit; lines after the first are indented."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1]) + 2 + cell_len(part) <= width:
            lines[-1] += f"  {part}"
        else:
            lines.append(indent + part if lines else part)
    return _cut(lines, width)


def _cut(lines: list[str], width: int) -> list[str]:
    return [line if cell_len(line) <= width else pad_text(line, width).rstrip() for line in lines]
