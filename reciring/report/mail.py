"""E-mail drafts (``.eml``) that a mail program opens, so that the facilitator can check and send them.

Nothing is sent from here. The first draft goes to everyone in Bcc, so that nobody sees another's address, with the
group's summary. Then there is one for each participant with a usable address, with their personal page and calendar.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from email.charset import BASE64, Charset
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import quote
from html import escape
from itertools import repeat
from typing import Final, NamedTuple

import msgspec

from reciring.locale import Translator
from reciring.report.addresses import deliverable_addresses
from reciring.report.formats import FORMATS, render_summary, summary_file_name
from reciring.report.group_summary import group_summary
from reciring.report.ics import has_entries
from reciring.report.options import Options
from reciring.report.personal_page import personal_page
from reciring.report.wording import greeting_name
from reciring.ring.session import Session
from reciring.ring.text import slug, squeeze

SUFFIX: Final = ".eml"


class MailDraft(NamedTuple):
    """A draft: its file name, the participant it is for (None for everyone), and its bytes."""

    name: str
    who: str | None
    data: bytes


class Attachment(NamedTuple):
    """A file that is attached to a draft."""

    name: str
    media_type: str
    data: bytes


def create_drafts(session: Session, options: Options | None = None) -> Iterator[MailDraft]:
    """Yield the drafts one at a time, because each takes a moment to make; none if nobody has a usable address."""
    # Drafts are for others, so they never have speaking times.
    group_options = msgspec.structs.replace(options or Options(), who=None, speaking_time=False)
    t = group_options.translator(session)
    addresses = deliverable_addresses(session)
    if addresses:
        bcc = [("Bcc", format_addresses(list(addresses.values())))]
        attachments = [_attachment("pdf", session, group_options)]
        suffix = f"-00-{slug(t('everyone'))}{SUFFIX}"  # 00 sorts before the seat numbers.
        yield MailDraft(summary_file_name(session, suffix), None, _draft(group_mail(session, t), bcc, attachments))
    for who, address in addresses.items():
        to = [("To", format_mailbox(session.participants[who].name, address))]
        personal_options = msgspec.structs.replace(group_options, who=who)
        attachments = [_attachment("pdf", session, personal_options)]
        calendar = _attachment("ics", session, personal_options)
        if has_entries(calendar.data):
            attachments.append(calendar)
        body = personal_mail(session, who, t, calendar=calendar in attachments)
        yield MailDraft(summary_file_name(session, SUFFIX, who), who, _draft(body, to, attachments))


def _attachment(format_name: str, session: Session, options: Options) -> Attachment:
    name = summary_file_name(session, FORMATS[format_name].suffix, options.who)
    return Attachment(name, FORMATS[format_name].media_type, render_summary(format_name, session, options))


# --- the text


class MailPart(msgspec.Struct, frozen=True):
    """A paragraph, or a list with a line above it."""

    text: str
    items: tuple[str, ...] = ()


class MailBody(msgspec.Struct, frozen=True):
    """The text of an e-mail."""

    language: str
    subject: str
    parts: tuple[MailPart, ...]

    def plain(self) -> str:
        """Return the body as plain text."""
        return "\n\n".join("\n".join((part.text, *(f"- {item}" for item in part.items))) for part in self.parts) + "\n"

    def html(self) -> str:
        """Return the body as an HTML page."""
        body = "".join(f"<p>{escape(part.text)}</p>\n{_html_list(part.items)}" for part in self.parts)
        title = escape(self.subject)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8"><title>{title}</title></head>\n'
            f'<body style="font-family: sans-serif; line-height: 1.4">\n{body}</body></html>\n'
        )


def _html_list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{escape(item)}</li>\n" for item in items)
    return f"<ul>\n{rows}</ul>\n" if rows else ""


def group_mail(session: Session, t: Translator) -> MailBody:
    """Return the e-mail to everyone: thanks, and what is still open."""
    summary = group_summary(session, t)
    parts = [
        MailPart(t("Hello everyone,")),
        MailPart(
            t(
                "Thank you for everything you asked and offered in {title}. The summary is attached: who asked what, "
                "and who offered what, by when.",
                title=summary.title,
            )
        ),
    ]
    if summary.gained:
        parts.append(MailPart(summary.gained))
    if summary.open:
        parts.append(MailPart(summary.words.open, tuple(_line(it.asker, it.text) for it in summary.open)))
    parts += (MailPart(text) for text in (summary.again, summary.corrections, summary.discretion) if text)
    return _mail_body(session, t, t("{title}: what we asked and offered", title=summary.title), parts)


def personal_mail(session: Session, who: str, t: Translator, *, calendar: bool) -> MailBody:
    """Return the e-mail to one participant: what they promised and received, and what is attached."""
    page = personal_page(session, who, t)
    parts = [
        MailPart(t("Hello {name},", name=greeting_name(page.name))),
        MailPart(
            t(
                "Here is your personal page from {title}, with your promises and meetings for your calendar.",
                title=page.title,
            )
            if calendar
            else t("Here is your personal page from {title}.", title=page.title)
        ),
    ]
    promised = tuple(_line(f"→ {it.to}", it.text, it.when) for it in page.promised)
    received = tuple(_line(it.offer.who or page.words.nobody, it.offer.text, it.offer.when) for it in page.received)
    meetings = tuple(_line(it.who, it.text, it.when) for it in page.meetings)
    steps = tuple(_line("", it.text, it.when) for it in page.next)
    for heading, items in (
        (page.words.promised, promised),
        (page.words.received, received),
        (page.words.meetings, meetings),
        (page.words.next, steps),
    ):
        if items:
            parts.append(MailPart(heading, items))
    parts += (MailPart(text) for text in (page.again, page.corrections) if text)
    return _mail_body(session, t, t("{title}: your personal page", title=page.title), parts)


def _mail_body(session: Session, t: Translator, subject: str, parts: Iterable[MailPart]) -> MailBody:
    """Sign the parts with the facilitator's name, and put every text on one line."""
    signature = (MailPart(session.facilitator),) if session.facilitator else ()
    cleaned = tuple(MailPart(squeeze(part.text), tuple(map(squeeze, part.items))) for part in (*parts, *signature))
    return MailBody(t.language, squeeze(subject), cleaned)


