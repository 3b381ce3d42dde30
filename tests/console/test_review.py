"""The review of all entries, before anything is sent."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from reciring.ring.session import Phase
from reciring.ring.visibility import who_sees
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session

SIZES = [(80, 24), (120, 40)]


def console_after_ring(folder: Path, size: tuple[int, int] = (80, 24)) -> AbstractAsyncContextManager[ConsoleDriver]:
    return console_on(folder, rehearsal_session(99999, "en"), seconds=5000, size=size)


@pytest.mark.parametrize("size", SIZES)
async def test_tab_opens_the_review_at_the_first_question_and_says_what_each_key_does(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with console_after_ring(tmp_path, size) as driver:
        await driver.press("tab")
        assert "Review: 1 of 63" in driver.screen_text
        assert "▶ 1 Anne" in driver.screen_text
        for key in ("Tab yes", "Space hide", "↑ edit", "* star", "Esc stop"):
            assert key in driver.reminder


async def test_the_review_asks_when_for_an_offer_without_a_day(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path, (120, 40)) as driver:
        await driver.press("tab")
        assert "12 tool Jan → Fatima  when?" in driver.screen_text


async def test_each_key_does_what_it_says_to_the_entry_in_sight(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("tab", "tab", "space")
        offer = driver.session.offers["o1"]
        assert who_sees(offer, driver.session) == ("p1", "p10")
        assert "only on the page of Anne and Şule" in driver.screen_text
        assert "Space show" in driver.reminder
        await driver.press("space", "*")
        assert not driver.session.offers["o1"].private
        assert driver.session.offers["o1"].stars == offer.stars + 1
        await driver.press("up")
        assert "her" in driver.screen.line.value or "haar" in driver.screen.line.value
        await driver.press(*" ook", "enter")
        assert driver.session.offers["o1"].text.endswith("ook")
        assert "Review: 2 of 63" in driver.screen_text
        await driver.press("shift+tab")
        assert "Review: 1 of 63" in driver.screen_text


async def test_a_question_can_be_hidden_and_its_words_changed(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("tab", "space")
        assert driver.session.questions["q1"].private
        await driver.press("up")
        assert driver.screen.line.value.startswith("/question Anne Visser Ik zoek een spreker")
        await driver.press("escape", "*")
        assert "Only offers can have a star." in driver.preview


async def test_letters_are_letters_and_keys_work_only_while_they_are_named(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        before = driver.session
        await driver.press("*")
        assert driver.screen.line.value == "*"
        await driver.press("backspace", "space")
        assert driver.session.offers == before.offers
        await driver.press("escape", "tab", *"note")
        assert driver.screen.line.value == "note"
        await driver.press("space", "*")
        assert driver.screen.line.value == "note *"
        assert driver.session.offers == before.offers


async def test_after_the_last_entry_everything_is_reviewed(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press(*["tab"] * 30)
        await driver.press("escape")
        assert "34 entries not reviewed yet." in driver.reminder
        await driver.press("tab")
        assert "Review: 30 of 63" in driver.screen_text
        await driver.press(*["tab"] * 34)
        assert "Everything has been reviewed." in driver.preview
        assert "reviewed yet" not in driver.reminder


async def test_in_the_reflection_tab_shows_incomplete_offers_first(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(4550, "en"), seconds=4550, size=(80, 24)) as driver:
        assert driver.session.phase is Phase.REFLECT
        await driver.press("tab")
        assert "Review" not in driver.screen_text
        await driver.press("escape")
        await driver.enter("/review")
        assert "Review: 1 of" in driver.screen_text


async def test_sending_with_nothing_reviewed_mentions_it(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/save pdf")
        await driver.wait_until_drawn()
        assert "not reviewed yet" in driver.preview
        assert list(tmp_path.glob("*.pdf"))


async def test_a_line_that_is_typed_faster_than_the_screen_is_drawn_hides_nothing(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("tab", "tab")
        before = driver.session
        await driver.press(*"/save each *")
        assert driver.screen.line.value == "/save each *"
        assert driver.session == before
