"""``reciring new --participants``: standard input, corrections of columns and sheets, and lists in a terminal."""

from __future__ import annotations

import io
import shlex
import sys
from pathlib import Path

import openpyxl
import pytest

from reciring.store.files import load_session
from tests.support.command_line import CommandLine
from tests.support.terminal import Terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "rings"


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    monkeypatch.setenv("RECIRING_SESSIONS", str(folder))
    return CommandLine(capsys, folder)


def people(out: str) -> list[tuple[str, str, str]]:
    session = load_session(Path(out.strip()))[0]
    return [(person.name, person.organisation, person.email) for person in session.participants.values()]


def test_a_list_is_read_from_standard_input(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Naam;E-mail\nZoë;z@x.example\n".encode("cp1252"))))
    result = cli("new", "A", "--participants", "-", "--no-open")
    assert people(result.out) == [("Zoë", "", "z@x.example")]
    assert "Windows-1252" in result.err


def test_an_empty_standard_input_is_refused(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    result = cli("new", "A", "--participants", "-", "--no-open")
    assert (result.code, result.out) == (1, "")
    assert "is empty" in result.err


def test_columns_and_sheet_correct_what_was_understood(cli: CommandLine, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Anne", "Visser", "Gemeente"])
    book.create_sheet("Zaal").append(["Bo", "Jansen", "Hogeschool"])
    path = tmp_path / "list.xlsx"
    book.save(path)
    words = ("new", "A", "--participants", path, "--no-open", "--columns", "1=first 2=last 3=org")
    assert people(cli(*words).out) == [("Anne Visser", "Gemeente", "")]
    assert people(cli(*words, "--sheet", "zaal").out) == [("Bo Jansen", "Hogeschool", "")]
    assert people(cli(*words, "--sheet", "2").out) == [("Bo Jansen", "Hogeschool", "")]
    result = cli(*words, "--sheet", "Tuin")
    assert (result.code, result.out) == (1, "")
    assert "There is no sheet “Tuin”. Choose from: 1 Sheet, 2 Zaal." in result.err


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ("2=hat", "“hat” is not a kind of column. Choose from: name, first"),
        ("name", 'write it like "2=name 5=email"'),
        ("0=name", "write it like"),
    ],
)
def test_columns_that_say_nothing_are_refused(columns: str, sentence: str, cli: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "list").write_text("Anne;Gemeente\n")
    result = cli("new", "A", "--participants", tmp_path / "list", "--no-open", "--columns", columns)
    assert (result.code, result.out) == (2, "")
    assert sentence in result.err


@pytest.mark.terminal
def test_a_piped_list_opens_the_console_on_the_terminal(folder: Path) -> None:
    program = [sys.executable, "-m", "reciring", "new", "Ring", "--participants", "-", "--sessions", str(folder)]
    command = f"printf 'Anne Visser <a@x.example>\\nBo Jansen\\n' | {shlex.join(program)} --language en"
    with Terminal.start(["sh", "-c", command]) as terminal:
        terminal.wait_for("Add these 2 participants? [Y/n]")
        terminal.type("\r")
        terminal.wait_for("F1")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0
    (path,) = folder.glob("*.toml")
    assert [person.name for person in load_session(path)[0].participants.values()] == ["Anne Visser", "Bo Jansen"]


@pytest.mark.terminal
def test_lists_are_pasted_corrected_taken_and_undone_in_a_terminal(folder: Path) -> None:
    program = [sys.executable, "-m", "reciring", "new", "Ring", "--sessions", str(folder), "--language", "en"]
    lines = "".join(f"{number}. Anna{chr(96 + number)} Bos\r" for number in range(1, 21))
    sheet = "\r".join(["Berg\tXan\tGemeente", *(f"Smit\tXarin{chr(97 + n)}\tHogeschool" for n in range(24))])
    with Terminal.start(program) as terminal:
        terminal.wait_for("F1")
        terminal.paste("To: Anne Visser <anne@stad.example>; Bo Jansen <bo@x.example>\r")
        terminal.wait_for("2 participants.")
        terminal.key("enter")
        terminal.wait_for("Participants added: 2.")
        terminal.paste(lines)
        terminal.wait_for("20 participants.")
        terminal.key("enter")
        terminal.wait_for("Participants added: 20.")
        terminal.key("ctrl+z")
        terminal.wait_for("2 participants")
        terminal.paste(sheet)
        terminal.wait_for("23 lines have a problem")
        terminal.type("1=last 2=first\r")
        terminal.wait_for("25 participants.")
        terminal.key("enter")
        terminal.wait_for("Participants added: 25.")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0
    (path,) = folder.glob("*.toml")
    names = [person.name for person in load_session(path)[0].participants.values()]
    assert names[:4] == ["Anne Visser", "Bo Jansen", "Xan Berg", "Xarina Smit"]
    assert len(names) == 27
