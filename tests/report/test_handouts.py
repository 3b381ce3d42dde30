"""The handouts: question sheets, name cards and the script, with the people and times of the ring."""

from __future__ import annotations

import datetime as dt
import io
import shutil
import subprocess

import msgspec
import pytest
import zxingcpp
from PIL import Image

from reciring.locale import translator
from reciring.report.handouts import (
    HANDOUTS,
    StepText,
    available_handouts,
    handout_file_name,
    make_handout_pdf,
    render_handout,
)
from reciring.report.handouts.cards import cards_data
from reciring.report.invitation import Invitation
from reciring.report.options import Options
from reciring.ring.session import Participant, Phase, Plan, Session
from tests.support.large_sessions import NAMES, hostile_rings, ring_of_size
from tests.support.pdf_text import bare, catalogue, page_count, read_pdf, text_of
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of

PLANNED = Session(
    title="Lente",
    date=dt.date(2026, 11, 24),
    timezone="Europe/Amsterdam",
    language="en",
    start=dt.time(13, 30),
    until=dt.time(15, 5),
    participants={f"p{n}": Participant(name=f"Persoon {n}", away=n == 3) for n in range(1, 9)},
)
INVITATION = Invitation("http://192.168.178.20:8800", "K7M2QX", 'De "Brug"; gast', "zeer,geheim\\:")
LINKS = {
    "http://192.168.178.20:8800/#K7M2QX",
    'WIFI:T:WPA;S:De \\"Brug\\"\\; gast;P:zeer\\,geheim\\\\\\:;;',
}
STEP_TEXTS = {Phase.ROUND: StepText(("Type `jan slides #tool`.",), ("Who knows someone?",))}


@pytest.mark.parametrize("name", HANDOUTS)
@pytest.mark.parametrize("session", [EMPTY, PLANNED, rehearsal(), ring_of_size(6), ring_of_size(20)])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_handout_is_a_tagged_pdf_with_a_title(name: str, session: Session, paper: str) -> None:
    handout = make_handout_pdf(name, session, Options(paper=paper), STEP_TEXTS, INVITATION)
    assert not handout.missing_characters
    reader = read_pdf(handout.pdf)
    assert catalogue(reader)["/MarkInfo"]["/Marked"]
    assert reader.metadata and reader.metadata.title


def test_the_file_of_a_handout_has_a_name_in_the_language_of_its_reader() -> None:
    session = Session(date=dt.date(2026, 11, 24), title="Samen slimmer")
    names = [handout_file_name("question", session, Options(language=language)) for language in ("nl", "en")]
    assert names == ["2026-11-24-samen-slimmer-vraagbladen.pdf", "2026-11-24-samen-slimmer-question-sheets.pdf"]


def test_there_is_a_question_sheet_for_everyone_present_and_two_more() -> None:
    pdf = render_handout("question", "pdf", PLANNED)
    assert page_count(pdf) == 5  # Seven people, two blank sheets and one to make them even, two on a page.
    text = text_of(pdf)
    assert text.count(bare("Could someone here take a first step this month?")) == 10
    assert bare("1 · Persoon 1") in text and bare("Persoon 3") not in text


def test_a_question_that_is_known_is_printed_on_its_sheet() -> None:
    assert bare("Ik zoek een spreker over omgaan met AI") in text_of(render_handout("question", "pdf", rehearsal()))


def test_without_participants_there_are_twelve_blank_sheets() -> None:
    assert page_count(render_handout("question", "pdf", EMPTY)) == 6


def test_a_name_card_has_the_name_twice_and_the_seat() -> None:
    pdf = render_handout("cards", "pdf", rehearsal())
    assert page_count(pdf) == 7
    text = text_of(pdf)
    assert text.count(bare("Fatima El Amrani")) == 2
    assert "1. **Anne Visser** – Gemeente" in render_handout("cards", "md", rehearsal()).decode()


def test_no_name_is_hyphenated_on_a_card() -> None:
    texts = (page.extract_text() for page in read_pdf(render_handout("cards", "pdf", ring_of_size(20))).pages)
    words = set(" ".join(texts).split())
    assert {word for name in NAMES for word in name.split()} <= words


