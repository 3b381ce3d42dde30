"""The interface on the wire, with a real server: who gets in, who sees what, and nothing twice."""

from __future__ import annotations

import contextlib
import gzip
import http.client
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from reciring.ring.session import FACILITATOR, Note, Offer, Phase, Session
from reciring.store.atomic_write import write_file
from reciring.store.backups import inbox_path, is_served, remove_inbox
from reciring.store.inbox import HandIn, InboxReader, SpeakerTap, TypedLine
from reciring.store.settings import save_remembered
from reciring.store.toml import encode
from reciring.web.server import CannotServe, RingServer
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.line_sessions import NOW, session_in_phase
from tests.support.waiting import wait_until
from tests.support.web_server import DEADLINE, Client, running_server, tell


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return saved(tmp_path / "ring.toml", session_in_phase(Phase.ROUND))


def saved(path: Path, session: Session) -> Path:
    write_file(path, encode(session))
    return path


@pytest.fixture
def server(path: Path) -> Iterator[RingServer]:
    with running_server(path) as server:
        yield server


@pytest.fixture
def client(server: RingServer) -> Client:
    return Client(server)


def hand_ins(path: Path) -> list[HandIn]:
    return [entry for entry in InboxReader(path).read() if isinstance(entry, HandIn)]


# --- getting in ---------------------------------------------------------------------------------------------


def test_the_right_code_gives_a_cookie_that_scripts_cannot_read(client: Client, server: RingServer) -> None:
    answer = client.join("p1")
    assert answer.status == 201
    cookie = answer.headers["set-cookie"].lower()
    assert server.access.access.ring in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert answer.body["me"][0]["name"] == "Anne Visser"


def test_a_wrong_code_is_refused_with_a_sentence(client: Client) -> None:
    answer = client.join(code="AAAAAA")
    assert answer.status == 403
    assert answer.body["error"].endswith(".")
    assert client.cookie == ""


def test_wrong_codes_are_slowed_and_right_ones_never(server: RingServer) -> None:
    guesser = Client(server)
    statuses = [guesser.join(code=f"AAAA{number:02}").status for number in range(60)]
    assert set(statuses) == {403, 429}
    with ThreadPoolExecutor(12) as pool:
        joined = list(pool.map(lambda _: Client(server).join().status, range(60)))
    assert set(joined) == {201}


def test_the_wifi_is_only_for_the_stage_on_this_computer(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reciring.web.server.NETWORK_SECONDS", 0.02)
    with running_server(path) as server:
        client = Client(server)
        assert "wifi" not in client.get("/api/ring").body
        save_remembered(wifi_name="Gasten", wifi_password="welkom123")
        try:
            wait_until(lambda: "wifi" in client.get("/api/ring").body, "the Wi-Fi of the settings was not noticed")
            wifi = client.get("/api/ring").body["wifi"]
            assert (wifi["name"], wifi["password"]) == ("Gasten", "welkom123")
            monkeypatch.setattr("reciring.web.api.is_local", lambda request: False)
            assert client.join("p4").status == 201
            assert "welkom123" not in str(client.get("/api/ring").body)
        finally:
            save_remembered(wifi_name="", wifi_password="")


def test_nobody_without_a_code_gets_a_name_from_afar(server: RingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reciring.web.api.is_local", lambda request: False)
    answer = Client(server).get("/api/ring")
    assert answer.status == 200
    assert answer.body["joined"] is False
    assert "Visser" not in json.dumps(answer.body)
    assert not answer.body.get("join")


@pytest.mark.parametrize(
    ("method", "address"),
    [
        ("GET", "/api/hand-ins"),
        ("GET", "/api/me/page?who=p1"),
        ("GET", "/api/me/calendar?who=p1"),
        ("POST", "/api/hand-ins"),
        ("POST", "/api/preview"),
        ("POST", "/api/lines"),
        ("POST", "/api/floor"),
        ("POST", "/api/agree"),
        ("POST", "/api/leave"),
    ],
)
def test_what_needs_a_token_is_401_without_one(client: Client, method: str, address: str) -> None:
    client.cookie = f"{client.server.api.cookie}=wrong"
    assert client.request(method, address, {} if method == "POST" else None).status == 401


def test_a_phone_cannot_act_as_typist(client: Client) -> None:
    client.join("p1")
    for path in ("/api/preview", "/api/lines", "/api/floor"):
        assert client.post(path, {"id": "a", "line": "x", "who": None}).status == 403


def test_a_cookie_of_another_ring_leads_to_joining(server: RingServer, tmp_path: Path) -> None:
    other_path = saved(tmp_path / "other.toml", session_in_phase(Phase.ROUND))
    with running_server(other_path) as other:
        browser, there = Client(server), Client(other)
        browser.join("p1")
        there.join("p2")
        both = f"{browser.cookie}; {there.cookie}"
        for one in (browser, there):
            one.cookie = both
            assert one.get("/api/hand-ins").status == 200
        there.cookie = f"{server.api.cookie}={server.access.access.ring}"
        assert there.get("/api/hand-ins").status == 401


# --- the guard ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "none"}, 201),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://127.0.0.1:{port}.evil.example"}, 403),
        ({"Host": "evil.example:{port}"}, 421),
        ({"Host": "["}, 421),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 201),
    ],
    ids=str,
)
def test_only_our_own_pages_can_post(client: Client, headers: dict[str, str], status: int) -> None:
    filled = {name: value.format(port=client.server.port) for name, value in headers.items()}
    body = {"code": client.server.access.access.code, "name": ""}
    answer = client.request("POST", "/api/join", body, filled)
    assert answer.status == status
    if status != 201:
        assert answer.body["error"]


