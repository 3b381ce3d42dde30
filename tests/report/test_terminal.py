"""The summary on a terminal, in two languages and several widths, and as a chat message."""

from __future__ import annotations

import io

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from reciring.report.formats import Options, render_summary
from reciring.report.terminal import COLUMN_GAP, format_row, print_summary, summary_lines, wrap_line
from reciring.ring.session import FACILITATOR, Session
from reciring.ring.text import clean
from tests.support.goldens import check_golden
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of, unfinished, with_private


def shown(session: Session, **options: object) -> str:
    return render_summary("terminal", session, msgspec.convert(options, Options)).decode()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [80, 120])
def test_the_group_summary_is_the_golden_text(language: str, width: int) -> None:
    check_golden(f"summary-{language}-{width}.txt", shown(rehearsal(), language=language, width=width))


def test_a_personal_page_is_the_golden_text() -> None:
    check_golden("page-nl-80.txt", shown(rehearsal(), who="p12"))


def test_the_facilitators_copy_is_the_golden_text() -> None:
    check_golden("facilitator-en-80.txt", shown(rehearsal(), language="en", speaking_time=True))


def test_a_narrow_terminal_has_texts_below_names() -> None:
    check_golden("summary-nl-40.txt", shown(unfinished(), width=40))


def test_an_empty_session_is_a_sentence() -> None:
    text = shown(EMPTY, language="en")
    assert "No question was asked in this ring." in text
    assert len(text.splitlines()) < 10


@pytest.mark.parametrize("form", ["terminal", "md", "chat"])
def test_open_items_come_first_and_private_offers_are_left_out(form: str) -> None:
    text = render_summary(form, rehearsal(), Options()).decode()
    headings = [line for line in text.splitlines() if line.strip("# ").lower() == "nog open: wie kent iemand?"]
    assert headings
    assert text.index(headings[0]) < text.index("Anne Visser")
    assert "mailregels" not in text
    for who in ("p12", FACILITATOR):
        assert "mailregels" in render_summary(form, rehearsal(), Options(who=who)).decode()
    assert "mailregels" not in render_summary(form, rehearsal(), Options(who="p1")).decode()


@pytest.mark.parametrize("form", ["terminal", "md"])
def test_only_the_facilitators_copy_has_times_and_a_warning(form: str) -> None:
    plain = render_summary(form, rehearsal(), Options(language="en")).decode()
    full = render_summary(form, rehearsal(), Options(language="en", speaking_time=True)).decode()
    for words in ("Speaking time", "11:09", "Planned and actual time", "50:00"):
        assert words not in plain
        assert words in full
    assert "Facilitator's copy" in full.splitlines()[0]
    # A personal page never has them.
    assert "1:37" not in render_summary(form, rehearsal(), Options(who="p5", speaking_time=True)).decode()


def test_a_chat_message_never_has_times() -> None:
    assert render_summary("chat", rehearsal(), Options(speaking_time=True)) == render_summary(
        "chat", rehearsal(), Options()
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_chat_message_is_the_golden_text(language: str) -> None:
    check_golden(f"message-{language}.txt", render_summary("chat", rehearsal(), Options(language=language)).decode())


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
@pytest.mark.parametrize("label", ["letters-2000", "words-300", "emoji-family", "arabic", "han", "combining-pile"])
def test_no_line_is_wider_than_the_terminal(width: int, label: str) -> None:
    for who in (None, "p1"):
        text = shown(with_private(ring_of(HOSTILE_TEXTS[label]), HOSTILE_TEXTS[label]), width=width, who=who)
        assert max(map(cell_len, text.splitlines())) <= width


@pytest.mark.parametrize("width", [12, 20, 33, 40, 60, 80])
@pytest.mark.parametrize("label", ["letters-2000", "emoji-family", "han"])
def test_numbers_are_not_cut_off(width: int, label: str) -> None:
    for session in (rehearsal(), with_private(ring_of(HOSTILE_TEXTS[label]), HOSTILE_TEXTS[label])):
        text = shown(session, width=width, language="en", speaking_time=True)
        assert max(map(cell_len, text.splitlines())) <= width
    assert "11:09" in shown(rehearsal(), width=width, speaking_time=True)


def test_colours_do_not_change_the_text() -> None:
    page = Console(file=io.StringIO(), width=70, force_terminal=True, color_system="standard", _environ={})
    print_summary(page, rehearsal(), Options(speaking_time=True))
    assert isinstance(page.file, io.StringIO)
    lines = [Text.from_ansi(line).plain.rstrip() for line in page.file.getvalue().splitlines()]
    assert lines == shown(rehearsal(), width=70, speaking_time=True).splitlines()


@pytest.mark.parametrize("width", [40, 80])
def test_small_print_is_dim_and_numbers_have_no_style(width: int) -> None:
    def look(words: str) -> set[str]:
        line = next(it for it in summary_lines(rehearsal(), Options(speaking_time=True), width) if words in it.plain)
        where = line.plain.index(words)
        return {str(style) for start, end, style in line.spans if start <= where < end}

    assert look("Anne Visser · ") == {"bold"}
    assert look("· Gemeente") == {"dim"}
    assert look("11:09") == set()


@pytest.mark.parametrize("session", [EMPTY, rehearsal(), unfinished()])
def test_every_style_is_a_span(session: Session) -> None:
    for width in (40, 80):
        assert not any(it.style for it in summary_lines(session, Options(speaking_time=True), width))


@given(st.text(max_size=80).map(clean), st.integers(2, 30))
def test_wrap_line_loses_no_letter_and_keeps_the_width(words: str, width: int) -> None:
    lines = list(wrap_line(Text(words, "bold"), width))
    assert all(it.cell_len <= width for it in lines)
    assert "".join("".join(it.plain for it in lines).split()) == "".join(words.split())


@given(st.lists(st.tuples(st.text(max_size=40).map(clean), st.integers(2, 20)), min_size=1, max_size=4))
def test_format_row_keeps_cells_apart(cells: list[tuple[str, int]]) -> None:
    for it in format_row([(Text(words), width) for words, width in cells]):
        assert it.cell_len <= sum(width for _, width in cells) + COLUMN_GAP * (len(cells) - 1)


def test_a_word_of_2000_letters_is_complete() -> None:
    text = shown(ring_of(HOSTILE_TEXTS["letters-2000"]), width=80)
    asked = text[text.index("Deelronde") if "Deelronde" in text else 0 :]
    assert asked.count("x") >= 10 * 2000


def test_a_terminal_without_colours_gets_none() -> None:
    page = io.StringIO()
    print_summary(Console(file=page, width=80, force_terminal=True, color_system="truecolor"), rehearsal(), Options())
    assert "\x1b[" in page.getvalue()
    page = io.StringIO()
    print_summary(
        Console(file=page, width=80, force_terminal=True, no_color=True, color_system=None), rehearsal(), Options()
    )
    assert "\x1b[3" not in page.getvalue()
    assert "\x1b" not in shown(rehearsal())


@given(sessions(), st.integers(10, 130))
def test_any_session_can_be_shown(session: Session, width: int) -> None:
    for who in (None, *session.participants, FACILITATOR):
        assert shown(session, width=width, who=who, speaking_time=True)
