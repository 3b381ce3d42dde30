"""What the table of commands says of each: a Spec, its arguments and its chapter."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from reciring.ring import allowed
from reciring.ring.allowed import Check
from reciring.ring.commands import Command
from reciring.ring.message import N_, Message
from reciring.ring.session import Session


class Kind(StrEnum):
    """What an argument is; the value names it in a usage line."""

    WHO = N_("who")
    WHO_OR_NOBODY = N_("who or 0")
    PEOPLE = N_("who who")
    SEVERAL = N_("who+who or everybody")
    DAY = N_("day")
    SPAN = N_("m:ss")
    TEXT = N_("text")
    MARKED = N_("[@when] text")
    PERSON = N_("Name, organisation, e-mail")
    NAME = N_("Name")
    EMAIL = N_("e-mail")
    PHASE = N_("phase")
    OFFER = N_("N")
    COUNT = N_("count")
    LINE = N_("line")
    PLAN = N_("phase MIN | total MIN | most m:ss | least m:ss")
    TIME = N_("hh:mm")
    DATE = N_("YYYY-MM-DD [hh:mm]")
    LANGUAGE = N_("nl | en")
    SWITCH = N_("on | off")
    WORD = N_("word")
    FOLDER = N_("folder")
    FORM = N_("form")
    TOPIC = N_("topic")


class Group(StrEnum):
    """The chapters of the help screen."""

    STEPS = N_("The steps")
    ROUND = N_("The round")
    PEOPLE = N_("The people")
    NOTES = N_("What is noted")
    PLAN = N_("The plan")
    SESSION = N_("This ring")
    SCREEN = N_("The screen")


class Spec(msgspec.Struct, frozen=True, kw_only=True):
    """One command. ``args`` are read in order; a "?" after the field's name makes it optional.

    ``keys`` are named as Textual names them; keys of one character act only on the empty line.
    """

    type: type[Command]
    name: str
    dutch: tuple[str, ...] = ()
    args: tuple[tuple[str, Kind], ...] = ()
    keys: tuple[str, ...] = ()
    group: Group
    help: str
    allowed: Check = allowed.always

    def why_not(self, session: Session) -> Message | None:
        """Why it cannot be done now; None if it can."""
        return self.allowed(session)