def test_a_program_without_origin_may_post(client: Client) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=DEADLINE)
    body = json.dumps({"code": client.server.access.access.code})
    connection.request("POST", "/api/join", body, {"Content-Type": "application/json"})
    assert connection.getresponse().status == 201
    connection.close()


def test_long_bodies_and_bodies_without_length_are_refused(client: Client) -> None:
    assert client.post("/api/join", {"code": "x" * 20_000}).status == 413
    raw = (
        "POST /api/join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n"
    )
    assert send_raw(client.server.port, raw).startswith("HTTP/1.1 411")


@pytest.mark.parametrize(
    "request_",
    [
        "\x00\x01\r\n\r\n",
        "GET /\r\n\r\n",
        "GET /api/ring HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX: a\x00b\r\n\r\n",
        "POST /api/join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: -1\r\n\r\n",
        "GET /api/ring/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n",
        "GET /%2e%2e/texts.py HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_is_not_http_or_not_here_is_refused_with_json(server: RingServer, request_: str) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=DEADLINE) as connection:
        connection.sendall(request_.format(port=server.port).encode())
        answer = connection.makefile("rb").read().decode()
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith(("HTTP/1.1 400 Bad Request", "HTTP/1.1 404"))
    assert json.loads(body)["error"].endswith(".")


def test_a_phone_that_vanishes_while_it_sends_leaves_no_error(
    client: Client, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    head = "POST /api/join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
    with socket.create_connection(("127.0.0.1", client.server.port), timeout=DEADLINE) as connection:
        connection.sendall((head + "Content-Length: 99\r\n\r\n{{").format(port=client.server.port).encode())
        assert client.get("/api/ring").status == 200
    assert client.get("/api/ring").status == 200
    assert "Traceback" not in capfd.readouterr().err + caplog.text


def test_a_request_cannot_say_where_it_comes_from(server: RingServer) -> None:
    client = Client(server)
    assert client.request("GET", "/api/ring", headers={"X-Forwarded-For": "192.0.2.7"}).body["phase"] == "round"
    assert not server.reached


def test_two_hosts_or_none_are_refused(server: RingServer) -> None:
    for hosts in ("", "Host: 127.0.0.1:{port}\r\nHost: 127.0.0.1:{port}\r\n"):
        answer = send_raw(server.port, f"GET /api/ring HTTP/1.1\r\n{hosts}Connection: close\r\n\r\n")
        assert answer.startswith(("HTTP/1.1 421", "HTTP/1.1 400"))


def send_raw(port: int, text: str) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as connection:
        connection.sendall(text.format(port=port).encode())
        return connection.recv(4096).decode(errors="replace")


def test_every_answer_has_the_security_headers(client: Client) -> None:
    for path in ("/", "/stage", "/typist", "/style.css", "/phone.js", "/api/ring", "/nothing"):
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_pages_and_files_are_compressed_for_browsers_that_can_read_that(client: Client) -> None:
    for path in ("/", "/phone.js", "/style.css"):
        plain = client.get(path)
        connection = http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=DEADLINE)
        connection.request("GET", path, headers={"Accept-Encoding": "gzip, deflate"})
        response = connection.getresponse()
        data = response.read()
        connection.close()
        assert response.getheader("content-encoding") == "gzip"
        assert gzip.decompress(data).decode() == plain.body
        assert len(data) < len(plain.body) / 2


def test_pages_hold_no_absolute_address_and_no_foreign_file(client: Client) -> None:
    for path in ("/", "/stage", "/typist", "/style.css", "/phone.js", "/stage.js", "/typist.js", "/connection.js"):
        text = client.get(path).body.replace("http://www.w3.org/2000/svg", "")
        assert "://" not in text, path


# --- handing in ---------------------------------------------------------------------------------------------


def test_a_hand_in_is_durable_before_it_is_answered(client: Client, path: Path) -> None:
    client.join("p1")
    answer = client.hand_in("kent een zaal", question="q4", offer_kind="contact", due="2026-11-27", private=True)
    assert answer.status == 201
    assert answer.body["state"] == "waiting"
    [entry] = hand_ins(path)
    assert (entry.who, entry.question, entry.text, entry.private) == ("p1", "q4", "kent een zaal", True)


def test_the_same_id_gets_the_same_answer_and_other_words_are_409(client: Client, path: Path) -> None:
    client.join("p1")
    first = client.hand_in("kent een zaal", question="q4", ago=1000)
    again = client.hand_in("kent een zaal", question="q4", ago=9000)
    other = client.hand_in("iets anders", question="q4")
    meant = client.hand_in("kent een zaal", question="q4", id="a2")
    assert (first.status, again.status, other.status, meant.status) == (201, 201, 409, 201)
    assert first.body == again.body
    assert len(hand_ins(path)) == 2


def test_one_id_sent_many_times_at_once_is_one_entry(client: Client, path: Path) -> None:
    client.join("p1")
    with ThreadPoolExecutor(12) as pool:
        statuses = list(pool.map(lambda _: client.hand_in("kent een zaal", question="q4").status, range(24)))
    assert set(statuses) == {201}
    assert len(hand_ins(path)) == 1


def test_ids_of_two_phones_do_not_meet(server: RingServer, path: Path) -> None:
    for who in ("p1", "p2"):
        client = Client(server)
        client.join(who)
        assert client.hand_in(f"van {who}", who=who, question="q4").status == 201
    assert [entry.text for entry in hand_ins(path)] == ["van p1", "van p2"]


def test_a_restart_keeps_tokens_ids_and_hand_ins(path: Path) -> None:
    with running_server(path) as server:
        client, port = Client(server), server.port
        client.join("p1")
        client.hand_in("kent een zaal", question="q4")
    with running_server(path, port=port) as server:
        client.server = server
        assert client.hand_in("kent een zaal", question="q4").status == 201
        assert [it["text"] for it in client.get("/api/hand-ins").body] == ["kent een zaal"]
    assert len(hand_ins(path)) == 1


def test_an_offer_for_a_question_that_is_over_is_kept_for_its_asker(client: Client, path: Path) -> None:
    client.join("p1")
    answer = client.hand_in("te laat maar goed", question="q2")
    assert answer.body["for"] == "Anneke de Groot"
    assert hand_ins(path)[0].question == "q2"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"text": "  "}, 422),
        ({"text": "\x1b\x00"}, 422),
        ({"text": "x" * 2001}, 413),
        ({"question": None}, 422),
        ({"question": "q99"}, 422),
        ({"question": "o1"}, 422),
        ({"question": "q²"}, 422),
        ({"who": "p2"}, 403),
        ({"who": FACILITATOR}, 403),
        ({"id": ""}, 400),
        ({"id": "x" * 65}, 400),
        ({"id": "a:b"}, 400),
        ({"kind": "secret"}, 400),
        ({"due": "tomorrow"}, 400),
        ({"role": "typist"}, 400),
        ({"ago": "now"}, 400),
        ({"question": "q04"}, 422),
        ({"question": "q" + "9" * 5000}, 422),
    ],
    ids=str,
)
def test_what_cannot_be_handed_in_is_refused_with_a_sentence(
    client: Client, path: Path, change: dict[str, Any], status: int
) -> None:
    client.join("p1")
    body = {"id": "a1", "who": "p1", "kind": "offer", "text": "kent een zaal", "question": "q4", **change}
    answer = client.post("/api/hand-ins", body)
    assert answer.status == status
    assert answer.body["error"].endswith(".")
    assert hand_ins(path) == []


