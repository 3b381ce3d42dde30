"""What phones hand in, on the screen of a ring: it waits above the line, and one key takes it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from reciring.console.widgets.circle import PHONE
from reciring.live.join import DoubleName, JoinServer, ServerFacts
from reciring.ring.message import say
from reciring.ring.session import Kind, outcomes
from reciring.store.inbox import HandIn, HandInKind, InboxWriter, Joined, Left
from reciring.store.settings import load_settings
from tests.support.console_driver import ConsoleDriver, console_for, console_on, rehearsal_session
from tests.support.web_server import Client, client_elsewhere, running_server

ROUND = 25 * 60
"""Seconds after the start: somebody asks."""


def handed_in(driver: ConsoleDriver, text: str, *, number: int = 1, private: bool = False, who: str = "p5") -> HandIn:
    return HandIn(
        id=f"d:{number}", device="d", at=driver.clock.now(), who=who, kind=HandInKind.OFFER, text=text,
        question=driver.session.current, offer_kind=Kind.CONTACT, private=private,
    )  # fmt: skip


async def receive(driver: ConsoleDriver, *entries: HandIn | Joined | Left) -> None:
    """Append to the inbox of the ring, and let the console read it."""
    writer = InboxWriter(driver.path)
    writer.append(entries)
    writer.close()
    driver.screen.view.open_inbox()
    await driver.screen.phones.read_inbox()
    await driver.wait_until_drawn()


async def test_a_hand_in_waits_above_the_line_and_one_key_takes_it(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "nl")) as driver:
        offers = len(driver.session.offers)
        await receive(driver, handed_in(driver, "kent een schrijfster"))
        assert "✉" in driver.reminder
        assert "kent een schrijfster" in driver.reminder
        speaker = driver.session.speaker
        await driver.press("down")
        assert driver.screen.line.value.startswith(".")
        assert driver.session.speaker == speaker
        await driver.press("enter")
        assert len(driver.session.offers) == offers + 1
        assert outcomes(driver.session)["d:1"] == list(driver.session.offers)[-1]
        assert driver.screen.line.value == ""
        assert "✉" not in driver.reminder
        await driver.press("ctrl+z")
        assert "✉" in driver.reminder


async def test_escape_puts_it_back_and_an_emptied_line_declines(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        await receive(driver, handed_in(driver, "knows a writer"))
        offers = len(driver.session.offers)
        await driver.press("down", "escape")
        assert driver.screen.line.value == ""
        assert "knows a writer" in driver.reminder
        await driver.press("down", "ctrl+u", "enter")
        assert outcomes(driver.session) == {"d:1": ""}
        assert len(driver.session.offers) == offers
        assert "✉" not in driver.reminder


async def test_what_is_being_typed_is_not_touched(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        await driver.press(*"tom sends the sl")
        await receive(driver, handed_in(driver, "knows a writer"))
        assert driver.screen.line.value == "tom sends the sl"
        assert "knows a writer" in driver.reminder


async def test_the_room_reads_nothing_of_a_private_hand_in(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        await receive(driver, handed_in(driver, "GEHEIM", private=True))
        assert "✉" in driver.reminder
        assert "GEHEIM" not in driver.screen_text
        await driver.press("f9")
        assert "GEHEIM" not in driver.screen_text


async def test_taking_all_and_having_nothing_to_take(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        await driver.enter("/take all")
        assert "Nothing new" in driver.preview
        await receive(driver, handed_in(driver, "one", number=1), handed_in(driver, "two", number=2))
        assert "(+1)" in driver.reminder
        await driver.enter("/take all")
        assert set(outcomes(driver.session)) == {"d:1", "d:2"}


async def test_nothing_of_the_room_is_imported_without_an_inbox(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        assert driver.screen.view.inbox is None
        assert driver.screen.view.server is None


async def test_a_ring_that_is_opened_again_follows_its_inbox(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        await receive(driver, handed_in(driver, "knows a writer"))
        path, clock = driver.path, driver.clock
    app = console_for(path, clock)
    async with app.run_test(size=(120, 40)) as pilot:
        again = ConsoleDriver(app, pilot, clock, path)
        await again.screen.phones.read_inbox()
        await again.wait_until_drawn()
        assert "knows a writer" in again.reminder
    app.opened.close()


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_circle_shows_who_has_joined_by_phone(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), size=size) as driver:
        assert PHONE not in driver.screen_text
        at = driver.clock.now()
        first, second = (Joined(id=f"{it}:1", device=it, at=at, who="p5") for it in "de")
        await receive(driver, first, second, Joined(id="d:2", device="d", at=at, who="p6"))
        assert re.search(rf"5 ?[●○◉] ?Jan *{PHONE}", driver.screen_text)
        assert driver.screen_text.count(PHONE) == 2
        await receive(driver, Left(id="d:3", device="d", at=at, who="p5"), Left(id="d:4", device="d", at=at, who="p6"))
        assert driver.screen_text.count(PHONE) == 1
        await receive(driver, Left(id="e:2", device="e", at=at, who="p5"))
        assert PHONE not in driver.screen_text


@pytest.mark.parametrize(
    ("words", "wifi"),
    [
        ("Gasten welkom123", ("Gasten", "welkom123")),
        ("De Brug gasten Zeer;geheim", ("De Brug gasten", "Zeer;geheim")),
        ("De Brug", ("De Brug", "")),
        ("Vrij", ("Vrij", "")),
    ],
)
async def test_the_wifi_is_remembered_and_shown_and_forgotten(
    tmp_path: Path, words: str, wifi: tuple[str, str]
) -> None:
    async with console_on(tmp_path, rehearsal_session(-1, "en"), size=(100, 30)) as driver:
        await driver.enter("/wifi")
        assert "No Wi-Fi known" in driver.preview
        await driver.enter(f"/wifi {words}")
        await driver.wait_until_drawn()
        settings, _ = load_settings()
        assert (settings.wifi_name, settings.wifi_password) == wifi
        await driver.enter("/wifi")
        assert all(word in driver.preview for word in wifi)
        driver.screen.view.server = RunningServer(url="http://10.0.0.7:8800", code="K7M2QX", typist_code="")
        await driver.press("f9")
        assert f"Wi-Fi: {' · '.join(filter(None, wifi))}" in driver.screen_text
        await driver.enter("/wifi off")
        await driver.wait_until_drawn()
        assert load_settings()[0].wifi_name == ""
        assert load_settings()[0].wifi_password == ""
        assert "Wi-Fi: " not in driver.screen_text


class RunningServer(JoinServer):
    """A server for phones whose facts a test sets."""

    running = True

    def __init__(self, **facts: object) -> None:
        super().__init__(Path("ring.toml"))
        self.told: list[tuple[str, ...]] = []
        known = ServerFacts(url="http://192.168.178.20:8800", code="ABC123", typist_code="X", pid=1)
        self.facts = replace(known, **facts)

    def tell(self, do: str, device: str = "", who: str = "") -> None:
        self.told.append((do, device, who))

    def look(self) -> bool:
        return False

    def stop(self) -> None:
        self.running = False


async def with_two_phones_of_jan(driver: ConsoleDriver) -> RunningServer:
    """A server on which a second phone took the name Jan (p5), which the console has noticed."""
    driver.screen.view.server = server = RunningServer(doubles=(DoubleName("d2", "p5"),))
    at = driver.clock.now()
    await receive(driver, *(Joined(id=f"{it}:1", device=it, at=at, who="p5") for it in "de"))
    await driver.pass_time(1)
    assert "Two phones use the name Jan." in driver.reminder
    return server


async def test_one_key_lets_a_second_phone_have_a_name(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        server = await with_two_phones_of_jan(driver)
        await driver.enter("/join off jan")
        assert "second phone" in driver.preview
        await driver.press("f10")
        assert server.told == [("send_away", "", "p5"), ("confirm", "d2", "p5")]


async def test_a_phone_is_sent_away_and_one_key_lets_it_in_again(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "nl")) as driver:
        server = RunningServer()
        driver.screen.view.server = server
        at = driver.clock.now()
        await receive(driver, Joined(id="d:1", device="d", at=at, who="p5"))
        await driver.enter("/meedoen uit karin")
        assert "Geen telefoon" in driver.preview
        await driver.press(*"/meedoen uit jan")
        assert "verwijder de telefoon van Jan" in driver.preview
        await driver.press("enter")
        assert "F10" in driver.preview
        assert server.told == [("send_away", "", "p5")]
        await receive(
            driver, Left(id="d:2", device="d", at=at, who="p5"), Joined(id="e:1", device="e", at=at, who="p5")
        )
        assert server.facts
        server.facts = replace(server.facts, doubles=(DoubleName("e", "p5"),))
        await driver.pass_time(1)
        assert "wil weer Jan zijn" in driver.reminder
        await driver.press("f10")
        assert server.told[-1] == ("confirm", "e", "p5")


async def test_phones_stay_when_the_ring_is_saved_in_another_folder(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        await driver.enter("/join 127.0.0.1")
        await driver.wait_until_drawn()
        server = driver.screen.view.server
        assert server
        assert server.facts
        code, url = server.facts.code, server.facts.url
        await receive_by_phone(driver, "knows a hall")
        (tmp_path / "other").mkdir()
        await driver.enter(f"/saveto {tmp_path / 'other'}")
        await driver.wait_until_drawn()
        assert driver.screen.view.saved_in.parent == tmp_path / "other"
        assert server.facts
        assert (server.facts.code, server.facts.url) == (code, url)
        await driver.screen.phones.read_inbox()
        await driver.wait_until_drawn()
        assert "knows a hall" in driver.reminder
        await receive_by_phone(driver, "and a beamer")
        assert "(+1)" in driver.reminder


async def receive_by_phone(driver: ConsoleDriver, text: str) -> None:
    """Hand in from a phone at the console's own server, and let the console read it."""
    facts = driver.screen.view.server.facts if driver.screen.view.server else None
    assert facts
    port = int(facts.url.rpartition(":")[2])
    phone = client_elsewhere(port, facts)
    for answer in (phone.join("p5"), phone.hand_in(text, who="p5", question=driver.session.current)):
        assert answer.status == 201
    await driver.screen.phones.read_inbox()
    await driver.wait_until_drawn()


