"""A newcomer's path, led on the screen and written down: ``docs/tutorial/practice-ring.md`` and its Dutch twin."""

from __future__ import annotations

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
from tests.support.console_driver import START, Led, picture
from tests.support.paths import PROJECT

FOLDER = PROJECT / "docs" / "tutorial"
PAGES = {"en": FOLDER / "practice-ring.md", "nl": FOLDER / "practice-ring-nl.md"}
SIZE = (80, 24)


class Moment(NamedTuple):
    """What the newcomer does, in words; the keys for it, after so many seconds."""

    does: str
    keys: Sequence[str]
    after: float = 0.0


HEAD = {
    "en": """# A newcomer's path

From `make run` to the end of the practice ring, with what is on the screen at each step (80 columns, 24 rows). Nobody
wrote these screens by hand: `tests/support/docs_newcomer.py` presses the keys and takes them down, and a test holds this page to
them.

The first `make run` installs what is needed inside the folder, which takes a minute, once. Then there is the start
screen. There are no rings yet, so practising is what it offers:
""",
    "nl": """# De weg van een nieuwkomer

Van `make run` tot het einde van de oefenkring, met wat er bij elke stap op het scherm staat (80 kolommen, 24 regels).
Niemand schreef deze schermen met de hand: `tests/support/docs_newcomer.py` drukt de toetsen in en legt ze vast, en een test houdt
deze pagina eraan.

De eerste `make run` zet in de map klaar wat nodig is; dat duurt eenmalig een minuut. Dan is er het startscherm. Er zijn
nog geen kringen, dus het biedt aan om te oefenen:
""",
}
TAIL = {
    "en": """That was the practice ring: it was kept nowhere. `reciring demo --speed 10` opens it again with a clock
that runs ten times as fast. For a ring of your own, type a title on the start screen; `F1` lists every key, and `F8`
says what to do and say.
""",
    "nl": """Dat was de oefenkring: ze is nergens bewaard. `reciring demo --speed 10` opent haar opnieuw, met een klok
die tien keer zo snel loopt. Voor een eigen kring typ je een titel op het startscherm; `F1` noemt elke toets, en `F8`
zegt wat je doet en zegt.
""",
}
PATH = {
    "en": (
        Moment(
            "`Enter` opens it: a ring in the middle of its round. Above the line stands what to try first.", ["enter"]
        ),
        Moment(
            "The newcomer types what Jan offers. The line above says what `Enter` will do with it, and to whom.",
            [*"Jan sends the slides #tool @friday"],
            9,
        ),
        Moment("`Enter`. The offer stands below, and Jan has the floor.", ["enter"], 4),
        Moment("Tom begins to speak: his name, and `Enter`.", [*"tom", "enter"], 15),
        Moment("More time: `+` on the empty line.", ["plus"], 20),
        Moment("Taken back: `Ctrl+Z`.", ["ctrl+z"], 5),
        Moment("`/end` and `Enter`: the ring is done, and this is what stays of it.", [*"/end", "enter"], 30),
        Moment("`PgDn` turns the page.", ["pagedown"], 5),
    ),
    "nl": (
        Moment(
            "`Enter` opent haar: een kring midden in de deelronde. Boven de regel staat wat je eerst probeert.",
            ["enter"],
        ),
        Moment(
            "De nieuwkomer typt wat Jan aanbiedt. De regel erboven zegt wat `Enter` ermee doet, en voor wie.",
            [*"Jan stuurt de slides #tool @vrijdag"],
            9,
        ),
        Moment("`Enter`. Het aanbod staat eronder, en Jan is aan het woord.", ["enter"], 4),
        Moment("Tom neemt het woord: zijn naam, en `Enter`.", [*"tom", "enter"], 15),
        Moment("Meer tijd: `+` op de lege regel.", ["plus"], 20),
        Moment("Teruggenomen: `Ctrl+Z`.", ["ctrl+z"], 5),
        Moment("`/einde` en `Enter`: de kring is klaar, en dit blijft ervan over.", [*"/einde", "enter"], 30),
        Moment("`PgDn` slaat de bladzijde om.", ["pagedown"], 5),
    ),
}


async def render(language: str) -> str:
    """The page, from a ring that is really led."""
    parts = [HEAD[language]]
    with tempfile.TemporaryDirectory() as folder:
        clock = ManualClock(START)
        app = ConsoleApp(None, folder=Path(folder), language=language, settings=Settings(), clock=clock)
        async with app.run_test(size=SIZE) as pilot:
            parts.append(_framed(await _started(app, pilot)))
            led = Led(app, pilot, clock, Path(folder))
            for moment in PATH[language]:
                clock.advance(moment.after)
                await led.press(*moment.keys)
                await pilot.pause()
                if isinstance(app.screen, RingScreen):
                    await led.second()
                parts += [f"{moment.does}\n", _framed(led.text())]
        app.opened.close()
    return "\n".join([*parts, TAIL[language]])


async def _started(app: ConsoleApp, pilot: Pilot[int]) -> str:
    """The start screen, once it looked what there is."""
    screen = app.screen
    assert isinstance(screen, StartScreen)
    while screen.found is None:
        await pilot.pause()
    await pilot.pause()
    return picture(app)


def _framed(text: str) -> str:
    return f"```text\n{text.rstrip()}\n```\n"
