"""All commands of ``reciring``: their names, arguments, options and help texts.

Functions of the commands, and of completion, are named as ``module:function`` in this package. The module is imported
only when the function is called, so ``reciring list`` does not wait for the console or for what makes a PDF.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import click
from click import Argument, Option

from reciring import __version__
from reciring.cli import help_pages, streams
from reciring.cli.refusals import Choice, refusing
from reciring.cli.streams import Stop
from reciring.locale import Translator, normalise_language

# The names in report.formats and report.handouts, which take long to import. A test compares them.
FORMATS = ("terminal", "pdf", "html", "md", "csv", "xlsx", "ics", "chat", "json", "txt")
HANDOUTS = ("question", "cards", "script", "poster")


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
            raise Stop(t("{word} is one word too many for “reciring {command}”.", word=rest[0], command=name), 2)
        return rest

    def invoke(self, ctx: click.Context) -> Any:
        return _run(self.run, _context(ctx), **ctx.params)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write_command(ctx, formatter)


class Group(click.Group):
    """``reciring`` itself, with its commands in chapters. The options in ``shared`` belong to every command."""

    def __init__(
        self,
        chapters: Mapping[str, Sequence[Command]],
        hidden: Command,
        shared: Sequence[Option],
        **settings: Any,
    ) -> None:
        super().__init__(invoke_without_command=True, add_help_option=False, **settings)
        self.chapters = chapters
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
            # Click would read an unknown command that begins with a dash as an option, also after "--".
            if args[0] not in self.commands and not ctx.resilient_parsing:
                raise click.NoSuchCommand(args[0], ctx=ctx)
            return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write_overview(ctx, formatter, self.chapters)


def commands(t: Translator) -> Group:
    """Return the whole command line, with its texts in the language of ``t``."""
    about_file = t("a session: its file, or its name (or a part of it) in the folder of sessions")

    def file(required: bool = True, nargs: int = 1) -> Argument:
        name = "file" if nargs == 1 else "files"
        return Argument(
            [name],
            metavar=t("FILE"),
            help=about_file,
            required=required,
            nargs=nargs,
            shell_complete=_completion("sessions"),
        )

    def output(about: str, metavar: str = t("FILE")) -> Option:
        return Option(["-o", "--output"], metavar=metavar, help=about, shell_complete=_completion("files"))

    to_screen = t("where it goes; without it to the screen")
    force = Option(["--force"], is_flag=True, help=t("write over what is there already"))
    ascii_drawing = Option(
        ["ascii_drawing", "--ascii"], is_flag=True, help=t("draw without lines, blocks and arrows of Unicode")
    )
    yes = Option(["--yes"], is_flag=True, help=t("do not ask whether you are sure"))
    paper = Option(
        ["--paper"],
        metavar=t("SIZE"),
        help=t("the size of the paper"),
        type=Choice(("a4", "letter")),
        default="a4",
    )
    person = Option(
        ["person", "--for"],
        metavar=t("NAME"),
        help=t("the own page of this person"),
        shell_complete=_completion("people"),
    )
    speaking_time = Option(
        ["speaking_time", "--with-speaking-time"],
        is_flag=True,
        help=t("your own copy, with times and balance: not for participants"),
    )

    lead = [
        Command(
            "open",
            "open:open_session",
            t("a session where it was left"),
            [
                file(),
                Option(["--read-only"], is_flag=True, help=t("only look on")),
                Option(["--plain"], is_flag=True, help=t("in lines, for a screen reader: no frames, nothing redrawn")),
                ascii_drawing,
            ],
            examples="reciring open samen-slimmer",
        ),
        Command(
            "new",
            "new:new",
            t("a new session, and opens it"),
            [
                Argument(["title"], metavar=t("TITLE"), help=t("what the ring is called")),
                Option(["--date"], metavar=t("YYYY-MM-DD"), help=t("the day; today without it")),
                Option(["--time"], metavar="13:30", help=t("when it starts")),
                Option(["--until"], metavar="15:00", help=t("when everything must be over")),
                Option(["--total"], metavar=t("MINUTES"), help=t("minutes for all steps together")),
                Option(["--place"], metavar=t("TEXT"), help=t("where it is")),
                Option(["--facilitator"], metavar=t("NAME"), help=t("who leads it")),
                Option(
                    ["--participants"],
                    metavar=t("FILE"),
                    help=t("a list of participants; - reads standard input"),
                    shell_complete=_completion("files"),
                ),
                Option(["--columns"], metavar=t('"2=name"'), help=t("what columns of that list hold, by number")),
                Option(["--sheet"], metavar=t("NAME"), help=t("the sheet of that list, by its name or number")),
                Option(["--no-open"], is_flag=True, help=t("only make it")),
            ],
            details=t(
                "With --no-open nothing is asked, the folder is made if it is missing, and stdout is the new path "
                "alone. A list of participants may be a spreadsheet, CSV, contact cards, a mail or lines of text; a "
                'column with questions comes along. If a column was misread: --columns "2=name 5=email".'
            ),
            examples=(
                'reciring new "Samen slimmer" --date 2026-11-24 --time 13:30 --until 15:00\n'
                'reciring new "Samen slimmer" --participants deelnemers.csv --no-open'
            ),
        ),
        Command(
            "list",
            "list:list_sessions",
            t("the sessions there are, the unfinished ones first"),
            details=t("On the screen as a table; to another program one line each, its parts divided by tabs."),
            examples="reciring list\nreciring list --sessions ~/rings",
        ),
        Command(
            "stage",
            "open:open_stage",
            t("what the room may see, for a second window or screen: it follows the console"),
            [file(), ascii_drawing],
        ),
        Command(
            "serve",
            "serve:serve",
            t("opens the ring to phones, to the stage in a browser and to a second typist"),
            [
                file(),
                Option(
                    ["--host"], metavar=t("ADDRESS"), help=t("the only address to listen on; without it all of them")
                ),
                Option(
                    ["--port"],
                    metavar=t("NUMBER"),
                    help=t("the port; without it the first free one from 8800"),
                    type=click.IntRange(1, 65535),
                ),
                Option(
                    ["as_json", "--json"],
                    is_flag=True,
                    help=t("addresses and codes as JSON, for programs; ends with standard input"),
                ),
            ],
            details=t("It reads the session as the console saves it. What people hand in waits in the console."),
            examples="reciring serve samen-slimmer\nreciring serve samen-slimmer --host 127.0.0.1 --port 8800",
        ),
    ]
    before = [
        Command(
            "demo",
            "demo:demo",
            t("a ring in the middle of its round, to practise on"),
            [
                Option(
                    ["--speed"],
                    metavar=t("NUMBER"),
                    help=t("how many times as fast as a clock time goes"),
                    default="1",
                )
            ],
            details=t("Nothing of it is kept, unless you say so at the end."),
            examples="reciring demo\nreciring demo --speed 10",
        ),
        Command(
            "guide",
            "guide:guide",
            t("what to do, what to say and what to watch for: all of it, or one step"),
            [
                Argument(
                    ["step"],
                    metavar=t("STEP"),
                    help=t("a step or a difficult moment, such as round or silence"),
                    required=False,
                    shell_complete=_completion("topics"),
                )
            ],
            examples="reciring guide\nreciring guide round\nreciring guide > guide.md",
        ),
        Command(
            "invitation",
            "guide:invitation",
            t("the text that invites people and asks them to think of a question"),
            [file(), output(to_screen), force],
        ),
        Command(
            "handout",
            "printing:handout",
            t("paper for the day: sheets for the questions, name cards, your script with this ring's times, a poster"),
            [
                file(),
                Argument(
                    ["names"],
                    metavar=t("WHICH"),
                    help=t("which ones; all without it"),
                    type=Choice(HANDOUTS),
                    required=False,
                    nargs=-1,
                ),
                Option(
                    ["-f", "--format"], metavar=t("FORM"), help=t("the form"), type=Choice(("pdf", "md")), default="pdf"
                ),
                output(t("the file, or the folder for several")),
                paper,
                force,
            ],
            details=t("All of them go into a folder: name it with -o."),
            examples="reciring handout samen-slimmer -o paper\nreciring handout samen-slimmer cards -o cards.pdf",
        ),
    ]
    after = [
        Command(
            "summary",
            "summary:summary",
            t("what was asked, offered and promised, in the form you want"),
            [
                file(),
                Option(
                    ["formats", "-f", "--format"],
                    metavar=t("FORM"),
                    help=t("the form"),
                    type=Choice(FORMATS),
                    multiple=True,
                ),
                output(t("the file, or the folder for several; without it to the screen")),
                person,
                Option(["--each"], is_flag=True, help=t("everybody's own page, in a folder")),
                speaking_time,
                paper,
                force,
            ],
            details=t(
                "Several forms, or everybody's own page, go into a folder: name it with -o. "
                "Speaking times are only in the copy that you ask for."
            ),
            examples=(
                "reciring summary samen-slimmer\n"
                "reciring summary samen-slimmer --format pdf -o summary.pdf\n"
                "reciring summary samen-slimmer --each --format pdf -o pages"
            ),
        ),
        Command(
            "print",
            "printing:print_summary",
            t("the summary to a printer; without a session, which printers there are"),
            [
                file(required=False),
                Option(["--printer"], metavar=t("NAME"), help=t("the printer; without it the usual one")),
                Option(["--copies"], metavar=t("NUMBER"), help=t("how often"), default="1"),
                Option(
                    ["--sides"],
                    metavar=t("NUMBER"),
                    help=t("1 or 2 sides of the paper; as the printer is set without it"),
                    type=Choice(("1", "2")),
                ),
                person,
                speaking_time,
                paper,
            ],
            details=t("The PDF stays beside the session."),
            examples="reciring print\nreciring print samen-slimmer --copies 12",
        ),
        Command(
            "mail",
            "mail:mail",
            t("drafts of the mails to everybody, with the summary and each their own page"),
            [file(), output(t("the folder for the drafts"), t("FOLDER")), paper, force],
            details=t("Nothing is sent: open the drafts (.eml) in your mail program, look, and send them from there."),
            examples="reciring mail samen-slimmer -o mails",
        ),
        Command(
            "forget",
            "privacy:forget",
            t("take a person's name and address out of a session, for good"),
            [Argument(["name"], metavar=t("NAME"), help=t("who is to be forgotten")), file(), yes],
            details=t(
                "A neutral name comes in its place, in texts too; the numbers stay, and no backup is left behind."
            ),
            examples='reciring forget "Karin Smit" samen-slimmer',
        ),
        Command(
            "erase-times",
            "privacy:erase_times",
            t("take everybody's speaking time out of a session, for good"),
            [file(), yes],
            details=t("No backup is left behind."),
        ),
    ]
    files = [
        Command(
            "restore",
            "files:restore",
            t("a broken session as it was in its last good copy"),
            [file()],
            details=t("The broken file is kept beside it. A session that can be opened is left alone."),
            examples="reciring restore samen-slimmer",
        ),
        Command(
            "replay",
            "transcripts:replay",
            t("the session that a transcript makes: the lines as they were typed, each with its time"),
            [
                Argument(
                    ["notes"],
                    metavar=t("NOTES"),
                    help=t("the transcript; - for stdin"),
                    shell_complete=_completion("files"),
                ),
                output(t("the session file; without it to the screen")),
                Option(["--strict"], is_flag=True, help=t("stop at the first line that is unclear")),
                force,
            ],
            details=t(
                "What is unclear is kept as the console keeps it, and what cannot be done is left out. Both are "
                "reported with the number of their line."
            ),
            examples="reciring replay notes.txt -o sessions/ring.toml",
        ),
        Command(
            "log",
            "transcripts:log",
            t("the transcript of a session; replay makes the same session of it again"),
            [file(), output(to_screen), force],
        ),
        Command(
            "check",
            "files:check",
            t("whether session files are sound, and who else can read them"),
            [file(nargs=-1)],
            details=t("Every problem is told with its line and place. Nothing is changed."),
            examples="reciring check sessions/*.toml",
        ),
        Command(
            "schema",
            "files:schema",
            t("the JSON Schema of a session file, for an editor that checks TOML while you type"),
        ),
        Command(
            "completion",
            "completion:print_script",
            t("the script with which Tab completes commands, options and sessions in your shell"),
            [
                Argument(
                    ["shell"],
                    metavar=t("SHELL"),
                    help=t("your shell"),
                    type=Choice(("bash", "zsh", "fish", "powershell")),
                )
            ],
            details=t("Put it where your shell reads it when it starts."),
            examples=(
                "reciring completion bash >> ~/.bashrc\n"
                "reciring completion zsh >> ~/.zshrc\n"
                "reciring completion fish > ~/.config/fish/completions/reciring.fish\n"
                "reciring completion powershell >> $PROFILE"
            ),
        ),
    ]
    help_ = Command(
        "help",
        "help_pages:show",
        t("the explanation of a command, or of all"),
        [Argument(["name"], metavar=t("COMMAND"), help=t("the command to explain"), required=False)],
        hidden=True,
    )
    shared = [
        Option(
            ["--sessions"],
            metavar=t("FOLDER"),
            help=t("the folder in which sessions are kept"),
            callback=_set_sessions,
            expose_value=False,
            shell_complete=_completion("folders"),
        ),
        Option(
            ["--language"],
            metavar="nl|en",
            help=t("the language to speak and write in"),
            callback=_set_language,
            expose_value=False,
            shell_complete=_completion("languages"),
        ),
        Option(
            ["-h", "--help"],
            is_flag=True,
            is_eager=True,
            help=t("this explanation"),
            callback=_help,
            expose_value=False,
        ),
    ]
    return Group(
        {
            t("Lead a ring"): lead,
            t("Before the day"): before,
            t("Afterwards"): after,
            t("Session files"): files,
        },
        help_,
        shared,
        name="reciring",
        callback=_reciring,
        params=[Option(["--version"], is_flag=True, help=t("which version this is"))],
        short_help=t("the console for whoever leads a reciprocity ring: everyone asks one question, everyone helps"),
        help=t("Without a command it opens on your sessions, and makes new ones."),
    )


@click.pass_context
def _reciring(ctx: click.Context, version: bool) -> Any:
    """Print the version, or open the start screen if there is no command."""
    if version:
        streams.out(f"reciring {__version__}")
        ctx.exit()
    if ctx.invoked_subcommand is None:
        return _run("open:open_start_screen", _context(ctx))
    return None


def _context(ctx: click.Context) -> Any:
    return _run("context:Context", **ctx.obj)


def _completion(function: str) -> partial[Any]:
    return partial(_run, f"completion:{function}")


def _run(target: str, *args: Any, **values: Any) -> Any:
    """Import ``module:function`` of this package, call it, and return its result."""
    module, _, function = target.partition(":")
    return getattr(importlib.import_module(f"reciring.cli.{module}"), function)(*args, **values)


def _set_sessions(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.obj["sessions"] = value


def _set_language(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None and not normalise_language(value):
        t = ctx.obj["t"]
        raise Stop(t("reciring speaks Dutch (nl) and English (en), not {word}.", word=value), 2)
    if value is not None:
        ctx.obj["language"] = normalise_language(value)


def _help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        streams.out(ctx.get_help())
        ctx.exit()
