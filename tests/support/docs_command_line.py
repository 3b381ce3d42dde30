"""Write the help pages into ``docs/reference/command-line.md``: ``python -m tests.support.docs_command_line``."""

from __future__ import annotations

from collections.abc import Iterator

from reciring.cli.commands import commands
from reciring.locale import translator
from tests.support.command_line import help_page
from tests.support.paths import PROJECT

PATH = PROJECT / "docs" / "reference" / "command-line.md"
BEGIN = "<!-- the commands: made by python -m tests.support.docs_command_line -->\n"
WIDTH = 100


def pages() -> str:
    """Return the help page of every command, as it is printed."""
    return "\n".join(_pages())


def _pages() -> Iterator[str]:
    t = translator("en")
    yield _block(help_page("", t, WIDTH))
    for title, chapter in commands(t).chapters.items():
        yield f"## {title}\n"
        for command in chapter:
            yield f"### reciring {command.name}\n"
            yield _block(_without_shared_options(help_page(command.name or "", t, WIDTH)))


def _without_shared_options(text: str) -> str:
    """Return a page without the options of every command, which are on the first page."""
    before, _, shared = text.partition("\nOptions of every command\n")
    _, _, examples = shared.partition("\nFor example\n")
    return before + ("\nFor example\n" + examples if examples else "")


def _block(text: str) -> str:
    return "```\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n```\n"


def inserted(text: str) -> str:
    """Return ``text`` with the help pages at its end."""
    return text.partition(BEGIN)[0] + BEGIN + "\n" + pages()


if __name__ == "__main__":
    PATH.write_text(inserted(PATH.read_text("utf-8")), encoding="utf-8")
