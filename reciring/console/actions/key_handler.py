"""What a key does on the screen of a ring: the keys of the registry, and those of the line itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar, Final

from textual.binding import Binding

from reciring.console.actions import erase, lead, paste, review
from reciring.console.actions.commands import enlarge, open_walk, reply_to, run
from reciring.console.actions.reply import Reply, confirm, done, keep_notice, refuse
from reciring.console.view_state import ViewState
from reciring.live.answer import Outcome
from reciring.ring.command_registry import COMMAND_SPECS, SPECS_BY_KEY, CommandSpec, command_of_key, key_name
from reciring.ring.command_types import (
    Command,
    GoToPhase,
    MeasureSpeaking,
    ReadAloud,
    Redo,
    ScreenCommand,
    ToggleItem,
    Undo,
)
from reciring.ring.command_wording import describe_command, describe_done
from reciring.ring.completion import Completion
from reciring.ring.message import Message, say
from reciring.ring.phases import next_phase
from reciring.ring.session import Phase, Session
from reciring.ring.text import squeeze

REPEAT_INTERVAL: Final = dt.timedelta(seconds=1)
"""Within this time a key that steps on counts as held down, not as pressed again."""
BOUNCE: Final = dt.timedelta(seconds=0.05)
"""Within this time a key that was pressed twice counts as a keyboard that bounces."""
PAUSE_KEYS: Final = ("space", "f6")
STEP_KEYS: Final = ("right", "f7")


def command_bindings() -> list[Binding]:
    """Return the keys of the registry as bindings of Textual.

    They show Textual's own tools which key does what and whether it can be used now. They do not run the commands:
    the line takes each key in the order of typing, before Textual looks for a binding (docs/development/console.md).
    """
    return [
        Binding(key, f"run_command('{spec.name}')", spec.help, show=False)
        for spec in COMMAND_SPECS
        for key in spec.keys
    ]


def works_with_text(key: str) -> bool:
    """Return whether a key runs its command while there is a text. Other keys are letters then, or move the cursor."""
    return key.startswith("ctrl+") or (key[:1] == "f" and key[1:].isdigit())


def command_for_key(key: str, session: Session, at: dt.datetime) -> Command | Message | None:
    """Return the command of a key, or why it cannot be done now; None if the key has none."""
    specs = SPECS_BY_KEY.get(key)
    if not specs:
        return None
    spec = command_of_key(key, session)
    return command_of(spec, at) if spec else specs[0].why_not(session)


def command_of(spec: CommandSpec, at: dt.datetime) -> Command:
    """Return the command of a spec, without arguments."""
    if spec.type in (ScreenCommand, MeasureSpeaking):
        return ScreenCommand(at=at, what=spec.name)
    return spec.type(at=at)


class KeyHandler:
    """Says what a key does. It remembers what a key that is pressed again needs: the last step, the last completion."""

    def __init__(self, view: ViewState) -> None:
        self.view, self.controller = view, view.controller
        self._pressed: dict[str, dt.datetime] = {}
        self._armed: Phase | None = None
        """The phase that → enters when it is pressed once more."""
        self._completions: tuple[Completion, ...] = ()
        self._completion = -1
        """The completion on the line; -1 if there is none."""

    def press(self, key: str) -> Reply | None:
        """Return what a key does; None leaves it to the line."""
        if key != "right":
            self._armed = None
        if key not in ("tab", "shift+tab"):
            self._completion = -1
        repeated = key == "enter" and self._is_repeated(key)
        if self.view.erasing:
            if repeated:
                return erase.erase(self.view, "")
            self.view.erasing = False
            if key == "enter" and self._line_is_free:
                return erase.erase_now(self.view)
        if self.view.reviewing and self._line_is_free and key in self.view.reminder_keys and key in review.KEYS:
            return review.KEYS[key](self.view)
        if key in self.view.reminder_keys and (
            reply := self._take_way_out(key) or self._agree(key) or self._choose(key)
        ):
            return reply
        if (
            key in ("tab", "shift+tab")
            and self._line_is_free
            and (walk := open_walk(self.view, 1 if key == "tab" else -1))
        ):
            return walk
        if key == "tab" and self._line_is_free and self.view.page is None and review.offered(self.view):
            return review.start(self.view)
        if key in self._LINE_KEYS:
            return self._LINE_KEYS[key](self)
        if key not in SPECS_BY_KEY or (self.controller.text and not works_with_text(key)):
            return None
        if key in (*STEP_KEYS, *PAUSE_KEYS) and self._is_repeated(key):
            return keep_notice(self.view)
        command = command_for_key(key, self.controller.base, self.controller.now)
        if isinstance(command, Message):
            return refuse(command)
        if not isinstance(command, ScreenCommand) and key not in self.view.keys_on_screen:
            return refuse(say("{key} does nothing now: it is not on the screen.", key=key_name(key)))
        if isinstance(command, GoToPhase):
            return self._go(command)
        return run(self.view, command) if command else keep_notice(self.view)

    def _is_repeated(self, key: str) -> bool:
        now = self.controller.now
        last = self._pressed.get(key)
        self._pressed[key] = now
        interval = BOUNCE if key in PAUSE_KEYS or (key == "right" and self._armed) else REPEAT_INTERVAL
        return last is not None and dt.timedelta(0) <= now - last < interval * self.view.speed

    def _go(self, command: GoToPhase) -> Reply:
        """Start the next question at once; enter the next phase when the key is pressed once more."""
        session = self.controller.base
        phase = next_phase(session)
        armed = phase is self._armed and self.view.asks_for_confirmation
        if phase is session.phase or armed or self.controller.read_only_reason:
            self._armed = None
            return run(self.view, command)
        self._armed = phase
        return confirm(say("press again: {step}", step=describe_command(command, session)))

    @property
    def _line_is_free(self) -> bool:
        return not self.controller.text and not self.controller.editing and self.view.people is None

    def _take_way_out(self, key: str) -> Reply | None:
        """Take the way out of a shortage of time that the reminder names for a key; None if it names none."""
        view, now = self.view, self.controller.now
        way = view.time_shortage.ways(now).get(key)
        answer = view.time_shortage.take(key, now)
        if answer is None:
            return None
        if way and isinstance(way.commands[0], ReadAloud) and view.enlarged != "queue":
            enlarge(view, "queue")  # All that wait, with their questions, to read aloud.
        return Reply(answer)

    def _choose(self, key: str) -> Reply | None:
        """Say which of several people the open item is about; None if it asks for no such person."""
        answer = self.view.open_items.choose(key) if self._line_is_free else None
        return self._settle([answer], answer.ref) if answer else None

    def _agree(self, key: str) -> Reply | None:
        """Let a second phone of a participant see what is theirs; None if no phone asks for it."""
        double = self.view.double_name
        if key != "f10" or double is None or self.view.server is None:
            return None
        self.view.server.tell("confirm", double.device, double.who)
        return done(say("That phone is {name} too now.", name=self.view.session.name(double.who)))

    # --- the keys of the line ------------------------------------------------------------------------------------

    def _enter(self) -> Reply:
        view = self.view
        if reply := lead.take_lead(view):
            return reply
        if view.inbox and (answer := view.inbox.enter()):
            return Reply(answer, select=answer.outcome is Outcome.REFUSED)
        if reply := paste.enter(view) or self._answer_open_item():
            return reply
        view.not_added = ()
        draft, was_editing = self.controller.draft, self.controller.editing
        reply = reply_to(view, self.controller.enter())
        if reply.notice and reply.notice.outcome is Outcome.REFUSED and draft.text and not was_editing:
            self.controller.put_back(draft)
            return reply._replace(select=True)
        if line := self.controller.next_line():
            return reply._replace(put=line)
        return reply

    def _answer_open_item(self) -> Reply | None:
        """Do what the line says about the item of the walk, or tick items; None if the line says something else."""
        items, controller = self.view.open_items, self.controller
        answer, at = items.answer(), items.at
        if answer:
            return self._settle([answer], at)
        if controller.editing or controller.read_only_reason:
            return None
        if at and not squeeze(controller.text) and items.keep_tip():
            items.go_on(at)
            return Reply()
        if at and not squeeze(controller.text) and controller.base.phase is not Phase.ROUND:
            return open_walk(self.view)  # As Tab does. In the round an empty line makes the asker the speaker.
        keys = items.items_to_tick()
        if isinstance(keys, Message):
            return refuse(keys)
        return self._settle([ToggleItem(at=controller.now, item=key) for key in keys], at) if keys else None

    def _settle(self, commands: list[Command], at: str) -> Reply:
        """Do the commands as one step, clear the line, and go on from ``at`` to the next open item."""
        items, controller = self.view.open_items, self.controller
        typed = controller.text
        said = describe_done(commands[0], controller.base)
        controller.type("")  # This line made nobody the speaker.
        reasons = controller.do_all(commands, squeeze(typed) or "/tick")
        if reasons:
            controller.type(typed)
        said = (items.go_on(at) if at else None) or said
        if reasons:
            return refuse(reasons[0])
        # During the walk the next question is shown instead of what was answered.
        return done(None if items.at else said)

    def _tab(self, by: int = 1) -> Reply:
        """Put the next completion on the line; after the only one there was, go on with what follows it."""
        on_line = self._completion >= 0 and self._completions[self._completion].text == self.controller.text
        if not on_line or len(self._completions) == 1:
            self._completions, self._completion = self.view.completions(), -1
        if not self._completions or self.controller.editing:
            return keep_notice(self.view)
        self._completion = (self._completion + by) % len(self._completions)
        taken = self._completions[self._completion]
        if taken.adds:
            self._completion = -1
        return Reply(put=taken.text)

    def _escape(self) -> Reply:
        """Leave one thing: a text, a page, what the row of reminders names, a large pane."""
        view, controller = self.view, self.controller
        if view.inbox and view.inbox.put_back():
            return done(say("Put back. ↓ takes it again."))
        if controller.leave():
            return Reply()
        if view.page:
            view.page = None
            return Reply()
        if "escape" in view.reminder_keys and (reply := self._leave_reminder()):
            return reply
        if reply := paste.leave_pasted(view) or erase.leave_question(view):
            return reply
        if view.staged:
            view.staged = False
        else:
            view.enlarged = ""
        return Reply()

    def _leave_reminder(self) -> Reply | None:
        """Leave what the row of reminders is about, the most urgent first."""
        view, controller = self.view, self.controller
        if view.people:
            return paste.leave_pasted(view)
        if controller.count_gap():
            return done(say("Not a pause: that time counts."))
        if view.open_items.leave() or view.time_shortage.accept(controller.now):
            return Reply()
        return None

    def _step_through_entries(self, older: bool) -> Reply:
        if self.controller.previous_entry() if older else self.controller.next_entry():
            return Reply()
        if not older and self.view.inbox and self.view.inbox.put_on_line():
            return Reply()
        if older and not self.controller.text:
            return refuse(say("No entries yet."))
        return keep_notice(self.view)

    def _interrupt(self) -> Reply:
        return refuse(say("Ctrl+C does not end the ring. To quit, press Ctrl+Q."))

    _LINE_KEYS: ClassVar[dict[str, Callable[[KeyHandler], Reply]]] = {
        "enter": _enter,
        "tab": _tab,
        "shift+tab": lambda self: self._tab(-1),
        "escape": _escape,
        "up": lambda self: self._step_through_entries(True),
        "down": lambda self: self._step_through_entries(False),
        "ctrl+z": lambda self: run(self.view, Undo(at=self.controller.now)),
        "ctrl+y": lambda self: run(self.view, Redo(at=self.controller.now)),
        "ctrl+c": _interrupt,
    }
    """The keys that edit the line or walk through what was noted. They come before the keys of the registry."""
