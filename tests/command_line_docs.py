"""The help in ``docs/command-line.md``, from its declarations. ``python -m tests.command_line_docs`` puts it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reciring.cli.arguments import CHAPTERS
from reciring.cli.program import page, program
from reciring.locale import translator

PATH = Path(__file__).parents[1] / "docs" / "command-line.md"
BEGIN = "<!-- the commands: made by python -m tests.command_line_docs -->\n"
WIDTH = 100


def pages() -> str:
    """The help of every command, as it is printed."""
    return "\n".join(_pages())


def _pages() -> Iterator[str]:
    t = translator("en")
    yield _block(page("", t, WIDTH))
    commands = program(t).commands
    for chapter in CHAPTERS:
        yield f"## {chapter}\n"
        for name, command in commands.items():
            if getattr(command, "rich_help_panel", None) == chapter:
                yield f"### reciring {name}\n"
                yield _block(_own(page(name, t, WIDTH)))


def _own(text: str) -> str:
    """A page without the options of every command, which the first page has."""
    before, _, shared = text.partition("\nOptions of every command\n")
    _, _, examples = shared.partition("\nFor example\n")
    return before + ("\nFor example\n" + examples if examples else "")


def _block(text: str) -> str:
    return "```\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n```\n"


def inserted(text: str) -> str:
    """``text`` with the pages at its end."""
    return text.partition(BEGIN)[0] + BEGIN + "\n" + pages()


if __name__ == "__main__":
    PATH.write_text(inserted(PATH.read_text("utf-8")), encoding="utf-8")
