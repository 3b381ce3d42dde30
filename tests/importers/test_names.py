"""Names as they are written in lists, and as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.importers.names import are_turned, looks_like_full_name, looks_like_name, name_from_address, read_name

WORDS = st.lists(
    st.sampled_from(["Anne", "VISSER", "van", "den", "Berg,", "J.", "(Bo)", "MSc", "dr.", "(", ",", "-", "de", "Ł"]),
    max_size=8,
).map(" ".join)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Visser, Anne", "Anne Visser"),
        ("Berg, Jan van den", "Jan van den Berg"),
        ("Berg van den, Jan", "Jan van den Berg"),
        ("van den Berg, Jan", "Jan van den Berg"),
        ("Berg, van den", "van den Berg"),
        ("Berg, Jan, van den", "Jan van den Berg"),
        ("Jansen, B. (Bo)", "Bo Jansen"),
        ("Smit, Karin, dr.", "Karin Smit"),
        ("Anne Visser, MSc", "Anne Visser"),
        ("Visser MSc, Anne", "Anne Visser"),
        ("VISSER Anne", "Anne Visser"),
        ("Anne VISSER", "Anne Visser"),
        ("DE VRIES Jan", "Jan de Vries"),
        ("JAN VAN DEN BERG", "Jan van den Berg"),
        ("JW Bos", "JW Bos"),
        ("Anne Visser (Host)", "Anne Visser"),
        ("Anne Visser (she/her)", "Anne Visser"),
        ('"Anne Visser"', "Anne Visser"),
        ("Anne Visser 06-12345678", "Anne Visser"),
        ("Ma, Jing", "Jing Ma"),
        ("李小龍", "李小龍"),
        ("Bo", "Bo"),
        ("", ""),
    ],
)
def test_a_name_is_read_as_it_is_said(written: str, said: str) -> None:
    assert read_name(written).name == said
    assert read_name(said).name == said


def test_what_is_between_brackets_is_the_organisation() -> None:
    assert read_name("Anne Visser (City Hall)")[:2] == ("Anne Visser", "City Hall")
    assert read_name("Vries, Jan de (Hogeschool)") == ("Jan de Vries", "Hogeschool", True)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("anne.visser@x.example", "Anne Visser"),
        ("karin_smit+ring@x.example", "Karin Smit"),
        ("jan.van.den.berg2@x.example", "Jan van den Berg"),
        ("a.visser@x.example", "A. Visser"),
        ("jan-willem.bos@x.example", "Jan-Willem Bos"),
        ("x@y", ""),
        ("123@x.example", ""),
    ],
)
def test_an_address_gives_a_name_as_far_as_it_has_one(address: str, name: str) -> None:
    assert name_from_address(address) == name


@pytest.mark.parametrize(
    ("pairs", "turned"),
    [
        ([("Berg", "Jan van den")], True),
        ([("Visser", "A.")], True),
        ([("Visser", "Anne"), ("Smit", "Karin")], True),
        ([("De Vries", "Piet")], True),
        ([("Anne", "Gemeente"), ("Bo", "Hogeschool")], False),
        ([("Anne Visser", "Bibliotheek")], False),
        ([("Anne Visser", "PhD")], False),
        ([], False),
    ],
)
def test_pairs_are_last_and_first_names_or_names_and_organisations(pairs: list[tuple[str, str]], turned: bool) -> None:
    assert are_turned(pairs) is turned


def test_what_looks_like_a_name() -> None:
    assert all(map(looks_like_name, ["Anne", "Jan van den Berg", "Anne V."]))
    assert not any(map(looks_like_name, ["", "No", "12-10-2026", "a@x", "https://x.example", "Who knows?", "OK"]))
    assert all(map(looks_like_full_name, ["Anne Visser", "Jan van den Berg", "Łukasz Nowak"]))
    assert not any(map(looks_like_full_name, ["Anne", "Hogeschool Noord", "wie kent dat", "Zaal 3"]))


@given(WORDS | st.text(max_size=60))
def test_reading_a_name_keeps_letters_and_comes_to_rest(text: str) -> None:
    once = read_name(text).name
    again = read_name(once).name
    assert read_name(again).name == again or "," in again or "(" in again
    assert set(filter(str.isalpha, once.casefold())) <= set(filter(str.isalpha, text.casefold())) | set("ss")


@given(st.text(max_size=40))
def test_any_address_gives_a_name_without_an_at_sign(text: str) -> None:
    assert "@" not in name_from_address(text)
