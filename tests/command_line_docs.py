"""The help in ``docs/command-line.md``, from the table. ``python -m tests.command_line_docs`` puts it there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reciring.cli.helptext import lines
from reciring.cli.table import COMMANDS, GROUPS, START
from reciring.locale import translator

PATH = Path(__file__).parents[1] / "docs" / "command-line.md"
BEGIN = "<!-- the commands: made by python -m tests.command_line_docs -->\n"
WIDTH = 100


def pages() -> str:
    """The help of every command, as it is printed."""
    return "\n".join(_pages())


def _pages() -> Iterator[str]:
    t = translator("en")
    yield _block(lines(START, t, WIDTH))
    for group in GROUPS:
        yield f"## {group}\n"
        for command in COMMANDS:
            if command.group == group:
                yield f"### reciring {command.name}\n"
                yield _block(_own(lines(command, t, WIDTH), t("Options of every command") + "\a"))


def _own(page: Iterator[str], everywhere: str) -> Iterator[str]:
    """A page without the options of every command, which the first page has."""
    inside = False
    for line in page:
        inside = line == everywhere if line.endswith("\a") else inside
        if not inside:
            yield line


def _block(page: Iterator[str]) -> str:
    text = "\n".join(line.removesuffix("\a").rstrip() for line in page)
    return f"```\n{text.rstrip()}\n```\n"


def inserted(text: str) -> str:
    """``text`` with the pages at its end."""
    return text.partition(BEGIN)[0] + BEGIN + "\n" + pages()


if __name__ == "__main__":
    PATH.write_text(inserted(PATH.read_text("utf-8")), encoding="utf-8")
