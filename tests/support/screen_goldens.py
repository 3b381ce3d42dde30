"""A screen as it should look, once all is saved and drawn; in Dutch without a word of English."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from babel.messages.pofile import read_po

import reciring.locale
from tests.support.console_driver import ConsoleDriver
from tests.support.goldens import check_golden


async def check_screen(driver: ConsoleDriver, name: str) -> None:
    """Hold the screen to the golden called ``name``: also what it says of saving, which has a thread of its own."""
    driver.saved_session()
    driver.screen.draw_line()
    await driver.wait_until_drawn()
    text = driver.screen_text
    if "-nl-" in name:
        assert untranslated_texts(text) == []
    check_golden(name, text)


def untranslated_texts(text: str) -> list[str]:
    """Sentences of ours that stand in a Dutch screen as they are in the code."""
    flat = " ".join(re.sub("[│┌┐└┘├┤─]", " ", text).split())
    return [words for words in _translated() if words in flat]


@functools.cache
def _translated() -> tuple[str, ...]:
    """English texts of two words or more without gaps, that are another text in Dutch."""
    path = Path(reciring.locale.__file__).parent / "nl" / "LC_MESSAGES" / "reciring.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    dutch = " ".join(str(message.string) for message in catalogue if message.id)
    texts = (message.id for message in catalogue if isinstance(message.id, str) and message.string != message.id)
    return tuple(text for text in texts if " " in text and "{" not in text and text not in dutch)