def test_bodies_that_are_not_json_are_refused(client: Client) -> None:
    client.join("p1")
    for body in (b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"id": "\\ud83d"}', b"1" * 5000, b"[" * 5000):
        assert client.request("POST", "/api/hand-ins", body).status == 400


def test_hostile_texts_are_text_or_refused(client: Client, path: Path) -> None:
    client.join("p1")
    for number, text in enumerate(HOSTILE_TEXTS):
        sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")[:2000]
        answer = client.hand_in(sent, id=f"h{number}", question="q4")
        assert answer.status in (201, 413, 422), text
    for entry in hand_ins(path):
        assert entry.text.isprintable() or not any(ord(character) < 32 for character in entry.text)


def test_a_phone_says_how_long_ago_and_never_when(client: Client, path: Path) -> None:
    client.join("p1")
    client.hand_in("een", id="a1", question="q4", ago=60_000)
    client.hand_in("twee", id="a2", question="q4", ago=-5_000)
    client.hand_in("drie", id="a3", question="q4", ago=10**15)
    for number in (10**17, 2**64, -(10**30)):
        assert client.hand_in("vier", id=f"n{abs(number)}", question="q4", ago=number).status == 201
    one, two, three = hand_ins(path)[:3]
    assert 55 < (two.at - one.at).total_seconds() < 65
    assert (two.at - three.at).total_seconds() < 13 * 3600


