"""A whole ring in Dutch: a real console in a terminal, twelve phones, a stage in a browser, a second typist."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Browser, Page, expect

from reciring.ring.session import Phase, Session, outcomes
from reciring.store.access import Access
from reciring.store.atomic_write import write_file
from reciring.store.backups import access_path
from reciring.store.files import load_session
from reciring.store.toml import encode
from tests.support.line_sessions import session_in_phase
from tests.support.terminal import Terminal
from tests.support.waiting import wait_until
from tests.support.web_pages import IN_A_BROWSER
from tests.support.web_server import Client, client_elsewhere

pytestmark = [*IN_A_BROWSER, pytest.mark.terminal]


class Room:
    """The console, and what phones need to reach its server."""

    def __init__(self, path: Path, terminal: Terminal) -> None:
        self.path, self.terminal = path, terminal

    def line(self, text: str, seen: str) -> None:
        """Type a line in the console, and wait for something on its screen."""
        self.terminal.type(text)
        self.terminal.key("enter")
        self.terminal.wait_for(seen)

    @property
    def session(self) -> Session:
        return load_session(self.path)[0]

    @property
    def access(self) -> Access:
        return msgspec.json.decode(access_path(self.path).read_bytes(), type=Access)

    def phone(self, who: str) -> Client:
        access = self.access
        client = client_elsewhere(access.port, access)
        assert client.join(who).status == 201
        return client

    def page(self, browser: Browser, path: str, **options: object) -> Page:
        context = browser.new_context(locale="nl-NL", **options)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.goto(f"{self.access.url}{path}")
        return page


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    path = tmp_path / "ring.toml"
    write_file(path, encode(session_in_phase(Phase.FORMULATE, language="nl")))
    command = [sys.executable, "-m", "reciring", "open", str(path), "--language", "nl"]
    with Terminal.start(command, columns=120, rows=40) as terminal:
        terminal.wait_for("Kring")
        terminal.key("escape")  # Nothing was noted for days: that counts.
        room = Room(path, terminal)
        room.line("/meedoen 127.0.0.1", "Telefoons doen mee op")
        yield room


def test_a_whole_ring(room: Room, browser: Browser) -> None:
    people = list(room.session.participants)
    phones = {who: room.phone(who) for who in people}
    phone = room.page(browser, f"/#{room.access.code}", viewport={"width": 390, "height": 844})
    phone.get_by_role("button", name="Bo Jansen").click()
    stage = room.page(browser, "/stage", viewport={"width": 1280, "height": 720})
    typist = room.page(browser, "/typist", viewport={"width": 1024, "height": 768})
    typist.fill("#code", room.access.typist_code)
    typist.click("#join-form button")

    # Everyone hands in a question; they are taken by themselves.
    for who, client in phones.items():
        answer = client.hand_in(f"vraag van {who}?", id="q", who=who, kind="question")
        assert answer.status == 201
    wait_until(
        lambda: (
            {question.text for question in room.session.questions.values()} == {f"vraag van {who}?" for who in people}
        ),
        "a question is missing",
    )

    # The round begins; the first asks. Phones, stage and typist see it.
    room.line("/verder deelronde", "Deelronde")
    room.line("/volgende fatima", "vraag van p4?")
    for page, place in ((phone, "#asking-text"), (stage, "#text"), (typist, "#asking-text")):
        expect(page.locator(place)).to_have_text("vraag van p4?")

    # One offers in the browser, the others hand in through the interface, the typist types.
    phone.fill("#offer-text", "Ik ken iemand bij de gemeente")
    phone.check("input[value=contact]")
    phone.click("#offer-form button[type=submit]")
    room.terminal.wait_for("✉ Bo")
    room.terminal.key("down")
    room.terminal.wait_for("Ik ken iemand bij de gemeente")
    room.terminal.key("enter")
    expect(phone.locator("#mine-list .became").last).to_contain_text("genoteerd als")
    expect(stage.locator("#offers")).to_contain_text("Ik ken iemand bij de gemeente")
    typist.click("#line")
    typist.keyboard.type("karin stuurt de slides #tool")
    typist.keyboard.press("Enter")
    expect(stage.locator("#offers")).to_contain_text("stuurt de slides")

    # All phones hand in at once; nothing is lost, nothing is there twice, the private one is seen by nobody else.
    for who, client in phones.items():
        if who not in ("p3", "p4"):
            private = who == "p5"
            answer = client.hand_in(f"aanbod van {who}", id="o", who=who, question="q4", private=private)
            assert answer.status == 201
    room.terminal.wait_for("(+9)")
    room.line("/overnemen alles", "overgenomen: 10")
    wait_until(lambda: len(room.session.offers) == 12, lambda: f"{len(room.session.offers)} offers")
    expect(stage.locator("#offers")).to_contain_text("aanbod van p12")
    assert "aanbod van p5" not in stage.inner_text("body")
    assert "aanbod van p5" not in phone.inner_text("body")
    assert len(outcomes(room.session)) == 12 + 1 + 1 + 10

    # The countdown on the stage is that of the console.
    shown = stage.locator("#clock").inner_text()
    assert ":" in shown

    # The server is gone with the console, and the pages say so.
    room.terminal.key("ctrl+q")
    assert room.terminal.wait() == 0
    expect(stage.locator("#status")).not_to_be_empty()
