"""The commands with which a ring is led."""

from functools import partial
from typing import Annotated

from typer import Argument, Context, Option

from reciring.cli.app import command as any_command
from reciring.cli.arguments import LEAD, N_, File

command = partial(any_command, rich_help_panel=LEAD)


@command("open", short_help=N_("a session where it was left"), epilog="reciring open samen-slimmer")
def open_(
    context: Context,
    file: File,
    read_only: Annotated[bool, Option("--read-only", help=N_("only look on"))] = False,
) -> int:
    from reciring.cli import console

    return console.open_session(context.obj, file, read_only=read_only)


@command(
    short_help=N_("a new session, and opens it"),
    help=N_(
        "With --no-open nothing is asked, the folder is made if it is missing, and stdout is the new path alone. "
        "A list of participants may be CSV, .xlsx or lines of text; a column with questions comes along."
    ),
    epilog=(
        'reciring new "Samen slimmer" --date 2026-11-24 --time 13:30 --until 15:00\n'
        'reciring new "Samen slimmer" --participants deelnemers.csv --no-open'
    ),
)
def new(
    context: Context,
    title: Annotated[str, Argument(metavar=N_("TITLE"), help=N_("what the ring is called"))],
    date: Annotated[
        str | None, Option("--date", metavar=N_("YYYY-MM-DD"), help=N_("the day; today without it"))
    ] = None,
    time: Annotated[str | None, Option("--time", metavar="13:30", help=N_("when it starts"))] = None,
    until: Annotated[str | None, Option("--until", metavar="15:00", help=N_("when everything must be over"))] = None,
    total: Annotated[
        str | None, Option("--total", metavar=N_("MINUTES"), help=N_("minutes for all steps together"))
    ] = None,
    place: Annotated[str | None, Option("--place", metavar=N_("TEXT"), help=N_("where it is"))] = None,
    facilitator: Annotated[str | None, Option("--facilitator", metavar=N_("NAME"), help=N_("who leads it"))] = None,
    participants: Annotated[
        str | None, Option("--participants", metavar=N_("FILE"), help=N_("a list of participants"))
    ] = None,
    no_open: Annotated[bool, Option("--no-open", help=N_("only make it"))] = False,
) -> int:
    from reciring.cli import create

    known = create.Known(title, date, time, until, total, place, facilitator)
    return create.new(context.obj, known, participants, stay=no_open)


@command(
    "list",
    short_help=N_("the sessions there are, the unfinished ones first"),
    help=N_("On the screen as a table; to another program one line each, its parts divided by tabs."),
    epilog="reciring list\nreciring list --sessions ~/rings",
)
def list_(context: Context) -> int:
    from reciring.cli import sessions

    return sessions.list_sessions(context.obj)


@command(short_help=N_("what the room may see, for a second window or screen: it follows the console"))
def stage(context: Context, file: File) -> int:
    from reciring.cli import console

    return console.stage(context.obj, file)
