"""Write the parts of docs/ that are made from the code: ``python -m tests.support.docs_blocks``.

Each part is a block of a page, between two comments that name it. The rest of the page is written by hand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from reciring.cli.commands import commands
from reciring.locale import Translator, translator
from reciring.ring.arguments import usage
from reciring.ring.command_registry import COMMAND_SPECS, CommandSpec, HelpChapter, key_names
from tests.support.command_line import help_page
from tests.support.paths import PROJECT

PAGES: Final = tuple(PROJECT / "docs" / "reference" / name for name in ("commands.md", "command-line.md"))

_WIDTH: Final = 100
_BLOCK: Final = re.compile(r"(<!-- begin ([a-z-]+):.*-->\n)[\s\S]*?(<!-- end \2 -->\n)")


def with_blocks(page: str) -> str:
    """Return the text of a page with the content of all its blocks as the code has it now."""
    return _BLOCK.sub(lambda block: f"{block[1]}\n{BLOCKS[block[2]]()}\n{block[3]}", page)


def command_tables(language: str) -> str:
    """Return a table of the keys, and one of the commands for each chapter of the help, in a language."""
    return "\n".join(_command_tables(translator(language)))


def help_pages() -> str:
    """Return the English help page of every command of ``reciring``, as it is printed."""
    return "\n".join(_help_pages(translator("en")))


def _command_tables(t: Translator) -> Iterator[str]:
    command, key, does = ("opdracht", "toets", "doet") if t.language == "nl" else ("command", "key", "does")
    yield f"## {'Toetsen' if t.language == 'nl' else 'Keys'}\n"
    rows = [
        (keys, names, text)
        for names, keys, text in (_cells(spec, t) for spec in COMMAND_SPECS if spec.keys or spec.signs)
    ]
    yield _table((key, command, does), rows)
    for chapter in HelpChapter:
        yield f"## {t(chapter.value)}\n"
        rows = [_cells(spec, t) for spec in COMMAND_SPECS if spec.group is chapter]
        yield _table((command, key, does), rows)


def _cells(spec: CommandSpec, t: Translator) -> tuple[str, str, str]:
    """Return the names of a command with their arguments, its keys, and its help text."""
    names = [spec.name, *spec.dutch] if t.language == "en" else [*spec.dutch, spec.name]
    arguments = t.message(usage(spec))
    with_arguments = " ".join(f"`/{name}`" for name in names) + (f" {arguments}" if arguments else "")
    keys = ", ".join(f"`{t.message(name)}`" for name in key_names(spec))
    return with_arguments, keys, t(spec.help)


def _table(heading: tuple[str, ...], rows: list[tuple[str, str, str]]) -> str:
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [" | ".join(cells) for cells in (heading, *escaped)]
    return "\n".join([f"| {lines[0]} |", "|---|---|---|", *(f"| {line} |" for line in lines[1:]), ""])


def _help_pages(t: Translator) -> Iterator[str]:
    yield _preformatted(help_page("", t, _WIDTH))
    for title, chapter in commands(t).chapters.items():
        yield f"## {title}\n"
        for command in chapter:
            yield f"### reciring {command.name}\n"
            yield _preformatted(_without_shared_options(help_page(command.name or "", t, _WIDTH)))


def _without_shared_options(text: str) -> str:
    """Return a help page without the options of every command, which are on the first page."""
    before, _, shared = text.partition("\nOptions of every command\n")
    _, _, examples = shared.partition("\nFor example\n")
    return before + ("\nFor example\n" + examples if examples else "")


def _preformatted(text: str) -> str:
    return "```\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n```\n"


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {
    "commands-en": lambda: command_tables("en"),
    "commands-nl": lambda: command_tables("nl"),
    "command-line": help_pages,
}

if __name__ == "__main__":
    for path in PAGES:
        path.write_text(with_blocks(path.read_text("utf-8")), encoding="utf-8")
