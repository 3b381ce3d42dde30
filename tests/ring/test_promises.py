"""Concrete is a helper and a day; a tip owes no day; what was dropped is no promise."""

from __future__ import annotations

import pytest

from reciring.ring.session import is_incomplete, is_promise
from tests.support.ring_driver import ring_in_round


@pytest.mark.parametrize(
    ("line", "concrete", "vague"),
    [
        ("Bo kent iemand #contact @vrijdag", True, False),
        ("Bo kent iemand #contact", False, True),
        ("Bo leent iets uit #tool", False, True),
        ("Bo doet mee #hulp", False, True),
        ("Bo een tip", False, False),
        ("Bo een tip @vrijdag", True, False),
        ("0 een tip", False, True),
        ("0 kent iemand #contact @vrijdag", False, True),
        ("Bo kan altijd #nee", False, False),
        ("Bo kan altijd #hulp @vrijdag #nee", False, False),
        ("Bo+Cas doen mee #hulp @vrijdag #prive", True, False),
    ],
)
def test_concrete_and_vague(line: str, concrete: bool, vague: bool) -> None:
    (offer,) = ring_in_round("Anne", "Bo", "Cas").type("0:00 /next", line).session.offers.values()
    assert (is_promise(offer), is_incomplete(offer)) == (concrete, vague)
