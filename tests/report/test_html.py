"""The page: valid as a browser reads it, readable in light and dark, showing every text as typed, doing nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import product
from xml.etree import ElementTree as ET

import html5lib
import pytest
from hypothesis import given

from reciring.report.group_summary import group_summary
from reciring.report.html import BACKGROUND_COLOURS, DARK_COLOURS, LIGHT_COLOURS, TEXT_COLOURS, render, style_sheet
from reciring.report.options import Options
from reciring.report.personal_page import page_owners
from reciring.ring.session import FACILITATOR, Session
from tests.support.large_sessions import crowd, hostile_rings, typed
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of, unfinished, with_private

HTML = "{http://www.w3.org/1999/xhtml}"
HARMLESS = set(
    "html head meta title style body header main footer section article div span p h1 h2 h3 ul li br strong em bdi"
    " blockquote figure svg desc path circle rect line text".split()
)


def parsed(page: str) -> ET.Element:
    """The page as a browser's tree; fails on the first error that the HTML standard knows."""
    tree: ET.Element = html5lib.HTMLParser(strict=True).parse(page)
    return tree


def tags(tree: ET.Element) -> set[str]:
    return {str(element.tag).rpartition("}")[2] for element in tree.iter()}


def text_of(tree: ET.Element) -> str:
    body = tree.find(f"{HTML}body")
    assert body is not None
    return "".join(body.itertext())


@pytest.mark.parametrize("session", [EMPTY, unfinished(), rehearsal(), crowd(6), crowd(20)])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_valid(session: Session, language: str) -> None:
    for options in (
        Options(language=language),
        Options(language=language, speaking_time=True),
        Options(language=language, who=FACILITATOR),
        *(Options(language=language, who=who) for who in list(session.participants)[:3]),
    ):
        tree = parsed(render(session, options))
        assert tree.get("lang") == language
        assert tags(tree) <= HARMLESS
        assert len(list(tree.iter(f"{HTML}h1"))) == 1
        ids = [element.get("id") for element in tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids))


def test_the_policy_allows_our_style_sheet_and_nothing_else() -> None:
    page = render(rehearsal(), Options())
    tree = parsed(page)
    (policy,) = (m.get("content") for m in tree.iter(f"{HTML}meta") if m.get("http-equiv") == "Content-Security-Policy")
    (style,) = (element.text or "" for element in tree.iter(f"{HTML}style"))
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    for element in tree.iter():
        assert not {name for name in element.attrib if name.startswith("on") or name in ("style", "src", "href")}
    assert "url(" not in style and "@import" not in style


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT_COLOURS, DARK_COLOURS])
def test_every_text_can_be_read_on_every_ground(palette: dict[str, str]) -> None:
    for text, ground in product(TEXT_COLOURS, BACKGROUND_COLOURS):
        assert contrast(palette[text], palette[ground]) >= 4.5, (text, ground)
    # the number of a seat, in the colour of the page on teal
    assert contrast(palette["paper"], palette["teal"]) >= 4.5


def test_no_colour_is_used_that_is_not_in_the_palette() -> None:
    declared = set(re.findall(r"--([a-z]+):", style_sheet()))
    assert declared == set(LIGHT_COLOURS) == set(DARK_COLOURS)
    rules = re.sub(r":root \{[^}]*\}", "", style_sheet())
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", rules)
    assert set(re.findall(r"var\(--([a-z]+)\)", rules)) <= declared


def test_the_page_says_what_the_summary_says() -> None:
    found = group_summary(rehearsal())
    said = text_of(parsed(render(rehearsal(), Options())))
    for question in found.questions:
        assert question.asker in said and question.text in said
        for offer in (*question.offers, *question.mentioned):
            assert offer.text in said and offer.when in said
    assert found.open[0].text in said and found.corrections in said and found.discretion in said
    assert said.index(found.words.open) < said.index(found.words.questions)


def test_private_offers_are_on_two_pages_only() -> None:
    session = with_private(rehearsal(), "een geheim")
    assert "een geheim" not in render(session, Options(speaking_time=True))
    seen = {who for who in page_owners(session) if "een geheim" in render(session, Options(who=who))}
    assert seen == {"p1", "p2"}


def test_speaking_times_are_in_the_facilitators_copy_alone() -> None:
    assert "11:09" in render(rehearsal(), Options(speaking_time=True))
    assert "11:09" not in render(rehearsal(), Options())
    assert "11:09" not in render(rehearsal(), Options(who="p5", speaking_time=True))


@pytest.mark.parametrize(
    ("labels", "session"), list(hostile_rings()), ids=lambda it: it[0] if isinstance(it, list) else ""
)
def test_any_text_is_shown_as_typed_and_does_nothing(labels: list[str], session: Session) -> None:
    tree = parsed(render(session, Options(speaking_time=True)))
    assert tags(tree) <= HARMLESS
    said = "".join(text_of(tree).split())
    for label in labels:
        if label not in ("noncharacters", "surrogate"):
            assert said.count(typed(label)) >= 3, label
    for who in ("p1", "p7", FACILITATOR):
        assert tags(parsed(render(session, Options(who=who)))) <= HARMLESS


def test_a_name_cannot_turn_the_words_around_it() -> None:
    page = render(ring_of("שלום"), Options())
    body = page[page.index("<body>") :]
    shown = re.sub(r"<svg.*?</svg>", "", body, flags=re.DOTALL)
    for before in re.findall(r"([^>]*>)[^<>]*שלום", shown):
        assert before.endswith("<bdi>") or 'dir="auto"' in before, before


@given(sessions())
def test_any_session_is_a_valid_page(session: Session) -> None:
    parsed(render(session, Options(speaking_time=True)))
    for who in session.participants:
        parsed(render(session, Options(who=who)))
