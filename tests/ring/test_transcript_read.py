"""Replay enters every line at its time; the first line that cannot be done is an error with its number and text."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from reciring.report.statistics import summary_statistics
from reciring.ring.session import Phase, Session
from reciring.ring.transcript import TranscriptError, TranscriptWarning, replay, same_content, write_transcript
from tests.support.paths import DATA

RING = (DATA / "ring.txt").read_text(encoding="utf-8")
HEAD = "/date 2026-11-24 13:30\nAnne Visser: wie?\nBo\nZoë\n"
ROUND = f"{HEAD}0:00 /begin\n0:10 /go round\n0:10 /next\n"
BEGIN = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)


def session(text: str) -> Session:
    return replay(text, zone="Europe/Amsterdam").session


def error(text: str) -> TranscriptError:
    with pytest.raises(TranscriptError) as caught:
        replay(text, zone="Europe/Amsterdam", strict=True)
    return caught.value


def test_unclear_lines_are_kept_and_impossible_ones_are_skipped() -> None:
    warnings: list[TranscriptWarning] = []
    text = ROUND + "0:20 /nonsense\n0:25 Bo stuurt iets @blauwdag\n0:30 2 mensen\n0:31 Zoë: kent iemand\n"
    found = replay(text, zone="Europe/Amsterdam", warnings=warnings).session
    assert [offer.text for offer in found.offers.values()] == ["stuurt iets @blauwdag", "2 mensen", "kent iemand"]
    assert [warning.number for warning in warnings] == [8, 9, 10]
    assert "line skipped" in str(warnings[0].reason)
    assert "For Bo, type 2:" in str(warnings[2].reason)


OLDER_NAMES = """\
0:50 /began 0:20
0:55 /eerder 0:01
1:00 Bo kent er een #contact @vr
1:05 Zoë helpt
1:10 /mend 1 Bo kent er twee #contact @vr
1:12 /verbeter 2 Zoë helpt mee #hulp
1:20 /floor Bo
1:30 /floor 0
1:40 /walk
1:41 /druk
1:42 /elsewhere map
"""
NAMES_OF_TODAY = {
    "/again": "/followup",
    "/weerzien": "/vervolg",
    "/began": "/backdate",
    "/mend": "/edit",
    "/verbeter": "/wijzig",
    "/floor": "/woord",
    "/walk": "/todo",
    "/druk": "/print",
    "/elsewhere": "/elders",
}


def test_a_transcript_with_older_names_gives_the_same_ring() -> None:
    days = "/again 2026-12-04\n/weerzien 2026-12-05\n"
    older = ROUND.replace("0:00 /begin", f"{days}0:00 /begin").replace("0:10 /next", "0:40 /next") + OLDER_NAMES
    today = older
    for name, name_of_today in NAMES_OF_TODAY.items():
        today = today.replace(f"{name} ", f"{name_of_today} ").replace(f"{name}\n", f"{name_of_today}\n")
    found = replay(older, zone="Europe/Amsterdam", strict=True).session
    assert found == replay(today, zone="Europe/Amsterdam", strict=True).session
    assert [offer.text for offer in found.offers.values()] == ["kent er twee", "helpt mee"]
    written = write_transcript(found)
    assert not any(name in written for name in NAMES_OF_TODAY)
    assert same_content(replay(written, zone="Europe/Amsterdam", strict=True).session, found)


def since(at: dt.datetime | None) -> float:
    assert at is not None
    return (at - BEGIN).total_seconds()


def test_the_sample_ring_gives_its_expected_numbers() -> None:
    found = json.loads(json.dumps(summary_statistics(session(RING), speaking_time=True), default=str))
    assert found == json.loads((DATA / "expected.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("time", "seconds"),
    [
        ("0:05", 5),
        ("75:00", 4500),
        ("1:15:00", 4500),
        ("0:00:05", 5),
        ("00:00:05", 5),
        ("0:05.5", 5.5),
        ("0:00:05.000001", 5.000001),
        ("0:05.1234567", 5.123456),
        ("  0:05", 5),
        ("\t0:05\t", 5),
        ("100:00:00", 360_000),
    ],
)
def test_a_line_happens_at_its_time_since_the_start(time: str, seconds: float) -> None:
    assert since(session(f"{HEAD}{time} /begin").begun) == seconds


def test_lines_before_the_ring_can_have_a_negative_time() -> None:
    found = session(f"{HEAD}-1:30.5 Bo kent iemand >Anne #contact\n0:00 /begin")
    assert since(found.offers["o1"].at) == -90.5
    assert since(found.begun) == 0


def test_a_time_before_the_last_event_is_read_as_the_time_of_that_event() -> None:
    found = session(f"{ROUND}0:30 Bo kent iemand\n0:20 Zoë helpt mee")
    assert [since(offer.at) for offer in found.offers.values()] == [30, 30]


def test_times_count_from_midnight_without_a_start_and_from_today_without_a_date() -> None:
    midnight = dt.datetime(2026, 11, 23, 23, 0, tzinfo=dt.UTC)
    assert session(HEAD.replace(" 13:30", "") + "0:00 /begin").begun == midnight
    found = replay("Anne\n13:30:00 /begin", today=dt.date(2026, 11, 24), zone="Europe/Amsterdam").session
    assert (found.begun, found.date, found.timezone) == (BEGIN, dt.date(2026, 11, 24), "Europe/Amsterdam")


def test_the_time_zone_of_the_date_line_replaces_the_default() -> None:
    assert session(HEAD.replace("13:30", "12:30 UTC") + "0:00 /begin").begun == BEGIN


def test_a_transcript_can_continue_a_session() -> None:
    begun = session(HEAD + "0:00 /begin")
    found = replay("0:12:00 /go round", session=begun).session
    assert since(found.phases[Phase.ROUND].start) == 720


def test_a_comment_begins_at_the_start_of_a_line() -> None:
    found = session(f"# nobody\n{HEAD}0:00 /begin\n#0:05 /end\n0:06 # this is a note\n")
    assert [note.text for note in found.notes.values()] == ["# this is a note"]


def test_only_lf_and_crlf_end_a_line() -> None:
    text = "0:05 one\u2028two\u0085three\x0bfour\rfive"
    found = session((f"\ufeff{HEAD}0:00 /begin\n{text}").replace("\n", "\r\n"))
    assert [note.text for note in found.notes.values()] == ["one two three four five"]
    assert found.participants["p2"].name == "Bo"


def test_empty_lines_are_skipped_but_a_time_alone_is_enter_on_the_empty_line() -> None:
    found = session(f"\n   \n{ROUND}\n0:20 Bo\n0:30\n0:40   \n")
    assert [(turn.who, since(turn.start)) for turn in found.turns.values()] == [("p1", 10), ("p2", 20), ("p1", 30)]


def test_undo_and_redo_step_through_the_history() -> None:
    lines = f"{ROUND}0:20 Bo kent iemand\n0:30 /undo\n"
    assert session(lines).offers == {}
    assert list(session(lines + "0:40 /redo").offers) == ["o1"]
    assert [step.line for step in replay(lines).done][-1] == "/next"


def test_commands_of_the_screen_change_nothing() -> None:
    assert session(f"{ROUND}0:20 /help\n0:21 /stage\n0:22 /quit\n") == session(ROUND)


BAD = [
    ("0:20 /nonsense", "There is no command /nonsense"),
    ("0:20 /next Karin", "Nobody here is called Karin"),
    ("0:20 /backdate x", "“x” is not a length of time"),
    ("0:20 /resume", "The ring is not paused"),
    ("0:20 /begin", "The ring has already begun"),
    ("0:20 /undo 3", "/undo cannot use"),
    ("0:20 /redo", "There is nothing to redo"),
    ("0:20 Bo stuurt iets #t", "#t is not clear"),
    ("0:20 Bo stuurt iets @blauwdag", "“@blauwdag” is not a day"),
    ("0:20 An: iets", "Who do you mean"),
    ("0:20 >Karin iets", "whose question"),
    ("0:20 .Bo", "then what the person says"),
    ("0:20 Anne+Karin komen", "Who is Karin?"),
    ("0:61 /next", "0:61 is not a time since the start"),
    ("0:60:00 /next", "0:60:00 is not a time since the start"),
    ("0:1 /next", "0:1 is not a time since the start"),
    ("0:20, /next", "0:20, is not a time since the start"),
    ("1:2:3:4 /next", "1:2:3:4 is not a time since the start"),
    ("99999999:00:00 /next", "too far from the start"),
    ("/next", "every line needs a time"),
    ("Bo kent iemand", "every line needs a time"),
    ("0:20 /fact", "/fact needs a path and a value"),
    ("0:20 /fact numbered", "/fact needs a path and a value"),
    ("0:20 /fact numbered x", "/fact needs a path and a value"),
    ("0:20 /fact numbered true", "numbered: this value is not allowed"),
    ("0:20 /fact nonsense 1", "nonsense: this value is not allowed"),
    ("0:20 /fact participants.p1 null", "p1"),
    ("0:20 /fact questions.q1.asker \"p9\"", "p9"),
    ("0:20 /fact questions.q9 {\"asker\":\"p9\"}", "p9"),
    ("0:20 /fact current \"q3\"", "q3"),
    ("0:20 /fact turns.t1.start \"2026-11-24T12:30:00\"", "zone"),
    ("0:20 /fact schema 2", "has no schema"),
    ("0:20 /fact draft.text \"x\"", "has no draft.text"),
    ("0:20 /fact title.x 1", "title.x: this value is not allowed"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), BAD)
def test_an_error_has_the_number_and_text_of_the_line(line: str, reason: str) -> None:
    text = ROUND.replace("Bo", "Bo\nAnneke\n# a comment") + f"{line}\n0:50 /end\n"
    found = error(text)
    assert (found.number, found.line) == (10, line)
    assert reason in str(found.reason)
    assert str(found.number) in str(found) and line in str(found)


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("", 1, "no line in it"),
        ("# only this\n\n", 1, "no line in it"),
        ("Anne\nBo\n", 3, "There is no date yet"),
        ("Anne\n0:00 /begin\n/date 2026-11-24\n", 2, "There is no date yet"),
        ("/date koffie\n", 1, "is not a date"),
        ("/date 2026-11-24\n/redo", 2, "There is nothing to redo"),
        (HEAD + "Bo\n", 5, "already has seat 2"),
        (HEAD + "0:10:00\n", 5, "Nothing was typed"),
    ],
)
def test_a_transcript_with_too_little_content_is_an_error(text: str, number: int, reason: str) -> None:
    found = error(text)
    assert found.number == number
    assert reason in str(found.reason)


def test_a_fact_is_one_change_and_has_no_control_characters() -> None:
    lines = f'{ROUND}0:20 /fact title "one\\u001b[31m two"\n'
    assert session(lines).title == "one[31m two"
    assert session(lines + "0:30 /undo").title == ""