# --- what is not for you is not sent ------------------------------------------------------------------------


def test_private_texts_notes_and_addresses_reach_nobody_else(tmp_path: Path) -> None:
    session = session_in_phase(Phase.REFLECT)
    offers = {
        key: replace(offer, private=True, text="GEHEIMAANBOD") if key == "o1" else offer
        for key, offer in session.offers.items()
    }
    people = {key: replace(person, email=f"adres-{key}@x.example") for key, person in session.participants.items()}
    note = Note(phase=Phase.ROUND, text="GEHEIMNOTITIE", at=NOW)
    session = replace(session, offers=offers, participants=people, notes={"n1": note}, phase=Phase.ROUND, current="q4")
    path = saved(tmp_path / "ring.toml", session)
    helper = session.offers["o1"].helpers[0]
    with running_server(path) as server:
        stranger, neighbour, asker = Client(server), Client(server), Client(server)
        neighbour.join("p9")
        asker.join("p4")
        typist = Client(server)
        typist.join(code=server.access.access.typist_code)
        for client in (stranger, neighbour, typist):
            text = json.dumps(client.get("/api/ring").body) + json.dumps(client.get("/api/hand-ins").body)
            for secret in ("GEHEIM", "@x.example", "turns", "stretches"):
                assert secret not in text
        assert "GEHEIMAANBOD" in json.dumps(asker.get("/api/ring").body)
        assert neighbour.get("/api/me/page?who=p4").status == 403
        assert asker.get("/api/me/page?who=p4").status == 200
        second = Client(server)
        second.join(helper)
        second.join("p4")
        assert "GEHEIMAANBOD" not in json.dumps(second.get("/api/ring").body["me"][1:])
        assert second.get("/api/me/page?who=p4").status == 403
        waiting = asker.get("/api/ring").body["asksToJoin"]
        assert asker.post("/api/agree", {"who": "p4", "device": waiting[0]["device"]}).status == 200
        assert second.get("/api/me/page?who=p4").status == 200


def test_offers_to_a_private_question_are_not_for_a_second_phone_with_that_name(tmp_path: Path) -> None:
    session = session_in_phase(Phase.ROUND)
    question = replace(session.questions["q4"], private=True, text="GEHEIMEVRAAG")
    offer = Offer(question="q4", helpers=("p9",), text="GEHEIMAANBOD", at=NOW)
    session = replace(session, questions={**session.questions, "q4": question}, offers={"o1": offer})
    with running_server(saved(tmp_path / "ring.toml", session)) as server:
        first, second = Client(server), Client(server)
        first.join("p4")
        second.join("p4")
        assert "GEHEIMAANBOD" in json.dumps(first.get("/api/ring").body)
        assert "GEHEIM" not in json.dumps(second.get("/api/ring").body)


