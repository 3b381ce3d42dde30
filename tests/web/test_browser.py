"""The pages in a real browser: Chromium, with phones, a stage and a typist at a real server.

Without Chromium these tests are skipped: Debian has it in the package ``chromium``.
"""

from __future__ import annotations

import datetime as dt
import io
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from reciring.clock import SystemClock
from reciring.ring.command_types import AddOffer, NextQuestion
from reciring.ring.schedule import countdown
from reciring.ring.session import HandedIn, Kind, Phase, Session
from reciring.store.atomic_write import write_file
from reciring.store.inbox import HandIn, InboxReader
from reciring.store.toml import encode
from reciring.web.server import RingServer
from tests.support.line_sessions import minute, session_in_phase, updated
from tests.support.web_server import running_server

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: chromium)"),
    pytest.mark.xdist_group("browser"),
]
expect.set_options(timeout=30_000)
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class RoomClock:
    """The time in the ring: it goes on from the middle of the round."""

    def __init__(self) -> None:
        self._clock = SystemClock()
        self._start = self._clock.now()

    def now(self) -> dt.datetime:
        return minute(21.5) + (self._clock.now() - self._start)


class Ring:
    """A ring on disk that changes as a console would change it. Fatima (p4) asks."""

    def __init__(self, path: Path) -> None:
        self.path, self.clock = path, RoomClock()
        self.save(session_in_phase(Phase.ROUND, language="nl"))

    def save(self, session: Session) -> None:
        self.session = session
        write_file(self.path, encode(session))

    def hand_ins(self) -> list[HandIn]:
        return [entry for entry in InboxReader(self.path).read() if isinstance(entry, HandIn)]

    def offer(self, text: str) -> None:
        at, question = self.clock.now(), self.session.current or "q4"
        self.save(updated(self.session, AddOffer(at=at, question=question, helpers=("p3",), kind=Kind.TIP, text=text)))

    def next(self, who: str) -> None:
        self.save(updated(self.session, NextQuestion(at=self.clock.now(), who=who)))


@pytest.fixture
def ring(tmp_path: Path) -> Ring:
    return Ring(tmp_path / "ring.toml")


