"""Draw docs/pictures/console.svg from a real console: ``python -m tests.support.docs_console_picture``."""

from __future__ import annotations

import asyncio
import re
import tempfile
from pathlib import Path

import msgspec

from reciring.live.practice import practice_session
from tests.support.console_driver import START, console_on
from tests.support.paths import PROJECT

PATH = PROJECT / "docs" / "pictures" / "console.svg"
SIZE = (108, 24)


async def draw() -> str:
    """Return an SVG of the round of the practice ring, with an offer half entered."""
    session = msgspec.structs.replace(practice_session("en", START), timezone="Europe/Amsterdam")
    with tempfile.TemporaryDirectory() as folder:
        async with console_on(Path(folder), session, size=SIZE) as driver:
            driver.clock.advance(130)
            await driver.enter("tom")
            driver.clock.advance(20)
            await driver.press(*"jan sends his old slides too #tool @fri")
            await driver.pass_time()
            return portable(driver.app.export_screenshot(title="reciring"))


def portable(svg: str) -> str:
    """Return ``svg`` without addresses of fonts, with fonts that computers have, and with leading blanks kept."""
    svg = svg.replace("Fira Code,", "Fira Code, DejaVu Sans Mono, Menlo, Consolas,")
    svg = re.sub(r"@font-face \{.*?\}\n?", "", svg, flags=re.DOTALL)
    return svg.replace("<text ", '<text xml:space="preserve" ')


if __name__ == "__main__":
    PATH.write_text(asyncio.run(draw()), encoding="utf-8")
