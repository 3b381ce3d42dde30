"""The summary as Markdown. Every text shows exactly the typed characters, in any reader of CommonMark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciring.report.options import Options
from reciring.report.outline import Entry, EntryRow, Grid, Section, build_outline
from reciring.report.wording import format_stars
from reciring.ring.session import Session
from reciring.ring.text import squeeze

# What can have a meaning anywhere in a line. In many readers $ begins a formula and ~ strikes text out.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=[#\w])|==")
_LINK = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
# What has a meaning only at the beginning of a line: headings, lists, rules, underlines.
_LINE_START = re.compile(r"(#{1,6}(?=\s|$)|[-+=:](?=\s|$)|-{2,}|={1,})|(\d{1,9})([.)])(?=\s|$)")


def render(session: Session, options: Options) -> str:
    """Return the group's summary or a personal page."""
    outline = build_outline(session, options)
    parts = [f"**{escape(outline.mark)}**"] if outline.mark else []
    parts.append(f"# {escape(outline.title)}".rstrip())
    parts += (escape_line(text) for text in (outline.subtitle, outline.gained) if text)
    for section in outline.sections:
        parts += _section(section)
    parts += ("---", *(f"*{escape(sentence)}*" for sentence in outline.footer))
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """Escape ``text`` for use inside a line."""
    return " ".join(map(_escape_word, squeeze(text).split(" ")))


def _escape_word(word: str) -> str:
    escaped = _SPECIAL.sub(lambda match: "".join(f"\\{character}" for character in match[0]), word)
    # A reader may turn a bare URL into a link, and would then show the backslashes in it.
    return escaped if escaped == word else _LINK.sub(lambda match: f"\\{match[0]}", escaped)


def escape_line(text: str) -> str:
    """Escape ``text`` for use at the beginning of a line, so that it starts no list, heading or rule."""
    escaped = escape(text)
    start = _LINE_START.match(escaped)
    if start is None:
        return escaped
    if start[2]:
        return f"{start[2]}\\{escaped[start.end(2) :]}"
    return f"\\{escaped}"


def _section(section: Section) -> Iterator[str]:
    yield f"## {escape(section.heading)}"
    for entry in section.entries:
        yield from _entry(entry)
    if section.grid:
        yield _grid(section.grid)
    for sentence in section.sentences:
        yield escape_line(sentence)


def _entry(entry: Entry) -> Iterator[str]:
    if entry.title:
        title = f"{entry.number}. {entry.title}" if entry.number else entry.title
        yield "### " + escape(f"{title} · {entry.detail}" if entry.detail else title)
    if entry.text:
        yield f"> {escape_line(entry.text)}" if entry.known else f"> *{escape(entry.text)}*"
    if entry.rows:
        yield "\n".join(map(_row, entry.rows))
    elif entry.empty_text:
        yield f"*{escape(entry.empty_text)}*"
    for remark in entry.remarks:
        yield f"{escape_line(remark.label)}: {escape(remark.text)}"


def _row(row: EntryRow) -> str:
    who = escape(row.who)
    head = f"*{who}*" if row.who_missing else f"**{who}**" if who else ""
    if row.kind:
        head = f"{head} ({escape(row.kind)})".strip()
    text = escape(row.text) if head or row.stars or row.checkbox else escape_line(row.text)
    if row.stars:
        text = f"{format_stars(row.stars)} {text}".rstrip()
    line = ": ".join(filter(None, (head, text)))
    if row.when:
        line += f" – *{escape(row.when)}*" if row.day_missing else f" – {escape(row.when)}"
    if row.detail:
        line += f" ({escape(row.detail)})"
    return f"- [ ] {line}" if row.checkbox else f"- {line}"


def _grid(grid: Grid) -> str:
    alignments = [":---", *["---:"] * (len(grid.heads) - 1)]
    lines = [map(escape, grid.heads), alignments, *(map(escape, row) for row in grid.rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
