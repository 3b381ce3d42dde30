"""The preview above the entry line: what came of the last key, and what Enter will do."""

from __future__ import annotations

import datetime as dt

from textual.content import Content
from textual.style import Style

from reciring.console.text import content, join_lines
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.importers.corrections import parse_corrections
from reciring.live.answer import Outcome
from reciring.ring.command_types import (
    AddMeeting,
    AddNote,
    AddOffer,
    AddReflection,
    Command,
    EditEntry,
    GoToPhase,
    SetPrivate,
    SetQuestion,
)
from reciring.ring.command_wording import describe_command
from reciring.ring.completion import Completion
from reciring.ring.message import Message, Refused, say
from reciring.ring.question_hints import question_hints
from reciring.ring.session import Phase
from reciring.ring.text import squeeze
from reciring.ring.update import update
from reciring.ring.visibility import describe_who_sees, new_or_changed_entry

SHOWN = 4
"""The number of completions that are named."""
HINTS = {
    Phase.PREPARE: say("Type a participant: Name, organisation, e-mail: question. Or paste a list."),
    Phase.INTRODUCTION: say("What you type becomes a note, for you only."),
    Phase.FORMULATE: say("Type a name, then the question: anne I am looking for ..."),
    Phase.ROUND: say("Type a name, then the offer: jan sends slides #tool @fri. Enter: asker again."),
    Phase.REFLECT: say("Type a name, then what they say: #received, #surprised or #next @fri."),
    Phase.DONE: say("Type a note. Up and Down edit earlier entries."),
}


ENTRY_COMMANDS = (AddOffer, AddNote, AddReflection, AddMeeting, SetQuestion, EditEntry, SetPrivate)
"""The commands that make or change an entry."""


class Preview(TextBlock, Pane):
    """What was just said stays until the next key and for at least four seconds, beside the meaning of a new line."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="preview")
        self.view = view
        self.rows = 1
        """The rows that it has, with words or without, so that no pane moves while somebody types."""

    def draw(self, now: dt.datetime) -> None:
        if self.styles.height is None or self.styles.height.value != self.rows:
            self.styles.height = self.rows
        self.show(self._words())

    def _words(self) -> Content:
        notice, controller = self.view.notice, self.view.controller
        said = self._notice(notice.outcome, self.view.t.message(notice.said)) if notice and notice.said else None
        if not squeeze(controller.text) and not controller.editing:
            return said or self._hint()
        if said is None:
            return self._typed()
        if not self.view.notice_seen:
            return said
        width = max(1, self.size.width)
        if self.rows > 1:
            return join_lines(row.truncate(width, ellipsis=True) for row in (said, self._typed()))
        return content(said.truncate(width // 2, ellipsis=True), "  ", self._typed())

    def _hint(self) -> Content:
        return content(self._waiting(), (self.view.t.message(HINTS[self.view.session.phase]), "$foreground-muted"))

    def _waiting(self) -> tuple[str, str]:
        """How many pasted lines wait."""
        n, t = len(self.view.controller.waiting), self.view.t
        return t.plural("({n} more pasted line) ", "({n} more pasted lines) ", n) if n else "", "bold $text-warning"

    def _typed(self) -> Content:
        """What Enter does with the text on the line."""
        if self.view.controller.editing:
            return content(("✎ ", "bold $text-accent"), *self._meaning())
        if self.view.people and (correction := parse_corrections(self.view.controller.text)):
            t = self.view.t
            words = t.message(correction) if isinstance(correction, Message) else t("Enter reads the list this way.")
            return content(("? ", "bold $text-warning"), words)
        items = self.view.open_items.items_to_tick()
        if isinstance(items, list):
            return self._ticked_items(items)
        return self._completed_offer() or content(self._waiting(), *self._meaning())

    def _ticked_items(self, keys: list[str]) -> Content:
        texts = {item.key: item.text for item in self.view.open_items.checklist}
        signs = (("☐" if key in self.view.controller.base.ticked else "✓") + f" {texts[key]}" for key in keys)
        return Content("  ".join(signs))

    def _completed_offer(self) -> Content | None:
        """What the line makes of the offer where the walk is."""
        answer = self.view.open_items.answer()
        if not isinstance(answer, EditEntry):
            return None
        words = self.view.t.message(describe_command(answer, self.view.controller.base))
        return content(("→ ", "bold $text-accent"), words)

    def _notice(self, outcome: Outcome, words: str) -> Content:
        match outcome:
            case Outcome.ASK:
                again = self.view.t("Press Enter again to save the line as typed.")
                return content(("? ", "bold $text-warning"), words, " ", (again, "bold"))
            case Outcome.MARKED:
                return content(("? ", "bold $text-warning"), words)
            case Outcome.CONFIRM:
                return content(("→ ", "bold $text-warning"), words)
            case Outcome.REFUSED:
                return content(("✗ ", "bold $text-error"), words)
            case _:
                return content(("✓ ", "bold $text-success"), words)

    def _meaning(self) -> list[str | Content | tuple[str, str]]:
        controller, t = self.view.controller, self.view.t
        meaning = self.view.meaning()
        parts: list[str | Content | tuple[str, str]] = []
        options = () if controller.editing else self.view.completions()
        if not isinstance(meaning, Command):
            if options and (meaning.fallback is None or " " not in controller.text.strip()):
                return self._options(options)
            if meaning.fallback:
                parts += [t.message(self._effect(meaning.fallback)), " · "]
            parts.append((t.message(meaning.reason), "$text-warning"))
        else:
            parts.append(t.message(self._effect(meaning)))
            if controller.editing and (left := controller.editing.leftover_surname(controller.base, controller.now)):
                parts += "  ", (t.message(left), "$text-warning")
            if seen_by := self._who_sees(meaning):
                parts.append(f" · {t.message(seen_by)}")
            if isinstance(meaning, SetQuestion) and self.view.session.phase is Phase.FORMULATE:
                parts += (
                    part
                    for hint in question_hints(meaning.text)[:1]
                    for part in ("  → ", (t.message(hint.message), "italic"))
                )
        return [*parts, "   ", *self._options(options)] if options else parts

    def _effect(self, meaning: Command) -> Message:
        """What a command will do, or why it cannot be done."""
        after = update(self.view.controller.base, meaning) if not isinstance(meaning, GoToPhase) else None
        if isinstance(after, Refused):
            return after.reason
        return describe_command(meaning, self.view.controller.base)

    def _who_sees(self, meaning: Command) -> Message | None:
        """Who will see the entry that a command makes or changes, if that is not everyone."""
        if not isinstance(meaning, ENTRY_COMMANDS):
            return None
        before = self.view.controller.base
        after = update(before, meaning)
        if isinstance(after, Refused):
            return None
        entry = new_or_changed_entry(before, after)
        return describe_who_sees(entry, after) if entry else None

    def _options(self, options: tuple[Completion, ...]) -> list[str | Content | tuple[str, str]]:
        """How Tab can complete the line; a click takes one."""
        t = self.view.t
        labels = [
            content((t.message(option.label), "$foreground-muted")).stylize(
                Style.from_meta({"@click": f"screen.complete({index})"})
            )
            for index, option in enumerate(options[:SHOWN])
        ]
        more = " …" if len(options) > SHOWN else ""
        hint = options[0].reason or (options[0].hint if len(options) == 1 else None)
        words = more + (f" ({t.message(hint)})" if hint else "")
        return [("Tab ", "bold $text-accent"), Content(" · ").join(labels), (words, "$foreground-muted")]
