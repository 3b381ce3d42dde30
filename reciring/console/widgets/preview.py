"""The line above the line: what Enter will do and to whom, what was just done, or what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.live.answer import Answer, Outcome
from reciring.live.checklist import checklist_completions
from reciring.ring.command_wording import describe_command
from reciring.ring.commands import Command, GoToPhase, SetQuestion
from reciring.ring.completion import complete
from reciring.ring.message import Message, Refused, say
from reciring.ring.question_hints import question_hints
from reciring.ring.session import Phase
from reciring.ring.text import squeeze
from reciring.ring.update import update

if TYPE_CHECKING:
    from reciring.importers.read import ParticipantList
    from reciring.ring.completion import Completion

SHOWN = 4
"""Completions named at once."""
HINTS = {
    Phase.PREPARE: say("Type who comes: Name, organisation, e-mail: question. Or paste a list."),
    Phase.INTRODUCTION: say("What you type is kept as a note."),
    Phase.FORMULATE: say("Type whose question, and the question: anne I am looking for ..."),
    Phase.ROUND: say("Type who offers what: jan sends slides #tool @fri. Enter: back to the asker."),
    Phase.REFLECT: say("Type who says what: #received, #surprised or #next @fri."),
    Phase.DONE: say("What you type is kept as a note. Up and Down mend what was noted."),
}


class Preview(Pane, TextBlock):
    """Says one thing at a time, the most urgent."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="preview")
        self.view = view
        self.least = 1
        """Rows it has anyhow: where a line more would move the panes while somebody types, it is there before."""
        self.answer: Answer | None = None
        """What came of the last key, until the next one."""
        self.aside: Callable[[dt.datetime], Content | None] = lambda now: None
        """What stands here instead, beside the line: a shortage of time, a walk along what is open."""
        self.asking: Message | None = None
        """A key is asked for a second time."""

    def draw(self, now: dt.datetime) -> None:
        words = self._words(now)
        width = max(1, self.size.width)
        tall = min(self._most, max(self.least, len(words.wrap(width)))) if self.size.width else self.least
        if self.styles.height is None or self.styles.height.value != tall:
            self.styles.height = tall
        self.show(words)

    @property
    def _most(self) -> int:
        """Rows it may take: what is said of paper and mail is longer, and then nobody is waiting."""
        return 3 if self.view.session.phase is Phase.DONE else 2

    def _words(self, now: dt.datetime) -> Content:
        t, controller = self.view.t, self.view.controller
        if self.asking:
            return content(("→ ", "bold $text-warning"), t.message(self.asking))
        if self.answer and self.answer.said:
            return self._answered(self.answer, self.answer.said)
        if self.view.people and not squeeze(controller.text):
            return self._pasted(self.view.people)
        if controller.gap and not squeeze(controller.text):
            since, until = controller.gap
            words = t(
                "Nothing was noted from {since} to {until}: that counts as a pause. Space goes on; Escape: no pause.",
                since=self.view.local(since),
                until=self.view.local(until),
            )
            return content(("? ", "bold $text-warning"), words)
        seen_by_all = self.screen.has_class("-stage")
        if not controller.mending and not self.view.asks and not seen_by_all and (aside := self.aside(now)):
            return aside
        if controller.mending:
            return content(("✎ ", "bold $text-accent"), *self._meaning(now))
        if self.view.asks and not squeeze(controller.text):
            return content(("? ", "bold $text-warning"), t.message(self.view.asks))
        waiting = len(controller.waiting)
        more = t.plural("({n} more line waits) ", "({n} more lines wait) ", waiting) if waiting else ""
        if not squeeze(controller.text):
            words = t.message(controller.reading or HINTS[self.view.session.phase])
            return content((more, "bold $text-warning"), (words, "$foreground-muted"))
        return content((more, "bold $text-warning"), *self._meaning(now))

    def _pasted(self, people: ParticipantList) -> Content:
        t = self.view.t
        n, odd = len(people.participants), len(people.errors)
        words = t.plural("{n} person.", "{n} people.", n)
        if odd:
            words += " " + t.plural("{n} line needs a look, see above.", "{n} lines need a look, see above.", odd)
        words += " " + t("Enter takes them, Escape does not.")
        return content(("? ", "bold $text-warning"), words)

    def _answered(self, answer: Answer, said: Message) -> Content:
        words = self.view.t.message(said)
        match answer.outcome:
            case Outcome.ASK:
                again = self.view.t("Enter again keeps it as it is.")
                return content(("? ", "bold $text-warning"), words, " ", (again, "bold"))
            case Outcome.REFUSED:
                return content(("✗ ", "bold $text-error"), words)
            case _:
                return content(("✓ ", "bold $text-success"), words)

    def _meaning(self, now: dt.datetime) -> list[str | tuple[str, str]]:
        controller, t = self.view.controller, self.view.t
        meaning = controller.meaning()
        parts: list[str | tuple[str, str]] = []
        options = () if controller.mending else self.options(now)
        if not isinstance(meaning, Command):
            if options and (meaning.fallback is None or " " not in controller.text.strip()):
                return self._options(options)
            parts.append((t.message(meaning.reason), "$text-warning"))
        else:
            parts.append(t.message(self.will(meaning)))
            if isinstance(meaning, SetQuestion) and self.view.session.phase is Phase.FORMULATE:
                parts += (
                    part
                    for hint in question_hints(meaning.text)[:1]
                    for part in ("  → ", (t.message(hint.message), "italic"))
                )
        return [*parts, "   ", *self._options(options)] if options else parts

    def will(self, meaning: Command) -> Message:
        """What a command will do, or why it cannot be done."""
        after = update(self.view.controller.base, meaning) if not isinstance(meaning, GoToPhase) else None
        if isinstance(after, Refused):
            return after.reason
        return describe_command(meaning, self.view.controller.base)

    def options(self, now: dt.datetime) -> tuple[Completion, ...]:
        """What Tab may make of the line."""
        text, session = self.view.controller.text, self.view.controller.base
        return checklist_completions(text, self.view.guide.checklist, session.ticked) or complete(text, session, now)

    def _options(self, options: tuple[Completion, ...]) -> list[str | tuple[str, str]]:
        t = self.view.t
        labels = " · ".join(t.message(option.label) for option in options[:SHOWN])
        more = " …" if len(options) > SHOWN else ""
        hint = options[0].reason or (options[0].hint if len(options) == 1 else None)
        words = f"{labels}{more}" + (f" ({t.message(hint)})" if hint else "")
        return [("Tab ", "bold $text-accent"), (words, "$foreground-muted")]
