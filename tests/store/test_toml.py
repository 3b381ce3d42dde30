"""Encoding and decoding a session as TOML, and all errors that a file can have."""

from __future__ import annotations

import datetime as dt
import tomllib

import msgspec
import pytest
import tomli_w
from hypothesis import example, given
from hypothesis import strategies as st

from reciring.ring.session import SCHEMA, Draft, Offer, Participant, Phase, Plan, Question, Session, Span, Turn
from reciring.ring.validate import session_errors
from reciring.store.migrations import MIGRATIONS, Tree, migrate
from reciring.store.toml import InvalidFileError, decode, encode
from tests.support.strategies import sessions

AT = dt.datetime(2026, 11, 24, 12, 50, 3, 250000, tzinfo=dt.UTC)
RING = Session(
    title="Samen slimmer · kennisdag",
    date=dt.date(2026, 11, 24),
    timezone="Europe/Amsterdam",
    language="nl",
    until=dt.time(14, 55),
    phase=Phase.ROUND,
    current="q1",
    queue=("p2",),
    numbered=2,
    draft=Draft(text="2 stuurt ", begun=AT, question="q1", mending="o2", mended="2 leent", waiting=("een", "twee")),
    phases={Phase.ROUND: Span(start=AT)},
    participants={
        "p1": Participant(name="Łukasz Nowak", organisation='Bureau "Ruimte"; advies'),
        "p2": Participant(name="Şule"),
    },
    questions={
        "q1": Question(asker="p1", text="Waar?", slot=300, started=AT, stretches=(Span(start=AT),)),
        "q2": Question(asker="p2"),
    },
    offers={
        "o2": Offer(question="q1", helpers=("p2", "facilitator"), text="een zaal", due=dt.date(2026, 12, 1), at=AT)
    },
    turns={"t1": Turn(who="p1", question="q1", start=AT, end=AT + dt.timedelta(seconds=4))},
)


def refusal(text: str | bytes) -> InvalidFileError:
    with pytest.raises(InvalidFileError) as caught:
        decode(text.encode() if isinstance(text, str) else text)
    assert str(caught.value).strip()
    return caught.value


def edited(old: str, new: str) -> str:
    """The file of RING with one place edited by hand."""
    text = encode(RING).decode()
    assert old in text
    return text.replace(old, new, 1)


@given(sessions())
def test_decode_gives_the_session_that_was_encoded(session: Session) -> None:
    assert list(session_errors(session)) == []
    data = encode(session)
    again = decode(data)
    assert again == session
    assert encode(again) == data


@given(sessions())
def test_encode_writes_what_tomli_w_writes(session: Session) -> None:
    text = encode(session).decode()
    first, rest = text.split("\n", 1)
    assert rest.endswith("\n# end\n")
    whole = tomli_w.dumps(tomllib.loads(text))
    assert whole.split("\n", 1) == [first.split("  #")[0], rest.removesuffix("\n# end\n")]


def test_the_file_is_readable() -> None:
    lines = encode(RING).decode().splitlines()
    assert lines[:4] == [
        'schema = 1  # all of it is here if a line says "# end"',
        'title = "Samen slimmer · kennisdag"',
        "date = 2026-11-24",
        'timezone = "Europe/Amsterdam"',
    ]
    assert "until = 14:55:00" in lines
    where = lines.index("[offers.o2]")
    assert lines[where : where + 9] == [
        "[offers.o2]",
        'question = "q1"',
        "helpers = [",
        '    "p2",',
        '    "facilitator",',
        "]",
        'text = "een zaal"',
        "due = 2026-12-01",
        "at = 2026-11-24 12:50:03.250000+00:00",
    ]
    assert "[plan]" not in lines


def test_a_changed_value_is_one_line_in_a_diff() -> None:
    other = msgspec.structs.replace(RING.offers["o2"], text="twee zalen")
    before, after = encode(RING), encode(msgspec.structs.replace(RING, offers={"o2": other}))
    differing = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert differing == [(b'text = "een zaal"', b'text = "twee zalen"')]


def test_values_equal_to_a_default_are_left_out() -> None:
    spelled = Session(date=RING.date, plan=Plan(most=int("300")), timezone="".join(["U", "TC"]), numbered=0)
    assert encode(spelled).splitlines()[1:] == [b"date = 2026-11-24", b"", b"# end"]


