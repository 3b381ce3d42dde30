"""Participants from tables: delimiters, quotes, headings in either language and in any order, broken rows."""

from __future__ import annotations

import pytest

from reciring.importers.read import (
    Field,
    ImportedPerson,
    ListKind,
    ParticipantList,
    ParticipantListError,
    parse_participants,
)

ANNE = ImportedPerson("Anne Visser", "Gemeente", "anne@x.nl", "", 2)


def fields(people: ParticipantList) -> list[tuple[str, str, str, str]]:
    return [(person.name, person.organisation, person.email, person.question) for person in people.participants]


def told(people: ParticipantList) -> list[str]:
    return [str(message) for message in people.details.messages()]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_delimiter_and_line_end(delimiter: str, end: str) -> None:
    lines = ("Naam;Organisatie;E-mail", "Anne Visser;Gemeente;anne@x.nl", "Tom Peeters;;")
    people = parse_participants(end.join(lines).replace(";", delimiter) + end)
    assert people.participants == (ANNE, ImportedPerson("Tom Peeters", "", "", "", 3))
    assert people.errors == ()
    assert people.details.kind is ListKind.TABLE
    assert people.details.delimiter == delimiter


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
def test_headings_in_both_languages(heading: str) -> None:
    people = parse_participants(f"{heading}\nAnne;Gemeente;a@x;Wie kent een spreker?")
    assert fields(people) == [("Anne", "Gemeente", "a@x", "Wie kent een spreker?")]
    assert [field for field, _ in people.details.columns] == [
        Field.NAME,
        Field.ORGANISATION,
        Field.EMAIL,
        Field.QUESTION,
    ]


def test_headings_in_any_order_and_columns_left_out() -> None:
    people = parse_participants("Nr;E-mail;Telefoon;Vraag;Naam\n1;a@x;06-1;Wie?;Anne\n2;;;;Bo")
    assert fields(people) == [("Anne", "", "a@x", "Wie?"), ("Bo", "", "", "")]
    assert people.details.ignored == ("Nr", "Telefoon")
    assert told(people) == [
        "Read as columns divided by semicolons.",
        "Columns: E-mail → e-mail address, Vraag → question, Naam → name.",
        "Left out: Nr, Telefoon.",
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
def test_a_name_from_its_parts(table: str, names: list[str]) -> None:
    assert [person.name for person in parse_participants(table).participants] == names


def test_turned_names_are_told() -> None:
    people = parse_participants("Naam;Mail\nVisser, Anne;a@x\nBo Jansen;")
    assert told(people)[-1] == "Names written as “Visser, Anne” were turned around: 1."


def test_no_headings_is_name_organisation_and_an_address_anywhere() -> None:
    people = parse_participants("Anne Visser;Gemeente;anne@x.nl\nbo@y.nl;Bo Jansen\nKarin;;;extra")
    assert fields(people) == [
        ("Anne Visser", "Gemeente", "anne@x.nl", ""),
        ("Bo Jansen", "", "bo@y.nl", ""),
        ("Karin", "", "", ""),
    ]
    assert told(people) == [
        "Read as columns divided by semicolons.",
        "There are no headings: read as name, organisation, and the e-mail address by its @.",
        "Left out: column 4.",
    ]


def test_a_title_above_the_headings_is_no_person() -> None:
    people = parse_participants("Deelnemers kennisdag;;\n;;\nNaam;Organisatie;E-mail\nAnne;Gemeente;a@x")
    assert fields(people) == [("Anne", "Gemeente", "a@x", "")]
    assert [(problem.line, str(problem.message)) for problem in people.errors] == [
        (1, "This stands above the headings: left out.")
    ]


@pytest.mark.parametrize("delimiter", ";,|\t")
def test_the_delimiter_that_excel_declares(delimiter: str) -> None:
    people = parse_participants(f"sep={delimiter}\r\nNaam{delimiter}Vraag\r\nAnne{delimiter}Wie?\r\n")
    assert people.participants == (ImportedPerson("Anne", "", "", "Wie?", 3),)


def test_quotes_hold_delimiters_line_breaks_and_doubled_quotes() -> None:
    text = 'Naam;Organisatie;Vraag\n"Anne";"Bureau ""Ruimte""; advies";"Wie kent\r\neen spreker?"\nBo ; "P" ;x\n'
    people = parse_participants(text)
    assert fields(people) == [
        ("Anne", 'Bureau "Ruimte"; advies', "", "Wie kent een spreker?"),
        ("Bo", "P", "", "x"),
    ]
    assert [person.line for person in people.participants] == [2, 4]


def test_quoted_line_breaks_without_headings() -> None:
    people = parse_participants('"Anne","Gemeente\nSport","a@x"\n"Bo","Provincie","b@x"\n')
    assert fields(people) == [("Anne", "Gemeente Sport", "a@x", ""), ("Bo", "Provincie", "b@x", "")]


def test_a_forgotten_quote_spoils_no_other_row() -> None:
    people = parse_participants('Naam;Organisatie\nAnne;"Gemeente\nBo;Provincie\nKarin;"Bieb"\n"Tom;x')
    assert [person.name for person in people.participants] == ["Anne", "Bo", "Karin", '"Tom']


def test_a_broken_row_costs_only_itself_and_is_listed() -> None:
    people = parse_participants(
        "Naam;Organisatie;E-mail\nAnne Visser;;anne@x.nl\n12;;\n;Gemeente;x@y\n\nBo;Provincie;geen adres\n"
        f"!!;;\nanne  VISSER;Elders;\n{'n' * 201};;\nZoë;;\nZoe;;\nKarin;;k@x"
    )
    assert fields(people) == [
        ("Anne Visser", "", "anne@x.nl", ""),
        ("Bo", "Provincie", "", ""),
        ("Zoë", "", "", ""),
        ("Karin", "", "k@x", ""),
    ]
    assert [(problem.line, str(problem.message)) for problem in people.errors] == [
        (3, "12 would be a seat number: a name needs a letter."),
        (4, "There is no name on this line."),
        (6, "Bo comes along, but without an e-mail address: this is none."),
        (7, "This is not a name: it has no letter."),
        (8, "Anne Visser is on line 2 already; add an initial if this is somebody else."),
        (9, "Too long: name has more than 200 characters."),
        (11, "Zoë is on line 10 already; add an initial if this is somebody else."),
    ]
    assert people.errors[0].text == "12;;"
    assert len(people.errors[5].text) == 80


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
def test_an_address_however_it_is_dressed(written: str, email: str) -> None:
    assert parse_participants(f"Naam;E-mail\nAnne;{written}").participants[0].email == email


def test_headings_without_a_name_are_refused_kindly() -> None:
    with pytest.raises(ParticipantListError) as caught:
        parse_participants("Organisatie;E-mail\nGemeente;a@x")
    assert str(caught.value) == "None of the columns Organisatie, E-mail holds names: call one of them Name."


def test_a_long_list_is_read_up_to_a_bound() -> None:
    people = parse_participants("Naam;Mail\n" + "".join(f"Anne {number}e;\n" for number in range(800)))
    assert len(people.participants) == 500
    assert [(problem.line, str(problem.message)) for problem in people.errors] == [
        (502, "Read up to here: 500 people are the most.")
    ]


def test_a_list_of_blank_lines_is_read_up_to_a_bound() -> None:
    people = parse_participants("Naam;Mail\nAnne;\n" + "\n" * 6000 + "Bo;")
    assert [person.name for person in people.participants] == ["Anne"]
    assert [str(problem.message) for problem in people.errors] == ["Read up to here: 5000 lines are the most."]
