"""The bottom line: the keys that matter now; those that do nothing now are grey, and say why."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from rich.cells import cell_len

from reciring.console.text import content, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.ring.message import Message
from reciring.ring.phases import next_phase
from reciring.ring.registry import find_command
from reciring.ring.session import PHASE_TITLES, Phase


class FooterKey(NamedTuple):
    sign: str
    does: str
    why_not: Message | None = None


class Footer(Pane, TextBlock):
    """As many keys as fit, the most useful first."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="keys")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        width = self.size.width
        saved = self._saved()
        room = width - cell_len(saved) - 2
        parts: list[str | tuple[str, str]] = []
        used = 0
        for key in sorted(self._keys(), key=lambda key: key.why_not is not None):
            why = f" ({self.view.t.message(key.why_not)})" if key.why_not and width >= 100 else ""
            does = key.does + why
            length = cell_len(key.sign) + 1 + cell_len(does) + 3
            if used + length > room:
                continue
            style = "$foreground-disabled" if key.why_not else ""
            parts += [(key.sign, style or "bold $text-accent"), (f" {does}   ", style)]
            used += length
        self.show(content(*parts, " " * max(1, width - used - cell_len(saved)), (saved, "$foreground-muted")))

    def _saved(self) -> str:
        controller = self.view.controller
        if controller.reading:
            return self.view.t("looking on")
        if controller.saver is None:
            return self.view.t("practice: not kept")
        state = controller.saver.state
        return "" if state.has_unsaved else self.view.t("saved")

    def _keys(self) -> list[FooterKey]:
        session, t, controller = self.view.session, self.view.t, self.view.controller
        if controller.mending:
            return [
                FooterKey("Enter", t("save")),
                FooterKey("↑↓", t("older, newer")),
                FooterKey("Esc", t("leave")),
                FooterKey("F1", t("help")),
            ]
        if controller.text:
            return [
                FooterKey("Enter", t("enter the line")),
                FooterKey("Tab", t("complete")),
                FooterKey("Esc", t("clear")),
                FooterKey("Ctrl+Z", t("undo typing")),
                FooterKey("F1", t("help")),
            ]
        if session.phase is Phase.DONE:
            return self._afterwards()
        keys = []
        pause, plus = find_command("pause"), find_command("plus")
        step = FooterKey("→", self._next())
        if session.phase in (Phase.ROUND, Phase.REFLECT) and pause:
            if session.pause:
                keys.append(FooterKey("␣", t("go on")))
            else:
                keys.append(FooterKey("␣", t("pause"), pause.why_not(session)))
        keys.append(step)
        if session.phase is not Phase.PREPARE and plus:
            keys.append(FooterKey("+ −", t("minute"), plus.why_not(session)))
        keys += [FooterKey("F1", t("help")), FooterKey("↑", t("mend"))]
        if self.view.controller.newest:
            keys.append(FooterKey("Ctrl+Z", t("undo")))
        keys += [
            FooterKey("F2", t("times")),
            FooterKey("F8", t("guide")),
            FooterKey("F9", t("stage")),
            FooterKey("Ctrl+Q", t("leave")),
        ]
        return keys

    def _afterwards(self) -> list[FooterKey]:
        """What can be made of a ring that is done."""
        t = self.view.t
        keys = [
            FooterKey("F3", t("print")),
            FooterKey("F4", t("save as")),
            FooterKey("F5", t("copy")),
            FooterKey("F6", t("mail")),
        ]
        keys += [
            FooterKey("F7", t("open")),
            FooterKey("PgDn", t("on")),
            FooterKey("F1", t("help")),
            FooterKey("↑", t("mend")),
        ]
        return [*keys, FooterKey("F9", t("stage")), FooterKey("F2", t("times")), FooterKey("Ctrl+Q", t("leave"))]

    def _next(self) -> str:
        """The natural next step, by name."""
        session, t = self.view.session, self.view.t
        phase = next_phase(session)
        if phase is Phase.ROUND and session.phase is Phase.ROUND:
            return t("next: {who}", who=truncate(self.view.seat_and_name(session.queue[0]), 20))
        return t(PHASE_TITLES[phase]) if phase else ""
