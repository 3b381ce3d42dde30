"""The interface over HTTP for phones, the stage and the second typist (docs/reference/web-api.md)."""

from __future__ import annotations

import asyncio
import datetime as dt
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, Final, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Scope

from reciring.clock import Clock
from reciring.guide import load_guide
from reciring.locale import LANGUAGES, Translator, translator
from reciring.report.formats import Options, render_summary
from reciring.report.invitation import Invitation
from reciring.report.outline import build_outline
from reciring.report.qr import qr_modules, wifi_qr_text
from reciring.ring.message import say
from reciring.ring.session import Kind, ReflectionKind, Session, question_id
from reciring.ring.text import clean, squeeze
from reciring.store.access import Device, Role
from reciring.store.inbox import HandIn, HandInKind, Joined, Left, SpeakerTap, TypedLine
from reciring.store.os_errors import describe_write_error
from reciring.web import typist, views
from reciring.web.access import AccessList
from reciring.web.guards import MAX_BODY_BYTES, RequestRefused
from reciring.web.inbox_log import InboxLog
from reciring.web.live import Ring

MAX_TEXT: Final = 2000
"""Characters of a text that is handed in: as many as the entry line takes."""
MAX_HAND_INS: Final = 200
"""The most hand-ins of one device; more would only fill the disk."""
MAX_ENTRIES: Final = 10_000
"""What an inbox takes from phones in one ring."""
MAX_DEVICES: Final = 1_000
"""Devices that can join one ring."""
MAX_DELAY: Final = dt.timedelta(hours=12)
"""A hand-in can have waited on its phone for this long."""
BODY_SECONDS: Final = 10.0
"""A request that takes longer to arrive is refused."""
LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
"""This computer itself."""
WRONG_CODES: Final = 20
"""Wrong codes from all devices together in ``WRONG_CODE_SECONDS``, before further wrong ones are answered with 429."""
WRONG_CODE_SECONDS: Final = 60.0
Body = TypeVar("Body", bound=msgspec.Struct)
Sent = TypeVar("Sent", HandIn, TypedLine, SpeakerTap)
Handler = Callable[[Request], Awaitable[Response]]


class JoinBody(msgspec.Struct, forbid_unknown_fields=True):
    """``code`` is not needed from a device that joined already. ``name`` is the id of a participant."""

    code: str = ""
    name: str = ""


class HandInBody(msgspec.Struct, forbid_unknown_fields=True):
    """What a phone hands in. ``ago`` says how many milliseconds ago the text was written."""

    id: str
    who: str
    kind: HandInKind
    text: str
    question: str | None = None
    offer_kind: Kind = Kind.TIP
    due: dt.date | None = None
    private: bool = False
    reflection_kind: ReflectionKind = ReflectionKind.RECEIVED
    ago: int = 0


class SeatBody(msgspec.Struct, forbid_unknown_fields=True):
    """Whose name the first device lets the device ``device`` have."""

    who: str
    device: str = ""


class LineBody(msgspec.Struct, forbid_unknown_fields=True):
    """A line of the second typist, begun ``ago`` milliseconds ago, while ``question`` was asked."""

    line: str
    id: str = ""
    question: str | None = None
    ago: int = 0


class FloorBody(msgspec.Struct, forbid_unknown_fields=True):
    """Who is the speaker after a tap, ``ago`` milliseconds ago."""

    id: str
    who: str | None
    ago: int = 0


