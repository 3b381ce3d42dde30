"""Make a table of lines that hold one cell each: what a page copies, and forms of ``Heading: value`` lines."""

from __future__ import annotations

import re

from reciring.importers.addresses import has_addresses
from reciring.importers.headings import is_sure, read_heading
from reciring.importers.names import looks_like_name
from reciring.importers.rows import MAX_CELL_LENGTH, Row
from reciring.importers.words import has_organisation_word
from reciring.ring.text import squeeze

_LABELLED = re.compile(r"(?:[-*•]\s)?\**(?P<heading>[^:：]{1,60}?)\**\s?[:：]\s?\**(?P<value>.*)")
_MIN_COLUMNS = 2
_MAX_COLUMNS = 12
_MAX_LINES_OF_A_PERSON = 6


def read_reshaped(lines: list[tuple[int, str]]) -> list[Row] | None:
    """The rows of a table whose cells are lines, from numbered lines that are not blank; None if this is none."""
    return _one_cell_a_line(lines) or _labelled(lines) or _lines_of_a_person(lines)


def _one_cell_a_line(lines: list[tuple[int, str]]) -> list[Row] | None:
    """First each heading on a line, then each cell: the number of lines must fit."""
    width = 0
    while width < min(len(lines), _MAX_COLUMNS) and read_heading(lines[width][1]) and "@" not in lines[width][1]:
        width += 1
    while width >= _MIN_COLUMNS and len(lines) % width:
        width -= 1
    texts = [squeeze(text) for _, text in lines]
    if width < _MIN_COLUMNS or len(lines) < 2 * width or not any(map(is_sure, texts[:width])):
        return None
    starts = range(0, len(lines), width)
    return [Row(lines[start][0], tuple(texts[start : start + width])) for start in starts]


def _labelled(lines: list[tuple[int, str]]) -> list[Row] | None:
    """Lines of ``Naam: Anne``, ``E-mail: …``; the first heading begins the next person."""
    headings: list[str] = []
    rows: list[tuple[int, dict[str, str]]] = []
    latest = ""
    for number, line in lines:
        match = _LABELLED.fullmatch(squeeze(line[:MAX_CELL_LENGTH]))
        heading = squeeze(match["heading"]) if match else ""
        known = read_heading(heading) if heading else None
        if match and known and (known.field or heading in headings):
            if not rows or heading in rows[-1][1]:
                if not rows and not (is_sure(heading) and match["value"]):
                    return None
                rows.append((number, {}))
            rows[-1][1][heading] = squeeze(match["value"])
            headings += [heading] if heading not in headings else []
            latest = heading
        elif rows and latest and not match:
            rows[-1][1][latest] = f"{rows[-1][1][latest]} {squeeze(line)}".strip()
        elif not rows:
            return None
    if len(headings) < _MIN_COLUMNS or not any(map(is_sure, headings)) or not any(len(row) > 1 for _, row in rows):
        return None
    return [Row(lines[0][0], tuple(headings)), *(Row(n, tuple(row.get(h, "") for h in headings)) for n, row in rows)]


def _lines_of_a_person(lines: list[tuple[int, str]]) -> list[Row] | None:
    """A few lines for each person, with blank lines between: the name first, and below it an address."""
    groups: list[Row] = []
    last = -1
    for number, line in lines:
        if number > last + 1 or not groups:
            groups.append(Row(number, ()))
        groups[-1] = groups[-1]._replace(cells=(*groups[-1].cells[:_MAX_COLUMNS], squeeze(line)))
        last = number
    told = [
        1 < len(group.cells) <= _MAX_LINES_OF_A_PERSON
        and looks_like_name(group.cells[0])
        and (sum("@" in cell for cell in group.cells) == 1 or has_organisation_word(group.cells[1]))
        and not any(map(has_addresses, group.cells))
        for group in groups
    ]
    return groups if len(groups) > 1 and all(told) else None
