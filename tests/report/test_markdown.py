"""The Markdown shows the typed characters of every text, in a reader of CommonMark and in one of GitHub's dialect."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reciring.report.formats import Options, render_summary
from reciring.report.markdown import escape, escape_line
from reciring.ring.text import squeeze
from tests.support.goldens import check_golden
from tests.support.hostile_texts import HOSTILE_TEXTS, with_a_third_of_hostile_texts
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of

READERS = {
    "commonmark": MarkdownIt("commonmark"),
    "gfm": MarkdownIt("gfm-like", {"html": True}),
}
TAGS = {"h1", "h2", "h3", "p", "ul", "li", "strong", "em", "blockquote", "hr"}
GRID = {"table", "thead", "tbody", "tr", "th", "td"}


class Page(HTMLParser):
    """The text, the tags and the links of an HTML page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.links: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def words(text: str) -> str:
    """Return the text without spaces, because readers break lines at different places."""
    return "".join(text.split())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_group_summary_is_the_golden_text(language: str) -> None:
    check_golden(f"summary-{language}.md", render_summary("md", rehearsal(), Options(language=language)).decode())


def test_the_facilitators_copy_is_the_golden_text() -> None:
    check_golden("facilitator-nl.md", render_summary("md", rehearsal(), Options(speaking_time=True)).decode())


def test_a_personal_page_is_the_golden_text() -> None:
    check_golden("page-en.md", render_summary("md", rehearsal(), Options(language="en", who="p12")).decode())


def test_an_empty_session_is_a_sentence() -> None:
    page = Page(READERS["gfm"].render(render_summary("md", EMPTY, Options(language="en")).decode()))
    assert "No question was asked" in page.text and "h1" in page.tags


@with_a_third_of_hostile_texts(1)
@pytest.mark.parametrize("reader", READERS)
def test_hostile_text_is_shown_as_typed(label: str, reader: str) -> None:
    text = HOSTILE_TEXTS[label]
    session = ring_of(text)
    for options, extra in (
        (Options(), set()),
        (Options(speaking_time=True), GRID),
        (Options(who="p1"), set()),
    ):
        page = Page(READERS[reader].render(render_summary("md", session, options).decode()))
        # A bare address may become a link to itself; nothing else becomes markup.
        assert page.tags <= TAGS | (extra if reader == "gfm" else set()) | ({"a"} if reader == "gfm" else set())
        assert page.text.count("\x1b") == 0
        assert words(page.text).count(words(squeeze(text))) >= 8
        for link in page.links:
            assert (
                words(html.unescape(re.sub(r"^(mailto:|http://)", "", link))).lower()[:20] in words(page.text).lower()
            )


@given(st.text(max_size=40))
@pytest.mark.parametrize("reader", READERS)
def test_any_text_is_shown_as_typed(reader: str, text: str) -> None:
    typed = squeeze(text)
    for source in (f"- **a**: {escape(text)}", escape_line(text), f"> {escape_line(text)}", f"- [ ] {escape(text)}"):
        page = Page(READERS[reader].render(source))
        assert words(page.text).endswith(words(typed)), source
        assert page.tags <= {"p", "ul", "li", "strong", "blockquote", "a"}
