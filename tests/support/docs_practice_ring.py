"""Make docs/tutorial/practice-ring.md and practice-ring-nl.md from a real console in which the keys are pressed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from textual.pilot import Pilot

from reciring.clock import ManualClock
from reciring.console.app import ConsoleApp
from reciring.console.screens.ring import RingScreen
from reciring.console.screens.start import StartScreen
from reciring.store.settings import Settings
from tests.support.console_driver import START, ConsoleDriver, screen_text
from tests.support.paths import PROJECT

FOLDER = PROJECT / "docs" / "tutorial"
PAGES = {"en": FOLDER / "practice-ring.md", "nl": FOLDER / "practice-ring-nl.md"}
SIZE = (80, 24)


class Moment(NamedTuple):
    """An instruction to the reader, and the keys that carry it out after ``after`` seconds."""

    instruction: str
    keys: Sequence[str]
    after: float = 0.0


HEAD = {
    "en": """# Your first practice ring

From `make run` to the end of the practice ring, with the screen at each step (80 columns, 24 rows). A test presses the
same keys and compares the screens (`tests/support/docs_practice_ring.py` makes this page).

The first `make run` installs what reciring needs, inside this folder. That takes a minute, once. Then you see the start
screen. There is one ring, a finished example; practice is selected:
""",
    "nl": """# Je eerste oefenkring

Van `make run` tot het einde van de oefenkring, met bij elke stap het scherm (80 kolommen, 24 regels). Een test drukt
dezelfde toetsen in en vergelijkt de schermen (`tests/support/docs_practice_ring.py` maakt deze pagina).

De eerste `make run` installeert in deze map wat reciring nodig heeft. Dat duurt eenmalig een minuut. Daarna zie je het
startscherm. Er is één kring, een voltooid voorbeeld; oefenen is gekozen:
""",
}
TAIL = {
    "en": """That was the practice ring. It was not saved. `make demo ARGS="--speed 10"` opens it again with a clock
that runs ten times as fast. To start a ring of your own, type its title on the start screen. `F1` lists every key, and
`F8` says what to do and say.
""",
    "nl": """Dat was de oefenkring. Hij is niet bewaard. `make demo ARGS="--speed 10"` opent hem opnieuw, met
een klok die tien keer zo snel loopt. Voor een eigen kring typ je de titel op het startscherm. `F1` toont elke toets, en
`F8` zegt wat je doet en zegt.
""",
}
PATH = {
    "en": (
        Moment(
            "Press `Enter` to open it: a ring in the middle of its round. Above the line is what to try first.",
            ["enter"],
        ),
        Moment(
            "Type what Jan offers. The preview, above the entry line, says what `Enter` will do with it and for whom.",
            [*"Jan sends the slides #tool @friday"],
            9,
        ),
        Moment("Press `Enter`. The offer is in the list, and Jan is the speaker.", ["enter"], 4),
        Moment("Tom begins to speak: type his name and press `Enter`.", [*"tom", "enter"], 15),
        Moment("Give more time: type `+` and press `Enter`.", ["plus", "enter"], 20),
        Moment("Undo that: `Ctrl+Z`.", ["ctrl+z"], 5),
        Moment("Start the next question: `F7`.", ["f7"], 10),
        Moment("Type `/end` and press `Enter`: the ring is done, and you see its summary.", [*"/end", "enter"], 30),
        Moment("`PgDn` shows the next page.", ["pagedown"], 5),
    ),
    "nl": (
        Moment(
            "Druk op `Enter`. Een kring opent, midden in de deelronde. Boven de regel staat wat je eerst doet.",
            ["enter"],
        ),
        Moment(
            "Typ wat Jan aanbiedt. De regel erboven zegt wat `Enter` ermee doet, en voor wie.",
            [*"Jan stuurt de slides #tool @vrijdag"],
            9,
        ),
        Moment("Druk op `Enter`. Het aanbod staat in de lijst, en Jan is aan het woord.", ["enter"], 4),
        Moment("Tom begint te praten: typ zijn naam en druk op `Enter`.", [*"tom", "enter"], 15),
        Moment("Geef meer tijd: typ `+` en druk op `Enter`.", ["plus", "enter"], 20),
        Moment("Maak dat ongedaan: `Ctrl+Z`.", ["ctrl+z"], 5),
        Moment("Begin met de volgende vraag: `F7`.", ["f7"], 10),
        Moment(
            "Typ `/einde` en druk op `Enter`: de kring is klaar, en je ziet de samenvatting.", [*"/einde", "enter"], 30
        ),
        Moment("`PgDn` toont de volgende pagina.", ["pagedown"], 5),
    ),
}


async def render(language: str) -> str:
    """Lead the practice ring in a fresh sessions folder; return the page in ``language`` (en or nl)."""
    parts = [HEAD[language]]
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(PROJECT / "sessions" / "example.toml", folder)
        clock = ManualClock(START)
        app = ConsoleApp(None, folder=Path(folder), language=language, settings=Settings(), clock=clock)
        async with app.run_test(size=SIZE) as pilot:
            parts.append(_framed(await _started(app, pilot)))
            led = ConsoleDriver(app, pilot, clock, Path(folder))
            for moment in PATH[language]:
                clock.advance(moment.after)
                await led.press(*moment.keys)
                await pilot.pause()
                if isinstance(app.screen, RingScreen):
                    await led.pass_time()
                parts += [f"{moment.instruction}\n", _framed(led.screen_text)]
        app.opened.close()
    return "\n".join([*parts, TAIL[language]])


async def _started(app: ConsoleApp, pilot: Pilot[int]) -> str:
    """Wait until the start screen lists the sessions; return its text."""
    screen = app.screen
    assert isinstance(screen, StartScreen)
    while screen.found is None:
        await pilot.pause()
    await pilot.pause()
    return screen_text(app)


def _framed(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```\n"
