"""Mails that are ready to be sent, as drafts that a mail program opens; nothing is sent from here.

First one to everybody, who all stand in Bcc so that nobody gets another's address by it, with the group's summary;
then one for everyone who can be reached, with the own page and its calendar.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, NamedTuple

import msgspec

from reciring.report import headers
from reciring.report.addresses import reachable
from reciring.report.export import FORMS, render
from reciring.report.ics import has_entries
from reciring.report.letter import Letter, to_everybody, to_one
from reciring.report.naming import file_name
from reciring.report.options import Options
from reciring.ring.folding import slug
from reciring.ring.session import Session

SUFFIX: Final = ".eml"
_POLICY: Final = SMTP.clone(cte_type="7bit")


class Draft(NamedTuple):
    """A mail: the name of its file, whose it is (None: everybody's), and its bytes."""

    name: str
    who: str | None
    data: bytes


class Attachment(NamedTuple):
    """A file that goes with a mail."""

    name: str
    media: str
    data: bytes


def drafts(session: Session, options: Options | None = None) -> Iterator[Draft]:
    """The drafts, one after another, since every page takes a moment; none if nobody can be reached."""
    wanted = options or Options()
    # whatever the facilitator's own copy shows, these are for others
    plain = msgspec.structs.replace(wanted, who=None, speaking_time=False)
    t = plain.translator(session)
    people = reachable(session)
    if people:
        to_all = [("Bcc", headers.mailboxes(list(people.values())))]
        attached = [_attachment("pdf", session, plain)]
        first = f"-00-{slug(t('everybody'))}{SUFFIX}"  # so that a folder shows it before the others
        yield Draft(file_name(session, first), None, _mail(to_everybody(session, t), to_all, attached))
    for who, address in people.items():
        to_them = [("To", headers.mailbox(session.participants[who].name, address))]
        own = msgspec.structs.replace(plain, who=who)
        attached = [_attachment("pdf", session, own)]
        calendar = _attachment("ics", session, own)
        if has_entries(calendar.data):
            attached.append(calendar)
        letter = to_one(session, who, t, calendar=calendar in attached)
        yield Draft(file_name(session, SUFFIX, who), who, _mail(letter, to_them, attached))


def _attachment(form: str, session: Session, options: Options) -> Attachment:
    name = file_name(session, FORMS[form].suffix, options.who)
    return Attachment(name, FORMS[form].media, render(form, session, options))


def _mail(letter: Letter, to: Sequence[tuple[str, str]], attached: Sequence[Attachment]) -> bytes:
    body = EmailMessage(_POLICY)
    body.set_content(letter.plain(), cte="base64")
    body.add_alternative(letter.html(), subtype="html", cte="base64")
    for it in attached:
        kind, _, subtype = it.media.partition("/")
        body.add_attachment(it.data, maintype=kind, subtype=subtype, filename=it.name)
    _settle(body)
    # what marks it as not yet sent, for Outlook; other programs open it as a mail that can be edited as new
    fields = [("X-Unsent", "1"), *to, ("Subject", headers.words(letter.subject))]
    return headers.head(fields) + body.as_bytes()


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
