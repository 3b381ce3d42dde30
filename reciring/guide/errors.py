"""What is wrong with a facilitator's own page, said so that they can mend it."""

from __future__ import annotations

from collections.abc import Mapping

from reciring.guide.parse import Page, bullets
from reciring.guide.topics import HEADINGS, INVITATION_PARTS, PHASES, STEP_PARTS
from reciring.ring.message import Message, say
from reciring.ring.text import fold


def find_page_errors(topic: str, page: Page, file: str, language: str) -> list[Message]:
    """A sentence for every part of ``page`` that cannot be used; parts that are left out are no fault."""
    if topic in PHASES:
        found = _headings(page, STEP_PARTS, file, language)
        usable = bool(page.title or page.first_line or any(bullets(section.body) for section in page.sections))
        if not found and not usable:
            found.append(say("{file} has no heading with bullets below it; our own text is used.", file=file))
        return found
    if topic == "invitation":
        found = _headings(page, INVITATION_PARTS, file, language)
        if not found and not any(section.body.strip() for section in page.sections):
            found.append(say("{file} has no heading with a text below it; our own text is used.", file=file))
        return found
    if topic == "situations":
        if not page.sections:
            return [say("{file} has no heading with a text below it; our own text is used.", file=file)]
        return [_nothing_below(file, section.heading) for section in page.sections if not section.body.strip()]
    if not page.bullets:
        return [say('{file} has no bullets: begin every line with "- ". Our own text is used.', file=file)]
    return []


def _headings(page: Page, parts: Mapping[str, tuple[str, ...]], file: str, language: str) -> list[Message]:
    known = {name for names in parts.values() for name in names}
    names = ", ".join(HEADINGS[language][part] for part in parts)
    found = []
    for section in page.sections:
        if fold(section.heading) not in known:
            found.append(
                say(
                    "{file}: nothing is called “{heading}” here. Use these headings: {names}.",
                    file=file,
                    heading=section.heading,
                    names=names,
                )
            )
        elif not (bullets(section.body) if parts is STEP_PARTS else section.body.strip()):
            found.append(_nothing_below(file, section.heading))
    return found


def _nothing_below(file: str, heading: str) -> Message:
    return say("{file}: there is nothing to use below “{heading}”; our own text is used.", file=file, heading=heading)
