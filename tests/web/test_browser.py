"""The pages in a real browser: Chromium, with phones, a stage and a typist at a real server."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import pytest
import zxingcpp
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from PIL import Image
from playwright.sync_api import Page, expect

from reciring.ring.session import HandedIn, Kind, Phase
from reciring.store.inbox import InboxReader
from reciring.web.server import RingServer
from tests.support.line_sessions import session_in_phase
from tests.support.web_pages import IN_A_BROWSER, OpenPage, Ring, join

pytestmark = IN_A_BROWSER


def test_a_phone_joins_helps_and_sees_what_became_of_it(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
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


def test_the_code_in_a_link_fills_itself_in_and_leaves_the_address(server: RingServer, open_page: OpenPage) -> None:
    page = open_page(f"/#{server.access.access.code}")
    expect(page.locator("#names")).to_be_visible()
    assert page.url == f"{server.url}/"


def test_a_text_survives_changes_a_reload_and_a_revoked_token(
    ring: Ring, server: RingServer, open_page: OpenPage
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


def test_an_offer_stays_with_the_question_it_was_begun_for(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
    page = open_page()
    join(page, server)
    page.fill("#offer-text", "voor Fatima")
    ring.next("p2")
    expect(page.locator("#asking-name")).to_have_text("Anneke de Groot")
    expect(page.locator("#offer-for")).to_contain_text("Fatima El Amrani")
    page.click("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .entry")).to_have_count(1)
    assert ring.hand_ins()[0].question == "q4"


def test_a_lost_answer_and_a_double_tap_are_one_entry(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
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


@pytest.mark.parametrize("path", ["/", "/stage", "/typist"])
def test_pages_are_accessible_in_light_and_dark(server: RingServer, open_page: OpenPage, path: str, ring: Ring) -> None:
    page = open_page(path)
    ring.offer("kent een zaal")
    if path == "/":
        join(page, server)
    elif path == "/typist":
        page.fill("#code", server.access.access.typist_code)
        page.click("#join-form button")
        expect(page.locator("#work")).to_be_visible()
    else:
        expect(page.locator("#name")).to_have_text("4 Fatima El Amrani")
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        results = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
        assert results.violations_count == 0, results.generate_report()


def codes_on(page: Page) -> set[str]:
    """The texts of the QR codes that a phone finds on a page."""
    return {code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))}


def test_the_codes_on_the_stage_can_be_scanned_in_light_and_dark(
    server: RingServer, ring: Ring, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring.save(session_in_phase(Phase.PREPARE))
    server.api.wifi = wifi = 'De "Brug"; gast', "zeer,geheim\\"
    monkeypatch.setattr("reciring.web.server._wifi", lambda: wifi)
    page = open_page("/stage", viewport={"width": 1280, "height": 720})
    expect(page.locator("#wifi-name")).to_have_text('De "Brug"; gast')
    expect(page.locator("#wifi-password")).to_have_text("zeer,geheim\\")
    expect(page.locator("#wifi-qr svg")).to_be_visible()
    join_code = f"{server.url}/#{server.access.access.code}"
    wifi_code = 'WIFI:T:WPA;S:De \\"Brug\\"\\; gast;P:zeer\\,geheim\\\\;;'
    for dark in (False, True):
        page.emulate_media(color_scheme="dark" if dark else "light")
        assert codes_on(page) == {join_code, wifi_code}
    ring.save(session_in_phase(Phase.ROUND))
    expect(page.locator("#wifi")).to_be_hidden()
    for dark in (True, False):
        page.emulate_media(color_scheme="dark" if dark else "light")
        assert codes_on(page) == {join_code}


def test_a_typist_types_and_taps(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
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


def test_a_day_is_picked_as_a_day(ring: Ring, server: RingServer, open_page: OpenPage) -> None:
    page = open_page()
    join(page, server)
    page.fill("#offer-text", "helpt verhuizen")
    page.fill("#offer-day", "2026-12-04")
    page.check("#offer-private")
    page.click("#offer-form button[type=submit]")
    expect(page.locator("#mine-list .waiting")).to_have_count(1)
    [hand_in] = ring.hand_ins()
    assert (hand_in.due, hand_in.private) == (dt.date(2026, 12, 4), True)
