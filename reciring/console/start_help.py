"""Help on the start screen: what its keys do, and to read beforehand, how a ring is led."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from reciring.clock import Clock
from reciring.console.desk import Desk
from reciring.console.help_screen import HelpScreen
from reciring.console.live import Live
from reciring.console.panes.choices import Choice
from reciring.console.text import content
from reciring.locale import Translator
from reciring.ring.folding import fold
from reciring.ring.message import N_, say
from reciring.ring.session import Session
from reciring.store.settings import Settings

HERE = (
    (N_("a title"), N_("makes a ring of today with that title, or finds one that is there")),
    (N_("↑ ↓  Enter"), N_("choose a ring; open it where it was left")),
    (N_("Esc"), N_("empties the line")),
    (N_("Ctrl+Q"), N_("leaves; everything is kept")),
)


def bare(t: Translator, settings: Settings, clock: Clock) -> Desk:
    """A desk with nothing on it: no ring is open yet."""
    session = Session(date=clock.now().date(), language=t.language)
    return Desk(Live(session, clock, reading=say("This can be done once a ring is open.")), t, settings)


class StartHelp(HelpScreen):
    """Only to be read and searched."""

    def offered(self, query: str) -> Iterable[Choice]:
        t = self.desk.t
        lines = [(t(line), t(does)) for line, does in HERE]
        lines = [(line, does) for line, does in lines if fold(query) in fold(f"{line} {does}")]
        if lines:
            yield Choice("", content((f" {t('Here')}", "bold $text-accent")))
            for line, does in lines:
                yield from self._wrapped("", ("", line, does), "")
            yield Choice("", Content(""))
        yield from super().offered(query)

    def meant(self, key: str) -> Content:
        return content((self.desk.t("This can be done once a ring is open."), "$foreground-muted"))

    def possible(self, key: str) -> bool:
        return False

    def ways(self) -> list[tuple[str, str]]:
        return [("↑↓", self.desk.t("read on")), ("Esc", self.desk.t("back"))]