@given(sessions(), st.integers(min_value=0))
def test_a_truncated_file_is_rejected(session: Session, at: int) -> None:
    data = encode(session)
    first = data.index(b"\n")
    cut = data[: first + at % (len(data) - 1 - first)]
    for short in (cut, cut.ljust(len(data), b"\0")):  # A power cut can leave zeros.
        assert refusal(short).line == cut.rstrip().count(b"\n") + 1


def test_a_file_edited_by_hand_needs_no_end_marker() -> None:
    text = encode(RING).decode()
    assert decode((text + '\n[participants.p3]\nname = "Eva"\n').encode()).participants["p3"].name == "Eva"
    assert decode(text.replace("\n", "\r\n").encode()) == RING
    plain = tomli_w.dumps(tomllib.loads(text))
    assert decode(plain.encode()) == RING


def test_encode_removes_control_characters() -> None:
    hostile = "a\x1b]0;x\x07\tb\nc\u202ed\ud800"
    data = encode(Session(date=RING.date, title=hostile, participants={"p1": Participant(name=hostile)}))
    assert decode(data).title == decode(data).participants["p1"].name == "a]0;x b cd"
    assert all(line.decode().isprintable() for line in data.splitlines())


@pytest.mark.parametrize(
    "written",
    ['"a\\u001b\\tb\\u202e"', '"a\x1b\tb\u202e"', '"""\na\x00\nb"""', "'''a\x07\r\nb'''", '"a\rb"', '"a\u009b\u0085b"'],
)
def test_decode_removes_control_characters(written: str) -> None:
    title = decode(edited('"Samen slimmer · kennisdag"', written).encode()).title
    assert title in ("a b", "ab")


def test_decode_accepts_what_editors_do_to_a_file() -> None:
    data = encode(RING)
    assert decode(b"\xef\xbb\xbf" + data) == RING
    assert decode(data.replace(b"\n", b"\r\n")) == RING
    assert decode(data.rstrip()) == RING
    assert decode(b"# a remark\n" + data) == RING


def test_decode_converts_times_to_utc() -> None:
    local = edited("at = 2026-11-24 12:50:03.250000+00:00", "at = 2026-11-24T13:50:03.25+01:00")
    offer = decode(local.encode()).offers["o2"]
    assert offer.at == AT
    assert offer.at.tzinfo is dt.UTC


