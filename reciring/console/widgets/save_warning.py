"""The warning that the session is not saved, with the reason; it stays until saving works again."""

from __future__ import annotations

import datetime as dt

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import TextBlock
from reciring.live.save_warning import describe_save_problem


class SaveWarning(TextBlock):
    """Shown only while something is wrong with saving."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="save-warning")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        saver = self.view.controller.saver
        if saver and (problem := describe_save_problem(saver.state, self.view.session)):
            self.show(content("⚠ ", self.view.t.message(problem)), layout=True)
