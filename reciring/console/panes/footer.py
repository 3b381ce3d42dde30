"""The bottom line: the keys that matter now; those that do nothing now are grey, and say why."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from rich.cells import cell_len

from reciring.console.desk import Desk
from reciring.console.panes.pane import Pane
from reciring.console.panes.words import Words
from reciring.console.text import content, cut
from reciring.ring.message import Message
from reciring.ring.session import Phase
from reciring.ring.steps import natural
from reciring.ring.table import find
from reciring.ring.titles import PHASES


class Key(NamedTuple):
    sign: str
    does: str
    why_not: Message | None = None


class Keys(Pane, Words):
    """As many keys as fit, the most useful first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="keys")
        self.desk = desk

    def draw(self, now: dt.datetime) -> None:
        width = self.size.width
        saved = self._saved()
        room = width - cell_len(saved) - 2
        parts: list[str | tuple[str, str]] = []
        used = 0
        for key in sorted(self._keys(), key=lambda key: key.why_not is not None):
            why = f" ({self.desk.t.message(key.why_not)})" if key.why_not and width >= 100 else ""
            does = key.does + why
            length = cell_len(key.sign) + 1 + cell_len(does) + 3
            if used + length > room:
                continue
            style = "$foreground-disabled" if key.why_not else ""
            parts += [(key.sign, style or "bold $text-accent"), (f" {does}   ", style)]
            used += length
        self.show(content(*parts, " " * max(1, width - used - cell_len(saved)), (saved, "$foreground-muted")))

    def _saved(self) -> str:
        live = self.desk.live
        if live.reading:
            return self.desk.t("looking on")
        if live.saver is None:
            return self.desk.t("practice: not kept")
        state = live.saver.state
        return "" if state.unsaved else self.desk.t("saved")

    def _keys(self) -> list[Key]:
        session, t, live = self.desk.session, self.desk.t, self.desk.live
        if live.mending:
            return [
                Key("Enter", t("save")),
                Key("↑↓", t("older, newer")),
                Key("Esc", t("leave")),
                Key("F1", t("help")),
            ]
        if live.text:
            return [
                Key("Enter", t("enter the line")),
                Key("Tab", t("complete")),
                Key("Esc", t("clear")),
                Key("Ctrl+Z", t("undo typing")),
                Key("F1", t("help")),
            ]
        if session.phase is Phase.DONE:
            return self._afterwards()
        keys = []
        pause, plus = find("pause"), find("plus")
        step = Key("→", self._next())
        if session.phase in (Phase.ROUND, Phase.REFLECT) and pause:
            if session.pause:
                keys.append(Key("␣", t("go on")))
            else:
                keys.append(Key("␣", t("pause"), pause.why_not(session)))
        keys.append(step)
        if session.phase is not Phase.PREPARE and plus:
            keys.append(Key("+ −", t("minute"), plus.why_not(session)))
        keys += [Key("F1", t("help")), Key("↑", t("mend"))]
        if self.desk.live.newest:
            keys.append(Key("Ctrl+Z", t("undo")))
        keys += [Key("F2", t("times")), Key("F8", t("guide")), Key("F9", t("stage")), Key("Ctrl+Q", t("leave"))]
        return keys

    def _afterwards(self) -> list[Key]:
        """What can be made of a ring that is done."""
        t = self.desk.t
        keys = [Key("F3", t("print")), Key("F4", t("save as")), Key("F5", t("copy")), Key("F6", t("mail"))]
        keys += [Key("F7", t("open")), Key("PgDn", t("on")), Key("F1", t("help")), Key("↑", t("mend"))]
        return [*keys, Key("F9", t("stage")), Key("F2", t("times")), Key("Ctrl+Q", t("leave"))]

    def _next(self) -> str:
        """The natural next step, by name."""
        session, t = self.desk.session, self.desk.t
        phase = natural(session)
        if phase is Phase.ROUND and session.phase is Phase.ROUND:
            return t("next: {who}", who=cut(self.desk.seated(session.queue[0]), 20))
        return t(PHASES[phase]) if phase else ""
