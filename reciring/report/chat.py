"""The group's summary as text for one mail or chat message: nothing in it depends on how the other side shows it."""

from __future__ import annotations

from collections.abc import Iterator

from reciring.report.options import Options
from reciring.report.outline import Entry, EntryRow, Section, build_outline
from reciring.ring.session import Session
from reciring.ring.text import squeeze

_LEFT_OUT = {"promises"}
"""They stand with the questions already: a message is short."""


def render(session: Session, options: Options) -> str:
    """The summary, or one person's page; never with times, since a message is for others."""
    it = build_outline(session, Options(language=options.language, who=options.who))
    parts = ["\n".join(filter(None, map(squeeze, (it.title, it.subtitle, it.counts))))]
    parts += (_section(section) for section in it.sections if section.key not in _LEFT_OUT)
    parts.append("\n".join(map(squeeze, it.foot)))
    return "\n\n".join(parts) + "\n"


def _section(it: Section) -> str:
    spaced = any(entry.text for entry in it.entries)
    entries = ("\n".join(_entry(entry)) for entry in it.entries)
    return f"{squeeze(it.heading).upper()}\n" + ("\n\n" if spaced else "\n").join(entries)


def _entry(it: Entry) -> Iterator[str]:
    if it.title:
        yield squeeze(f"{it.title}: {it.text}" if it.text else it.title)
    elif it.text:
        yield squeeze(it.text)
    if it.items:
        yield from map(_item, it.items)
    elif it.nothing:
        yield squeeze(it.nothing)
    for remark in it.remarks:
        yield squeeze(f"({remark.label}: {remark.text})")


def _item(it: EntryRow) -> str:
    words = squeeze(": ".join(filter(None, (it.who, it.text))))
    if it.when:
        words += f" ({it.when})"
    if it.aside:
        words += f" – {squeeze(it.aside)}"
    stars = f"{'★' * it.stars if it.stars < 6 else f'★×{it.stars}'} " if it.stars else ""
    return f"• {stars}{words}"
