"""The one table of the command line: every command, its arguments and options, once.

Reading, help and completion come from it. Texts are marked here and translated when they are shown.
"""

from __future__ import annotations

from reciring.cli.reader import Argument, Command, Option


def N_(text: str) -> str:
    """Mark a text for the catalogue; the ring's own would bring the ring along, which help does not need."""
    return text


FORMATS = ("terminal", "pdf", "html", "md", "csv", "ics", "chat", "json", "txt")
"""The forms of a summary, as ``report.export`` has them: a test holds them equal."""
HANDOUTS = ("question", "cards", "script")
"""The same for ``report.handouts``."""

FILE = Argument(N_("FILE"), N_("a session: its file, or its name (or a part of it) in the folder of sessions"))
FORCE = Option(("--force",), N_("write over what is there already"))
FOR = Option(("--for",), N_("the own page of this person"), value=N_("NAME"))
YES = Option(("--yes",), N_("do not ask whether you are sure"))
PAPER = Option(("--paper",), N_("the size of the paper"), value=N_("SIZE"), choices=("a4", "letter"))
SPEAKING = Option(("--with-speaking-time",), N_("your own copy, with times and balance: not for participants"))


def output(help: str) -> Option:
    return Option(("-o", "--output"), help, value=N_("FILE"))


EVERYWHERE = (
    Option(("--sessions",), N_("the folder in which sessions are kept"), value=N_("FOLDER")),
    Option(("--language",), N_("the language to speak and write in"), value="nl|en"),
    Option(("-h", "--help"), N_("this explanation")),
)

START = Command(
    "",
    "console:start",
    N_("the console for whoever leads a reciprocity ring: everyone asks one question, everyone helps"),
    more=N_("Without a command it opens on your sessions, and makes new ones."),
    options=(Option(("--version",), N_("which version this is")),),
)

LEAD = N_("Lead a ring")
BEFORE = N_("Before the day")
AFTER = N_("Afterwards")
FILES = N_("Session files")
GROUPS = (LEAD, BEFORE, AFTER, FILES)