@pytest.fixture
def server(ring: Ring) -> Iterator[RingServer]:
    with running_server(ring.path, ring.clock) as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, server: RingServer) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own; the test fails if the page reports an error."""
    contexts, problems = [], []

    def open_(path: str = "/", **options: Any) -> Page:
        settings = {"viewport": PHONE, "locale": "nl-NL", **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(f"{server.url}{path}")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def join(page: Page, server: RingServer, name: str = "Anne Visser") -> None:
    page.fill("#code", server.access.access.code.lower())
    page.click("#join-form button")
    page.get_by_role("button", name=name, exact=True).first.click()
    expect(page.locator("#people")).to_be_visible()


def test_a_phone_joins_helps_and_sees_what_became_of_it(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    join(page, server)
    expect(page.locator("#asking-name")).to_have_text("Fatima El Amrani")
    page.fill("#offer-text", "Ik ken iemand bij de gemeente")
    page.check("input[value=contact]")
    page.click("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .became")).to_have_text("wacht op de begeleider")
    [hand_in] = ring.hand_ins()
    assert (hand_in.who, hand_in.question, hand_in.offer_kind) == ("p1", "q4", Kind.CONTACT)
    ring.offer("Ik ken iemand bij de gemeente")
    ring.save(replace(ring.session, handed_in=(HandedIn(id=hand_in.id, entry="o1"),)))
    expect(page.locator("#mine-list .became")).to_have_text("genoteerd als 1")
    expect(page.locator("#offers .entry")).to_have_count(1)


def test_the_code_in_a_link_fills_itself_in_and_leaves_the_address(
    server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"/#{server.access.access.code}")
    expect(page.locator("#names")).to_be_visible()
    assert page.url == f"{server.url}/"


def test_a_text_survives_changes_a_reload_and_a_revoked_token(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    join(page, server)
    page.click("#offer-text")
    page.keyboard.type("half een zin")
    field = page.evaluate_handle("document.getElementById('offer-text')")
    for number in range(10):
        ring.offer(f"aanbod {number}")
    expect(page.locator("#offers .entry")).to_have_count(10)
    assert page.evaluate("field => document.activeElement === field && field.selectionStart === 12", field)
    page.keyboard.type("!")
    page.reload()
    expect(page.locator("#offer-text")).to_have_value("half een zin!")
    server.access.revoke_all()
    server.ring.touch()
    expect(page.locator("#join")).to_be_visible()
    join(page, server)
    expect(page.locator("#offer-text")).to_have_value("half een zin!")


def test_an_offer_stays_with_the_question_it_was_begun_for(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    join(page, server)
    page.fill("#offer-text", "voor Fatima")
    ring.next("p2")
    expect(page.locator("#asking-name")).to_have_text("Anneke de Groot")
    expect(page.locator("#offer-for")).to_contain_text("Fatima El Amrani")
    page.click("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .entry")).to_have_count(1)
    assert ring.hand_ins()[0].question == "q4"


def test_what_is_handed_in_offline_is_sent_once_when_the_network_is_back(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    join(page, server)
    page.context.set_offline(True)
    for text in ("een", "twee"):
        page.fill("#offer-text", text)
        page.click("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .sending")).to_have_count(2)
    page.context.set_offline(False)
    expect(page.locator("#mine-list .waiting")).to_have_count(2)
    assert [it.text for it in ring.hand_ins()] == ["een", "twee"]


def test_a_lost_answer_and_a_double_tap_are_one_entry(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    join(page, server)
    lost: list[int] = []

    def lose_first(route: Any) -> None:
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/api/hand-ins", lose_first)
    page.fill("#offer-text", "een keer")
    page.dblclick("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .waiting")).to_have_count(1)
    assert lost == [201]
    assert [it.text for it in ring.hand_ins()] == ["een keer"]


def test_without_a_stream_the_page_asks_instead(ring: Ring, server: RingServer, open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.route("**/api/live", lambda route: route.abort())
    page.reload()
    join(page, server)
    ring.offer("komt toch aan")
    expect(page.locator("#offers .entry")).to_have_count(1)


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_one_refused_stream_does_not_end_the_page(
    ring: Ring, server: RingServer, open_page: Callable[..., Page], status: int
) -> None:
    page = open_page()
    refused: list[int] = []

    def refuse_first(route: Any) -> None:
        if refused:
            route.continue_()
        else:
            refused.append(status)
            route.fulfill(status=status, body="")

    page.route("**/api/live", refuse_first)
    page.reload()
    join(page, server)
    ring.offer("komt toch aan")
    expect(page.locator("#offers .entry")).to_have_count(1)


def test_a_phone_whose_clock_is_wrong_shows_the_consoles_time(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.add_init_script("const now = Date.now; Date.now = () => now() + 3600000;")
    page.reload()
    join(page, server)
    shown = page.locator("#asking-clock").inner_text()
    minutes, _, seconds = shown.removeprefix("-").partition(":")
    count = countdown(ring.session, ring.clock.now())
    assert count
    assert abs(int(minutes) * 60 + int(seconds) - count.remaining) < 10


def test_the_countdown_is_no_live_region(server: RingServer, open_page: Callable[..., Page]) -> None:
    page = open_page()
    join(page, server)
    live = page.evaluate("document.getElementById('asking-clock').closest('[aria-live], [role=status], [role=alert]')")
    assert live is None
    expect(page.locator("#announce")).to_contain_text("Fatima El Amrani")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/", "/stage", "/typist"])
def test_pages_are_accessible(
    server: RingServer, open_page: Callable[..., Page], path: str, scheme: str, ring: Ring
) -> None:
    page = open_page(path, color_scheme=scheme)
    ring.offer("kent een zaal")
    if path == "/":
        join(page, server)
    elif path == "/typist":
        page.fill("#code", server.access.access.typist_code)
        page.click("#join-form button")
        expect(page.locator("#work")).to_be_visible()
    else:
        expect(page.locator("#name")).to_have_text("4 Fatima El Amrani")
    results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("size", [(320, 568), (320, 280), (390, 844)])
def test_nothing_scrolls_sideways_and_field_and_button_are_in_reach(
    server: RingServer, open_page: Callable[..., Page], size: tuple[int, int], ring: Ring
) -> None:
    ring.save(replace(ring.session, questions={
        **ring.session.questions, "q4": replace(ring.session.questions["q4"], text="Wie kent " + "x" * 300),
    }))  # fmt: skip
    page = open_page("/", viewport={"width": size[0], "height": size[1]})
    join(page, server)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator("#offer-text").scroll_into_view_if_needed()
    page.click("#offer-text")
    field = page.locator("#offer-text").bounding_box()
    assert field
    assert field["y"] >= 0
    sizes = page.evaluate(
        "[...document.querySelectorAll('input,textarea')].map(it => parseFloat(getComputedStyle(it).fontSize))"
    )
    assert min(sizes) >= 16


@pytest.mark.parametrize("size", [(1024, 768), (1280, 720), (1920, 1080), (3840, 2160)])
def test_the_stage_is_readable_from_the_back_row(
    ring: Ring, open_page: Callable[..., Page], size: tuple[int, int]
) -> None:
    texts = ["Kort?", "Wie kent " + "een hele lange vraag die doorgaat " * 17]
    page = open_page("/stage", viewport={"width": size[0], "height": size[1]})
    for text in texts:
        questions = {**ring.session.questions, "q4": replace(ring.session.questions["q4"], text=text)}
        ring.save(replace(ring.session, questions=questions))
        expect(page.locator("#text")).to_have_text(text.strip())
        font = page.evaluate("parseFloat(getComputedStyle(document.getElementById('text')).fontSize)")
        assert font >= size[1] / 30
        assert page.evaluate("document.documentElement.scrollHeight <= window.innerHeight")
        fits = "document.getElementById('text').scrollHeight <= document.getElementById('text-box').clientHeight + 1"
        assert page.evaluate(fits)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_on_the_stage_can_be_scanned(server: RingServer, open_page: Callable[..., Page], scheme: str) -> None:
    page = open_page("/stage", viewport={"width": 1280, "height": 720}, color_scheme=scheme)
    expect(page.locator("#qr svg")).to_be_visible()
    picture = Image.open(io.BytesIO(page.screenshot()))
    [code] = zxingcpp.read_barcodes(picture)
    assert code.text == f"{server.url}/#{server.access.access.code}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_before_the_round_the_stage_shows_the_wifi_with_a_code(
    server: RingServer, ring: Ring, open_page: Callable[..., Page], scheme: str
) -> None:
    ring.save(session_in_phase(Phase.PREPARE))
    server.api.wifi = 'De "Brug"; gast', "zeer,geheim\\"
    page = open_page("/stage", viewport={"width": 1280, "height": 720}, color_scheme=scheme)
    expect(page.locator("#wifi-name")).to_have_text('De "Brug"; gast')
    expect(page.locator("#wifi-password")).to_have_text("zeer,geheim\\")
    expect(page.locator("#wifi-qr svg")).to_be_visible()
    codes = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    assert {code.text for code in codes} == {
        f"{server.url}/#{server.access.access.code}",
        'WIFI:T:WPA;S:De \\"Brug\\"\\; gast;P:zeer\\,geheim\\\\;;',
    }
    ring.save(session_in_phase(Phase.ROUND))
    expect(page.locator("#wifi")).to_be_hidden()


def test_the_stage_says_that_it_heard_nothing_and_counts_on(ring: Ring, browser: Browser) -> None:
    with running_server(ring.path, ring.clock) as server:
        port = server.port
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{server.url}/stage")
        expect(page.locator("#clock")).not_to_be_empty()
        expect(page.locator("#status")).to_be_empty()
    before = page.locator("#clock").inner_text()
    expect(page.locator("#status")).not_to_be_empty()
    assert page.locator("#clock").inner_text() != before
    with running_server(ring.path, ring.clock, port=port):
        expect(page.locator("#status")).to_be_empty()
        ring.offer("komt aan na de herstart")
        expect(page.locator("#offers .entry")).to_have_count(1)
    page.close()


def test_a_typist_types_and_taps(ring: Ring, server: RingServer, open_page: Callable[..., Page]) -> None:
    page = open_page("/typist", viewport={"width": 1024, "height": 768})
    page.fill("#code", server.access.access.typist_code)
    page.click("#join-form button")
    page.click("#line")
    page.keyboard.type("anne kent een zaal #contact")
    expect(page.locator("#preview")).to_contain_text("Anne")
    page.keyboard.press("Enter")
    expect(page.locator("#line")).to_have_value("")
    page.get_by_role("button", name="3 Bo Jansen").click()
    page.wait_for_timeout(200)
    kinds = [type(entry).__name__ for entry in InboxReader(ring.path).read()]
    assert kinds == ["TypedLine", "SpeakerTap"]


def test_names_and_texts_run_no_script_and_turn_nothing_around(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    names = ["<svg/onload=window.ran=1>", "שלום " + "\u202e", "a" * 60, "&lt;b&gt;{{1}}"]
    people = dict(ring.session.participants)
    for who, name in zip(("p1", "p2", "p3", "p4"), names, strict=True):
        people[who] = replace(people[who], name=name.replace("\u202e", ""))
    ring.save(replace(ring.session, participants=people))
    page = open_page()
    page.fill("#code", server.access.access.code)
    page.click("#join-form button")
    page.locator("#name-list button").first.click()
    stage = open_page("/stage", viewport={"width": 1024, "height": 768})
    expect(stage.locator("#name")).to_have_text("4 &lt;b&gt;{{1}}")
    for one in (page, stage):
        assert one.evaluate("window.ran") is None
        assert one.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_day_is_picked_as_a_day(ring: Ring, server: RingServer, open_page: Callable[..., Page]) -> None:
    page = open_page()
    join(page, server)
    page.fill("#offer-text", "helpt verhuizen")
    page.fill("#offer-day", "2026-12-04")
    page.check("#offer-private")
    page.click("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .entry")).to_have_count(1)
    [hand_in] = ring.hand_ins()
    assert (hand_in.due, hand_in.private) == (dt.date(2026, 12, 4), True)


def test_a_page_that_was_frozen_shows_what_is_true_when_it_is_seen_again(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    join(page, server)
    browser_session = page.context.new_cdp_session(page)
    browser_session.send("Page.setWebLifecycleState", {"state": "frozen"})
    ring.offer("kwam terwijl de telefoon in de zak zat")
    ring.next("p2")
    browser_session.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.locator("#asking-name")).to_have_text("Anneke de Groot")


def test_a_stream_that_brings_nothing_is_replaced_by_asking(
    ring: Ring, server: RingServer, open_page: Callable[..., Page]
) -> None:
    page = open_page()
    page.route("**/api/live", lambda route: None)  # as a scanner does that holds everything back
    page.reload()
    join(page, server)
    ring.offer("komt toch aan")
    expect(page.locator("#offers .entry")).to_have_count(1)
