"""*Save as*: the forms of the summary in a list, and where each would be written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from textual.content import Content

from reciring.console.delivery import EVERYBODY, TIMED, timed_name
from reciring.console.desk import Desk
from reciring.console.finding import Finding
from reciring.console.panes.choices import Choice
from reciring.console.panes.summary import shown
from reciring.console.text import content, cut, fit
from reciring.report.export import FORMS, Options, file_name
from reciring.ring.folding import fold


class SaveAs(Finding):
    """Gives the name of a form."""

    DEFAULT_CSS = """
    SaveAs { background: transparent; }
    SaveAs #panel { height: 16; max-height: 100%; border-top: solid $text-accent; }
    """

    def __init__(self, desk: Desk, folder: Path) -> None:
        super().__init__(desk, desk.t("Save the summary as …"))
        self.folder = folder

    def _forms(self) -> Iterator[tuple[str, str, str]]:
        t = self.desk.t
        yield "pdf", ".pdf", t(FORMS["pdf"].label)
        yield EVERYBODY, ".pdf", t("everybody's own page as PDF, in a folder")
        if self.desk.live.base.turns:
            yield TIMED, ".pdf", t("for you alone, with speaking times")
        for name, form in FORMS.items():
            if name not in ("pdf", "terminal"):
                yield name, form.suffix, t(form.label)

    def offered(self, query: str) -> Iterable[Choice]:
        for name, suffix, label in self._forms():
            if fold(query) in fold(f"{name} {suffix} {label}"):
                words = content((fit(suffix, 7), "$text-accent"), cut(label, self.room - 8))
                yield Choice(name, words)

    def meant(self, key: str) -> Content:
        if key == EVERYBODY:
            return content(self.desk.t("Enter saves it in {folder}", folder=shown(self.folder)))
        if key == TIMED:
            name = timed_name(self.desk.live.base, Options(language=self.desk.t.language))
            return content(self.desk.t("Enter saves {file} in {folder}", file=name, folder=shown(self.folder)))
        suffix = "-chat.txt" if key == "chat" else FORMS[key].suffix
        path = self.folder / file_name(self.desk.live.base, suffix)
        return content(self.desk.t("Enter saves {file} in {folder}", file=path.name, folder=shown(self.folder)))
