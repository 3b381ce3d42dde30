"""What a personal page says, in every format."""

from __future__ import annotations

import msgspec

from reciring.locale import translator
from reciring.report.group_summary import group_summary
from reciring.report.personal_page import page_owners, personal_page
from reciring.ring.session import FACILITATOR
from tests.support.summary_sessions import rehearsal, unfinished, with_private

EN = translator("en")
replace = msgspec.structs.replace


def test_a_personal_page_has_received_offers_with_addresses() -> None:
    mine = personal_page(rehearsal(), "p4", EN)
    last = mine.received[-1]
    assert last.offer.helpers == ("Karin Smit", "Anne Visser")
    assert last.reach == ("karin@voorbeeld.example", "anne.visser@voorbeeld.example")
    assert [(one.to, one.when, one.reach) for one in mine.promised] == [
        ("Karin Smit", "Wed 25 Nov", "karin@voorbeeld.example"),
        ("Zoë van Dijk", "Wed 25 Nov", "zoe@voorbeeld.example"),
        ("Jan-Willem Bos", "Mon 30 Nov", "jw.bos@voorbeeld.example"),
    ]
    assert [(one.who, one.when) for one in mine.meetings] == [("Zoë van Dijk", "Tue 8 Dec")]


def test_a_shared_promise_names_the_other_helper() -> None:
    (shared,) = (one for one in personal_page(rehearsal(), "p1").promised if one.together)
    assert (shared.to, shared.together) == ("Fatima El Amrani", "Karin Smit")


def test_a_private_offer_is_on_the_pages_of_asker_and_helper_only() -> None:
    session = with_private(rehearsal(), "geheim")
    seen = {who for who in page_owners(session) if b"geheim" in msgspec.json.encode(personal_page(session, who))}
    assert seen == {"p1", "p2"}
    assert all(one.private for one in personal_page(session, "p2").promised if one.text == "geheim")


def test_a_dropped_offer_is_mentioned_and_not_promised() -> None:
    assert [one.text for one in personal_page(rehearsal(), "p13").mentioned] == ["kan altijd"]
    assert "kan altijd" not in [one.text for one in personal_page(rehearsal(), "p5").promised]


def test_the_facilitator_has_a_page_only_as_a_helper() -> None:
    assert page_owners(rehearsal())[-1] == FACILITATOR
    mine = personal_page(rehearsal(), FACILITATOR, EN)
    assert (mine.name, mine.seat, mine.question) == ("Nienke Hof", 0, "")
    assert [one.to for one in mine.promised] == ["Zoë van Dijk"]
    assert FACILITATOR not in page_owners(unfinished())


def test_a_private_note_is_on_the_page_of_the_asker_only() -> None:
    session = rehearsal()
    private = {key: replace(note, private=True, text="geheim") for key, note in session.notes.items()}
    session = replace(session, notes=private)
    assert "geheim" not in repr(group_summary(session))
    assert [who for who in session.participants if "geheim" in repr(personal_page(session, who))] == ["p3", "p5"]
