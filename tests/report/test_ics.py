"""The calendar, read back by icalendar, which wrote it, by vobject, and by libical, which GNOME and KDE use."""

from __future__ import annotations

import ctypes
import ctypes.util
import datetime as dt

import icalendar
import msgspec
import pytest
import vobject
from hypothesis import given

from reciring.report.formats import Options, render_summary
from reciring.report.ics import has_entries
from reciring.ring.session import FACILITATOR, Meeting, Session, is_promise
from reciring.ring.text import squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS, with_a_third_of_hostile_texts
from tests.support.strategies import sessions
from tests.support.summary_sessions import EMPTY, at, rehearsal, ring_of, unfinished

replace = msgspec.structs.replace


def calendar(session: Session, options: Options | None = None) -> icalendar.Calendar:
    return icalendar.Calendar.from_ical(render_summary("ics", session, options))


def test_the_calendar_has_every_promise_and_meeting_except_private_ones() -> None:
    session = rehearsal()
    found = calendar(session)
    promises = [offer for offer in session.offers.values() if is_promise(offer) and not offer.private]
    assert len(found.events) == len(promises) + 2 == 32
    event = next(it for it in found.events if "kaartspel" in str(it["summary"]))
    assert event["summary"] == "Zoë van Dijk voor Anneke de Groot: leent haar kaartspel voor teamgesprekken uit"
    assert event.decoded("dtstart") == dt.date(2026, 12, 1) and event.decoded("dtend") == dt.date(2026, 12, 2)
    assert event["transp"] == "TRANSPARENT"
    for words in ("Zoë van Dijk", "Hulpvraag van Anneke de Groot: Wie kent een goede coach", "Samen slimmer", "tool"):
        assert words in str(event["description"])
    assert "mailregels" not in render_summary("ics", session).decode()


def test_a_personal_calendar_has_own_promises_offers_and_meetings() -> None:
    titles = {str(event["summary"]) for event in calendar(rehearsal(), Options(who="p12")).events}
    assert titles == {
        "Voor Anneke de Groot: leent haar kaartspel voor teamgesprekken uit",
        "Voor Fatima El Amrani: oefent twee keer een uur met haar",
        "Van Fatima El Amrani: stuurt haar regels voor de inbox",
        "Van Bo Jansen: blokkeert samen met haar een uur per dag",
        "Van Nienke Hof: deelt haar eigen mailregels",
        "Met Fatima El Amrani: eerste keer oefenen in de bibliotheek",
    }
    own = {str(event["summary"]) for event in calendar(rehearsal(), Options(who=FACILITATOR)).events}
    assert own == {"Voor Zoë van Dijk: deelt haar eigen mailregels"}


def test_a_meeting_with_a_time_of_day_is_an_hour_of_that_day() -> None:
    koffie = Meeting(between=("p1", "p3"), due=dt.date(2026, 12, 1), time=dt.time(16), text="koffie", at=at(40))
    ring = replace(rehearsal(), offers={}, meetings={"m1": koffie})
    [event] = calendar(ring).events
    start = event.decoded("dtstart")
    assert (start.date(), start.time()) == (dt.date(2026, 12, 1), dt.time(16))
    assert start.tzinfo is not None
    assert event.decoded("duration") == dt.timedelta(hours=1)
    read = vobject.readOne(render_summary("ics", ring).decode())
    assert read.vevent.dtstart.value == start
    assert "1 dec 16:00" in render_summary("md", ring).decode().lower()


def test_another_library_reads_the_same_entries() -> None:
    session = rehearsal()
    read = vobject.readOne(render_summary("ics", session).decode())
    assert read.validate(raiseException=True)
    ours = {str(event["uid"]): (str(event["summary"]), event.decoded("dtstart")) for event in calendar(session).events}
    theirs = {event.uid.value: (event.summary.value, event.dtstart.value) for event in read.vevent_list}
    assert theirs == ours
    assert read.x_wr_timezone.value == read.vtimezone.tzid.value == "Europe/Amsterdam"


def read_by_libical(data: bytes) -> tuple[int, int, bool]:
    """How many entries libical finds in a calendar, how many errors, and whether it may be so by RFC 5546."""
    name = ctypes.util.find_library("ical")
    if name is None:
        pytest.skip("no libical here (Debian: libical3)")
    library = ctypes.CDLL(name)
    library.icalparser_parse_string.restype = ctypes.c_void_p
    root = ctypes.c_void_p(library.icalparser_parse_string(data))
    assert root
    try:
        allowed = bool(library.icalrestriction_check(root))
        kind = library.icalcomponent_string_to_kind(b"VEVENT")
        return library.icalcomponent_count_components(root, kind), library.icalcomponent_count_errors(root), allowed
    finally:
        library.icalcomponent_free(root)