class Api:
    """The routes, for one ring."""

    def __init__(
        self,
        ring: Ring,
        access: AccessList,
        inbox: InboxLog,
        clock: Clock,
        url: Callable[[], str],
        build: str,
        report: Callable[[], None],
    ) -> None:
        self.ring, self.access, self.inbox, self.clock = ring, access, inbox, clock
        self.url, self.build, self.report = url, build, report
        self.run = secrets.token_hex(4)
        """Names this start of the server: versions of another one cannot be compared."""
        self._rooms: dict[str, views.State] = {}
        """What everyone sees, by language, for ``_room_version``."""
        self._room_version = -1
        self.wifi = "", ""
        """The name and the password of the Wi-Fi that phones use, for the stage."""
        self._wrong_codes: list[float] = []
        self.here: dict[str, int] = {}
        """How many streams each device has open."""

    def routes(self) -> list[Route]:
        return [
            Route("/api/join", self.join, methods=["POST"]),
            Route("/api/leave", self.leave, methods=["POST"]),
            Route("/api/agree", self.agree, methods=["POST"]),
            Route("/api/ring", self.get_ring, methods=["GET"]),
            Route("/api/live", self.get_live, methods=["GET"]),
            Route("/api/hand-ins", self.get_hand_ins, methods=["GET"]),
            Route("/api/hand-ins", self.post_hand_in, methods=["POST"]),
            Route("/api/preview", self.post_preview, methods=["POST"]),
            Route("/api/lines", self.post_line, methods=["POST"]),
            Route("/api/floor", self.post_floor, methods=["POST"]),
            Route("/api/me/page", self.get_page, methods=["GET"]),
            Route("/api/me/calendar", self.get_calendar, methods=["GET"]),
        ]

    # --- who asks ---------------------------------------------------------------------------------------------------

    @property
    def cookie(self) -> str:
        """The name of the cookie: cookies know no port, so it names the ring."""
        return f"reciring-{self.access.access.ring}"

    def device(self, request: Request) -> Device | None:
        return self.access.device(request.cookies.get(self.cookie, ""))

    def joined(self, request: Request) -> Device:
        """The device that asks. Raises RequestRefused (401) if it has not joined."""
        device = self.device(request)
        if device is None:
            raise RequestRefused(401, say("Join first, with the code on the screen."))
        return device

    def translator(self, request: Request) -> Translator:
        return translator(reader_language(request.headers.get("accept-language", ""), self.ring.session.language))

    # --- joining ----------------------------------------------------------------------------------------------------

    async def join(self, request: Request) -> Response:
        """Give a device a token for the right code, and the name of a participant if it chose one."""
        body = await read_body(request, JoinBody)
        device, token = self.device(request), ""
        if device is None:
            role = self.access.role_of_code(body.code)
            if role is None:
                self._count_wrong_code()
                raise RequestRefused(403, say("That is not the code of this ring. Look at the screen again."))
            if len(self.access.access.devices) >= MAX_DEVICES:
                raise RequestRefused(429, say("So many phones have joined that no other one can. Ask the facilitator."))
            device, token = await asyncio.to_thread(self.access.add_device, role, self.clock.now())
        assert device is not None
        if body.name:
            device = await self._choose_name(device, body.name)
        response = self._json(self._state(request, device), 201)
        if token:
            response.set_cookie(self.cookie, token, max_age=30 * 86400, httponly=True, samesite="strict", path="/")
        return response

    def _count_wrong_code(self) -> None:
        """Raise RequestRefused (429) if there were many wrong codes of late. Right codes never come here."""
        now = time.monotonic()
        self._wrong_codes = [at for at in self._wrong_codes if now - at < WRONG_CODE_SECONDS]
        if len(self._wrong_codes) >= WRONG_CODES:
            raise RequestRefused(429, say("Too many wrong codes. Wait a minute, then look at the screen again."))
        self._wrong_codes.append(now)

    async def _choose_name(self, device: Device, who: str) -> Device:
        if who not in self.ring.session.participants:
            raise RequestRefused(404, say("This name is not in the ring. Ask the facilitator."))
        if any(place.who == who for place in device.seats):
            return device
        device = await asyncio.to_thread(self.access.choose_name, device, who)
        now = self.clock.now()
        await self._durable(Joined(id=event_id(device, now, who), device=device.id, at=now, who=who))
        self.ring.touch()
        self.report()
        return device

    async def leave(self, request: Request) -> Response:
        """Give up the name of a participant on this device."""
        device, body = self.joined(request), await read_body(request, SeatBody)
        if any(place.who == body.who for place in device.seats):
            device = await asyncio.to_thread(self.access.give_up_name, device, body.who)
            now = self.clock.now()
            await self._durable(Left(id=event_id(device, now, body.who), device=device.id, at=now, who=body.who))
            self.ring.touch()
        return self._json(self._state(request, device))

    async def agree(self, request: Request) -> Response:
        """A device that is confirmed for a participant lets another device see what belongs to that participant."""
        device, body = self.joined(request), await read_body(request, SeatBody)
        if not any(place.who == body.who and place.confirmed for place in device.seats):
            raise RequestRefused(403, say("Only a phone that already uses this name can agree."))
        other = self.access.access.devices.get(body.device)
        if other is None or not any(place.who == body.who for place in other.seats):
            raise RequestRefused(404, say("That phone has left."))
        await asyncio.to_thread(self.access.confirm, other, body.who)
        self.ring.touch()
        self.report()
        return self._json(self._state(request, device))

    # --- what there is to see ---------------------------------------------------------------------------------------

    async def get_ring(self, request: Request) -> Response:
        return self._json(self._state(request, self.device(request)))

    async def get_live(self, request: Request) -> Response:
        """Server-sent events: the whole present state at once, after each change, and with each heartbeat."""
        device = self.device(request)
        key = device.id if device else ""
        self.here[key] = self.here.get(key, 0) + 1
        return StreamingResponse(
            self._events(request, key),
            media_type="text/event-stream",
            headers={"x-accel-buffering": "no"},
        )

    async def _events(self, request: Request, key: str) -> AsyncIterator[bytes]:
        try:
            # Each page waits for another time before it connects again, so that a room does not come at once.
            yield f"retry: {1000 + hash((key, id(request))) % 4000}\n\n".encode()
            sent = -1
            async for version in self.ring.changes():
                device = self.device(request)
                state = self._state(request, device)
                if version == sent:
                    state = {key: state[key] for key in ("clock", "version", "run")} | {"heartbeat": True}
                sent = version
                yield b"data: " + msgspec.json.encode(state) + b"\n\n"
        finally:
            self.here[key] -= 1

    def _state(self, request: Request, device: Device | None) -> views.State:
        """What this reader may see now."""
        session, t, now = self.ring.session, self.translator(request), self.clock.now()
        if device is None and not is_local(request):
            return {"joined": False, "title": "", "clock": None, "version": self.ring.version, "run": self.run}
        state = {**self._room_state(t), "clock": views.clock_state(session, now), "joined": device is not None}
        if is_local(request) and (wifi := self._wifi_state()):
            state["wifi"] = wifi
        if device is not None:
            held = {place.who for other in self.access.access.devices.values() for place in other.seats}
            state["people"] = views.people_state(session, held)
            mine = {
                key: entry for place in device.seats for key, entry in self.inbox.by_person.get(place.who, {}).items()
            }
            state["me"] = views.device_state(session, device, mine, t)
            state["asksToJoin"] = self._asking_for(device)
            if device.role is Role.TYPIST:
                state["typist"] = typist.typist_state(session, t)
        return state

    def _room_state(self, t: Translator) -> views.State:
        """What everyone sees, in one language. It is the same for the whole room until something changes."""
        if self._room_version != self.ring.version:
            self._rooms, self._room_version = {}, self.ring.version
        if t.language not in self._rooms:
            self._rooms[t.language] = {
                **views.room_state(self.ring.session, load_guide(t.language), t),
                "version": self.ring.version,
                "run": self.run,
                "build": self.build,
                "join": self.invitation(),
                "stale": self.ring.watcher.error is not None,
            }
        return self._rooms[t.language]

    def invitation(self) -> views.State:
        """How a phone joins: the address, the code, and both as a QR code."""
        url, code = self.url(), self.access.access.code
        return {"url": url, "code": code, "modules": qr_modules(Invitation(url, code).link)}

    def _wifi_state(self) -> views.State | None:
        """The Wi-Fi for the stage on this computer, and a QR code that lets phones join it."""
        name, password = self.wifi
        if not name:
            return None
        return {"name": name, "password": password, "modules": qr_modules(wifi_qr_text(name, password))}

    def _asking_for(self, device: Device) -> list[dict[str, str]]:
        """The other devices that chose a name of this device, and that nobody has confirmed yet."""
        return [
            {"device": other.id, "who": place.who, "name": self.ring.session.name(place.who)}
            for other in self.access.access.devices.values()
            if other.id != device.id
            for place in other.seats
            if not place.confirmed and any(own.who == place.who and own.confirmed for own in device.seats)
        ]

    # --- handing in -------------------------------------------------------------------------------------------------

    async def get_hand_ins(self, request: Request) -> Response:
        device, t = self.joined(request), self.translator(request)
        return self._json(views.hand_in_states(self.ring.session, self.inbox.by_device[device.id].values(), t))

    async def post_hand_in(self, request: Request) -> Response:
        device, body = self.joined(request), await read_body(request, HandInBody)
        entry = self._hand_in(device, body)
        known = self.inbox.entries.get(entry.id)
        if known is None and sum(map(len, self.inbox.by_device.values())) >= MAX_ENTRIES:
            raise RequestRefused(429, say("The phones have handed in as much as this ring takes. Say it aloud."))
        if known is None and len(self.inbox.by_device[device.id]) >= MAX_HAND_INS:
            raise RequestRefused(429, say("You have handed in a great deal. Say this aloud."))
        saved = await self._once(entry)
        self.ring.touch()
        return self._json(views.hand_in_states(self.ring.session, [saved], self.translator(request))[0], 201)

    def _hand_in(self, device: Device, body: HandInBody) -> HandIn:
        session, text = self.ring.session, squeeze(body.text)
        check_id(body.id)
        if not any(place.who == body.who for place in device.seats):
            raise RequestRefused(403, say("Choose your name first."))
        if not text:
            raise RequestRefused(422, say("Write something first."))
        if len(text) > MAX_TEXT:
            raise RequestRefused(413, say("That is too long. Shorten it and send it again."))
        if body.kind is HandInKind.OFFER and (body.question is None or asker_id_of(body.question, session) is None):
            raise RequestRefused(422, say("Choose whose question this is for."))
        return HandIn(
            id=f"{device.id}:{body.id}",
            device=device.id,
            at=self._instant(body.ago),
            who=body.who,
            kind=body.kind,
            text=text,
            question=body.question if body.kind is HandInKind.OFFER else None,
            offer_kind=body.offer_kind,
            due=body.due,
            private=body.private,
            reflection_kind=body.reflection_kind,
        )

    async def _once(self, entry: Sent) -> Sent:
        """The entry that has this id on the disk. Raises RequestRefused (409) if it says something else."""
        saved = await self._durable(entry)
        if type(saved) is not type(entry) or _words(saved) != _words(entry):
            raise RequestRefused(409, say("This was already handed in, with another text. Load the page again."))
        return saved

    async def _durable(self, entry: Any) -> Any:
        try:
            return await self.inbox.add(entry)
        except OSError as error:
            reason = describe_write_error(error, self.inbox.writer.path)
            sentence = say("Not saved: {reason}. Your text stays here.", reason=reason)
            raise RequestRefused(507, sentence) from None

    # --- the second typist ------------------------------------------------------------------------------------------

    def typist(self, request: Request) -> Device:
        """The second typist's device. Raises RequestRefused (403) for any other."""
        device = self.joined(request)
        if device.role is not Role.TYPIST:
            raise RequestRefused(403, say("This page is for the second typist. Join with the typist's code."))
        return device

    async def post_preview(self, request: Request) -> Response:
        self.typist(request)
        body = await read_body(request, LineBody)
        t = self.translator(request)
        session = self.ring.session
        return self._json(typist.preview(body.line, session, self.clock.now(), bound_to(body, session), t))

    async def post_line(self, request: Request) -> Response:
        """Put a line of the typist in the inbox, if it notes something; the console takes it."""
        device, body = self.typist(request), await read_body(request, LineBody)
        session, text = self.ring.session, clean(body.line)
        check_id(body.id)
        at = self._instant(body.ago)
        if len(text) > MAX_TEXT:
            raise RequestRefused(413, say("That is too long. Shorten it and send it again."))
        question = bound_to(body, session)
        entry = TypedLine(id=f"{device.id}:{body.id}", device=device.id, at=at, text=text, question=question)
        if entry.id not in self.inbox.entries and (reason := typist.refusal(text, session, at, question)):
            raise RequestRefused(422, reason)
        await self._once(entry)
        return self._json({"id": body.id}, 201)

    async def post_floor(self, request: Request) -> Response:
        """Put a tap on a name in the inbox: this participant speaks since the tap."""
        device, body = self.typist(request), await read_body(request, FloorBody)
        check_id(body.id)
        if body.who is not None and body.who not in self.ring.session.participants:
            raise RequestRefused(404, say("This name is not in the ring. Ask the facilitator."))
        entry = SpeakerTap(id=f"{device.id}:{body.id}", device=device.id, at=self._instant(body.ago), who=body.who)
        await self._once(entry)
        return self._json({"id": body.id}, 201)

    def _instant(self, ago: int) -> dt.datetime:
        """The instant so many milliseconds ago: no device's clock is believed."""
        return self.clock.now() - dt.timedelta(milliseconds=min(max(ago, 0), MAX_DELAY // dt.timedelta(milliseconds=1)))

    # --- my page ----------------------------------------------------------------------------------------------------

    def _confirmed(self, request: Request) -> str:
        """The participant of this device whose page is asked for. Raises RequestRefused (403)."""
        device, who = self.joined(request), request.query_params.get("who", "")
        places = [place.who for place in device.seats if place.confirmed]
        if who in places and who in self.ring.session.participants:
            return who
        raise RequestRefused(403, say("This page is only for the phone that uses this name."))

    async def get_page(self, request: Request) -> Response:
        who, t = self._confirmed(request), self.translator(request)
        session = views.with_agreed_addresses(self.ring.session)
        return self._json(msgspec.to_builtins(build_outline(session, Options(who=who, language=t.language))))

    async def get_calendar(self, request: Request) -> Response:
        who, t = self._confirmed(request), self.translator(request)
        options = Options(who=who, language=t.language)
        session = views.with_agreed_addresses(self.ring.session)
        data = await asyncio.to_thread(render_summary, "ics", session, options)
        return Response(
            data,
            media_type="text/calendar; charset=utf-8",
            headers={"content-disposition": "attachment; filename=ring.ics"},
        )

    # --- answers ----------------------------------------------------------------------------------------------------

    def _json(self, value: Any, status: int = 200) -> Response:
        return Response(msgspec.json.encode(value), status, media_type="application/json")

    def refusal(self, request: Request, refused: RequestRefused) -> Response:
        """The answer to a request that is refused: one sentence, in the reader's language."""
        return self._json({"error": self.translator(request).message(refused.reason)}, refused.status)


def check_id(text: str) -> None:
    """Raise RequestRefused unless a device's id for what it sends is short and of letters, digits and hyphens."""
    if not (0 < len(text) <= 64 and text.isascii() and text.replace("-", "").isalnum()):
        raise RequestRefused(400, say("Every hand-in needs an id of letters, digits and hyphens."))


def event_id(device: Device, now: dt.datetime, who: str = "") -> str:
    """An id for an entry that the server makes, about ``who``: no phone's id has a dot."""
    return f"{device.id}:{now.timestamp():.6f}{who}"


def asker_id_of(question: str, session: Session) -> str | None:
    """The participant whose question has this id; None if there is no such participant."""
    return next((who for who in session.participants if question_id(who) == question), None)


def bound_to(body: LineBody, session: Session) -> str | None:
    """The question during which a typist's line was begun; None if there is no such question."""
    return body.question if body.question and asker_id_of(body.question, session) else None


def _words(entry: Sent) -> Sent:
    """An entry without its time, to compare it with what the same device sent before."""
    return msgspec.structs.replace(entry, at=dt.datetime.min.replace(tzinfo=dt.UTC))


async def read_body(request: Request, kind: type[Body]) -> Body:
    """The JSON body of a request. Raises RequestRefused if it is too long, too slow, or not what is expected."""
    data = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                data += chunk
                if len(data) > MAX_BODY_BYTES:
                    raise RequestRefused(413, say("That is too long. Shorten it and send it again."))
    except TimeoutError:
        raise RequestRefused(408, say("Sending this took too long. Send it again.")) from None
    try:
        return msgspec.json.decode(bytes(data), type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise RequestRefused(400, say("What was sent cannot be read. Load the page again.")) from None


def reader_language(accepted: str, default: str) -> str:
    """The language of ours that a browser asks for first; ``default`` if it asks for none of them."""
    wanted = [
        (part.partition(";q=")[2] or "1", part.partition(";")[0].strip().lower()[:2]) for part in accepted.split(",")
    ]
    wanted.sort(key=lambda it: it[0], reverse=True)
    return next((language for _, language in wanted if language in LANGUAGES), default)


def is_local(request: Request) -> bool:
    """Whether the request comes from this computer itself."""
    return request.client is not None and is_own_address(request.client.host, request.scope)


def is_own_address(host: str, scope: Scope) -> bool:
    """Whether a connection comes from this computer: from loopback, or from an address of its own."""
    return host in LOOPBACK or host == (scope.get("server") or ("",))[0]
