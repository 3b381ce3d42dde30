"""What stands in the mails, as text and as HTML of the same words. The documents themselves are attached."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import msgspec

from reciring.locale import Translator
from reciring.report.content import group
from reciring.report.own import own
from reciring.ring.session import Session
from reciring.ring.text import squeeze


class Part(msgspec.Struct, frozen=True):
    """Sentences, or a list with a line above it."""

    text: str
    items: tuple[str, ...] = ()


class Letter(msgspec.Struct, frozen=True):
    """A mail without its attachments."""

    language: str
    subject: str
    parts: tuple[Part, ...]

    def plain(self) -> str:
        return "\n\n".join("\n".join((part.text, *(f"- {item}" for item in part.items))) for part in self.parts) + "\n"

    def html(self) -> str:
        body = "".join(f"<p>{_html(part.text)}</p>\n{_list(part.items)}" for part in self.parts)
        title = escape(self.subject)
        return (
            f'<!DOCTYPE html>\n<html lang="{self.language}"><head><meta charset="utf-8"><title>{title}</title></head>\n'
            f'<body style="font-family: sans-serif; line-height: 1.4">\n{body}</body></html>\n'
        )


def to_everybody(session: Session, t: Translator) -> Letter:
    """The mail to the whole circle: thanks, what is still open, and the summary with it."""
    it = group(session, t)
    parts = [
        Part(t("Hello everybody,")),
        Part(
            t(
                "Thank you for what you asked and gave in {title}. The summary is attached: who asked what, "
                "and who offered what by when.",
                title=it.title,
            )
        ),
    ]
    if it.open:
        parts.append(Part(it.words.open, tuple(_line(one.asker, one.text) for one in it.open)))
    parts += (Part(words) for words in (it.again, it.corrections, it.discretion) if words)
    return _letter(session, t, t("{title}: what we asked and offered", title=it.title), parts)


def to_one(session: Session, who: str, t: Translator, *, calendar: bool) -> Letter:
    """The mail to one participant: what to do and what to expect, with the own page and perhaps its ``calendar``."""
    it = own(session, who, t)
    parts = [
        Part(t("Hello {name},", name=next(iter(it.name.split()), it.name))),
        Part(
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
            parts.append(Part(title, items))
    parts += (Part(words) for words in (it.again, it.corrections) if words)
    return _letter(session, t, t("{title}: your own page", title=it.title), parts)


def _letter(session: Session, t: Translator, subject: str, parts: Iterable[Part]) -> Letter:
    signed = (Part(session.facilitator),) if session.facilitator else ()
    cleaned = tuple(Part(squeeze(part.text), tuple(map(squeeze, part.items))) for part in (*parts, *signed))
    return Letter(t.language, squeeze(subject), cleaned)


def _line(who: str, text: str, when: str = "") -> str:
    line = ": ".join(filter(None, (who, text)))
    return f"{line} ({when})" if when else line


def _html(text: str) -> str:
    return escape(text)


def _list(items: Iterable[str]) -> str:
    rows = "".join(f"<li>{_html(item)}</li>\n" for item in items)
    return f"<ul>\n{rows}</ul>\n" if rows else ""
