"""Read lines of text as participants: ``Name: question``, or addresses as an e-mail program copies them.

A line can also be what the entry line takes: ``Name, organisation, e-mail: question``, with quotation marks around a
part that has commas.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from reciring.importers.columns import parse_headings, split_address
from reciring.importers.csv_table import MAX_CELL_LENGTH, parse_rows
from reciring.importers.participants import MAX_LINES, RawEntry
from reciring.ring.message import say

MAX_LINE_LENGTH = 2 * MAX_CELL_LENGTH
"""Characters of a line that are read."""
_MAX_NAME_WORDS = 7
"""More words are a sentence, not a name."""
_MAX_INITIALS = 3
"""A line of at most so many words that ends in a full stop can be a name: *Anne V.*"""

# What e-mail programs and lists put before a line: quotation signs, bullets, numbers.
_PREFIX = re.compile(r"\A(?:>\s?)*+(?:[-*•–·▪◦]\s+|\d{1,3}[.)]\s+)?")
_MAIL_HEADER = re.compile(r"\A(?:to|cc|bcc|from|aan|van)\s*+:\s*+", re.IGNORECASE)
_BRACKETED_ADDRESS = re.compile(r"<\s*+(?:mailto:)?([^\s<>@]++@[^\s<>@]++)\s*+>")
_QUESTION_AFTER_ADDRESS = re.compile(r">\s*+:")
# These match quoted parts as well, without the group "sign", so that a sign inside quotes is not found.
# The colon before the question: not that of 12:30 or https://.
_COLON = re.compile(r'(?:\A|(?<=,)|(?<=, ))"(?:[^"]|"")*+"(?=\s*+(?:[,:]|\Z))|(?P<sign>:)(?![\d/])')
_SEMICOLON = re.compile(r'"[^"]*+"|(?P<sign>;)')
_COMMA_AFTER_ADDRESS = re.compile(r'"[^"]*+"|(?<=>)\s*+(?P<sign>,)')


def has_addresses(text: str) -> bool:
    """Whether there is an address in angle brackets, as e-mail programs write it."""
    return _BRACKETED_ADDRESS.search(text) is not None


def name_part(line: str) -> str:
    """The part of a line before the colon and the question; the whole line if there is no question."""
    return _split(line[:MAX_LINE_LENGTH], _COLON, 1)[0]


def parse_mail_lines(text: str) -> Iterator[RawEntry]:
    """The entries in ``text``, whose lines end in LF.

    A line continues the question above it if it is indented more, or if nothing came after the colon there.
    """
    entry: RawEntry | None = None
    has_question, entry_indent = False, 0
    lines = textwrap.dedent(text.replace("\t", "    ")).split("\n", MAX_LINES)[:MAX_LINES]
    for number, raw in enumerate(lines, 1):
        line = _PREFIX.sub("", raw[:MAX_LINE_LENGTH].strip()).strip()
        indent = len(raw) - len(raw.lstrip())
        if not line:
            continue
        name, *question = _split(line, _COLON, 1)
        addressees = _parse_addressees(number, line) if has_addresses(line) else []
        if entry and has_question and not addressees and (indent > entry_indent or not (entry.question or question)):
            entry = entry._replace(question=f"{entry.question} {line}".lstrip()[:MAX_LINE_LENGTH])
            continue
        if entry:
            yield entry
        entry, has_question, entry_indent = None, bool(question), indent
        if addressees:
            *others, entry = addressees
            yield from others
            has_question = _QUESTION_AFTER_ADDRESS.search(line) is not None
        elif not _is_heading(name, *question):
            entry = _parse_line(number, line, name, *question)
    if entry:
        yield entry


def _parse_line(number: int, line: str, who: str, *question: str) -> RawEntry:
    """The entry for a line without angle brackets; ``who`` is the part before the colon, if there is one."""
    cells = _cells(who)
    email, rest = split_address(cells)
    name, *more = rest or [""]
    entry = RawEntry(number, line, name, ", ".join(filter(None, more)), email, "".join(question).strip())
    if parse_headings(cells):
        return entry._replace(problem=say("This is a heading, not a name: write a line for each person."))
    if len(name.split()) > _MAX_NAME_WORDS or (not question and _is_sentence(line)):
        problem = say("This looks like a sentence: write a line for each person, with the name first.")
        return entry._replace(problem=problem)
    return entry


def _cells(text: str) -> list[str]:
    return next((row.cells for row in parse_rows(text, ",")), [])


def _is_heading(who: str, question: str = "") -> bool:
    return parse_headings(_cells(who)) is not None and (
        not question.strip() or parse_headings(["name", question]) is not None
    )


def _is_sentence(line: str) -> bool:
    """Whether the line ends like a greeting or a sentence; *Anne V.* does not."""
    return line[-1] in ",;!?" or (line[-1] == "." and len(line.split()) > _MAX_INITIALS)


def _parse_addressees(number: int, line: str) -> list[RawEntry]:
    """The entries, at least one, of a line with addresses in angle brackets."""
    line = _MAIL_HEADER.sub("", line)
    if _QUESTION_AFTER_ADDRESS.search(line):
        pieces = [line]
    else:
        pieces = _split(line, _SEMICOLON)
        # After a single address, a comma is followed by the organisation.
        if len(pieces) == 1 and len(_BRACKETED_ADDRESS.findall(line)) > 1:
            pieces = _split(line, _COMMA_AFTER_ADDRESS)
    return [_parse_addressee(number, piece.strip()) for piece in pieces if piece.strip(" ,;")]


def _parse_addressee(number: int, text: str) -> RawEntry:
    match = _BRACKETED_ADDRESS.search(text)
    if match is None:
        return _parse_line(number, text, text)
    name, rest = text[: match.start()].strip(" \"'"), text[match.end() :].strip()
    if rest.startswith(":"):
        return RawEntry(number, text, name, email=match[1], question=rest[1:])
    return RawEntry(number, text, name, rest.strip(" ,;-()"), match[1])


def _split(text: str, pattern: re.Pattern[str], most: int = 0) -> list[str]:
    """``text`` split at the group ``sign`` of ``pattern``, at most ``most`` times (0: everywhere)."""
    pieces: list[str] = []
    start = 0
    for match in pattern.finditer(text):
        if match["sign"] and not (most and len(pieces) == most):
            pieces.append(text[start : match.start("sign")])
            start = match.end("sign")
    return [*pieces, text[start:]]