@pytest.mark.parametrize("who", [None, "p12"])
def test_libical_reads_every_entry_without_an_error(who: str | None) -> None:
    data = render_summary("ics", rehearsal(), Options(who=who))
    assert read_by_libical(data) == (len(calendar(rehearsal(), Options(who=who)).events), 0, True)
    wrong = data.replace(b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH")  # Then each entry needs an organiser.
    assert not read_by_libical(wrong)[2]
    assert read_by_libical(data.replace(b"DTSTART", b"DTSTART;VALUE=NONSENSE", 1))[1] > 0


@with_a_third_of_hostile_texts(2)
def test_libical_reads_hostile_texts(label: str) -> None:
    data = render_summary("ics", ring_of(HOSTILE_TEXTS[label]))
    assert read_by_libical(data)[1:] == (0, True)


def test_entries_keep_their_id_and_get_a_higher_sequence_after_edits() -> None:
    session = rehearsal()
    offers = {
        key: replace(offer, text=f"{offer.text}!", due=dt.date(2027, 1, 5)) for key, offer in session.offers.items()
    }
    people = {key: replace(person, name=f"Dr. {person.name}") for key, person in session.participants.items()}
    edited = replace(session, offers=offers, participants=people, title="Anders")
    before = {event["uid"]: event for event in calendar(session, Options(changed_at=at(90))).events}
    after = {event["uid"]: event for event in calendar(edited, Options(changed_at=at(95))).events}
    assert set(before) <= set(after)
    for uid, event in before.items():
        assert after[uid].decoded("sequence") > event.decoded("sequence")
        assert after[uid].decoded("dtstamp") > event.decoded("dtstamp")


def test_a_promise_has_the_same_id_in_every_calendar() -> None:
    session = rehearsal()
    everyone = {event["uid"] for event in calendar(session).events}
    for who in ("p3", "p7"):
        assert {event["uid"] for event in calendar(session, Options(who=who)).events} <= everyone


def test_ids_differ_within_a_ring_and_between_rings() -> None:
    uids = [str(event["uid"]) for event in calendar(rehearsal()).events]
    assert len(set(uids)) == len(uids)
    phases = {
        phase: replace(span, start=span.start + dt.timedelta(minutes=1)) for phase, span in rehearsal().phases.items()
    }
    assert not set(uids) & {str(event["uid"]) for event in calendar(replace(rehearsal(), phases=phases)).events}


def test_the_same_session_gives_the_same_bytes() -> None:
    assert render_summary("ics", rehearsal()) == render_summary("ics", rehearsal())
    assert b"\r\nSEQUENCE:4584\r\n" in render_summary("ics", rehearsal())


@pytest.mark.parametrize("session", [EMPTY, unfinished()])
def test_a_calendar_with_no_or_few_entries_is_valid(session: Session) -> None:
    made = render_summary("ics", session)
    assert vobject.readOne(made.decode()).validate(raiseException=True)
    assert has_entries(made) == bool(calendar(session).events)


@pytest.mark.parametrize("due", [dt.date.min, dt.date(999, 1, 1), dt.date.max])
def test_the_first_and_last_possible_days_work(due: dt.date) -> None:
    session = ring_of("x")
    session = replace(session, offers={"o1": replace(session.offers["o1"], due=due)}, meetings={})
    assert [event.decoded("dtstart") for event in calendar(session).events] == [due]


@with_a_third_of_hostile_texts(2)
def test_hostile_text_is_not_a_new_property(label: str) -> None:
    typed = squeeze(HOSTILE_TEXTS[label])
    for who in (None, "p1", "p2"):
        made = render_summary("ics", ring_of(HOSTILE_TEXTS[label]), Options(who=who))
        found = icalendar.Calendar.from_ical(made)
        assert [event.name for event in found.subcomponents] == ["VTIMEZONE", "VEVENT", "VEVENT"]
        for event in found.events:
            assert set(event) == {
                "UID", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP",
            }  # fmt: skip
            assert str(event["summary"]).endswith(typed)
            assert not event["summary"].params
        assert all(len(line) <= 75 for line in made.split(b"\r\n"))
        read = vobject.readOne(made.decode())
        assert [event.summary.value for event in read.vevent_list] == [str(event["summary"]) for event in found.events]


@given(sessions())
def test_any_session_has_a_calendar(session: Session) -> None:
    for who in (None, *session.participants, FACILITATOR):
        calendar(session, Options(who=who))


def test_a_calendar_is_read_everywhere_and_one_persons_makes_no_calendar_of_its_own() -> None:
    group, personal = (render_summary("ics", rehearsal(), Options(who=who)).decode() for who in (None, "p12"))
    assert "METHOD" not in group and "METHOD" not in personal  # It would need an organiser in every entry.
    assert "X-WR-CALNAME" in group and "X-WR-CALNAME" not in personal


def test_every_entry_has_a_reminder_at_nine_the_day_before() -> None:
    for event in calendar(rehearsal()).events:
        assert not isinstance(event.decoded("dtstart"), dt.datetime)
        [alarm] = event.walk("VALARM")
        assert (alarm["action"], alarm["description"]) == ("DISPLAY", event["summary"])
        reminded = dt.datetime.combine(event.decoded("dtstart"), dt.time()) + alarm.decoded("trigger")
        assert reminded == dt.datetime.combine(event.decoded("dtstart") - dt.timedelta(days=1), dt.time(9))
    read = vobject.readOne(render_summary("ics", rehearsal()).decode())
    assert all(event.valarm.trigger.value == -dt.timedelta(hours=15) for event in read.vevent_list)