def test_a_page_on_a_phone_has_the_addresses_of_those_who_agreed(tmp_path: Path) -> None:
    session = session_in_phase(Phase.ROUND)
    people = {key: replace(person, email=f"{key}@x.example") for key, person in session.participants.items()}
    people["p9"] = replace(people["p9"], shares=True)
    offers = {
        f"o{number}": Offer(question="q4", helpers=(who,), text="kent een zaal", due=NOW.date(), at=NOW)
        for number, who in enumerate(("p8", "p9"), 1)
    }
    session = replace(session, participants=people, offers=offers)
    with running_server(saved(tmp_path / "ring.toml", session)) as server:
        phone = Client(server)
        phone.join("p4")
        page = json.dumps(phone.get("/api/me/page?who=p4").body)
        calendar = phone.get("/api/me/calendar?who=p4").body.replace("\r\n ", "")
    assert "p9@x.example" in page
    assert "p8@x.example" not in page + calendar


def test_tab_shows_a_typist_no_address_and_no_private_question(tmp_path: Path) -> None:
    session = session_in_phase(Phase.ROUND)
    people = {key: replace(person, email=f"{key}@x.example") for key, person in session.participants.items()}
    question = replace(session.questions["q4"], private=True, text="GEHEIMEVRAAG")
    session = replace(session, participants=people, questions={**session.questions, "q4": question})
    with running_server(saved(tmp_path / "ring.toml", session)) as server:
        typist = Client(server)
        typist.join(code=server.access.access.typist_code)
        for line in ("/address fatima ", "/adres fatima ", "/question fatima ", "/vraag fatima "):
            answer = typist.post("/api/preview", {"line": line})
            assert answer.status == 200
            assert "GEHEIM" not in json.dumps(answer.body)
            assert "@x.example" not in json.dumps(answer.body)


def test_giving_up_a_name_that_a_phone_does_not_have_changes_nothing(server: RingServer, path: Path) -> None:
    first, other = Client(server), Client(server)
    first.join("p1")
    other.join("p2")
    before = inbox_path(path).read_bytes()
    for who in ("p1", "x" * 15_000):
        assert other.post("/api/leave", {"who": who}).status == 200
    assert inbox_path(path).read_bytes() == before


def test_a_second_phone_may_hand_in_at_once_and_nothing_changes_hands(server: RingServer, path: Path) -> None:
    first, second = Client(server), Client(server)
    first.join("p1")
    first.hand_in("geheim", question="q4", private=True)
    second.join("p1")
    assert second.hand_in("ook", question="q4").status == 201
    assert "geheim" not in json.dumps(second.get("/api/ring").body)
    assert [it["text"] for it in first.get("/api/hand-ins").body] == ["geheim"]
    assert [entry.who for entry in hand_ins(path)] == ["p1", "p1"]


def test_a_phone_that_was_sent_away_joins_again_and_waits_for_the_facilitator(server: RingServer, path: Path) -> None:
    phone, neighbour = Client(server), Client(server)
    phone.join("p1")
    neighbour.join("p2")
    phone.hand_in("geheim", question="q4", private=True)
    tell(server, do="send_away", who="p1")
    wait_until(lambda: phone.get("/api/hand-ins").status == 401, "the phone still has its name")
    assert neighbour.get("/api/hand-ins").status == 200
    assert phone.join("p1").status == 201
    assert "geheim" not in json.dumps(phone.get("/api/ring").body)
    assert phone.get("/api/me/page?who=p1").status == 403
    [double] = server.description()["doubles"]
    tell(server, do="confirm", **double)
    wait_until(lambda: phone.get("/api/me/page?who=p1").status == 200, "the phone was not let in")
    assert "geheim" in json.dumps(phone.get("/api/ring").body)
    assert [type(entry).__name__ for entry in InboxReader(path).read()] == [
        "Joined", "Joined", "HandIn", "Left", "Joined",
    ]  # fmt: skip


def test_of_two_phones_with_one_name_the_one_that_waits_is_sent_away(server: RingServer) -> None:
    first, second = Client(server), Client(server)
    first.join("p1")
    second.join("p2")
    second.join("p1")
    tell(server, do="send_away", who="p1")
    wait_until(lambda: [it["who"] for it in second.get("/api/ring").body["me"]] == ["p2"], "it still has the name")
    assert first.get("/api/me/page?who=p1").status == 200
    assert second.join("p1").status == 201
    assert second.get("/api/me/page?who=p1").status == 403


# --- the stream ---------------------------------------------------------------------------------------------


