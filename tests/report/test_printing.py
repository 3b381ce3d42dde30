"""Printing: the commands for CUPS and Windows, the messages, and a page through a real print server."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from reciring.locale import translator
from reciring.report import printing
from reciring.report.options import Options
from reciring.report.pdf import render
from reciring.report.printing import Cups, Printer, PrintResult, Windows, list_printers, print_pdf
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.summary_sessions import rehearsal
from tests.support.waiting import wait_until

QUEUE = "reciring-test"
"""The PDF printer that .ci/run sets up."""
CONFIGURATION = Path("/etc/cups/cups-pdf-reciring.conf")
PDF = Path("/somewhere/summary.pdf")

Answer = tuple[int, str, str]


class FakePrograms:
    """The programs of a printing system: they give fixed answers and record their calls."""

    def __init__(self, **answers: Answer) -> None:
        self.answers = answers
        self.calls: list[list[str]] = []

    def __call__(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        self.calls.append(list(command))
        key = Path(command[0]).name + (command[1].replace("-", "_") if Path(command[0]).name == "lpstat" else "")
        code, out, err = self.answers.get(key, (0, "", ""))
        return subprocess.CompletedProcess(list(command), code, out, err)


def cups(run: Callable[[Sequence[str]], subprocess.CompletedProcess[str]]) -> Cups:
    return Cups(run, lambda program: f"/usr/bin/{program}")


TWO = {"lpstat_e": (0, "kantoor\nzolder\n", ""), "lpstat_d": (0, "system default destination: zolder\n", "")}
NO_DEFAULT = {**TWO, "lpstat_d": (0, "no system default destination\n", "")}


def test_cups_lists_its_printers() -> None:
    assert list_printers(cups(FakePrograms(**TWO))) == ([Printer("kantoor"), Printer("zolder", True)], None)


def test_the_default_printer_is_used() -> None:
    run = FakePrograms(**TWO)
    outcome = print_pdf(PDF, title="Samen\nslimmer", system=cups(run))
    assert outcome.sent
    assert str(outcome.message) == "Sent to zolder."
    assert run.calls[-1] == [
        *("/usr/bin/lp", "-d", "zolder", "-n", "1", "-t", "Samen slimmer"),
        *("-o", "media=A4", "-o", "fit-to-page", "--", str(PDF)),
    ]


@pytest.mark.parametrize(("sides", "words"), [("1", "sides=one-sided"), ("2", "sides=two-sided-long-edge")])
def test_the_job_carries_paper_and_sides(sides: str, words: str) -> None:
    run = FakePrograms(**TWO)
    assert print_pdf(PDF, paper="letter", sides=sides, system=cups(run)).sent
    assert "media=Letter" in run.calls[-1] and words in run.calls[-1]


def test_a_printer_and_copies_can_be_chosen() -> None:
    run = FakePrograms(**TWO)
    outcome = print_pdf(PDF, printer="Kantoor", copies=12, system=cups(run))
    assert str(outcome.message) == "Sent to kantoor: 12 copies."
    assert run.calls[-1][1:5] == ["-d", "kantoor", "-n", "12"]
    assert print_pdf(PDF, printer="KAN", system=cups(run)).sent, "the beginning of one name is enough"


def test_the_only_printer_needs_no_name() -> None:
    run = FakePrograms(lpstat_e=(0, "kantoor\n", ""), lpstat_d=NO_DEFAULT["lpstat_d"])
    assert print_pdf(PDF, system=cups(run)).sent


@pytest.mark.parametrize(
    ("answers", "printer", "words"),
    [
        (NO_DEFAULT, None, "No default printer is set. Add --printer NAME. Printers: kantoor, zolder."),
        (TWO, "", "Choose a printer. Add --printer NAME. Printers: kantoor, zolder."),
        (TWO, "kelder", "There is no printer kelder. Add --printer NAME. Printers: kantoor, zolder."),
        ({"lpstat_e": (1, "", "lpstat: No destinations added.\n")}, None, "No printer is set up here."),
        ({}, None, "No printer is set up here."),
        ({"lpstat_e": (1, "", "lpstat: Scheduler is not running.")}, None, "reports: Scheduler is not running."),
        ({**TWO, "lp": (1, "", 'lp: Destination "zolder" is not accepting jobs.')}, None, "is not accepting jobs."),
    ],
)
def test_a_failure_is_a_message(answers: dict[str, Answer], printer: str | None, words: str) -> None:
    outcome = print_pdf(PDF, printer=printer, system=cups(FakePrograms(**answers)))
    assert not outcome.sent
    assert words in str(outcome.message)
    assert words not in translator("nl").message(outcome.message) or "says" in words or "accepting" in words


def test_without_a_printer_the_message_names_the_kept_pdf() -> None:
    assert str(PDF) in str(print_pdf(PDF, system=cups(FakePrograms())).message)
    found, message = list_printers(cups(FakePrograms()))
    assert not found
    assert "Save the summary as a PDF" in str(message)


def test_a_missing_printing_system_is_a_message() -> None:
    outcome = print_pdf(PDF, system=Cups(FakePrograms(), lambda program: None))
    assert not outcome.sent
    assert str(outcome.message).startswith("This computer has no printing system (CUPS). Print its PDF")


def test_a_hanging_printing_system_is_a_message() -> None:
    def stuck(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        raise subprocess.TimeoutExpired(list(command), printing.PRINT_TIMEOUT)

    assert "does not answer" in str(print_pdf(PDF, system=cups(stuck)).message)


@pytest.mark.parametrize("label", ["option", "shell", "carriage-return", "letters-2000", "csi-red", "empty"])
def test_a_title_never_becomes_an_option_or_a_command(label: str) -> None:
    run = FakePrograms(**TWO)
    assert print_pdf(PDF, title=HOSTILE_TEXTS[label], system=cups(run)).sent
    call = run.calls[-1]
    assert call[5] == "-t"
    assert call[-2:] == ["--", str(PDF)]
    assert call[6].isprintable()


def test_a_file_name_never_becomes_an_option() -> None:
    run = FakePrograms(**TWO)
    assert print_pdf(Path("-n.pdf"), system=cups(run)).sent
    assert run.calls[-1][-1] == "./-n.pdf"


def test_windows_prints_with_the_shell() -> None:
    listed = '[{"Name":"Kantoor","Default":true},{"Name":"Zolder 2","Default":false}]'
    started: list[tuple[str, ...]] = []
    system = Windows(FakePrograms(powershell=(0, listed, "")), lambda *words: started.append(words))
    assert list_printers(system) == ([Printer("Kantoor", True), Printer("Zolder 2")], None)
    assert print_pdf(PDF, copies=2, system=system).sent
    assert print_pdf(PDF, printer="zolder 2", system=system).sent
    assert started == [(str(PDF), "print")] * 2 + [(str(PDF), "printto", '"Zolder 2"')]


def test_windows_without_a_pdf_program_is_a_message() -> None:
    def start(*words: str) -> None:
        raise OSError(1155, "No application is associated with the specified file for this operation")

    outcome = print_pdf(PDF, system=Windows(FakePrograms(powershell=(0, '[{"Name":"K","Default":true}]', "")), start))
    assert outcome == PrintResult(False, outcome.message)
    assert "No application is associated" in str(outcome.message)
    assert "Print its PDF" in str(outcome.message)


def test_a_failing_powershell_is_a_message() -> None:
    outcome = print_pdf(
        PDF, system=Windows(FakePrograms(powershell=(1, "", "Get-CimInstance: Access denied.\n")), lambda *words: None)
    )
    assert "Access denied" in str(outcome.message)


@pytest.fixture(scope="module")
def real_printer() -> Path:
    """Return the folder of the PDF printer. Skips the test if there is no such printer."""
    if shutil.which("lp") is None:
        pytest.skip("NOT PRINTED: there is no CUPS here (Debian: cups, printer-driver-cups-pdf); .ci/run sets one up")
    found, message = list_printers()
    if QUEUE not in [one.name for one in found] or not CONFIGURATION.exists():
        pytest.skip(f"NOT PRINTED: CUPS has no queue {QUEUE} (.ci/run sets it up as root): {message}")
    folder = re.search(r"^Out (.+)$", CONFIGURATION.read_text(), re.MULTILINE)
    assert folder
    return Path(folder[1])


def test_a_real_print_server_prints_the_summary(real_printer: Path, tmp_path: Path) -> None:
    pdf = tmp_path / "-summary.pdf"
    pdf.write_bytes(render(rehearsal(), Options()))
    title = f"reciring {time.monotonic_ns()}"
    outcome = print_pdf(pdf, printer=QUEUE.upper(), copies=2, title=title, system=None)
    assert str(outcome.message) == f"Sent to {QUEUE}: 2 copies."
    printed = _wait_for(real_printer, title.replace(" ", "_"))
    assert pdf.exists()
    # The PDF printer draws letters as shapes, so only pages can be counted: one or two per copy.
    assert len(PdfReader(printed).pages) in (2, 4)
    printed.unlink()


@pytest.mark.parametrize(("paper", "size"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_a_real_print_server_prints_on_the_paper_of_the_page(
    real_printer: Path, tmp_path: Path, paper: str, size: tuple[int, int]
) -> None:
    pdf = tmp_path / "summary.pdf"
    pdf.write_bytes(render(rehearsal(), Options(paper=paper)))
    title = f"reciring {time.monotonic_ns()}"
    assert print_pdf(pdf, printer=QUEUE, title=title, paper=paper, sides="2").sent
    printed = _wait_for(real_printer, title.replace(" ", "_"))
    box = PdfReader(printed).pages[0].mediabox
    assert (round(box.width), round(box.height)) == size
    printed.unlink()


def test_a_real_print_server_refuses_an_unknown_printer(real_printer: Path) -> None:
    assert "There is no printer kelder" in str(print_pdf(PDF, printer="kelder").message)


def _wait_for(folder: Path, title: str) -> Path:
    """The page with that title, once it is whole: the server prints in its own time."""

    def whole_pages() -> list[Path]:
        found = (path for path in folder.glob("*.pdf") if title in path.name)
        return [path for path in found if path.read_bytes().rstrip().endswith(b"%%EOF")]

    wait_until(whole_pages, f"nothing was printed into {folder}")
    return whole_pages()[0]
