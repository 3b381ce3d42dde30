"""The layout: panes stay in place while text is typed, and lists break between entries."""

from __future__ import annotations

import datetime as dt
import functools
import re
from pathlib import Path

import msgspec
import pytest
from rich.cells import cell_len
from textual.content import Content

from reciring.cells import shorten
from reciring.clock import ManualClock
from reciring.console.text import running_list
from reciring.console.widgets.circle import heard
from reciring.console.widgets.pane import TextBlock
from reciring.console.widgets.phase_pages import MAX_NAME
from reciring.live.answer import Outcome
from reciring.live.controller import Controller
from reciring.ring.session import Session
from tests.support.console_driver import EMPTY_SESSION, START, ConsoleDriver, console_on, rehearsal_session
from tests.support.large_sessions import NAMES

ROUND = 2130


def in_reflection(people: int) -> Session:
    """Return a ring of so many people that entered the reflection 4000 seconds after ``START``."""
    clock = ManualClock(START)
    controller = Controller(msgspec.structs.replace(EMPTY_SESSION), clock)
    for line in (*NAMES[:people], "/begin", "/go reflect"):
        clock.set(START + dt.timedelta(seconds=4000 if line == "/go reflect" else 0))
        controller.type(line)
        assert controller.enter().outcome is Outcome.DONE, line
    return controller.base


def places(driver: ConsoleDriver) -> list[int]:
    """The rows where a pane begins or ends."""
    return [number for number, row in enumerate(driver.screen_text.splitlines()) if row[:1] in ("├", "┌", "└")]


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
async def test_panes_stay_in_place_while_text_is_typed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "nl"), seconds=ROUND, size=size) as driver:
        await driver.press("escape")
        await driver.wait_until_drawn()
        before = places(driver)
        for text in ("kar", "karin ", "karin ik ken iemand die morgen zo'n link @vr", "xyzzy " * 12 + "@vriiijdag #t"):
            driver.screen.line.put(text)
            await driver.wait_until_drawn()
            assert places(driver) == before, text


@pytest.mark.parametrize("width", range(12, 90, 7))
@pytest.mark.parametrize("most", [1, 2, 99])
def test_running_list_breaks_between_entries(width: int, most: int) -> None:
    names = [f"{seat} {name}" for seat, name in enumerate(("Anne", "Jan-Willem", "Zoë", "Şule", "李明"), 1)]
    rows = running_list(Content("Next  "), [Content(name) for name in names], width, most).plain.split("\n")
    assert len(rows) <= most
    assert all(cell_len(row) <= width for row in rows)
    shown = [entry.strip() for row in rows for entry in row.removeprefix("Next  ").split("·") if entry.strip()]
    whole = [entry for entry in shown if "…" not in entry]
    assert set(whole) <= set(names)
    assert whole == names or "…" in rows[-1] or len(shown) == len(names)


@pytest.mark.parametrize("width", [60, 72, 80, 88, 99, 100, 120])
async def test_queue_keeps_seat_and_name_together_at_every_width(tmp_path: Path, width: int) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "nl"), seconds=ROUND, size=(120, 40)) as driver:
        await driver.resize(width, 40)
        await driver.pass_time()
        below = driver.screen.query_one("#below", TextBlock)
        assert below.size.height == below.shown.plain.count("\n") + 1
        for row in below.shown.plain.splitlines():
            assert cell_len(row) <= below.size.width
            assert not row.rstrip(" ·…")[-1:].isdigit(), row


async def test_compact_screen_shows_offers_and_refuses_keys_that_need_panes(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), seconds=ROUND, size=(40, 12)) as driver:
        await driver.press("escape")
        await driver.wait_until_drawn()
        assert "Karin: biedt de theaterzaal" in driver.screen_text
        assert "Next  5 Jan" in driver.screen_text
        for key in ("f3", "f4", "f5", "f8"):
            await driver.press("escape", key)
            assert "too small" in driver.preview, key


async def test_compact_screen_says_what_to_do_in_preparation(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(40, 12)) as driver:
        await driver.wait_until_drawn()
        assert "Add who is coming, check the time" in driver.screen_text


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40)])
async def test_reflection_names_everyone_and_first_who_was_not_heard(tmp_path: Path, size: tuple[int, int]) -> None:
    session = in_reflection(17)
    async with console_on(tmp_path, session, seconds=4000, size=size) as driver:
        await driver.enter("1: drie ideeën #received", "4: een naam #received", "0")
        await driver.pass_time()
        page = driver.screen.middle.query_one("#body", TextBlock)
        text = " ".join(page.shown.plain.split())
        names = [driver.screen.view.seat_and_name(who) for who in session.participants]
        places = [text.index(name if name in text else shorten(name, MAX_NAME)) for name in names]
        heard = {places[0], places[3]}
        assert text.index("Heard") < min(heard)
        assert max(set(places) - heard) < text.index("Heard")
        assert page.size.height <= driver.screen.query_one("#page").size.height, "all names are in sight"