def _line(who: str, text: str, when: str = "") -> str:
    line = ": ".join(filter(None, (who, text)))
    return f"{line} ({when})" if when else line


# --- the bytes

_POLICY: Final = SMTP.clone(cte_type="7bit")


def _draft(body: MailBody, to: Sequence[tuple[str, str]], attachments: Sequence[Attachment]) -> bytes:
    message = EmailMessage(_POLICY)
    message.set_content(body.plain(), cte="base64")
    message.add_alternative(body.html(), subtype="html", cte="base64")
    for attachment in attachments:
        maintype, _, subtype = attachment.media_type.partition("/")
        message.add_attachment(attachment.data, maintype=maintype, subtype=subtype, filename=attachment.name)
    _set_boundaries(message)
    # X-Unsent makes Outlook open the file as a draft; other programs offer to edit it as a new message.
    headers = [("X-Unsent", "1"), *to, ("Subject", encode_header_text(body.subject))]
    return format_headers(headers) + message.as_bytes()


def _set_boundaries(message: EmailMessage, depth: str = "") -> None:
    """Replace the random boundaries by hashes of the content, so that the same session gives the same drafts."""
    if not message.is_multipart():
        return
    for index, part in enumerate(message.iter_parts()):
        if isinstance(part, EmailMessage):
            _set_boundaries(part, f"{depth}{index}.")
    digest = hashlib.sha256(depth.encode())
    for part in message.walk():
        if not part.is_multipart():
            digest.update(part.as_bytes())
    message.set_boundary(f"=_{digest.hexdigest()[:32]}")


# The headers with users' texts are formatted here and not by email.headerregistry, which chooses the encoding and the
# line ends itself. How it does that can change with every version of Python, but the same session must always give the
# same bytes.
_PLAIN_TEXT: Final = re.compile(r"(?!.*=\?)[ -~]{0,60}")
"""Short ASCII text without anything that looks like an encoded word."""
_ENCODED_WORD_LENGTH: Final = 68
"""RFC 2047 allows 75 characters."""
_UTF8: Final = Charset("utf-8")
_UTF8.header_encoding = BASE64


def format_headers(headers: Sequence[tuple[str, str]]) -> bytes:
    """Return header lines, each with its line end; values come from ``encode_header_text`` and ``format_mailbox``."""
    return "".join(f"{name}: {value}\r\n" for name, value in headers).encode("ascii")


def encode_header_text(text: str) -> str:
    """Return ``text`` as the value of a header: plain if possible, otherwise as encoded words (RFC 2047)."""
    text = squeeze(text)
    return text if _PLAIN_TEXT.fullmatch(text) else _encoded_words(text)


def format_mailbox(name: str, address: str) -> str:
    """Return a name and an address as the value of a header; ``address`` comes from ``deliverable_address``."""
    name = squeeze(name)
    if not name:
        return address
    display_name = f'"{quote(name)}"' if _PLAIN_TEXT.fullmatch(name) else _encoded_words(name)
    return f"{display_name}\r\n <{address}>"


def format_addresses(addresses: Sequence[str]) -> str:
    """Return addresses without names as the value of a header, one on a line."""
    return ",\r\n ".join(addresses)


def _encoded_words(text: str) -> str:
    words = _UTF8.header_encode_lines(text, repeat(_ENCODED_WORD_LENGTH))
    return "\r\n ".join(word for word in words if word)
