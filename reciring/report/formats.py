"""The formats of the summary, declared once for the command line and the console.

Each format is a module of this package with a function ``render(session, options)``. The module is imported when the
format is asked for, because PDF, HTML and calendars need large libraries (typst, jinja2, icalendar).
"""

from __future__ import annotations

import importlib
from typing import Final, NamedTuple

from reciring.report.options import Options
from reciring.ring.message import N_
from reciring.ring.session import FACILITATOR, Session, seat
from reciring.ring.text import slug

__all__ = ["FORMATS", "Format", "Options", "render_summary", "summary_file_name"]


class Format(NamedTuple):
    """A format: the suffix of its files, its media type, its description, and the module that writes it."""

    suffix: str
    media_type: str
    label: str
    module: str
    has_personal_page: bool = True
    """Whether it can be written for one person (``Options.who``)."""
    has_speaking_time: bool = False
    """Whether the facilitator's copy can be in this format (``Options.speaking_time``)."""


FORMATS: Final[dict[str, Format]] = {
    "terminal": Format(".txt", "text/plain", N_("text for this screen"), "terminal", has_speaking_time=True),
    "pdf": Format(".pdf", "application/pdf", N_("PDF, to print or send"), "pdf", has_speaking_time=True),
    "html": Format(".html", "text/html", N_("a web page in one file"), "html", has_speaking_time=True),
    "md": Format(".md", "text/markdown", N_("Markdown"), "markdown", has_speaking_time=True),
    "csv": Format(".csv", "text/csv", N_("offers and promises for a spreadsheet"), "csv_table"),
    "xlsx": Format(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        N_("offers and promises as an Excel workbook"),
        "xlsx_table",
    ),
    "ics": Format(".ics", "text/calendar", N_("promises and meetings for a calendar"), "ics"),
    "chat": Format(".txt", "text/plain", N_("text for an e-mail or chat message"), "chat"),
    "json": Format(
        ".json",
        "application/json",
        N_("everything as JSON, including what is private"),
        "json_summary",
        has_speaking_time=True,
    ),
    "txt": Format(
        ".txt",
        "text/plain",
        N_("the transcript: the lines as they were typed, for the facilitator"),
        "transcript",
        False,
    ),
}
"""By the name that is used on the command line and in the console."""


def render_summary(name: str, session: Session, options: Options | None = None) -> bytes:
    """Return the summary in the format ``name``, as the bytes of a file. Raises KeyError for an unknown format."""
    module = importlib.import_module(f"reciring.report.{FORMATS[name].module}")
    document: str | bytes = module.render(session, options or Options())
    return document if isinstance(document, bytes) else document.encode("utf-8", "replace")


def summary_file_name(session: Session, suffix: str, who: str | None = None) -> str:
    """Return a file name such as ``2026-11-24-smarter-together.pdf``, or ``...-07-karin-smit.pdf`` for a personal page.

    It is never a path, whatever the title and the names contain, and differs for each person.
    """
    parts = [session.date.isoformat(), slug(session.title) or "ring"]
    if who == FACILITATOR:
        parts += ["00", slug(session.facilitator, 40)]
    elif who is not None:
        parts += [f"{seat(who):02}", slug(session.participants[who].name, 40)]
    return "-".join(filter(None, parts)) + suffix
