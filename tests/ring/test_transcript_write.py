"""A written transcript has the lines that a facilitator would type, and replays to the same session."""

from __future__ import annotations

import datetime as dt

import pytest
from msgspec.structs import replace

from reciring.ring.session import Draft, Participant, Session
from reciring.ring.text import clean
from reciring.ring.transcript import RoundTripError, replay, same_content, write_transcript
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text
from tests.support.paths import RING

LINES = RING.read_text(encoding="utf-8").splitlines(keepends=True)
HEAD = "/date 2026-11-24 13:30 Europe/Amsterdam\n/facilitator Nienke Hof\nAnne Visser: wie?\nBo Jansen\nZoë\n"
ROUND = f"{HEAD}0:00 /begin\n0:10 /go round\n0:10 /next\n"


def session(text: str) -> Session:
    return replay(text, zone="Europe/Amsterdam").session


def written(text: str) -> list[str]:
    """Return the transcript written from the session of ``text``, after checking that it replays to that session."""
    ring = session(text)
    found = write_transcript(ring)
    assert same_content(replay(found).session, ring)
    assert write_transcript(replay(found).session) == found
    return found.splitlines()


def test_the_sample_ring_is_written_and_replayed() -> None:
    found = written("".join(LINES))
    assert "0:36:35  Karin Smit+Anne Visser oefenen mee als publiek #hulp @2026-12-04" in found
    assert "0:51:45  /park Maarten van 't Hof" in found
    assert "0:56:33  /add Willem Kok, Provincie: Ik ben nieuw: wie wil een keer met mij lunchen?" in found
    assert "1:05:53  Nienke Hof deelt haar eigen mailregels #tool #privé @2026-11-25" in found
    assert found[-1] == "1:16:24  /end"


@pytest.mark.parametrize("length", range(6, len(LINES) + 1, 7))
def test_a_ring_in_progress_is_written_without_facts(length: int) -> None:
    assert not [line for line in written("".join(LINES[:length])) if "/fact" in line]


def test_fractions_of_a_second_are_written() -> None:
    found = written(
        "/date 2026-11-24 13:30:07.250001 Europe/Amsterdam\nAnne: wie?\nBo\n0:00 /begin\n"
        "0:10.5 /go round\n0:10.000001 /next\n0:20.123456 Bo\n0:30.9 .Bo kent iemand\n0:40.4 Anne\n0:50.7 /pause\n"
    )
    assert found[0] == "/date 2026-11-24 13:30:07.250001 Europe/Amsterdam"
    assert "0:00:20.123456  Bo" in found
    assert "0:00:30.9  Bo kent iemand" in found


def test_a_change_of_speaker_before_the_entry_is_a_line_of_its_own() -> None:
    lines = written(f"{ROUND}0:50 /speaker Bo 0:20\n0:50 Bo kent iemand\n1:10 .Zoë belt ook\n1:20 Anne\n")
    assert lines[-4:] == [
        "0:00:30  Bo Jansen",
        "0:00:50  Bo Jansen kent iemand",
        "0:01:10  .Zoë belt ook",
        "0:01:20  Anne Visser",
    ]


def test_what_was_backdated_is_written_at_its_final_time() -> None:
    lines = written(f"{ROUND}0:40 Zoë kent iemand\n1:00 /next\n1:05 /backdate 0:40\n1:30 /plus 0:30\n")
    assert lines[-4:] == [
        "0:00:20  /next Bo Jansen",
        "0:00:20  /plus 0:30",
        "0:00:40  Zoë kent iemand",
        "0:01:00  Bo Jansen",
    ]


def test_numbers_of_deleted_offers_are_not_used_again() -> None:
    text = f"{ROUND}0:20 Bo een\n0:30 Bo twee\n0:40 Bo drie\n0:50 /delete 2\n"
    assert list(replay("\n".join(written(text))).session.offers) == ["o1", "o3"]
    again = replay("\n".join([*written(text), "0:01:00  /edit 3 Bo toch", "0:01:10  Bo vier"])).session
    assert {key: offer.text for key, offer in again.offers.items()} == {"o1": "een", "o3": "toch", "o4": "vier"}


