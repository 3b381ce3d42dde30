"""What the console shows of a session: the state that the screen, its panes and the actions share."""

from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from textual.content import Content
from textual.geometry import Size

from reciring.clock import FastClock
from reciring.guide import ChecklistItem, Guide, load_guide
from reciring.importers.corrections import Corrections
from reciring.importers.participants import ParticipantList
from reciring.live.answer import Answer, Outcome
from reciring.live.checklist import checklist_completions
from reciring.live.controller import Controller
from reciring.live.made_files import MadeFiles
from reciring.live.open_items import OpenItems
from reciring.live.opening import OpenSession
from reciring.live.review import Review
from reciring.live.time_shortage import TimeShortage
from reciring.live.tour_steps import PracticeTour
from reciring.locale import Translator
from reciring.report.invitation import Invitation
from reciring.ring.command_types import Command
from reciring.ring.completion import Completion, complete, complete_printer
from reciring.ring.interpret_line import Unclear
from reciring.ring.message import Message
from reciring.ring.names import short_name
from reciring.ring.plan import local_time
from reciring.ring.session import FACILITATOR, Phase, Session, Turn, question_id
from reciring.ring.speaking_time import Nudges, TurnTotals, nudges, turn_totals
from reciring.store.backups import inbox_path, server_lock_path
from reciring.store.lock import SessionLock
from reciring.store.settings import Settings

if TYPE_CHECKING:
    from reciring.live.inbox import Inbox
    from reciring.live.join import DoubleName, JoinServer

MAX_LINE: Final = 2000
"""The most characters on the entry line. What is pasted beyond it waits."""
BEFORE_THE_ROUND: Final = (Phase.PREPARE, Phase.INTRODUCTION, Phase.FORMULATE)
"""The steps in which the stage says how phones join."""
ENLARGED: Final = ("queue", "offers", "clock")
"""The panes that can be enlarged (F3, F4, F5)."""
NOTICE_TIME: Final = dt.timedelta(seconds=4)
"""The shortest time that what came of a key can be read."""
NUDGE_MAX_AGE: Final = dt.timedelta(seconds=5)
"""Nudges change slowly: they are computed for every change of the session, and otherwise this often."""
NOBODY_JOINED: Final = dt.timedelta(minutes=2)
"""After this long without any phone, the console says what the cause may be."""
NOTHING: Final = Content("")


class Page(NamedTuple):
    """A page of the middle pane; ``below`` stays in sight while ``body`` scrolls."""

    title: str
    body: Content
    below: Content = NOTHING


REVIEW: Final = Page("review", NOTHING)
"""Stands for the page of the review, which is made each time it is drawn."""


class GuideSize(Enum):
    """How much of the guide is shown; F8 goes from one to the next."""

    LINE = "line"
    OPEN = "open"
    HIDDEN = "hidden"


class Shown(NamedTuple):
    """Everything that the panes show besides time. See ``ViewState``."""

    session: Session
    page: Page | None
    t: Translator
    times: bool
    staged: bool
    enlarged: str
    guide_size: GuideSize
    prompt: int
    people: ParticipantList | None
    not_added: tuple[Message, ...]
    joined: frozenset[str]
    invitation: Invitation | None
    position: str

    def same(self, other: Shown) -> bool:
        """Return whether both are the same. Large values are compared by identity."""
        return self.session is other.session and all(map(operator.is_, self[:3], other[:3])) and self[3:] == other[3:]


