"""How pages follow a ring while the network, the server or a clock misbehaves."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from reciring.clock import SystemClock
from reciring.ring.schedule import countdown
from reciring.ring.session import Phase
from reciring.store.inbox import InboxReader, SpeakerTap
from reciring.store.lock import acquire_lock
from reciring.web.server import RingServer
from tests.support.line_sessions import NOW, session_in_phase
from tests.support.waiting import wait_until
from tests.support.web_pages import IN_A_BROWSER, OpenPage, Ring, join
from tests.support.web_server import DEADLINE, Client, running_server

pytestmark = IN_A_BROWSER


def remaining(page: Page) -> float:
    """The seconds that a page shows at this moment."""
    return float(page.evaluate("remaining(connection.state)")) / 1000


def left(ring: Ring) -> float:
    """The seconds that the console shows at this moment."""
    count = countdown(ring.session, ring.clock.now())
    assert count
    return count.remaining


# --- the network ----------------------------------------------------------------------------------------------------


def test_what_is_handed_in_offline_is_sent_once_when_the_network_is_back(
    ring: Ring, server: RingServer, open_page: OpenPage
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


def test_refused_streams_do_not_end_the_page(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
    page = open_page(clock=True)
    refusals = [401, 403, 429, 500, 503]
    page.route(
        "**/api/live",
        lambda route: route.fulfill(status=refusals.pop(), body="") if refusals else route.continue_(),
    )
    page.reload()
    join(page, server)
    for _ in range(60):  # Each pause before the next try is longer than the one before.
        page.clock.run_for(1_000)
        if not refusals:
            break
    assert refusals == []
    page.clock.run_for(32_000)
    page.unroute("**/api/live")
    page.route("**/api/ring", lambda route: route.abort())
    ring.offer("komt toch aan")
    expect(page.locator("#offers .entry")).to_have_count(1)


class HoldsBack:
    """A scanner between browser and server: of a stream it passes each event only when the next one comes."""

    def __init__(self, port: int) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        own = self.listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{own}"
        self._target, self._names = port, (f":{own}".encode(), f":{port}".encode())
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                threading.Thread(target=self._ask, args=(near, far), daemon=True).start()
                threading.Thread(target=self._answer, args=(far, near), daemon=True).start()

    def _ask(self, near: socket.socket, far: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := near.recv(65536):
                far.sendall(data.replace(*self._names))
            far.shutdown(socket.SHUT_RDWR)

    def _answer(self, far: socket.socket, near: socket.socket) -> None:
        held, streams = b"", False
        with contextlib.suppress(OSError):
            while data := far.recv(65536):
                streams = streams or b"text/event-stream" in data
                passed, held = (held, data) if streams else (data, b"")
                near.sendall(passed)
            near.close()


@pytest.fixture
def scanner(server: RingServer) -> Iterator[HoldsBack]:
    scanner = HoldsBack(server.port)
    with contextlib.closing(scanner.listening):
        yield scanner


def test_a_scanner_that_holds_one_event_back_delays_a_change_by_a_heartbeat(
    ring: Ring, server: RingServer, scanner: HoldsBack, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reciring.web.live.HEARTBEAT_SECONDS", 0.5)
    page = open_page("/", url=scanner.url)
    join(page, server)
    ring.offer("komt toch aan")
    expect(page.locator("#offers .entry")).to_have_count(1, timeout=3_000)


@pytest.mark.parametrize("how", ["held back", "aborted"])
def test_without_a_stream_the_page_asks_instead_and_not_too_often(
    ring: Ring, server: RingServer, open_page: OpenPage, how: str
) -> None:
    page = open_page(clock=True)
    page.route("**/api/live", lambda route: route.abort() if how == "aborted" else None)
    page.reload()
    join(page, server)
    ring.offer("komt toch aan")
    page.clock.run_for(6_000)
    expect(page.locator("#offers .entry")).to_have_count(1)
    questions: list[str] = []
    page.on("request", lambda request: questions.append(request.url) if "/api/ring" in request.url else None)
    page.clock.run_for(30_000)
    assert 1 <= len(questions) <= 10


# --- the server -----------------------------------------------------------------------------------------------------


def test_the_stage_says_that_it_heard_nothing_and_counts_on(ring: Ring, open_page: OpenPage) -> None:
    with running_server(ring.path, ring.clock) as server:
        port = server.port
        page = open_page("/stage", url=server.url, clock=True, viewport={"width": 1280, "height": 720})
        expect(page.locator("#clock")).not_to_be_empty()
    before = page.locator("#clock").inner_text()
    page.clock.run_for(4_500)
    assert page.locator("#status").inner_text() == ""
    page.clock.run_for(6_000)
    expect(page.locator("#status")).not_to_be_empty()
    assert page.locator("#clock").inner_text() != before
    with running_server(ring.path, ring.clock, port=port):
        page.clock.run_for(5_000)
        expect(page.locator("#status")).to_be_empty()
        ring.offer("komt aan na de herstart")
        page.clock.run_for(5_000)
        expect(page.locator("#offers .entry")).to_have_count(1)


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system has no SIGSTOP")
def test_a_server_that_hangs_is_noticed_after_five_seconds_and_not_before(ring: Ring, open_page: OpenPage) -> None:
    command = [sys.executable, "-m", "reciring", "serve", str(ring.path), "--json", "--host", "127.0.0.1"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout
        facts = json.loads(serving.stdout.readline())
        url = facts["url"]
        stage = open_page("/stage", url=url, clock=True, viewport={"width": 1280, "height": 720})
        phone = open_page(f"/#{facts['code']}", url=url, clock=True)
        phone.get_by_role("button", name="Anne Visser", exact=True).click()
        for page in (stage, phone):
            expect(page.locator("#status")).to_be_empty()
            expect(page.locator("#text, #asking-text").first).not_to_be_empty()
        for stopped, says in ((3_000, False), (30_000, True)):
            before = remaining(stage)
            os.kill(serving.pid, signal.SIGSTOP)
            for page in (stage, phone):
                page.clock.run_for(stopped)
                text = page.locator("#status").inner_text()
                assert bool(text) is says
            assert before - remaining(stage) >= stopped / 1000 - 0.5
            os.kill(serving.pid, signal.SIGCONT)
            for page in (stage, phone):
                page.clock.run_for(9_000)
                expect(page.locator("body:not(.silent)")).to_be_attached()
        assert serving.stdin
        serving.stdin.close()
        serving.wait(DEADLINE)


# --- clocks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("path", "ahead"), [("/", 3600), ("/stage", -90)])
def test_a_device_whose_clock_is_wrong_or_changed_shows_the_consoles_time(
    ring: Ring, server: RingServer, open_page: OpenPage, path: str, ahead: int
) -> None:
    page = open_page(path)
    page.add_init_script(f"const now = Date.now; Date.now = () => now() + {ahead * 1000};")
    page.reload()
    if path == "/":
        join(page, server)
    expect(page.locator("#asking-clock, #clock")).not_to_be_empty()
    assert remaining(page) == pytest.approx(left(ring), abs=0.3)
    page.evaluate(f"Date.now = () => {ahead}")
    assert remaining(page) == pytest.approx(left(ring), abs=0.3)


def test_after_five_minutes_in_the_background_a_page_shows_the_consoles_time_at_once(
    ring: Ring, server: RingServer, open_page: OpenPage
) -> None:
    page = open_page(clock=True)
    join(page, server)
    page.clock.fast_forward(300_000)
    with page.expect_response("**/api/ring"):
        page.evaluate("window.dispatchEvent(new Event('focus'))")
    wait_until(lambda: abs(remaining(page) - left(ring)) < 5, "the page still shows the time of five minutes ago")
    assert remaining(page) == pytest.approx(left(ring), abs=0.3)


def test_pause_and_resume_are_on_every_page(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
    page = open_page("/stage")
    expect(page.locator("#clock")).to_contain_text(":")
    ring.pause()
    expect(page.locator("#clock")).to_have_text("Pauze")
    ring.resume()
    expect(page.locator("#clock")).to_contain_text(":")
    assert remaining(page) == pytest.approx(left(ring), abs=0.3)


@pytest.mark.parametrize("step", [90, -90])
def test_a_server_on_a_laptop_whose_clock_was_set_shows_the_consoles_time(ring: Ring, step: int) -> None:
    console = SystemClock()
    session = session_in_phase(Phase.ROUND)
    console.follow(console.reference + round((NOW - console.now()).total_seconds() * 1e9))
    with acquire_lock(ring.path) as lock:
        lock.share_clock(console.reference)
        changed = SystemClock(wall=lambda: time.time_ns() + step * 1_000_000_000)
        with running_server(ring.path, changed) as server:
            shown = Client(server).get("/api/ring").body["clock"]["remaining"]
            count = countdown(session, console.now())
    assert count
    assert shown / 1000 == pytest.approx(count.remaining, abs=0.3)


def test_taps_of_a_typist_whose_clock_is_wrong_have_the_instant_of_the_tap(
    ring: Ring, server: RingServer, open_page: OpenPage
) -> None:
    page = open_page("/typist", viewport={"width": 1280, "height": 800})
    page.add_init_script("const now = Date.now; Date.now = () => now() + 3600000;")
    page.reload()
    page.fill("#code", server.access.access.typist_code)
    page.click("#join-form button")
    tapped = []
    for name in ("3 Bo Jansen", "5 Jan de Vries", "7 Karin Smit"):
        with page.expect_response("**/api/floor"):
            page.get_by_role("button", name=name).click()
            tapped.append(ring.clock.now())
    taps = [entry for entry in InboxReader(ring.path).read() if isinstance(entry, SpeakerTap)]
    assert [tap.who for tap in taps] == ["p3", "p5", "p7"]
    for tap, at in zip(taps, tapped, strict=True):
        assert abs((tap.at - at).total_seconds()) < 0.5


def test_a_page_that_was_frozen_shows_what_is_true_when_it_is_seen_again(
    ring: Ring, server: RingServer, open_page: OpenPage
) -> None:
    page = open_page()
    join(page, server)
    browser_session = page.context.new_cdp_session(page)
    browser_session.send("Page.setWebLifecycleState", {"state": "frozen"})
    ring.offer("kwam terwijl de telefoon in de zak zat")
    ring.next("p2")
    browser_session.send("Page.setWebLifecycleState", {"state": "active"})
    expect(page.locator("#asking-name")).to_have_text("Anneke de Groot")
