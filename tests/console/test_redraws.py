"""What is drawn again, and what is written again, when something changes."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest
import tomli_w
from textual.content import Content
from textual.widget import Widget

from reciring.console.widgets.offers import Entry, Offers
from reciring.console.widgets.rows import Row
from reciring.live import exports
from reciring.live.exports import ExportResult
from reciring.ring.message import say
from reciring.ring.session import Session
from reciring.store import toml
from tests.bench import rings
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session


class Refresh(NamedTuple):
    """A widget that asked to be drawn again: how many of its rows, and whether it needs a new layout."""

    widget: str
    rows: int
    layout: bool


def record_refreshes(monkeypatch: pytest.MonkeyPatch) -> list[Refresh]:
    """Record what is drawn from now on, in the list that is returned."""
    asked: list[Refresh] = []
    refresh = Widget.refresh

    def noted(self: Widget, *regions: Any, **how: Any) -> Widget:
        rows = sum(region.height for region in regions)
        asked.append(Refresh(self.id or type(self).__name__, rows, how.get("layout", False)))
        return refresh(self, *regions, **how)

    monkeypatch.setattr(Widget, "refresh", noted)
    return asked


async def test_second_redraws_the_clock_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000, size=(100, 30)) as driver:
        await driver.wait_until_drawn()
        drawn = record_refreshes(monkeypatch)
        driver.clock.advance(1)
        driver.screen.second()
        assert {it.widget for it in drawn} <= {"digits", "clock-lines", "bar"}, drawn


async def test_second_redraws_the_figures_and_one_row_of_the_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.wait_until_drawn()
        drawn = record_refreshes(monkeypatch)
        driver.clock.advance(1)
        driver.screen.second()
        assert {it.widget for it in drawn} == {"column"}, drawn
        assert 1 <= sum(it.rows for it in drawn) <= 10, drawn


async def test_change_of_speaker_does_not_list_the_offers_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        listed: list[Session] = []
        offers = driver.screen.offers
        lists = offers._rows_of

        def noted(session: Session, height: int) -> tuple[list[Row], int]:
            listed.append(session)
            return lists(session, height)

        monkeypatch.setattr(offers, "_rows_of", noted)
        speaker = driver.session.speaker
        await driver.press(*"zoe ")
        assert driver.session.speaker != speaker
        assert not listed
        await driver.press(*"kent iemand", "enter")
        assert len(listed) == 1


async def test_letter_needs_no_layout_and_is_drawn_before_the_preview(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.press(*"kar")
        await driver.wait_until_drawn()
        before = driver.preview
        asked = record_refreshes(monkeypatch)
        driver.screen.line.insert_text_at_cursor("x")
        assert {it.widget for it in asked} == {"line"} and driver.preview == before
        await driver.wait_until_drawn()
        assert driver.preview != before
        assert {it.widget for it in asked} == {"line", "preview"}
        assert not [it for it in asked if it.layout]


async def test_new_offer_is_drawn_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.wait_until_drawn()
        made: list[str] = []
        laid_out = Offers._entry

        def noted(self: Offers, key: str, entry: Entry) -> list[Content]:
            made.append(key)
            return laid_out(self, key, entry)

        monkeypatch.setattr(Offers, "_entry", noted)
        await driver.enter("karin stuurt een boek")
        await driver.wait_until_drawn()
        assert len(set(made)) == 1


def test_save_encodes_only_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    session = rings.ring(50)
    toml.encode(session)
    written: list[dict[str, Any]] = []
    dumps = tomli_w.dumps

    def noted(tree: dict[str, Any]) -> str:
        written.append(tree)
        return dumps(tree)

    monkeypatch.setattr(tomli_w, "dumps", noted)
    more = msgspec.structs.replace(session.offers["o1"], text="another text")
    toml.encode(msgspec.structs.replace(session, offers={**session.offers, "o51": more}))
    assert len(written) == 3  # the new offer, the top of the file, and the plan


PANES = ("circle", "middle", "offers", "guide", "time", "header", "preview", "footer")


def counter(counted: dict[str, int], name: str, draw: Callable[[dt.datetime], None]) -> Callable[[dt.datetime], None]:
    """Return ``draw``, which also counts its calls."""

    def counted_draw(now: dt.datetime) -> None:
        counted[name] += 1
        draw(now)

    return counted_draw


def count_draws(driver: ConsoleDriver, patch: pytest.MonkeyPatch, counted: dict[str, int]) -> None:
    """Count how often each pane is drawn from now on. The time is in one of two panes, by the size of the screen."""
    for attribute in (*PANES, "column"):
        pane = getattr(driver.screen, attribute)
        name = "time" if attribute == "column" else attribute
        patch.setattr(pane, "draw", counter(counted, name, pane.draw))


async def draws(
    driver: ConsoleDriver, monkeypatch: pytest.MonkeyPatch, act: Callable[[], Awaitable[None]]
) -> dict[str, int]:
    """Return how often each pane is drawn while ``act`` happens, without *saved* when a slow disk is done."""
    await driver.wait_until_drawn()
    counted = dict.fromkeys(PANES, 0)

    with monkeypatch.context() as patch:
        patch.setattr(driver.screen.footer, "says_otherwise", lambda: False)
        count_draws(driver, patch, counted)
        await act()
        await driver.wait_until_drawn()
    return counted


ONCE = dict.fromkeys(PANES, 1)
LINE_ONCE = {name: int(name in ("preview", "footer")) for name in PANES}


async def test_an_offer_draws_each_pane_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.press(*"karin stuurt een boek")
        assert await draws(driver, monkeypatch, lambda: driver.press("enter")) == ONCE


async def test_undo_draws_each_pane_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.enter("karin stuurt een boek")
        assert await draws(driver, monkeypatch, lambda: driver.press("ctrl+z")) == ONCE


async def test_a_letter_that_sets_the_speaker_draws_each_pane_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.press(*"zoe")
        speaker = driver.session.speaker
        counted = await draws(driver, monkeypatch, lambda: driver.press(" "))
        assert driver.session.speaker != speaker
        assert counted == ONCE


async def test_a_list_that_is_pasted_and_added_draws_each_pane_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path) as driver:

        async def paste() -> None:
            driver.screen.pasted("Anne, De Zwam\nBo Jansen\nKarin")

        shown = await draws(driver, monkeypatch, paste)
        added = await draws(driver, monkeypatch, lambda: driver.press("enter"))
        assert len(driver.session.participants) == 3
        assert (shown, added) == (ONCE, ONCE)


async def test_an_export_that_ends_draws_the_line_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        going_on = threading.Event()
        monkeypatch.setattr(exports, "save_summary", lambda job, form: going_on.wait() and ExportResult(True, say("")))
        await driver.press("escape")
        driver.screen.line.put("/save md")
        await driver.press("enter")
        # ``draws`` would wait for the job before it counts.
        counted = dict.fromkeys(PANES, 0)
        count_draws(driver, monkeypatch, counted)
        going_on.set()
        await driver.app.workers.wait_for_complete()
        assert counted == LINE_ONCE
