"""The small readers of text: chats, lines of addresses, pages, drawn tables, forms, cards, e-mails, corrections."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.importers.addresses import split_address, split_addresses
from reciring.importers.chat import read_chat
from reciring.importers.corrections import Corrections, parse_corrections
from reciring.importers.delimited import parse_bars
from reciring.importers.html_table import read_html
from reciring.importers.lines import parse_lines, without_mark
from reciring.importers.mail import read_mail
from reciring.importers.participants import Field, ParticipantListError
from reciring.importers.reshape import read_reshaped
from reciring.importers.rows import Record
from reciring.importers.vcards import read_vcards
from reciring.importers.words import is_answer, is_greeting, is_role, is_total, says_not_coming
from reciring.ring.message import Message

SAMPLES = (
    "Anne Visser|<a@x.example>|(|)|<|>|;|,|:|\n|  |\t|> |- |1. |@|To: |Subject: x|Aanwezig:|Afwezig: |10:14|Naam|E-mail"
    '|[10-11-2026 09:14] | en |“|"|<table>|<tr>|<td rowspan=2>|</td>|BEGIN:VCARD|FN:Anne'
    "|END:VCARD|schreef |op di 10 nov "
).split("|")
PIECES = st.lists(st.sampled_from([*SAMPLES, "|"]) | st.text(max_size=8), max_size=30).map("".join)


def numbered(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def names(records: list[Record] | None) -> list[str]:
    return [record.name for record in records or () if record.problem is None]


@pytest.mark.parametrize(
    "text",
    [
        "[10-11-2026 09:14:02] Anne: Wie?\n[10-11-2026 09:15:40] Bo: Hoe?",
        "11/10/26, 9:14 AM - Anne: Wie?\n11/10/26, 9:15 AM - Bo: Hoe?",
        "Anne\n9:14 AM\nWie?\nBo\n9:15 AM\nHoe?",
        "Anne  9:14\nWie?\nBo  9:15\nHoe?",
        "09:14:02 From Anne to Everyone : Wie?\n09:15:02 From Bo to Everyone : Hoe?",
    ],
)
def test_a_chat_gives_who_said_what(text: str) -> None:
    records = read_chat(numbered(text))
    assert records is not None
    assert [(record.name, record.question) for record in records] == [("Anne", "Wie?"), ("Bo", "Hoe?")]


@pytest.mark.parametrize("text", ["Anne\nBo", "Anne: Wie?", "Programma 09:14 inloop", ""])
def test_other_lines_are_not_a_chat(text: str) -> None:
    assert read_chat(numbered(text)) is None


def test_addresses_are_divided_only_after_an_address() -> None:
    assert split_addresses("Visser, Anne <a@x>, Bo <b@x>") == ["Visser, Anne <a@x>", "Bo <b@x>"]
    assert split_addresses("Visser, Anne <a@x>; Karin") == ["Visser, Anne <a@x>", "Karin"]
    assert split_address("Visser, A. (Anne) <mailto:a@x>, Gemeente") == ("Visser, A. (Anne)", "a@x", "Gemeente")
    assert split_address("Anne") == ("Anne", "", "")


def test_a_page_gives_its_tables_and_its_other_text() -> None:
    page = "<p>Hallo</p><script>x</script><table><tr><td rowspan=2>Gemeente<td>Anne<tr><td>Bo<br>Jansen</table>"
    (sheet,), outside = read_html(page)
    assert [row.cells for row in sheet.rows] == [("Gemeente", "Anne"), ("Gemeente", "Bo Jansen")]
    assert outside.split() == ["Hallo"]


def test_bars_divide_and_rules_are_skipped() -> None:
    assert [row.cells for row in parse_bars("| a | b |\n|---|:-:|\n│ c │ **d** │\nx")] == [("a", "b"), ("c", "d")]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Naam\nE-mail\nAnne\na@x\nBo\nb@x", [("Naam", "E-mail"), ("Anne", "a@x"), ("Bo", "b@x")]),
        (
            "Naam: Anne\nVraag: Wie\nkent dat?\n\nNaam: Bo",
            [("Naam", "Vraag"), ("Anne", "Wie kent dat?"), ("Bo", "")],
        ),
        ("Anne\nGemeente\na@x\n\nBo\nb@x", [("Anne", "Gemeente", "a@x"), ("Bo", "b@x")]),
    ],
)
def test_lines_of_one_cell_become_rows(text: str, rows: list[tuple[str, ...]]) -> None:
    assert [row.cells for row in read_reshaped(numbered(text)) or ()] == rows


def test_lines_of_one_person_each_are_not_reshaped() -> None:
    assert read_reshaped(numbered("Anne: Wie?\nBo: Hoe?")) is None


def test_a_broken_card_costs_only_itself() -> None:
    good = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nN:;{};;;\nEND:VCARD\n"
    records = read_vcards(good.format("Anne", "Anne") + "BEGIN:VCARD\n:::\nEND:VCARD\n" + good.format("Bo", "Bo"))
    assert names(records) == ["Anne", "Bo"]
    assert len(records) == 3


def test_an_email_gives_the_sender_and_the_recipients() -> None:
    text = 'From: =?utf-8?q?Zo=C3=AB?= <z@x>\nCc: "Visser, Anne" <a@x>,\n b@x\nMIME-Version: 1.0\n\nKarin <k@x>'
    assert [(record.name, record.email) for record in read_mail(text)] == [
        ("Zoë", "z@x"),
        ("Visser, Anne", "a@x"),
        ("", "b@x"),
    ]


@pytest.mark.parametrize(
    "line",
    ["1. Anne", "- Anne", "> > Anne", "(4) Anne", "#5 Anne", "6 Anne", "a) Anne", "[x] Anne", "☐ Anne", "1a. Anne"],
)
def test_bullets_and_numbers_before_a_line_are_removed(line: str) -> None:
    assert without_mark(line) == "Anne"


@pytest.mark.parametrize("line", ["A. Visser", "3M", "12:30 pauze", "J. de Vries"])
def test_what_belongs_to_a_line_stays(line: str) -> None:
    assert without_mark(line) == line


def test_words_of_lists() -> None:
    assert all(map(says_not_coming, ["No", "nee", "cancelled by self", "Abgesagt", "Afgemeld."]))
    assert not any(map(says_not_coming, ["yes", "paid", "Noor", "", "Tentative"]))
    assert all(map(is_answer, ["OK", "(OK)", "Accepted", "Geen reactie"]))
    assert all(map(is_role, ["Host", "Gast", "he/him", "Host, me"]))
    assert not is_role("City Hall")
    assert is_total("Totaal: 12")
    assert is_greeting("Beste allen,")
    assert not is_greeting("Bestemming")


@pytest.mark.parametrize(
    ("line", "corrections"),
    [
        ("2=name 5=email", Corrections({1: Field.NAME, 4: Field.EMAIL})),
        ("2 = naam, 3=-", Corrections({1: Field.NAME, 2: None})),
        ("sheet=2", Corrections(sheet="2")),
        ("blad=Mijn lijst 1=naam", Corrections({0: Field.NAME}, "Mijn lijst")),
        ('sheet="A 1=b"', Corrections(sheet="A 1=b")),
        ("Anne", None),
        ("0=name", None),
        ("2=name Anne", None),
        ("", None),
    ],
)
def test_a_line_of_corrections(line: str, corrections: Corrections | None) -> None:
    assert parse_corrections(line) == corrections


def test_corrections_add_up() -> None:
    first = Corrections({0: Field.NAME, 1: Field.EMAIL})
    assert first.merge(Corrections({2: Field.NAME})).columns == {1: Field.EMAIL, 2: Field.NAME}
    assert first.merge(Corrections(sheet="2")) == Corrections(sheet="2")


@given(PIECES)
def test_any_text_goes_through_every_reader(text: str) -> None:
    lines = numbered(text)
    for records in (read_chat(lines), parse_lines(text), read_vcards(text)):
        assert all(record.line > 0 for record in records or ())
    for rows in (parse_bars(text), read_reshaped(lines), *(sheet.rows for sheet in read_html(text)[0])):
        assert all(any(row.cells) for row in rows or ())
    try:
        read_mail(text)
    except ParticipantListError as problem:
        assert "mail" in str(problem)
    assert isinstance(parse_corrections(text), Corrections | Message | None)
    assert split_addresses(text) == [piece.strip(" ,;\t") for piece in split_addresses(text)]