class ViewState:
    """The state of the view on the session of ``controller``, in the language of ``t``.

    ``path`` is the file that was opened, ``language`` the language that the command line asked for.
    """

    def __init__(
        self,
        controller: Controller,
        t: Translator,
        settings: Settings,
        *,
        path: Path = Path(),
        language: str | None = None,
    ) -> None:
        self.controller, self.t, self.settings = controller, t, settings
        self.path, self.language = path, language
        self.speed = controller.clock.speed if isinstance(controller.clock, FastClock) else 1.0
        self.open_items = OpenItems(controller, self._checklist)
        self.review = Review(controller)
        self.time_shortage = TimeShortage(controller)
        self.tour: PracticeTour | None = None
        """How far the user is on the tour of the practice ring."""

        # What is said above the line. Only ``RingScreen`` says something.
        self.notice: Answer | None = None
        """What came of the last key or command, until the next key and for at least ``NOTICE_TIME``."""
        self._notice_at = controller.now
        self.notice_seen = False
        """Whether a key was pressed since the notice was shown: it goes when its time is over."""
        self.question: Message | None = None
        """A question that waits for an answer."""
        self.footer_keys: frozenset[str] = frozenset()
        self.reminder_keys: frozenset[str] = frozenset()
        """The keys that are on the screen with what they do, as the footer and the reminders were drawn last."""

        # What the panes show.
        self.times = settings.times
        """Whether speaking times are shown (F2)."""
        self.staged = False
        """Whether the stage is shown, which everybody in the room sees (F9)."""
        self.enlarged = ""
        """The pane of ``ENLARGED`` that is large; "" if none is."""
        self.compact = False
        """Whether the screen is too small for panes."""
        self.roomy = False
        """Whether the screen has room for a column with the time and the round."""
        self.guide_size = GuideSize.LINE
        self.prompt = -1
        """Which prompt of the guide is shown instead of the step; -1 for none."""
        self.printer: str | None = None
        """The printer that ``/print @NAME`` chose; None for the default."""
        self.printers: tuple[str, ...] = ()
        """The printers to choose from, if that was asked."""
        self.page: Page | None = None
        """A page to read in the middle pane, until Escape."""
        self.people: ParticipantList | None = None
        """A list of participants that was pasted and not added yet."""
        self.corrections = Corrections()
        """What the user said about that list."""
        self.read_people: Callable[[Corrections], ParticipantList] | None = None
        """Reads that list once more, with corrections."""
        self.not_added: tuple[Message, ...] = ()
        """Why some participants of a list were not added, until the next line is entered."""
        self.room = Size(0, 0)
        """Columns and rows of the middle pane's page."""
        self.below = Size(0, 0)
        """Columns and rows for what is below that page."""

        # What was made of the session since it was opened.
        self.newest_file: Path | None = None
        self.made = MadeFiles(controller)
        self.locks: list[SessionLock] = []
        """The locks of files that the session moved to."""
        self.erasing = False
        """Whether the next Enter erases the speaking times."""
        self.leaving: Message | None = None
        """What was said when leaving was asked for and something would be lost; asking again leaves."""
        self.opened: OpenSession | None = None
        """The open session; None for one that is not kept in a file."""
        self.server: JoinServer | None = None
        """The web server for the room, from ``/join`` or ``reciring serve`` on."""
        self.opened_to_phones: dt.datetime | None = None
        """When the server for phones was started."""
        self.takes_offers = False
        """Whether offers from phones are noted at once (``/join open``)."""
        self.inbox_problem: Message | None = None
        self.inbox: Inbox | None = None
        """What phones and a second typist handed in; None as long as there is no inbox."""
        self._guides: dict[str, Guide] = {}
        self._nudges: tuple[Session, dt.datetime, Nudges] | None = None
        self._summed: tuple[dict[str, Turn], TurnTotals] | None = None

    def open_inbox(self) -> Inbox | None:
        """Return the inbox of the session, if there is one."""
        if self.inbox is None and self.controller.saver and inbox_path(self.saved_in).exists():
            # Imported only with an inbox: a ring that is not open to the room needs nothing of it.
            from reciring.live.inbox import Inbox

            self.inbox = Inbox(self.controller, self.saved_in)
        return self.inbox

    def look_for_server(self) -> bool:
        """Notice a server for phones that was started outside this console; return whether there is news of one.

        Reads the disk, so a thread calls it.
        """
        if self.server is None:
            if not (self.controller.saver and server_lock_path(self.saved_in).exists()):
                return False
            from reciring.live.join import JoinServer

            self.server = JoinServer(self.saved_in)
        return self.server.look()

    @property
    def joined(self) -> frozenset[str]:
        """The participants who have joined by phone."""
        return frozenset(who for who, count in self.inbox.devices.items() if count > 0) if self.inbox else frozenset()

    def phones_of(self, who: str) -> int:
        """How many phones have the name of a participant."""
        return self.inbox.devices[who] if self.inbox else 0

    @property
    def invitation(self) -> Invitation | None:
        """How phones join, until the round begins; None if the ring is not open to them."""
        facts = self.server.facts if self.server else None
        if facts is None or self.session.phase not in BEFORE_THE_ROUND:
            return None
        return Invitation(facts.url, facts.code, self.settings.wifi_name, self.settings.wifi_password)

    @property
    def double_name(self) -> DoubleName | None:
        """A phone that chose a name which another phone has, and that nobody agreed to yet."""
        facts = self.server.facts if self.server else None
        known = [it for it in facts.doubles if it.who in self.session.participants] if facts else []
        return known[0] if known else None

    def nobody_joined(self, now: dt.datetime) -> bool:
        """Whether the ring has been open to phones from this console for two minutes, and none has joined."""
        facts = self.server.facts if self.server else None
        if facts is None or self.joined or self.opened_to_phones is None:
            return False
        return now - self.opened_to_phones > NOBODY_JOINED

    def meaning(self) -> Command | Unclear:
        """Return what Enter would do now."""
        handed_in = self.inbox.meaning() if self.inbox else None
        return handed_in or self.controller.meaning()

    def show_notice(self, notice: Answer | None) -> None:
        """Say what came of a key; None: nothing came of it, so what was said before goes when its time is over."""
        if notice is None or notice.said is None:
            self.notice_seen = True
            self.end_notice()
        elif notice is not self.notice:
            self.notice, self._notice_at, self.notice_seen = notice, self.controller.now, False

    def end_notice(self) -> bool:
        """Remove a notice that was seen if its time is over; True if it was removed.

        A question that a key answers is over with any other key.
        """
        if self.notice is None or not self.notice_seen:
            return False
        asks = self.notice.outcome in (Outcome.ASK, Outcome.CONFIRM)
        if not asks and self.controller.now - self._notice_at < NOTICE_TIME * self.speed:
            return False
        self.notice = None
        return True

    @property
    def asks_for_confirmation(self) -> bool:
        """Whether it is asked for the same key or click once more."""
        return self.notice is not None and self.notice.outcome is Outcome.CONFIRM

    @property
    def keys_on_screen(self) -> frozenset[str]:
        """The keys that are on the screen now, with what they do."""
        return self.footer_keys | self.reminder_keys

    def shown(self) -> Shown:
        """Return everything that the panes show besides time: they are drawn again when it changes."""
        return Shown(
            self.session,
            self.page,
            self.t,
            self.times,
            self.staged,
            self.enlarged,
            self.guide_size,
            self.prompt,
            self.people,
            self.not_added,
            self.joined,
            self.invitation,
            f"{self.open_items.position} {self.review.at} {len(self.review.reviewed)}",
        )

    @property
    def saved_in(self) -> Path:
        """The file where the session is saved now; if it is not saved, the one that was opened."""
        return self.controller.saver.state.path if self.controller.saver else self.path

    @property
    def edits_private(self) -> bool:
        """Whether the entry on the line is private, so that the room may not see it."""
        editing = self.controller.editing
        return editing is not None and editing.is_private(self.controller.base)

    @property
    def reviewing(self) -> bool:
        """Whether the review is on the screen."""
        return self.page is REVIEW

    @property
    def prompts(self) -> tuple[str, ...]:
        """Sentences of the guide to say in this phase: examples, questions to the circle, advice before the day."""
        guide = self.guide
        match self.session.phase:
            case Phase.PREPARE:
                return guide.days_before
            case Phase.INTRODUCTION:
                return guide.ground_rules
            case Phase.FORMULATE:
                return guide.examples
            case Phase.ROUND:
                return guide.round_prompts
            case Phase.REFLECT:
                return guide.reflection_prompts
        return ()

    def completions(self) -> tuple[Completion, ...]:
        """Return how Tab can continue the line."""
        text, session = self.controller.text, self.controller.base
        ticks = checklist_completions(text, self.guide.checklist, session.ticked)
        return ticks or complete_printer(text, self.printers) or complete(text, session, self.controller.now)

    def _checklist(self) -> tuple[ChecklistItem, ...]:
        return self.guide.checklist

    @property
    def session(self) -> Session:
        return self.controller.session

    @property
    def guide(self) -> Guide:
        """The steps explained, in the language shown."""
        language = self.t.language
        if language not in self._guides:
            self._guides[language] = load_guide(language, self.settings.guide)
        return self._guides[language]

    def short_name(self, ref: str) -> str:
        """The short name of a participant."""
        name = short_name(ref, self.session)
        return name if isinstance(name, str) else self.t.message(name)

    def short_names(self, refs: tuple[str, ...]) -> str:
        """Short names in a row; nothing of nobody."""
        return ", ".join(self.short_name(ref) for ref in refs)

    def seat_and_name(self, who: str) -> str:
        """``4 Fatima``."""
        return self.short_name(who) if who == FACILITATOR else f"{who[1:]} {self.short_name(who)}"

    def question_text(self, who: str) -> str:
        """The text of a participant's question; "" while it is not known."""
        question = self.session.questions.get(question_id(who))
        return (question.text or "") if question else ""

    def local(self, instant: dt.datetime) -> dt.time | Message:
        """The time of day of an instant, where the ring is."""
        return local_time(self.session, instant)

    @property
    def ended(self) -> TurnTotals:
        """What the turns that have ended come to: summed once per change, for a second adds only to the open one."""
        turns = self.session.turns
        if self._summed is None or self._summed[0] is not turns:
            self._summed = (turns, turn_totals(self.session, self._summed[1] if self._summed else None))
        return self._summed[1]

    def nudges(self, now: dt.datetime) -> Nudges:
        """Who speaks much and who to hear from."""
        session = self.session
        if self._nudges is None or self._nudges[0] is not session or abs(now - self._nudges[1]) > NUDGE_MAX_AGE:
            self._nudges = (session, now, nudges(session, now, self.ended))
        return self._nudges[2]
