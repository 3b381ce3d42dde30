"""``print`` and ``handout``: what is printed or written, and the errors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reciring.report import printing
from reciring.report.printing import Printer, PrintingError
from reciring.ring.message import Message, say
from reciring.store.export import write_to_free_name
from reciring.store.settings import save_remembered
from reciring.web.access import AccessList
from tests.support.command_line import CommandLine
from tests.support.terminal import Terminal


class Office:
    """A printing system that records what it receives."""

    def __init__(self, *names: str, trouble: str = "") -> None:
        self.names, self.trouble = names, trouble
        self.printed: list[tuple[str, str, int, str]] = []
        self.options: list[tuple[str, str]] = []
        self.folders: list[Path] = []

    def printers(self) -> list[Printer]:
        if self.trouble:
            raise PrintingError(say("{trouble}", trouble=self.trouble))
        return [Printer(name, default=name == "hall") for name in self.names]

    def send(self, pdf: Path, printer: Printer, copies: int, title: str, paper: str, sides: str) -> None:
        assert pdf.read_bytes().startswith(b"%PDF")
        self.printed.append((pdf.name, printer.name, copies, title))
        self.options.append((paper, sides))
        self.folders.append(pdf.parent)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office("attic", "hall")
    monkeypatch.setattr(printing, "detect_print_system", lambda: made)
    return made


def test_print_uses_the_default_printer_and_saves_the_pdf(
    cli: CommandLine, rehearsal_file: Path, office: Office
) -> None:
    result = cli("print", rehearsal_file)
    pdf = rehearsal_file.with_name("2026-11-24-samen-slimmer-kennisdag.pdf")
    assert result == (0, "", f"Sent to hall.\nThe PDF is here: {pdf}\n")
    assert office.printed == [(pdf.name, "hall", 1, "Samen slimmer · kennisdag")]
    assert pdf.is_file()


def test_printing_again_replaces_only_its_own_pdf(cli: CommandLine, rehearsal_file: Path, office: Office) -> None:
    cli("print", rehearsal_file)
    cli("print", rehearsal_file, "--printer", "ATTIC", "--copies", "3")
    assert len(list(rehearsal_file.parent.glob("*.pdf"))) == 1
    assert office.printed[1][1:3] == ("attic", 3)
    mine = rehearsal_file.with_name("2026-11-24-samen-slimmer-kennisdag.pdf")
    mine.write_bytes(b"mine")
    cli("print", rehearsal_file)
    assert mine.read_bytes() == b"mine"
    assert office.printed[2][0] == "2026-11-24-samen-slimmer-kennisdag-2.pdf"


def test_print_sends_a_personal_page(cli: CommandLine, rehearsal_file: Path, office: Office) -> None:
    assert cli("print", rehearsal_file, "--for", "zoe").code == 0
    assert office.printed[0][0].endswith("-12-zoe-van-dijk.pdf")
    assert cli("print", rehearsal_file, "--for", "zoe", "--with-speaking-time").code == 2


def test_a_failed_print_is_reported_and_saves_the_pdf(cli: CommandLine, rehearsal_file: Path, office: Office) -> None:
    result = cli("print", rehearsal_file, "--printer", "cellar")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("There is no printer cellar")
    assert str(rehearsal_file.with_name("2026-11-24-samen-slimmer-kennisdag.pdf")) in result.err
    assert office.printed == []


def test_print_alone_lists_the_printers(cli: CommandLine, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli("print") == (0, "attic\nhall\tdefault printer\n", "")
    monkeypatch.setattr(printing, "detect_print_system", lambda: Office())
    result = cli("print", "--language", "nl")
    assert (result.code, result.out) == (1, "")
    assert result.err.count("\n") == 1


@pytest.mark.parametrize("copies", ["many", "0", "100", "-1", "1.5", ""])
def test_a_wrong_number_of_copies_is_refused(
    copies: str, cli: CommandLine, rehearsal_file: Path, office: Office
) -> None:
    message = f"--copies must be a whole number from 1 to 99, not “{copies}”.\n"
    assert cli("print", rehearsal_file, f"--copies={copies}") == (2, "", message)
    assert office.printed == []


def test_all_handouts_are_written_into_a_folder(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("handouts", rehearsal_file).code == 2
    assert cli("handouts", rehearsal_file, "-o", tmp_path / "paper", "--paper", "letter").code == 0
    assert len([path for path in (tmp_path / "paper").iterdir() if path.read_bytes().startswith(b"%PDF")]) == 3
    assert cli("handouts", rehearsal_file, "-o", tmp_path / "paper").code == 1


def test_one_handout_is_written_to_a_file_or_stdout(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert "Anne Visser" in cli("handouts", rehearsal_file, "cards", "--format", "md").out
    assert cli("handouts", rehearsal_file, "script", "-o", tmp_path / "script.pdf").code == 0
    assert "13:30" in cli("handouts", rehearsal_file, "script", "-f", "md").out
    assert cli("handouts", rehearsal_file, "scripts").code == 2


@pytest.mark.parametrize(
    ("dutch", "english"), [("vraagbladen", "question"), ("naamkaartjes", "cards"), ("draaiboek", "script")]
)
def test_a_handout_has_its_dutch_name_too(cli: CommandLine, rehearsal_file: Path, dutch: str, english: str) -> None:
    written = cli("handouts", rehearsal_file, dutch, "-f", "md")
    assert written.code == 0
    assert written.out == cli("handouts", rehearsal_file, english, "-f", "md").out


def test_a_poster_needs_a_ring_that_is_open_to_phones(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    poster = ("handouts", rehearsal_file, "poster")
    refused = cli(*poster, "-f", "md")
    assert refused.code == 1
    assert "First open the ring to phones" in refused.err
    access = AccessList(rehearsal_file)
    assert cli(*poster, "-f", "md").code == 1  # It was never shown to phones.
    access.keep_address(8800, "http://10.0.0.7:8800")
    save_remembered(wifi_name="Gasten", wifi_password="welkom123")
    text = cli(*poster, "-f", "md").out
    assert all(word in text for word in ("http://10.0.0.7:8800", access.access.code, "Gasten", "welkom123"))
    save_remembered(wifi_name="", wifi_password="")
    assert "Gasten" not in cli(*poster, "-f", "md").out
    assert cli("handouts", rehearsal_file, "-o", tmp_path / "paper").code == 0
    assert len(list((tmp_path / "paper").glob("*poster*.pdf"))) == 1
    access.revoke_all()
    assert cli(*poster, "-f", "md").code == 1


@pytest.mark.terminal
@pytest.mark.parametrize("words", [["handouts", "cards"], ["summary", "--format", "pdf"]])
def test_a_pdf_is_not_written_to_a_terminal(words: list[str], rehearsal_file: Path) -> None:
    with Terminal.start(
        [sys.executable, "-m", "reciring", words[0], str(rehearsal_file), *words[1:], "--language", "nl"]
    ) as terminal:
        assert terminal.wait() == 2
        terminal.settle()
        assert "Een pdf kan niet op het scherm" in "".join(terminal.screen())


def test_a_summary_is_printed_from_a_folder_that_cannot_be_written(
    cli: CommandLine, rehearsal_file: Path, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(path: Path, data: bytes) -> tuple[Path, Message | None]:
        return (path, say("closed")) if path.parent == rehearsal_file.parent else write_to_free_name(path, data)

    monkeypatch.setattr("reciring.cli.printing.write_to_free_name", closed)
    result = cli("print", rehearsal_file, "--paper", "letter", "--sides", "2")
    assert result == (0, "", "Sent to hall.\n")
    assert office.options == [("letter", "2")]
    assert not office.folders[0].exists()
