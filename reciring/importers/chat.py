"""Read the people of a chat: who said something, and the first thing they said."""

from __future__ import annotations

import re
from typing import NamedTuple

from reciring.importers.names import looks_like_name
from reciring.importers.rows import MAX_CELL_LENGTH, Record
from reciring.ring.text import fold, squeeze

_TIME = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?\s?m\.?)?"
_DAY = (
    r"(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|today|yesterday|vandaag|gisteren|heute|gestern|aujourd'hui|hier|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|"
    r"montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|"
    r"\d{1,2}\.? \w{3,9}\.?(?: \d{4})?|\w{3,9} \d{1,2}(?:, \d{4})?)"
)
_WHEN = rf"(?:{_DAY},?\s*(?:at|om|um|à|,)?\s*)?{_TIME}"
_MESSAGE = re.compile(
    rf"\[?(?:{_WHEN})\]?\s*(?:[-–—:]\s*)?(?:(?:from|van|von|de)\s+)?(?P<name>[^:]{{1,80}}?)"
    r"(?:\s+(?:to|aan|an|à)\s+[^:]{1,40})?\s*:(?!//)\s*(?P<said>.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A line that begins with when it was said: of WhatsApp, Signal, Zoom and the like."""
_STAMPED = re.compile(rf"\[?(?:{_WHEN})\]?\s*[-–—]?\s*\S.*", re.IGNORECASE | re.DOTALL)
_ONLY_TIME = re.compile(rf"[\[(]?{_WHEN}[\])]?(?:\s*\((?:edited|bewerkt|bearbeitet|modifié)\))?", re.IGNORECASE)
_NAME_AND_TIME = re.compile(
    rf"(?P<name>[^\d\[(]{{2,60}}?)(?:\s{{2,}}|\s*[—–|·,]\s*|\s+[\[(]|\s+)(?:{_WHEN})[\])]?", re.IGNORECASE
)


class _Said(NamedTuple):
    line: int
    name: str
    words: list[str]


def read_chat(lines: list[tuple[int, str]]) -> list[Record] | None:
    """The people of a chat, from its numbered lines that are not blank; None if this is not a chat."""
    said = _with_stamps(lines) or _with_times(lines)
    if said is None:
        return None
    first: dict[str, _Said] = {}
    for one in said:
        first.setdefault(fold(one.name), one)
    return [
        Record(one.line, " ".join([one.name, *one.words]), one.name, question=" ".join(one.words)[:MAX_CELL_LENGTH])
        for one in first.values()
    ]


def _with_stamps(lines: list[tuple[int, str]]) -> list[_Said] | None:
    """Messages with the day and the time before the name; lines without it go on with the message above."""
    said: list[_Said] = []
    ended = stamped = False
    for number, line in lines:
        line = squeeze(line)[:MAX_CELL_LENGTH]
        match = _MESSAGE.fullmatch(line)
        if match and looks_like_name(match["name"]):
            said.append(_Said(number, match["name"].strip("~ "), [match["said"]] if match["said"] else []))
            ended, stamped = False, True
        elif _STAMPED.fullmatch(line):  # What the program itself says: who was added, that it is encrypted.
            ended = True
        elif said and not ended:
            said[-1].words.append(line)
        elif not said and not ended:
            return None
    return said if stamped else None


def _with_times(lines: list[tuple[int, str]]) -> list[_Said] | None:
    """Messages with the name and the time in a line of their own, or in two, above what was said."""
    said: list[_Said] = []
    place = 0
    while place < len(lines):
        number, line = lines[place][0], squeeze(lines[place][1])[:MAX_CELL_LENGTH]
        behind = squeeze(lines[place + 1][1])[:200] if place + 1 < len(lines) else ""
        together = _NAME_AND_TIME.fullmatch(line[:200])
        if looks_like_name(line) and _ONLY_TIME.fullmatch(behind):
            said.append(_Said(number, line, []))
            place += 2
        elif together and looks_like_name(together["name"]):
            said.append(_Said(number, together["name"].strip(), []))
            place += 1
        elif said:
            if not _ONLY_TIME.fullmatch(line):
                said[-1].words.append(line)
            place += 1
        else:
            return None
    return said or None
