"""*Save as*: a list of the forms of the summary, with where each is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from textual.content import Content

from reciring.console.screens.search import SearchScreen
from reciring.console.text import content, display_path, fit_cells, truncate
from reciring.console.view_state import ViewState
from reciring.console.widgets.choice_list import Choice
from reciring.console.widgets.rows import Rows
from reciring.live.exports import ALL_PAGES, WITH_TIMES, facilitator_copy_name
from reciring.report.formats import FORMATS, Options, summary_file_name
from reciring.ring.text import fold


class SaveAs(SearchScreen):
    """Choose a form of the summary. The result is its name."""

    DEFAULT_CSS = """
    SaveAs, SaveAs:ansi { background: transparent; }
    SaveAs #panel { height: 18; max-height: 100%; border-top: solid $text-accent; }
    SaveAs #said { height: 3; }
    """

    def __init__(self, view: ViewState, folder: Path) -> None:
        super().__init__(view, view.t("Save the summary as …"))
        self.folder = folder

    def _forms(self) -> Iterator[tuple[str, str, str]]:
        t = self.view.t
        yield "pdf", ".pdf", t(FORMATS["pdf"].label)
        yield ALL_PAGES, ".pdf", t("everyone's personal page as PDF, in a folder")
        if self.view.controller.base.turns:
            yield WITH_TIMES, ".pdf", t("for you only, with speaking times")
        for name, form in FORMATS.items():
            if name not in ("pdf", "terminal"):
                yield name, form.suffix, t(form.label)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """One click saves."""
        event.stop()
        self.take(event.key)

    def offered(self, query: str) -> Iterable[Choice]:
        for name, suffix, label in self._forms():
            if fold(query) in fold(f"{name} {suffix} {label}"):
                words = content((fit_cells(suffix, 7), "$text-accent"), truncate(label, self.room - 8))
                yield Choice(name, words)

    def meant(self, key: str) -> Content:
        if key == ALL_PAGES:
            return content(self.view.t("Enter saves it in {folder}", folder=display_path(self.folder)))
        if key == WITH_TIMES:
            name = facilitator_copy_name(self.view.controller.base, Options(language=self.view.t.language))
            return content(self.view.t("Enter saves in {folder}: {file}", file=name, folder=display_path(self.folder)))
        suffix = "-chat.txt" if key == "chat" else FORMATS[key].suffix
        path = self.folder / summary_file_name(self.view.controller.base, suffix)
        return content(self.view.t("Enter saves in {folder}: {file}", file=path.name, folder=display_path(self.folder)))
