"""Participants in text: a line for each person, lists of addresses, and greetings around them."""

from __future__ import annotations

import pytest

from reciring.importers.participants import ImportedPerson, ListKind
from reciring.importers.read import parse_participants


def names_in(text: str) -> list[str]:
    return [person.name for person in parse_participants(text).participants]


def test_names_and_questions_are_read_from_an_email() -> None:
    people = parse_participants(
        "Anne Visser: Wie kent een spreker, liefst om 12:30?\nBo: https://x.nl; wie test mee?\n"
    )
    assert people.details.kind is ListKind.LINES
    assert people.participants == (
        ImportedPerson("Anne Visser", "", "", "Wie kent een spreker, liefst om 12:30?", 1),
        ImportedPerson("Bo", "", "", "https://x.nl; wie test mee?", 2),
    )


def test_lines_of_the_entry_line_are_read() -> None:
    people = parse_participants(
        "Anne Visser, Gemeente, anne@x.nl\n"
        'Maarten van \'t Hof, "Bureau ""Ruimte""; advies", maarten@x.nl: Wie leest mee?\n'
        "Tom Peeters, Provincie\n"
        '"Bureau: Ruimte", advies, elders: vraag\n'
        "Zoë"
    )
    assert people.participants == (
        ImportedPerson("Anne Visser", "Gemeente", "anne@x.nl", "", 1),
        ImportedPerson("Maarten van 't Hof", 'Bureau "Ruimte"; advies', "maarten@x.nl", "Wie leest mee?", 2),
        ImportedPerson("Tom Peeters", "Provincie", "", "", 3),
        ImportedPerson("Bureau: Ruimte", "advies, elders", "", "vraag", 4),
        ImportedPerson("Zoë", "", "", "", 5),
    )


@pytest.mark.parametrize("line", ['Maarten, "Bureau ""Ruimte""; advies", m@x', 'Maarten, "Bureau ""Ruimte""; advies"'])
def test_a_quoted_semicolon_is_not_a_delimiter(line: str) -> None:
    assert parse_participants(line).participants[0].organisation == 'Bureau "Ruimte"; advies'


@pytest.mark.parametrize(
    "text",
    [
        "- Anne: een\n- Bo: twee",
        "* Anne: een\n* Bo: twee",
        "1. Anne: een\n2. Bo: twee",
        "1) Anne: een\n2) Bo: twee",
        "> Anne: een\n> > Bo: twee",
        "    Anne: een\n    Bo: twee",
        "\tAnne:een\n\n\n\tBo :  twee",
        "Naam: vraag\nAnne: een\nBo: twee",
        "Deelnemers:\nAnne: een\nBo: twee",
        "Anne:\neen\nBo:\n  twee",
    ],
)
def test_bullets_numbers_and_quotation_signs_are_removed(text: str) -> None:
    assert [(person.name, person.question) for person in parse_participants(text).participants] == [
        ("Anne", "een"),
        ("Bo", "twee"),
    ]


def test_an_indented_line_continues_the_question() -> None:
    people = parse_participants("- Anne: Ik zoek een spreker\n  over: de toekomst\n\n  van AI\n- Bo: fiets")
    assert people.participants == (
        ImportedPerson("Anne", "", "", "Ik zoek een spreker over: de toekomst van AI", 1),
        ImportedPerson("Bo", "", "", "fiets", 5),
    )


def test_greetings_and_sentences_are_reported() -> None:
    people = parse_participants(
        "Beste Nienke,\nHier komen alle vragen die ik van iedereen heb gekregen\nAnne V.\nBo: help!\nTot ziens!\n"
        "Ik heb over het volgende best wel vaak een vraag: hoe?"
    )
    assert [person.name for person in people.participants] == ["Anne V.", "Bo"]
    assert [problem.line for problem in people.errors] == [1, 2, 5, 6]
    sentence = "This looks like a sentence. Write one line per person, with the name first."
    assert {str(problem.message) for problem in people.errors} == {sentence}


@pytest.mark.parametrize(
    "text",
    [
        "Anne Visser <anne@x.nl>; Bo Jansen <bo@y.nl>; Jan de Vries <jan@z.nl>",
        "Anne Visser <anne@x.nl>, Bo Jansen <bo@y.nl>, Jan de Vries <jan@z.nl>,",
        '"Visser, Anne" <anne@x.nl>; "Bo Jansen" <bo@y.nl>; Vries, Jan de <jan@z.nl>',
        "Visser, Anne <anne@x.nl>, Jansen, Bo <bo@y.nl>, Jan de Vries <jan@z.nl>",
        "Aan: Anne Visser <anne@x.nl>\nCc: Bo Jansen <mailto:bo@y.nl>; Jan de Vries < jan@z.nl >",
        "Anne Visser <anne@x.nl>\nBo Jansen <bo@y.nl>\nJan de Vries <jan@z.nl>",
        "Anne Visser anne@x.nl\nBo Jansen (bo@y.nl)\nJan de Vries - jan@z.nl",
    ],
)
def test_addresses_are_read_as_email_programs_copy_them(text: str) -> None:
    assert [(person.name, person.email) for person in parse_participants(text).participants] == [
        ("Anne Visser", "anne@x.nl"),
        ("Bo Jansen", "bo@y.nl"),
        ("Jan de Vries", "jan@z.nl"),
    ]


def test_an_address_can_be_followed_by_a_question_or_an_organisation() -> None:
    people = parse_participants("Anne <anne@x.nl>: Wie; wat, waar?\nBo <bo@y.nl>, Provincie\nKarin")
    assert people.participants == (
        ImportedPerson("Anne", "", "anne@x.nl", "Wie; wat, waar?", 1),
        ImportedPerson("Bo", "Provincie", "bo@y.nl", "", 2),
        ImportedPerson("Karin", "", "", "", 3),
    )


def test_an_address_without_a_name_gives_the_name_unless_it_is_that_of_an_office() -> None:
    people = parse_participants("Anne <anne@x.nl>; bo.jansen@y.nl; info@z.nl; Karin")
    assert [person.name for person in people.participants] == ["Anne", "Bo Jansen", "Karin"]
    assert [(problem.text, str(problem.message)) for problem in people.errors] == [
        ("info@z.nl", "There is no name on this line.")
    ]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff", "\n" * 100])
def test_a_blank_text_has_no_participants(text: str) -> None:
    people = parse_participants(text)
    assert not people.participants
    assert not people.errors


def test_a_single_column_can_have_a_heading() -> None:
    assert names_in('Naam\nAnne Visser\n"Jansen, Bo"\n12\nKarin') == ["Anne Visser", "Bo Jansen", "Karin"]
