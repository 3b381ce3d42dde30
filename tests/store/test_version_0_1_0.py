"""Files made by version 0.1.0 open, and come back unchanged (tests/data/v0.1.0/README.md)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from enum import EnumType
from pathlib import Path
from typing import Any, get_args, get_origin

import msgspec
import pytest
import tomli

from reciring.report.formats import Options, render_summary
from reciring.ring.arguments import EVERYONE_WORDS, LANGUAGE_WORDS, NONE_WORDS, PHASE_WORDS, PLAN_WORDS, SWITCH_WORDS
from reciring.ring.command_registry import COMMAND_SPECS
from reciring.ring.markers import MARKERS
from reciring.ring.session import Draft, HandedIn, MadeFile, Meeting, Question, Record, Reflection, Session
from reciring.ring.transcript import TranscriptWarning, replay, same_content, write_transcript
from reciring.store.toml import decode, encode
from tests.support.command_line import CommandLine
from tests.support.paths import DATA

FILES = DATA / "v0.1.0"
SESSIONS, LOGS, JSON = FILES / "sessions", FILES / "logs", FILES / "json"
BY_HAND = sorted(path.stem for path in (FILES / "by-hand").glob("*.toml"))
TRANSCRIPTS = sorted(path.stem for path in (FILES / "transcripts").glob("*.txt"))
RECORDED = sorted(path.stem for path in SESSIONS.glob("*.toml"))


def file_of(name: str) -> bytes:
    return (SESSIONS / f"{name}.toml").read_bytes()


def session_of(name: str) -> Session:
    return decode(file_of(name))


def text_of(path: Path) -> str:
    """The text of a file with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def replayed(text: str) -> Session:
    return replay(text, zone="Europe/Amsterdam", today=dt.date(2026, 11, 24)).session


@pytest.mark.parametrize("name", RECORDED)
def test_a_session_file_is_encoded_to_the_same_bytes(name: str) -> None:
    assert encode(session_of(name)) == file_of(name)


@pytest.mark.parametrize("name", BY_HAND)
def test_a_file_written_by_hand_is_saved_as_the_recorded_file(name: str) -> None:
    session = decode((FILES / "by-hand" / f"{name}.toml").read_bytes())
    assert session == session_of(name)
    assert encode(session) == file_of(name)


READ_DIFFERENTLY = {
    "rehearsal": ["Hoe krijg ik collega's uit de auto en op de fiets, zonder dat het betuttelend wordt?"],
    "forms": ["3 Where?"],
}
"""Transcripts that today's rules read differently, and the notes that they make of it.

A question that another one replaces becomes a note. A bare number before words is text.
"""


@pytest.mark.parametrize("name", TRANSCRIPTS)
def test_a_transcript_replays_to_the_recorded_session(name: str) -> None:
    session = replayed(text_of(FILES / "transcripts" / f"{name}.txt"))
    recorded = session_of(name)
    if name in READ_DIFFERENTLY:
        added = [note.text for note in session.notes.values()]
        assert sorted(added) == sorted([*READ_DIFFERENTLY[name], *(note.text for note in recorded.notes.values())])
        asked = {**recorded.questions}
        if name == "forms":
            asked["q3"] = msgspec.structs.replace(asked["q3"], text=None)
        recorded = msgspec.structs.replace(recorded, notes=session.notes, questions=asked)
    if name.startswith("commands-"):
        recorded = _by_todays_rules(recorded, name)
    assert session == recorded
    assert encode(session) == encode(recorded)


def _by_todays_rules(recorded: Session, name: str) -> Session:
    """Sharing that is typed twice stays, and no more time is removed than is left."""
    people, asked = {**recorded.participants}, {**recorded.questions}
    for who in ("p2", "p3"):
        people[who] = msgspec.structs.replace(people[who], shares=True)
    if name == "commands-nl":
        asked["q1"] = msgspec.structs.replace(asked["q1"], added=-35)
    return msgspec.structs.replace(recorded, participants=people, questions=asked)


def test_a_line_that_today_s_rules_read_differently_is_reported() -> None:
    warnings: list[TranscriptWarning] = []
    replay(text_of(FILES / "transcripts" / "forms.txt"), today=dt.date(2026, 11, 24), warnings=warnings)
    assert [(warning.number, warning.line) for warning in warnings] == [(11, "\t0:05.5\t3 Where?")]


