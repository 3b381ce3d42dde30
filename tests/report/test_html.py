"""The HTML page: valid, legible in light and dark, and with the typed characters of every text."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import product
from xml.etree import ElementTree as ET

import html5lib
import msgspec
import pytest
from hypothesis import given

from reciring.report.group_summary import group_summary
from reciring.report.html import DARK_COLOURS, LIGHT_COLOURS, render, style_sheet
from reciring.report.options import Options
from reciring.report.personal_page import page_owners
from reciring.ring.session import FACILITATOR, Session
from tests.support.large_sessions import hostile_rings, ring_of_size, visible_text
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of, unfinished, with_private

HTML = "{http://www.w3.org/1999/xhtml}"
ALLOWED_TAGS = set(
    "html head meta title style body header main footer section article div span p h1 h2 h3 ul li br strong em bdi"
    " a blockquote figure svg desc path circle rect line text".split()
)


def parse(page: str) -> ET.Element:
    """Return the tree that a browser makes of the page. Fails on the first error against the HTML standard."""
    tree: ET.Element = html5lib.HTMLParser(strict=True).parse(page)
    return tree


def tags(tree: ET.Element) -> set[str]:
    return {str(element.tag).rpartition("}")[2] for element in tree.iter()}


def text_of(tree: ET.Element) -> str:
    body = tree.find(f"{HTML}body")
    assert body is not None
    return "".join(body.itertext())


@pytest.mark.parametrize("session", [EMPTY, unfinished(), rehearsal(), ring_of_size(6), ring_of_size(20)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_valid_html(session: Session, language: str) -> None:
    for options in (
        Options(language=language),
        Options(language=language, speaking_time=True),
        Options(language=language, who=FACILITATOR),
        *(Options(language=language, who=who) for who in list(session.participants)[:3]),
    ):
        tree = parse(render(session, options))
        assert tree.get("lang") == language
        assert tags(tree) <= ALLOWED_TAGS
        assert len(list(tree.iter(f"{HTML}h1"))) == 1
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_the_content_security_policy_allows_only_our_style_sheet() -> None:
    page = render(rehearsal(), Options())
    tree = parse(page)
    (policy,) = (m.get("content") for m in tree.iter(f"{HTML}meta") if m.get("http-equiv") == "Content-Security-Policy")
    (style,) = (element.text or "" for element in tree.iter(f"{HTML}style"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    for element in tree.iter():
        assert not {name for name in element.attrib if name.startswith("on") or name in ("style", "src", "href")}
    assert "url(" not in style and "@import" not in style


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2 of a colour such as ``#1c2b2e``."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT_COLOURS, DARK_COLOURS])
def test_every_text_colour_has_enough_contrast(palette: dict[str, str]) -> None:
    for text, ground in product(("ink", "quiet", "teal", "rust"), ("paper", "pale")):
        assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
    # Seat numbers have the colour of the page on teal.
    assert contrast(palette["paper"], palette["teal"]) >= 4.5


def test_the_style_sheet_uses_only_colours_of_the_palette() -> None:
    declared = set(re.findall(r"--([a-z]+):", style_sheet()))
    assert declared == set(LIGHT_COLOURS) == set(DARK_COLOURS)
    rules = re.sub(r":root \{[^}]*\}", "", style_sheet())
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", rules)
    assert set(re.findall(r"var\(--([a-z]+)\)", rules)) <= declared


def test_the_page_has_all_texts_of_the_summary() -> None:
    found = group_summary(rehearsal())
    said = text_of(parse(render(rehearsal(), Options())))
    for question in found.questions:
        assert question.asker in said and question.text in said
        for offer in (*question.offers, *question.mentioned):
            assert offer.text in said and offer.when in said
    assert found.open[0].text in said and found.corrections in said and found.discretion in said
    assert said.index(found.words.open) < said.index(found.words.questions)


def test_a_private_offer_is_on_two_personal_pages_only() -> None:
    session = with_private(rehearsal(), "een geheim")
    assert "een geheim" not in render(session, Options(speaking_time=True))
    seen = {who for who in page_owners(session) if "een geheim" in render(session, Options(who=who))}
    assert seen == {"p1", "p2"}


def test_only_the_facilitators_copy_has_speaking_times() -> None:
    assert "11:09" in render(rehearsal(), Options(speaking_time=True))
    assert "11:09" not in render(rehearsal(), Options())
    assert "11:09" not in render(rehearsal(), Options(who="p5", speaking_time=True))


@pytest.mark.parametrize(
    ("labels", "session"), list(hostile_rings()), ids=lambda it: it[0] if isinstance(it, list) else ""
)
def test_any_text_is_shown_as_typed_without_becoming_markup(labels: list[str], session: Session) -> None:
    tree = parse(render(session, Options(speaking_time=True)))
    assert tags(tree) <= ALLOWED_TAGS
    said = "".join(text_of(tree).split())
    for label in labels:
        if label not in ("noncharacters", "surrogate"):
            assert said.count(visible_text(label)) >= 3, label
    for who in ("p1", "p7", FACILITATOR):
        assert tags(parse(render(session, Options(who=who)))) <= ALLOWED_TAGS


def test_a_right_to_left_name_does_not_reorder_the_words_around_it() -> None:
    page = render(ring_of("שלום"), Options())
    body = page[page.index("<body>") :]
    shown = re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)
    for before in re.findall(r"([^>]*>)[^<>]*שלום", shown):
        assert before.endswith("<bdi>") or 'dir="auto"' in before, before


@given(sessions())
def test_any_session_is_a_valid_page(session: Session) -> None:
    parse(render(session, Options(speaking_time=True)))
    for who in session.participants:
        parse(render(session, Options(who=who)))


def test_mail_and_web_addresses_are_links_and_other_text_is_escaped() -> None:
    session = ring_of_size(6)
    text = 'Mail a&b <i>bo@voorbeeld.example</i>, of https://voorbeeld.example/a?b=1&c="2".'
    questions = {**session.questions, "q1": msgspec.structs.replace(session.questions["q1"], text=text)}
    page = render(msgspec.structs.replace(session, questions=questions), Options())
    assert '<a href="mailto:bo@voorbeeld.example">bo@voorbeeld.example</a>' in page
    assert '<a href="https://voorbeeld.example/a?b=1&amp;c=' in page
    assert "<i>" not in page and "javascript:" not in page
