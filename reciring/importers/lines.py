"""Read lines of text as people: lists with bullets and numbers, ``Name: question``, addresses, minutes, mail headers.

A line can also be what the entry line takes: ``Name, organisation, e-mail: question``, with quotation marks around a
part that has commas.
"""

from __future__ import annotations

import re
import textwrap
from typing import NamedTuple

from reciring.importers.addresses import (
    ADDRESS_FIELD,
    BRACKETED,
    OTHER_FIELD,
    has_addresses,
    is_line_of_addresses,
    split_address,
    split_addresses,
)
from reciring.importers.chat import read_chat
from reciring.importers.delimited import parse_rows
from reciring.importers.headings import is_name_heading, is_sure, read_heading
from reciring.importers.names import are_turned, is_degree, is_given_name, looks_like_full_name, looks_like_name
from reciring.importers.rows import MAX_CELL_LENGTH, MAX_ENTRIES, MAX_LINES, Record
from reciring.importers.words import has_organisation_word, is_answer, is_closing, is_greeting, is_role, says_not_coming
from reciring.ring.addresses import EMAIL_PATTERN
from reciring.ring.message import Message, say
from reciring.ring.text import squeeze

MAX_LINE_LENGTH = 2 * MAX_CELL_LENGTH
"""Characters of a line that are read. A line of addresses may be longer."""
_MAX_ADDRESS_LINE = 60_000
_MAX_NAME_WORDS = 7
"""More words are a sentence, not a name."""
_MIN_QUESTION_WORDS = 4
"""So many words behind a dash are a question, not an organisation."""
_MAX_INITIALS = 3
"""A line of at most so many words that ends in a full stop can be a name: *Anne V.*"""

_QUOTE = re.compile(r"\A\s*(?:>\s?)+")
_MARK = re.compile(
    r"\A(?:[-*+•–—·▪◦‣⁃∙●○■□▶►➢➤➡→⇒✓✔☐☑☒⬜✅\uf000-\uf0ff]\s+|o\t+|\[[ xX✓]?\]\s*|"
    r"[•●○■□▪◦‣☐☑☒✓✔✅⬜➡\uf000-\uf0ff]\s*|"
    r"\(?#?\d{1,3}\ufe0f?\u20e3?[a-z]?(?:\s*[.):–—-]+\s*|\s+)(?=[^\W\d]|[\"'“‘(\[☐☑])|"
    r"\(?[a-z][.)]\s+(?=\S)|\(?[ivxIVX]{2,5}[.)]\s+|[A-Z]\)\s+)"
)
"""What lists put before a line: bullets, boxes, numbers and letters."""
_CAPITAL_MARK = re.compile(r"\A\s*([A-Z])\.\s+")
_ATTRIBUTION = re.compile(
    r"(?:op|on|am|le)\b.{4,120}?(?:(?:schreef|schrieb)\s+(?P<a>.+?)|"
    r",?\s(?P<b>[^,\d]+?\s*<[^<>]+>)\s*(?:wrote|a écrit|het volgende geschreven|schreef))\s*:?",
    re.IGNORECASE,
)
_ATTRIBUTION_DAY = re.compile(r"\A.*\b(?:am|pm|a\.m\.|p\.m\.|\d{1,2}[:.h]\d{2}|\d{4})\b,?\s*", re.IGNORECASE)
_PRESENT = (
    r"aanwezig(?:en)?|deelnemers|deelnemerslijst|genodigden|participants|present|attendees|attending|in attendance|"
    r"anwesend(?:e)?|teilnehmer(?:innen)?|teilnehmende|présents?|participants?|members present|"
    r"wie komt er|komen|going|yes|ja|"
    r"voorzitter|notulist|notulen|gastheer|gastvrouw|chair|host|minutes|people|names|namen|leden|gasten|"
    r"geaccepteerd|accepted|zugesagt|acceptés?|tentative|voorlopig|misschien|maybe|vielleicht|no response|geen reactie|"
    r"keine antwort|coming|kommen|confirmed|bevestigd"
)