ROUNDS = {
    "moved to the end and asked again": "0:40 /park\n1:00 /next\n1:30 /next Anne\n",
    "skipped": "0:20 /pass Anne\n",
    "paused": "0:40 Bo\n0:50 /pause\n",
    "paused, and the speaker is away": "0:40 Bo\n0:50 /pause\n0:55 /away Bo\n",
    "a pause that the next question ends": "0:40 /pause\n1:40 /next\n",
    "two pauses": "0:40 /pause\n0:50 /resume\n0:55 /pause\n1:50 /resume\n",
    "a pause in the reflection": "0:40 /go reflect\n0:50 Bo\n1:00 /pause\n",
    "away during the question": "0:40 /away Anne\n0:50 Bo\n1:00 /next\n",
    "away and back": "0:40 /away Bo\n0:50 /back Bo\n",
    "no speaker": "0:40 /speaker 0\n0:50 Bo\n",
    "speaking times off": "0:40 /times off\n0:50 Bo kent iemand\n",
    "speaking times off for a while": "0:40 /times off\n0:50 /next\n1:00 /times on\n1:10 Bo\n",
    "back to the round": "0:40 /go reflect\n0:50 Bo geleerd\n1:00 /go round\n1:10 /next\n1:20 /end\n",
    "renamed": "0:40 Bo kent iemand\n0:50 /rename Bo Bartje\n",
    "a latecomer who asks at once": "0:40 /add Karin: waar?\n0:41 /next Karin\n",
    "moved to the end of the queue": "0:40 /park Bo\n",
    "a question that was edited": "0:40 /question Anne wie precies?\n",
    "an offer for a question without a text": "0:40 Zoë kent iemand >Bo #nee * *\n",
    "a note of the asker": "0:40 Anne het gaat om #tip en @vrijdag\n0:50 /note niet meer\n",
    "time removed": "0:40 /minus 2:00\n",
    "a plan that changed": "0:40 /plan round 50\n0:45 /plan most 4:00\n0:46 /plan reflect 0\n0:50 /until 14:40\n",
    "on another day": "0:40 /date 2026-11-25\n",
    "in another zone": "0:40 /date 2026-11-25 UTC\n",
    "shared addresses and a follow-up meeting": "0:40 /share Anne+Zoë\n0:50 /followup 2027-01-12\n",
    "ended": "0:40 /end\n0:50 dat was het\n",
    "an offer without a helper": "0:40 0 wie belt er? #contact @vrijdag\n",
    "the facilitator helps": "0:40 Nienke belt #prive\n0:50 /go reflect\n1:00 Nienke wat een middag\n",
}


@pytest.mark.parametrize("case", ROUNDS)
def test_what_a_facilitator_does_is_written_without_facts(case: str) -> None:
    assert not [line for line in written(ROUND + ROUNDS[case]) if "/fact" in line]


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        "/date 2026-11-24 UTC\n",
        f"{HEAD}/plan total 75\n/plan formulate 8\n/tick chairs\n/tick paper\n/until 15:00\n",
        f"{HEAD}-12:00 Bo kent iemand >Anne\n-11:00 /meet Anne Bo @vr koffie\n-10:30 /note niet vergeten\n",
        f"{HEAD}0:00 /go round\n",
        # the clock goes back from 3:00 to 2:00, and the ring begins the second time it is 2:30
        "/date 2026-10-25 01:30 UTC\nAnne\n0:00 /begin\n0:00 /date 2026-10-25 Europe/Amsterdam\n0:05 /go round\n",
    ],
)
def test_a_ring_before_or_at_its_beginning_is_written_and_replayed(text: str) -> None:
    written(text)


@with_every_hostile_text
def test_hostile_texts_are_written_unchanged_in_every_field(label: str) -> None:
    text = " ".join(clean(HOSTILE_TEXTS[label]).split())
    lines = ROUND.replace("Anne Visser", "Piet").replace("Zoë", "Quinten")
    lines += "0:20 Bo een\n0:21 /note twee\n0:22 /meet Piet Bo drie\n0:30 /go reflect\n0:31 Bo vier\n"
    ring = session(lines)
    one, two = ring.participants["p1"], ring.participants["p2"]
    people = {**ring.participants, "p1": replace(one, organisation=text, email=text)}
    if text:
        people["p2"] = replace(two, name=text)
    hostile = replace(
        ring,
        title=text,
        place=text,
        facilitator=text,
        participants=people,
        questions={key: replace(question, text=text or None) for key, question in ring.questions.items()},
        offers={key: replace(offer, text=text) for key, offer in ring.offers.items()},
        notes={key: replace(note, text=text) for key, note in ring.notes.items()},
        meetings={key: replace(meeting, text=text) for key, meeting in ring.meetings.items()},
        reflections={key: replace(reflection, text=text) for key, reflection in ring.reflections.items()},
    )
    found = write_transcript(hostile)
    again = replay(found).session
    assert same_content(again, hostile)
    assert write_transcript(again) == found


