"""All commands of ``reciring``: their names, arguments, options, help texts, and the functions that they call."""

from __future__ import annotations

from typing import Any

import click
from click import Argument, Option

from reciring import __version__
from reciring.cli import streams
from reciring.cli.click_commands import Command, Group, run_with_context
from reciring.cli.options import SharedOptions, completion
from reciring.cli.refusals import Choice, Number
from reciring.locale import Translator

# The names in report.formats and report.handouts, which take long to import. A test compares them.
FORMATS = ("terminal", "pdf", "html", "md", "csv", "xlsx", "ics", "chat", "json", "txt")
HANDOUTS = ("question", "cards", "script", "poster")
DUTCH_HANDOUTS = {"vraagblad": "question", "vraagbladen": "question", "naamkaartjes": "cards", "draaiboek": "script"}
ALIASES = {"handout": "handouts", "log": "transcript"}
"""Other names of commands, which are not in the help."""


def commands(t: Translator) -> Group:
    """Return the whole command line, with its texts in the language of ``t``."""
    shared = SharedOptions(t)
    help_ = Command(
        "help",
        "help_pages:show",
        t("show help for reciring or for one command"),
        [Argument(["name"], metavar=t("COMMAND"), help=t("command you want help for"), required=False)],
        hidden=True,
    )
    return Group(
        {
            t("Lead a ring"): _lead(t, shared),
            t("Before the day"): _before(t, shared),
            t("Afterwards"): _after(t, shared),
            t("Session files"): _files(t, shared),
        },
        help_,
        shared.of_every_command,
        ALIASES,
        name="reciring",
        callback=_reciring,
        params=[Option(["--version"], is_flag=True, help=t("show the version"))],
        short_help=t("lead a reciprocity ring from your terminal: everyone asks one question, everyone helps"),
        help=t("Run reciring without a command to open or create a ring."),
    )


def _lead(t: Translator, shared: SharedOptions) -> list[Command]:
    return [
        Command(
            "open",
            "open:open_session",
            t("open a ring where you left off"),
            [
                shared.ring(),
                Option(["--read-only"], is_flag=True, help=t("open read-only")),
                Option(
                    ["--plain"], is_flag=True, help=t("plain lines for a screen reader: no frames, nothing redrawn")
                ),
                shared.ascii_drawing,
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
                    shell_complete=completion("files"),
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
            [shared.ring(), shared.ascii_drawing],
        ),
        Command(
            "serve",
            "serve:serve",
            t("let phones, a stage in a browser and a second typist join"),
            [
                shared.ring(),
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


def _before(t: Translator, shared: SharedOptions) -> list[Command]:
    return [
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
                    shell_complete=completion("topics"),
                )
            ],
            examples=t("reciring guide\nreciring guide round\nreciring guide > guide.md"),
        ),
        Command(
            "invitation",
            "guide:invitation",
            t("write an invitation that asks people for a question"),
            [shared.ring(), shared.output(), shared.force],
        ),
        Command(
            "handouts",
            "printing:write_handouts",
            t("make handouts: question sheets, name cards, your script with this ring's times, a poster"),
            [
                shared.ring(),
                Argument(
                    ["names"],
                    metavar=t("WHICH"),
                    help=t("which handouts (default: all)"),
                    type=Choice(HANDOUTS, DUTCH_HANDOUTS),
                    required=False,
                    nargs=-1,
                ),
                Option(
                    ["-f", "--format"], metavar=t("FORMAT"), help=t("format"), type=Choice(("pdf", "md")), default="pdf"
                ),
                shared.output(t("write to this file (or folder, if there are several)")),
                shared.paper,
                shared.force,
            ],
            details=t("Several handouts go into a folder: give it with -o."),
            examples=t(
                "reciring handouts smarter-together -o paper\nreciring handouts smarter-together cards -o cards.pdf"
            ),
        ),
    ]


def _after(t: Translator, shared: SharedOptions) -> list[Command]:
    return [
        Command(
            "summary",
            "summary:summary",
            t("make the summary: what was asked, offered and promised"),
            [
                shared.ring(),
                Option(
                    ["formats", "-f", "--format"],
                    metavar=t("FORMAT"),
                    help=t("format"),
                    type=Choice(FORMATS),
                    multiple=True,
                ),
                shared.output(t("write to this file (or folder, if there are several) instead of the screen")),
                shared.person,
                Option(["--each"], is_flag=True, help=t("everyone's personal page, in a folder")),
                shared.speaking_time,
                shared.paper,
                shared.force,
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
                shared.ring(required=False),
                Option(["--printer"], metavar=t("NAME"), help=t("printer (default: the system's default printer)")),
                Option(["--copies"], metavar=t("NUMBER"), help=t("number of copies"), type=Number(1, 99), default=1),
                Option(
                    ["--sides"],
                    metavar=t("NUMBER"),
                    help=t("paper sides (default: the printer's setting)"),
                    type=Choice(("1", "2")),
                ),
                shared.person,
                shared.speaking_time,
                shared.paper,
            ],
            details=t("The PDF is also saved beside the session file."),
            examples=t("reciring print\nreciring print smarter-together --copies 12"),
        ),
        Command(
            "mail",
            "mail:mail",
            t("make e-mail drafts: the summary for everyone, and each participant's personal page"),
            [shared.ring(), shared.output(t("folder for the drafts"), t("FOLDER")), shared.paper, shared.force],
            details=t(
                "Nothing is sent: open the drafts (.eml) in your e-mail program, check them, and send them from there."
            ),
            examples=t("reciring mail smarter-together -o e-mails"),
        ),
        Command(
            "forget",
            "privacy:forget",
            t("remove a person's name and address from a ring for good"),
            [Argument(["name"], metavar=t("NAME"), help=t("name of the person to forget")), shared.ring(), shared.yes],
            details=t("A neutral name replaces it, in texts too. The ring's figures stay; its backups are deleted."),
            examples=t('reciring forget "Karen Smith" smarter-together'),
        ),
        Command(
            "erase-times",
            "privacy:erase_times",
            t("erase everyone's speaking times from a ring for good"),
            [shared.ring(), shared.yes],
            details=t("The backups are deleted too."),
        ),
    ]


def _files(t: Translator, shared: SharedOptions) -> list[Command]:
    return [
        Command(
            "restore",
            "files:restore",
            t("restore a broken session file from its last good backup"),
            [shared.ring()],
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
                    shell_complete=completion("files"),
                ),
                shared.output(),
                Option(["--strict"], is_flag=True, help=t("stop at the first unclear line")),
                shared.force,
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
            [shared.ring(), shared.output(), shared.force],
        ),
        Command(
            "check",
            "files:check",
            t("check session files for errors and for who can read them"),
            [shared.ring(nargs=-1)],
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


@click.pass_context
def _reciring(ctx: click.Context, version: bool) -> Any:
    """Print the version, or open the start screen if there is no command."""
    if version:
        streams.out(f"reciring {__version__}")
        ctx.exit()
    if ctx.invoked_subcommand is None:
        return run_with_context("open:open_start_screen", ctx)
    return None
