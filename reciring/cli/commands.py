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
from reciring.cli.refusals import Choice, Number, refusing
from reciring.cli.streams import Stop
from reciring.locale import Translator, normalise_language

# The names in report.formats and report.handouts, which take long to import. A test compares them.
FORMATS = ("terminal", "pdf", "html", "md", "csv", "xlsx", "ics", "chat", "json", "txt")
HANDOUTS = ("question", "cards", "script", "poster")
ALIASES = {"handout": "handouts", "log": "transcript"}
"""Other names of commands, which are not in the help."""


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
            args = [ALIASES.get(args[0], args[0]), *args[1:]]
            # Click would read an unknown command that begins with a dash as an option, also after "--".
            if args[0] not in self.commands and not ctx.resilient_parsing:
                raise click.NoSuchCommand(args[0], ctx=ctx)
            return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        help_pages.write_overview(ctx, formatter, self.chapters)


def commands(t: Translator) -> Group:
    """Return the whole command line, with its texts in the language of ``t``."""
    about_file = t("the name of a ring, a part of that name, or its file")

    def file(required: bool = True, nargs: int = 1) -> Argument:
        name = "file" if nargs == 1 else "files"
        return Argument(
            [name],
            metavar=t("RING"),
            help=about_file,
            required=required,
            nargs=nargs,
            shell_complete=_completion("sessions"),
        )

    def output(about: str, metavar: str = t("FILE")) -> Option:
        return Option(["-o", "--output"], metavar=metavar, help=about, shell_complete=_completion("files"))

    to_screen = t("write to this file instead of the screen")
    force = Option(["--force"], is_flag=True, help=t("overwrite existing files"))
    ascii_drawing = Option(
        ["ascii_drawing", "--ascii"],
        is_flag=True,
        help=t("draw with plain characters, if lines and arrows look garbled"),
    )
    yes = Option(["--yes"], is_flag=True, help=t("do not ask for confirmation"))
    paper = Option(
        ["--paper"],
        metavar=t("SIZE"),
        help=t("paper size"),
        type=Choice(("a4", "letter")),
        default="a4",
    )
    person = Option(
        ["person", "--for"],
        metavar=t("NAME"),
        help=t("only this participant's personal page"),
        shell_complete=_completion("people"),
    )
    speaking_time = Option(
        ["speaking_time", "--with-speaking-time"],
        is_flag=True,
        help=t("add speaking times and balance: for the facilitator only"),
    )

    lead = [
        Command(
            "open",
            "open:open_session",
            t("open a ring where you left off"),
            [
                file(),
                Option(["--read-only"], is_flag=True, help=t("open read-only")),
                Option(
                    ["--plain"], is_flag=True, help=t("plain lines for a screen reader: no frames, nothing redrawn")
                ),
                ascii_drawing,
            ],
            examples=t("reciring open smarter-together"),
        ),
        Command(
            "new",
            "new:new",
            t("create a ring and open it"),
            [
                Argument(["title"], metavar=t("TITLE"), help=t("title of the ring")),
                Option(["--date"], metavar=t("YYYY-MM-DD"), help=t("date of the ring (default: today)")),
                Option(["--time"], metavar="13:30", help=t("start time")),
                Option(["--until"], metavar="15:00", help=t("latest end time")),
                Option(
                    ["--total"], metavar=t("MINUTES"), help=t("minutes for all steps together"), type=Number(1, 9999)
                ),
                Option(["--place"], metavar=t("TEXT"), help=t("place where the ring meets")),
                Option(["--facilitator"], metavar=t("NAME"), help=t("name of the facilitator")),
                Option(
                    ["--participants"],
                    metavar=t("FILE"),
                    help=t("list of participants (- reads standard input)"),
                    shell_complete=_completion("files"),
                ),
                Option(
                    ["--columns"], metavar=t('"2=name"'), help=t("what the columns of that list contain, by number")
                ),
                Option(["--sheet"], metavar=t("NAME"), help=t("sheet of that list, by name or number")),
                Option(["--no-open"], is_flag=True, help=t("create the ring without opening it")),
            ],
            details=t(
                "The list of participants can be a spreadsheet, CSV, contact cards (.vcf), an e-mail or lines of "
                'text; a column with questions is read too. If a column is misread: --columns "2=name 5=email". With '
                "--no-open, reciring asks nothing, creates a missing folder and prints only the path."
            ),
            examples=t(
                'reciring new "Smarter together" --date 2026-11-24 --time 13:30 --until 15:00\n'
                'reciring new "Smarter together" --participants participants.csv --no-open'
            ),
        ),
        Command(
            "list",
            "list:list_sessions",
            t("list your rings, unfinished ones first"),
            details=t("On screen: a table. In a pipe: one line per ring, tab-separated."),
            examples=t("reciring list\nreciring list --sessions ~/rings"),
        ),
        Command(
            "stage",
            "open:open_stage",
            t("show the stage (what the room sees) in a second window"),
            [file(), ascii_drawing],
        ),
        Command(
            "serve",
            "serve:serve",
            t("let phones, a stage in a browser and a second typist join"),
            [
                file(),
                Option(
                    ["--host"], metavar=t("ADDRESS"), help=t("listen on this address only (default: all addresses)")
                ),
                Option(
                    ["--port"],
                    metavar=t("NUMBER"),
                    help=t("port (default: the first free one from 8800)"),
                    type=Number(1, 65535),
                ),
                Option(
                    ["as_json", "--json"],
                    is_flag=True,
                    help=t("print addresses and codes as JSON, for programs; stops when standard input ends"),
                ),
            ],
            details=t("It follows the ring that you lead in the console. What people hand in waits for you there."),
            examples=t("reciring serve smarter-together\nreciring serve smarter-together --host 127.0.0.1 --port 8800"),
        ),
    ]
    before = [
        Command(
            "demo",
            "demo:demo",
            t("practise on a ring in the middle of its round"),
            [
                Option(
                    ["--speed"],
                    metavar=t("NUMBER"),
                    help=t("speed of the clock: 10 is ten times as fast"),
                    default="1",
                )
            ],
            details=t("Nothing is saved, unless you choose to at the end."),
            examples="reciring demo\nreciring demo --speed 10",
        ),
        Command(
            "guide",
            "guide:guide",
            t("show what to do, say and watch for: all, or one step"),
            [
                Argument(
                    ["step"],
                    metavar=t("STEP"),
                    help=t("step or difficult moment, such as round or silence"),
                    required=False,
                    shell_complete=_completion("topics"),
                )
            ],
            examples=t("reciring guide\nreciring guide round\nreciring guide > guide.md"),
        ),
        Command(
            "invitation",
            "guide:invitation",
            t("write an invitation that asks people for a question"),
            [file(), output(to_screen), force],
        ),
        Command(
            "handouts",
            "printing:write_handouts",
            t("make handouts: question sheets, name cards, your script with this ring's times, a poster"),
            [
                file(),
                Argument(
                    ["names"],
                    metavar=t("WHICH"),
                    help=t("which handouts (default: all)"),
                    type=Choice(HANDOUTS),
                    required=False,
                    nargs=-1,
                ),
                Option(
                    ["-f", "--format"], metavar=t("FORMAT"), help=t("format"), type=Choice(("pdf", "md")), default="pdf"
                ),
                output(t("write to this file (or folder, if there are several)")),
                paper,
                force,
            ],
            details=t("Several handouts go into a folder: give it with -o."),
            examples=t(
                "reciring handout smarter-together -o paper\nreciring handout smarter-together cards -o cards.pdf"
            ),
        ),
    ]
    after = [
        Command(
            "summary",
            "summary:summary",
            t("make the summary: what was asked, offered and promised"),
            [
                file(),
                Option(
                    ["formats", "-f", "--format"],
                    metavar=t("FORMAT"),
                    help=t("format"),
                    type=Choice(FORMATS),
                    multiple=True,
                ),
                output(t("write to this file (or folder, if there are several) instead of the screen")),
                person,
                Option(["--each"], is_flag=True, help=t("everyone's personal page, in a folder")),
                speaking_time,
                paper,
                force,
            ],
            details=t(
                "Several formats, or everyone's personal page, go into a folder: give it with -o. Speaking times are "
                "included only with --with-speaking-time."
            ),
            examples=t(
                "reciring summary smarter-together\n"
                "reciring summary smarter-together --format pdf -o summary.pdf\n"
                "reciring summary smarter-together --each --format pdf -o pages"
            ),
        ),
        Command(
            "print",
            "printing:print_summary",
            t("print the summary; without RING, list the printers"),
            [
                file(required=False),
                Option(["--printer"], metavar=t("NAME"), help=t("printer (default: the system's default printer)")),
                Option(["--copies"], metavar=t("NUMBER"), help=t("number of copies"), type=Number(1, 99), default=1),
                Option(
                    ["--sides"],
                    metavar=t("NUMBER"),
                    help=t("paper sides (default: the printer's setting)"),
                    type=Choice(("1", "2")),
                ),
                person,
                speaking_time,
                paper,
            ],
            details=t("The PDF is also saved beside the session file."),
            examples=t("reciring print\nreciring print smarter-together --copies 12"),
        ),
        Command(
            "mail",
            "mail:mail",
            t("make e-mail drafts: the summary for everyone, and each participant's personal page"),
            [file(), output(t("folder for the drafts"), t("FOLDER")), paper, force],
            details=t(
                "Nothing is sent: open the drafts (.eml) in your e-mail program, check them, and send them from there."
            ),
            examples=t("reciring mail smarter-together -o e-mails"),
        ),
        Command(
            "forget",
            "privacy:forget",
            t("remove a person's name and address from a ring for good"),
            [Argument(["name"], metavar=t("NAME"), help=t("name of the person to forget")), file(), yes],
            details=t("A neutral name replaces it, in texts too. The ring's figures stay; its backups are deleted."),
            examples=t('reciring forget "Karen Smith" smarter-together'),
        ),
        Command(
            "erase-times",
            "privacy:erase_times",
            t("erase everyone's speaking times from a ring for good"),
            [file(), yes],
            details=t("The backups are deleted too."),
        ),
    ]
    files = [
        Command(
            "restore",
            "files:restore",
            t("restore a broken session file from its last good backup"),
            [file()],
            details=t("The broken file is kept beside it. A file that can be opened is not changed."),
            examples=t("reciring restore smarter-together"),
        ),
        Command(
            "replay",
            "transcripts:replay",
            t("make a session file from a transcript"),
            [
                Argument(
                    ["source"],
                    metavar=t("TRANSCRIPT"),
                    help=t("transcript (- reads standard input)"),
                    shell_complete=_completion("files"),
                ),
                output(to_screen),
                Option(["--strict"], is_flag=True, help=t("stop at the first unclear line")),
                force,
            ],
            details=t(
                "An unclear line is kept as it would be in the console; a line that cannot be carried out is "
                "skipped. Both are reported with their line number."
            ),
            examples=t("reciring replay transcript.txt -o sessions/ring.toml"),
        ),
        Command(
            "transcript",
            "transcripts:write",
            t("write a ring as a transcript: its lines with their times"),
            [file(), output(to_screen), force],
        ),
        Command(
            "check",
            "files:check",
            t("check session files for errors and for who can read them"),
            [file(nargs=-1)],
            details=t("Every error is reported with its line and key. Nothing is changed."),
            examples="reciring check sessions/*.toml",
        ),
        Command(
            "schema",
            "files:schema",
            t("print the JSON Schema of session files, for TOML editors"),
        ),
        Command(
            "completion",
            "completion:print_script",
            t("print the Tab-completion script for your shell"),
            [
                Argument(
                    ["shell"],
                    metavar=t("SHELL"),
                    help=t("your shell"),
                    type=Choice(("bash", "zsh", "fish", "powershell")),
                )
            ],
            details=t("Add it to the file that your shell reads when it starts."),
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
        t("show help for reciring or for one command"),
        [Argument(["name"], metavar=t("COMMAND"), help=t("command you want help for"), required=False)],
        hidden=True,
    )
    shared = [
        Option(
            ["--sessions"],
            metavar=t("FOLDER"),
            help=t("folder with your rings"),
            callback=_set_sessions,
            expose_value=False,
            shell_complete=_completion("folders"),
        ),
        Option(
            ["--language"],
            metavar="nl|en",
            help=t("language of the screen and the documents"),
            callback=_set_language,
            expose_value=False,
            shell_complete=_completion("languages"),
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
        params=[Option(["--version"], is_flag=True, help=t("show the version"))],
        short_help=t("lead a reciprocity ring from your terminal: everyone asks one question, everyone helps"),
        help=t("Run reciring without a command to open or create a ring."),
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
        raise Stop(t("“{word}” is not a language of reciring. Choose nl (Dutch) or en (English).", word=value), 2)
    if value is not None:
        ctx.obj["language"] = normalise_language(value)


def _help(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        streams.out(ctx.get_help())
        ctx.exit()