@pytest.mark.parametrize(
    "text",
    [
        "#help",
        "belt @morgen",
        "* * *",
        "stuurt >Anne iets",
        ". . .",
        r"\#help",
        r"\\",
        "/end",
        "0:10:00 /end",
        "# x",
        "Anne Visser komt",
        "+ Zoë",
        ": dubbel",
        "7",
        "0 niemand",
        "1: zegt",
        "#private",
        "#gekregen",
        "Zoë",
    ],
)
def test_texts_that_look_like_markers_names_or_commands_are_written_without_facts(text: str) -> None:
    ring = session(ROUND + "0:20 Bo een\n0:25 Anne twee\n0:26 /meet Anne Bo drie\n0:30 /go reflect\n0:31 Bo vier\n")
    ring = replace(
        ring,
        offers={"o1": replace(ring.offers["o1"], text=text)},
        notes={"n1": replace(ring.notes["n1"], text=text)},
        meetings={"m1": replace(ring.meetings["m1"], text=text)},
        reflections={"r1": replace(ring.reflections["r1"], text=text)},
    )
    found = write_transcript(ring)
    assert same_content(replay(found).session, ring)
    assert "/fact" not in found


def test_same_content_ignores_the_draft_and_ids() -> None:
    ring = session(ROUND + "0:20 Bo een\n0:21 /note twee\n0:22 /note drie\n")
    other = replace(ring, draft=Draft(text="half"), notes={"n7": ring.notes["n1"], "n9": ring.notes["n2"]})
    assert same_content(ring, other)
    assert write_transcript(ring) == write_transcript(other)


@pytest.mark.parametrize("change", [{"title": "x"}, {"numbered": 7}, {"times": False}, {"queue": ()}, {"notes": {}}])
def test_same_content_compares_everything_else(change: dict[str, object]) -> None:
    ring = session(ROUND + "0:20 Bo een\n0:21 /note twee\n")
    assert not same_content(ring, replace(ring, **change))


def test_gaps_in_seat_numbers_are_closed() -> None:
    people = {f"p{seat}": Participant(name=name) for seat, name in ((2, "Anne"), (5, "Bo"))}
    ring = Session(date=dt.date(2026, 11, 24), participants=people)
    assert list(replay(write_transcript(ring)).session.participants) == ["p1", "p2"]
    assert same_content(replay(write_transcript(ring)).session, ring)


def test_an_invalid_session_is_not_written() -> None:
    ring = session(ROUND + "0:20 Bo een\n")
    with pytest.raises(RoundTripError, match="would not reproduce"):
        write_transcript(replace(ring, queue=("p9",)))


def test_a_facilitator_whose_name_cannot_be_typed_can_be_a_helper() -> None:
    ring = session(ROUND + "0:20 Nienke belt\n0:30 /go reflect\n0:40 Nienke wat een middag\n")
    for name in ("", " ", "Anne Visser", "7", "a: b"):
        other = replace(ring, facilitator=name)
        assert same_content(replay(write_transcript(other)).session, other)


def test_pauses_are_written_without_facts() -> None:
    lines = written(
        f"{ROUND}1:00 /pause\n2:00 /resume\n3:00 /pause\n23:00 /next\n24:00 /park\n24:30 /pause\n25:00 /next\n"
        "30:00 /go\n30:10 Anne\n31:00 /pause\n33:00 /resume\n34:00 /end\n"
    )
    assert not [line for line in lines if "/fact" in line]
    assert [line[9:] for line in lines if "/pause" in line or "/resume" in line] == [
        "/pause",
        "/resume",
        "/pause",
        "/pause",
        "/pause",
        "/resume",
    ]


def test_reading_aloud_is_written() -> None:
    assert "0:01:00  /aloud" in written(f"{ROUND}1:00 /aloud\n1:00 Bo kent iemand\n")
    assert "/aloud" in written(f"{ROUND}1:00 /aloud\n2:00 /go\n")[-2]


def test_an_offer_with_very_many_stars_is_written_as_a_fact() -> None:
    ring = session(f"{ROUND}0:20 Bo stuurt iets *\n")
    ring = replace(ring, offers={"o1": replace(ring.offers["o1"], stars=10_000_000)})
    found = write_transcript(ring)
    assert len(found) < 2000
    assert same_content(replay(found).session, ring)