def test_a_number_written_by_hand_is_not_used_again() -> None:
    text = edited("[offers.o2]", "[offers.o50]").replace('"o2"', '"o50"')
    assert decode(text.encode()).numbered == 50


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("schema = 1", "", "schema"),
        ("schema = 1", "schema = true", "schema"),
        ("schema = 1", "schema = 0", "schema"),
        ("schema = 1", 'schema = "1"', "schema"),
        ("schema = 1", f"schema = {SCHEMA + 1}", "schema"),
        ("date = 2026-11-24\n", "", "date"),
        ("date = 2026-11-24\n", 'date = "2026-11-24"\n', "date"),
        ("date = 2026-11-24\n", "date = 0001-01-01\n", "date"),
        ("date = 2026-11-24\n", "date = 2026-11-24\ncolour = 3\n", "colour"),
        ("Europe/Amsterdam", "Europe/Utrecht", "timezone"),
        ("Europe/Amsterdam", "../../etc/passwd", "timezone"),
        ("Europe/Amsterdam", "Europe", "timezone"),
        ("Europe/Amsterdam", "", "timezone"),
        ("until = 14:55:00", "until = 1455", "until"),
        ('phase = "round"', 'phase = "rond"', "phase"),
        ('current = "q1"', 'current = "q9"', "current"),
        ('    "p2",\n]\nnumbered', '    "p2",\n    "p8",\n]\nnumbered', "queue"),
        ('    "p2",\n]\nnumbered', '    "facilitator",\n]\nnumbered', "queue"),
        ("[phases.round]", "[phases.rest]", "phases.rest"),
        ("[phases.round]\nstart", "[phases.round]\nend", "phases.round.start"),
        ("[participants.p2]", "[participants.p2x]", "participants.p2x"),
        ("[participants.p2]", "[participants.p02]", "participants.p02"),
        ("[participants.p2]", "[participants.x2]", "participants.x2"),
        ("[participants.p2]\n", "[participants.p2]\nseat = 2\n", "participants.p2.seat"),
        ('name = "Şule"', 'name = "LUKASZ nowak"', "participants.p2.name"),
        ('name = "Şule"', 'name = " \\u0007 "', "participants.p2.name"),
        ('name = "Şule"', "name = 12", "participants.p2.name"),
        ('asker = "p1"', 'asker = "p7"', "questions.q1.asker"),
        ("[questions.q2]", "[questions.q7]", "questions.q7"),
        ("slot = 300", "slot = 3.5", "questions.q1.slot"),
        ("slot = 300", f"slot = 1{'0' * 40}", "questions.q1.slot"),
        ("[offers.o2]\n", '[offers."o 2"]\n', "offers.o 2"),
        ('question = "q1"\nhelpers', 'question = "q7"\nhelpers', "offers.o2.question"),
        ('    "p2",\n    "facilitator"', '    "p9",\n    "facilitator"', "offers.o2.helpers"),
        ('    "p2",\n    "facilitator"', '    2,\n    "facilitator"', "offers.o2.helpers[0]"),
        ("due = 2026-12-01", "due = 2026-12-01T00:00:00Z", "offers.o2.due"),
        ("at = 2026-11-24 12:50:03.250000+00:00", "at = 2026-11-24", "offers.o2.at"),
        ("at = 2026-11-24 12:50:03.250000+00:00", "at = 2026-11-24 12:50:03", "offers.o2.at"),
        ("at = 2026-11-24 12:50:03.250000+00:00", "at = 0001-01-01 00:00:00+23:00", "offers.o2.at"),
        ("at = 2026-11-24 12:50:03.250000+00:00", "at = 9999-12-31 23:59:59-23:00", "offers.o2.at"),
        ('who = "p1"', 'who = "facilitator"', "turns.t1.who"),
        ('who = "p1"', "", "turns.t1.who"),
        ("end = 2026-11-24 12:50:07.250000", "end = 2026-11-24 12:49:07.250000", "turns.t1.end"),
        ("[turns.t1]", "[offers]\nx = 1\n[turns.t1]", "offers.x"),
        ("[draft]", "draft = 3\n[later]", "draft"),
        ('question = "q1"\nmending', 'question = "q4"\nmending', "draft.question"),
        ('mending = "o2"', 'mending = "o8"', "draft.mending"),
        ("waiting = [", "waiting = [1, ", "draft.waiting[0]"),
        (
            "{ start = 2026-11-24 12:50:03.250000+00:00 }",
            "{ start = 2026-11-24 12:50:03Z, end = 2026-11-24 12:49:00Z }",
            "questions.q1.stretches[0].end",
        ),
        (
            "{ start = 2026-11-24 12:50:03.250000+00:00 }",
            "{ start = 2026-11-24 12:50:03Z }, { start = 2026-11-24 12:50:03Z }",
            "questions.q1.stretches[0].end",
        ),
    ],
)
def test_an_error_has_its_path(old: str, new: str, path: str) -> None:
    found = refusal(edited(old, new))
    assert found.path == path


@pytest.mark.parametrize(
    ("old", "new", "line_with"),
    [
        ('"p2",\n    "facilitator"', '"p9",\n    "facilitator"', "helpers = ["),
        ("Europe/Amsterdam", "Mars", "timezone ="),
        ('who = "p1"', 'who = "p5"', 'who = "p5"'),
        ('who = "p1"\n', "", "[turns.t1]"),
        ("due = 2026-12-01", "due = 2026-13-01", "due = 2026-13-01"),
        ("[turns.t1]", "[turns.t1", "[turns.t1"),
        ('name = "Şule"', 'name = "Łukasz Nowak"', 'name = "Łukasz Nowak"\n\n[questions'),
        ("{ start = 2026-11-24 12:50:03.250000+00:00 }", "{ start = 2026-11-24 12:50:03 }", "stretches = ["),
    ],
)
def test_an_error_has_its_line(old: str, new: str, line_with: str) -> None:
    text = edited(old, new)
    assert refusal(text).line == text[: text.index(line_with)].count("\n") + 1


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", None),
        (b" \n\n", None),
        (b"\x00\x00\x00", None),
        (b"schema = 1\ntitle = \"\xff\"\n", 2),
        (b"schema = 1\ntitle = \"caf\xe9\"\n", 2),
        (b"schema = 1\ndate = \n", 2),
        (b"schema = 1\ntitle = \"unfinished", 2),
        (b"schema = 1\nschema = 1\n", 2),
        (b"schema = " + b"9" * 5000, 1),
        (b"x = " + b"[" * 100_000, 1),
        (b"schema = 1\n" + b"a." * 20_000 + b"b = 1", None),
        ("schema = 1\ndate = 2026-11-24".encode("utf-16"), 1),
        (b"x" * 20_000_001, None),
        (b"PK\x03\x04", 1),
    ],
)  # fmt: skip
def test_other_data_is_rejected_with_its_line(data: bytes, line: int | None) -> None:
    assert refusal(data).line == line


