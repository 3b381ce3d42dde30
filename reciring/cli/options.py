"""The arguments and options that several commands of ``reciring`` have."""

from __future__ import annotations

from functools import partial
from typing import Any

import click
from click import Argument, Option

from reciring.cli import streams
from reciring.cli.click_commands import run
from reciring.cli.refusals import Choice
from reciring.cli.streams import Stop
from reciring.locale import Translator, normalise_language


class SharedOptions:
    """The shared arguments and options, with their texts in the language of ``t``."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self.force = Option(["--force"], is_flag=True, help=t("overwrite existing files"))
        self.ascii_drawing = Option(
            ["ascii_drawing", "--ascii"],
            is_flag=True,
            help=t("draw with plain characters, if lines and arrows look garbled"),
        )
        self.yes = Option(["--yes"], is_flag=True, help=t("do not ask for confirmation"))
        self.paper = Option(
            ["--paper"],
            metavar=t("SIZE"),
            help=t("paper size"),
            type=Choice(("a4", "letter")),
            default="a4",
        )
        self.person = Option(
            ["person", "--for"],
            metavar=t("NAME"),
            help=t("only this participant's personal page"),
            shell_complete=completion("people"),
        )
        self.speaking_time = Option(
            ["speaking_time", "--with-speaking-time"],
            is_flag=True,
            help=t("add speaking times and balance: for the facilitator only"),
        )
        self.of_every_command = [
            Option(
                ["--sessions"],
                metavar=t("FOLDER"),
                help=t("folder with your rings"),
                callback=_set_sessions,
                expose_value=False,
                shell_complete=completion("folders"),
            ),
            Option(
                ["--language"],
                metavar="nl|en",
                help=t("language of the screen and the documents"),
                callback=_set_language,
                expose_value=False,
                shell_complete=completion("languages"),
            ),
            Option(
                ["-h", "--help"],
                is_flag=True,
                is_eager=True,
                help=t("show this help"),
                callback=_help,
                expose_value=False,
            ),
        ]

    def ring(self, *, required: bool = True, nargs: int = 1) -> Argument:
        """Return the argument for a ring (``file``), or for several (``files``)."""
        return Argument(
            ["file" if nargs == 1 else "files"],
            metavar=self.t("RING"),
            help=self.t("the name of a ring, a part of that name, or its file"),
            required=required,
            nargs=nargs,
            shell_complete=completion("sessions"),
        )

    def output(self, about: str = "", metavar: str = "") -> Option:
        """Return ``-o``, by default for a file instead of the screen."""
        t = self.t
        return Option(
            ["-o", "--output"],
            metavar=metavar or t("FILE"),
            help=about or t("write to this file instead of the screen"),
            shell_complete=completion("files"),
        )


def completion(function: str) -> partial[Any]:
    """Return what offers values for Tab: a function of ``completion``."""
    return partial(run, f"completion:{function}")


def _set_sessions(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.obj["sessions"] = value


def _set_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None and not normalise_language(value):
        t = ctx.obj["t"]
        raise Stop(t("“{word}” is not a language of reciring. Choose nl (Dutch) or en (English).", word=value), 2)
    if value is not None:
        ctx.obj["language"] = normalise_language(value)


def _help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        streams.out(ctx.get_help())
        ctx.exit()
