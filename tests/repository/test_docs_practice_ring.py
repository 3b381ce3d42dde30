"""The screens in the tutorial pages are those of the console. ``GOLDEN=write`` writes the pages again."""

from __future__ import annotations

import os

import pytest
from rich.cells import cell_len

from tests.support.docs_practice_ring import PAGES, SIZE, render


@pytest.mark.parametrize("language", PAGES)
async def test_the_practice_ring_page_shows_the_screens_of_the_console(language: str) -> None:
    text = await render(language)
    if os.environ.get("GOLDEN") == "write":
        PAGES[language].write_text(text, encoding="utf-8", newline="\n")
    assert text == PAGES[language].read_text("utf-8")


@pytest.mark.parametrize("language", PAGES)
def test_the_screens_on_the_page_are_as_wide_as_the_window(language: str) -> None:
    screens = PAGES[language].read_text("utf-8").split("```text\n")[1:]
    assert all(cell_len(row) <= SIZE[0] for screen in screens for row in screen.split("```")[0].splitlines())
