"""What several commands take, declared once. Texts are marked here, and translated when the language is known."""

from enum import StrEnum
from typing import Annotated, Literal, TypeAlias

from typer import Argument, Option

from reciring.cli import complete


def N_(text: str) -> str:
    """Mark a text for the catalogue; the ring's own would bring the ring along, which help does not need."""
    return text


LEAD = N_("Lead a ring")
BEFORE = N_("Before the day")
AFTER = N_("Afterwards")
FILES = N_("Session files")
CHAPTERS = (LEAD, BEFORE, AFTER, FILES)
"""In the order of a facilitator's days."""

Form = StrEnum("Form", "terminal pdf html md csv ics chat json txt")
"""The forms of a summary, as ``report.export`` has them: a test holds them equal."""
Handout = StrEnum("Handout", "question cards script")
"""The same for ``report.handouts``."""
Size: TypeAlias = Literal["a4", "letter"]

_FILE = N_("a session: its file, or its name (or a part of it) in the folder of sessions")
File: TypeAlias = Annotated[str, Argument(metavar=N_("FILE"), help=_FILE, autocompletion=complete.sessions)]
MaybeFile: TypeAlias = Annotated[str | None, Argument(metavar=N_("FILE"), help=_FILE, autocompletion=complete.sessions)]
ManyFiles: TypeAlias = Annotated[list[str], Argument(metavar=N_("FILE"), help=_FILE, autocompletion=complete.sessions)]

Output: TypeAlias = Annotated[
    str | None, Option("-o", "--output", metavar=N_("FILE"), help=N_("where it goes; without it to the screen"))
]
Force: TypeAlias = Annotated[bool, Option("--force", help=N_("write over what is there already"))]
Yes: TypeAlias = Annotated[bool, Option("--yes", help=N_("do not ask whether you are sure"))]
Paper: TypeAlias = Annotated[Size, Option("--paper", metavar=N_("SIZE"), help=N_("the size of the paper"))]
For: TypeAlias = Annotated[
    str | None,
    Option("--for", metavar=N_("NAME"), help=N_("the own page of this person"), autocompletion=complete.people),
]
SpeakingTime: TypeAlias = Annotated[
    bool,
    Option("--with-speaking-time", help=N_("your own copy, with times and balance: not for participants")),
]