class Stream:
    """A reader of the event stream."""

    def __init__(self, client: Client, headers: dict[str, str] | None = None) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", client.server.port, timeout=DEADLINE)
        sent = {"Cookie": client.cookie, **(headers or {})}
        self.connection.request("GET", "/api/live", headers=sent)
        self.response = self.connection.getresponse()

    def event(self) -> Any:
        while True:
            line = self.response.readline()
            if line.startswith(b"data: "):
                return json.loads(line[6:])
            assert line, "the stream ended"

    def close(self) -> None:
        self.connection.close()


def test_the_first_event_is_the_whole_state_whatever_the_last_id_was(client: Client) -> None:
    client.join("p1")
    for last in ("0", "999999", "not a number"):
        stream = Stream(client, {"Last-Event-ID": last})
        assert stream.event()["title"] == client.get("/api/ring").body["title"]
        stream.close()


def test_a_change_of_the_file_reaches_every_stream(client: Client, path: Path) -> None:
    client.join("p1")
    streams = [Stream(client) for _ in range(5)]
    for stream in streams:
        stream.event()
    saved(path, replace(session_in_phase(Phase.ROUND), title="Another title"))
    for stream in streams:
        while (event := stream.event()).get("title") != "Another title":
            assert event
        stream.close()


def test_streams_end_when_the_server_stops_and_the_port_is_free_at_once(path: Path) -> None:
    with running_server(path) as server:
        client, port = Client(server), server.port
        streams = [Stream(client) for _ in range(30)]
        for stream in streams:
            stream.event()
    for stream in streams:
        assert stream.response.read() is not None
        stream.close()
    with running_server(path, port=port) as server:
        assert Client(server).get("/api/ring").status == 200


def test_a_second_server_of_the_same_ring_says_where_the_first_one_is(server: RingServer, path: Path) -> None:
    with pytest.raises(CannotServe) as refused:
        RingServer(path, server.clock, host="127.0.0.1", port=0)
    assert str(server.port) in str(refused.value)


def test_a_port_in_use_is_said(server: RingServer, tmp_path: Path) -> None:
    other = saved(tmp_path / "other.toml", session_in_phase(Phase.ROUND))
    with pytest.raises(CannotServe, match=str(server.port)):
        RingServer(other, server.clock, host="127.0.0.1", port=server.port)


def test_an_address_that_this_computer_lacks_is_said(path: Path) -> None:
    with pytest.raises(CannotServe, match=r"203\.0\.113\.9"), running_server(path) as server:
        RingServer(saved(path.with_name("o.toml"), server.ring.session), server.clock, host="203.0.113.9", port=0)


# --- the second typist --------------------------------------------------------------------------------------


@pytest.fixture
def typist(server: RingServer) -> Client:
    client = Client(server)
    assert client.join(code=server.access.access.typist_code).status == 201
    return client


def test_the_typist_previews_as_the_console_does(typist: Client) -> None:
    answer = typist.post("/api/preview", {"line": "anne kent een zaal #contact", "question": "q4"})
    assert answer.status == 200
    assert "Anne" in answer.body["says"]
    assert answer.body["may"] is True
    names = typist.post("/api/preview", {"line": "an", "question": "q4"}).body["options"]
    assert names


def test_a_typists_line_goes_to_the_inbox_with_its_instant(typist: Client, path: Path) -> None:
    answer = typist.post("/api/lines", {"id": "a1", "line": "anne kent een zaal", "question": "q4", "ago": 3000})
    assert answer.status == 201
    [line] = [entry for entry in InboxReader(path).read() if not isinstance(entry, HandIn)]
    assert getattr(line, "text", "") == "anne kent een zaal"


@pytest.mark.parametrize(
    "line", ["/end", "/erase", "/quit", "/next", "/undo", "/begin", "/nothing", "/away anne", "/go"]
)
def test_a_typist_cannot_lead(typist: Client, path: Path, line: str) -> None:
    answer = typist.post("/api/lines", {"id": "a1", "line": line})
    assert answer.status == 422
    assert answer.body["error"]
    assert not inbox_path(path).read_bytes()


def test_a_tap_sets_the_speaker_from_the_moment_of_the_tap(typist: Client, path: Path) -> None:
    assert typist.post("/api/floor", {"id": "t1", "who": "p2", "ago": 500}).status == 201
    assert typist.post("/api/floor", {"id": "t2", "who": "p99"}).status == 404


# --- slow, silent and many ----------------------------------------------------------------------------------


