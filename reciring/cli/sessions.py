"""``reciring list``: the sessions there are, as a table for people and as lines for programs."""

from __future__ import annotations

import sys

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.stop import Stop
from reciring.locale import Translator
from reciring.locale.dates import short_day
from reciring.ring.text import clean
from reciring.store.listing import Entry, listing
from reciring.store.progress import where
from reciring.store.toml import BadFile

GAP = "  "
LEAST = 8
"""Columns that a title and a file's name keep on the narrowest screen."""


def list_sessions(call: Call) -> int:
    """One line for each session; that there are none is a message and no mistake."""
    t, folder = call.t, call.folder
    try:
        entries = listing(folder)
    except BadFile as bad:
        raise Stop(call.why_bad(folder, bad)) from None
    if not entries:
        streams.err(t("There are no sessions in {folder} yet. To make one: reciring new TITLE", folder=str(folder)))
    elif sys.stdout is not None and sys.stdout.isatty():
        _table(entries, t)
    else:
        for entry in entries:
            streams.out(_line(entry, t))
    return 0


def _line(entry: Entry, t: Translator) -> str:
    """Path, day, phase, asked, total and title, divided by tabs; of a file that cannot be opened, why."""
    path, told = clean(str(entry.path)), entry.progress
    if told is None:
        return f"{path}\t-\tbroken\t-\t-\t{_why(entry, t)}"
    return f"{path}\t{told.date}\t{told.phase}\t{told.asked}\t{told.total}\t{clean(told.title)}"


def _why(entry: Entry, t: Translator) -> str:
    return clean(t.message(entry.error)) if entry.error else ""


def _table(entries: list[Entry], t: Translator) -> None:
    # Only the part of Rich that knows how wide a character is: its tables take longer to load than all the rest.
    from rich.cells import cell_len, set_cell_size

    rows = [(t("Day"), t("Where it is"), t("Title"), t("File")), *(_row(entry, t) for entry in entries)]
    day, where, title, file = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    left = max(streams.columns() - day - where - 3 * len(GAP), 2 * LEAST)
    title = min(title, max(left - file, left // 2))
    widths = (day, where, title, min(file, left - title))

    def fit(cell: str, width: int) -> str:
        return set_cell_size(cell, width) if cell_len(cell) <= width else set_cell_size(cell, width - 1) + "…"

    for row in rows:
        streams.out(GAP.join(map(fit, row, widths)).rstrip())


def _row(entry: Entry, t: Translator) -> tuple[str, str, str, str]:
    name, told = clean(entry.path.name.removesuffix(".toml")), entry.progress
    if told is None:
        return "", t("cannot be opened"), _why(entry, t), name
    return f"{short_day(told.date, t.language)} {told.date.year}", where(told, t), clean(told.title), name
