"""Open the ring to the room's phones (``/join``), and take what they hand in."""

from __future__ import annotations

import ipaddress

import msgspec

from reciring.console.actions.reply import Job, Progress, Reply, done, refuse
from reciring.console.view_state import ViewState
from reciring.live.join import JoinServer
from reciring.ring.message import Message, say
from reciring.ring.text import fold
from reciring.store.inbox import InboxEntry
from reciring.store.os_errors import describe_read_error
from reciring.store.settings import Settings, save_remembered

ALL = ("all", "alles")
OFF_WORDS = ("off", "uit")
OPENED_OUTSIDE = say("The ring was opened to phones outside this console: press Ctrl+C there to close it.")
LEAST_PASSWORD = 8
"""The fewest characters of a Wi-Fi password (WPA)."""


def join(view: ViewState, argument: str) -> Reply:
    """``/join``: start the server or say where it is; ``open`` takes offers by themselves, ``off`` stops it.

    ``off`` with a participant sends that person's phone away. An address makes the server listen on that address only.
    """
    word, _, who = argument.partition(" ")
    if word == "off":
        return _send_away(view, who) if who else _close(view)
    if word == "typist":
        return _typist(view)
    host = "" if word in ("", "open") else argument
    if host and not _is_address(host):
        return refuse(say("Type /join, /join open, /join typist or /join off."))
    if view.controller.read_only_reason:
        return refuse(view.controller.read_only_reason)
    if view.controller.saver is None:
        return refuse(
            say("Phones cannot join a practice ring, which is not saved. Quit, and type a title to create a ring.")
        )
    if view.server is None:
        view.server = JoinServer(view.saved_in)
    if word == "open":
        view.takes_offers = not view.takes_offers
    server = view.server
    if server.facts:
        return done(_open_words(view))

    def work(progress: Progress) -> Message | None:
        return server.start(host)

    return Reply(job=Job(work, lambda problem: _started(view, problem), say("Opening the ring to phones")))


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _started(view: ViewState, problem: Message | None) -> Reply:
    view.opened_to_phones = view.controller.now
    view.open_inbox()
    return refuse(problem) if problem else done(_open_words(view))


def _open_words(view: ViewState) -> Message | None:
    facts = view.server.facts if view.server else None
    if facts is None:
        return None
    offers = say("Offers are added at once.") if view.takes_offers else say("Offers wait until you press ↓.")
    words = say("Phones join at {url} with the code {code}. {offers}", url=facts.url, code=facts.code, offers=offers)
    if view.server and not view.server.running:
        return say("{words} It was opened outside this console.", words=words)
    return words


def _typist(view: ViewState) -> Reply:
    facts = view.server.facts if view.server else None
    if facts is None:
        return refuse(say("The ring is not open to phones. /join opens it."))
    return done(say("A second typist can use {url}/typist, code {code}.", url=facts.url, code=facts.typist_code))


def _close(view: ViewState) -> Reply:
    server = view.server
    if server is None or server.facts is None:
        return refuse(say("The ring is not open to phones. /join opens it."))
    if not server.running:
        return refuse(OPENED_OUTSIDE)

    def work(progress: Progress) -> None:
        server.close()

    said = say("The ring is closed to phones. The codes no longer work.")
    return Reply(job=Job(work, lambda _: done(said), say("Closing the ring to phones")))


def _send_away(view: ViewState, who: str) -> Reply:
    """Take a participant's name from a phone. The server does it at once, so this cannot be undone."""
    server, name = view.server, view.session.name(who)
    if server is None or server.facts is None:
        return refuse(say("The ring is not open to phones. /join opens it."))
    if not server.running:
        return refuse(OPENED_OUTSIDE)
    if who not in view.joined:
        return refuse(say("No phone has the name {name}.", name=name))
    second = any(it.who == who for it in server.facts.doubles)
    server.tell("send_away", who=who)
    if second:
        return done(say("The second phone that chose {name} was sent away.", name=name))
    return done(say("The phone of {name} was sent away. If it comes back, F10 lets it in.", name=name))


def wifi(view: ViewState, argument: str) -> Reply:
    """``/wifi NAME PASSWORD``: remember the Wi-Fi that phones use; alone it says which, ``off`` forgets it."""
    words = argument.strip()
    if not words:
        return (done if view.settings.wifi_name else refuse)(_wifi_words(view.settings))
    name, password = ("", "") if fold(words) in OFF_WORDS else split_wifi(words)
    settings = msgspec.structs.replace(view.settings, wifi_name=name, wifi_password=password)

    def work(progress: Progress) -> Message | None:
        return save_remembered(wifi_name=name, wifi_password=password)

    def finish(problem: Message | None) -> Reply:
        view.settings = settings
        return refuse(problem) if problem else done(_wifi_words(settings))

    return Reply(job=Job(work, finish, say("Saving the Wi-Fi")))


def split_wifi(words: str) -> tuple[str, str]:
    """The name and the password of a Wi-Fi network. A last word of fewer than eight characters is not a password."""
    name, _, last = words.rpartition(" ")
    return (name.strip(), last) if name and len(last) >= LEAST_PASSWORD else (words, "")


def _wifi_words(settings: Settings) -> Message:
    name, password = settings.wifi_name, settings.wifi_password
    if not name:
        return say("No Wi-Fi known. Type /wifi NAME PASSWORD.")
    if not password:
        return say("Wi-Fi for phones: {name}, no password.", name=name)
    return say("Wi-Fi for phones: {name}, password {password}.", name=name, password=password)


def take_all(view: ViewState, argument: str) -> Reply:
    """``/take all``: take everything that was handed in and waits."""
    inbox = view.open_inbox()
    if fold(argument) not in ALL:
        return refuse(say("Type /take all to take everything; ↓ takes one at a time."))
    if inbox is None or not inbox.waiting:
        return refuse(say("Nothing new has been handed in."))
    return done(inbox.take_all())


def take_in(view: ViewState, entries: list[InboxEntry] | OSError) -> Reply | None:
    """Show what was read from the inbox, or why it cannot be read; None if there is nothing new."""
    inbox = view.inbox
    if inbox is None:
        return None
    if isinstance(entries, OSError):
        view.inbox_problem = describe_read_error(entries, inbox.reader.path)
        return Reply(view.notice)
    cleared, view.inbox_problem = view.inbox_problem is not None, None
    inbox.takes_offers = view.takes_offers
    new, said = inbox.add(entries)
    if said:
        return done(said)
    return Reply(view.notice) if new or cleared else None