def test_the_same_id_with_another_line_or_tap_is_409(typist: Client, path: Path) -> None:
    line = {"id": "a1", "line": "bart kent een zaal", "question": "q4"}
    assert [typist.post("/api/lines", {**line, "ago": ago}).status for ago in (0, 900)] == [201, 201]
    assert typist.post("/api/lines", {**line, "line": "bart kent een boot"}).status == 409
    assert typist.post("/api/floor", {"id": "a1", "who": "p2"}).status == 409
    assert typist.post("/api/floor", {"id": "a2", "who": "p2"}).status == 201
    assert typist.post("/api/floor", {"id": "a2", "who": "p3"}).status == 409
    assert len([it for it in InboxReader(path).read() if isinstance(it, TypedLine | SpeakerTap)]) == 2


@pytest.mark.parametrize("question", ["", "x", "q²", "q04", "q99", "o1", "q" + "9" * 5000])
def test_a_typists_line_for_a_question_that_does_not_exist_is_for_the_present_one(
    typist: Client, path: Path, question: str
) -> None:
    body = {"id": "a1", "line": "bart kent een zaal", "question": question}
    assert typist.post("/api/preview", body).status == 200
    assert typist.post("/api/lines", body).status == 201
    [entry] = [it for it in InboxReader(path).read() if isinstance(it, TypedLine)]
    assert entry.question is None


def test_silent_connections_do_not_keep_others_waiting(client: Client) -> None:
    silent = [socket.create_connection(("127.0.0.1", client.server.port)) for _ in range(200)]
    for connection in silent[:50]:
        connection.sendall(b"GET /api/ring HTT")
    try:
        assert client.join("p1").status == 201
        assert client.hand_in("kent een zaal", question="q4").status == 201
    finally:
        for connection in silent:
            connection.close()


def test_silent_and_dripping_connections_are_closed(server: RingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reciring.web.protocol.REQUEST_SECONDS", 0.2)
    with (
        socket.create_connection(("127.0.0.1", server.port), timeout=DEADLINE) as silent,
        socket.create_connection(("127.0.0.1", server.port), timeout=DEADLINE) as half,
    ):
        half.sendall(b"GET /api/ring HTT")
        for connection in (silent, half):
            with contextlib.suppress(ConnectionResetError):
                assert connection.recv(100) == b""


def test_devices_that_left_are_not_counted_as_here(client: Client) -> None:
    client.join("p1")
    streams = [Stream(client) for _ in range(10)]
    for stream in streams:
        stream.event()
    for stream in streams:
        stream.close()
    wait_until(lambda: sum(client.server.api.here.values()) == 0, "a stream that was closed is still counted")


def test_one_phone_cannot_fill_the_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reciring.web.api.MAX_HAND_INS", 3)
    client.join("p1")
    statuses = [client.hand_in("kent een zaal", id=f"a{number}", question="q4").status for number in range(5)]
    assert statuses == [201, 201, 201, 429, 429]
    assert client.hand_in("kent een zaal", id="a0", question="q4").status == 201


def test_a_full_disk_is_said_and_nothing_is_kept(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.join("p1")

    def full(entries: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(client.server.inbox.writer, "append", full)
        answer = client.hand_in("kent een zaal", question="q4")
    assert answer.status == 507
    assert "disk" in answer.body["error"]
    assert client.hand_in("kent een zaal", question="q4").status == 201


def test_an_inbox_in_use_is_not_deleted_under_the_server(client: Client, path: Path) -> None:
    client.join("p1")
    assert is_served(path)
    remove_inbox(path)
    assert client.hand_in("kent een zaal", question="q4").status == 201
    assert len(hand_ins(path)) == 1


def test_a_name_that_was_taken_out_of_the_ring_is_taken_from_its_phone(client: Client, path: Path) -> None:
    client.join("p12")
    session = session_in_phase(Phase.ROUND)
    people = {who: person for who, person in session.participants.items() if who != "p12"}
    questions = {key: question for key, question in session.questions.items() if key != "q12"}
    queue = tuple(who for who in session.queue if who != "p12")
    saved(path, replace(session, participants=people, questions=questions, queue=queue))
    wait_until(lambda: client.get("/api/ring").body["me"] == [], "the phone still has the name")
    saved(path, session)
    wait_until(lambda: len(client.get("/api/ring").body["people"]) == 12, "the ring did not change")
    assert client.get("/api/ring").body["me"] == []
