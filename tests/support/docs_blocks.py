"""Write the parts of docs/ that are made from the code: ``python -m tests.support.docs_blocks``.

Each part is a block of a page, between two comments that name it. The rest of the page is written by hand.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from reciring.cli.commands import commands
from reciring.locale import Translator, translator
from reciring.ring.arguments import usage
from reciring.ring.command_registry import COMMAND_SPECS, SPECS_BY_KEY, CommandSpec, HelpChapter, key_names
from reciring.ring.session import PHASE_TITLES, Session
from tests.support.command_line import help_page
from tests.support.docs_examples import STEPS, LedRing
from tests.support.paths import PROJECT

PAGES: Final = tuple(
    PROJECT / "docs" / "reference" / name for name in ("commands.md", "commands-nl.md", "command-line.md")
)

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
    nl = t.language == "nl"
    command, key, does, when = ("opdracht", "toets", "doet", "wanneer") if nl else ("command", "key", "does", "when")
    yield f"## {'Toetsen' if nl else 'Keys'}\n"
    rows = [
        (_keys(spec, t), _names(spec, t), t(spec.help), _when(spec, spec.keys[0] if spec.keys else "", t))
        for spec in COMMAND_SPECS
        if spec.keys or spec.signs
    ]
    yield _table((key, command, does, when), rows)
    for chapter in HelpChapter:
        yield f"## {t(chapter.value)}\n"
        rows = [
            (_names(spec, t), _keys(spec, t), t(spec.help), _when(spec, "", t))
            for spec in COMMAND_SPECS
            if spec.group is chapter
        ]
        yield _table((command, key, does, when), rows)
    yield f"## {'Namen van eerdere versies' if nl else 'Names of earlier versions'}\n"
    yield "Ze werken nog.\n" if nl else "They still work.\n"
    for spec in COMMAND_SPECS:
        if spec.older:
            yield f"- {', '.join(f'`/{name}`' for name in spec.older)}: `/{spec.names(t.language)[0]}`"
    yield ""


def _keys(spec: CommandSpec, t: Translator) -> str:
    return ", ".join(f"`{t.message(name)}`" for name in key_names(spec))


def _names(spec: CommandSpec, t: Translator) -> str:
    """Return the names of a command with its arguments."""
    arguments = t.message(usage(spec))
    return " ".join(f"`/{name}`" for name in spec.names(t.language)) + (f" {arguments}" if arguments else "")


def _when(spec: CommandSpec, key: str, t: Translator) -> str:
    """Return the steps in which a command is allowed, and if a key is given, in which the key does that command."""
    names = [t(PHASE_TITLES[phase]) for phase in STEPS.values()]
    allowed = [any(_runs(spec, key, session) for session in sessions) for sessions in _sessions()]
    first, last = allowed.index(True), len(allowed) - 1 - allowed[::-1].index(True)
    if not all(allowed[first : last + 1]):
        return ", ".join(name for name, here in zip(names, allowed, strict=True) if here)
    if (first, last) == (0, len(allowed) - 1):
        return "altijd" if t.language == "nl" else "always"
    return names[first] if first == last else f"{names[first]} – {names[last]}"


def _runs(spec: CommandSpec, key: str, session: Session) -> bool:
    """Return whether a command is allowed in a session, and is the first of those of its key."""
    allowed = [other for other in SPECS_BY_KEY.get(key, [spec]) if other.why_not(session) is None]
    return allowed[:1] == [spec] if key in SPECS_BY_KEY else spec in allowed


@functools.cache
def _sessions() -> list[list[Session]]:
    """Return for each step a ring, and the same ring while it is paused if that is possible."""
    found = []
    for step in STEPS:
        ring = LedRing(step, "en")
        ring.type("/note something")
        ring.type("karin")
        sessions = [ring.controller.base]
        ring.type("/pause")
        found.append([*sessions, ring.controller.base])
    return found


def _table(heading: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    escaped = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    lines = [" | ".join(cells) for cells in (heading, *escaped)]
    return "\n".join([f"| {lines[0]} |", "|" + "---|" * len(heading), *(f"| {line} |" for line in lines[1:]), ""])


def _help_pages(t: Translator) -> Iterator[str]:
    yield _preformatted(help_page("", t, _WIDTH))
    for title, chapter in commands(t).chapters.items():
        yield f"## {title}\n"
        for command in chapter:
            yield f"### reciring {command.name}\n"
            yield _preformatted(_without_shared_options(help_page(command.name or "", t, _WIDTH)))


def _without_shared_options(text: str) -> str:
    """Return a help page without the options of every command, which are on the first page."""
    before, _, shared = text.partition("\nOptions for every command\n")
    _, _, examples = shared.partition("\nExamples\n")
    return before + ("\nExamples\n" + examples if examples else "")


def _preformatted(text: str) -> str:
    return "```text\n" + "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n```\n"


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {
    "commands-en": lambda: command_tables("en"),
    "commands-nl": lambda: command_tables("nl"),
    "command-line": help_pages,
}

if __name__ == "__main__":
    for path in PAGES:
        path.write_text(with_blocks(path.read_text("utf-8")), encoding="utf-8")
