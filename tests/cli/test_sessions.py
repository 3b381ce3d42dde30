"""``new``, ``list``, ``check``, ``schema``, and finding a session by its name."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from pathlib import Path

import pytest

from reciring.cli import context
from reciring.ring.session import Phase, Session
from reciring.store.files import create_session_file, load_session
from reciring.store.listing import list_session_files
from reciring.store.schema import session_schema
from reciring.store.settings import Settings
from reciring.store.toml import encode
from tests.support.command_line import CommandLine, write_rehearsal
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text
from tests.support.paths import DATA
from tests.support.terminal import Terminal

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "rings"


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("RECIRING_SESSIONS", str(folder))
    monkeypatch.setattr(context, "load_settings", lambda: (Settings(), None))  # without those of other tests
    return CommandLine(capsys, folder)


def made(cli: CommandLine, *words: str | Path) -> Session:
    result = cli("new", *words, "--no-open")
    assert result.code == 0, result.err
    return load_session(Path(result.out.removesuffix("\n")))[0]


# --- new


def test_new_prints_only_the_path_and_makes_the_folder(cli: CommandLine, folder: Path) -> None:
    result = cli("new", "Samen slimmer · kennisdag", "--date", "2026-11-24", "--no-open")
    assert result == (0, f"{folder / '2026-11-24-samen-slimmer-kennisdag.toml'}\n", "")
    if os.name != "nt":
        assert folder.stat().st_mode & 0o777 == 0o700
        assert Path(result.out.strip()).stat().st_mode & 0o777 == 0o600


def test_new_sets_the_values_of_its_options(cli: CommandLine) -> None:
    words = "--date 2026-11-24 --time 13:30 --until 14:55 --total 80 --language nl".split()
    session = made(cli, "Kennisdag", *words, "--place", "Zaal De Brug", "--facilitator", "Nienke Hof")
    assert (session.title, session.date, session.start, session.until) == (
        "Kennisdag",
        DAY,
        dt.time(13, 30),
        dt.time(14, 55),
    )
    assert (session.place, session.facilitator, session.language) == ("Zaal De Brug", "Nienke Hof", "nl")
    assert session.plan.total == 80
    assert session.timezone == "Europe/Amsterdam"
    assert session.phase is Phase.PREPARE


def test_new_reports_values_from_an_earlier_ring(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        context, "load_settings", lambda: (Settings(facilitator="Nienke Hof", place="Zaal De Brug"), None)
    )
    result = cli("new", "A", "--no-open")
    assert result.code == 0
    assert "Nienke Hof · Zaal De Brug" in result.err
    assert "--facilitator --place" in result.err
    result = cli("new", "A", "--no-open", "--place", "Zaal De Brug")
    assert "Nienke Hof." in result.err
    assert "--place" not in result.err
    assert cli("new", "A", "--no-open", "--place", "B", "--facilitator", "C").err == ""


def test_two_rings_of_a_day_get_different_files(cli: CommandLine) -> None:
    assert cli("new", "A", "--no-open").out != cli("new", "A", "--no-open").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--date 31-2-2026", "--date: "),
        ("--time 25:00", "--time: “25:00” is not a time"),
        ("--until soon", "--until: “soon” is not a time"),
        ("--date 2026-11-24 --time 16:00 --until 15:00", "--until: 15:00 is before the start at 16:00."),
        ("--total 10", "--total: The other steps already take"),
        ("--total many", "--total must be a whole number from 1 to 9999, not “many”"),
    ],
)
def test_new_refuses_wrong_values(words: str, message: str, cli: CommandLine, folder: Path) -> None:
    result = cli("new", "A", *words.split(), "--no-open")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message)
    assert not folder.exists()


def test_new_allows_an_end_past_midnight(cli: CommandLine) -> None:
    assert cli("new", "A", *"--date 2026-11-24 --time 23:30 --until 0:45".split(), "--no-open").code == 0


def test_new_refuses_an_empty_title(cli: CommandLine) -> None:
    assert cli("new", "--no-open").code == 2
    assert cli("new", " \t", "--no-open").err.startswith("Give the ring a title")


@with_every_hostile_text
def test_a_hostile_title_is_only_text(label: str, cli: CommandLine, folder: Path) -> None:
    result = cli("new", "--no-open", "--", HOSTILE_TEXTS[label])
    if result.code:
        assert result.err.startswith("Give the ring a title")
    else:
        path = Path(result.out.removesuffix("\n"))
        assert path.parent == folder
        assert load_session(path)[0].title


def test_new_reports_a_folder_that_cannot_be_made(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = cli("new", "A", "--no-open", "--sessions", tmp_path / "file" / "rings")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"The ring could not be created in {tmp_path / 'file' / 'rings'}: ")


def test_new_without_a_terminal_makes_nothing(cli: CommandLine, folder: Path) -> None:
    result = cli("new", "A")
    assert (result.code, result.out) == (1, "")
    assert "needs a terminal" in result.err
    assert not folder.exists()


# --- participants


@pytest.mark.parametrize(
    "name", ["deelnemers.csv", "deelnemers-tab.txt", "deelnemers-utf8-bom.csv", "deelnemers-windows.csv"]
)
def test_new_reads_and_shows_a_list_of_participants(name: str, cli: CommandLine) -> None:
    result = cli("new", "A", "--participants", DATA / name, "--no-open")
    session = load_session(Path(result.out.strip()))[0]
    assert len(session.participants) == 12
    assert session.participants["p1"].name == "Anne Visser"
    for person in session.participants.values():
        assert person.name in result.err
    assert result.out.count("\n") == 1


def test_new_reads_questions_and_reports_skipped_lines(cli: CommandLine, tmp_path: Path) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        "Naam;Vraag\nAnne Visser;Wie kent een spreker?\nBo;\n;Vraag van niemand\nanne visser;dubbel\n", "utf-8"
    )
    result = cli("new", "A", "--participants", listed, "--no-open")
    session = load_session(Path(result.out.strip()))[0]
    assert [person.name for person in session.participants.values()] == ["Anne Visser", "Bo"]
    assert session.questions["q1"].text == "Wie kent een spreker?"
    assert "Anne Visser: Wie kent een spreker?" in result.err
    assert f"{listed}:4: " in result.err
    assert f"{listed}:5: " in result.err


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04broken"], ids=["empty", "binary", "zip"])
def test_new_refuses_a_list_without_people(content: bytes, cli: CommandLine, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "list").write_bytes(content)
    result = cli("new", "A", "--participants", tmp_path / "list", "--no-open")
    assert (result.code, result.out) == (1, "")
    assert result.err
    assert not folder.exists()


def test_new_refuses_a_missing_list_and_a_folder(cli: CommandLine, tmp_path: Path) -> None:
    assert cli("new", "A", "--participants", tmp_path / "no", "--no-open").code == 1
    assert cli("new", "A", "--participants", tmp_path, "--no-open").code == 1


@pytest.mark.terminal
@pytest.mark.parametrize("answer", ["j\r", "\r", "n\r", "\x04"], ids=["yes", "enter", "no", "end"])
def test_new_asks_whether_the_people_are_right(answer: str, folder: Path) -> None:
    words = [
        "new",
        "Samen",
        "--participants",
        str(DATA / "deelnemers.csv"),
        "--sessions",
        str(folder),
        "--language",
        "nl",
    ]
    with Terminal.start([sys.executable, "-m", "reciring", *words]) as terminal:
        terminal.wait_for("Deze 12 deelnemers toevoegen? [J/n]")
        terminal.type(answer)
        if answer in ("j\r", "\r"):
            terminal.wait_for("Kring")
            terminal.key("ctrl+q")
            assert terminal.wait() == 0
        else:
            assert terminal.wait() == 1
    assert len(list_session_files(folder)) == (answer in ("j\r", "\r"))


# --- list


def test_list_prints_lines_into_a_pipe(cli: CommandLine, folder: Path) -> None:
    folder.mkdir()
    ring = write_rehearsal(folder / "2026-11-24-samen.toml")
    new = create_session_file(folder, Session(title="Tab\there", date=dt.date(2026, 12, 1)))
    (folder / "broken.toml").write_text("schema = 99\n")
    result = cli("list")
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert result.code == 0
    assert [row[0] for row in rows] == [str(entry.path) for entry in list_session_files(folder)]
    assert [str(ring), "2026-11-24", "done", "13", "13", "Samen slimmer · kennisdag"] in rows
    assert [str(new), "2026-12-01", "prepare", "0", "0", "Tab here"] in rows
    assert next(row for row in rows if row[2] == "broken")[5].startswith(
        "The file was made by a newer version of reciring"
    )


def test_list_of_an_empty_folder_is_not_an_error(cli: CommandLine, folder: Path) -> None:
    result = cli("list")
    assert (result.code, result.out) == (0, "")
    assert str(folder) in result.err
    assert cli("list", "--language", "nl").err.endswith("reciring new TITEL\n")


def test_list_refuses_a_file_as_folder(cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = cli("--sessions", tmp_path / "file", "list")
    assert (result.code, result.out) == (1, "")
    assert str(tmp_path / "file") in result.err


@pytest.mark.terminal
def test_list_prints_a_table_on_a_terminal(folder: Path) -> None:
    folder.mkdir()
    create_session_file(folder, Session(title="日本語 [/x] " + "heel lang " * 20, date=DAY))
    create_session_file(folder, Session(title="Kort", date=DAY, phase=Phase.DONE))
    command = [sys.executable, "-m", "reciring", "list", "--language", "nl", "--sessions", str(folder)]
    with Terminal.start(command) as terminal:
        assert terminal.wait() == 0
        terminal.settle()
        rows = [row.rstrip() for row in terminal.screen() if row.strip()]
    assert rows[0].split() == ["Dag", "Stand", "Titel", "Bestand"]
    assert rows[1].startswith("di 24 nov 2026  Voorbereiding  日本語 [/x]…")
    assert rows[2].split()[4:] == ["Klaar", "Kort", "2026-11-24-kort"]
    assert len(rows) == 3


@pytest.mark.terminal
def test_list_shows_the_names_of_files_of_one_title_at_80_columns(folder: Path) -> None:
    folder.mkdir()
    title = "Samen slimmer voor morgen: de kring van het najaar"
    path = create_session_file(folder, Session(title=title, date=DAY))
    create_session_file(folder, Session(title=title, date=DAY))
    for middle in ("ochtend", "middag-"):
        copy = folder / f"{path.stem} ({middle}) en nog veel meer woorden in de naam van dit bestand.toml"
        copy.write_bytes(path.read_bytes())
    for stamp in ("20261124T133000000000Z", "20261124T133005000000Z"):
        (folder / f"{path.stem}.conflict-{stamp}.toml").write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "reciring", "list", "--language", "nl", "--sessions", str(folder)]
    with Terminal.start(command, columns=80, rows=40) as terminal:
        assert terminal.wait() == 0
        terminal.settle()
        screen = "".join(row.ljust(80) for row in terminal.screen())
    rows = screen.split("di 24 nov 2026")[1:]
    assert len(rows) == len({row.rstrip() for row in rows}) == 6
    assert "(ochtend) en nog" in screen and "(middag-) en nog" in screen


# --- a session by its name


@pytest.fixture
def rings(folder: Path) -> Path:
    folder.mkdir()
    for title in ("Samen slimmer", "Samen sterker", "Kennisdag"):
        create_session_file(folder, Session(title=title, date=DAY))
    return folder


@pytest.mark.parametrize("word", ["2026-11-24-kennisdag.toml", "2026-11-24-kennisdag", "kennisdag", "KENNIS"])
def test_a_session_is_found_by_name(word: str, cli: CommandLine, rings: Path) -> None:
    assert cli("check", word) == (0, f"{rings / '2026-11-24-kennisdag.toml'}: no problems found.\n", "")


def test_a_session_is_found_by_path(cli: CommandLine, rings: Path) -> None:
    path = rings / "2026-11-24-kennisdag.toml"
    assert cli("check", path, "--sessions", "/nowhere") == (0, f"{path}: no problems found.\n", "")


def test_an_ambiguous_session_name_is_refused(cli: CommandLine, rings: Path) -> None:
    result = cli("check", "samen")
    assert result.code == 1
    assert (
        result.err
        == "“samen” fits several rings: 2026-11-24-samen-slimmer, 2026-11-24-samen-sterker. Type more of the name.\n"
    )


def test_an_unknown_session_name_is_refused_with_a_hint(cli: CommandLine, rings: Path) -> None:
    result = cli("check", "2026-11-24-kenisdag")
    assert result.code == 1
    assert result.err.endswith("no file of that name. Did you mean 2026-11-24-kennisdag?\n")


@pytest.mark.parametrize("command", ["open", "stage", "transcript", "summary", "invitation"])
def test_a_missing_file_is_reported_in_one_line(command: str, cli: CommandLine, tmp_path: Path) -> None:
    for path in (tmp_path / "no.toml", tmp_path):
        result = cli(command, path)
        assert (result.code, result.out) == (1, "")
        assert str(path) in result.err


# --- check and schema


def test_check_reports_every_problem_with_its_line(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    path.write_text(
        'schema = 1\ndate = 2026-11-24\n\n[participants.p1]\nname = "Anne"\n\n[participants.p2]\nname = "anne"\n\n'
        '[questions.q9]\nasker = "p9"\n\n[offers.o1]\nquestion = "q7"\nat = 2026-11-24T12:00:00Z\n'
    )
    path.chmod(0o600)
    result = cli("check", path)
    assert result.code == 1
    assert [line.split(" ")[0] for line in result.out.splitlines()] == [f"{path}:8:", f"{path}:11:", f"{path}:14:"]
    assert result.err == ""


def test_check_reports_who_else_can_read_a_file(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    path.write_bytes(encode(Session(date=DAY)))
    path.chmod(0o644)
    tmp_path.chmod(0o755)
    result = cli("check", path)
    assert result.code == 1
    assert "Other users of this computer can read" in result.out
    assert "Anderen op deze computer" in cli("check", path, "--language", "nl").out


def test_check_continues_after_a_bad_file(cli: CommandLine, rings: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff")
    (tmp_path / "bad.toml").chmod(0o600)
    result = cli("check", tmp_path / "bad.toml", "kennisdag")
    assert result.code == 1
    assert result.out.splitlines()[1].endswith(": no problems found.")


def test_schema_prints_json(cli: CommandLine) -> None:
    assert json.loads(cli("schema").out) == json.loads(json.dumps(session_schema()))
