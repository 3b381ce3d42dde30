"""The keys that a correction takes, Enter included: types every row of the table in docs/reference/corrections.md."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from reciring.ring.session import Kind, Session
from tests.support.console_driver import console_on
from tests.support.paths import PROJECT
from tests.support.ring_driver import RingDriver, ring_in_round

PAGE = PROJECT / "docs" / "reference" / "corrections.md"
NAMES = "Anne Bram Chris Daan Els Fenna Gijs Hanna Ivo Joost Karin Lotte Mila Noor Olu Priya Rosa Sven Tess Wim".split()
ROW = re.compile(r"\| ([a-z ]+) \| (.+?) \| (\d+) \| (\d+) \|")
KEYS = {"Enter": "enter", "Tab": "tab"}


def ring_with_offers() -> RingDriver:
    """Twenty people; Anne asks, and there are thirteen offers, the twelfth by Joost on Thursday."""
    ring = ring_in_round(*NAMES).type("1:00 /next anne")
    for number, name in enumerate((*NAMES[1:12], "Joost", "Lotte"), 1):
        ring.type(f"2:{number:02} {name.lower()} stuurt boek {number} #tool @thu")
    return ring


def offer(number: int) -> str:
    return f"o{number}"


RESULTS: dict[str, Callable[[Session, Session], bool]] = {
    "wrong helper": lambda before, after: after.offers["o12"].helpers == ("p11",),
    "wrong helper of the newest": lambda before, after: after.offers["o13"].helpers == ("p11",),
    "wrong question": lambda before, after: after.offers["o12"].question == "q2",
    "wrong kind": lambda before, after: after.offers["o12"].kind is Kind.CONTACT,
    "wrong day": lambda before, after: str(after.offers["o12"].due) == "2026-11-27",
    "delete the last": lambda before, after: "o13" not in after.offers,
    "delete another": lambda before, after: "o12" not in after.offers,
    "merge two": lambda before, after: "o5" not in after.offers and len(after.offers["o4"].helpers) == 2,
    "swap two in the queue": lambda before, after: after.queue.index("p4") == before.queue.index("p5"),
    "three leave": lambda before, after: all(after.participants[who].away for who in ("p3", "p7", "p12")),
}


def rows() -> list[tuple[str, list[str], int, int]]:
    """What to correct, the keys, how many they are, and the aim."""
    found = []
    for match in ROW.finditer(PAGE.read_text("utf-8")):
        keys: list[str] = []
        for typed, named in re.findall(r"`([^`]+)`|(\w+)", match[2]):
            keys += typed or [KEYS[named]]
        found.append((match[1], keys, int(match[3]), int(match[4])))
    return found


def test_every_correction_of_the_table_is_known() -> None:
    assert {what for what, *_ in rows()} == set(RESULTS)


@pytest.mark.parametrize(
    ("what", "keys", "count", "aim"), rows(), ids=lambda value: value if isinstance(value, str) else ""
)
async def test_a_correction_takes_the_keys_that_the_page_says(
    what: str, keys: list[str], count: int, aim: int, tmp_path: Path
) -> None:
    before = ring_with_offers().session
    assert len(keys) == count <= aim
    async with console_on(tmp_path, before, seconds=180, size=(80, 24)) as driver:
        await driver.press(*keys)
        assert RESULTS[what](before, driver.session), driver.screen_text
        await driver.press("ctrl+z")
        assert driver.session.offers == before.offers and driver.session.queue == before.queue
        assert driver.session.participants == before.participants
