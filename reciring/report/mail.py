"""Mails that are ready to be sent, as drafts that a mail program opens; nothing is sent from here.

First one to everybody, who all stand in Bcc so that nobody gets another's address by it, with the group's summary;
then one for everyone who can be reached, with the own page and its calendar.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from typing import Final, NamedTuple

import msgspec

from reciring.locale import Translator
from reciring.report.addresses import deliverable_addresses
from reciring.report.formats import FORMATS, render_summary
from reciring.report.group_summary import group_summary
from reciring.report.ics import has_entries
from reciring.report.options import Options, summary_file_name
from reciring.report.personal_page import personal_page
from reciring.ring.session import Session
from reciring.ring.text import slug, squeeze

SUFFIX: Final = ".eml"
_POLICY: Final = SMTP.clone(cte_type="7bit")


class MailDraft(NamedTuple):
    """A mail: the name of its file, whose it is (None: everybody's), and its bytes."""

    name: str
    who: str | None
    data: bytes


class Attachment(NamedTuple):
    """A file that goes with a mail."""

    name: str
    media: str
    data: bytes


def create_drafts(session: Session, options: Options | None = None) -> Iterator[MailDraft]:
    """The drafts, one after another, since every page takes a moment; none if nobody can be reached."""
    wanted = options or Options()
    # whatever the facilitator's own copy shows, these are for others
    plain = msgspec.structs.replace(wanted, who=None, speaking_time=False)
    t = plain.translator(session)
    people = deliverable_addresses(session)
    if people:
        to_all = [("Bcc", format_addresses(list(people.values())))]
        attached = [_attachment("pdf", session, plain)]
        first = f"-00-{slug(t('everybody'))}{SUFFIX}"  # so that a folder shows it before the others
        yield MailDraft(summary_file_name(session, first), None, _mail(group_mail(session, t), to_all, attached))
    for who, address in people.items():
        to_them = [("To", format_mailbox(session.participants[who].name, address))]
        own = msgspec.structs.replace(plain, who=who)
        attached = [_attachment("pdf", session, own)]
        calendar = _attachment("ics", session, own)
        if has_entries(calendar.data):
            attached.append(calendar)
        letter = personal_mail(session, who, t, calendar=calendar in attached)
        yield MailDraft(summary_file_name(session, SUFFIX, who), who, _mail(letter, to_them, attached))


def _attachment(form: str, session: Session, options: Options) -> Attachment:
    name = summary_file_name(session, FORMATS[form].suffix, options.who)
    return Attachment(name, FORMATS[form].media, render_summary(form, session, options))


def _mail(letter: MailBody, to: Sequence[tuple[str, str]], attached: Sequence[Attachment]) -> bytes:
    body = EmailMessage(_POLICY)
    body.set_content(letter.plain(), cte="base64")
    body.add_alternative(letter.html(), subtype="html", cte="base64")
    for it in attached:
        kind, _, subtype = it.media.partition("/")
        body.add_attachment(it.data, maintype=kind, subtype=subtype, filename=it.name)
    _settle(body)
    # what marks it as not yet sent, for Outlook; other programs open it as a mail that can be edited as new
    fields = [("X-Unsent", "1"), *to, ("Subject", encode_header_text(letter.subject))]
    return format_headers(fields) + body.as_bytes()


def _settle(message: EmailMessage, depth: str = "") -> None:
    """Boundaries that follow from what they part, so that the same session gives the same mails."""
    if not message.is_multipart():
        return
    for number, part in enumerate(message.iter_parts()):
        if isinstance(part, EmailMessage):
            _settle(part, f"{depth}{number}.")
    digest = hashlib.sha256(depth.encode())
    for part in message.walk():
        if not part.is_multipart():
            digest.update(part.as_bytes())
    message.set_boundary(f"=_{digest.hexdigest()[:32]}")


class MailPart(msgspec.Struct, frozen=True):
    """Sentences, or a list with a line above it."""

    text: str
    items: tuple[str, ...] = ()


class MailBody(msgspec.Struct, frozen=True):
    """A mail without its attachments."""

    language: str
    subject: str
    parts: tuple[MailPart, ...]

    def plain(self) -> str:
        return "\n\n".join("\n".join((part.text, *(f"- {item}" for item in part.items))) for part in self.parts) + "\n"

    def html(self) -> str:
        body = "".join(f"<p>{_html(part.text)}</p>\n{_list(part.items)}" for part in self.parts)
        title = escape(self.subject)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8"><title>{title}</title></head>\n'
            f'<body style="font-family: sans-serif; line-height: 1.4">\n{body}</body></html>\n'
        )


