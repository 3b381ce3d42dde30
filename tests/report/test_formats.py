"""All formats: each can be written for the group and for one person, and shows the typed characters of any text."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata

import pytest

from reciring.locale import translator
from reciring.report.formats import FORMATS, Options, render_summary, summary_file_name
from reciring.ring.session import FACILITATOR, Session
from reciring.ring.text import squeeze
from reciring.ring.transcript import replay
from tests.support.hostile_texts import HOSTILE_TEXTS, with_a_third_of_hostile_texts
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of, unfinished

TEXT_FORMATS = ("terminal", "md", "csv", "ics", "chat", "json")
"""The formats that are text. PDF and HTML have test files of their own."""


@pytest.mark.parametrize("format_name", [*TEXT_FORMATS, "txt"])
@pytest.mark.parametrize("session", [EMPTY, unfinished(), rehearsal()])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_format_is_text_that_ends_in_one_line_end(format_name: str, session: Session, language: str) -> None:
    text = render_summary(format_name, session, Options(language=language)).decode("utf-8")
    assert text.endswith("\n") and not text.endswith("\n\n")
    assert render_summary(format_name, session, Options(language=language)).decode("utf-8") == text


@pytest.mark.parametrize("format_name", TEXT_FORMATS)
def test_formats_for_others_have_no_private_offers_and_speaking_times(format_name: str) -> None:
    text = render_summary(format_name, rehearsal(), Options(speaking_time=True, who="p1")).decode()
    assert "mailregels" not in text
    assert "Spreektijd" not in text and "speaking" not in text
    if format_name != "json":  # JSON is for the facilitator and marks what is private.
        assert "mailregels" not in render_summary(format_name, rehearsal(), Options()).decode()


def test_the_transcript_gives_the_session_back() -> None:
    text = render_summary("txt", rehearsal(), Options()).decode()
    assert replay(text, session=EMPTY).session.offers.keys() == rehearsal().offers.keys()


@with_a_third_of_hostile_texts(0)
def test_hostile_text_is_shown_as_typed(label: str) -> None:
    typed = "".join(squeeze(HOSTILE_TEXTS[label]).split())
    session = ring_of(HOSTILE_TEXTS[label])
    for options in (Options(speaking_time=True), Options(who="p1"), Options(who=FACILITATOR), Options(width=200)):
        for format_name in ("terminal", "chat"):
            text = render_summary(format_name, session, options).decode()
            assert not any(unicodedata.category(character) == "Cc" for character in text.replace("\n", ""))
            if format_name == "chat" or len(typed) < 15:
                assert "".join(text.split()).count(typed) >= 3
        assert json.loads(render_summary("json", session, options))


def test_every_format_has_a_dutch_description() -> None:
    t = translator("nl")
    assert all(t(it.label) != it.label for name, it in FORMATS.items() if name != "md")


def test_file_names_differ_and_are_never_paths() -> None:
    for text in HOSTILE_TEXTS.values():
        session = ring_of(text)
        names = [summary_file_name(session, ".pdf", who) for who in (None, *session.participants, FACILITATOR)]
        assert len(set(names)) == len(names)
        for name in names:
            assert name.startswith("2026-11-24-") and name.endswith(".pdf")
            assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")
            assert name.count(".") == 1 and len(name) < 150


def test_the_list_of_formats_loads_none_of_their_libraries() -> None:
    slow = ("rich", "icalendar", "typst", "jinja2", "babel", "fontTools", "email.message", "csv")
    code = f"import reciring.report.formats, sys; print([name for name in {slow!r} if name in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
