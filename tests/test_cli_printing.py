"""``print`` and ``handout``: what goes to paper, and what is said when it cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from reciring.report import printing
from reciring.report.printing import Printer, Trouble
from reciring.ring.message import say
from tests.cli_helper import Reciring, rehearsal
from tests.terminal import Terminal


class Office:
    """A printing system that remembers what it got."""

    def __init__(self, *names: str, trouble: str = "") -> None:
        self.names, self.trouble = names, trouble
        self.printed: list[tuple[str, str, int, str]] = []

    def printers(self) -> list[Printer]:
        if self.trouble:
            raise Trouble(say("{trouble}", trouble=self.trouble))
        return [Printer(name, default=name == "hall") for name in self.names]

    def send(self, pdf: Path, printer: Printer, copies: int, title: str) -> None:
        assert pdf.read_bytes().startswith(b"%PDF")
        self.printed.append((pdf.name, printer.name, copies, title))


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    return rehearsal(tmp_path / "ring.toml")


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Office:
    made = Office("attic", "hall")
    monkeypatch.setattr(printing, "system", lambda: made)
    return made


def test_the_summary_goes_to_the_usual_printer_and_stays(reciring: Reciring, ring: Path, office: Office) -> None:
    said = reciring("print", ring)
    pdf = ring.with_name("2026-11-24-samen-slimmer-kennisdag.pdf")
    assert said == (0, "", f"Sent to hall.\nThe PDF is here: {pdf}\n")
    assert office.printed == [(pdf.name, "hall", 1, "Samen slimmer · kennisdag")]
    assert pdf.is_file()


def test_printing_again_leaves_one_pdf_and_another_one_alone(reciring: Reciring, ring: Path, office: Office) -> None:
    reciring("print", ring)
    reciring("print", ring, "--printer", "ATTIC", "--copies", "3")
    assert len(list(ring.parent.glob("*.pdf"))) == 1
    assert office.printed[1][1:3] == ("attic", 3)
    mine = ring.with_name("2026-11-24-samen-slimmer-kennisdag.pdf")
    mine.write_bytes(b"mine")
    reciring("print", ring)
    assert mine.read_bytes() == b"mine"
    assert office.printed[2][0] == "2026-11-24-samen-slimmer-kennisdag-2.pdf"


def test_one_persons_page(reciring: Reciring, ring: Path, office: Office) -> None:
    assert reciring("print", ring, "--for", "zoe").code == 0
    assert office.printed[0][0].endswith("-12-zoe-van-dijk.pdf")
    assert reciring("print", ring, "--for", "zoe", "--with-speaking-time").code == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--printer cellar", "There is no printer cellar."),
        ("--copies 0", "Copies are"),
        ("--copies 1000", "Copies are"),
    ],
)
def test_what_cannot_be_printed_is_a_sentence_and_the_pdf_is_kept(
    words: str, told: str, reciring: Reciring, ring: Path, office: Office
) -> None:
    said = reciring("print", ring, *words.split())
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(told)
    assert str(ring.with_name("2026-11-24-samen-slimmer-kennisdag.pdf")) in said.err
    assert office.printed == []


def test_the_printers_there_are(reciring: Reciring, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    assert reciring("print") == (0, "attic\nhall\tthe usual one\n", "")
    monkeypatch.setattr(printing, "system", lambda: Office())
    said = reciring("print", "--language", "nl")
    assert (said.code, said.out) == (1, "")
    assert said.err.count("\n") == 1


def test_copies_are_a_number(reciring: Reciring, ring: Path, office: Office) -> None:
    assert reciring("print", ring, "--copies", "many") == (2, "", "--copies is a number, not many.\n")


def test_all_handouts_go_into_a_folder(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert reciring("handout", ring).code == 2
    assert reciring("handout", ring, "-o", tmp_path / "paper", "--paper", "letter").code == 0
    assert len([path for path in (tmp_path / "paper").iterdir() if path.read_bytes().startswith(b"%PDF")]) == 3
    assert reciring("handout", ring, "-o", tmp_path / "paper").code == 1


def test_one_handout(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert "Anne Visser" in reciring("handout", ring, "cards", "--format", "md").out
    assert reciring("handout", ring, "script", "-o", tmp_path / "script.pdf").code == 0
    assert "13:30" in reciring("handout", ring, "script", "-f", "md").out
    assert reciring("handout", ring, "scripts").code == 2


@pytest.mark.terminal
@pytest.mark.parametrize("words", [["handout", "cards"], ["summary", "--format", "pdf"]])
def test_a_pdf_never_floods_the_terminal(words: list[str], ring: Path) -> None:
    with Terminal.start(
        [sys.executable, "-m", "reciring", words[0], str(ring), *words[1:], "--language", "nl"]
    ) as terminal:
        assert terminal.wait() == 2
        terminal.settle()
        assert "Een PDF kan hier niet worden getoond" in "".join(terminal.screen())
