"""Keys and pasted text, as the ring's screen takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from reciring.console.view_state import ENLARGED
from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.command_wording import describe_command
from reciring.ring.commands import GoToPhase, Redo, ScreenCommand, Undo
from reciring.ring.message import Message, say
from reciring.ring.phases import next_phase
from reciring.ring.session import Phase
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from reciring.console.actions.paste import PasteHandler
    from reciring.console.screens.ring import RingScreen
    from reciring.ring.completion import Completion
from typing import TYPE_CHECKING, Final

from textual.content import Content

from reciring.live.checklist import items_meant
from reciring.live.open_items import OpenItems
from reciring.live.time_shortage import TimeShortage
from reciring.ring.commands import Command, MeasureSpeaking, ToggleItem
from reciring.ring.registry import COMMAND_SPECS, CommandSpec
from reciring.ring.session import Session

if TYPE_CHECKING:
    from reciring.console.screens.ring import RingScreen


REPEAT_INTERVAL: Final = dt.timedelta(seconds=1)
"""A key that steps on is held down, not pressed again, within this time."""
STEP_KEYS: Final = ("right", "f7")
LINE: Final = ("up", "down", "ctrl+z", "ctrl+y")
"""Keys of the table that the line has a say in."""


def _keys() -> dict[str, tuple[CommandSpec, ...]]:
    found: dict[str, tuple[CommandSpec, ...]] = {}
    for spec in COMMAND_SPECS:
        for key in spec.keys:
            found[key] = (*found.get(key, ()), spec)
    return found


KEYS: Final = _keys()
"""Key, as Textual names it, to the commands that it stands for."""


def works_with_text(key: str) -> bool:
    """Whether a key acts with text on the line; the others are letters then, or move the cursor."""
    return key.startswith("ctrl+") or (key[:1] == "f" and key[1:].isdigit())


def command_for_key(key: str, session: Session, at: dt.datetime) -> Command | Message | None:
    """The command a key stands for now; why it cannot be done now; None if it stands for none."""
    specs = KEYS.get(key)
    if not specs:
        return None
    spec = next((spec for spec in specs if spec.why_not(session) is None), None)
    if spec is None:
        return specs[0].why_not(session)
    if spec.type in (ScreenCommand, MeasureSpeaking):
        return ScreenCommand(at=at, what=spec.name)
    return spec.type(at=at)


class KeyHandler:
    """Takes a key, or leaves it to the line."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.controller = screen, screen.controller
        self._pressed: dict[str, dt.datetime] = {}
        self._armed: Phase | None = None
        self._options: tuple[Completion, ...] = ()
        self._option = -1
        self.asides = EmptyLineKeys(screen)

    @cached_property
    def pasting(self) -> PasteHandler:
        """What is pasted or dropped."""
        from reciring.console.actions.paste import PasteHandler

        return PasteHandler(self.screen)

    def press(self, key: str) -> bool:
        """Whether the key meant something; if not it is the line's own."""
        screen = self.screen
        if key != "right":
            self._disarm()
        if key not in ("tab", "shift+tab"):
            self._option = -1
        if not screen.line.value and self.asides.key(key):
            return True
        if key in self._LINE:
            return self._LINE[key](self)
        if key not in KEYS or (screen.line.value and not works_with_text(key)):
            return False
        if key in STEP_KEYS and self._repeats(key):
            return True
        meant = command_for_key(key, self.controller.base, self.controller.now)
        if isinstance(meant, Message):
            screen.say(refused(meant))
        elif isinstance(meant, GoToPhase):
            self._go(meant)
        elif meant is not None:
            self.screen.do(meant)
        return True

    def _repeats(self, key: str) -> bool:
        now = self.controller.now
        last = self._pressed.get(key)
        self._pressed[key] = now
        return last is not None and dt.timedelta(0) <= now - last < REPEAT_INTERVAL * self.screen.view.speed

    def _go(self, command: GoToPhase) -> None:
        """The next question at once; the next phase when the key is pressed once more."""
        session = self.controller.base
        phase = next_phase(session)
        if phase is session.phase or phase is self._armed or self.controller.reading:
            self._disarm()
            self.screen.do(command)
            return
        self._armed = phase
        self.screen.preview.answer = None
        self.screen.preview.asking = say("once more: {step}", step=describe_command(command, session))
        self.screen.draw_line()

    def _disarm(self) -> None:
        self._armed = None
        if self.screen.preview.asking:
            self.screen.preview.asking = None
            self.screen.draw_line()

    # --- the line's own keys -----------------------------------------------------------------------------------------

    def _enter(self) -> bool:
        if self.pasting.take() or self.pasting.typed_path() or self.asides.enter():
            return True
        self.screen.view.told = ()
        self.screen.say(self.controller.enter())
        self.pasting.next_line()
        return True

    def _tab(self, by: int = 1) -> bool:
        """What Tab makes of the line; again, the next way in which it may go on."""
        if self._option < 0 or self._options[self._option].text != self.controller.text:
            self._options, self._option = self.screen.preview.options(self.controller.now), -1
        if self._options and not self.controller.mending:
            self._option = (self._option + by) % len(self._options)
            chosen, all_of = self._option, self._options
            self.screen.line.put(all_of[chosen].text)
            self._options, self._option = all_of, chosen
        return True

    def _escape(self) -> bool:
        screen, controller = self.screen, self.controller
        if self.pasting.leave():
            return True
        said = screen.preview.answer or screen.preview.asking
        screen.preview.answer = screen.preview.asking = None
        if not controller.text and not controller.mending and self.asides.leave(hidden=bool(said)):
            return True
        left = controller.leave()
        if not left and screen.view.asks and screen.erasing.leave_question():
            return True
        if not left and not squeeze(controller.text) and controller.count_gap():
            screen.say(Answer(Outcome.DONE, say("The time counts.")))
            return True
        if not left:
            self._leave_open()
        screen.line.forget(controller.text)
        screen.draw_line()
        return True

    def _leave_open(self) -> None:
        """Back to the ring as it was, from the stage or from a pane that is large."""
        classes = {"stage": "-stage"} | {pane: f"-large-{pane}" for pane in ENLARGED}
        if what := next((what for what, name in classes.items() if self.screen.has_class(name)), None):
            self.screen.do(ScreenCommand(at=self.controller.now, what=what))

    def _walk(self, older: bool) -> bool:
        if not (self.controller.previous_entry() if older else self.controller.next_entry()):
            if older and not self.controller.text:
                self.screen.say(refused(say("Nothing has been noted yet.")))
            return True
        self.screen.say(Answer(Outcome.DONE))
        return True

    def _undo(self) -> bool:
        if self.screen.line.value:
            self.screen.line.undo_typing()
        else:
            self.screen.do(Undo(at=self.controller.now))
        return True

    def _redo(self) -> bool:
        if self.screen.line.value:
            self.screen.line.redo_typing()
        else:
            self.screen.do(Redo(at=self.controller.now))
        return True

    def _interrupt(self) -> bool:
        """Ctrl+C copies what is selected, and never ends a ring."""
        if self.screen.line.selected_text:
            return False
        self.screen.say(refused(say("Ctrl+C does not stop a ring. Ctrl+Q leaves; everything is kept.")))
        return True

    def _scroll(self, down: bool) -> bool:
        if self.screen.has_class("-stage"):
            self.screen.stage.turn(1 if down else -1)
            self.screen.draw_time()
            return True
        if self.screen.guide.page(down):
            return True
        if self.screen.view.page or self.screen.has_class("-no-offers") or self.screen.has_class("-large-queue"):
            self.screen.middle.turn(down)
            return True
        rows = self.screen.summary if self.screen.has_class("-done") else self.screen.offers
        page = max(1, rows.size.height - 1)
        rows.go_to(max(0, rows.scroll_offset.y + (page if down else -page)))
        return True

    _LINE: ClassVar[dict[str, Callable[[KeyHandler], bool]]] = {
        "enter": _enter,
        "tab": _tab,
        "shift+tab": lambda self: self._tab(-1),
        "escape": _escape,
        "up": lambda self: self._walk(True),
        "down": lambda self: self._walk(False),
        "ctrl+z": _undo,
        "ctrl+y": _redo,
        "ctrl+c": _interrupt,
        "pageup": lambda self: self._scroll(False),
        "pagedown": lambda self: self._scroll(True),
    }


