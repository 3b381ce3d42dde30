"""``reciring`` and ``reciring open SESSION``: what is typed most, understood without typer.

Before the first picture, typer and the declarations of all commands would take longer than everything else the command
line does. Only words that can mean one thing are read here: with an option, or a word more, typer reads them, and
calls the same functions.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from reciring.cli.call import Call
from reciring.locale import Translator

ASKS_WHAT_COMES_NEXT: Final = "_RECIRING_COMPLETE"
"""Set by typer's scripts when Tab is pressed."""


def direct(words: Sequence[str], t: Translator) -> int | None:
    """Open the console as ``words`` ask; the exit code, or None if it is for typer to read them."""
    if ASKS_WHAT_COMES_NEXT in os.environ or any(word.startswith("-") for word in words):
        return None
    match words:
        case []:
            from reciring.cli import console

            return console.start(Call(t))
        case ["open", session]:
            from reciring.cli import console

            return console.open_session(Call(t), session, read_only=False)
        case _:
            return None
