"""An offer is a promise with a helper and a day, and incomplete without what it needs."""

from __future__ import annotations

import pytest

from reciring.ring.session import is_incomplete, is_promise
from tests.support.ring_driver import ring_in_round


@pytest.mark.parametrize(
    ("line", "promise", "incomplete"),
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
def test_offer_is_a_promise_or_incomplete(line: str, promise: bool, incomplete: bool) -> None:
    (offer,) = ring_in_round("Anne", "Bo", "Cas").type("0:00 /next", line).session.offers.values()
    assert (is_promise(offer), is_incomplete(offer)) == (promise, incomplete)
