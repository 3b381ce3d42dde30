"""The screens in the tutorial pages are those of the console. ``GOLDEN=write`` writes the pages again."""

from __future__ import annotations

import os

import pytest
from rich.cells import cell_len

from reciring.live.tour_steps import TOUR_STEPS
from tests.support.docs_practice_ring import PAGES, SIZE, render


@pytest.mark.parametrize("language", PAGES)
async def test_the_practice_ring_page_shows_the_screens_of_the_console(language: str) -> None:
    text = await render(language)
    if os.environ.get("GOLDEN") == "write":
        PAGES[language].write_text(text, encoding="utf-8", newline="\n")
    assert text == PAGES[language].read_text("utf-8")


@pytest.mark.parametrize("language", PAGES)
def test_the_page_shows_every_step_of_the_tour_at_the_size_of_the_screen(language: str) -> None:
    text = PAGES[language].read_text("utf-8")
    assert all(f" {number}/{len(TOUR_STEPS)} " in text for number in range(1, len(TOUR_STEPS) + 1))
    assert "\n ✓ " in text
    screens = text.split("```text\n")[1:]
    assert all(cell_len(row) <= SIZE[0] for screen in screens for row in screen.split("```")[0].splitlines())