def log_of(name: str) -> str:
    """The recorded log, with the names that commands have today.

    Where a question had ended and none followed, 0.1.0 wrote a pause, which is one today.
    """
    who = "Maarten van 't Hof" if name.endswith("nl") else "Zoë van Dijk"
    ended = f"0:26:00  /pass {who}\n0:26:00  /back {who}\n"
    log = text_of(LOGS / f"{name}.txt").replace("0:26:00  /pause\n", ended)
    return log.replace("/floor ", "/speaker ").replace("/again ", "/followup ")


@pytest.mark.parametrize("name", RECORDED)
def test_log_writes_the_recorded_transcript(name: str) -> None:
    assert write_transcript(session_of(name)) == log_of(name)


@pytest.mark.parametrize("name", RECORDED)
def test_a_recorded_log_replays_to_an_equal_session(name: str) -> None:
    found = replayed(text_of(LOGS / f"{name}.txt"))
    assert same_content(msgspec.structs.replace(found, pauses=()), session_of(name))


def shared_keys(summary: str) -> str:
    """A summary in JSON without the key ``private`` of notes, which version 0.1.0 did not write."""
    data = json.loads(summary)
    for note in data["notes"]:
        note.pop("private", None)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", RECORDED)
def test_the_summary_as_json_is_the_recorded_one(name: str) -> None:
    assert shared_keys(render_summary("json", session_of(name), Options(speaking_time=True)).decode()) == text_of(
        JSON / f"{name}.json"
    )


