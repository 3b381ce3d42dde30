"""*Not saved*: loud, with the reason, and staying until it is over. Saved is quiet."""

from __future__ import annotations

import datetime as dt

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import TextBlock


class SaveWarning(TextBlock):
    """There only while not all is well."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="save-warning")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        if words := self._words():
            self.show(content("⚠ ", words), layout=True)

    def _words(self) -> str:
        t, saver = self.view.t, self.view.controller.saver
        if saver is None:
            return ""
        state = saver.state
        if state.conflict:
            return t(
                "Somebody else changed {file}. It is as they left it; yours is saved in {other}. "
                "/keep mine or /keep theirs chooses.",
                file=state.path.name,
                other=state.conflict.name,
            )
        if state.failing_since and state.error:
            return t("NOT SAVED since {since}: {why}", since=self.view.local(state.failing_since), why=state.error)
        if state.backup_error:
            return t("Saved, but without a spare copy: {why}", why=state.backup_error)
        return ""
