"""The summary on paper, read back by another program: what it says, on how many sides, and for whom it can be read."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import msgspec
import pytest
import typst
from hypothesis import given, settings
from pypdf import PdfReader

from reciring.locale import translator
from reciring.report.formats import render_summary as form
from reciring.report.group_summary import group_summary
from reciring.report.options import Options
from reciring.report.pdf import make_summary_pdf, render
from reciring.report.personal_page import page_owners
from reciring.report.typesetting import missing_characters_message
from reciring.ring.session import FACILITATOR, Kind, Offer, Session
from tests.support.large_sessions import crowd, hostile_rings, typed
from tests.support.strategies import sessions
from tests.support.summary_sessions import DAY, EMPTY, at, rehearsal, ring_of, unfinished, with_private

A4, LETTER = (595, 842), (612, 792)
OURS = typst.Fonts(include_system_fonts=False)
"""Only the fonts that typst brings along, as on a computer without any."""


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def root_of(reader: PdfReader) -> Any:
    """The catalogue of the file, whose parts pypdf does not type."""
    return reader.root_object


def text_of(pdf: bytes) -> str:
    """All letters in the order of reading, without spaces, hyphens at the ends of lines and places to break."""
    lines = "\n".join(page.extract_text() for page in read(pdf).pages).splitlines()
    joined = "".join(line.rstrip().removesuffix("-") if line.rstrip()[-2:-1].isalpha() else line for line in lines)
    return bare(joined)


def bare(text: str) -> str:
    found = unicodedata.normalize("NFKC", "".join(text.split()))
    return "".join(sign for sign in found if unicodedata.category(sign) not in ("Cf", "Zs", "Pd"))


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    ("session", "most"), [(EMPTY, 1), (unfinished(), 2), (rehearsal(), 2), (crowd(6), 1), (crowd(20), 3)]
)
def test_the_group_gets_two_sides_at_most_for_a_dozen(session: Session, most: int, paper: str) -> None:
    reader = read(render(session, Options(paper=paper)))
    assert len(reader.pages) <= most
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (LETTER if paper == "letter" else A4)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("session", [rehearsal(), crowd(6), crowd(20)])
def test_everybody_gets_one_side(session: Session, paper: str) -> None:
    for who in page_owners(session):
        assert len(read(render(session, Options(who=who, paper=paper))).pages) == 1


def test_a_side_holds_a_great_many_promises() -> None:
    session = crowd(12)
    offers = dict(session.offers)
    for number in range(100, 120):
        key, helpers = ("q1", ("p2",)) if number % 2 else ("q5", ("p1",))
        text = "stuurt een lijst van alles wat er over dit onderwerp geschreven is"
        offers[f"o{number}"] = Offer(question=key, helpers=helpers, kind=Kind.TOOL, text=text, due=DAY, at=at(70))
    full = msgspec.structs.replace(session, offers=offers)
    assert len(read(render(full, Options(who="p1"))).pages) == 1


def test_the_paper_says_what_the_summary_says() -> None:
    found = group_summary(rehearsal())
    said = text_of(render(rehearsal(), Options()))
    for question in found.questions:
        assert bare(question.asker) in said
        for offer in (*question.offers, *question.mentioned):
            assert all(bare(word) in said for word in offer.text.split() if len(word) < 6), offer.text
    assert bare("wie kent een schooldecaan?") in said
    assert bare("bladzijde 2 van 2") in said


def test_a_persons_own_page_says_what_is_theirs() -> None:
    said = text_of(render(rehearsal(), Options(who="p12")))
    for words in (
        "Zoë van Dijk",
        "Hoe houd ik overzicht over 60 mails per dag",
        "deelt haar eigen mailregels",
        "wo 25 nov",
        "bo.jansen@voorbeeld.example",
        "leent haar kaartspel voor teamgesprekken uit",
        "eerste keer oefenen in de bibliotheek",
    ):
        assert bare(words) in said, words
    assert bare("Karin Smit") not in said


def test_private_offers_are_on_two_pages_only() -> None:
    session = with_private(rehearsal(), "geheimpje")
    assert "geheimpje" not in text_of(render(session, Options(speaking_time=True)))
    seen = {who for who in page_owners(session) if "geheimpje" in text_of(render(session, Options(who=who)))}
    assert seen == {"p1", "p2"}


def test_speaking_times_are_in_the_facilitators_copy_alone() -> None:
    mark = bare(translator("nl")("The facilitator's own copy: it has speaking times. Please do not hand it out."))
    assert mark in text_of(render(rehearsal(), Options(speaking_time=True)))
    for options in (Options(), Options(who="p5", speaking_time=True)):
        assert mark not in text_of(render(rehearsal(), options))
        assert "11:09" not in text_of(render(rehearsal(), options))


@pytest.mark.parametrize("options", [Options(), Options(who="p4"), Options(speaking_time=True), Options(language="en")])
def test_it_can_be_read_aloud(options: Options) -> None:
    reader = read(render(rehearsal(), options))
    root = root_of(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == (options.language or "nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/StructTreeRoot"]
    assert reader.metadata and reader.metadata.title == "Samen slimmer · kennisdag"
    assert reader.metadata.author == "Nienke Hof"
    assert reader.xmp_metadata and b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    assert len(reader.outline) > 0


def test_the_same_ring_gives_the_same_file() -> None:
    assert render(rehearsal(), Options()) == render(rehearsal(), Options()) == form("pdf", rehearsal())


@pytest.mark.parametrize("label", ["Zoë 王小明", "a\N{DESERET CAPITAL LETTER LONG I}b"])
def test_letters_without_a_font_are_told_of(label: str) -> None:
    paper = make_summary_pdf(ring_of(label), Options(language="en"), fonts=OURS)
    assert paper.missing_characters == tuple(letter for letter in label if ord(letter) > 0x2FF)
    said = text_of(paper.pdf)
    assert bare("This computer has no font for some letters") in said
    assert f"U+{ord(paper.missing_characters[0]):04X}" in said
    assert root_of(read(paper.pdf))["/MarkInfo"]["/Marked"]


def test_many_missing_letters_are_told_of_briefly() -> None:
    told = missing_characters_message(tuple(map(chr, range(0x4E00, 0x4E40))), translator("en"))
    assert told.startswith("This computer has no font for some letters (Cjk U+4E00, ")
    assert len(told) < 300


@pytest.mark.parametrize("label", ["Łukasz Ελένη Анна Şule Ñandú", "plain", "“quotes” – … €"])
def test_letters_of_europe_are_always_there(label: str) -> None:
    assert make_summary_pdf(ring_of(label), Options(), fonts=OURS).missing_characters == ()


def test_joiners_and_fillers_are_no_missing_letters() -> None:
    assert (
        make_summary_pdf(ring_of("a\N{ZERO WIDTH JOINER}b\N{HANGUL FILLER}c"), Options(), fonts=OURS).missing_characters
        == ()
    )


@pytest.mark.parametrize(
    ("labels", "session"), list(hostile_rings()), ids=lambda it: it[0] if isinstance(it, list) else ""
)
def test_any_text_is_shown_as_typed(labels: list[str], session: Session) -> None:
    paper = make_summary_pdf(session, Options(speaking_time=True))
    if "letters-2000" in labels:  # dozens of pages, which pypdf reads slowly; the next test looks at such a text
        return
    said = text_of(paper.pdf)
    for label in labels:
        words = bare(typed(label))
        # what is shaped, joined or turned comes out of a PDF in the order in which it is drawn
        if words.isascii() and "-" not in words and len(words) < 40:
            assert words in said, label
    for who in ("p1", "p7", FACILITATOR):
        make_summary_pdf(session, Options(who=who))


@pytest.mark.parametrize("options", [Options(), Options(who="p1")])
def test_two_thousand_letters_without_a_space_stay_on_the_page(options: Options) -> None:
    session = crowd(6)
    long = msgspec.structs.replace(session.questions["q1"], text="x" * 2000)
    session = msgspec.structs.replace(session, questions={**session.questions, "q1": long})
    starts: list[tuple[float, str]] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if set(text.strip()) == {"x"}:
            starts.append((tm[4] * cm[0] + cm[4], text.strip()))

    for page in read(render(session, options)).pages:
        page.extract_text(visitor_text=note)
    assert sum(len(text) for _, text in starts) == 2000
    assert min(start for start, _ in starts) > 40
    # a dozen letters at most stand between two places to break
    assert max(start for start, _ in starts) < 595 - 40 - 12 * 4


@settings(max_examples=10)
@given(sessions())
def test_any_session_can_be_printed(session: Session) -> None:
    assert read(render(session, Options(speaking_time=True))).pages
    for who in list(session.participants)[:2]:
        assert read(render(session, Options(who=who))).pages
