"""``open --plain``: the ring as lines that a screen reader speaks, without frames and without a screen.

Nothing is written while someone types. News of the clock is written before the next line is asked.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import shlex
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Final

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.clock import SystemClock
from reciring.guide import load_guide
from reciring.live.answer import Answer, Outcome, refused
from reciring.live.inbox import Inbox
from reciring.live.open_items import OpenItems
from reciring.live.opening import OpenSession, remember_facilitator_and_place
from reciring.live.opening import open_session as open_file
from reciring.live.save_warning import describe_save_problem
from reciring.live.time_shortage import TimeShortage
from reciring.locale import Translator, translator
from reciring.ring.arguments import line_to_type
from reciring.ring.command_registry import COMMAND_SPECS
from reciring.ring.command_types import ScreenCommand, ToggleItem, Undo
from reciring.ring.durations import format_duration
from reciring.ring.entry_to_line import format_entry
from reciring.ring.message import N_, Message, say
from reciring.ring.names import short_name
from reciring.ring.schedule import countdown
from reciring.ring.session import PHASE_TITLES, Phase
from reciring.ring.text import clean, fold, squeeze
from reciring.ring.time_wording import moment, pause_since
from reciring.store.toml import InvalidFileError

PROMPT: Final = "> "
LAST_MINUTE: Final = 60
COMMAND_LINES: Final = {
    "copy": "summary",
    "save": "summary",
    "open": "summary",
    "remake": "summary",
    "print": "print",
    "mail": "mail",
    "invite": "invitation",
    "guide": "guide",
    "stage": "stage",
    "join": "serve",
    "wifi": "serve",
}
"""The commands of the screen, and the command of the command line that does the same."""
COMMANDS_HERE: Final = {
    "quit": "",
    "help": N_("the commands"),
    "clock": N_("the time, and where the ring is"),
    "queue": N_("the question, and who is next"),
    "offers": N_("the offers for this question, with their numbers"),
    "take": "",
}
"""The commands of the screen that do something here too, and their explanation where it is another one."""
_WITHOUT_FILE: Final = ("guide",)

Ask = Callable[[str], str]
"""Asks for a line that begins with this text. Raises EOFError at the end, KeyboardInterrupt for Ctrl+C."""


def open_plain(context: Context, path: Path, *, read_only: bool) -> int:
    """Lead the session in ``path`` with lines, until ``/quit`` or the end of the input. Raises Stop."""
    try:
        opened = open_file(path, SystemClock(), read_only=read_only)
    except InvalidFileError as bad:
        raise Stop(context.unreadable(path, bad)) from None
    if opened.saver:
        opened.controller.listeners.append(remember_facilitator_and_place)
    plain = PlainConsole(opened, context, _keyboard(), streams.out)
    saved = False
    try:
        with _leave_on_signals():
            opened.keep_awake()
            plain.run()
    finally:
        saved = opened.close()
        plain.say_farewell(saved)
    return 0 if saved else 1


class PlainConsole:
    """One session in lines: ``ask`` gets what is typed, ``write`` gets each line to speak."""

    def __init__(self, opened: OpenSession, context: Context, ask: Ask, write: Callable[[str], None]) -> None:
        self.opened, self.controller, self.context = opened, opened.controller, context
        self.inbox = Inbox(self.controller, opened.path)
        self.time_shortage = TimeShortage(self.controller)
        self.open_items = OpenItems(self.controller, lambda: load_guide(self.t.language).checklist)
        self._ask, self._write = ask, write
        self._said: dict[str, str] = {}
        """The last sentence about each thing that holds on, so that it is said once."""
        self._leaving = False

    @property
    def t(self) -> Translator:
        """The language now: ``/language`` may change that of the session."""
        return translator(self.context.language_of(self.controller.session))

    def run(self) -> None:
        """Say where the ring is, and do what each line says."""
        self._say(self.controller.session.title or self.opened.path.name)
        if self.controller.read_only_reason:
            self._say(self.controller.read_only_reason)
        if self.controller.notice:
            self._say(self.controller.notice)
        self._say_step()
        self._say_where()
        self._say_time()
        self._say(
            self.t("Type a line, or /help. An empty line gives the time. /quit ends reciring; everything is saved.")
        )
        on_line = self.controller.text
        if on_line:
            self._say(self.t("Still on the line, not entered yet: {line}", line=on_line))
        while not self._leaving:
            self.controller.tick()
            self._say_news()
            try:
                typed = self._ask(on_line)
            except KeyboardInterrupt:
                self._write("")  # Ends the line that was being typed.
                self.controller.leave()
                self._say(self.t("The line is empty again. To end reciring: /quit"))
                on_line = ""
                continue
            except EOFError:
                self._write("")
                return
            on_line = self._enter(clean(typed))

    def say_farewell(self, saved: bool) -> None:
        """Say whether everything is saved, and what is wrong with the file."""
        saver, path = self.opened.saver, self.opened.path
        if saver and (problem := describe_save_problem(saver.state, self.controller.session)):
            self._say(problem)
        elif saved:
            self._say(self.t("Everything is saved in {file}.", file=path.name))
        else:
            lost = self.t("The last lines could not be saved; {file} has everything before them.", file=path.name)
            self._say(lost)

    # --- a line -----------------------------------------------------------------------------------------------------

    def _enter(self, typed: str) -> str:
        """Do what a line says; return what stays on the line, so that a second Enter does it."""
        controller = self.controller
        controller.tick()
        if not squeeze(typed):
            controller.leave()  # An entry that is edited stays as it is; on the screen an empty line deletes it.
            self._say_now()
            return ""
        if typed != controller.text:
            if not controller.editing:
                controller.type("")
            controller.type(typed)
        before = controller.base
        answer = self._answer()
        self._say_answer(answer)
        if controller.base.phase is not before.phase:
            self._say_where()  # The answer named the step.
            self._say_time()
        elif controller.base.current != before.current and controller.base.current:
            self._say_question()
        return controller.text if answer.outcome is Outcome.ASK or controller.editing else ""

    def _answer(self) -> Answer:
        controller = self.controller
        ticked = None if controller.read_only_reason else self.open_items.items_to_tick()
        if isinstance(ticked, Message):
            return refused(ticked)
        if ticked:
            line = squeeze(controller.text)
            controller.type("")
            reasons = controller.do_all([ToggleItem(at=controller.now, item=key) for key in ticked], line)
            return refused(reasons[0]) if reasons else Answer(Outcome.DONE)
        if isinstance(controller.meaning(), Undo) and controller.count_gap():
            controller.type("")
            return Answer(Outcome.DONE, say("Not a pause: that time counts."))
        return controller.enter()

    def _say_answer(self, answer: Answer) -> None:
        if answer.show:
            self._show(answer.show)
        elif answer.outcome is Outcome.REFUSED and answer.said:
            self._say(self.t("Not done: {why}", why=answer.said))
        elif answer.outcome is Outcome.ASK and answer.said:
            self._say(self.t("{question} Press Enter again to confirm.", question=answer.said))
        else:
            self._say(answer.said or self.t("Done."))

    def _show(self, command: ScreenCommand) -> None:
        match command.what:
            case "quit":
                self._leaving = True
            case "help" | "palette":
                self._say_commands()
            case "clock":
                self._say_now()
            case "queue":
                self._say_question()
                self._say_waiting()
            case "offers":
                self._say_entries()
            case "take":
                self._take(command.argument)
            case "edit":
                self._edit(command.argument)
            case what if what in COMMAND_LINES:
                name = COMMAND_LINES[what]
                line = f"reciring {name}" + ("" if name in _WITHOUT_FILE else f" {self._file}")
                self._say(self.t("Without the screen, use this command: {line}", line=line))
            case what:
                line = f"reciring open {self._file}"
                self._say(self.t("/{name} needs the screen. Type /quit, then: {line}", name=what, line=line))

    @property
    def _file(self) -> str:
        return shlex.quote(str(self.opened.path))

    def _take(self, argument: str) -> None:
        if not self.inbox.waiting:
            self._say(say("Nothing new has been handed in."))
        elif fold(argument) in ("all", "alles"):
            self._say(self.inbox.take_all())
        else:
            self._say(self.t("To add everything that was handed in: /take all"))

    def _edit(self, ref: str) -> None:
        if self.controller.edit(ref):
            self._say(self.t("On the line, ready to edit: {line}", line=self.controller.text))
        else:
            reason = say("To change a meeting, type m1=bo+tom or m1=fri 16:00.")
            self._say_answer(refused(self.controller.read_only_reason or reason))

    def _say_commands(self) -> None:
        for spec in COMMAND_SPECS:
            if spec.type is ScreenCommand and spec.name not in COMMANDS_HERE:
                continue
            if spec.why_not(self.controller.base) is None:
                name = self.t.message(line_to_type(spec, spec.names(self.t.language)[0]))
                self._say(f"{name}: {self.t(COMMANDS_HERE.get(spec.name) or spec.help)}")
        names = ", ".join(f"reciring {name}" for name in sorted(set(COMMAND_LINES.values())))
        self._say(self.t("Also on the command line: {commands}.", commands=names))

    # --- where the ring is ------------------------------------------------------------------------------------------

    def _say_now(self) -> None:
        """Say where the ring is, the time and who is speaking first: who has heard enough can type on."""
        session = self.controller.session
        self._say_time()
        if session.speaker:
            self._say(self.t("speaking: {who}", who=self._name(session.speaker)))
        self._say_where()
        self._say_step()

    def _say_step(self) -> None:
        self._say(self.t("Step: {step}.", step=self.t(PHASE_TITLES[self.controller.session.phase])))

    def _say_where(self) -> None:
        """Say who takes part before the ring, and in the round the question and who is next."""
        session = self.controller.session
        if session.phase is Phase.PREPARE and session.participants:
            self._say(self.t("Participants: {who}.", who=", ".join(map(self._number_and_name, session.participants))))
        if session.current:
            self._say_question()
        if session.phase is Phase.ROUND:
            self._say_waiting()

    def _say_question(self) -> None:
        session = self.controller.session
        if session.current is None:
            self._say(self.t("There is no current question."))
            return
        question = session.questions[session.current]
        text = question.text or self.t("not known yet")
        self._say(self.t("Question from {who}: {text}", who=self._name(question.asker), text=text))

    def _say_waiting(self) -> None:
        queue = self.controller.session.queue
        if queue:
            self._say(self.t("In the queue: {who}.", who=", ".join(map(self._number_and_name, queue))))
        else:
            self._say(self.t("The queue is empty."))

    def _say_entries(self) -> None:
        session = self.controller.session
        offers = [(key, it) for key, it in session.offers.items() if it.question == session.current]
        if not offers:
            self._say(self.t("No offers for this question yet."))
        for key, offer in offers:
            self._say(f"{key[1:]}: {format_entry(offer, session, short=True)}")

    def _say_time(self) -> None:
        now, session = self.controller.now, self.controller.session
        count = countdown(session, now)
        if since := pause_since(session, now):
            self._say(self.t("Paused {since}.", since=since))
        if count is None:
            return
        left, total = format_duration(abs(round(count.remaining))), format_duration(round(max(0.0, count.total)))
        if count.remaining < 0:
            self._say(self.t("{time} over time, of {total}.", time=left, total=total))
        else:
            self._say(self.t("{time} left, of {total}.", time=left, total=total))

    def _name(self, ref: str) -> str:
        name = short_name(ref, self.controller.session)
        return name if isinstance(name, str) else self.t.message(name)

    def _number_and_name(self, who: str) -> str:
        return f"{who[1:]} {self._name(who)}"

    # --- what happened meanwhile ------------------------------------------------------------------------------------

    def _say_news(self) -> None:
        """Say what holds on and was not said yet. What no longer holds may be said again later."""
        news = dict(self._news())
        for about, sentence in news.items():
            if self._said.get(about) != sentence:
                self._say(sentence)
        self._said = news

    def _news(self) -> Iterator[tuple[str, str]]:
        t, controller, now = self.t, self.controller, self.controller.now
        if self.opened.saver and (problem := describe_save_problem(self.opened.saver.state, controller.session)):
            yield "saving", t.message(problem)
        try:
            _, taken = self.inbox.add(self.inbox.reader.read())
        except OSError as error:
            yield "inbox", t("What people hand in cannot be read: {why}", why=error.strerror or str(error))
        else:
            if taken:
                yield "taken", t.message(taken)
        if waiting := 0 if controller.read_only_reason else len(self.inbox.waiting):
            yield (
                "waiting",
                t.plural(
                    "{n} item was handed in. To add it: /take all",
                    "{n} items were handed in. To add them: /take all",
                    waiting,
                ),
            )
        if controller.gap:
            since = moment(controller.session, controller.gap[0], now)
            yield "gap", t("No entries since {since}: a pause?", since=since) + " " + self._gap_answers()
        if shortage := self.time_shortage.announced(now):
            yield "shortage", t("{n} min short", n=shortage.minutes) + "."
        if time := self._time_news(now):
            yield "time", time

    def _gap_answers(self) -> str:
        newest = self.controller.newest
        if newest and newest.line == "/pause":
            return self.t("/resume: yes, continue. /undo: no, that time counts.")
        return self.t("To continue: /resume")

    def _time_news(self, now: dt.datetime) -> str:
        """What to say about the end of a question or step; "" while there is time."""
        count, session = countdown(self.controller.session, now), self.controller.session
        if count is None or count.paused or count.remaining > LAST_MINUTE:
            return ""
        if session.current:
            about = self.t("the question from {who}", who=self._name(session.questions[session.current].asker))
        else:
            about = self.t(PHASE_TITLES[session.phase])
        if count.remaining <= 0:
            return self.t("Time is up: {what}.", what=about)
        return self.t("Last minute: {what}.", what=about)

    def _say(self, sentence: str | Message) -> None:
        self._write(clean(sentence if isinstance(sentence, str) else self.t.message(sentence)))


def _keyboard() -> Ask:
    """Return what asks for a line on the terminal, with the keys of readline where there is one."""
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    try:
        import readline
    except ImportError:  # Windows edits the line itself, and nothing can be put on it: Enter takes what is offered.
        return lambda on_line: input(PROMPT) or on_line
    # Each of these would write an escape sequence for every line, which some screen readers speak.
    readline.parse_and_bind("set enable-bracketed-paste off")
    readline.parse_and_bind("set enable-meta-key off")

    def ask(on_line: str) -> str:
        readline.set_startup_hook(lambda: readline.insert_text(on_line))
        return input(PROMPT)

    return ask


@contextlib.contextmanager
def _leave_on_signals() -> Iterator[None]:
    """Leave as ``/quit`` does when the terminal is closed or the program is ended, so that the last line is saved."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    ends = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {end: signal.signal(end, leave) for end in ends}
    try:
        yield
    finally:
        for end, handler in before.items():
            signal.signal(end, handler)
