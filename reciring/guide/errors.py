"""Find errors in a facilitator's own guide page, and say how to correct them."""

from __future__ import annotations

from collections.abc import Mapping

from reciring.guide.parse import Page, bullets
from reciring.guide.topics import HEADINGS, INVITATION_PARTS, PHASES, STEP_PARTS
from reciring.ring.message import Message, say
from reciring.ring.text import fold


def find_page_errors(topic: str, page: Page, file: str, language: str) -> list[Message]:
    """A message for every part of ``page`` that cannot be used. A part that is missing is not an error."""
    if topic in PHASES:
        errors = _heading_errors(page, STEP_PARTS, file, language)
        usable = bool(page.title or page.first_line or any(bullets(section.body) for section in page.sections))
        if not errors and not usable:
            errors.append(say("{file} has no heading with bullets under it, so the built-in text is used.", file=file))
        return errors
    if topic == "invitation":
        errors = _heading_errors(page, INVITATION_PARTS, file, language)
        if not errors and not any(section.body.strip() for section in page.sections):
            errors.append(say("{file} has no heading with a text under it, so the built-in text is used.", file=file))
        return errors
    if topic == "situations":
        if not page.sections:
            return [say("{file} has no heading with a text under it, so the built-in text is used.", file=file)]
        return [_empty_section(file, section.heading) for section in page.sections if not section.body.strip()]
    if not page.bullets:
        return [say("{file} has no bullets, so the built-in text is used. Start every line with “- ”.", file=file)]
    return []


def _heading_errors(page: Page, parts: Mapping[str, tuple[str, ...]], file: str, language: str) -> list[Message]:
    """A message for every heading that is not one of ``parts``, and for every heading with nothing below it."""
    known = {name for names in parts.values() for name in names}
    names = ", ".join(HEADINGS[language][part] for part in parts)
    errors = []
    for section in page.sections:
        if fold(section.heading) not in known:
            errors.append(
                say(
                    "{file}: “{heading}” is not one of the headings. Use: {names}.",
                    file=file,
                    heading=section.heading,
                    names=names,
                )
            )
        elif not (bullets(section.body) if parts is STEP_PARTS else section.body.strip()):
            errors.append(_empty_section(file, section.heading))
    return errors


def _empty_section(file: str, heading: str) -> Message:
    return say("{file}: there is nothing under “{heading}”, so the built-in text is used.", file=file, heading=heading)
