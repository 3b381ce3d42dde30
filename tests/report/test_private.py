"""What is private, and the facilitator's own notes, are in no form for others and nowhere on the stage."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest
from hypothesis import given

from reciring.clock import ManualClock
from reciring.console.view_state import ViewState
from reciring.console.widgets.stage_content import asker_pages, stage_page
from reciring.live.controller import Controller
from reciring.locale import translator
from reciring.report.formats import FORMATS, Options, render_summary
from reciring.report.handouts import HANDOUTS, render_handout
from reciring.report.handouts.question import question_data
from reciring.report.invitation import Invitation
from reciring.report.mail import group_mail, personal_mail
from reciring.report.pdf import _group_data, _personal_data
from reciring.report.personal_page import page_owners
from reciring.ring.session import FACILITATOR, Phase, Session
from reciring.ring.visibility import OWN_NOTE_PHASES, who_sees
from reciring.store.settings import Settings
from tests.support.pdf_text import text_of
from tests.support.strategies import BEGIN, sessions
from tests.support.summary_sessions import rehearsal

replace = msgspec.structs.replace
EN = translator("en")
TABLES = ("questions", "offers", "notes", "reflections", "meetings")
OWN_FORMS = ("json", "txt")
"""The facilitator's own forms, which have everything."""


def with_codes(session: Session) -> tuple[Session, dict[str, tuple[str, ...] | None]]:
    """The session with a code instead of the text of each entry, and who may see each code; None for everyone."""
    changes: dict[str, Any] = {}
    seen_by = {}
    for table in TABLES:
        changes[table] = {}
        for key, entry in getattr(session, table).items():
            code = f"zq{key}qz"
            changes[table][key] = replace(entry, text=code)
            seen_by[code] = who_sees(entry, session)
    return replace(session, **changes), seen_by


def codes_in(text: str) -> set[str]:
    """The codes in a form, whose lines may be folded or wrapped."""
    return set(re.findall(r"zq[a-z]\d+qz", re.sub(r"\r?\n[ \t]?", "", text))) | set(re.findall(r"zq[a-z]\d+qz", text))


def as_text(form: bytes) -> str:
    """A form as text; a workbook is a ZIP file of XML."""
    if not form.startswith(b"PK"):
        return form.decode()
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def forms_for(session: Session, who: str | None) -> Iterator[tuple[str, str]]:
    """Every form of the group's summary, or of a personal page, as text; of the PDF the data that is typeset."""
    for name, form in FORMATS.items():
        if name not in (*OWN_FORMS, "pdf") and (who is None or form.has_personal_page):
            yield name, as_text(render_summary(name, session, Options(language="en", who=who)))
    if who is None:
        yield "pdf", str(_group_data(session, EN))
        yield "facilitator's copy", render_summary("terminal", session, Options(speaking_time=True)).decode()
        yield "mail", group_mail(session, EN).plain()
        yield "sheets", str(question_data(session, EN))
    else:
        yield "pdf", str(_personal_data(session, who, EN))
        yield "mail", personal_mail(session, who, EN, calendar=True).plain() if who != FACILITATOR else ""


@given(sessions())
def test_private_texts_are_in_no_form_of_the_group(session: Session) -> None:
    session, seen_by = with_codes(session)
    for name, form in forms_for(session, None):
        assert {code for code in codes_in(form) if seen_by[code] is not None} == set(), name


@given(sessions())
def test_private_texts_are_only_on_the_pages_of_those_concerned(session: Session) -> None:
    session, seen_by = with_codes(session)
    for who in page_owners(session):
        for name, form in forms_for(session, who):
            for code in codes_in(form):
                people = seen_by[code]
                assert people is None or who in people, (name, who)


@given(sessions())
def test_private_texts_are_nowhere_on_the_stage(session: Session) -> None:
    session, seen_by = with_codes(session)
    view = ViewState(Controller(session, ManualClock(BEGIN), read_only_reason=None), EN, Settings())
    for phase in Phase:
        view.controller.follow(replace(session, phase=phase, pause=None))
        shown = str([stage_page(view, BEGIN), *asker_pages(view)])
        assert {code for code in codes_in(shown) if seen_by[code] is not None} == set()


@given(sessions())
def test_the_facilitators_own_forms_have_everything(session: Session) -> None:
    session, seen_by = with_codes(session)
    json = render_summary("json", session, Options()).decode()
    asked = {f"zq{key}qz" for key, question in session.questions.items() if not (question.text or question.started)}
    assert codes_in(json) >= set(seen_by) - asked


def all_private(session: Session) -> Session:
    changes: dict[str, Any] = {
        table: {key: replace(entry, private=True) for key, entry in getattr(session, table).items()} for table in TABLES
    }
    return replace(session, **changes)


@cache
def private_rehearsal() -> tuple[Session, dict[str, tuple[str, ...] | None]]:
    return with_codes(all_private(rehearsal()))


def test_the_summary_says_that_a_private_question_stays_in_this_room() -> None:
    session, _ = private_rehearsal()
    for name in ("terminal", "md", "html", "chat"):
        form = render_summary(name, session, Options(language="en")).decode()
        assert form.count("a question that stays in this room") == 13, name
        assert "No offer yet" not in form


def test_the_pdf_of_the_group_and_its_handouts_have_nothing_private() -> None:
    session, seen_by = private_rehearsal()
    assert codes_in(text_of(render_summary("pdf", session, Options()))) == set()
    for handout in HANDOUTS:
        assert (
            codes_in(
                text_of(render_handout(handout, "pdf", session, invitation=Invitation("http://10.0.0.7", "K7M2QX")))
            )
            == set()
        )
    page = codes_in(text_of(render_summary("pdf", session, Options(who="p4"))))
    assert page
    assert all("p4" in (seen_by[code] or ()) for code in page)


@pytest.mark.parametrize("phase", OWN_NOTE_PHASES)
def test_notes_before_the_round_are_the_facilitators_own(phase: Phase) -> None:
    note = replace(next(iter(rehearsal().notes.values())), phase=phase, private=False)
    assert who_sees(note, rehearsal()) == ()
