"""The PDF of the summary, read back by pypdf: its text, its number of pages, and whether it is accessible."""

from __future__ import annotations

import msgspec
import pytest
import typst
from hypothesis import given, settings

from reciring.locale import translator
from reciring.report.formats import render_summary
from reciring.report.group_summary import group_summary
from reciring.report.options import Options
from reciring.report.pdf import make_summary_pdf, render
from reciring.report.personal_page import page_owners
from reciring.report.typesetting import missing_characters_message
from reciring.ring.session import FACILITATOR, Kind, Offer, Session
from tests.support.large_sessions import hostile_rings, ring_of_size, visible_text
from tests.support.pdf_text import bare, catalogue, page_count, read_pdf, text_of
from tests.support.strategies import sessions
from tests.support.summary_sessions import DAY, EMPTY, at, rehearsal, ring_of, unfinished, with_private

A4, LETTER = (595, 842), (612, 792)
TYPST_FONTS = typst.Fonts(include_system_fonts=False)
"""Only the fonts that typst includes, as on a computer without any."""


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize(
    ("session", "most"), [(EMPTY, 1), (unfinished(), 2), (rehearsal(), 2), (ring_of_size(6), 1), (ring_of_size(20), 3)]
)
def test_the_group_summary_of_a_dozen_is_at_most_two_pages(session: Session, most: int, paper: str) -> None:
    reader = read_pdf(render(session, Options(paper=paper)))
    assert len(reader.pages) <= most
    box = reader.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (LETTER if paper == "letter" else A4)


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("session", [rehearsal(), ring_of_size(6), ring_of_size(20)])
def test_a_personal_page_is_one_page(session: Session, paper: str) -> None:
    for who in page_owners(session):
        assert page_count(render(session, Options(who=who, paper=paper))) == 1


def test_a_personal_page_with_very_many_promises_is_one_page() -> None:
    session = ring_of_size(12)
    offers = dict(session.offers)
    for number in range(100, 120):
        key, helpers = ("q1", ("p2",)) if number % 2 else ("q5", ("p1",))
        text = "stuurt een lijst van alles wat er over dit onderwerp geschreven is"
        offers[f"o{number}"] = Offer(question=key, helpers=helpers, kind=Kind.TOOL, text=text, due=DAY, at=at(70))
    full = msgspec.structs.replace(session, offers=offers)
    assert page_count(render(full, Options(who="p1"))) == 1


def test_the_pdf_has_all_texts_of_the_summary() -> None:
    summary = group_summary(rehearsal())
    text = text_of(render(rehearsal(), Options()))
    for question in summary.questions:
        assert bare(question.asker) in text
        for offer in (*question.offers, *question.mentioned):
            assert all(bare(word) in text for word in offer.text.split() if len(word) < 6), offer.text
    assert bare("wie kent een schooldecaan?") in text
    assert bare("pagina 2 van 2") in text


def test_a_personal_page_has_the_texts_of_that_person() -> None:
    text = text_of(render(rehearsal(), Options(who="p12")))
    for words in (
        "Zoë van Dijk",
        "Hoe houd ik overzicht over 60 mails per dag",
        "deelt haar eigen mailregels",
        "wo 25 nov",
        "bo.jansen@voorbeeld.example",
        "leent haar kaartspel voor teamgesprekken uit",
        "eerste keer oefenen in de bibliotheek",
    ):
        assert bare(words) in text, words
    assert bare("Karin Smit") not in text


def test_a_private_offer_is_on_two_personal_pages_only() -> None:
    session = with_private(rehearsal(), "geheimpje")
    assert "geheimpje" not in text_of(render(session, Options(speaking_time=True)))
    seen = {who for who in page_owners(session) if "geheimpje" in text_of(render(session, Options(who=who)))}
    assert seen == {"p1", "p2"}


def test_only_the_facilitators_copy_has_speaking_times() -> None:
    mark = bare(translator("nl")("Facilitator's copy, with speaking times. Do not share it."))
    assert mark in text_of(render(rehearsal(), Options(speaking_time=True)))
    for options in (Options(), Options(who="p5", speaking_time=True)):
        assert mark not in text_of(render(rehearsal(), options))
        assert "11:09" not in text_of(render(rehearsal(), options))


@pytest.mark.parametrize("options", [Options(), Options(who="p4"), Options(speaking_time=True), Options(language="en")])
def test_the_pdf_is_tagged_and_has_a_title_and_a_language(options: Options) -> None:
    reader = read_pdf(render(rehearsal(), options))
    root = catalogue(reader)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == (options.language or "nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/StructTreeRoot"]
    assert reader.metadata and reader.metadata.title == "Samen slimmer · kennisdag"
    assert reader.metadata.author == "Nienke Hof"
    assert reader.xmp_metadata and b"pdfuaid:part" in reader.xmp_metadata.stream.get_data()
    assert len(reader.outline) > 0


def test_the_same_ring_gives_the_same_file() -> None:
    assert render(rehearsal(), Options()) == render(rehearsal(), Options()) == render_summary("pdf", rehearsal())


