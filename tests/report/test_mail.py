"""The drafts: complete e-mails to the right people, and no text can become a header."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import icalendar
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.report import mail
from reciring.report.addresses import deliverable_address, deliverable_addresses, participants_without_address
from reciring.report.formats import Options, render_summary
from reciring.report.mail import encode_header_text, format_headers, format_mailbox
from reciring.report.wording import greeting_name
from reciring.ring.session import Session
from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS, with_a_third_of_hostile_texts
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of

replace = msgspec.structs.replace
HEADERS = ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type"]


@pytest.fixture(autouse=True)
def _no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Attach a short text instead of a PDF, which takes long to make and has tests of its own."""

    def quick(form: str, session: Session, options: Options) -> bytes:
        return f"%PDF {options}".encode() if form == "pdf" else render_summary(form, session, options)

    monkeypatch.setattr(mail, "render_summary", quick)


def read(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def bodies(message: EmailMessage) -> tuple[str, str]:
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and html is not None
    return plain.get_content(), html.get_content()


def test_the_first_draft_is_for_everyone_and_the_others_for_one_each() -> None:
    found = list(mail.create_drafts(rehearsal()))
    assert [it.name for it in found[:2]] == [
        "2026-11-24-samen-slimmer-kennisdag-00-iedereen.eml",
        "2026-11-24-samen-slimmer-kennisdag-01-anne-visser.eml",
    ]
    assert [it.who for it in found] == [None, *(f"p{seat}" for seat in (*range(1, 11), 12))]
    assert sorted(it.name for it in found) == [it.name for it in found]
    assert found == list(mail.create_drafts(rehearsal()))


def test_the_draft_for_everyone_has_addresses_in_bcc_only() -> None:
    message = read(next(iter(mail.create_drafts(rehearsal()))).data)
    assert message.keys() == ["X-Unsent", "Bcc", "Subject", "MIME-Version", "Content-Type"]
    assert message["X-Unsent"] == "1" and message["To"] is None
    assert len(message["Bcc"].addresses) == 11
    assert message["Subject"] == "Samen slimmer · kennisdag: wat we vroegen en aanboden"
    for body in bodies(message):
        assert "@" not in body and "schooldecaan" in body
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "2026-11-24-samen-slimmer-kennisdag.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert "who=None" in attached.get_content().decode()


def test_a_personal_draft_has_the_page_and_the_calendar() -> None:
    draft = next(
        it for it in mail.create_drafts(rehearsal(), Options(language="en", speaking_time=True)) if it.who == "p12"
    )
    message = read(draft.data)
    assert message.keys() == HEADERS
    assert [str(address) for address in message["To"].addresses] == ["Zoë van Dijk <zoe@voorbeeld.example>"]
    for body in bodies(message):
        assert "Hello Zoë," in body and "mailregels" in body and "Nienke Hof" in body
    page, calendar = message.iter_attachments()
    assert "who='p12'" in page.get_content().decode()
    assert "speaking_time=False" in page.get_content().decode()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_filename() == "2026-11-24-samen-slimmer-kennisdag-12-zoe-van-dijk.ics"
    events = icalendar.Calendar.from_ical(calendar.get_content()).events
    assert len(events) == 6


def test_an_empty_calendar_is_not_attached() -> None:
    session = replace(rehearsal(), offers={}, meetings={})
    for draft in mail.create_drafts(session):
        message = read(draft.data)
        assert len(list(message.iter_attachments())) == 1
        assert "agenda" not in bodies(message)[0]


def test_a_ring_without_addresses_gives_no_drafts() -> None:
    assert list(mail.create_drafts(EMPTY)) == []
    assert participants_without_address(rehearsal()) == ("p11", "p13")


@with_a_third_of_hostile_texts(0)
def test_hostile_text_is_not_a_header_or_markup(label: str) -> None:
    typed = squeeze(HOSTILE_TEXTS[label])
    drafts = list(mail.create_drafts(ring_of(HOSTILE_TEXTS[label])))
    people = [it.who for it in drafts]
    assert people == [None, "p1", "p3"]
    for draft in drafts:
        assert all(len(line) <= 998 for line in draft.data.split(b"\r\n"))
        assert "/" not in draft.name and draft.name.isascii() and len(draft.name) < 160
        message = read(draft.data)
        assert message.keys() == (HEADERS if draft.who else ["X-Unsent", "Bcc", *HEADERS[2:]])
        assert squeeze(message["Subject"]).startswith(typed)
        to = [address.addr_spec for address in (message["To"] or message["Bcc"]).addresses]
        assert to == {None: ["een@voorbeeld.example", "drie@voorbeeld.example"], "p1": ["een@voorbeeld.example"]}.get(
            draft.who, ["drie@voorbeeld.example"]
        )
        plain, html = bodies(message)
        assert typed in plain
        assert not any(tag in html for tag in ("<script", "<img", "<svg", "<!--", "<![CDATA", "onerror=alert(1)>"))


@given(st.text(max_size=200))
def test_a_header_reads_back_with_the_typed_characters(text: str) -> None:
    made = format_headers(
        [("Subject", encode_header_text(text)), ("To", format_mailbox(text, "anne@voorbeeld.example"))]
    )
    message = message_from_bytes(made + b"\r\nbody", policy=default)
    assert message.keys() == ["Subject", "To"] and message.get_payload() == "body"
    assert "".join(message["Subject"].split()) == "".join(squeeze(text).split())
    assert [address.addr_spec for address in message["To"].addresses] == ["anne@voorbeeld.example"]
    assert max(map(len, made.split(b"\r\n"))) <= 110


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("anne.visser@voorbeeld.example", "anne.visser@voorbeeld.example"),
        (" anne@voorbeeld.example ", "anne@voorbeeld.example"),
        ("anne+ring@voorbeeld.example", "anne+ring@voorbeeld.example"),
        ("anne@büro.example", "anne@xn--bro-hoa.example"),
        ("zoë@voorbeeld.example", None),
        ("anne", None),
        ("", None),
        ("@voorbeeld.example", None),
        ("anne@", None),
        ("anne@localhost", None),
        ("anne visser@voorbeeld.example", None),
        ("anne@voorbeeld.example, bo@voorbeeld.example", None),
        ("Anne <anne@voorbeeld.example>", None),
        ("anne@voorbeeld.example\r\nBcc: bo@voorbeeld.example", None),
        ("anne@-voorbeeld.example", None),
        ("anne@" + "x" * 64 + ".example", None),
        (".anne@voorbeeld.example", None),
        ("anne@voorbeeld..example", None),
    ],
)
def test_deliverable_address_accepts_ordinary_addresses_only(typed: str, found: str | None) -> None:
    assert deliverable_address(typed) == found


@given(st.text())
def test_a_deliverable_address_is_plain_ascii(text: str) -> None:
    found = deliverable_address(text)
    assert found is None or (found.isascii() and found.isprintable() and not set(found) & set(' <>,;:"()[]\\'))


def test_every_participant_is_either_reachable_or_without_address() -> None:
    session = rehearsal()
    assert {*deliverable_addresses(session), *participants_without_address(session)} == set(session.participants)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Zoë van Dijk", "Zoë"),
        ("dr. Anne Visser", "Anne"),
        ("Prof. dr. ir. Jan-Willem Bos", "Jan-Willem"),
        ("Mevr. Fatima El Amrani", "Fatima"),
        ("Visser, Anne", "Anne"),
        ("J. de Vries", "J. de Vries"),
        ("J.W. (Jan) de Vries", "Jan"),
        ("dr. M. Smit", "dr. M. Smit"),
        ("Bo", "Bo"),
        ("Ng", "Ng"),
    ],
)
def test_people_are_greeted_by_the_name_they_use(name: str, greeting: str) -> None:
    assert greeting_name(name) == greeting
