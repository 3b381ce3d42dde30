"""The forms of the summary, each declared once: the command line and the console take theirs from here.

A form is a module of this package with ``render(session, options)``, imported when it is first wanted: paper and
calendars bring libraries that nobody waits for who does not need them.
"""

from __future__ import annotations

import importlib
from typing import Final, NamedTuple

from reciring.report.options import Options, summary_file_name
from reciring.ring.message import N_
from reciring.ring.session import Session

__all__ = ["FORMATS", "Format", "Options", "render_summary", "summary_file_name"]


class Format(NamedTuple):
    """One form: the ending of its file, its media type, what it is called, and the module that makes it."""

    suffix: str
    media: str
    label: str
    module: str
    has_personal_page: bool = True
    """Whether there is one for a single person: ``Options.who``."""
    has_speaking_time: bool = False
    """Whether it can be the facilitator's copy with speaking times: ``Options.speaking_time``."""


FORMATS: Final[dict[str, Format]] = {
    "terminal": Format(".txt", "text/plain", N_("text for this screen"), "terminal", has_speaking_time=True),
    "pdf": Format(".pdf", "application/pdf", N_("PDF, to print or to send"), "pdf", has_speaking_time=True),
    "html": Format(".html", "text/html", N_("a web page in one file"), "html", has_speaking_time=True),
    "md": Format(".md", "text/markdown", N_("Markdown"), "markdown", has_speaking_time=True),
    "csv": Format(".csv", "text/csv", N_("offers and promises for a spreadsheet"), "csv_table"),
    "ics": Format(".ics", "text/calendar", N_("promises and meetings for a calendar"), "ics"),
    "chat": Format(".txt", "text/plain", N_("text for a mail or chat message"), "chat"),
    "json": Format(
        ".json",
        "application/json",
        N_("everything as JSON, private offers too"),
        "json_summary",
        has_speaking_time=True,
    ),
    "txt": Format(".txt", "text/plain", N_("the lines as they were typed, for the facilitator"), "transcript", False),
}


def render_summary(name: str, session: Session, options: Options | None = None) -> bytes:
    """The summary of ``session`` in the form called ``name``, as the bytes of a file. Raises KeyError for no form."""
    module = importlib.import_module(f"reciring.report.{FORMATS[name].module}")
    made: str | bytes = module.render(session, options or Options())
    return made if isinstance(made, bytes) else made.encode("utf-8", "replace")