@pytest.mark.parametrize("label", ["Zoë 王小明", "a\N{DESERET CAPITAL LETTER LONG I}b"])
def test_missing_characters_are_listed_on_the_page(label: str) -> None:
    document = make_summary_pdf(ring_of(label), Options(language="en"), fonts=TYPST_FONTS)
    assert document.missing_characters == tuple(letter for letter in label if ord(letter) > 0x2FF)
    text = text_of(document.pdf)
    assert bare("No font on this computer has these characters") in text
    assert f"U+{ord(document.missing_characters[0]):04X}" in text
    assert catalogue(read_pdf(document.pdf))["/MarkInfo"]["/Marked"]


def test_the_message_about_many_missing_characters_is_short() -> None:
    message = missing_characters_message(tuple(map(chr, range(0x4E00, 0x4E40))), translator("en"))
    assert message.startswith("No font on this computer has these characters: Cjk U+4E00, ")
    assert len(message) < 300


@pytest.mark.parametrize("label", ["Łukasz Ελένη Анна Şule Ñandú", "plain", "“quotes” – … €"])
def test_latin_greek_and_cyrillic_never_miss(label: str) -> None:
    assert make_summary_pdf(ring_of(label), Options(), fonts=TYPST_FONTS).missing_characters == ()


def test_invisible_characters_do_not_count_as_missing() -> None:
    assert (
        make_summary_pdf(
            ring_of("a\N{ZERO WIDTH JOINER}b\N{HANGUL FILLER}c"), Options(), fonts=TYPST_FONTS
        ).missing_characters
        == ()
    )


@pytest.mark.parametrize(
    ("labels", "session"), list(hostile_rings()), ids=lambda it: it[0] if isinstance(it, list) else ""
)
def test_any_text_is_shown_as_typed(labels: list[str], session: Session) -> None:
    document = make_summary_pdf(session, Options(speaking_time=True))
    if "letters-2000" in labels:  # Dozens of pages, which pypdf reads slowly; the next test has such a text.
        return
    text = text_of(document.pdf)
    for label in labels:
        words = bare(visible_text(label))
        # pypdf returns shaped and right-to-left text in the order of drawing, so that is not compared.
        if words.isascii() and "-" not in words and len(words) < 40:
            assert words in text, label
    for who in ("p1", "p7", FACILITATOR):
        make_summary_pdf(session, Options(who=who))


@pytest.mark.parametrize("options", [Options(), Options(who="p1")])
def test_a_word_of_2000_letters_stays_on_the_page(options: Options) -> None:
    session = ring_of_size(6)
    long = msgspec.structs.replace(session.questions["q1"], text="x" * 2000)
    session = msgspec.structs.replace(session, questions={**session.questions, "q1": long})
    starts: list[tuple[float, str]] = []

    def note(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        if set(text.strip()) == {"x"}:
            starts.append((tm[4] * cm[0] + cm[4], text.strip()))

    for page in read_pdf(render(session, options)).pages:
        page.extract_text(visitor_text=note)
    assert sum(len(text) for _, text in starts) == 2000
    assert min(start for start, _ in starts) > 40
    # There are at most twelve characters between two places to break.
    assert max(start for start, _ in starts) < 595 - 40 - 12 * 4


@settings(max_examples=10)
@given(sessions())
def test_any_session_can_be_printed(session: Session) -> None:
    assert read_pdf(render(session, Options(speaking_time=True))).pages
    for who in list(session.participants)[:2]:
        assert read_pdf(render(session, Options(who=who))).pages


ADDRESS = "anne.visser-de-groot@een-lange-organisatie.voorbeeld.example"
WEB = "https://www.een-lange-organisatie.voorbeeld.example/een/lang/pad?naar=iets"


@pytest.mark.parametrize("who", [None, "p1", "p2"])
def test_addresses_are_links_and_nothing_is_in_them_that_was_not_typed(who: str | None) -> None:
    session = ring_of_size(6)
    people = {**session.participants}
    people["p1"] = msgspec.structs.replace(people["p1"], email=ADDRESS, shares=True)
    questions = {**session.questions}
    questions["q1"] = msgspec.structs.replace(questions["q1"], text=f"Wie kent {WEB}? Mail {ADDRESS}.")
    questions["q2"] = msgspec.structs.replace(questions["q2"], text=f"Wie schreef {WEB}.")
    session = msgspec.structs.replace(session, participants=people, questions=questions)
    pages = read_pdf(render(session, Options(who=who))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "\u200b" not in text
    assert WEB in "".join(text.split())
    targets = {str(it.get_object()["/A"]["/URI"]) for page in pages for it in page.get("/Annots", ())}
    assert WEB in targets and not any("\u200b" in target for target in targets)
    if who != "p2":
        assert f"mailto:{ADDRESS}" in targets


def test_what_a_personal_page_says_about_itself_is_read_aloud_too() -> None:
    """It is in the text of the page, not in its foot, which a screen reader leaves out."""
    data = render(rehearsal(), Options(who="p4"))
    text = read_pdf(data).pages[0].extract_text()
    assert bare("This page is yours") not in text
    assert bare(
        translator("nl")("This page is for you only. It includes what only you and your helpers should see.")
    ) in bare(text)
