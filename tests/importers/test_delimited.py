"""Tables as text: delimiters, quotation marks, and rows that cannot be used."""

from __future__ import annotations

import pytest

from reciring.importers.participants import ImportedPerson, ListKind, ParticipantList
from reciring.importers.read import parse_participants

ANNE = ImportedPerson("Anne Visser", "Gemeente", "anne@x.nl", "", 2)


def people_as_tuples(people: ParticipantList) -> list[tuple[str, str, str, str]]:
    return [(person.name, person.organisation, person.email, person.question) for person in people.participants]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_with_every_delimiter_and_line_end(delimiter: str, end: str) -> None:
    lines = ("Naam;Organisatie;E-mail", "Anne Visser;Gemeente;anne@x.nl", "Tom Peeters;;")
    people = parse_participants(end.join(lines).replace(";", delimiter) + end)
    assert people.participants == (ANNE, ImportedPerson("Tom Peeters", "", "", "", 3))
    assert people.errors == ()
    assert people.details.kind is ListKind.TABLE
    assert people.details.delimiter == delimiter


@pytest.mark.parametrize("delimiter", ";,|\t")
def test_the_sep_line_of_excel_sets_the_delimiter(delimiter: str) -> None:
    people = parse_participants(f"sep={delimiter}\r\nNaam{delimiter}Vraag\r\nAnne{delimiter}Wie?\r\n")
    assert people.participants == (ImportedPerson("Anne", "", "", "Wie?", 3),)


def test_a_quoted_cell_can_have_delimiters_line_breaks_and_quotes() -> None:
    text = 'Naam;Organisatie;Vraag\n"Anne";"Bureau ""Ruimte""; advies";"Wie kent\r\neen spreker?"\nBo ; "P" ;x\n'
    people = parse_participants(text)
    assert people_as_tuples(people) == [
        ("Anne", 'Bureau "Ruimte"; advies', "", "Wie kent een spreker?"),
        ("Bo", "P", "", "x"),
    ]
    assert [person.line for person in people.participants] == [2, 4]


def test_a_quoted_line_break_makes_a_table_without_headings() -> None:
    people = parse_participants('"Anne","Gemeente\nSport","a@x"\n"Bo","Provincie","b@x"\n')
    assert people_as_tuples(people) == [("Anne", "Gemeente Sport", "a@x", ""), ("Bo", "Provincie", "b@x", "")]


def test_a_forgotten_quotation_mark_spoils_no_other_row() -> None:
    people = parse_participants('Naam;Organisatie\nAnne;"Gemeente\nBo;Provincie\nKarin;"Bieb"\n"Tom;x')
    assert [person.name for person in people.participants] == ["Anne", "Bo", "Karin", "Tom"]


def test_a_row_that_cannot_be_used_is_reported() -> None:
    people = parse_participants(
        "Naam;Organisatie;E-mail\nAnne Visser;;anne@x.nl\n12;;\n;Gemeente;x@y\n\nBo;Provincie;geen adres\n"
        f"!!;;\nanne  VISSER;Elders;\n{'n' * 201};;\nZoë;;\nZoe;;\nKarin;;k@x"
    )
    assert people_as_tuples(people) == [
        ("Anne Visser", "", "anne@x.nl", ""),
        ("Bo", "Provincie", "", ""),
        ("Zoë", "", "", ""),
        ("Karin", "", "k@x", ""),
    ]
    assert [(problem.line, str(problem.message)) for problem in people.errors] == [
        (3, "“12” reads as a seat number. A name needs at least one letter."),
        (4, "There is no name on this line."),
        (6, "Bo is added without an e-mail address: the one in the list is not valid."),
        (7, "This is not a name: it has no letters."),
        (8, "Anne Visser is already on line 2. Is this someone else? Add a letter."),
        (9, "Too long: name has more than 200 characters."),
        (11, "Zoë is already on line 10. Is this someone else? Add a letter."),
    ]
    assert people.errors[0].text == "12"
    assert len(people.errors[5].text) == 80


def test_a_list_is_read_up_to_the_maximum_of_people() -> None:
    people = parse_participants("Naam;Mail\n" + "".join(f"Anne {number}e;\n" for number in range(800)))
    assert len(people.participants) == 500
    assert [(problem.line, str(problem.message)) for problem in people.errors] == [
        (502, "Stopped here: a list can have up to 500 people.")
    ]


def test_a_list_is_read_up_to_the_maximum_of_lines() -> None:
    people = parse_participants("Naam;Mail\nAnne;\n" + "\n" * 6000 + "Bo;")
    assert [person.name for person in people.participants] == ["Anne"]
    assert [str(problem.message) for problem in people.errors] == ["Stopped here: a list can have up to 5000 lines."]
