"""Speaking times gone for good, from the file, its copies and the way back: asked when the ring is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reciring.live.answer import Answer, Outcome, refused
from reciring.ring.message import say
from reciring.ring.session import Phase, Session

if TYPE_CHECKING:
    from reciring.console.screens.ring import RingScreen
    from reciring.live.exports import ExportResult


class EraseTimes:
    """The question whether to erase, and what follows from it."""

    def __init__(self, screen: RingScreen) -> None:
        self.screen, self.controller, self.view = screen, screen.controller, screen.view

    def changed(self, before: Session, after: Session) -> None:
        """At the end it is asked once whether to erase what was measured of who spoke when."""
        if after.phase is not Phase.DONE or not after.turns:
            self.view.asks = None
        elif before.phase is not Phase.DONE and not self.controller.reading and self.controller.saver:
            self.screen.call_later(self._ask)

    def _ask(self) -> None:
        self.view.asks = say("Erase who spoke how long, from the file and its copies? - erases, Escape keeps it.")
        self.screen.preview.answer = None
        self.screen.draw_line()

    def leave_question(self) -> bool:
        """Escape: the question in the preview is answered by no; False if there is none."""
        if self.view.asks is None:
            return False
        self.view.asks = None
        self.screen.say(Answer(Outcome.DONE, say("They are kept. /erase still erases them later.")))
        return True

    def erase(self) -> None:
        """Asked first, for it cannot be undone."""
        if self.controller.reading:
            self.screen.say(refused(self.controller.reading))
            return
        if self.view.asks is None:
            self._ask()
            return
        from reciring.live.exports import ExportResult
        from reciring.ring.session_details import erase_speaking_times
        from reciring.store import backups

        self.view.asks = None
        self.controller.start_over(erase_speaking_times(self.controller.base))
        saver, path = self.controller.saver, self.screen.handing.saved_in

        def work() -> ExportResult:
            if saver is None:
                return ExportResult(True, say("The speaking times are erased."))
            if not saver.flush(5):
                return ExportResult(
                    False, say("They are erased here, but could not be saved yet; older copies are left.")
                )
            backups.remove_all_but_lock(path)
            return ExportResult(True, say("The speaking times are erased, from the older copies too."))

        self.screen.handing.start(say("The speaking times are being erased"), work)


def erasing(screen: RingScreen, argument: str) -> None:
    """``/erase``."""
    screen.erasing.erase()