@given(st.binary(max_size=200))
@example(b"schema=1\n[offers]\no1=[]")
@example(b"schema=1\ndate=2026-01-01\nparticipants=1")
@example(b"schema=1\ndate=2026-01-01\n[participants]\np1={name={}}")
@example(b"schema=1\ndate=2026-01-01\nplan.round=nan")
def test_random_bytes_are_rejected_with_a_message(data: bytes) -> None:
    refusal(data)


@given(st.data())
def test_an_edited_file_opens_or_is_rejected_with_a_message(data: st.DataObject) -> None:
    lines = encode(RING).decode().splitlines()
    where = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.sampled_from([*lines, "", "[", "[x]", "at = 1", 'who = "p2"', "end = 2026-11-24", "\x1b"]))
    text = "\n".join([*lines[:where], other, *lines[where + data.draw(st.integers(0, 2)) :]])
    try:
        session = decode(text.encode())
    except InvalidFileError as refused:
        assert refused.path is not None or refused.line is not None
    else:
        assert decode(encode(session)) == session


def test_every_older_schema_has_a_migration() -> None:
    assert set(MIGRATIONS) == set(range(1, SCHEMA))


def test_migrate_takes_every_step_in_order() -> None:
    def rename(tree: Tree) -> Tree:
        return {**{key: value for key, value in tree.items() if key != "name"}, "title": tree["name"]}

    def shout(tree: Tree) -> Tree:
        return {**tree, "title": tree["title"].upper()}

    steps = {1: rename, 2: shout}
    assert migrate({"schema": 1, "name": "a"}, steps, 3) == {"schema": 3, "title": "A"}
    assert migrate({"schema": 2, "title": "a"}, steps, 3) == {"schema": 3, "title": "A"}
    assert migrate({"schema": 3, "title": "a"}, steps, 3) == {"schema": 3, "title": "a"}


@pytest.mark.parametrize(
    ("old", "new"),
    [("[participants.p1]", "[participants.p900001]"), ("date = 2026-11-24", "date = 2026-11-24\nnumbered = 900001")],
)
def test_a_number_near_the_limit_is_rejected(old: str, new: str) -> None:
    """The number of the next offer would be over the limit, and the file would not open again."""
    data = b'schema = 1\ndate = 2026-11-24\n[participants.p1]\nname = "Anne"\n'
    decode(data)
    with pytest.raises(InvalidFileError, match="number"):
        decode(data.decode().replace(old, new).encode())
    decode(data.decode().replace(old, new.replace("900001", "900000")).encode())


@pytest.mark.parametrize(
    "text",
    [
        "[" + "a." * 1_000_000 + "b]",
        "a." * 1_000_000 + "b = 1",
        "x = [{ y = 1, " + '"a" . ' * 100_000 + "b = 1 }]",
        "x = {" + "'a'." * 100_000 + "b = 1}",
    ],
    ids=["heading", "key", "quoted", "inline"],
)
def test_a_key_of_many_parts_is_rejected(text: str) -> None:
    with pytest.raises(InvalidFileError, match="too deeply"):
        decode(f"schema = 1\ndate = 2026-11-24\n{text}\n".encode())


def test_dots_in_a_text_are_not_a_key() -> None:
    session = Session(date=dt.date(2026, 11, 24), title='a "' + "1." * 100 + '" b', place="." * 200 + "a.b" * 100)
    assert decode(encode(session)) == session
