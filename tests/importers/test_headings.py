"""What headings say, in four languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.importers.blocks import find_people, is_heading_row
from reciring.importers.headings import is_sure, read_heading
from reciring.importers.participants import Field
from reciring.importers.rows import Row

FIELDS = {
    Field.NAME: "Naam|Name|Full name|Volledige naam|Nom et prénom|Teilnehmer|Wat is je naam?|What's your name?"
    "|Your name *|Attendee name|Vor- und Nachname|Wie heißen Sie?|NAME|Ticket Full Name",
    Field.FIRST: "Voornaam|Roepnaam|First Name|Given name|Vorname|Prénom|FNAME|first_name|Attendee name: Given name",
    Field.LAST: "Achternaam|Surname|Last Name|Nachname|Nom de famille|LNAME|Ticket Last Name",
    Field.PREFIX: "Tussenvoegsel|Tussenv.|Tussenvoegsels|Infix",
    Field.EMAIL: "E-mail|Email|e-mailadres|Mail|Email Address|E-mail 1 - Value|Haupt-E-Mail|Courriel|User Email|EMAIL"
    "|Primary Email|Wat is je e-mailadres?|Work email",
    Field.ORGANISATION: "Organisatie|Company|Bedrijf|Firma|Société|Organization Name|Where do you work?"
    "|Bij welke organisatie werk je?|Ticket Company Name|Employer",
    Field.QUESTION: "Vraag|Hulpvraag|Question|Frage|Wat is je vraag aan de kring?|What would you like to ask the group?"
    "|What do you need help with?|Wobei brauchen Sie Hilfe?|Mijn hulpvraag",
    Field.STATUS: "Status|RSVP|Attendee Status|Aanwezig|Approval Status|Komt|Zusage|Afgemeld",
    None: "Telefoon|Phone|Nr|Job Title|Functie|Timestamp|Tijdstempel|Phonetic First Name|E-mail 1 - Label|Nickname"
    "|E-mail Display Name|Event Name|Heb je dieetwensen?|Start time|Name Prefix|How did you hear about us?",
}


@pytest.mark.parametrize(
    ("field", "heading"), [(field, one) for field, all in FIELDS.items() for one in all.split("|")]
)
def test_a_heading_says_what_its_column_holds(field: Field | None, heading: str) -> None:
    found = read_heading(heading)
    assert found is not None
    assert found.field is field


@pytest.mark.parametrize("text", ["Anne Visser", "Hogeschool Noord", "bo@x.example", "", "12", "Bo Jansen (Guest)"])
def test_a_text_below_headings_is_not_a_heading(text: str) -> None:
    assert read_heading(text) is None


@pytest.mark.parametrize(
    ("stronger", "weaker"),
    [
        ("Attendee email", "Email"),
        ("Email", "Buyer Email"),
        ("Name", "Order Name"),
        ("Organisation", "Department"),
        ("Primary Email", "Secondary Email"),
    ],
)
def test_the_participant_goes_before_who_ordered(stronger: str, weaker: str) -> None:
    one, other = read_heading(stronger), read_heading(weaker)
    assert one and other and one.field is other.field
    assert one.strength > other.strength


@pytest.mark.parametrize(
    ("cells", "is_heading"),
    [
        (("Naam", "Kamer"), True),
        (("Name", "User ID", "Title", "Event Host"), True),
        (("Timestamp", "What's your name?"), True),
        (("Deelnemers",), True),
        (("Anne Visser", "Team", "anne@x.example"), False),
        (("Bo Jansen (Guest)", "11/24/26, 1:31:00 PM", "1h 29m", "", "", "Attendee"), False),
        (("Attended participants", "4"), False),
        (("Anne Visser", "Gemeente"), False),
        ((), False),
    ],
)
def test_a_row_of_headings_is_recognised(cells: tuple[str, ...], is_heading: bool) -> None:
    assert is_heading_row(Row(1, cells)) is is_heading


CELLS = st.sampled_from(["Naam", "E-mail", "Vraag?", "Anne", "a@x", "Totaal", "", "1", "Status", "No", "Wie?", "---"])
ROWS = st.lists(st.lists(CELLS | st.text(max_size=20), max_size=6).map(tuple), max_size=12)


@given(st.text(max_size=300))
def test_any_text_is_a_heading_or_not(text: str) -> None:
    assert read_heading(text) is not None or not is_sure(text)


@given(ROWS)
def test_any_rows_have_a_block_and_every_row_is_used_named_or_a_heading(rows: list[tuple[str, ...]]) -> None:
    table = [Row(number, cells) for number, cells in enumerate(rows, 1) if any(cells)]
    block = find_people(table, {})
    used, around = {row.line for row in block.rows}, set(block.around)
    assert not used & around
    assert all(is_heading_row(row) for row in table if row.line not in used | around)
