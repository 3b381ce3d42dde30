"""Tab goes through the open items: the checklist before the ring, incomplete offers at its reflection."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reciring.console.widgets.pane import TextBlock
from reciring.guide import load_guide
from reciring.report.charts.seats import MIN_WIDTH, seats_text
from reciring.ring.session import Kind, Participant, Session, is_incomplete
from reciring.ring.transcript import replay, write_transcript
from tests.support.console_driver import EMPTY_SESSION, ConsoleDriver, console_on, rehearsal_session
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.screen_goldens import check_screen

replace = msgspec.structs.replace
KEYS = [item.key for item in load_guide("en").checklist]
REFLECTING = rehearsal_session(4350, "en")
PEOPLE = ("Anne Visser", "Bo Jansen", "Karin Smit")
"""Anne asks; then a promise without a day, an offer of nobody known, and a tip."""
OFFERED = ("karin kent iemand #contact", "0 er ligt nog een beamer #tool", "bo gewoon beginnen")


async def reflecting(driver: ConsoleDriver) -> None:
    await driver.enter(*PEOPLE, "/begin", "/go", "/go", "/next", *OFFERED, "/go reflect")


# --- the checklist ----------------------------------------------------------------------------------------------------


async def test_the_checklist_is_ticked_with_tab_and_enter_and_kept(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press("tab", "enter", "tab", "enter")
        assert driver.saved_session().ticked == (KEYS[0], KEYS[2])
        await driver.press("shift+tab", "enter")
        assert driver.saved_session().ticked[2:] == (KEYS[1],)
        await driver.press("ctrl+z")
        assert driver.saved_session().ticked == (KEYS[0], KEYS[2])
        await driver.press("escape", "enter")
        assert len(driver.saved_session().ticked) == 2, "after Escape Enter ticks nothing"


async def test_during_the_walk_other_lines_mean_what_they_always_mean(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press("tab")
        await driver.enter("Anne Visser")
        assert driver.saved_session().participants["p1"].name == "Anne Visser"
        await driver.press("enter")
        assert driver.saved_session().ticked == (KEYS[0],)


async def test_during_the_walk_numbers_alone_tick_items(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press("tab")
        await driver.enter("1 3 2")
        assert driver.saved_session().ticked == (KEYS[0], KEYS[2], KEYS[1])
        assert not driver.saved_session().participants


async def test_numbers_and_words_tick_several_at_once(tmp_path: Path) -> None:
    async with console_on(tmp_path, language="nl") as driver:
        await driver.enter("/vink 1 3 pennen", "/tick laptop")
        assert driver.saved_session().ticked == (KEYS[0], KEYS[2], "pens", "laptop")
        assert "afgevinkt op de spullenlijst" in driver.preview
        await driver.enter("/plan xyz", "/vink 1")
        assert KEYS[0] not in driver.saved_session().ticked
        assert "niet meer afgevinkt op de spullenlijst" in driver.preview


async def test_the_transcript_names_items_that_were_ticked_by_number(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne Visser", "/tick 1 3")
        written = write_transcript(driver.saved_session())
        assert [line for line in written.splitlines() if "/tick" in line] == [f"/tick {KEYS[0]}", f"/tick {KEYS[2]}"]
        assert replay(written).session.ticked == (KEYS[0], KEYS[2])


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("/tick 99", "The checklist has numbers 1 to 15."),
        ("/tick zebra", "“zebra” is not on the checklist: type a number from it."),
        ("/tick a", "“a” is on the checklist more than once: type its number."),
    ],
)
async def test_an_item_that_is_not_on_the_checklist_is_refused(line: str, sentence: str, tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(line)
        assert sentence in driver.preview
        assert driver.screen.line.value == line, "what was typed stays"
        assert driver.saved_session().ticked == ()


async def test_tab_completes_items_of_the_checklist(tmp_path: Path) -> None:
    async with console_on(tmp_path, language="nl") as driver:
        driver.screen.line.put("/vink 1 penn")
        await driver.press("tab")
        assert driver.screen.line.value == "/vink 1 7"
        await driver.press("enter")
        assert driver.saved_session().ticked == (KEYS[0], "pens")
        driver.screen.line.put("/vink ")
        await driver.wait_for_messages()
        assert "Tab Genoeg stoelen" in driver.preview
        assert "Pennen" not in driver.preview


async def test_a_click_ticks_an_item(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(120, 40)) as driver:
        await driver.wait_until_drawn()
        row = next(y for y, text in enumerate(driver.screen_text.splitlines()) if " 1 ☐" in text)
        column = driver.screen_text.splitlines()[row].index("☐")
        await driver.pilot.click(offset=(column, row))
        assert driver.saved_session().ticked == (KEYS[0],)
        assert driver.app.focused is driver.screen.line


async def test_the_last_ticked_item_is_announced(tmp_path: Path) -> None:
    async with console_on(tmp_path, replace(EMPTY_SESSION, ticked=tuple(KEYS[:-1]))) as driver:
        await driver.press("tab", "enter")
        assert "Everything is ready." in driver.preview
        await driver.press("tab")
        assert driver.screen.view.open_items.position == ""


# --- promises ---------------------------------------------------------------------------------------------------------


async def test_a_day_and_enter_complete_an_offer(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await reflecting(driver)
        await driver.press("escape")
        assert "2 incomplete offers." in driver.reminder
        await driver.press("tab")
        assert "When? Type a day. 1 Karin → Anne: kent iemand" in driver.reminder
        driver.screen.line.put("friday")
        await driver.wait_for_messages()
        assert driver.preview.splitlines()[-1] == "→ offer 1: when? → Fri 27 Nov"
        await driver.press("enter")
        offer = driver.saved_session().offers["o1"]
        assert (offer.due, offer.kind, offer.text) == (dt.date(2026, 11, 27), Kind.CONTACT, "kent iemand")
        assert "Who? Type a name. 2 ? → Anne: er ligt nog een beamer" in driver.reminder
        await driver.enter("bo 1 dec")
        offer = driver.saved_session().offers["o2"]
        assert (offer.helpers, offer.due) == (("p2",), dt.date(2026, 12, 1))
        assert "No incomplete offers left." in driver.preview
        await driver.press("ctrl+z")
        assert is_incomplete(driver.saved_session().offers["o2"])


async def test_a_name_alone_leaves_the_day_open(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await reflecting(driver)
        await driver.press("tab", "tab")
        await driver.enter("karin+bo")
        assert driver.saved_session().offers["o2"].helpers == ("p3", "p2")
        assert "When? Type a day." in driver.reminder


@pytest.mark.parametrize("skip", ["tab", "enter"])
async def test_tab_skips_an_item_and_tips_are_not_items(skip: str, tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await reflecting(driver)
        await driver.press("tab", skip)
        assert "2 ? →" in driver.reminder
        await driver.press(skip)
        assert driver.screen.view.open_items.position == ""
        assert [is_incomplete(offer) for offer in driver.saved_session().offers.values()] == [True, True, False]


async def test_during_the_walk_the_line_takes_other_entries(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await reflecting(driver)
        await driver.press("tab")
        await driver.enter("anne drie goede ideeën", "karin", "1 dec")
        session = driver.saved_session()
        assert session.speaker == "p3"
        assert [reflection.text for reflection in session.reflections.values()] == ["drie goede ideeën"]
        assert session.offers["o1"].due == dt.date(2026, 12, 1), "on the way that is a day"


async def test_without_the_walk_a_name_and_a_day_are_a_reflection(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await reflecting(driver)
        await driver.enter("anne 1 dec")
        assert [reflection.text for reflection in driver.saved_session().reflections.values()] == ["1 dec"]
        assert driver.saved_session().offers["o1"].due is None


async def test_the_transcript_replays_what_the_walk_completed(tmp_path: Path) -> None:
    async with console_on(tmp_path, REFLECTING, seconds=4350) as driver:
        await driver.press("escape", "tab")
        await driver.enter("friday", "1 dec", "tom overmorgen")
        session = driver.saved_session()
        assert replay(write_transcript(session)).session == replace(session, draft=None)


async def test_thirty_seconds_before_the_end_tab_sets_the_day_of_open_offers(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE, "/begin", "/go", "/go", "/next", *OFFERED)
        await driver.pass_time(269)
        assert "Ask" not in driver.reminder
        await driver.pass_time(1)
        assert driver.reminder.startswith("? No day yet: Karin  No helper yet: er ligt nog een beamer  Tab set the day")
        await driver.press("tab")
        await driver.enter("friday")
        assert driver.saved_session().offers["o1"].due == dt.date(2026, 11, 27)
        await driver.press("escape")
        await driver.enter("bo")
        assert driver.saved_session().speaker == "p2"
        await driver.press("tab", "enter")
        assert driver.saved_session().speaker == "p1", "the empty line asker again, as always"
        await driver.press("f7")
        assert driver.preview.startswith("✓"), "another question, and nothing of it is vague"
        assert not driver.screen.view.open_items.open()


async def test_the_stage_shows_no_private_offer_in_the_preview(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE, "/begin", "/go", "/go", "/next", "karin haar oude dagboek #tool #private")
        await driver.pass_time(280)
        assert driver.reminder.startswith("? No day yet: Karin (private)  Tab set the day")
        await driver.press("f9", "escape", "f9")
        await driver.pass_time(1)
        assert "No day yet" not in driver.reminder
        assert "dagboek" not in driver.screen_text
        await driver.press("tab")
        assert "dagboek" not in driver.reminder


async def test_slash_commands_start_the_walk_and_show_prompts(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("/todo")
        await driver.press("enter")
        assert driver.saved_session().ticked == (KEYS[0],)
        await driver.enter("/prompt")
        assert driver.screen.guide.shown.plain.startswith("← ")
        await driver.enter("/begin", "/todo")
        assert "Nothing left to complete" in driver.preview


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_the_walk_looks_as_its_goldens(language: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, replace(REFLECTING, language=language), seconds=4350, size=(80, 24)) as driver:
        await driver.press("escape", "tab")
        await check_screen(driver, f"screens/prep-promises-{language}-80x24.txt")


async def test_missing_addresses_are_named_and_can_be_set(tmp_path: Path) -> None:
    async with console_on(tmp_path, REFLECTING, seconds=4350) as driver:
        below = driver.screen.middle.query_one("#below", TextBlock)
        assert below.shown.plain == "No e-mail address: /address  11 Tom · 13 Willem"
        await driver.enter("/address willem willem@voorbeeld.example")
        assert below.shown.plain == "No e-mail address: /address  11 Tom"
        await driver.enter("/adres tom tom@voorbeeld.example")
        assert below.shown.plain == ""
        assert driver.saved_session().participants["p13"].email == "willem@voorbeeld.example"


# --- the circle -------------------------------------------------------------------------------------------------------


@given(
    st.integers(0, 40),
    st.integers(0, 130),
    st.lists(st.sampled_from(sorted(HOSTILE_TEXTS.values())), min_size=1, max_size=40),
)
def test_the_circle_fits_any_width_and_has_every_seat(people: int, width: int, names: list[str]) -> None:
    session = Session(
        date=dt.date(2026, 11, 24),
        facilitator=names[0],
        participants={f"p{seat}": Participant(name=names[seat % len(names)]) for seat in range(1, people + 1)},
    )
    lines = seats_text(session, width=width)
    assert all(cell_len(line) <= width for line in lines)
    if people == 0 or width < MIN_WIDTH:
        assert lines == []
    else:
        assert len(lines) == (people + 2) // 2 if people % 2 else people // 2 + 1


def test_the_circle_goes_as_the_clock_does_and_leaves_out_who_is_away() -> None:
    people = {f"p{seat}": Participant(name=f"Naam {chr(64 + seat)}", away=seat == 3) for seat in range(1, 8)}
    session = Session(date=dt.date(2026, 11, 24), participants=people)
    assert [" ".join(line.split()) for line in seats_text(session, width=60)] == [
        "1 Naam A",
        "Naam G 7 2 Naam B",
        "Naam F 6 4 Naam D",
        "5 Naam E",
    ]


async def test_the_circle_is_shown_large_before_the_ring(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(80, 24)) as driver:
        await driver.enter(*PEOPLE)
        await driver.press("f3")
        await driver.wait_until_drawn()
        assert "Participants" in driver.screen_text
        assert "Karin Smit  3" in driver.screen_text
