"""Lines that are typed without looking: every Enter keeps what was typed, and what is unclear is asked later."""

from __future__ import annotations

from pathlib import Path

from reciring.ring.session import Kind
from tests.support.console_driver import ConsoleDriver, console_on

PEOPLE = ("Anne Visser", "Bo Jansen", "Marieke Jansen", "Marieke van den Berg", "Karin Smit")
BEGUN = (*PEOPLE, "/begin", "/go", "/go", "/next")


async def type_lines(driver: ConsoleDriver, *lines: str) -> None:
    """Type lines key by key, as a typist who does not look."""
    for line in lines:
        await driver.press(*("space" if letter == " " else letter for letter in line), "enter")


def texts(driver: ConsoleDriver) -> list[str]:
    return [offer.text for offer in driver.session.offers.values()]


async def test_lines_after_an_ambiguous_name_are_each_kept(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await type_lines(driver, "marieke kent een zaal", "karin belt @blauw", "3 mensen willen mee", "bo komt")
        assert texts(driver) == ["marieke kent een zaal", "belt @blauw", "3 mensen willen mee", "komt"]
        assert driver.screen.line.value == ""


async def test_a_line_that_cannot_be_done_is_typed_over_and_comes_back(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await type_lines(driver, "/nonsens 3", "karin kent iemand", "bo komt")
        assert texts(driver) == ["kent iemand", "komt"]
        await driver.press("up")
        assert driver.screen.line.value == "/nonsens 3"


async def test_a_command_that_is_not_allowed_now_stays_on_the_line(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        for line in ("/open", "/guide nosuchtopic"):
            await driver.enter(line)
            assert driver.screen.line.value == line
            assert driver.screen.line.selected_text == line


async def test_which_of_two_people_is_answered_by_one_key(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await type_lines(driver, "marieke raadt een boek aan")
        await driver.press("tab", "4")
        offer = driver.session.offers["o1"]
        assert (offer.helpers, offer.text) == (("p4",), "raadt een boek aan")
        await driver.press("ctrl+z")
        assert driver.session.offers["o1"].text == "marieke raadt een boek aan"


async def test_a_tip_that_sounds_like_a_promise_is_asked_about(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await type_lines(driver, "karin kent iemand", "bo komt ook")
        await driver.press("tab")
        await type_lines(driver, "vr")
        assert driver.session.offers["o1"].kind is Kind.CONTACT
        assert driver.session.offers["o1"].due
        await driver.press("enter")
        assert driver.session.offers["o2"].kind is Kind.TIP
        assert not driver.screen.view.open_items.open()


async def test_tab_takes_the_kind_and_then_the_day(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*BEGUN)
        await driver.press(*("space" if letter == " " else letter for letter in "karin stuurt vrijdag de link"))
        await driver.press("tab", "tab", "enter")
        offer = driver.session.offers["o1"]
        assert (offer.kind, offer.text) == (Kind.TOOL, "stuurt vrijdag de link")
        assert offer.due
