"""The ring and the time line as lines of text, for a terminal of any width; no colour, no line too long."""

from __future__ import annotations

from reciring.locale import Translator, translator
from reciring.report.charts.offer_counts import Firmness, Link, count_links, people_in_circle
from reciring.report.charts.timeline import TimelineRow, build_timeline
from reciring.report.facilitator_times import format_duration
from reciring.report.wording import name_of
from reciring.ring.session import FACILITATOR, Session, seat
from reciring.ring.text import clean

ARC_SYMBOLS = {Firmness.PROMISE: "●", Firmness.VAGUE: "○", Firmness.TIP: "·"}
_NARROWEST, _NARROW = 20, 60


def circle_text(session: Session, t: Translator | None = None, width: int = 80) -> list[str]:
    """Who helped whom: a row per asker, a column per helper's seat; a list of names where that is too wide."""
    t = t or translator(session.language)
    width = max(_NARROWEST, width)
    found = count_links(session)
    people = people_in_circle(session, found)
    if not found:
        return _within([t("Nothing has been offered yet.")], width)
    columns = [*people, *([""] if any(not link.helper for link in found) else [])]
    names = min(24, max(display_width(_seated(session, who, t)) for who in people))
    cell = min(4, (width - min(names, 18) - 2) // len(columns))
    lines = _table(session, found, columns, cell, width, t) if cell >= 2 else _list(session, found, width, t)
    used = [firm for firm in Firmness if any(link.firm is firm for link in found)]
    return [*lines, "", *_filled([f"{ARC_SYMBOLS[firm]} {t(firm.value)}" for firm in used], width)]


def timeline_text(session: Session, t: Translator | None = None, width: int = 80) -> list[str]:
    """Every step and question on a line: its name, its place in time (░ planned, █ used, ▓ over), and the minutes."""
    t = t or translator(session.language)
    width = max(_NARROWEST, width)
    line = build_timeline(session, t)
    if not line.rows:
        return _within([t("The ring has not begun.")], width)
    labels = [row.label if row.step else f" {row.seat:>2} {clean(row.label)}" for row in line.rows]
    numbers = [_numbers(row, width < _NARROW) for row in line.rows]
    right = max(map(display_width, numbers))
    left = min(max(map(display_width, labels)), max(8, (width - right) // 3))
    room = width - left - right - 2
    found = []
    for row, label, number in zip(line.rows, labels, numbers, strict=True):
        bar = _bar(row, line.length, room) if room >= 6 else ""
        found.append(f"{pad_text(label, left)} {bar} {' ' * (right - display_width(number))}{number}".rstrip())
    legend = [f"░ {t('planned')}", f"█ {t('used')}", f"▓ {t('over time')}"] if room >= 6 else []
    return _within([*found, *([""] if legend else []), *_filled(legend, width)], width)


def display_width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def pad_text(text: str, width: int) -> str:
    """A text in exactly so many columns, with an ellipsis if it had to be cut."""
    from rich.cells import set_cell_size

    text = clean(text)
    return set_cell_size(text, width) if display_width(text) <= width else set_cell_size(text, width - 1) + "…"


def _seated(session: Session, who: str, t: Translator) -> str:
    number = "" if who == FACILITATOR else str(seat(who))
    return f"{number:>2} {clean(name_of(session, who, t))}"


def _table(
    session: Session, found: tuple[Link, ...], columns: list[str], cell: int, width: int, t: Translator
) -> list[str]:
    names = width - cell * len(columns)
    names = min(names, 2 + max(display_width(_seated(session, who, t)) for who in people_in_circle(session, found)))
    heads = [_head(who) for who in columns]
    lines = [pad_text(t("asks ↓   helps →"), names)]
    if cell <= max(map(len, heads)):  # seats of two figures would run together: the tens stand above
        lines = [(lines[0] + "".join(f"{head[:-1]:>{cell}}" for head in heads)).rstrip(), " " * names]
    lines[-1] += "".join(f"{head[-1] if len(lines) > 1 else head:>{cell}}" for head in heads)
    for who in session.participants:
        row = "".join(
            _cell([link for link in found if link.asker == who and link.helper == by], cell) for by in columns
        )
        lines.append((pad_text(_seated(session, who, t), names) + row).rstrip())
    return lines


def _head(who: str) -> str:
    return "?" if not who else "◆" if who == FACILITATOR else str(seat(who))


def _cell(here: list[Link], width: int) -> str:
    """The firmest sign of a pair, and how often, if there is room and it was more than once."""
    if not here:
        return " " * width
    best = next(firm for firm in Firmness if any(link.firm is firm for link in here))
    count = sum(link.count for link in here)
    sign = ARC_SYMBOLS[best] if count == 1 or width < 3 else f"{min(count, 9)}{ARC_SYMBOLS[best]}"
    return f"{sign:>{width}}"


def _list(session: Session, found: tuple[Link, ...], width: int, t: Translator) -> list[str]:
    lines = []
    for who in session.participants:
        got = [link for link in found if link.asker == who]
        if got:
            by = (f"{ARC_SYMBOLS[link.firm]} {_named(session, link.helper, t)}" for link in got)
            lines += _filled([f"{_seated(session, who, t)} ←", *by], width, "   ")
    return lines


def _named(session: Session, helper: str, t: Translator) -> str:
    return clean(name_of(session, helper, t)) if helper else "?"


def _numbers(row: TimelineRow, short: bool) -> str:
    if not row.actual:
        return "–"
    more = f" +{format_duration(row.over)}" if row.over >= 0.5 else ""
    return (
        f"{format_duration(row.took)}{more}"
        if short
        else f"{format_duration(row.took)}/{format_duration(row.had)}{more}"
    )


def _bar(row: TimelineRow, length: float, room: int) -> str:
    scale = room / max(1.0, length)
    line = [" "] * room

    def fill(start: float, end: float, sign: str) -> None:
        first = min(room - 1, int(start * scale))
        for place in range(first, min(room, max(first + 1, round(end * scale)))):
            line[place] = sign

    if row.planned:
        fill(*row.planned, "░")
    rest = row.had
    for start, end in row.actual:
        within = max(0.0, min(end - start, rest))
        rest -= end - start
        if within:
            fill(start, start + within, "█")
        if end - start - within >= 0.5:
            fill(start + within, end, "▓")
    return "".join(line)


def _filled(parts: list[str], width: int, indent: str = "") -> list[str]:
    """Parts in a row, as many on a line as fit; the first stands at the margin."""
    lines: list[str] = []
    for part in parts:
        if lines and display_width(lines[-1]) + 2 + display_width(part) <= width:
            lines[-1] += f"  {part}"
        else:
            lines.append(indent + part if lines else part)
    return _within(lines, width)


def _within(lines: list[str], width: int) -> list[str]:
    return [line if display_width(line) <= width else pad_text(line, width).rstrip() for line in lines]
