"""The warning that the session is not saved, with the reason; it stays until saving works again."""

from __future__ import annotations

import datetime as dt

from reciring.console.text import content
from reciring.console.view_state import ViewState
from reciring.console.widgets.pane import TextBlock


class SaveWarning(TextBlock):
    """Shown only while something is wrong with saving."""

    def __init__(self, view: ViewState) -> None:
        super().__init__(id="save-warning")
        self.view = view

    def draw(self, now: dt.datetime) -> None:
        if text := self._text():
            self.show(content("⚠ ", text), layout=True)

    def _text(self) -> str:
        t, saver = self.view.t, self.view.controller.saver
        if saver is None:
            return ""
        state = saver.state
        if state.conflict and state.missing:
            return t(
                "{file} is gone: deleted, renamed or moved. Yours is saved in {other}. "
                "/keep mine makes the file again, /elsewhere saves in another folder.",
                file=state.path.name,
                other=state.conflict.name,
            )
        if state.conflict:
            return t(
                "Somebody else changed {file}. It is as they left it; yours is saved in {other}. "
                "/keep mine or /keep theirs chooses.",
                file=state.path.name,
                other=state.conflict.name,
            )
        if state.error and not state.has_unsaved:
            return t("What comes now cannot be saved: {why}", why=state.error)
        if state.failing_since and state.error:
            return t("NOT SAVED since {since}: {why}", since=self.view.local(state.failing_since), why=state.error)
        if state.backup_error:
            return t("Saved, but without a spare copy: {why}", why=state.backup_error)
        return ""
