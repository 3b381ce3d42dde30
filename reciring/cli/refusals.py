"""Sentences about a command line that cannot be understood. Click's own sentences are English in every language."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import click

from reciring.cli.streams import Stop
from reciring.locale import Translator


class Choice(click.Choice[str]):
    """A value from a list, which is refused with our sentence. ``also`` has other words for some of the values."""

    def __init__(self, choices: Sequence[str], also: Mapping[str, str] | None = None) -> None:
        super().__init__(choices)
        self.also = also or {}

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        value = self.also.get(value, value)
        if value in self.choices or param is None or ctx is None:
            return str(value)
        t = ctx.obj["t"]
        choices = ", ".join(self.choices)
        sentence = t(
            "“{value}” is not valid for {name}. Choose from: {choices}.",
            value=value,
            name=display_name(param),
            choices=choices,
        )
        raise Stop(sentence + did_you_mean(str(value), self.choices, t), 2)


class Number(click.ParamType[int]):
    """A whole number from ``least`` to ``most``, refused with our sentence."""

    name = "number"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        word = str(value)
        if word.isascii() and word.isdigit() and self.least <= int(word) <= self.most:
            return int(word)
        assert param is not None and ctx is not None
        t = ctx.obj["t"]
        sentence = t(
            "{option} must be a whole number from {least} to {most}, not “{word}”.",
            option=display_name(param),
            least=self.least,
            most=self.most,
            word=word,
        )
        raise Stop(sentence, 2)


@contextlib.contextmanager
def refusing(ctx: click.Context) -> Iterator[None]:
    """Turn what Click raises inside into a Stop with our sentence and exit code 2."""
    try:
        yield
    except click.UsageError as error:
        raise Stop(_sentence(error, ctx), 2) from None


def display_name(param: click.Parameter) -> str:
    """Return what a user calls a parameter: ``--format``, or ``FILE``."""
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name


def did_you_mean(word: str, names: Iterable[str], t: Translator) -> str:
    """Return " Did you mean ...?" with the name that is most like ``word``, or "" if none is like it."""
    names = list(names)
    longer = [name for name in names if word.lstrip("-") and name.startswith(word)]
    close = longer if len(longer) == 1 else get_close_matches(word, names, n=1)
    return " " + t("Did you mean {word}?", word=close[0]) if close else ""


def _sentence(error: click.UsageError, ctx: click.Context) -> str:
    t: Translator = ctx.obj["t"]
    match error:
        case click.NoSuchCommand(command_name=word):
            assert isinstance(ctx.command, click.Group)
            names = [name for name, command in ctx.command.commands.items() if not command.hidden]
            hint = did_you_mean(word, names, t) or " " + t("The commands are: {names}.", names=", ".join(names))
            return t("reciring has no command “{word}”.", word=word) + hint
        case click.MissingParameter(param=click.Argument() as argument):
            return t("{name} is missing: {help}.", name=display_name(argument), help=argument.help or "")
        case click.NoSuchOption(option_name=word):
            if ctx.parent is None:
                sentence = t("reciring has no option {option}.", option=word)
            else:
                sentence = t("“reciring {command}” has no option {option}.", command=ctx.info_name or "", option=word)
            return sentence + did_you_mean(word, _options(ctx), t)
        case click.BadOptionUsage(option_name=word) if _options(ctx)[word].is_flag:
            return t("{option} takes no value.", option=word)
        case click.BadOptionUsage(option_name=word):
            usage = f"{word} {_options(ctx)[word].metavar}"
            return t("{option} needs a value: {usage}", option=word, usage=usage)
    return error.format_message()


def _options(ctx: click.Context) -> dict[str, click.Option]:
    return {name: param for param in ctx.command.params if isinstance(param, click.Option) for name in param.opts}
