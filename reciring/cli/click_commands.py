"""The classes of the commands of ``reciring``, and how their functions are called.

A function is named as ``module:function`` in this package. The module is imported only when the function is called, so
``reciring list`` does not wait for the console or for what makes a PDF.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from typing import Any

import click

from reciring.cli import help_pages
from reciring.cli.refusals import refusing
from reciring.cli.streams import Stop
from reciring.ring.message import MessageError


class Command(click.Command):
    """A command: ``run`` names its function, which gets the Context and the values of the command's own parameters.

    ``summary`` is its line in the overview, ``details`` the rest of its help, ``examples`` has an example on each line.
    """

    def __init__(
        self,
        name: str,
        run: str,
        summary: str,
        params: Sequence[click.Parameter] = (),
        *,
        details: str = "",
        examples: str = "",
        hidden: bool = False,
    ) -> None:
        super().__init__(
            name,
            # Click's own sentence about surplus arguments does not say which, so parse_args reports them.
            context_settings={"allow_extra_args": True},
            params=list(params),
            short_help=summary,
            help=details,
            epilog=examples,
            add_help_option=False,
            hidden=hidden,
        )
        self.run = run

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with refusing(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            t = ctx.obj["t"]
            name = ctx.info_name
            raise Stop(
                t(
                    "“reciring {command}” cannot use “{word}”. Put names and titles with spaces in quotation marks.",
                    word=rest[0],
                    command=name,
                ),
                2,
            )
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        return run_with_context(self.run, ctx, **ctx.params)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write_command(ctx, formatter)


class Group(click.Group):
    """``reciring`` itself, with its commands in chapters. The options in ``shared`` belong to every command.

    ``aliases`` are other names of commands, which are not in the help.
    """

    def __init__(
        self,
        chapters: Mapping[str, Sequence[Command]],
        hidden: Command,
        shared: Sequence[click.Option],
        aliases: Mapping[str, str],
        **settings: Any,
    ) -> None:
        super().__init__(invoke_without_command=True, add_help_option=False, **settings)
        self.chapters, self.aliases = chapters, aliases
        self.params += shared
        for command in (*(command for chapter in chapters.values() for command in chapter), hidden):
            command.params += shared
            self.add_command(command)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        with refusing(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        with refusing(ctx):
            args = [self.aliases.get(args[0], args[0]), *args[1:]]
            # Click would read an unknown command that begins with a dash as an option, also after "--".
            if args[0] not in self.commands and not ctx.resilient_parsing:
                raise click.NoSuchCommand(args[0], ctx=ctx)
            return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write_overview(ctx, formatter, self.chapters)


def run_with_context(target: str, ctx: click.Context, **values: Any) -> Any:
    """Call ``module:function`` with the Context of this call and ``values``. A message of an error ends the command."""
    context = run("context:Context", **ctx.obj)
    try:
        return run(target, context, **values)
    except MessageError as error:
        raise Stop(context.t.message(error.message)) from None


def run(target: str, *args: Any, **values: Any) -> Any:
    """Import ``module:function`` of this package, call it, and return its result."""
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(f"reciring.cli.{module}"), function)(*args, **values)
