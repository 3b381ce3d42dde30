"""The typer app: ``reciring`` itself, and what every command has. The commands are in ``lead``, ``before`` and so on.

A command is a function that says what can be typed, and imports what does it only when it is called. ``short_help``
is its line in the overview, ``help`` what else its page tells, ``epilog`` its examples.
"""

from functools import partial
from typing import Annotated

import typer

from reciring.cli import complete, streams
from reciring.cli.arguments import N_
from reciring.cli.group import Command, Group
from reciring.cli.stop import Stop
from reciring.locale import known

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
command = partial(app.command, cls=Command)


def _keep(context: typer.Context, param: typer.CallbackParam, value: str | None) -> None:
    """An option of every command, wherever it stands."""
    if value is None:
        return
    if param.name == "language" and not known(value):
        t = context.obj.t
        raise Stop(t("reciring speaks Dutch (nl) and English (en), not {word}.", word=value), 2)
    context.obj.given[param.name] = value


@app.callback(
    invoke_without_command=True,
    short_help=N_("the console for whoever leads a reciprocity ring: everyone asks one question, everyone helps"),
    help=N_("Without a command it opens on your sessions, and makes new ones."),
)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help=N_("which version this is"))] = False,
    sessions: Annotated[
        str | None,
        typer.Option(
            "--sessions",
            metavar=N_("FOLDER"),
            help=N_("the folder in which sessions are kept"),
            callback=_keep,
            expose_value=False,
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language",
            metavar="nl|en",
            help=N_("the language to speak and write in"),
            callback=_keep,
            expose_value=False,
            autocompletion=complete.languages,
        ),
    ] = None,
) -> int:
    if version:
        from reciring import __version__

        streams.out(f"reciring {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is not None:
        return 0
    from reciring.cli import console

    return console.start(context.obj)
