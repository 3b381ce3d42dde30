"""The preview above the entry line: what was just done, what is asked, or what Enter will do."""

from __future__ import annotations

import datetime as dt

from textual.content import Content

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import Pane, TextBlock
from reciring.console.widgets.preview_prompts import prompt
from reciring.importers.read import ParticipantList
from reciring.live.answer import Outcome
from reciring.ring.command_types import Command, GoToPhase, SetQuestion
from reciring.ring.command_wording import describe_command
from reciring.ring.completion import Completion
from reciring.ring.message import Message, Refused, say
from reciring.ring.question_hints import question_hints
from reciring.ring.session import Phase
from reciring.ring.text import squeeze
from reciring.ring.time_wording import moment
from reciring.ring.update import update

SHOWN = 4
"""The number of completions that are named."""
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
        self.min_rows = 1
        """The rows it has at least. In the round there are two, so that no pane moves while somebody types."""

    def draw(self, now: dt.datetime) -> None:
        words = self._words(now)
        width = max(1, self.size.width)
        rows = min(self._max_rows, max(self.min_rows, len(words.wrap(width)))) if self.size.width else self.min_rows
        if self.styles.height is None or self.styles.height.value != rows:
            self.styles.height = rows
        self.show(words)

    @property
    def _max_rows(self) -> int:
        """The rows it may take. After the ring there is more to say, about paper and mail, and nobody is waiting."""
        return 3 if self.view.session.phase is Phase.DONE else 2

    def _words(self, now: dt.datetime) -> Content:
        t, controller = self.view.t, self.view.controller
        if self.view.notice and self.view.notice.said:
            return self._notice(self.view.notice.outcome, t.message(self.view.notice.said))
        if self.view.people and not squeeze(controller.text):
            return self._pasted(self.view.people)
        if controller.gap and not squeeze(controller.text):
            since, until = controller.gap
            words = t(
                "Nothing was noted from {since} to {until}: that counts as a pause. Space goes on; Escape: no pause.",
                since=moment(self.view.session, since, now),
                until=moment(self.view.session, until, now),
            )
            return content(("? ", "bold $text-warning"), words)
        quiet = controller.editing or self.view.question or self.view.staged
        if not quiet and (asked := prompt(self.view, now)):
            return asked
        if controller.editing:
            return content(("✎ ", "bold $text-accent"), *self._meaning())
        if self.view.question and not squeeze(controller.text):
            return content(("? ", "bold $text-warning"), t.message(self.view.question))
        waiting = len(controller.waiting)
        more = t.plural("({n} more line waits) ", "({n} more lines wait) ", waiting) if waiting else ""
        if not squeeze(controller.text):
            if controller.may_lead:
                return content(("Enter ", "bold $text-accent"), t("takes the lead: no other console leads this ring."))
            words = t.message(controller.read_only_reason or HINTS[self.view.session.phase])
            return content((more, "bold $text-warning"), (words, "$foreground-muted"))
        return content((more, "bold $text-warning"), *self._meaning())

    def _pasted(self, people: ParticipantList) -> Content:
        t = self.view.t
        n, odd = len(people.participants), len(people.errors)
        words = t.plural("{n} person.", "{n} people.", n)
        if odd:
            words += " " + t.plural("{n} line needs a look, see above.", "{n} lines need a look, see above.", odd)
        words += " " + t("Enter takes them, Escape does not.")
        return content(("? ", "bold $text-warning"), words)

    def _notice(self, outcome: Outcome, words: str) -> Content:
        match outcome:
            case Outcome.ASK:
                again = self.view.t("Enter again keeps it as it is.")
                return content(("? ", "bold $text-warning"), words, " ", (again, "bold"))
            case Outcome.MARKED:
                return content(("? ", "bold $text-warning"), words)
            case Outcome.CONFIRM:
                return content(("→ ", "bold $text-warning"), words)
            case Outcome.REFUSED:
                return content(("✗ ", "bold $text-error"), words)
            case _:
                return content(("✓ ", "bold $text-success"), words)

    def _meaning(self) -> list[str | tuple[str, str]]:
        controller, t = self.view.controller, self.view.t
        meaning = controller.meaning()
        parts: list[str | tuple[str, str]] = []
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

    def _options(self, options: tuple[Completion, ...]) -> list[str | tuple[str, str]]:
        t = self.view.t
        labels = " · ".join(t.message(option.label) for option in options[:SHOWN])
        more = " …" if len(options) > SHOWN else ""
        hint = options[0].reason or (options[0].hint if len(options) == 1 else None)
        words = f"{labels}{more}" + (f" ({t.message(hint)})" if hint else "")
        return [("Tab ", "bold $text-accent"), (words, "$foreground-muted")]
