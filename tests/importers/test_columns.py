"""The columns of a table: with headings in any order and language, and without headings."""

from __future__ import annotations

import pytest

from reciring.importers.participants import Field, ImportedPerson, ParticipantList, ParticipantListError
from reciring.importers.read import parse_participants

ANNE = ImportedPerson("Anne Visser", "Gemeente", "anne@x.nl", "", 2)


def people_as_tuples(people: ParticipantList) -> list[tuple[str, str, str, str]]:
    return [(person.name, person.organisation, person.email, person.question) for person in people.participants]


def detail_messages(people: ParticipantList) -> list[str]:
    return [str(message) for message in people.details.messages()]


@pytest.mark.parametrize(
    "heading",
    [
        "naam;organisatie;e-mail;vraag",
        "Naam;Bedrijf;E-mailadres;Hulpvraag",
        "NAME;Organization;Email;Question",
        "Full name;Company;Mail;Your question",
        "Deelnemer;Afdeling;mail adres;Mijn vraag",
        "Wat is je naam?;Organisatie;E-mailadres;Wat is je hulpvraag?",
    ],
)
def test_headings_are_found_in_dutch_and_english(heading: str) -> None:
    people = parse_participants(f"{heading}\nAnne;Gemeente;a@x;Wie kent een spreker?")
    assert people_as_tuples(people) == [("Anne", "Gemeente", "a@x", "Wie kent een spreker?")]
    assert [column.field for column in people.details.columns] == [
        Field.NAME,
        Field.ORGANISATION,
        Field.EMAIL,
        Field.QUESTION,
    ]


def test_headings_can_have_any_order_and_other_columns_are_ignored() -> None:
    people = parse_participants("Nr;E-mail;Telefoon;Vraag;Naam\n1;a@x;06-1;Wie?;Anne\n2;;;;Bo")
    assert people_as_tuples(people) == [("Anne", "", "a@x", "Wie?"), ("Bo", "", "", "")]
    assert [column.heading for column in people.details.columns if not column.field] == ["Nr", "Telefoon"]
    assert detail_messages(people) == [
        "Read as columns separated by semicolons.",
        "Columns: 2 E-mail → e-mail address, 4 Vraag → question, 5 Naam → name. Wrong? Type 2=name 5=email.",
        "Skipped columns: 1 Nr, 3 Telefoon.",
    ]


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("Voornaam;Achternaam\nJan;de Vries\nBo;", ["Jan de Vries", "Bo"]),
        ("Achternaam;Tussenvoegsel;Voornaam\nVries;de;Jan\nJansen;;Bo", ["Jan de Vries", "Bo Jansen"]),
        ("First name,Last name\nZoë,van Dijk", ["Zoë van Dijk"]),
        ("Voornaam;Naam\nJan;de Vries\nBo;Bo Jansen", ["Jan de Vries", "Bo Jansen"]),
        ("Naam;Voornaam;Achternaam\nJan de Vries;J.;Vries", ["Jan de Vries"]),
        ("Naam;Mail\nVisser, Anne;a@x\nVries, Jan de;", ["Anne Visser", "Jan de Vries"]),
        ("Naam organisatie;Naam;E-mail\nGemeente;Anne;a@x", ["Anne"]),
    ],
)
def test_the_parts_of_a_name_are_joined(table: str, names: list[str]) -> None:
    assert [person.name for person in parse_participants(table).participants] == names


def test_swapped_names_are_reported() -> None:
    people = parse_participants("Naam;Mail\nVisser, Anne;a@x\nBo Jansen;")
    assert detail_messages(people)[-1] == "Names written as “Visser, Anne” were turned around: 1."


def test_without_headings_the_columns_are_name_and_organisation_and_any_address() -> None:
    people = parse_participants("Anne Visser;Gemeente;anne@x.nl\nbo@y.nl;Bo Jansen\nKarin;;;extra")
    assert people_as_tuples(people) == [
        ("Anne Visser", "Gemeente", "anne@x.nl", ""),
        ("Bo Jansen", "", "bo@y.nl", ""),
        ("Karin", "", "", ""),
    ]
    assert detail_messages(people) == [
        "Read as columns separated by semicolons, without headings.",
        "Columns: column 1 → name, column 2 → organisation, column 3 → e-mail address. Wrong? Type 2=name 5=email.",
        "Skipped columns: column 4.",
    ]


def test_a_title_above_the_headings_is_reported() -> None:
    people = parse_participants("Deelnemers kennisdag;;\n;;\nNaam;Organisatie;E-mail\nAnne;Gemeente;a@x")
    assert people_as_tuples(people) == [("Anne", "Gemeente", "a@x", "")]
    assert people.errors == ()
    assert detail_messages(people)[-1] == "Not part of the list: line 1."


@pytest.mark.parametrize(
    ("written", "email"),
    [
        ("mailto:a@x.nl", "a@x.nl"),
        ("<a@x.nl>", "a@x.nl"),
        ("Anne Visser <a@x.nl>", "a@x.nl"),
        ("a@x.nl, b@x.nl", "a@x.nl"),
        (" a@x.nl ", "a@x.nl"),
    ],
)
def test_an_address_is_found_in_any_form(written: str, email: str) -> None:
    assert parse_participants(f"Naam;E-mail\nAnne;{written}").participants[0].email == email


def test_headings_without_names_raise_an_error() -> None:
    with pytest.raises(ParticipantListError) as caught:
        parse_participants("Organisatie;Vraag;Telefoon\nGemeente;Wie?;1\n12;Hoe?;2")
    assert (
        str(caught.value)
        == "None of the columns Organisatie, Vraag, Telefoon has names. Give the right column the heading Name."
    )
