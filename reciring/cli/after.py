"""The commands for what becomes of a ring: the summary in every form, and forgetting."""

from functools import partial
from typing import Annotated

from typer import Argument, Context, Option

from reciring.cli.app import command as any_command
from reciring.cli.arguments import AFTER, N_, File, For, Force, Form, MaybeFile, Paper, SpeakingTime, Yes

command = partial(any_command, rich_help_panel=AFTER)


@command(
    short_help=N_("what was asked, offered and promised, in the form you want"),
    help=N_(
        "Several forms, or everybody's own page, go into a folder: name it with -o. "
        "Speaking times are only in the copy that you ask for."
    ),
    epilog=(
        "reciring summary samen-slimmer\n"
        "reciring summary samen-slimmer --format pdf -o summary.pdf\n"
        "reciring summary samen-slimmer --each --format pdf -o pages"
    ),
)
def summary(
    context: Context,
    file: File,
    form: Annotated[list[Form] | None, Option("-f", "--format", metavar=N_("FORM"), help=N_("the form"))] = None,
    output: Annotated[
        str | None,
        Option(
            "-o",
            "--output",
            metavar=N_("FILE"),
            help=N_("the file, or the folder for several; without it to the screen"),
        ),
    ] = None,
    who: For = None,
    each: Annotated[bool, Option("--each", help=N_("everybody's own page, in a folder"))] = False,
    with_speaking_time: SpeakingTime = False,
    paper: Paper = "a4",
    force: Force = False,
) -> int:
    from reciring.cli import summary
    from reciring.cli.output import Target

    wanted = summary.Wanted(form or [], who, each, with_speaking_time, paper)
    return summary.summary(context.obj, file, wanted, Target(context.obj, output, force))


@command(
    "print",
    short_help=N_("the summary to a printer; without a session, which printers there are"),
    help=N_("The PDF stays beside the session."),
    epilog="reciring print\nreciring print samen-slimmer --copies 12",
)
def print_(
    context: Context,
    file: MaybeFile = None,
    printer: Annotated[
        str | None, Option("--printer", metavar=N_("NAME"), help=N_("the printer; without it the usual one"))
    ] = None,
    copies: Annotated[str, Option("--copies", metavar=N_("NUMBER"), help=N_("how often"))] = "1",
    who: For = None,
    with_speaking_time: SpeakingTime = False,
    paper: Paper = "a4",
) -> int:
    from reciring.cli import printing

    if file is None:
        return printing.list_printers(context.obj)
    wanted = printing.Wanted(printer, copies, who, with_speaking_time, paper)
    return printing.print_summary(context.obj, file, wanted)


@command(
    short_help=N_("drafts of the mails to everybody, with the summary and each their own page"),
    help=N_("Nothing is sent: open the drafts (.eml) in your mail program, look, and send them from there."),
    epilog="reciring mail samen-slimmer -o mails",
)
def mail(
    context: Context,
    file: File,
    output: Annotated[
        str | None, Option("-o", "--output", metavar=N_("FOLDER"), help=N_("the folder for the drafts"))
    ] = None,
    paper: Paper = "a4",
    force: Force = False,
) -> int:
    from reciring.cli import mails
    from reciring.cli.output import Target

    return mails.mail(context.obj, file, paper, Target(context.obj, output, force))


@command(
    short_help=N_("take a person's name and address out of a session, for good"),
    help=N_("A neutral name comes in its place, in texts too; the numbers stay, and no backup is left behind."),
    epilog='reciring forget "Karin Smit" samen-slimmer',
)
def forget(
    context: Context,
    name: Annotated[str, Argument(metavar=N_("NAME"), help=N_("who is to be forgotten"))],
    file: File,
    yes: Yes = False,
) -> int:
    from reciring.cli import privacy

    return privacy.forget(context.obj, name, file, agreed=yes)


@command(
    short_help=N_("take everybody's speaking time out of a session, for good"),
    help=N_("No backup is left behind."),
)
def erase_times(context: Context, file: File, yes: Yes = False) -> int:
    from reciring.cli import privacy

    return privacy.erase_times(context.obj, file, agreed=yes)