_ABSENT = (
    r"afwezig(?:en)?(?: met (?:kennisgeving|bericht))?|verhinderd|afgemeld(?:en)?|absent|apologies|regrets|"
    r"not attending|not coming|abwesend|entschuldigt|verhindert|absents?|excusés?|declined|geweigerd|"
    r"afgewezen|abgelehnt|refusés?|"
    r"can't come|cannot come|komen niet|komt niet|nee|no|bericht van verhindering|not going|cancelled|geannuleerd"
)
_LABEL = re.compile(
    rf"(?:(?P<present>{_PRESENT})|(?P<absent>{_ABSENT}))\s*(?:\(\d+\)|\d+)?\s*:\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BARE_LABEL = re.compile(rf"(?:(?P<present>{_PRESENT})|(?P<absent>{_ABSENT}))\s*\(\d+\)", re.IGNORECASE)
_TITLE = re.compile(
    r"\b(?:deelnemerslijst|presentielijst|aanwezigheidslijst|lijst|list|workshop|bijeenkomst|vergadering|meeting|agenda|programma|"
    r"program|programme|notulen|verslag|teilnehmerliste|liste|uitnodiging|invitation|sheet|tabel|table|versie|version|"
    r"january|february|march|april|june|july|august|september|october|november|december|januari|februari|maart|mei|juni|"
    r"juli|augustus|oktober)\b|\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
# These match quoted parts as well, without the group "sign", so that a sign inside quotes is not found.
# The colon before the question: not that of 12:30 or https://.
_COLON = re.compile(
    r'(?:\A|(?<=,)|(?<=, ))"(?:[^"]|"")*+"(?=\s*+(?:[,:]|\Z))|(?<!mailto)(?<!smtp)(?P<sign>:)(?![\d/])', re.IGNORECASE
)
_PHONE = re.compile(r"\+?[\d\s()-]{7,20}")
_AND = re.compile(r"\s+(?:en|and|und|et|&|\+)\s+")
_DASH = re.compile(r"\s+[-–—/]+\s+|\s*[—–]\s+|\t+|\s{3,}")


class _Line(NamedTuple):
    number: int
    text: str
    indent: int
    quoted: bool


def name_part(line: str) -> str:
    """The part of a line before the colon and the question; the whole line if there is no question."""
    return _split_question(line[:MAX_LINE_LENGTH])[0]


def without_mark(line: str) -> str:
    """The line without quotation signs, bullet, box or number before it."""
    line = _QUOTE.sub("", line, count=1).strip()
    for _ in range(2):
        line = _MARK.sub("", line, count=1).strip()
    return line


def parse_lines(text: str) -> list[Record]:
    """The people in ``text``, whose lines end in LF."""
    numbered = list(enumerate(text.split("\n", MAX_LINES)[:MAX_LINES], 1))
    filled = [(number, line) for number, line in numbered if line.strip()]
    return read_chat(filled) or _Reader(_lines(numbered)).records


def _lines(numbered: list[tuple[int, str]]) -> list[_Line]:
    """The lines without bullets and numbers, folded lines of addresses joined; blank lines have an empty text."""
    common = textwrap.dedent("\n".join(line for _, line in numbered).replace("\t", "    ")).split("\n")
    lettered = _lettered([line for _, line in numbered if line.strip()])
    lines: list[_Line] = []
    for (number, raw), dedented in zip(numbered, common, strict=True):
        raw = raw[:_MAX_ADDRESS_LINE]
        indent = len(dedented) - len(dedented.lstrip())
        before = lines[-1] if lines else None
        if before and raw[:1].isspace() and raw.strip() and _goes_on(before.text, raw.strip()):
            lines[-1] = before._replace(text=f"{before.text} {raw.strip()}"[:_MAX_ADDRESS_LINE])
            continue
        text = without_mark(_CAPITAL_MARK.sub("", raw) if lettered else raw)
        lines.append(_Line(number, text, indent, _QUOTE.match(raw) is not None))
    return lines


def _goes_on(before: str, line: str) -> bool:
    """Whether an indented line continues the addresses of the line above."""
    addresses = has_addresses(before) or ADDRESS_FIELD.match(before) is not None
    return (
        addresses
        and not _split_question(ADDRESS_FIELD.sub("", before))[1:]
        and (line[:1] == "<" or (before.rstrip()[-1:] in ",;" and "@" in line) or line.rstrip(",;")[-1:] == ">")
    )


def _lettered(lines: list[str]) -> bool:
    """Whether the lines are marked A., B., C. in order: alone such a letter is an initial."""
    letters = [match[1] for line in lines if (match := _CAPITAL_MARK.match(line))]
    return len(letters) > 2 and len(letters) == len(lines) and letters == [chr(65 + n) for n in range(len(letters))]


class _Reader:
    """Goes through the lines and collects records. What a line means can depend on the lines above it."""

    def __init__(self, lines: list[_Line]) -> None:
        self.records: list[Record] = []
        self._pairs: list[int] = []
        """The records whose line had a comma and no address: name and organisation, or last and first name."""
        self._absent = ""
        """The label of people who do not come, below which the lines are."""
        self._labelled = self._in_header = self._subject = self._in_body = self._quoting = False
        self._signed = False
        """Whether a line above ends a mail, so that the next ones are about who wrote it."""
        self._open: _Line | None = None
        """The line whose question can go on."""
        self._only = sum(bool(line.text) for line in lines) == 1
        for line in lines:
            self._read(line)
            if len(self.records) > MAX_ENTRIES:
                break
        self._turn_pairs()

    def _read(self, line: _Line) -> None:
        text = line.text
        if not text:
            self._in_body = self._in_body or (self._in_header and self._subject)
            self._in_header = self._signed = False
            return
        if self._header(line) or self._attribution(line) or self._in_body:
            return
        if self._quoting and line.quoted:
            self._quoted(text)
            return
        self._quoting = False
        if self._signed:
            self.records.append(Record(line.number, text, problem=say("Skipped: this is below a closing greeting.")))
            return
        self._signed = is_closing(text)
        if self._struck(line) or self._label(line) or self._answer(text) or self._question_goes_on(line):
            return
        self._people(line, text)

    def _header(self, line: _Line) -> bool:
        """A header of an e-mail: its addresses are people, senders and recipients."""
        if OTHER_FIELD.match(line.text):
            self._in_header = self._subject = True
            self._in_body, self._open = False, None
            return True
        field = ADDRESS_FIELD.match(line.text)
        if field is None or not ("@" in line.text or (self._in_header or self._subject)):
            return False
        self._in_header, self._in_body, self._absent = True, False, ""
        if rest := line.text[field.end() :].strip():
            self._people(line, rest, labelled=True)
        return True

    def _attribution(self, line: _Line) -> bool:
        """The line above a quoted mail: *On Tue, Nov 10, 2026, Bo Jansen <bo@x> wrote:*"""
        match = _ATTRIBUTION.fullmatch(line.text[:400])
        if match is None:
            return False
        who = match["a"] or _ATTRIBUTION_DAY.sub("", match["b"])
        name, email, _ = split_address(who)
        self.records.append(Record(line.number, line.text, name, email=email))
        self._quoting, self._in_body, self._open = True, False, None
        return True

    def _quoted(self, text: str) -> None:
        """A quoted line below its author's name: part of their question, up to the end of the mail."""
        record = self.records[-1]
        if is_greeting(text):
            self._quoting = not record.question
        else:
            self.records[-1] = record._replace(question=f"{record.question} {text}".strip()[:MAX_LINE_LENGTH])

    def _struck(self, line: _Line) -> bool:
        if not (line.text.startswith("~~") and line.text.endswith("~~") and len(line.text) > 4):
            return False
        self.records.append(Record(line.number, line.text, problem=say("Skipped: this row is struck through.")))
        return True

    def _label(self, line: _Line) -> bool:
        """*Aanwezig:*, *Absent:*: who comes and who does not, on the same line or below it."""
        match = _LABEL.fullmatch(line.text) or _BARE_LABEL.fullmatch(line.text)
        if match is None:
            return False
        self._absent = match["absent"] or ""
        self._labelled, self._open = True, None
        if rest := match.groupdict().get("rest", ""):
            self._people(line, without_mark(rest), labelled=True)
        return True

    def _answer(self, text: str) -> bool:
        """An answer, or a role in the meeting, on the line below a name."""
        if not (self.records and (is_answer(text) or is_role(text))):
            return False
        if says_not_coming(text) and self.records[-1].problem is None:
            problem = say("Skipped ({status}).", status=text)
            self.records[-1] = self.records[-1]._replace(problem=problem)
        return True

    def _question_goes_on(self, line: _Line) -> bool:
        """A line continues the question above it if it is indented more, or if nothing came after the colon there."""
        if self._open is None or not self.records:
            return False
        record = self.records[-1]
        deeper = line.indent > self._open.indent
        if has_addresses(line.text) or not (deeper or not (record.question or _split_question(line.text)[1:])):
            return False
        self.records[-1] = record._replace(question=f"{record.question} {line.text}".lstrip()[:MAX_LINE_LENGTH])
        return True

    def _people(self, line: _Line, text: str, *, labelled: bool = False) -> None:
        """Add the people of a line."""
        self._open = None
        head, *question = _split_question(text[:MAX_LINE_LENGTH])
        addressed = is_line_of_addresses(text) and (labelled or not question or has_addresses(" ".join(question)))
        if addressed or (labelled and "@" in text):
            for piece in split_addresses(text):
                self._add(_addressee(line.number, piece))
        elif not question and (names := _split_names(text, labelled=labelled, only=self._only)):
            for name in names:
                self._add(Record(line.number, name, name))
        elif not _is_heading(head, *question):
            record, is_pair = _parse_line(line.number, text, head, *question)
            if is_pair and is_degree(record.organisation):
                record, is_pair = record._replace(organisation=""), False
            if is_pair and record.problem is None:
                self._pairs.append(len(self.records))
            introduces = bool(question) and not record.question and record.problem is not None
            self._add(record)
            self._open = line if question and not introduces else None

    def _add(self, record: Record) -> None:
        if self._absent and record.problem is None:
            record = record._replace(problem=say("Skipped ({status}).", status=self._absent))
        self.records.append(record)

    def _turn_pairs(self) -> None:
        pairs = [(self.records[place].name, self.records[place].organisation) for place in self._pairs]
        if pairs and are_turned(pairs):
            for place in self._pairs:
                record = self.records[place]
                if record.organisation:
                    name = f"{record.name}, {record.organisation}"
                    self.records[place] = record._replace(name=name, organisation="")


def _parse_line(number: int, line: str, who: str, *question: str) -> tuple[Record, bool]:
    """The record of a line with one person, and whether it is a pair; ``who`` is the part before the colon."""
    asked = "".join(question).strip()
    cells = _cells(who)
    if len(cells) < 2 or BRACKETED.search(who):
        record = _uncut_record(number, line, who, asked)
    else:
        emails = [cell for cell in cells if EMAIL_PATTERN.search(cell)]
        rest = [cell for cell in cells if cell not in emails and not _PHONE.fullmatch(cell)]
        name, *more = rest or [""]
        record = Record(
            number, line, name, ", ".join(filter(None, more)), split_address(emails[0])[1] if emails else "", asked
        )
    is_pair = len(cells) == 2 and not record.email and '"' not in who
    return record._replace(problem=_why_nobody(record, line, record.question)), is_pair


def _uncut_record(number: int, line: str, who: str, asked: str) -> Record:
    """The record of a line that no comma divides: an address or a dash does."""
    name, email, behind = split_address(who)
    organisation = behind if any(map(str.isalpha, behind)) else ""
    if email and "," in name and not are_turned([_pair(name)]):
        name, organisation = _name_and_organisation(name, organisation)
    elif not organisation and len(parts := _DASH.split(name, maxsplit=2)) > 1:
        name, organisation = parts[0], parts[1] if any(map(str.isalpha, parts[1])) else ""
        long = len(organisation.split()) >= _MIN_QUESTION_WORDS and not has_organisation_word(organisation)
        if not asked and (organisation.endswith("?") or long):
            organisation, asked = "", organisation
    elif not name:
        name, organisation = organisation, ""
    return Record(number, line, name, organisation, email, asked)


def _name_and_organisation(before: str, organisation: str) -> tuple[str, str]:
    """*Anne Visser, Gemeente* before an address; *Visser, Anne* stays whole."""
    first, second = _pair(before)
    if looks_like_full_name(first) or has_organisation_word(second):
        return first, second or organisation
    return before, organisation


def _pair(text: str) -> tuple[str, str]:
    first, _, second = text.partition(",")
    return first.strip(), second.strip()


def _why_nobody(record: Record, line: str, asked: str) -> Message | None:
    """Why a line is not a person: it is a heading, a greeting, a sentence or a title."""
    if record.email and not is_greeting(line):
        return None
    if any(map(is_sure, _cells(record.name))):
        return say("This is a heading, not a name. Write one line per person.")
    introduces = line.endswith(":") and len(record.name.split()) > 1 and not looks_like_full_name(record.name)
    if introduces or len(record.name.split()) > _MAX_NAME_WORDS or (not asked and _is_sentence(line)):
        return say("This looks like a sentence. Write one line per person, with the name first.")
    if not asked and not record.email and _TITLE.search(line) and not looks_like_full_name(record.name):
        return say("Skipped: this looks like a title, not a name.")
    return None


def _is_sentence(line: str) -> bool:
    """Whether the line is a greeting, or ends like a sentence; *Anne V.* does not."""
    words = len(line.split())
    return (
        line[-1] in "!?"
        or (line[-1] == "." and words > _MAX_INITIALS)
        or (is_greeting(line) and line[-1] in ",.!")
        or (is_greeting(line) and words > 1 and not looks_like_full_name(line))
    )


def _addressee(number: int, text: str) -> Record:
    """The record of one piece of a line of addresses."""
    head, *question = _split_question(text)
    if question and has_addresses(head):
        return _parse_line(number, text, head, *question)[0]
    name, email, behind = split_address(text)
    if not email:
        return Record(number, text, text)
    return Record(number, text, name or (behind if looks_like_name(behind) else ""), behind if name else "", email)


def _cells(text: str) -> tuple[str, ...]:
    return next((row.cells for row in parse_rows(text.replace("\n", " "), ",")), ())


def _split_question(text: str) -> list[str]:
    """The text before the colon and the question after it; the text alone if there is no question."""
    for match in _COLON.finditer(text):
        if match["sign"]:
            return [text[: match.start("sign")], text[match.end("sign") :]]
    return [text]


def _is_heading(who: str, question: str = "") -> bool:
    """Whether a line is the headings of a list: *Naam, organisatie: vraag*, *Deelnemers:*"""
    cells = [cell for cell in _cells(who) if cell]
    if not cells or not (any(map(is_sure, cells)) or is_name_heading(who)) or not all(map(read_heading, cells)):
        return False
    return not question.strip() or read_heading(squeeze(question)) is not None


def _split_names(text: str, *, labelled: bool, only: bool) -> list[str]:
    """The names of several people on one line; [] if it is about one person."""
    if len(text) > _MAX_ADDRESS_LINE or "@" in text:
        return []
    sign = ";" if ";" in text else ","
    pieces = [piece.strip(" .") for piece in text.split(sign)] if not labelled or sign in text else [text.strip(" .")]
    pieces = [piece for piece in pieces if piece]
    if pieces and (joined := _AND.split(pieces[-1])) and all(map(looks_like_name, joined)):
        if len(pieces) > 1 or labelled or all(looks_like_full_name(piece) or is_given_name(piece) for piece in joined):
            pieces = [*pieces[:-1], *joined]
        else:
            joined = []
    called = [piece for piece in pieces if not (_PHONE.fullmatch(piece) or is_role(piece))]
    if only and len(called) < len(pieces) > 2 and all(map(looks_like_name, called)):
        return called  # The members of a group, as a phone copies them.
    names = [piece for piece in pieces if looks_like_name(piece)]
    if len(names) != len(pieces):
        return names if labelled and names else []
    if labelled:
        return names
    if len(names) < 2 or any(map(has_organisation_word, names)):
        return []
    if sign == ";":
        return names if all(looks_like_full_name(name) or "," in name for name in names) else []
    joined_by_and = len(names) == 2 and sign not in text
    both_known = len(names) == 2 and all(looks_like_full_name(name) and is_given_name(name) for name in names)
    if joined_by_and or both_known or (len(names) > 2 and all(map(looks_like_full_name, names))):
        return names
    first_names = len(names) > 2 and only and all(len(name.split()) < 3 and name[:1].isupper() for name in names)
    return names if first_names and sum(map(is_given_name, names)) * 2 >= len(names) else []
