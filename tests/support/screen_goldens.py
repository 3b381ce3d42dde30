"""Compare a screen with its golden once everything is saved and drawn; a Dutch one must have no English text."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from babel.messages.pofile import read_po

import reciring.locale
from tests.support.console_driver import ConsoleDriver
from tests.support.goldens import check_golden


async def check_screen(driver: ConsoleDriver, name: str) -> None:
    """Compare the screen with the golden ``name``, after waiting for the thread that saves."""
    driver.saved_session()
    driver.screen.draw_line()
    await driver.wait_until_drawn()
    text = driver.screen_text
    if "-nl-" in name:
        assert untranslated_texts(text) == []
    check_golden(name, text)


def untranslated_texts(text: str) -> list[str]:
    """The English messages that appear untranslated on a Dutch screen."""
    flat = " ".join(re.sub("[│┌┐└┘├┤─]", " ", text).split())
    return [words for words in _translated() if words in flat]


@functools.cache
def _translated() -> tuple[str, ...]:
    """The English messages with a different translation, of two words or more and without placeholders."""
    path = Path(reciring.locale.__file__).parent / "nl" / "LC_MESSAGES" / "reciring.po"
    with path.open("rb") as file:
        catalogue = read_po(file)
    dutch = " ".join(str(message.string) for message in catalogue if message.id)
    texts = (message.id for message in catalogue if isinstance(message.id, str) and message.string != message.id)
    return tuple(text for text in texts if " " in text and "{" not in text and text not in dutch)
