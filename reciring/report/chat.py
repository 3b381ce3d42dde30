"""The group's summary as plain text for one e-mail or chat message, readable in any program."""

from __future__ import annotations

from collections.abc import Iterator

from reciring.report.options import Options
from reciring.report.outline import Entry, EntryRow, Section, build_outline
from reciring.report.wording import format_stars
from reciring.ring.session import Session
from reciring.ring.text import squeeze

_LEFT_OUT = {"promises"}
"""These sections are left out to keep the message short: the promises are also below the questions."""


def render(session: Session, options: Options) -> str:
    """Return the group's summary or a personal page. It never has speaking times, because a message is for others."""
    outline = build_outline(session, Options(language=options.language, who=options.who))
    parts = ["\n".join(filter(None, map(squeeze, (outline.title, outline.subtitle, outline.gained))))]
    parts += (_section(section) for section in outline.sections if section.key not in _LEFT_OUT)
    parts.append("\n".join(map(squeeze, outline.footer)))
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> str:
    separator = "\n\n" if any(entry.text for entry in section.entries) else "\n"
    return f"{squeeze(section.heading).upper()}\n" + separator.join("\n".join(_entry(it)) for it in section.entries)


def _entry(entry: Entry) -> Iterator[str]:
    if entry.title:
        yield squeeze(f"{entry.title}: {entry.text}" if entry.text else entry.title)
    elif entry.text:
        yield squeeze(entry.text)
    if entry.rows:
        yield from map(_row, entry.rows)
    elif entry.empty_text:
        yield squeeze(entry.empty_text)
    for remark in entry.remarks:
        yield squeeze(f"({remark.label}: {remark.text})")


def _row(row: EntryRow) -> str:
    line = squeeze(": ".join(filter(None, (row.who, row.text))))
    if row.when:
        line += f" ({row.when})"
    if row.detail:
        line += f" – {squeeze(row.detail)}"
    return f"• {format_stars(row.stars)} {line}" if row.stars else f"• {line}"
