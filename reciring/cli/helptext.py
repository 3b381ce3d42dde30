"""The help pages, made from the table: of ``reciring`` itself and of one command, in the language that is spoken."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable, Iterator

from reciring.cli import streams
from reciring.cli.reader import Command, Option
from reciring.cli.table import COMMANDS, EVERYWHERE, GROUPS, START
from reciring.locale import Translator

WIDEST = 100
"""Columns; longer lines read badly."""
NARROW = 60
"""Columns below which an explanation stands under its name."""
NAMES = 30
"""Columns that names may take before their explanation goes to the next line."""


def show(command: Command, t: Translator) -> None:
    """Print the page of a command, or of ``reciring`` itself."""
    width = min(streams.columns(), WIDEST)
    plain = not sys.stdout or not sys.stdout.isatty() or bool(os.environ.get("NO_COLOR"))
    for line in lines(command, t, width):
        heading = line.endswith("\a")
        text = line.removesuffix("\a")
        streams.out(f"\x1b[1m{text}\x1b[0m" if heading and not plain else text)


def usage(command: Command, t: Translator) -> str:
    """``reciring check FILE...``"""
    words = ["reciring", command.name] if command.name else ["reciring"]
    for argument in command.arguments:
        name = t(argument.name) + ("..." if argument.many else "")
        words.append(f"[{name}]" if argument.optional else name)
    return " ".join([*words, t("[options]")])


def lines(command: Command, t: Translator, width: int) -> Iterator[str]:
    """The lines of a page; those that end in a bell character are headings."""
    return _overview(t, width) if command is START else _page(command, t, width)


def _page(command: Command, t: Translator, width: int) -> Iterator[str]:
    yield from textwrap.wrap(f"{t('Usage:')} {usage(command, t)}", width, subsequent_indent="  ")
    yield ""
    yield from textwrap.wrap(_sentence(t(command.help)), width)
    if command.more:
        yield from textwrap.wrap(t(command.more), width)
    if command.arguments:
        rows = [(t(it.name), _choices(t(it.help), it.choices)) for it in command.arguments]
        yield from _section(t("What you give"), rows, width)
    if command.options:
        yield from _section(t("Options"), _options(command.options, t), width)
    yield from _section(t("Options of every command"), _options(EVERYWHERE, t), width)
    if command.examples:
        yield ""
        yield t("For example") + "\a"
        yield from (f"  {example}" for example in command.examples)


def _overview(t: Translator, width: int) -> Iterator[str]:
    yield f"{t('Usage:')} reciring {t('[command]')} {t('[options]')}"
    yield ""
    yield from textwrap.wrap(_sentence(t(START.help)), width)
    yield from textwrap.wrap(t(START.more), width)
    sections = [(t(group), [_row(it, t) for it in COMMANDS if it.group == group]) for group in GROUPS]
    sections.append((t("Options"), _options((*START.options, *EVERYWHERE), t)))
    column = max(len(name) for _, rows in sections for name, _ in rows)
    for title, rows in sections:
        yield from _section(title, rows, width, column)
    yield ""
    yield from textwrap.wrap(t("More about a command: reciring COMMAND --help"), width)


def _row(command: Command, t: Translator) -> tuple[str, str]:
    return " ".join([command.name, *(t(argument.name) for argument in command.arguments)]), t(command.help)


def _options(options: Iterable[Option], t: Translator) -> list[tuple[str, str]]:
    rows = []
    for option in options:
        names = ", ".join(option.names)
        if option.value is not None:
            names += " " + t(option.value)
        help = t(option.help)
        if option.many:
            help += " " + t("(can be given several times)")
        rows.append((names, _choices(help, option.choices)))
    return rows


def _choices(help: str, choices: tuple[str, ...]) -> str:
    return f"{help}: {', '.join(choices)}" if choices else help


def _section(title: str, rows: list[tuple[str, str]], width: int, column: int = 0) -> Iterator[str]:
    """A chapter; its names stand in a column of their own, which is ``column`` wide if others share it."""
    yield ""
    yield title + "\a"
    names = min(column or max(len(name) for name, _ in rows), NAMES)
    indent = 2 + names + 2
    if width < NARROW:
        names, indent = 0, 6
    for name, help in rows:
        wrapped = textwrap.wrap(help, width - indent)
        first = wrapped.pop(0) if wrapped and len(name) <= names else ""
        yield f"  {name:{names}}  {first}".rstrip()
        yield from (f"{'':{indent}}{line}" for line in wrapped)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
