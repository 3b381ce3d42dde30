"""The summary as Markdown: every text shows as it was typed, whatever it holds, in any reader of CommonMark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reciring.report.options import Options
from reciring.report.outline import Entry, EntryRow, Grid, Section, build_outline
from reciring.ring.session import Session
from reciring.ring.text import squeeze

# What may mean something anywhere in a line; a dollar is mathematics and a tilde struck out in many a reader.
_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=[#\w])|==")
_LINK = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
# What means something only where a line begins.
_OPENING = re.compile(r"(#{1,6}(?=\s|$)|[-+=:](?=\s|$)|-{2,}|={1,})|(\d{1,9})([.)])(?=\s|$)")


def render(session: Session, options: Options) -> str:
    """The summary, or one person's page."""
    it = build_outline(session, options)
    parts = [f"**{escape(it.mark)}**"] if it.mark else []
    parts.append(f"# {escape(it.title)}".rstrip())
    parts += (escape_line(words) for words in (it.subtitle, it.counts) if words)
    for section in it.sections:
        parts += _section(section)
    parts += ("---", *(f"*{escape(words)}*" for words in it.foot))
    return "\n\n".join(parts) + "\n"


def escape(text: str) -> str:
    """``text`` inside a line."""
    return " ".join(map(_word, squeeze(text).split(" ")))


def _word(text: str) -> str:
    escaped = _SPECIAL.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), text)
    # as a link by itself it would show the signs that were put in
    return escaped if escaped == text else _LINK.sub(lambda found: f"\\{found[0]}", escaped)


def escape_line(text: str) -> str:
    """``text`` where a line begins, so that it starts no list, heading, or rule."""
    escaped = escape(text)
    opening = _OPENING.match(escaped)
    if opening is None:
        return escaped
    if opening[2]:
        return f"{opening[2]}\\{escaped[opening.end(2) :]}"
    return f"\\{escaped}"


def _section(it: Section) -> Iterator[str]:
    yield f"## {escape(it.heading)}"
    for entry in it.entries:
        yield from _entry(entry)
    if it.grid:
        yield _grid(it.grid)
    for sentence in it.sentences:
        yield escape_line(sentence)


def _entry(it: Entry) -> Iterator[str]:
    if it.title:
        title = f"{it.number}. {it.title}" if it.number else it.title
        yield "### " + escape(f"{title} · {it.aside}" if it.aside else title)
    if it.text:
        yield f"> {escape_line(it.text)}" if it.known else f"> *{escape(it.text)}*"
    if it.items:
        yield "\n".join(map(_item, it.items))
    elif it.nothing:
        yield f"*{escape(it.nothing)}*"
    for remark in it.remarks:
        yield f"{escape_line(remark.label)}: {escape(remark.text)}"


def _item(it: EntryRow) -> str:
    who = escape(it.who)
    head = f"*{who}*" if it.unsure else f"**{who}**" if who else ""
    if it.kind:
        head = f"{head} ({escape(it.kind)})".strip()
    words = escape(it.text) if head or it.stars or it.box else escape_line(it.text)
    if it.stars:
        words = f"{'★' * it.stars if it.stars < 6 else f'★×{it.stars}'} {words}".rstrip()
    row = ": ".join(filter(None, (head, words)))
    if it.when:
        row += f" – *{escape(it.when)}*" if it.vague else f" – {escape(it.when)}"
    if it.aside:
        row += f" ({escape(it.aside)})"
    return f"- [ ] {row}" if it.box else f"- {row}"


def _grid(it: Grid) -> str:
    rows = [it.heads, tuple("---:" if number else ":---" for number in range(len(it.heads)))]
    lines = [[*map(escape, rows[0])], [*rows[1]], *([*map(escape, row)] for row in it.rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