def group_mail(session: Session, t: Translator) -> MailBody:
    """The mail to the whole circle: thanks, what is still open, and the summary with it."""
    it = group_summary(session, t)
    parts = [
        MailPart(t("Hello everybody,")),
        MailPart(
            t(
                "Thank you for what you asked and gave in {title}. The summary is attached: who asked what, "
                "and who offered what by when.",
                title=it.title,
            )
        ),
    ]
    if it.open:
        parts.append(MailPart(it.words.open, tuple(_line(one.asker, one.text) for one in it.open)))
    parts += (MailPart(words) for words in (it.again, it.corrections, it.discretion) if words)
    return _letter(session, t, t("{title}: what we asked and offered", title=it.title), parts)


def personal_mail(session: Session, who: str, t: Translator, *, calendar: bool) -> MailBody:
    """The mail to one participant: what to do and what to expect, with the own page and perhaps its ``calendar``."""
    it = personal_page(session, who, t)
    parts = [
        MailPart(t("Hello {name},", name=next(iter(it.name.split()), it.name))),
        MailPart(
            t("Here is your own page of {title}, and your promises and meetings for your calendar.", title=it.title)
            if calendar
            else t("Here is your own page of {title}.", title=it.title)
        ),
    ]
    promised = tuple(_line(one.to, one.text, one.when) for one in it.promised)
    received = tuple(_line(one.offer.who or it.words.nobody, one.offer.text, one.offer.when) for one in it.received)
    meetings = tuple(_line(one.who, one.text, one.when) for one in it.meetings)
    for title, items in (
        (it.words.promised, promised),
        (it.words.received, received),
        (it.words.meetings, meetings),
        (it.words.next, tuple(_line("", one.text, one.when) for one in it.next)),
    ):
        if items:
            parts.append(MailPart(title, items))
    parts += (MailPart(words) for words in (it.again, it.corrections) if words)
    return _letter(session, t, t("{title}: your own page", title=it.title), parts)


def _letter(session: Session, t: Translator, subject: str, parts: Iterable[MailPart]) -> MailBody:
    signed = (MailPart(session.facilitator),) if session.facilitator else ()
    cleaned = tuple(MailPart(squeeze(part.text), tuple(map(squeeze, part.items))) for part in (*parts, *signed))
    return MailBody(t.language, squeeze(subject), cleaned)


def _line(who: str, text: str, when: str = "") -> str:
    line = ": ".join(filter(None, (who, text)))
    return f"{line} ({when})" if when else line


def _html(text: str) -> str:
    return escape(text)


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{_html(item)}</li>\n" for item in items)
    return f"<ul>\n{rows}</ul>\n" if rows else ""


# Short, plain, and no part of it looks like an encoded word.
_PLAIN: Final = re.compile(r"(?!.*=\?)[ -~]{0,60}")
_BYTES: Final = 42
"""Of text in one encoded word, which may be 75 characters long."""


def format_headers(fields: Sequence[tuple[str, str]]) -> bytes:
    """Header lines, each ended; values as ``encode_header_text`` and ``format_mailbox`` give them."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("ascii")


def encode_header_text(text: str) -> str:
    """``text`` as the value of a header: as it is, or in encoded words."""
    text = squeeze(text)
    return text if _PLAIN.fullmatch(text) else _encoded(text)


def format_mailbox(name: str, address: str) -> str:
    """A name and an address that was found ``deliverable_address``."""
    name = squeeze(name)
    if not name:
        return address
    if _PLAIN.fullmatch(name):
        quoted = re.sub(r'(["\\])', r"\\\1", name)
        return f'"{quoted}"\r\n <{address}>'
    return f"{_encoded(name)}\r\n <{address}>"


def format_addresses(addresses: Sequence[str]) -> str:
    """Addresses alone, a line for each."""
    return ",\r\n ".join(addresses)


def _encoded(text: str) -> str:
    pieces = (base64.b64encode(piece).decode("ascii") for piece in _pieces(text))
    return "\r\n ".join(f"=?utf-8?b?{piece}?=" for piece in pieces)


def _pieces(text: str) -> Iterator[bytes]:
    """``text`` in UTF-8, cut between characters."""
    piece = b""
    for character in text:
        more = character.encode()
        if len(piece) + len(more) > _BYTES:
            yield piece
            piece = b""
        piece += more
    yield piece
