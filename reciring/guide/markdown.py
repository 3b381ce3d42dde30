"""The guide's values written as Markdown again: to be read, or printed."""

from __future__ import annotations

from collections.abc import Iterable

from reciring.guide.topics import GuideStep, Situation


def step_markdown(page: GuideStep) -> str:
    """A step with its line and its three parts."""
    parts = (f"## {heading}\n\n{_bullets(lines)}" for heading, lines in page.sections())
    return f"# {page.title}\n\n{page.short_text}\n\n" + "\n".join(parts)


def list_markdown(title: str, lines: Iterable[str]) -> str:
    """A title with bullets."""
    return f"# {title}\n\n{_bullets(lines)}"


def situations_markdown(pages: Iterable[Situation], level: int) -> str:
    """Difficult moments, each below a heading of ``level``."""
    return "\n".join(f"{'#' * level} {it.title}\n\n{it.text}\n" for it in pages)


def _bullets(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)