@pytest.mark.parametrize("name", ["rehearsal", "commands-nl", "facts"])
def test_the_command_line_checks_logs_and_summarises_a_session_file(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli = CommandLine(capsys, tmp_path)
    path = tmp_path / "ring.toml"
    path.write_bytes(file_of(name))
    path.chmod(0o600)
    assert cli("check", path) == (0, f"{path}: no problems found.\n", "")
    assert cli("transcript", path) == (0, log_of(name), "")
    result = cli("summary", path, "--format", "json", "--with-speaking-time")
    assert (result.code, shared_keys(result.out), result.err) == (0, text_of(JSON / f"{name}.json"), "")


@pytest.mark.parametrize("name", ["facts"])
def test_the_command_line_replays_a_transcript(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cli = CommandLine(capsys, tmp_path)
    path = tmp_path / "ring.toml"
    assert cli("replay", FILES / "transcripts" / f"{name}.txt", "-o", path).code == 0
    assert path.read_bytes() == file_of(name)


def parts(annotation: Any) -> Iterator[type]:
    """The classes that a type annotation names, those in brackets and unions included."""
    if isinstance(annotation, type) and not get_args(annotation):
        yield annotation
    for argument in get_args(annotation):
        yield from parts(argument)


def tables(kind: type[Record]) -> dict[type[Record], set[str]]:
    """``kind`` and every table inside it, each with its keys as the file spells them."""
    fields = msgspec.structs.fields(kind)
    found = {kind: {field.encode_name for field in fields}}
    for field in fields:
        for part in parts(field.type):
            if issubclass(part, Record):
                found |= tables(part)
    return found


def values(kind: type[Record], trees: list[dict[str, Any]]) -> Iterator[tuple[type[Record], str, list[Any]]]:
    """Each key of ``kind`` and of the tables inside it, with its value in each tree (``...`` for a missing key)."""
    for field in msgspec.structs.fields(kind):
        key = field.encode_name
        yield kind, key, [tree.get(key, ...) for tree in trees]
        inside = next((part for part in parts(field.type) if issubclass(part, Record)), None)
        if inside:
            keyed = get_origin(field.type) is dict
            yield from values(inside, [each for tree in trees if key in tree for each in records(tree[key], keyed)])


def records(value: Any, keyed: bool) -> list[Any]:
    """The tables under one key: those of a table keyed by id, those of a list, or the one table."""
    if keyed:
        return list(value.values())
    return value if isinstance(value, list) else [value]


@pytest.fixture(scope="module")
def used() -> dict[tuple[type[Record], str], list[Any]]:
    """The values that the recorded session files have under each key of each table."""
    trees = [tomli.loads(file_of(name).decode()) for name in RECORDED]
    found: dict[tuple[type[Record], str], list[Any]] = {}
    for kind, key, recorded in values(Session, trees):
        found.setdefault((kind, key), []).extend(recorded)
    return found


def test_the_files_use_every_key_of_every_table(used: dict[tuple[type[Record], str], list[Any]]) -> None:
    """A key that a later version adds cannot be in these files: subtract it here, by name."""
    written = {place for place, recorded in used.items() if any(value is not ... for value in recorded)}
    added = {(Session, "pauses"), (Question, "aloud"), (Question, "restarts")}
    added |= {(Question, "private"), (Reflection, "private"), (Meeting, "private"), (Meeting, "time")}
    added |= {(Session, "reviewed"), (Session, "made"), *((MadeFile, field) for field in MadeFile.__struct_fields__)}
    added |= {(Session, "handed_in"), (HandedIn, "id"), (HandedIn, "entry"), (Draft, "hand_in"), (Draft, "refused")}
    assert written == {(kind, key) for kind, keys in tables(Session).items() for key in keys} - added


def test_the_files_leave_out_every_key_that_may_be_left_out(used: dict[tuple[type[Record], str], list[Any]]) -> None:
    optional = {
        (kind, field.encode_name)
        for kind in tables(Session)
        for field in msgspec.structs.fields(kind)
        if not field.required and field.name != "schema" and kind not in (HandedIn, MadeFile)
    }
    assert optional <= {place for place, recorded in used.items() if ... in recorded}


def test_the_files_use_every_value_of_every_choice(used: dict[tuple[type[Record], str], list[Any]]) -> None:
    for kind in tables(Session):
        for field in msgspec.structs.fields(kind):
            for choice in parts(field.type):
                if not isinstance(choice, EnumType):
                    continue
                recorded = [value for value in used[kind, field.encode_name] if value is not ...]
                written = {name for value in recorded for name in (value if isinstance(value, dict) else [value])}
                left_out = {field.default} & set(choice)
                assert written | left_out >= set(choice), f"{kind.__name__}.{field.name}"


NEWER = {
    *(
        "/aloud",
        "/voorlezen",
        "/handover",
        "/overdragen",
        "/restart",
        "/herstart",
        "/merge",
        "/samen",
        "/swap",
        "/ruil",
        "/redraw",
        "/teken",
        "/suspend",
        "/shell",
    ),
    *(
        "/suspend",
        "/shell",
        "/redraw",
        "/teken",
        "/remove",
        "/eruit",
        "/hide",
        "/verberg",
        "/review",
        "/nalezen",
        "/remake",
        "/vernieuw",
    ),
    *("/edit", "/wijzig", "/backdate", "/eerder", "/speaker", "/followup", "/vervolg", "/todo", "/saveto"),
    *("/wifi", "/join", "/meedoen", "/take", "/overnemen"),
}
"""The names of commands that version 0.1.0 did not have."""


PREPARATION = ("prepare", "preparation", "voorbereiding")


@pytest.fixture(scope="module")
def typed() -> list[list[str]]:
    """The words of each line of the transcripts, without its time, in lower case."""
    lines = [line for name in TRANSCRIPTS for line in text_of(FILES / "transcripts" / f"{name}.txt").splitlines()]
    words = [line.lower().split() for line in lines if line.strip() and not line.startswith("#")]
    return [line[1:] if line[0][-1].isdigit() and ":" in line[0] else line for line in words]


def test_the_transcripts_use_every_command_in_both_languages(typed: list[list[str]]) -> None:
    commands = {f"/{name}" for spec in COMMAND_SPECS for name in spec.all_names}
    assert commands - NEWER <= {line[0] for line in typed if line}


def test_the_transcripts_use_every_marker(typed: list[list[str]]) -> None:
    assert {f"#{word}" for word in MARKERS} <= {word for line in typed for word in line}


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        (("/go", "/verder"), {*PHASE_WORDS} - {*PREPARATION}),  # no line leads back to the preparation
        (("/plan",), {*PLAN_WORDS} - {*PREPARATION, "done", "klaar", "end", "einde"}),  # have no minutes
        (("/language", "/taal"), {*LANGUAGE_WORDS}),
        (("/times", "/tijden"), {*SWITCH_WORDS}),
        (("/share", "/deel"), {*EVERYONE_WORDS}),
        (("/until", "/tot", "/again", "/weerzien", "/address", "/adres"), {*NONE_WORDS}),
    ],
)
def test_the_transcripts_use_every_word_of_an_argument(
    commands: tuple[str, ...], words: set[str], typed: list[list[str]]
) -> None:
    assert words <= {word for line in typed if line and line[0] in commands for word in line[1:]}
