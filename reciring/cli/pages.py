"""The help pages, written with typer's formatter: of ``reciring`` itself and of one command, in the language spoken.

typer's own pages have English words in them that no catalogue reaches, and no chapters unless Rich draws them in boxes:
that takes as long again as all the rest, four columns of every line, and is no use in a pipe.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from reciring.cli import streams
from reciring.cli.stop import meant
from reciring.locale import Translator

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

Row = tuple[str, str]

WIDEST = 100
"""Columns; longer lines read badly."""
NARROW = 60
"""Columns below which an explanation stands under its name."""
NAMES = 30
"""Columns that names may take before their explanation goes to the next line."""


def width() -> int:
    """How wide a page may be here."""
    return min(streams.columns(), WIDEST)


def own_help_option(option: TyperOption, t: Translator) -> None:
    """Give typer's ``--help`` our text, and a way to write that tells when stdout is closed."""
    option.help = t("this explanation")
    option.opts.sort(key=len)
    option.callback = _show


def _show(context: Context, param: object, value: bool) -> None:
    if value and not context.resilient_parsing:
        streams.out(context.get_help())
        raise typer.Exit


def write(command: TyperCommand | TyperGroup, context: Context, page: HelpFormatter) -> None:
    """Write the page of a command."""
    t = context.obj.t
    root = context.find_root().command
    assert isinstance(root, TyperGroup)
    page.write_usage(context.command_path, usage(command, t), prefix=t("Usage:") + " ")
    page.write("\n")
    page.write_text(_sentence(command.short_help or ""))
    if command.help:
        page.write_text(command.help)
    arguments, options, everywhere = _params(command, root)
    help_option = command.get_help_option(context)
    shared = options_rows([*everywhere, *([help_option] if help_option else [])], t)
    if isinstance(command, TyperGroup):
        _chapters(command, options_rows(options, t) + shared, page, t)
        return
    _section(page, t("What you give"), [(name_of(it), _choices(it)) for it in arguments])
    _section(page, t("Options"), options_rows(options, t))
    _section(page, t("Options of every command"), shared)
    if command.epilog:
        _heading(page, t("For example"))
        page.write("".join(f"  {example}\n" for example in command.epilog.splitlines()))


def usage(command: TyperCommand | TyperGroup, t: Translator) -> str:
    """What stands behind the name of a command: ``FILE... [options]``."""
    words = [t("[command]")] if isinstance(command, TyperGroup) else []
    for param in command.params:
        if isinstance(param, TyperArgument):
            name = name_of(param) + ("..." if param.nargs == -1 else "")
            words.append(name if param.required else f"[{name}]")
    return " ".join([*words, t("[options]")])


def options_rows(options: Iterable[TyperOption], t: Translator) -> list[Row]:
    """A row for each option: its names and what it is for."""
    rows = []
    for option in options:
        names = ", ".join(option.opts) + (f" {option.metavar}" if option.metavar else "")
        about = _choices(option)
        if option.multiple:
            about = f"{option.help} {t('(can be given several times)')}" + about.removeprefix(option.help or "")
        rows.append((names, about))
    return rows


def name_of(param: TyperArgument | TyperOption) -> str:
    """What a person calls it."""
    return param.opts[-1] if isinstance(param, TyperOption) else param.metavar or param.name


def no_choice(param: TyperArgument | TyperOption, choices: Sequence[str], word: str, t: Translator) -> str:
    """The sentence for a value that cannot be."""
    could = ", ".join(choices)
    told = t("{value} is none of what {name} can be: {choices}.", value=word, name=name_of(param), choices=could)
    return told + meant(word, choices, t)


def refusal(error: typer.TyperException, context: Context) -> str:
    """What typer could not take, in our words: its own sentences are English, whatever is spoken."""
    t: Translator = context.obj.t
    if isinstance(error, typer.BadParameter) and isinstance(error.param, TyperArgument):
        return t("{name} is missing. That is {help}.", name=name_of(error.param), help=error.param.help or "")
    option = getattr(error, "option_name", None)
    if not isinstance(option, str):
        return error.format_message()
    known: dict[str, Any] = {name: param for param in context.command.get_params(context) for name in param.opts}
    if option not in known:
        if context.parent is None:
            told = t("reciring has no option {option}.", option=option)
        else:
            told = t("“reciring {command}” has no option {option}.", command=context.info_name or "", option=option)
        return told + meant(option, known, t)
    if known[option].is_flag:
        return t("{option} stands by itself: nothing comes behind it.", option=option)
    usage = f"{option} {known[option].metavar}"
    return t("Behind {option} its value is missing: {usage}.", option=option, usage=usage)


def _params(
    command: TyperCommand | TyperGroup, root: TyperGroup
) -> tuple[list[TyperArgument], list[TyperOption], list[TyperOption]]:
    """The arguments, the options, and those that every command has."""
    arguments = [param for param in command.params if isinstance(param, TyperArgument)]
    options = [param for param in command.params if isinstance(param, TyperOption)]
    return arguments, [it for it in options if it.expose_value], [it for it in options if not it.expose_value]


def _chapters(group: TyperGroup, options: list[Row], page: HelpFormatter, t: Translator) -> None:
    """The commands by chapter, and the options; the names of all in one column."""
    chapters: dict[str, list[Row]] = {}
    for name, command in group.commands.items():
        panel = getattr(command, "rich_help_panel", None)
        if panel and not command.hidden:
            given = [name_of(param) for param in command.params if isinstance(param, TyperArgument)]
            chapters.setdefault(t(panel), []).append((" ".join([name, *given]), command.short_help or ""))
    chapters[t("Options")] = options
    column = max(len(name) for rows in chapters.values() for name, _ in rows)
    for title, rows in chapters.items():
        _section(page, title, [(f"{name:{min(column, NAMES)}}", about) for name, about in rows])
    page.write("\n")
    page.write_text(t("More about a command: reciring COMMAND --help"))


def _section(page: HelpFormatter, title: str, rows: list[Row]) -> None:
    if not rows:
        return
    _heading(page, title)
    with page.indentation():
        if page.width < NARROW:
            page.write_dl([(name.rstrip(), about) for name, about in rows], col_max=2)
        else:
            page.write_dl(rows, col_max=NAMES)


def _heading(page: HelpFormatter, title: str) -> None:
    page.write(f"\n{streams.bold(title)}\n")


def _choices(param: TyperArgument | TyperOption) -> str:
    choices = param.type_descriptor.choices
    return f"{param.help}: {', '.join(choices)}" if choices else param.help or ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
