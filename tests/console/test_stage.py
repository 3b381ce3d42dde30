"""The stage: what the room sees in each step, in the console and in a window of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest
import zxingcpp
from PIL import Image
from rich.cells import cell_len
from textual.pilot import Pilot

from reciring.clock import ManualClock
from reciring.console.app import StageApp, run_stage, stage_app
from reciring.console.screens.stage import StageScreen
from reciring.console.widgets import big_digits
from reciring.console.widgets.stage import Stage
from reciring.live.join import JoinServer, ServerFacts
from reciring.locale import LANGUAGES
from reciring.ring.session import Offer, Session
from reciring.ring.text import clean
from reciring.store.settings import Settings
from reciring.store.toml import encode
from tests.support.console_driver import START, ConsoleDriver, console_on, draw_now, rehearsal_session, screen_text
from tests.support.goldens import check_golden
from tests.support.hostile_texts import HOSTILE_TEXTS

SIZES = ((80, 24), (120, 40))
MOMENTS = {
    "prepare": -1,
    "introduction": 200,
    "formulate": 860,
    "round": 2130,
    "paused": 3500,
    "reflect": 4350,
    "done": 5000,
}
BLOCKS = set("█▀▄")
CONTROLS = {*map(chr, range(32)), *map(chr, range(127, 160)), *"\u202a\u202b\u202c\u202d\u202e"}
replace = msgspec.structs.replace


class StageDriver:
    """The stage in a window of its own, and the file that it follows."""

    def __init__(self, app: StageApp, pilot: Pilot[int], clock: ManualClock, path: Path) -> None:
        self.app, self.pilot, self.clock, self.path = app, pilot, clock, path

    @property
    def screen(self) -> StageScreen:
        assert isinstance(self.app.screen, StageScreen)
        return self.app.screen

    async def look(self) -> None:
        """Read the file once, as the window does every 0.4 seconds, and draw."""
        self.screen.seen(self.screen.follower.poll(), self.screen.follower.error)
        await self.drawn()

    async def drawn(self) -> None:
        self.screen.draw()
        await self.pilot.pause()

    def text(self) -> str:
        return screen_text(self.app)


@asynccontextmanager
async def stage_on(
    folder: Path,
    session: Session,
    *,
    seconds: float = 0,
    size: tuple[int, int] = (80, 24),
    language: str | None = None,
    keys: bool = False,
) -> AsyncIterator[StageDriver]:
    """The stage in a window; the row with its keys is hidden unless ``keys``."""
    path = folder / "ring.toml"
    path.write_bytes(encode(session))
    clock = ManualClock(START + dt.timedelta(seconds=seconds))
    app = stage_app(path, language=language, settings=Settings(), clock=clock)
    assert app
    async with app.run_test(size=size) as pilot:
        here = StageDriver(app, pilot, clock, path)
        await here.drawn()
        if not keys:
            here.screen.hide_keys()
            await here.drawn()
        yield here


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("moment", MOMENTS)
async def test_stage_looks_right(tmp_path: Path, moment: str, language: str) -> None:
    seconds = MOMENTS[moment]
    session = rehearsal_session(seconds, language)
    async with stage_on(tmp_path, session, seconds=max(0, seconds), size=SIZES[0]) as here:
        for width, height in SIZES:
            await here.pilot.resize_terminal(width, height)
            await here.drawn()
            text = here.text()
            assert all(cell_len(row) <= width for row in text.splitlines())
            check_golden(f"stage/{moment}-{language}-{width}x{height}.txt", text)


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (120, 40), (200, 60)])
async def test_digits_fill_a_third_of_the_rows(tmp_path: Path, size: tuple[int, int]) -> None:
    async with stage_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, size=size) as here:
        rows = [row for row in here.text().splitlines() if len(BLOCKS & set(row)) or row.strip() == "█"]
        assert len(rows) >= size[1] / 3
        for words in ("Fatima", "presenteren", "Karin", "Straks"):
            assert words in here.text(), words


async def test_long_question_is_cut_and_offers_stay_in_sight(tmp_path: Path) -> None:
    session = rehearsal_session(2130, "nl")
    long = replace(session.questions["q4"], text="Wie " + "weet waar " * 100)
    session = replace(session, questions={**session.questions, "q4": long})
    for size in ((40, 12), (80, 24)):
        async with stage_on(tmp_path, session, seconds=2130, size=size) as here:
            text = here.text()
            assert "…" in text
            assert "Karin" in text
            assert "Straks" in text


async def test_overtime_keeps_counting(tmp_path: Path) -> None:
    async with stage_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, size=(80, 24)) as here:
        here.clock.advance(400)
        await here.drawn()
        assert "voorbij" in here.text()
        late = here.text()
        here.clock.advance(1)
        await here.drawn()
        assert here.text() != late


async def test_window_follows_the_file(tmp_path: Path) -> None:
    async with stage_on(tmp_path, rehearsal_session(2100, "nl"), seconds=2130) as here:
        assert "theaterzaal" not in here.text()
        here.path.write_bytes(encode(rehearsal_session(2130, "nl")))
        await here.look()
        assert "theaterzaal" in here.text()
        here.path.write_text("half a", "utf-8")
        await here.look()
        assert "⚠" in here.text()
        assert "theaterzaal" in here.text()
        here.path.write_bytes(encode(rehearsal_session(2400, "nl")))
        await here.look()
        assert "⚠" not in here.text()
        assert "Jan de Vries" in here.text()


async def test_window_never_writes_the_file(tmp_path: Path) -> None:
    async with stage_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as here:
        before = here.path.read_bytes()
        await here.look()
        assert here.path.read_bytes() == before
        assert [path.name for path in tmp_path.iterdir()] == ["ring.toml"]


async def test_language_follows_the_ring_unless_one_is_given(tmp_path: Path) -> None:
    for asked, word in ((None, "Next:"), ("nl", "Straks:")):
        async with stage_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, language=asked) as here:
            here.path.write_bytes(encode(replace(rehearsal_session(2130, "nl"), language="en")))
            await here.look()
            assert word in here.text()


async def test_stage_never_shows_speaking_times_or_private_offers(tmp_path: Path) -> None:
    session = rehearsal_session(2130, "nl")
    offers: dict[str, Offer] = {
        **session.offers,
        "o97": Offer(question="q4", helpers=("p5",), text="in vertrouwen", private=True, at=START),
        "o98": Offer(question="q4", helpers=("p6",), text="lukte niet", dropped=True, at=START),
    }
    settings = Settings(times=True)
    async with console_on(tmp_path, replace(session, offers=offers), seconds=2130, settings=settings) as driver:
        await driver.press("escape", "f9")
        await driver.pass_time()
        text = driver.screen_text
        assert "Zoë" in text
        for secret in ("vertrouwen", "lukte niet", "▇", "veel", "balans", "Betrek"):
            assert secret not in text, secret


async def test_done_ring_has_a_page_for_each_asker_and_stops_at_both_ends(tmp_path: Path) -> None:
    async with stage_on(tmp_path, rehearsal_session(5000, "nl"), seconds=5000) as here:
        assert "1 Anne Visser" in here.text()
        for key in ("pagedown", "right", "space"):
            await here.pilot.press(key)
            await here.drawn()
            assert "2 Anneke de Groot" in here.text(), key
            assert "Anne Visser" not in here.text(), key
            await here.pilot.press("pageup", "pageup")
            await here.drawn()
            assert "1/13" in here.text()
        await here.pilot.press(*["pagedown"] * 14)
        await here.drawn()
        assert "13/13" in here.text()
        check_golden("stage/last-page-nl-80x24.txt", here.text())


async def test_every_offer_is_on_a_page_of_a_small_window(tmp_path: Path) -> None:
    session = rehearsal_session(5000, "nl")
    shown = [offer for offer in session.offers.values() if not offer.dropped and not offer.private]
    async with stage_on(tmp_path, session, seconds=5000, size=(60, 12)) as here:
        stage, seen, page = here.screen.query_one(Stage), "", ""
        while page != here.text():
            page = here.text()
            seen += " ".join(page.split())
            stage.turn(1)
            await here.drawn()
        assert stage.page > len(session.questions)
        for offer in shown:
            assert offer.text.split(" ")[0] in seen


@pytest.mark.parametrize("key", ["escape", "q", "f9", "ctrl+q", "ctrl+c"])
async def test_keys_that_close_the_window(tmp_path: Path, key: str) -> None:
    async with stage_on(tmp_path, rehearsal_session(200, "nl"), seconds=200) as here:
        await here.pilot.press(key)
        assert here.app.return_code == 0


async def test_keys_are_shown_at_first_and_after_an_unknown_key(tmp_path: Path) -> None:
    async with stage_on(tmp_path, rehearsal_session(200, "nl"), seconds=200, keys=True) as here:
        assert here.text().splitlines()[-1].strip() == "q Esc afsluiten   ← → bladeren   t andere kleuren"
        here.screen.hide_keys()
        await here.drawn()
        assert "q Esc" not in here.text()
        await here.pilot.press("x")
        assert "q Esc" in here.text()


async def test_f9_keeps_the_text_on_the_entry_line(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, size=(80, 24)) as driver:
        await driver.press("escape", *"karin biedt", "f9")
        await driver.pass_time()
        assert "█" in driver.screen_text
        assert driver.screen.line.value == "karin biedt"
        await driver.press(*" koffie #c", "enter")
        await driver.pass_time()
        assert "contact: biedt koffie" in driver.screen_text
        await driver.press(*"x", "escape")
        assert driver.screen.has_class("-stage")
        await driver.press("escape")
        assert not driver.screen.has_class("-stage")
        await driver.press("f9", "f9")
        assert not driver.screen.has_class("-stage")


@pytest.mark.parametrize("size", [(40, 12), (120, 40)])
async def test_hostile_texts_are_shown_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    session = rehearsal_session(2130, "nl")
    async with stage_on(tmp_path, session, seconds=2130, size=size) as here:
        for label, text in HOSTILE_TEXTS.items():
            person = replace(session.participants["p4"], name=clean(text).strip() or "x")
            hostile = replace(
                session,
                title=clean(text),
                participants={**session.participants, "p4": person},
                questions={**session.questions, "q4": replace(session.questions["q4"], text=clean(text))},
                offers={"o1": Offer(question="q4", helpers=("p4",), text=clean(text), at=START)},
            )
            here.screen.seen(hostile, None)
            draw_now(here.app)
            text = here.text()
            assert not CONTROLS & set(text.replace("\n", "")), label
            assert "Straks" in text, label


def test_invalid_file_is_reported_as_toml_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "no-ring.toml"
    path.write_text("title = [", "utf-8")
    assert run_stage(path, language="nl", settings=Settings()) == 1
    assert "TOML" in capsys.readouterr().err


@pytest.mark.parametrize("rows", [3, 4, 8, 14, 20])
def test_big_digits_have_the_calculated_size(rows: int) -> None:
    for text in ("0:00", "12:34", "-5:09", "PAUSE", "PAUZE"):
        drawn = big_digits.draw(text, rows)
        assert len(drawn) == rows
        assert {len(line) for line in drawn} == {big_digits.width(text, rows)}
    assert big_digits.max_rows("-10:00", 20, 30) < 20
    assert not big_digits.drawable("ПАУЗА")


def test_big_digits_differ_from_each_other() -> None:
    assert len({tuple(big_digits.draw(sign, 5)) for sign in "0123456789-"}) == 11


async def test_a_private_entry_never_comes_on_the_line_while_the_stage_is_shown(tmp_path: Path) -> None:
    session = rehearsal_session(1900, "en")
    private = msgspec.structs.replace(session.offers["o1"], text="zeergeheim", private=True, at=session.offers["o1"].at)
    session = msgspec.structs.replace(session, offers={"o1": private}, notes={}, reflections={})
    async with console_on(tmp_path, session, seconds=1900, size=(80, 24)) as driver:
        await driver.press("f9", "up")
        assert "zeergeheim" not in driver.screen_text
        assert "First press F9" in driver.preview
        await driver.press("f9", "up")
        assert "zeergeheim" in driver.screen.line.value
        await driver.press("f9")
        assert not driver.screen.view.staged


def _picture(driver: ConsoleDriver) -> Image.Image:
    """The screen as a picture with two squares for each cell, as a terminal draws half blocks."""
    strips = driver.app.screen._compositor.render_strips(driver.app.size)
    picture = Image.new("RGB", (driver.app.size.width, 2 * len(strips)))
    for y, strip in enumerate(strips):
        x = 0
        for text, style, _ in strip:
            colour, back = (
                it.get_truecolor() if it else (0, 0, 0)
                for it in ((style.color, style.bgcolor) if style else (None, None))
            )
            for character in text:
                for half in (0, 1):
                    ink = character in ("█", "▀▄"[half])
                    picture.putpixel((min(x, picture.width - 1), 2 * y + half), colour if ink else back)
                x += cell_len(character)
    return picture.resize((4 * picture.width, 4 * picture.height), Image.Resampling.NEAREST)


@pytest.mark.parametrize("theme", ["reciring-dark", "reciring-light"])
@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_before_the_round_the_stage_shows_how_phones_join(
    tmp_path: Path, theme: str, size: tuple[int, int]
) -> None:
    url = "http://192.168.178.20:8800"
    async with console_on(tmp_path, rehearsal_session(-1, "en"), size=size) as driver:
        driver.app.theme = theme
        driver.screen.view.server = server = JoinServer(driver.path)
        await driver.press("f9")
        assert url not in driver.screen_text
        server.facts = ServerFacts(url=url, code="K7M2QX", typist_code="", pid=1)
        server.look = lambda: False  # type: ignore[method-assign]
        driver.screen.on_server_reported()
        await driver.wait_until_drawn()
        assert url in driver.screen_text
        assert "code K7M2QX" in driver.screen_text
        [code] = zxingcpp.read_barcodes(_picture(driver))
        assert code.text == f"{url}/#K7M2QX"


@pytest.mark.parametrize(("seconds", "shown"), [(200, True), (860, True), (2130, False), (4350, False)])
async def test_the_stage_says_how_phones_join_until_the_round(tmp_path: Path, seconds: int, shown: bool) -> None:
    async with console_on(tmp_path, rehearsal_session(seconds, "en"), size=(80, 24)) as driver:
        driver.screen.view.server = server = JoinServer(driver.path)
        server.facts = ServerFacts(url="http://192.168.178.20:8800", code="K7M2QX", typist_code="", pid=1)
        server.look = lambda: False  # type: ignore[method-assign]
        await driver.press("f9")
        assert ("K7M2QX" in driver.screen_text) == shown
        assert "and 1 more" not in driver.screen_text
