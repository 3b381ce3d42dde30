"""Paper for before the ring: sheets, cards and the script, for this group and its times."""

from __future__ import annotations

import datetime as dt
import io

import msgspec
import pytest
from pypdf import PdfReader

from reciring.report.handouts import HANDOUTS, StepText, make_handout_pdf, render_handout
from reciring.report.options import Options
from reciring.ring.session import Participant, Phase, Plan, Session
from tests.report.test_pdf import bare, root_of, text_of
from tests.support.large_sessions import NAMES, crowd, hostile_rings
from tests.support.summary_sessions import EMPTY, rehearsal, ring_of

PREPARED = Session(
    title="Lente",
    date=dt.date(2026, 11, 24),
    timezone="Europe/Amsterdam",
    language="en",
    start=dt.time(13, 30),
    until=dt.time(15, 5),
    participants={f"p{n}": Participant(name=f"Persoon {n}", away=n == 3) for n in range(1, 9)},
)
STEP_TEXTS = {Phase.ROUND: StepText(("Type `jan slides #tool`.",), ("Who knows somebody?",))}


def pages(pdf: bytes) -> int:
    return len(PdfReader(io.BytesIO(pdf)).pages)


@pytest.mark.parametrize("name", HANDOUTS)
@pytest.mark.parametrize("session", [EMPTY, PREPARED, rehearsal(), crowd(6), crowd(20)])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_handout_is_paper_that_can_be_read_aloud(name: str, session: Session, paper: str) -> None:
    found = make_handout_pdf(name, session, Options(paper=paper), STEP_TEXTS)
    assert not found.missing_characters
    reader = PdfReader(io.BytesIO(found.pdf))
    assert root_of(reader)["/MarkInfo"]["/Marked"]
    assert reader.metadata and reader.metadata.title


def test_a_sheet_for_everybody_who_is_there_and_two_to_spare() -> None:
    pdf = render_handout("question", "pdf", PREPARED)
    assert pages(pdf) == 5  # seven people, two spare, in pairs
    said = text_of(pdf)
    assert said.count(bare("Could somebody here take a first step this month?")) == 10
    assert bare("1 · Persoon 1") in said and bare("Persoon 3") not in said


def test_who_handed_in_a_question_finds_it_on_the_sheet() -> None:
    assert bare("Ik zoek een spreker over omgaan met AI") in text_of(render_handout("question", "pdf", rehearsal()))


def test_sheets_for_a_circle_of_strangers() -> None:
    assert pages(render_handout("question", "pdf", EMPTY)) == 6


def test_a_card_reads_from_both_sides_and_has_the_seat() -> None:
    pdf = render_handout("cards", "pdf", rehearsal())
    assert pages(pdf) == 7
    said = text_of(pdf)
    assert said.count(bare("Fatima El Amrani")) == 2
    assert "1. **Anne Visser** – Gemeente" in render_handout("cards", "md", rehearsal()).decode()


def test_no_name_is_broken_on_a_card() -> None:
    said = (page.extract_text() for page in PdfReader(io.BytesIO(render_handout("cards", "pdf", crowd(20)))).pages)
    written = set(" ".join(said).split())
    assert {word for name in NAMES for word in name.split()} <= written


def test_the_script_has_the_times_of_this_ring_on_one_page() -> None:
    pdf = render_handout("script", "pdf", PREPARED, step_texts=STEP_TEXTS)
    assert pages(pdf) == 1
    said = text_of(pdf)
    # 10 minutes, 5 for eight people, 40 for the round less what reflection of 15 needs
    for words in ("13:30", "13:40", "13:45", "14:20", "14:35", "5:00 for each question", "over at 15:05"):
        assert bare(words) in said, words
    assert "jan" in said and "`" not in said


def test_a_planned_ring_is_planned_otherwise() -> None:
    short = msgspec.structs.replace(PREPARED, plan=Plan(introduction=5, round=21), start=None)
    said = render_handout("script", "md", short, step_texts=STEP_TEXTS).decode()
    assert "## 0:00 Introduction (5 minutes)" in said
    assert "- 3:00 for each question" in said
    assert "## 10:00 Round (21 minutes)\n\n**Do**\n\n- Type `jan slides #tool`." in said


def test_a_long_script_is_still_one_page() -> None:
    many = tuple("Laat iedereen in één zin zeggen: naam, en waar je vandaan komt." for _ in range(9))
    step_texts = {phase: StepText(many[:6], many[:6]) for phase in Phase}
    assert pages(render_handout("script", "pdf", PREPARED, step_texts=step_texts)) == 1


@pytest.mark.parametrize("name", HANDOUTS)
def test_any_name_can_be_printed(name: str) -> None:
    for _, session in hostile_rings():
        assert pages(render_handout(name, "pdf", session)) >= 1
        render_handout(name, "md", session).decode()
    lines = render_handout(name, "md", ring_of("<b>x</b> [/x] `y`")).decode().splitlines()
    # What is indented so far is text, whatever stands in it: the drawing of the circle.
    assert not [line for line in lines if "<b>" in line.replace("\\<b", "") and not line.startswith("    ")]


def test_the_script_has_the_circle_with_its_seats_but_for_who_is_away() -> None:
    said = render_handout("script", "md", PREPARED, step_texts=STEP_TEXTS).decode()
    assert "Persoon 8  8       2  Persoon 2" in said
    assert "Persoon 3" not in said


def test_no_handout_has_that_name() -> None:
    with pytest.raises(KeyError):
        render_handout("poster", "pdf", EMPTY)