async def test_reflection_divides_what_is_left_by_those_who_were_not_heard(tmp_path: Path) -> None:
    async with console_on(tmp_path, in_reflection(17), seconds=4000, size=(80, 24)) as driver:
        driver.clock.advance(10 * 60 - 17 * 28)
        await driver.pass_time()
        assert "17 to hear: 0:28 each" in driver.screen_text
        driver.clock.advance(10 * 60)
        await driver.pass_time()
        assert "17 to hear: 0:00 each" in driver.screen_text


async def test_a_dot_means_heard_in_this_step(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(3900, "en"), seconds=3900, size=(120, 40)) as driver:
        assert heard(rehearsal_session(3900, "en")) > {"p1", "p7"}
        await driver.enter("/go reflect", "7: een idee #received", "0")
        await driver.pass_time()
        rows = [row[:24] for row in driver.screen_text.splitlines()]
        assert [row.split()[1] for row in rows if "●" in row] == ["7"]


SIZES = [(80, 24), (100, 30), (120, 40), (160, 50), (200, 60)]
QUESTION = (
    "Wie kent iemand bij de gemeente die over vergunningen gaat, en wil mij voor 1 maart aan die persoon voorstellen?"
)
LONG_QUESTION = " ".join(f"woord{number:02}" for number in range(38))
OFFERS = 6


@functools.cache
def in_round(people: int, question: str = QUESTION) -> Session:
    """Return a ring of so many people with long names, where the third one has asked, and got some offers."""
    clock = ManualClock(START)
    controller = Controller(EMPTY_SESSION, clock)
    lines = [*NAMES[:people], "/begin", "/go", f"3: {question}", "/go", "/next", "2: helpt #hulp @di", "/next", "/next"]
    lines += [
        f"{1 + number % 2}: aanbod{number} dat nog een paar woorden heeft #contact @vr" for number in range(OFFERS)
    ]
    for line in lines:
        clock.advance(60)
        controller.type(line)
        assert controller.enter().outcome is Outcome.DONE, line
    return controller.base


def seconds_of(session: Session) -> float:
    return (max(offer.at for offer in session.offers.values()) - START).total_seconds()


def words_of(text: str) -> str:
    """The words on a part of the screen, without the lines around its panes."""
    return " ".join(re.sub("[│┌┐└┘├┤─┴]", " ", text).split())


async def shown(driver: ConsoleDriver, *keys: str) -> str:
    """Press keys after the first notice is gone, and return the screen."""
    await driver.press("escape", *keys)
    await driver.pass_time()
    return driver.screen_text


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("people", [6, 12, 20])
async def test_question_names_and_five_offers_are_in_sight_in_the_round(
    tmp_path: Path, people: int, size: tuple[int, int]
) -> None:
    session = in_round(people)
    async with console_on(tmp_path, session, seconds=seconds_of(session), size=size) as driver:
        text = await shown(driver)
        body = driver.screen.middle.query_one("#body", TextBlock)
        assert words_of(body.shown.plain).endswith(QUESTION)
        assert body.size.height <= driver.screen.query_one("#page").size.height
        assert all(f"aanbod{number}" in text for number in range(OFFERS - 5, OFFERS)), text
        circle = driver.screen.circle_lines if driver.screen.has_class("-narrow") else driver.screen.circle
        assert circle.max_scroll_y == 0, "everybody is in sight"
        assert all(cell_len(row) <= size[0] for row in text.splitlines())


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("people", [6, 20])
async def test_open_guide_hides_no_offers(tmp_path: Path, people: int, size: tuple[int, int]) -> None:
    session = in_round(people)
    async with console_on(tmp_path, session, seconds=seconds_of(session), size=size) as driver:
        text = await shown(driver, "f8")
        assert all(f"aanbod{number}" in text for number in range(OFFERS - 5, OFFERS)), text
        assert QUESTION in words_of(text) or QUESTION in words_of(
            driver.screen.middle.query_one("#body", TextBlock).shown.plain
        )
        assert driver.screen.guide.size.height > 2


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_of_300_characters_can_be_read(tmp_path: Path, size: tuple[int, int]) -> None:
    assert len(LONG_QUESTION) > 300
    session = in_round(12, LONG_QUESTION)
    async with console_on(tmp_path, session, seconds=seconds_of(session), size=size) as driver:
        text = await shown(driver)
        assert "woord37" in text or "… F3" in text
        assert "woord37" in await shown(driver, "f3")
        page = driver.screen.query_one("#page")
        assert page.max_scroll_y == 0 or page.scroll_offset.y == 0


