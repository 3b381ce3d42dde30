"""Times of day as people type them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.ring.command_types import AddMeeting, SetDate, SetEndTime
from reciring.ring.interpret_line import Unclear, interpret
from reciring.ring.session import Phase
from reciring.ring.time_of_day import parse_time
from tests.support.line_sessions import NOW, session_in_phase

TIMES = {
    "16:00": "16:00",
    "16.00": "16:00",
    "9:05": "09:05",
    "15.30": "15:30",
    "15u": "15:00",
    "15u30": "15:30",
    "15h": "15:00",
    "15h30": "15:30",
    "15 uur": "15:00",
    "15:30 uur": "15:30",
    "15.30u": None,
    "4pm": "16:00",
    "4 pm": "16:00",
    "4PM": "16:00",
    "4:30pm": "16:30",
    "4.30 p.m.": "16:30",
    "12am": "00:00",
    "12pm": "12:00",
    "4 o'clock": "16:00",
    "4 uur": "16:00",
    "04 uur": "04:00",
    "9 uur": "09:00",
    "half negen": "08:30",
    "half vijf": "16:30",
    "half 5": "16:30",
    "half een": "12:30",
    "kwart over vier": "16:15",
    "kwart voor 5": "16:45",
    "quarter past four": "16:15",
    "quarter to one": "12:45",
    "noon": "12:00",
    "17": "17:00",
    "25": None,
    "25:00": None,
    "16:60": None,
    "13pm": None,
    "koffie": None,
    "": None,
    "half": None,
    "1,50": None,
    "2026": None,
}


@pytest.mark.parametrize("text", TIMES)
def test_time_of_day(text: str) -> None:
    found = parse_time(text.split(), bare=True)
    if TIMES[text] is None:
        assert found is None or found[1] < len(text.split())
    else:
        assert found is not None
        assert f"{found[0]:%H:%M}" == TIMES[text]
        assert found[1] == len(text.split())


@given(st.times(), st.sampled_from(["%H:%M", "%H.%M", "%Hu%M", "%Hh%M", "%I:%M%p", "%I.%M %p"]))
def test_every_time_is_read_in_every_form(time: dt.time, form: str) -> None:
    found = parse_time(time.strftime(form).split())
    assert found is not None
    assert found[0] == time.replace(second=0, microsecond=0, fold=0)


@given(st.lists(st.text(max_size=6)), st.booleans())
def test_any_words_are_a_time_or_none(words: list[str], bare: bool) -> None:
    found = parse_time(words, bare=bare)
    assert found is None or 1 <= found[1] <= len(words)


@pytest.mark.parametrize("text", ["17", "17u", "5pm", "17.00", "17:00", "17 uur", "5 p.m."])
def test_end_time_is_read_as_people_write_it(text: str) -> None:
    command = interpret(f"/until {text}", session_in_phase(), NOW)
    assert command == SetEndTime(at=NOW, time=dt.time(17))


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("tomorrow", dt.date(2026, 11, 25), None),
        ("morgen", dt.date(2026, 11, 25), None),
        ("morgen 14u", dt.date(2026, 11, 25), dt.time(14)),
        ("vr 27 nov om 13.30", dt.date(2026, 11, 27), dt.time(13, 30)),
        ("1 dec at 4pm", dt.date(2026, 12, 1), dt.time(16)),
        ("2026-11-24 13:30", dt.date(2026, 11, 24), dt.time(13, 30)),
        ("friday", dt.date(2026, 11, 27), None),
    ],
)
def test_date_is_read_as_people_write_it(text: str, day: dt.date, time: dt.time | None) -> None:
    command = interpret(f"/date {text}", session_in_phase(Phase.PREPARE), NOW)
    assert command == SetDate(at=NOW, day=day, time=time)


def test_tomorrow_is_the_day_after_it_is_typed() -> None:
    later = NOW + dt.timedelta(days=3)
    command = interpret("/date tomorrow", session_in_phase(Phase.PREPARE), later)
    assert command == SetDate(at=later, day=dt.date(2026, 11, 28))


@pytest.mark.parametrize(
    ("text", "day", "time", "words"),
    [
        ("@di 1 dec 16:00 koffie", dt.date(2026, 12, 1), dt.time(16), "koffie"),
        ("@1 dec om 16.00 koffie", dt.date(2026, 12, 1), dt.time(16), "koffie"),
        ("@tomorrow at 4pm coffee", dt.date(2026, 11, 25), dt.time(16), "coffee"),
        ("koffie @vr 15u", dt.date(2026, 11, 27), dt.time(15), "koffie"),
        ("koffie @vr half vier in de kantine", dt.date(2026, 11, 27), dt.time(15, 30), "koffie in de kantine"),
        ("@vr 3 broodjes", dt.date(2026, 11, 27), None, "3 broodjes"),
        ("@vr", dt.date(2026, 11, 27), None, ""),
        ("om 16:00 koffie", None, None, "om 16:00 koffie"),
    ],
)
def test_meeting_may_have_a_time_of_day(text: str, day: dt.date | None, time: dt.time | None, words: str) -> None:
    command = interpret(f"/meet bo karin {text}", session_in_phase(), NOW)
    assert not isinstance(command, Unclear)
    assert command == AddMeeting(at=NOW, between=("p3", "p7"), due=day, time=time, text=words)


def test_people_of_a_meeting_can_be_a_list() -> None:
    command = interpret("/meet bo, karin en tom @vr koffie en dan taart", session_in_phase(), NOW)
    assert command == AddMeeting(
        at=NOW, between=("p3", "p7", "p11"), due=dt.date(2026, 11, 27), text="koffie en dan taart"
    )
