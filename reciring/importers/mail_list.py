"""People from a mail: ``Name: question`` on a line, or addresses as a mail program copies them.

A line is what the entry line takes too: ``Name, organisation, e-mail: question``, with quotes around commas.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from reciring.importers.csv_table import MAX_CELL_LENGTH, parse_headings, parse_rows, split_address
from reciring.importers.participants import MAX_LINES, RawEntry
from reciring.ring.message import say

MAX_LINE_LENGTH = 2 * MAX_CELL_LENGTH
_MOST_WORDS = 7
"""More make a sentence, not a name."""
_INITIALS = 3
"""Words that may end in a full stop and still be a name."""

# What mail programs and lists put before a line: quote marks, bullets, numbers.
_BEFORE = re.compile(r"\A(?:>\s?)*+(?:[-*•–·▪◦]\s+|\d{1,3}[.)]\s+)?")
_HEADER = re.compile(r"\A(?:to|cc|bcc|from|aan|van)\s*+:\s*+", re.IGNORECASE)
_BRACKETED = re.compile(r"<\s*+(?:mailto:)?([^\s<>@]++@[^\s<>@]++)\s*+>")
_ASKS = re.compile(r">\s*+:")
# A cell in quotes, or the colon behind which the question stands; 12:30 and https:// are neither.
_COLON = re.compile(r'(?:\A|(?<=,)|(?<=, ))"(?:[^"]|"")*+"(?=\s*+(?:[,:]|\Z))|(?P<sign>:)(?![\d/])')
# Between addresses: a name in quotes may hold either sign, and a bare name a comma.
_SEMICOLON = re.compile(r'"[^"]*+"|(?P<sign>;)')
_COMMA = re.compile(r'"[^"]*+"|(?<=>)\s*+(?P<sign>,)')


def has_addresses(text: str) -> bool:
    """Whether there is an address in angle brackets, as only mail programs write them."""
    return _BRACKETED.search(text) is not None


def name_part(line: str) -> str:
    """The part of a line that says who: all of it if there is no question."""
    return _parted(line[:MAX_LINE_LENGTH], _COLON, 1)[0]


def parse_mail_lines(text: str) -> Iterator[RawEntry]:
    """Entries from text whose lines end at LF.

    A line goes on with the question above it if it is set in further, or if nothing stood behind that colon yet.
    """
    entry: RawEntry | None = None
    asking, depth = False, 0
    lines = textwrap.dedent(text.replace("\t", "    ")).split("\n", MAX_LINES)[:MAX_LINES]
    for number, raw in enumerate(lines, 1):
        line = _BEFORE.sub("", raw[:MAX_LINE_LENGTH].strip()).strip()
        indent = len(raw) - len(raw.lstrip())
        if not line:
            continue
        who, *question = _parted(line, _COLON, 1)
        addressed = _addressed(number, line) if has_addresses(line) else []
        if entry and asking and not addressed and (indent > depth or not (entry.question or question)):
            entry = entry._replace(question=f"{entry.question} {line}".lstrip()[:MAX_LINE_LENGTH])
            continue
        if entry:
            yield entry
        entry, asking, depth = None, bool(question), indent
        if addressed:
            *others, entry = addressed
            yield from others
            asking = _ASKS.search(line) is not None
        elif not _is_heading(who, *question):
            entry = _line(number, line, who, *question)
    if entry:
        yield entry


def _line(number: int, line: str, who: str, *question: str) -> RawEntry:
    cells = _cells(who)
    email, rest = split_address(cells)
    name, *more = rest or [""]
    entry = RawEntry(number, line, name, ", ".join(filter(None, more)), email, "".join(question).strip())
    if parse_headings(cells):
        return entry._replace(problem=say("This is a heading, not a name: write a line for each person."))
    if len(name.split()) > _MOST_WORDS or (not question and _ends_sentence(line)):
        problem = say("This looks like a sentence: write a line for each person, with the name first.")
        return entry._replace(problem=problem)
    return entry


def _cells(text: str) -> list[str]:
    return next((record.cells for record in parse_rows(text, ",")), [])


def _is_heading(who: str, question: str = "") -> bool:
    return parse_headings(_cells(who)) is not None and (
        not question.strip() or parse_headings(["name", question]) is not None
    )


def _ends_sentence(line: str) -> bool:
    """A greeting, or a sentence of the mail around the list; *Anne V.* is neither."""
    return line[-1] in ",;!?" or (line[-1] == "." and len(line.split()) > _INITIALS)


def _addressed(number: int, line: str) -> list[RawEntry]:
    """Everybody on a line with addresses in angle brackets: at least one entry."""
    line = _HEADER.sub("", line)
    if _ASKS.search(line):
        pieces = [line]
    else:
        pieces = _parted(line, _SEMICOLON)
        # With a single address, what stands behind its comma is the organisation.
        if len(pieces) == 1 and len(_BRACKETED.findall(line)) > 1:
            pieces = _parted(line, _COMMA)
    return [_addressee(number, piece.strip()) for piece in pieces if piece.strip(" ,;")]


def _addressee(number: int, piece: str) -> RawEntry:
    found = _BRACKETED.search(piece)
    if found is None:
        return _line(number, piece, piece)
    name, rest = piece[: found.start()].strip(" \"'"), piece[found.end() :].strip()
    if rest.startswith(":"):
        return RawEntry(number, piece, name, email=found[1], question=rest[1:])
    return RawEntry(number, piece, name, rest.strip(" ,;-()"), found[1])


def _parted(text: str, pattern: re.Pattern[str], most: int = 0) -> list[str]:
    """``text`` cut at what ``pattern`` calls its ``sign``, at most so many times (0: at each)."""
    pieces: list[str] = []
    start = 0
    for match in pattern.finditer(text):
        if match["sign"] and not (most and len(pieces) == most):
            pieces.append(text[start : match.start("sign")])
            start = match.end("sign")
    return [*pieces, text[start:]]