class EmptyLineKeys:
    """Keys on the empty line, and lines that only make sense beside something. The most urgent comes first."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.view, self.controller = screen, screen.view, screen.controller
        self.shortage, self.walk = TimeShortage(screen.view), OpenItems(screen.view)
        self._said = ""

    def key(self, key: str) -> bool:
        """A key on the empty line; whether it meant something here."""
        if self.controller.mending or self.view.people:
            return False
        screen, now = self.screen, self.controller.now
        if answer := self.shortage.take(key, now):
            if self.controller.base.phase is Phase.ROUND and not self.shortage.asks(now) and key == self._aloud:
                self._read_aloud()
            screen.draw_all()
            screen.say(answer)
            return True
        return key in ("tab", "shift+tab") and self.along(1 if key == "tab" else -1)

    def along(self, by: int = 1) -> bool:
        """To the next that is open; False if nothing is."""
        if not self.walk.step(by):
            return False
        self.screen.preview.answer = None
        self.screen.draw_all()
        return True

    def enter(self) -> bool:
        """Enter: whether the line was for what is gone along, or ticked something."""
        answer, at = self.walk.answer(), self.walk.at
        if answer:
            return self._do([answer], at)
        if self.controller.mending or self.controller.reading:
            return False
        if at and not squeeze(self.controller.text) and self.controller.base.phase is not Phase.ROUND:
            return self.along()  # skips, as Tab does; in the round the empty line gives the floor back
        keys = items_meant(self._ticking, self.view.guide.checklist)
        if isinstance(keys, Message):
            self.screen.say(refused(keys))
            return True
        return bool(keys) and self._do([ToggleItem(at=self.controller.now, item=key) for key in keys or ()], at)

    def leave(self, *, hidden: bool) -> bool:
        """Escape on the empty line: whatever is there goes, one thing at a time. ``hidden``: it could not be read."""
        if self.view.page:
            self.view.page = None
            self.screen.middle.home()
        elif not self.walk.leave() and (hidden or not self.shortage.accept(self.controller.now)):
            return False
        self.screen.draw_all()
        return True

    def changed(self, now: dt.datetime) -> bool:
        """Whether something else is to be said beside the empty line; asked once a second."""
        words = None if self.controller.text else self.words(now)
        before, self._said = self._said, words.plain if words else ""
        if self._said and not before:
            self.screen.preview.answer = None
        return self._said != before

    def words(self, now: dt.datetime) -> Content | None:
        """What the preview says instead of its own; None if it is to say its own."""
        if squeeze(self.controller.text):
            keys = items_meant(self._ticking, self.view.guide.checklist)
            return self._ticks(keys) if isinstance(keys, list) else self.walk.words()
        walk = self.walk.words(staged=self.screen.has_class("-stage"))
        # Where somebody is on the way Enter means that, so that stands there.
        return walk if self.walk.at else self.shortage.words(now) or walk

    @property
    def _ticking(self) -> str:
        """The line; on the way along the checklist numbers alone tick, and are nobody's name."""
        text = squeeze(self.controller.text)
        numbers = bool(text) and text.isascii() and text.replace(" ", "").isdigit()
        return f"/tick {text}" if numbers and self.walk.at and self.controller.base.phase is Phase.PREPARE else text

    def _ticks(self, keys: list[str]) -> Content:
        texts = {item.key: item.text for item in self.view.guide.checklist}
        signs = (("☐" if key in self.controller.base.ticked else "✓") + f" {texts[key]}" for key in keys)
        return Content("  ".join(signs))

    def _do(self, commands: list[Command], at: str) -> bool:
        """Do it as one step; the line is free again, and the walk goes on."""
        screen, controller = self.screen, self.controller
        typed = controller.text
        said = None if isinstance(commands[0], ToggleItem) else describe_command(commands[0], controller.base)
        controller.type("")  # nobody took the floor by it
        reasons = controller.do_all(commands, squeeze(typed) or "/tick")
        if reasons:
            controller.type(typed)
        said = (self.walk.go_on(at) if at else None) or said
        screen.draw_all()
        # On the way the next question is more use than what was answered.
        screen.say(refused(reasons[0]) if reasons else Answer(Outcome.DONE, None if self.walk.at else said))
        return True

    @property
    def _aloud(self) -> str:
        return next((key for key, way in self.shortage.ways(self.controller.now).items() if not way.commands), "")

    def _read_aloud(self) -> None:
        """All that wait, each with its words, large."""
        if not self.screen.has_class("-large-queue"):
            self.screen.enlarge("queue")
