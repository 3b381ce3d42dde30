"""The tour for newcomers on the practice ring: its steps, and how far the user is."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from reciring.live.controller import Controller
from reciring.locale import Translator
from reciring.ring.history import History
from reciring.ring.names import short_name
from reciring.ring.session import Phase, Session


def _added(session: Session) -> int:
    return sum(question.added for question in session.questions.values())


def _offered(before: History, after: History) -> bool:
    """Return whether an offer was added that has a helper."""
    offers = after.session.offers
    return any(offer.helpers for key, offer in offers.items() if key not in before.session.offers)


def _undone(before: History, after: History) -> bool:
    return len(after.undone) > len(before.undone)


class TourStep(NamedTuple):
    """A step to try. ``done`` gets the history when the step was shown, and the history now."""

    words: Callable[[Translator, str], str]
    done: Callable[[History, History], bool]


TOUR_STEPS = (
    TourStep(
        lambda t, who: t(
            "{who} makes an offer. Type `{who} sends the slides #tool @friday` and press Enter.",
            who=who,
        ),
        _offered,
    ),
    TourStep(
        lambda t, who: t(
            "Now {who} starts to speak. Type `{who}` and press Enter. ◉ in the circle marks the speaker.",
            who=who,
        ),
        lambda before, after: after.session.speaker not in (None, before.session.speaker),
    ),
    TourStep(
        lambda t, who: t("This question needs more time: type `+` and press `Enter`. The clock shows it."),
        lambda before, after: _added(after.session) > _added(before.session),
    ),
    TourStep(
        lambda t, who: t("Made a mistake? `Ctrl+Z` undoes your last change. Try it now."),
        _undone,
    ),
    TourStep(
        lambda t, who: t("Time for the next question: press `F7`. It also works with text on the line."),
        lambda before, after: after.session.current not in (None, before.session.current),
    ),
    TourStep(
        lambda t, who: t("Now end the ring: type `/end` and press `Enter` to see the summary."),
        lambda before, after: after.session.phase is Phase.DONE,
    ),
)


class PracticeTour:
    """How far the user is on the tour. It looks at the session, not at keys: every way to do a step counts."""

    def __init__(self, controller: Controller) -> None:
        self.controller = controller
        self.place = 0
        self._asked = controller.history

    @property
    def over(self) -> bool:
        return self.place >= len(TOUR_STEPS)

    def look(self) -> None:
        """Go on to the next step if this one was done."""
        if not self.over and TOUR_STEPS[self.place].done(self._asked, self.controller.history):
            self.place += 1
            self._asked = self.controller.history
        elif len(self.controller.history.done) < len(self._asked.done):
            self._asked = self.controller.history  # Something else was undone: the step is still to be done.

    def words(self, t: Translator) -> str:
        """Return what to try now, in the language of ``t``."""
        if self.over:
            return t("That is all. Look around as long as you like; `Ctrl+Q` quits.")
        return TOUR_STEPS[self.place].words(t, self._who(t))

    def _who(self, t: Translator) -> str:
        """Return the short name of someone who neither asks nor spoke yet, if possible one that is easy to type."""
        session = self.controller.base
        heard = {turn.who for turn in session.turns.values() if turn.question == session.current}
        heard |= {who or "" for who in (session.asker, session.speaker)}
        people = [who for who in dict.fromkeys((*session.queue, *session.present)) if who not in heard]
        plain = [who for who in people if session.name(who).isascii()]
        who = next(iter((*plain, *people, *session.present)), "")
        name = short_name(who, session) if who else "Jan"
        return name if isinstance(name, str) else t.message(name)
