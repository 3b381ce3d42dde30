"""Keys and pasted text, as the ring's screen takes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from reciring.console import keys
from reciring.console.answer import Answer, Outcome, refused
from reciring.console.asides import Asides
from reciring.console.board import ENLARGED
from reciring.console.meanings import describe
from reciring.ring.commands import Go, Redo, Show, Undo
from reciring.ring.message import Message, say
from reciring.ring.session import Phase
from reciring.ring.steps import natural
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from reciring.console.pasting import Pasting
    from reciring.console.ring_screen import RingScreen
    from reciring.ring.complete import Completion


class Pressing:
    """Takes a key, or leaves it to the line."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.live = screen, screen.live
        self._pressed: dict[str, dt.datetime] = {}
        self._armed: Phase | None = None
        self._options: tuple[Completion, ...] = ()
        self._option = -1
        self.asides = Asides(screen)

    @cached_property
    def pasting(self) -> Pasting:
        """What is pasted or dropped."""
        from reciring.console.pasting import Pasting

        return Pasting(self.screen)

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
        if key not in keys.KEYS or (screen.line.value and not keys.works_on_text(key)):
            return False
        if key in keys.STEPPING and self._repeats(key):
            return True
        meant = keys.command(key, self.live.base, self.live.now)
        if isinstance(meant, Message):
            screen.say(refused(meant))
        elif isinstance(meant, Go):
            self._go(meant)
        elif meant is not None:
            self.screen.do(meant)
        return True

    def _repeats(self, key: str) -> bool:
        now = self.live.now
        last = self._pressed.get(key)
        self._pressed[key] = now
        return last is not None and dt.timedelta(0) <= now - last < keys.REPEAT * self.screen.desk.speed

    def _go(self, command: Go) -> None:
        """The next question at once; the next phase when the key is pressed once more."""
        session = self.live.base
        phase = natural(session)
        if phase is session.phase or phase is self._armed or self.live.reading:
            self._disarm()
            self.screen.do(command)
            return
        self._armed = phase
        self.screen.preview.answer = None
        self.screen.preview.asking = say("once more: {step}", step=describe(command, session))
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
        self.screen.desk.told = ()
        self.screen.say(self.live.enter())
        self.pasting.next_line()
        return True

    def _tab(self, by: int = 1) -> bool:
        """What Tab makes of the line; again, the next way in which it may go on."""
        if self._option < 0 or self._options[self._option].text != self.live.text:
            self._options, self._option = self.screen.preview.options(self.live.now), -1
        if self._options and not self.live.mending:
            self._option = (self._option + by) % len(self._options)
            chosen, all_of = self._option, self._options
            self.screen.line.put(all_of[chosen].text)
            self._options, self._option = all_of, chosen
        return True

    def _escape(self) -> bool:
        screen, live = self.screen, self.live
        if self.pasting.leave():
            return True
        said = screen.preview.answer or screen.preview.asking
        screen.preview.answer = screen.preview.asking = None
        if not live.text and not live.mending and self.asides.leave(hidden=bool(said)):
            return True
        left = live.leave()
        if not left and screen.desk.asks and screen.erasing.leave_question():
            return True
        if not left and not squeeze(live.text) and live.count_on():
            screen.say(Answer(Outcome.DONE, say("The time counts.")))
            return True
        if not left:
            self._leave_open()
        screen.line.forget(live.text)
        screen.draw_line()
        return True

    def _leave_open(self) -> None:
        """Back to the ring as it was, from the stage or from a pane that is large."""
        classes = {"stage": "-stage"} | {pane: f"-large-{pane}" for pane in ENLARGED}
        if what := next((what for what, name in classes.items() if self.screen.has_class(name)), None):
            self.screen.do(Show(at=self.live.now, what=what))

    def _walk(self, older: bool) -> bool:
        if not (self.live.older() if older else self.live.newer()):
            if older and not self.live.text:
                self.screen.say(refused(say("Nothing has been noted yet.")))
            return True
        self.screen.say(Answer(Outcome.DONE))
        return True

    def _undo(self) -> bool:
        if self.screen.line.value:
            self.screen.line.undo_typing()
        else:
            self.screen.do(Undo(at=self.live.now))
        return True

    def _redo(self) -> bool:
        if self.screen.line.value:
            self.screen.line.redo_typing()
        else:
            self.screen.do(Redo(at=self.live.now))
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
        if self.screen.desk.page or self.screen.has_class("-bare") or self.screen.has_class("-large-queue"):
            self.screen.middle.turn(down)
            return True
        rows = self.screen.summary if self.screen.has_class("-done") else self.screen.offers
        page = max(1, rows.size.height - 1)
        rows.go_to(max(0, rows.scroll_offset.y + (page if down else -page)))
        return True

    _LINE: ClassVar[dict[str, Callable[[Pressing], bool]]] = {
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
