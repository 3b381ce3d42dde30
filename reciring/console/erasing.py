"""Speaking times gone for good, from the file, its copies and the way back: asked when the ring is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciring.console.answer import Answer, Outcome, refused
from reciring.ring.message import say
from reciring.ring.session import Phase, Session

if TYPE_CHECKING:
    from reciring.console.delivery import Made
    from reciring.console.ring_screen import RingScreen


class Erasing:
    """The question whether to erase, and what follows from it."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.live, self.desk = screen, screen.live, screen.desk

    def changed(self, before: Session, after: Session) -> None:
        """At the end it is asked once whether to erase what was measured of who spoke when."""
        if after.phase is not Phase.DONE or not after.turns:
            self.desk.asks = None
        elif before.phase is not Phase.DONE and not self.live.reading and self.live.saver:
            self.screen.call_later(self._ask)

    def _ask(self) -> None:
        self.desk.asks = say("Erase who spoke how long, from the file and its copies? - erases, Escape keeps it.")
        self.screen.preview.answer = None
        self.screen.draw_line()

    def leave_question(self) -> bool:
        """Escape: the question in the preview is answered by no; False if there is none."""
        if self.desk.asks is None:
            return False
        self.desk.asks = None
        self.screen.say(Answer(Outcome.DONE, say("They are kept. /erase still erases them later.")))
        return True

    def erase(self) -> None:
        """Asked first, for it cannot be undone."""
        if self.live.reading:
            self.screen.say(refused(self.live.reading))
            return
        if self.desk.asks is None:
            self._ask()
            return
        from reciring.console.delivery import Made
        from reciring.ring.meta import erase_times
        from reciring.store import backups

        self.desk.asks = None
        self.live.start_over(erase_times(self.live.base))
        saver, path = self.live.saver, self.screen.handing.saved_in

        def work() -> Made:
            if saver is None:
                return Made(True, say("The speaking times are erased."))
            if not saver.flush(5):
                return Made(False, say("They are erased here, but could not be saved yet; older copies are left."))
            backups.remove_copies(path)
            return Made(True, say("The speaking times are erased, from the older copies too."))

        self.screen.handing.start(say("The speaking times are being erased"), work)


def erasing(screen: RingScreen, argument: str) -> None:
    """``/erase``."""
    screen.erasing.erase()