@pytest.mark.parametrize("size", [(40, 12), *SIZES])
@pytest.mark.parametrize("people", [6, 20])
async def test_f2_shows_the_balance_at_every_size(tmp_path: Path, people: int, size: tuple[int, int]) -> None:
    session = in_round(people)
    async with console_on(tmp_path, session, seconds=seconds_of(session), size=size) as driver:
        assert "balance" not in await shown(driver)
        text = await shown(driver, "f2")
        assert "balance: helping" in words_of(text)
        assert "balance" not in await shown(driver, "f2")


def offer_rows(driver: ConsoleDriver) -> list[str]:
    """What is in the pane of the offers, without its border."""
    region = driver.screen.offers.region
    rows = driver.screen_text.splitlines()[region.y : region.bottom]
    return [row[region.x + 1 : region.right - 1].rstrip(" ▁▂▃▄▅▆▇█") for row in rows if row[:1] != "└"]


@pytest.mark.parametrize(
    ("size", "earlier"), [((80, 24), []), ((100, 30), ["3"]), *((size, ["3", "1"]) for size in SIZES[2:])]
)
async def test_fresh_question_has_an_empty_list_and_earlier_offers_are_below_it(
    tmp_path: Path, size: tuple[int, int], earlier: list[str]
) -> None:
    session = in_round(6)
    async with console_on(tmp_path, session, seconds=seconds_of(session), size=size) as driver:
        await driver.press("escape")
        await driver.enter("/next")
        await driver.pass_time()
        rows = offer_rows(driver)
        assert rows[:3] == [" No offers yet.", "", ""]
        headings = [row for row in rows if row.startswith((" 3 ", " 1 "))]
        assert [row.split()[0] for row in headings] == earlier, rows
        before = [rows.index(row) for row in headings]
        await driver.enter("6: stuurt een boek #tool @vr")
        await driver.pass_time()
        after = offer_rows(driver)
        assert "stuurt een boek" in after[0]
        assert [after.index(row) for row in headings] == before, "earlier offers stay in place"


async def test_the_day_is_near_its_text_on_a_wide_screen(tmp_path: Path) -> None:
    session = in_round(6)
    async with console_on(tmp_path, session, seconds=seconds_of(session), size=(200, 60)) as driver:
        row = next(row for row in (await shown(driver)).splitlines() if "aanbod0" in row)
        assert row.index("Fri") - row.index("aanbod0") <= 66


async def test_question_is_in_the_middle_of_its_pane_with_its_asker_above(tmp_path: Path) -> None:
    session = in_round(6)
    for size in SIZES[2:]:
        async with console_on(tmp_path / str(size), session, seconds=seconds_of(session), size=size) as driver:
            await shown(driver)
            page = driver.screen.query_one("#page")
            rows = driver.screen.middle.query_one("#body", TextBlock).shown.plain.split("\n")
            written = [index for index, row in enumerate(rows) if row.strip()]
            above, below = written[0], page.size.height - 1 - written[-1]
            assert rows[written[0]].split()[0] == "3"
            assert above >= 1 and below - above in (0, 1), (above, below)
            assert min(len(row) - len(row.lstrip()) for row in rows if row.strip()) >= 2


async def test_who_left_unheard_is_not_among_the_heard(tmp_path: Path) -> None:
    async with console_on(tmp_path, in_reflection(8), seconds=4000, size=(120, 40)) as driver:
        await driver.enter("1: drie ideeën #received", "2: een naam #received", "0", "/away 2+5")
        page = " ".join(driver.screen.middle.query_one("#body", TextBlock).shown.plain.split())
        view = driver.screen.view
        assert view.seat_and_name("p5") not in page
        heard = page[page.index("Heard") :]
        assert view.seat_and_name("p1") in heard and view.seat_and_name("p2") in heard


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40)])
async def test_a_private_question_is_marked_wherever_the_facilitator_reads_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with console_on(tmp_path, size=size) as driver:
        await driver.enter("Bo Bos", "Karin Smit", "/begin", "/go", "bo wie leent mij geld? #private")
        if size[1] >= 24:
            assert "private: wie leent mij geld?" in driver.screen_text
        await driver.enter("/go", "/next bo")
        assert "private: wie leent mij geld?" in driver.screen_text
        await driver.press("f9")
        assert "geld" not in driver.screen_text


async def test_names_after_each_other_have_no_room_for_who_is_read_aloud(tmp_path: Path) -> None:
    async with console_on(tmp_path, size=(80, 24)) as driver:
        await driver.enter(*NAMES[:13], "/begin", "/go round", "/aloud", "/go")
        assert "read aloud" not in driver.screen_text