def test_the_script_is_one_page_with_the_times_of_the_ring() -> None:
    pdf = render_handout("script", "pdf", PLANNED, step_texts=STEP_TEXTS)
    assert page_count(pdf) == 1
    text = text_of(pdf)
    # 10 minutes of introduction, 5 of writing, 35 of round, so that the reflection can end by 15:05.
    for words in ("13:30", "13:40", "13:45", "14:20", "14:35", "5:00 per question", "ends at 15:05"):
        assert bare(words) in text, words
    assert "jan" in text and "`" not in text


def test_the_script_follows_the_plan() -> None:
    short = msgspec.structs.replace(PLANNED, plan=Plan(introduction=5, round=21), start=None)
    text = render_handout("script", "md", short, step_texts=STEP_TEXTS).decode()
    assert "## 0:00 Introduction (5 minutes)" in text
    assert "- 3:00 per question" in text
    assert "## 10:00 Round (21 minutes)\n\n**Do**\n\n- Type `jan slides #tool`." in text


def test_a_long_script_is_one_page() -> None:
    many = tuple("Laat iedereen in één zin zeggen: naam, en waar je vandaan komt." for _ in range(9))
    step_texts = {phase: StepText(many[:6], many[:6]) for phase in Phase}
    assert page_count(render_handout("script", "pdf", PLANNED, step_texts=step_texts)) == 1


@pytest.mark.parametrize("name", HANDOUTS)
def test_handouts_can_have_any_name(name: str) -> None:
    for _, session in hostile_rings():
        assert page_count(render_handout(name, "pdf", session, invitation=INVITATION)) >= 1
        assert render_handout(name, "md", session, invitation=INVITATION).decode()
    lines = render_handout(name, "md", ring_of("<b>x</b> [/x] `y`"), invitation=INVITATION).decode().splitlines()
    # Indented lines are a code block: the seating plan.
    assert not [line for line in lines if "<b>" in line.replace("\\<b", "") and not line.startswith("    ")]


def test_the_script_has_the_seating_plan_without_those_away() -> None:
    text = render_handout("script", "md", PLANNED, step_texts=STEP_TEXTS).decode()
    assert "Persoon 8  8       2  Persoon 2" in text
    assert "Persoon 3" not in text


def test_an_unknown_handout_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        render_handout("leaflet", "pdf", EMPTY)


def test_a_name_card_has_the_first_name_apart_and_keeps_an_infix_with_its_name() -> None:
    people = {"p1": Participant(name="Marieke van den Berg-de Boer"), "p2": Participant(name="Jo")}
    cards = cards_data(msgspec.structs.replace(rehearsal(), participants=people), translator("nl"))["cards"]
    names = [(card["first"], card["rest"]) for card in cards]
    assert names == [("Marieke", "van\xa0den\xa0Berg-de\xa0Boer"), ("Jo", "")]


def codes_on(pdf: bytes) -> list[str]:
    """The texts of the QR codes on the first page."""
    command = ["pdftoppm", "-r", "100", "-l", "1", "-png", "-"]
    drawn = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(drawn)))]


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="no pdftoppm here (Debian: poppler-utils)")
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["poster", "cards"])
def test_phones_can_scan_the_poster_and_the_name_cards(name: str, paper: str, language: str) -> None:
    options = Options(language=language, paper=paper)
    assert set(codes_on(render_handout(name, "pdf", rehearsal(), options, invitation=INVITATION))) == LINKS
    without_wifi = INVITATION._replace(wifi_name="", wifi_password="")
    pdf = render_handout(name, "pdf", rehearsal(), options, invitation=without_wifi)
    assert set(codes_on(pdf)) == {without_wifi.link}


@pytest.mark.parametrize("title", ["", "Een lange titel van een kring in een zaal " * 4])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_poster_is_one_page_that_can_also_be_typed_from(paper: str, title: str) -> None:
    pdf = render_handout("poster", "pdf", ring_of(title), Options(paper=paper), invitation=INVITATION)
    assert page_count(pdf) == 1
    for words in INVITATION:
        assert bare(words) in text_of(pdf)
    text = render_handout("poster", "md", rehearsal(), Options(language="nl"), invitation=INVITATION).decode()
    assert "Code: **K7M2QX**" in text and "http://192.168.178.20:8800" in text


def test_only_a_ring_that_is_open_to_phones_has_a_poster() -> None:
    assert available_handouts(None) == ["question", "cards", "script"]
    with pytest.raises(KeyError):
        render_handout("poster", "pdf", PLANNED)


def test_an_open_network_has_no_password() -> None:
    assert Invitation("", "", "Vrij").wifi_link == "WIFI:T:nopass;S:Vrij;;"
