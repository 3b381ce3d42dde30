"""The bottom line: the keys that matter now. Those that do nothing now are grey, with the reason."""

from __future__ import annotations

import datetime as dt
from typing import Final, NamedTuple

from rich.cells import cell_len

from reciring.cells import shorten
from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.ring.command_registry import find_command, key_name
from reciring.ring.message import Message
from reciring.ring.phases import next_phase
from reciring.ring.session import PHASE_TITLES, Phase

DURING_RING: Final = ("pause", "resume", "go", "plus", "help", "mend", "undo", "times", "guide", "stage", "quit")
AFTER_RING: Final = ("print", "save", "copy", "mail", "open", "", "help", "mend", "stage", "times", "quit")
"""The commands in the footer, the most useful first; "" is the key for the next rows of the summary."""
KEY_SIGNS: Final = {"pause": "␣", "resume": "␣", "plus": "+ −"}
"""The signs of keys that the footer writes in its own way; ``+ −`` stands for two commands."""


class FooterKey(NamedTuple):
    """A key, its label, and why it does nothing now."""

    sign: str
    label: str
    why_not: Message | None = None


class Footer(Pane, TextBlock):
    """As many keys as fit. The labels come from the table of commands."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="keys")
        self.view = view
        self._drawn_saved = ""

    def says_otherwise(self) -> bool:
        """Whether *saved* holds now and is not drawn, or the other way round."""
        return self._saved() != self._drawn_saved

    def draw(self, now: dt.datetime) -> None:
        width = self.size.width
        saved = self._drawn_saved = self._saved()
        room = width - cell_len(saved) - 2
        parts: list[str | tuple[str, str]] = []
        used = 0
        for key in sorted(self._keys(), key=lambda key: key.why_not is not None):
            why = f" ({self.view.t.message(key.why_not)})" if key.why_not and width >= 100 else ""
            label = key.label + why
            length = cell_len(key.sign) + 1 + cell_len(label) + 3
            if used + length > room:
                continue
            style = "$foreground-disabled" if key.why_not else ""
            parts += [(key.sign, style or "bold $text-accent"), (f" {label}   ", style)]
            used += length
        self.show(content(*parts, " " * max(1, width - used - cell_len(saved)), (saved, "$foreground-muted")))

    def _saved(self) -> str:
        controller = self.view.controller
        if controller.read_only_reason:
            return self.view.t("looking on")
        if controller.saver is None:
            return self.view.t("practice: not kept")
        state = controller.saver.state
        return "" if state.has_unsaved else self.view.t("saved")

    def _keys(self) -> list[FooterKey]:
        session, t, controller = self.view.session, self.view.t, self.view.controller
        if controller.editing:
            keys = [("Enter", t("save")), ("↑↓", t("older, newer")), ("Esc", t("leave"))]
            return [*(FooterKey(*key) for key in keys), self._key("help")]
        if controller.text:
            keys = [("Enter", t("enter the line")), ("Tab", t("complete")), ("Esc", t("clear"))]
            return [*(FooterKey(*key) for key in keys), FooterKey("Ctrl+Z", t("undo typing")), self._key("help")]
        if session.phase is Phase.DONE:
            return [self._key(name) if name else FooterKey("PgDn", t("on")) for name in AFTER_RING]
        return [self._key(name) for name in DURING_RING if not self._is_left_out(name)]

    def _is_left_out(self, name: str) -> bool:
        """Whether a command has no place in the footer now. Others stay, in grey, so that the keys keep their place."""
        session = self.view.session
        match name:
            case "pause":
                return bool(session.pause) or session.phase not in (Phase.ROUND, Phase.REFLECT)
            case "resume":
                return not session.pause or session.phase not in (Phase.ROUND, Phase.REFLECT)
            case "plus":
                return session.phase is Phase.PREPARE
            case "undo":
                return self.view.controller.newest is None
        return False

    def _key(self, name: str) -> FooterKey:
        spec, t = find_command(name), self.view.t
        assert spec is not None
        sign = KEY_SIGNS.get(name) or t.message(key_name(spec.keys[0]))
        label = self._next_step() if name == "go" else t(spec.footer)
        return FooterKey(sign, label, spec.why_not(self.view.session) if name in KEY_SIGNS else None)

    def _next_step(self) -> str:
        """The natural next step, by name."""
        session, t = self.view.session, self.view.t
        phase = next_phase(session)
        if phase is Phase.ROUND and session.phase is Phase.ROUND:
            return t("next: {who}", who=shorten(self.view.seat_and_name(session.queue[0]), 20))
        return t(PHASE_TITLES[phase]) if phase else ""
