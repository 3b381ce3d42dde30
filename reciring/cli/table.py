"""The one table of the command line: every command, its arguments and options, once.

Reading, help and completion come from it. Texts are marked here and translated when they are shown.
"""

from __future__ import annotations

from reciring.cli.reader import Argument, Command, Option


def N_(text: str) -> str:
    """Mark a text for the catalogue; the ring's own would bring the ring along, which help does not need."""
    return text


FILE = Argument(N_("FILE"), N_("a session: its file, or its name (or a part of it) in the folder of sessions"))
OUTPUT = Option(("-o", "--output"), N_("where it goes; without it to the screen"), value=N_("FILE"))
FORCE = Option(("--force",), N_("write over what is there already"))

EVERYWHERE = (
    Option(("--sessions",), N_("the folder in which sessions are kept"), value=N_("FOLDER")),
    Option(("--language",), N_("the language to speak and write in"), value="nl|en"),
    Option(("-h", "--help"), N_("this explanation")),
)

COMMANDS = (
    Command(
        "list",
        "sessions:list_sessions",
        N_("the sessions there are, the unfinished ones first"),
        more=N_("On the screen as a table; to another program one line each, its parts divided by tabs."),
        examples=("reciring list",),
    ),
    Command(
        "check",
        "check:check",
        N_("whether session files are sound, and who else can read them"),
        more=N_("Every problem is told with its line and place. Nothing is changed."),
        arguments=(FILE._replace(many=True),),
        examples=("reciring check sessions/*.toml",),
    ),
    Command(
        "schema",
        "check:schema",
        N_("the JSON Schema of a session file"),
        more=N_("For an editor that checks TOML while you type."),
    ),
)