COMMANDS = (
    Command(
        "open",
        "console:open_session",
        N_("a session where it was left"),
        group=LEAD,
        arguments=(FILE,),
        options=(Option(("--read-only",), N_("only look on")),),
        examples=("reciring open samen-slimmer",),
    ),
    Command(
        "new",
        "create:new",
        N_("a new session, and opens it"),
        group=LEAD,
        more=N_(
            "With --no-open nothing is asked, the folder is made if it is missing, and stdout is the new path alone. "
            "A list of participants may be CSV, .xlsx or lines of text; a column with questions comes along."
        ),
        arguments=(Argument(N_("TITLE"), N_("what the ring is called")),),
        options=(
            Option(("--date",), N_("the day; today without it"), value=N_("YYYY-MM-DD")),
            Option(("--time",), N_("when it starts"), value="13:30"),
            Option(("--until",), N_("when everything must be over"), value="15:00"),
            Option(("--total",), N_("minutes for all steps together"), value=N_("MINUTES")),
            Option(("--place",), N_("where it is"), value=N_("TEXT")),
            Option(("--facilitator",), N_("who leads it"), value=N_("NAME")),
            Option(("--participants",), N_("a list of participants"), value=N_("FILE")),
            Option(("--no-open",), N_("only make it")),
        ),
        examples=(
            'reciring new "Samen slimmer" --date 2026-11-24 --time 13:30 --until 15:00',
            'reciring new "Samen slimmer" --participants deelnemers.csv --no-open',
        ),
    ),
    Command(
        "list",
        "sessions:list_sessions",
        N_("the sessions there are, the unfinished ones first"),
        group=LEAD,
        more=N_("On the screen as a table; to another program one line each, its parts divided by tabs."),
        examples=("reciring list", "reciring list --sessions ~/rings"),
    ),
    Command(
        "stage",
        "console:stage",
        N_("what the room may see, for a second window or screen: it follows the console"),
        group=LEAD,
        arguments=(FILE,),
    ),
    Command(
        "demo",
        "demo:demo",
        N_("a ring in the middle of its round, to practise on"),
        group=BEFORE,
        more=N_("Nothing of it is kept, unless you say so at the end."),
        options=(Option(("--speed",), N_("how many times as fast as a clock time goes"), value=N_("NUMBER")),),
        examples=("reciring demo", "reciring demo --speed 10"),
    ),
    Command(
        "guide",
        "papers:guide",
        N_("what to do, what to say and what to watch for: all of it, or one step"),
        group=BEFORE,
        arguments=(Argument(N_("STEP"), N_("a step or a difficult moment, such as round or silence"), optional=True),),
        examples=("reciring guide", "reciring guide round", "reciring guide > guide.md"),
    ),
    Command(
        "invitation",
        "papers:invitation",
        N_("the text that invites people and asks them to think of a question"),
        group=BEFORE,
        arguments=(FILE,),
        options=(output(N_("where it goes; without it to the screen")), FORCE),
    ),
    Command(
        "handout",
        "printing:handout",
        N_("paper for the day: sheets for the questions, name cards, your script with this ring's times"),
        group=BEFORE,
        more=N_("All of them go into a folder: name it with -o."),
        arguments=(FILE, Argument(N_("WHICH"), N_("which ones; all without it"), True, True, HANDOUTS)),
        options=(
            Option(("-f", "--format"), N_("the form"), value=N_("FORM"), choices=("pdf", "md")),
            output(N_("the file, or the folder for several")),
            PAPER,
            FORCE,
        ),
        examples=("reciring handout samen-slimmer -o paper", "reciring handout samen-slimmer cards -o cards.pdf"),
    ),
    Command(
        "summary",
        "summary:summary",
        N_("what was asked, offered and promised, in the form you want"),
        group=AFTER,
        more=N_(
            "Several forms, or everybody's own page, go into a folder: name it with -o. "
            "Speaking times are only in the copy that you ask for."
        ),
        arguments=(FILE,),
        options=(
            Option(("-f", "--format"), N_("the form"), value=N_("FORM"), many=True, choices=FORMATS),
            output(N_("the file, or the folder for several; without it to the screen")),
            FOR,
            Option(("--each",), N_("everybody's own page, in a folder")),
            SPEAKING,
            PAPER,
            FORCE,
        ),
        examples=(
            "reciring summary samen-slimmer",
            "reciring summary samen-slimmer --format pdf -o summary.pdf",
            "reciring summary samen-slimmer --each --format pdf -o pages",
        ),
    ),
    Command(
        "print",
        "printing:print_summary",
        N_("the summary to a printer; without a session, which printers there are"),
        group=AFTER,
        more=N_("The PDF stays beside the session."),
        arguments=(FILE._replace(optional=True),),
        options=(
            Option(("--printer",), N_("the printer; without it the usual one"), value=N_("NAME")),
            Option(("--copies",), N_("how often"), value=N_("NUMBER")),
            FOR,
            SPEAKING,
            PAPER,
        ),
        examples=("reciring print", "reciring print samen-slimmer --copies 12"),
    ),
    Command(
        "mail",
        "mails:mail",
        N_("drafts of the mails to everybody, with the summary and each their own page"),
        group=AFTER,
        more=N_("Nothing is sent: open the drafts (.eml) in your mail program, look, and send them from there."),
        arguments=(FILE,),
        options=(Option(("-o", "--output"), N_("the folder for the drafts"), value=N_("FOLDER")), PAPER, FORCE),
        examples=("reciring mail samen-slimmer -o mails",),
    ),
    Command(
        "restore",
        "restore:restore",
        N_("a broken session as it was in its last good copy"),
        group=FILES,
        more=N_("The broken file is kept beside it. A session that can be opened is left alone."),
        arguments=(FILE,),
        examples=("reciring restore samen-slimmer",),
    ),
    Command(
        "forget",
        "privacy:forget",
        N_("take a person's name and address out of a session, for good"),
        group=AFTER,
        more=N_("A neutral name comes in its place, in texts too; the numbers stay, and no backup is left behind."),
        arguments=(Argument(N_("NAME"), N_("who is to be forgotten")), FILE),
        options=(YES,),
        examples=('reciring forget "Karin Smit" samen-slimmer',),
    ),
    Command(
        "erase-times",
        "privacy:erase_times",
        N_("take everybody's speaking time out of a session, for good"),
        group=AFTER,
        more=N_("No backup is left behind."),
        arguments=(FILE,),
        options=(YES,),
    ),
    Command(
        "replay",
        "transcripts:replay",
        N_("the session that a transcript makes: the lines as they were typed, each with its time"),
        group=FILES,
        more=N_("The first line that cannot be understood is told with its number; then nothing is written."),
        arguments=(Argument(N_("NOTES"), N_("the transcript; - for stdin")),),
        options=(output(N_("the session file; without it to the screen")), FORCE),
        examples=("reciring replay notes.txt -o sessions/ring.toml",),
    ),
    Command(
        "log",
        "transcripts:log",
        N_("the transcript of a session; replay makes the same session of it again"),
        group=FILES,
        arguments=(FILE,),
        options=(output(N_("where it goes; without it to the screen")), FORCE),
    ),
    Command(
        "check",
        "check:check",
        N_("whether session files are sound, and who else can read them"),
        group=FILES,
        more=N_("Every problem is told with its line and place. Nothing is changed."),
        arguments=(FILE._replace(many=True),),
        examples=("reciring check sessions/*.toml",),
    ),
    Command(
        "schema",
        "check:schema",
        N_("the JSON Schema of a session file, for an editor that checks TOML while you type"),
        group=FILES,
    ),
    Command(
        "completion",
        "completion:script",
        N_("the script with which Tab completes commands, options and sessions in your shell"),
        group=FILES,
        more=N_("Put it where your shell reads it when it starts."),
        arguments=(Argument(N_("SHELL"), N_("your shell"), choices=("bash", "zsh", "fish", "powershell")),),
        examples=(
            "reciring completion bash >> ~/.bashrc",
            "reciring completion zsh >> ~/.zshrc",
            "reciring completion fish > ~/.config/fish/completions/reciring.fish",
            "reciring completion powershell >> $PROFILE",
        ),
    ),
    # For those scripts; without a chapter it stands in no overview.
    Command(
        "complete",
        "completion:complete",
        N_("what may stand next, for completion"),
        arguments=(Argument(N_("WORD"), N_("the words so far, the last one as far as it is typed"), True, True),),
        options=(Option(("--fresh",), N_("a new word begins")),),
    ),
)
