"""The help pages: the overview of ``reciring``, and a page for each command.

Click's own pages have English headings, and no chapters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import click

from reciring.cli import streams
from reciring.cli.refusals import display_name
from reciring.locale import Translator

MAX_WIDTH = 100
"""Columns of a page; longer lines are hard to read."""
NARROW = 60
"""Below this number of columns, an explanation is on the line after its name."""
MAX_NAME_WIDTH = 30
"""Columns for names. The explanation of a longer name is on the next line."""

Row = tuple[str, str]


def width() -> int:
    """Return the width of a page in columns."""
    return min(streams.columns(), MAX_WIDTH)


def show(context: object, name: str | None) -> int:
    """Print the page of a command, or the overview (``reciring help``). Raises Stop for an unknown command."""
    ctx = click.get_current_context().find_root()
    if name is not None:
        assert isinstance(ctx.command, click.Group)
        _, command, _ = ctx.command.resolve_command(ctx, [name])
        assert command is not None
        ctx = click.Context(command, parent=ctx, info_name=name)
    streams.out(ctx.get_help())
    return 0


def write_overview(
    ctx: click.Context, page: click.HelpFormatter, chapters: Mapping[str, Sequence[click.Command]]
) -> None:
    """Write the commands by chapter and the options, all names in one column."""
    t: Translator = ctx.obj["t"]
    _write_top(ctx, page, t("[command]"))
    sections = {
        title: [
            (" ".join([command.name or "", *map(display_name, _arguments(command))]), command.short_help or "")
            for command in chapter
        ]
        for title, chapter in chapters.items()
    }
    sections[t("Options")] = _option_rows(_options(ctx.command), t)
    column = min(max(len(name) for rows in sections.values() for name, _ in rows), MAX_NAME_WIDTH)
    for title, rows in sections.items():
        _write_section(page, title, [(f"{name:{column}}", about) for name, about in rows])
    page.write("\n")
    page.write_text(t("More about a command: reciring COMMAND --help"))


def write_command(ctx: click.Context, page: click.HelpFormatter) -> None:
    """Write the page of one command."""
    t: Translator = ctx.obj["t"]
    command = ctx.command
    _write_top(ctx, page, *map(_usage, _arguments(command)))
    options = _options(command)
    _write_section(page, t("Arguments"), [(display_name(it), _about(it)) for it in _arguments(command)])
    _write_section(page, t("Options"), _option_rows([it for it in options if it.expose_value], t))
    _write_section(page, t("Options for every command"), _option_rows([it for it in options if not it.expose_value], t))
    if command.epilog:
        _write_heading(page, t("Examples"))
        page.write("".join(f"  {example}\n" for example in command.epilog.splitlines()))


def _write_top(ctx: click.Context, page: click.HelpFormatter, *usage: str) -> None:
    """Write the usage line and what the command is for."""
    t: Translator = ctx.obj["t"]
    page.write_usage(ctx.command_path, " ".join([*usage, t("[options]")]), prefix=t("Usage:") + " ")
    page.write("\n")
    summary = ctx.command.short_help or ""
    page.write_text(f"{summary[:1].upper()}{summary[1:]}.")
    if ctx.command.help:
        page.write_text(ctx.command.help)


def _write_section(page: click.HelpFormatter, title: str, rows: list[Row]) -> None:
    if not rows:
        return
    _write_heading(page, title)
    with page.indentation():
        if page.width < NARROW:
            page.write_dl([(name.rstrip(), about) for name, about in rows], col_max=2)
        else:
            page.write_dl(rows, col_max=MAX_NAME_WIDTH)


def _write_heading(page: click.HelpFormatter, title: str) -> None:
    page.write(f"\n{streams.bold(title)}\n")


def _arguments(command: click.Command) -> list[click.Argument]:
    return [param for param in command.params if isinstance(param, click.Argument)]


def _options(command: click.Command) -> list[click.Option]:
    return [param for param in command.params if isinstance(param, click.Option)]


def _usage(argument: click.Argument) -> str:
    name = display_name(argument) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _option_rows(options: Iterable[click.Option], t: Translator) -> list[Row]:
    rows = []
    for option in options:
        names = ", ".join(option.opts) + (f" {option.metavar}" if option.metavar else "")
        rows.append((names, _about(option, " " + t("(can be repeated)") if option.multiple else "")))
    return rows


def _about(param: click.Argument | click.Option, remark: str = "") -> str:
    """Return what a parameter is for, a remark, and the values it can have."""
    choices = f": {', '.join(param.type.choices)}" if isinstance(param.type, click.Choice) else ""
    return f"{param.help or ''}{remark}{choices}"
