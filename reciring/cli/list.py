"""``reciring list``: the rings in the folder, as a table on a terminal and as lines for other programs."""

from __future__ import annotations

import sys

from rich.cells import cell_len, set_cell_size

from reciring.cells import shorten
from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.locale import Translator
from reciring.locale.dates import format_short_date
from reciring.ring.text import clean
from reciring.store.listing import SessionEntry, list_session_files, progress_text
from reciring.store.toml import InvalidFileError

GAP = "  "
MIN_WIDTH = 8
"""Columns of a title and of a file name on the narrowest screen."""


def list_sessions(context: Context) -> int:
    """Print one line for each ring. An empty folder is not an error."""
    t, folder = context.t, context.folder
    try:
        entries = list_session_files(folder)
    except InvalidFileError as bad:
        raise Stop(context.file_error(folder, bad)) from None
    if not entries:
        streams.err(t("There are no rings in {folder} yet. To create one: reciring new TITLE", folder=str(folder)))
    elif sys.stdout is not None and sys.stdout.isatty():
        _print_table(entries, t)
    else:
        for entry in entries:
            streams.out(_line(entry, t))
    return 0


def _line(entry: SessionEntry, t: Translator) -> str:
    """Return path, day, phase, asked, total and title, separated by tabs; the error instead of a title."""
    path, progress = clean(str(entry.path)), entry.progress
    if progress is None:
        return f"{path}\t-\tbroken\t-\t-\t{_error(entry, t)}"
    return f"{path}\t{progress.date}\t{progress.phase}\t{progress.asked}\t{progress.total}\t{clean(progress.title)}"


def _error(entry: SessionEntry, t: Translator) -> str:
    return clean(t.message(entry.error)) if entry.error else ""


def _print_table(entries: list[SessionEntry], t: Translator) -> None:
    rows = [(t("Day"), t("Progress"), t("Title"), t("File")), *(_row(entry, t) for entry in entries)]
    day, progress, title, file = (max(map(cell_len, column)) for column in zip(*rows, strict=True))
    left = max(streams.columns() - day - progress - 3 * len(GAP), 2 * MIN_WIDTH)
    title = min(title, max(left - file, left // 2))
    widths = (day, progress, title, min(file, left - title))
    cut = [tuple(map(shorten, row, widths)) for row in rows]
    for row, cells in zip(rows, cut, strict=True):
        # A file that looks like another one when its name is cut has its whole name, also if the row is longer then.
        *others, name = cells if cut.count(cells) == 1 else (*cells[:-1], row[-1])
        streams.out(GAP.join([*map(set_cell_size, others, widths), name]).rstrip())


def _row(entry: SessionEntry, t: Translator) -> tuple[str, str, str, str]:
    name, progress = clean(entry.path.name.removesuffix(".toml")), entry.progress
    if progress is None:
        return "", t("cannot be opened"), _error(entry, t), name
    day = f"{format_short_date(progress.date, t.language)} {progress.date.year}"
    return day, progress_text(progress, t), clean(progress.title), name
