"""The bottom line: the keys that matter now, each with what it does; a click presses it.

A key that changes the session works only while it is named here or in the row above the preview
(``ViewState.keys_on_screen``), so those keys get room first. Keys that do nothing now are grey, with the reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual.content import Content

from reciring.cells import shorten
from reciring.console.text import content, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.key_label import KeyLabel
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.ring.command_registry import find_command, key_name
from reciring.ring.history import Change
from reciring.ring.message import Message
from reciring.ring.phases import next_phase
from reciring.ring.session import PHASE_TITLES, Phase
from reciring.ring.undo_wording import describe_change

ALWAYS: Final = ("pause", "resume", "go", "undo")
"""The commands that change the session."""
FIRST: Final = {"undo": 4, "go": 3, "pause": 2, "resume": 2, "help": 1}
"""They get room before all others, the highest number first."""
DURING_RING: Final = (*ALWAYS, "help", "edit", "stage", "guide", "times", "quit")
AFTER_RING: Final = ("print", "save", "copy", "undo", "mail", "open", "", "help", "edit", "stage", "times", "quit")
"""The commands in the footer, the most useful first; "" is the key for the next rows of the summary."""
ON_STAGE: Final = (*ALWAYS, "stage")
LABEL: Final = 13
"""The most cells of a label, and of the name in the label of the next question."""
UNDO_WORDS: Final = 18
"""The cells for the step that undo takes back."""
UNDO_MORE: Final = 14
"""The cells more that it gets before keys that only change the screen."""
SHORT_LABEL: Final = 9
"""The most cells of a label on a narrow screen."""
GAP: Final = "  "
NARROW: Final = 100
"""With fewer columns the words on the right are short."""


class FooterKey(NamedTuple):
    """A key with its label, and why it does nothing now. The higher ``first``, the sooner it gets room."""

    label: KeyLabel
    why_not: Message | None = None
    first: int = 0


class Footer(TextBlock, Pane):
    """As many keys as fit. The labels come from the table of commands."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="keys")
        self.view = view
        self._undone: tuple[Change, str, str] | None = None
        """The newest change, the language, and the words for it."""
        self._drawn_saved = ""

    def says_otherwise(self) -> bool:
        """Whether *saved* holds now and is not drawn, or the other way round."""
        return self._saved() != self._drawn_saved

    def draw(self, now: dt.datetime) -> None:
        width = max(1, self.screen.size.width - 2)
        keys = list(self.named())
        saved = self._drawn_saved = self._saved()
        if sum(key.label.width + len(GAP) for key in keys if key.first) + cell_len(saved) > width:
            saved = ""
        shown, left = self._fit(keys, width - cell_len(saved))
        parts: list[str | Content | tuple[str, str]] = []
        for key in sorted(shown, key=lambda key: key.why_not is not None):
            label = key.label
            if key.why_not:
                parts += [(f"{label.sign} {label.does}", "$foreground-disabled"), GAP]
                why = f"({self.view.t.message(key.why_not)})"
                if len(why) + len(GAP) <= left:
                    parts[-1:] = [(f" {why}", "$foreground-disabled"), GAP]
                    left -= len(why) + 1
            else:
                parts += [label.draw(), GAP]
        self.view.footer_keys = frozenset(name for key in shown if not key.why_not for name in key.label.keys)
        self.show(content(*parts, " " * left, (saved, "$foreground-muted")))

    def _fit(self, keys: list[FooterKey], room: int) -> tuple[list[FooterKey], int]:
        """Return the keys that fit in ``room`` cells, in their order, and the cells that are left."""
        if sum(key.label.width + len(GAP) for key in keys if key.first) > room:
            keys = [self._shortened(key) if key.first else key for key in keys]
        shown: dict[int, FooterKey] = {}
        grown = False
        for place, key in sorted(enumerate(keys), key=lambda pair: (-pair[1].first, pair[1].why_not is not None)):
            if not key.first and not grown and self.view.session.phase is not Phase.DONE:
                grown, room = True, room - self._grow_undo(shown, min(room, UNDO_MORE))
            if key.label.width + len(GAP) <= room:
                shown[place] = key
                room -= key.label.width + len(GAP)
        room -= self._grow_undo(shown, room)
        return [key for _, key in sorted(shown.items())], room

    def _grow_undo(self, shown: dict[int, FooterKey], room: int) -> int:
        """Let undo say more of the step that it takes back; return how many of the ``room`` cells that takes."""
        for place, key in shown.items():
            if "ctrl+z" in key.label.keys and not self.view.controller.text:
                label = key.label._replace(does=truncate(self._undo_words(), cell_len(key.label.does) + room))
                shown[place] = key._replace(label=label)
                return label.width - key.label.width
        return 0

    def _shortened(self, key: FooterKey) -> FooterKey:
        """Return a key for a narrow screen: only the first of its names, and a short label."""
        keys = key.label.keys[:1]
        cut = truncate if "ctrl+z" in key.label.keys else shorten  # In the middle, so that the name is left.
        return key._replace(label=KeyLabel(keys, self._sign(keys), cut(key.label.does, SHORT_LABEL)))

    def _saved(self) -> str:
        controller = self.view.controller
        if controller.read_only_reason:
            return self.view.t("read-only")
        if controller.saver is None:
            narrow = self.screen.size.width < NARROW
            return self.view.t("practice") if narrow else self.view.t("practice: not saved")
        state = controller.saver.state
        return "" if state.has_unsaved else self.view.t("saved")

    def named(self) -> Iterator[FooterKey]:
        """The keys, the most useful first."""
        t, view = self.view.t, self.view
        if view.controller.text or view.controller.editing:
            yield from self._line_keys()
            if view.controller.text:
                yield FooterKey(KeyLabel(("ctrl+z",), "Ctrl+Z", t("undo typing")), first=4)
            names: tuple[str, ...] = ("help",) if view.controller.text else ("undo", "help")
        elif view.staged:
            names = ON_STAGE
        else:
            names = AFTER_RING if view.session.phase is Phase.DONE else DURING_RING
        for name in names:
            if not name:
                yield FooterKey(KeyLabel(("pagedown",), "PgDn", t("more")))
            elif not self._is_left_out(name):
                yield self._key(name)

    def _line_keys(self) -> Iterator[FooterKey]:
        """The keys of the line while there is a text on it, and the F keys that work meanwhile."""
        t, editing = self.view.t, self.view.controller.editing
        yield FooterKey(KeyLabel(("enter",), "Enter", t("save") if editing else t("confirm")), first=1)
        yield FooterKey(KeyLabel(("escape",), "Esc", t("cancel") if editing else t("clear")))
        for name in ALWAYS[:3]:
            key = self._key(name)
            keys = tuple(one for one in key.label.keys if one[0] == "f")
            if keys and key.why_not is None and not self._is_left_out(name):
                yield key._replace(label=key.label._replace(keys=keys, sign=self._sign(keys)))
        if editing:
            yield FooterKey(KeyLabel(("up",), "↑↓", t("older, newer")))

    def _is_left_out(self, name: str) -> bool:
        """Whether a command has no place in the footer now. Others stay, in grey, so that the keys keep their place."""
        session = self.view.session
        match name:
            case "pause":
                return bool(session.pause) or session.phase not in (Phase.ROUND, Phase.REFLECT)
            case "resume":
                return not session.pause or session.phase not in (Phase.ROUND, Phase.REFLECT)
            case "go":
                return session.phase is Phase.DONE
            case "undo":
                return self.view.controller.newest is None
        return False

    def _key(self, name: str) -> FooterKey:
        spec, view = find_command(name), self.view
        assert spec is not None
        # In lower case: the text *help* is a kind of offer.
        keys, label = spec.keys, view.t(spec.footer).lower()
        if name == "go":
            label = self._next_step()
            if next_phase(view.session) is Phase.ROUND is view.session.phase:
                keys = ("right", "f7")
        elif name == "undo":
            label = truncate(self._undo_words(), UNDO_WORDS)
        elif name == "stage" and view.staged:
            label = view.t("close")
        elif name not in ALWAYS:
            keys = keys[:1]
        why_not = spec.why_not(view.session) if name in ALWAYS else None
        first = FIRST.get(name, 0) if name == "undo" or view.session.phase is not Phase.DONE else 0
        return FooterKey(KeyLabel(keys, self._sign(keys), label), why_not, first)

    def _sign(self, keys: tuple[str, ...]) -> str:
        names = ("␣" if key == "space" else self.view.t.message(key_name(key)) for key in keys)
        return "/".join(names)

    def _next_step(self) -> str:
        """The natural next step, by name."""
        session, t = self.view.session, self.view.t
        phase = next_phase(session)
        if phase is Phase.ROUND and session.phase is Phase.ROUND:
            return t("next: {who}", who=shorten(self.view.short_name(session.queue[0]), LABEL))
        return t(PHASE_TITLES[phase]) if phase else ""

    def _undo_words(self) -> str:
        """The step that undo takes back. On the stage the room reads along: only that there is one."""
        change, t = self.view.controller.newest, self.view.t
        if change is None or self.view.staged:
            return t("undo")
        if self._undone is None or self._undone[0] is not change or self._undone[1] != t.language:
            words = t("undo: {what}", what=describe_change(change.before, change.after))
            self._undone = (change, t.language, words)
        return self._undone[2]
