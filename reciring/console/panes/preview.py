"""The line above the line: what Enter will do and to whom, what was just done, or what is asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.content import Content

from reciring.console.answer import Answer, Outcome
from reciring.console.desk import Desk
from reciring.console.meanings import complete, describe, hints, update
from reciring.console.panes.pane import Pane
from reciring.console.panes.words import Words
from reciring.console.text import content
from reciring.console.ticking_off import completions
from reciring.ring.commands import Ask, Command, Go
from reciring.ring.message import Message, say
from reciring.ring.refusal import Refused
from reciring.ring.session import Phase
from reciring.ring.text import squeeze

if TYPE_CHECKING:
    from reciring.ring.complete import Completion
    from reciring.store.people import People

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


class Preview(Pane, Words):
    """Says one thing at a time, the most urgent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(id="preview")
        self.desk = desk
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
        return 3 if self.desk.session.phase is Phase.DONE else 2

    def _words(self, now: dt.datetime) -> Content:
        t, live = self.desk.t, self.desk.live
        if self.asking:
            return content(("→ ", "bold $text-warning"), t.message(self.asking))
        if self.answer and self.answer.said:
            return self._answered(self.answer, self.answer.said)
        if self.desk.people and not squeeze(live.text):
            return self._pasted(self.desk.people)
        if live.gap and not squeeze(live.text):
            since, until = live.gap
            words = t(
                "Nothing was noted from {since} to {until}: that counts as a pause. Space goes on; Escape: no pause.",
                since=self.desk.local(since),
                until=self.desk.local(until),
            )
            return content(("? ", "bold $text-warning"), words)
        seen_by_all = self.screen.has_class("-stage")
        if not live.mending and not self.desk.asks and not seen_by_all and (aside := self.aside(now)):
            return aside
        if live.mending:
            return content(("✎ ", "bold $text-accent"), *self._meaning(now))
        if self.desk.asks and not squeeze(live.text):
            return content(("? ", "bold $text-warning"), t.message(self.desk.asks))
        waiting = len(live.waiting)
        more = t.plural("({n} more line waits) ", "({n} more lines wait) ", waiting) if waiting else ""
        if not squeeze(live.text):
            words = t.message(live.reading or HINTS[self.desk.session.phase])
            return content((more, "bold $text-warning"), (words, "$foreground-muted"))
        return content((more, "bold $text-warning"), *self._meaning(now))

    def _pasted(self, people: People) -> Content:
        t = self.desk.t
        n, odd = len(people.rows), len(people.problems)
        words = t.plural("{n} person.", "{n} people.", n)
        if odd:
            words += " " + t.plural("{n} line needs a look, see above.", "{n} lines need a look, see above.", odd)
        words += " " + t("Enter takes them, Escape does not.")
        return content(("? ", "bold $text-warning"), words)

    def _answered(self, answer: Answer, said: Message) -> Content:
        words = self.desk.t.message(said)
        match answer.outcome:
            case Outcome.ASK:
                again = self.desk.t("Enter again keeps it as it is.")
                return content(("? ", "bold $text-warning"), words, " ", (again, "bold"))
            case Outcome.REFUSED:
                return content(("✗ ", "bold $text-error"), words)
            case _:
                return content(("✓ ", "bold $text-success"), words)

    def _meaning(self, now: dt.datetime) -> list[str | tuple[str, str]]:
        live, t = self.desk.live, self.desk.t
        meaning = live.meaning()
        parts: list[str | tuple[str, str]] = []
        options = () if live.mending else self.options(now)
        if not isinstance(meaning, Command):
            if options and (meaning.keep is None or " " not in live.text.strip()):
                return self._options(options)
            parts.append((t.message(meaning.reason), "$text-warning"))
        else:
            parts.append(t.message(self.will(meaning)))
            if isinstance(meaning, Ask) and self.desk.session.phase is Phase.FORMULATE:
                parts += (
                    part for hint in hints(meaning.text)[:1] for part in ("  → ", (t.message(hint.message), "italic"))
                )
        return [*parts, "   ", *self._options(options)] if options else parts

    def will(self, meaning: Command) -> Message:
        """What a command will do, or why it cannot be done."""
        after = update(self.desk.live.base, meaning) if not isinstance(meaning, Go) else None
        if isinstance(after, Refused):
            return after.reason
        return describe(meaning, self.desk.live.base)

    def options(self, now: dt.datetime) -> tuple[Completion, ...]:
        """What Tab may make of the line."""
        text, session = self.desk.live.text, self.desk.live.base
        return completions(text, self.desk.guide.checklist, session.ticked) or complete(text, session, now)

    def _options(self, options: tuple[Completion, ...]) -> list[str | tuple[str, str]]:
        t = self.desk.t
        labels = " · ".join(t.message(option.label) for option in options[:SHOWN])
        more = " …" if len(options) > SHOWN else ""
        hint = options[0].reason or (options[0].hint if len(options) == 1 else None)
        words = f"{labels}{more}" + (f" ({t.message(hint)})" if hint else "")
        return [("Tab ", "bold $text-accent"), (words, "$foreground-muted")]
