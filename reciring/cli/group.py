"""typer's command and group as ``reciring`` wants them: help and refusals in its own words, nothing slow on the way."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from reciring.cli import pages
from reciring.cli.arguments import CHAPTERS
from reciring.cli.stop import Stop, meant

if TYPE_CHECKING:
    from typer._click import Command as AnyCommand
    from typer._click import Context, HelpFormatter, Parameter

    from reciring.locale import Translator


class Words:
    """How a value is taken: as it was typed, if it is among the choices.

    typer leaves this to pydantic, which takes 90 ms to load, on every call and for values that were not given too.
    """

    def coerce(self, value: Any, param: TyperArgument | TyperOption, ctx: Context) -> Any:
        many = param.multiple or param.nargs == -1
        if value is None:
            return () if many else None
        choices = param.type_descriptor.choices
        if not choices:
            return value
        known = dict(zip(choices, choices, strict=True))
        for word in value if many else [value]:
            if word not in known:
                raise Stop(pages.no_choice(param, choices, word, ctx.obj.t), 2)
        return [known[word] for word in value] if many else known[value]


class Command(TyperCommand):
    """One command of ``reciring``."""

    allow_extra_args = True  # to say ourselves which is one too many

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        take_words(self.params)

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        with refusing(ctx):
            rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise Stop(
                ctx.obj.t("{word} is one word too many for “reciring {command}”.", word=rest[0], command=ctx.info_name),
                2,
            )
        return rest

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        return own_help(super().get_help_option(ctx), ctx)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        pages.write(self, ctx, formatter)


class Group(TyperGroup):
    """All of ``reciring``. Its options that go to no function (``expose_value=False``) are options of every command."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        take_words(self.params)
        self.commands = dict(sorted(self.commands.items(), key=lambda named: chapter(named[1])))
        self.everywhere = [param for param in self.params if not param.expose_value]
        for command in self.commands.values():
            command.params += self.everywhere

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        with refusing(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, AnyCommand | None, list[str]]:
        if args[0] not in self.commands and not ctx.resilient_parsing:
            t, names = ctx.obj.t, [name for name, command in self.commands.items() if not command.hidden]
            hint = meant(args[0], names, t) or " " + t("The commands are: {names}.", names=", ".join(names))
            raise Stop(t("reciring has no command {word}.", word=args[0]) + hint, 2)
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        return own_help(super().get_help_option(ctx), ctx)

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        pages.write(self, ctx, formatter)

    def speak(self, t: Translator) -> None:
        """Put every text of the declarations into a language."""
        for command in (self, *self.commands.values()):
            command.short_help = command.short_help and t(command.short_help)
            command.help = command.help and t(command.help)
            own = command.params if command is self else command.params[: -len(self.everywhere)]
            for param in own:
                if isinstance(param, TyperArgument | TyperOption):
                    param.help = param.help and t(param.help)
                    param.metavar = param.metavar and t(param.metavar)


@contextlib.contextmanager
def refusing(ctx: Context) -> Iterator[None]:
    """What typer cannot take is said in our words."""
    try:
        yield
    except typer.TyperException as error:
        raise Stop(pages.refusal(error, ctx), 2) from None


def chapter(command: AnyCommand) -> int:
    """The place of a command's chapter; hidden ones have none."""
    panel = getattr(command, "rich_help_panel", None)
    return CHAPTERS.index(panel) if panel in CHAPTERS else len(CHAPTERS)


def own_help(option: TyperOption | None, ctx: Context) -> TyperOption | None:
    """typer's ``--help`` as an option of ours."""
    if option is not None:
        pages.own_help_option(option, ctx.obj.t)
        take_words([option])
    return option


def take_words(params: Sequence[Parameter]) -> None:
    """See ``Words``. Should typer forget this name, it takes values by pydantic again: slower, and no less right."""
    for param in params:
        vars(param)["_runtime_param"] = Words()
