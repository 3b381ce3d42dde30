"""Write parts of the guide as Markdown, to read or print."""

from __future__ import annotations

from collections.abc import Iterable

from reciring.guide.topics import GuideStep, Situation


def step_markdown(step: GuideStep) -> str:
    """A step: its title, its short text, and its three parts under headings."""
    parts = (f"## {heading}\n\n{_bullets(lines)}" for heading, lines in step.sections())
    return f"# {step.title}\n\n{step.short_text}\n\n" + "\n".join(parts)


def list_markdown(title: str, lines: Iterable[str]) -> str:
    """A title and bullets."""
    return f"# {title}\n\n{_bullets(lines)}"


def situations_markdown(situations: Iterable[Situation], level: int) -> str:
    """Difficult situations, each under a heading of ``level`` (1 to 6)."""
    return "\n".join(f"{'#' * level} {situation.title}\n\n{situation.text}\n" for situation in situations)


def _bullets(lines: Iterable[str]) -> str:
    return "".join(f"- {line}\n" for line in lines)
