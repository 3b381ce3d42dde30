"""The commands that look after session files, and the shell's completion."""

import contextlib
from functools import partial
from typing import Annotated, Literal

from typer import Argument, Context, Option

from reciring.cli import streams
from reciring.cli.app import command as any_command
from reciring.cli.arguments import FILES, N_, File, Force, ManyFiles, Output
from reciring.cli.group import Group

command = partial(any_command, rich_help_panel=FILES)


@command(
    short_help=N_("a broken session as it was in its last good copy"),
    help=N_("The broken file is kept beside it. A session that can be opened is left alone."),
    epilog="reciring restore samen-slimmer",
)
def restore(context: Context, file: File) -> int:
    from reciring.cli import restore

    return restore.restore(context.obj, file)


@command(
    short_help=N_("the session that a transcript makes: the lines as they were typed, each with its time"),
    help=N_("The first line that cannot be understood is told with its number; then nothing is written."),
    epilog="reciring replay notes.txt -o sessions/ring.toml",
)
def replay(
    context: Context,
    notes: Annotated[str, Argument(metavar=N_("NOTES"), help=N_("the transcript; - for stdin"))],
    output: Annotated[
        str | None, Option("-o", "--output", metavar=N_("FILE"), help=N_("the session file; without it to the screen"))
    ] = None,
    force: Force = False,
) -> int:
    from reciring.cli import transcripts
    from reciring.cli.output import Target

    return transcripts.replay(context.obj, notes, Target(context.obj, output, force))


@command(short_help=N_("the transcript of a session; replay makes the same session of it again"))
def log(context: Context, file: File, output: Output = None, force: Force = False) -> int:
    from reciring.cli import transcripts
    from reciring.cli.output import Target

    return transcripts.log(context.obj, file, Target(context.obj, output, force))


@command(
    short_help=N_("whether session files are sound, and who else can read them"),
    help=N_("Every problem is told with its line and place. Nothing is changed."),
    epilog="reciring check sessions/*.toml",
)
def check(context: Context, files: ManyFiles) -> int:
    from reciring.cli import check

    return check.check(context.obj, files)


@command(short_help=N_("the JSON Schema of a session file, for an editor that checks TOML while you type"))
def schema(context: Context) -> int:
    from reciring.cli import check

    return check.schema()


@command(
    short_help=N_("the script with which Tab completes commands, options and sessions in your shell"),
    help=N_("Put it where your shell reads it when it starts."),
    epilog=(
        "reciring completion bash >> ~/.bashrc\n"
        "reciring completion zsh >> ~/.zshrc\n"
        "reciring completion fish > ~/.config/fish/completions/reciring.fish\n"
        "reciring completion powershell >> $PROFILE"
    ),
)
def completion(
    context: Context,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell"], Argument(metavar=N_("SHELL"), help=N_("your shell"))
    ],
) -> None:
    from typer.completion import show_callback

    with contextlib.suppress(SystemExit):
        show_callback(context, context.command.params[0], shell)


@any_command("help", hidden=True, short_help=N_("the explanation of a command, or of all"))
def help_(
    context: Context,
    name: Annotated[str | None, Argument(metavar=N_("COMMAND"), help=N_("the command to explain"))] = None,
) -> None:
    root = context.find_root()
    if name is None:
        streams.out(root.get_help())
        return
    assert isinstance(root.command, Group)
    _, found, _ = root.command.resolve_command(root, [name])
    if found is not None:
        found.make_context(name, ["--help"], parent=root)
