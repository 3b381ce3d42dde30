"""The commands for before the day."""

from functools import partial
from typing import Annotated, Literal

from typer import Argument, Context, Option

from reciring.cli import complete
from reciring.cli.app import command as any_command
from reciring.cli.arguments import BEFORE, N_, File, Force, Handout, Output, Paper

command = partial(any_command, rich_help_panel=BEFORE)


@command(
    short_help=N_("a ring in the middle of its round, to practise on"),
    help=N_("Nothing of it is kept, unless you say so at the end."),
    epilog="reciring demo\nreciring demo --speed 10",
)
def demo(
    context: Context,
    speed: Annotated[
        str, Option("--speed", metavar=N_("NUMBER"), help=N_("how many times as fast as a clock time goes"))
    ] = "1",
) -> int:
    from reciring.cli import demo

    return demo.demo(context.obj, speed)


@command(
    short_help=N_("what to do, what to say and what to watch for: all of it, or one step"),
    epilog="reciring guide\nreciring guide round\nreciring guide > guide.md",
)
def guide(
    context: Context,
    step: Annotated[
        str | None,
        Argument(
            metavar=N_("STEP"),
            help=N_("a step or a difficult moment, such as round or silence"),
            autocompletion=complete.topics,
        ),
    ] = None,
) -> int:
    from reciring.cli import papers

    return papers.guide(context.obj, step)


@command(short_help=N_("the text that invites people and asks them to think of a question"))
def invitation(context: Context, file: File, output: Output = None, force: Force = False) -> int:
    from reciring.cli import papers
    from reciring.cli.output import Target

    return papers.invitation(context.obj, file, Target(context.obj, output, force))


@command(
    short_help=N_("paper for the day: sheets for the questions, name cards, your script with this ring's times"),
    help=N_("All of them go into a folder: name it with -o."),
    epilog="reciring handout samen-slimmer -o paper\nreciring handout samen-slimmer cards -o cards.pdf",
)
def handout(
    context: Context,
    file: File,
    which: Annotated[list[Handout] | None, Argument(metavar=N_("WHICH"), help=N_("which ones; all without it"))] = None,
    form: Annotated[Literal["pdf", "md"], Option("-f", "--format", metavar=N_("FORM"), help=N_("the form"))] = "pdf",
    output: Annotated[
        str | None,
        Option("-o", "--output", metavar=N_("FILE"), help=N_("the file, or the folder for several")),
    ] = None,
    paper: Paper = "a4",
    force: Force = False,
) -> int:
    from reciring.cli import printing
    from reciring.cli.output import Target

    return printing.handout(context.obj, file, which or [], form, paper, Target(context.obj, output, force))
