"""Addresses in what is typed about a person: between brackets, and inside names and questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.addresses import without_address
from reciring.ring.message import Refused
from reciring.ring.participants import PersonDetails, parse_person


@pytest.mark.parametrize(
    ("line", "person"),
    [
        ("Anne <a@x.example>", PersonDetails("Anne", "", "a@x.example")),
        ("Anne <mailto:a@x.example>, Gemeente", PersonDetails("Anne", "Gemeente", "a@x.example")),
        ("Anne <a@x.example>: Wie?", PersonDetails("Anne", "", "a@x.example", "Wie?")),
        ('"Berg, Jan van den" <j@x.example>', PersonDetails("Berg, Jan van den", "", "j@x.example")),
        ("Anne (a@x.example)", PersonDetails("Anne", "", "a@x.example")),
        ("Anne, Gemeente, a@x.example: Wie?", PersonDetails("Anne", "Gemeente", "a@x.example", "Wie?")),
        ("Anne: Wie belt? Mail a@x.example.", PersonDetails("Anne", "", "a@x.example", "Wie belt? Mail")),
        ("Anne, , b@x.example: Mail a@x.example even", PersonDetails("Anne", "", "b@x.example", "Mail … even")),
        ("Anne: Wie helpt @fri", PersonDetails("Anne", "", "", "Wie helpt @fri")),
    ],
)
def test_an_address_becomes_that_of_the_person(line: str, person: PersonDetails) -> None:
    assert parse_person(line) == person


def test_an_address_alone_is_not_a_name() -> None:
    with pytest.raises(Refused):
        parse_person("<a@x.example>")


@given(st.text(st.sampled_from("ab@ <>().,:;…")))
def test_no_address_is_left_in_a_text(text: str) -> None:
    left, address = without_address(text)
    assert without_address(left)[1] == ""
    if not address:
        assert left == text