async def test_a_server_that_was_started_outside_the_console_is_used_and_not_stopped(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(-1, "en"), size=(100, 30)) as driver:
        with running_server(driver.path, driver.clock) as server:
            code = server.access.access.code
            await driver.screen.phones.look_for_server()
            await driver.enter("/join")
            assert code in driver.preview
            assert "outside this console" in driver.preview
            for line in ("/join off", "/join off jan"):
                await driver.enter(line)
                assert "Ctrl+C" in driver.preview
            await driver.press("f9")
            assert f"code {code}" in driver.screen_text
            client = Client(server)
            assert client.join("p5").status == 201
            await driver.screen.phones.read_inbox()
            await driver.wait_until_drawn()
            assert driver.screen.view.joined == {"p5"}
        await driver.screen.phones.look_for_server()
        assert code not in driver.screen_text
        assert driver.screen.view.server
        assert driver.screen.view.server.facts is None


async def test_after_two_minutes_without_a_phone_the_console_says_what_may_be_the_cause(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        view = driver.screen.view
        view.server = RunningServer()
        view.opened_to_phones = driver.clock.now()
        await driver.pass_time(60)
        assert "hotspot" not in driver.reminder
        await driver.pass_time(61)
        assert "hotspot" in driver.reminder
        view.server = RunningServer(reached=True)
        await driver.pass_time(1)
        assert "hotspot" not in driver.reminder


async def test_a_server_that_ended_is_reported_until_it_runs_again(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        server = RunningServer()
        server.problem = say("The server for phones stopped. /join starts it again.")
        driver.screen.view.server = server
        await driver.pass_time(1)
        assert "/join starts it again" in driver.reminder


async def test_a_practice_ring_says_that_phones_cannot_join(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en")) as driver:
        driver.screen.controller.saver = None
        await driver.enter("/join")
        assert "practice ring" in driver.preview
        await driver.enter("/join off")
        assert "not open" in driver.preview
        await driver.enter("/join nonsense")
        assert "/join" in driver.preview


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_second_phone_is_asked_about_while_hand_ins_wait(tmp_path: Path, size: tuple[int, int]) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), size=size) as driver:
        await receive(driver, *(handed_in(driver, "knows a writer", number=number) for number in (2, 3)))
        server = await with_two_phones_of_jan(driver)
        assert ("✉ 2  ↓ take" if size[0] == 80 else "✉ Jan: contact, knows a writer (+1)") in driver.reminder
        await driver.press("f10")
        assert server.told == [("confirm", "d2", "p5")]


async def test_a_server_that_stopped_is_said_while_hand_ins_wait(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(ROUND, "en"), size=(80, 24)) as driver:
        await receive(driver, handed_in(driver, "knows a writer"))
        server = RunningServer()
        server.problem = say("The server for phones stopped. /join starts it again.")
        driver.screen.view.server = server
        await driver.pass_time(1)
        assert "stopped" in driver.reminder
        assert "✉ 1  ↓ take" in driver.reminder
