"""Printing: the printers of this computer, and sending a PDF to one of them. The result is always a message.

On Linux and macOS this is CUPS (``lp``), on Windows the print verb of the shell. The PDF is never removed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from reciring.ring.message import Message, MessageError, say
from reciring.ring.text import squeeze

PRINT_TIMEOUT = 20.0
"""Seconds; a printing system that takes longer to answer counts as hanging."""
MEDIA = {"a4": "A4", "letter": "Letter"}
"""The names of papers in CUPS."""
SIDES = {"1": "one-sided", "2": "two-sided-long-edge"}
"""How many sides of a sheet are printed, and the names in CUPS; "" leaves it to the printer."""


class Printer(NamedTuple):
    """A printer, by the name that the printing system gives it. ``default`` is used if none is named."""

    name: str
    default: bool = False


class PrintResult(NamedTuple):
    """Whether the PDF was sent to a printer, and a message about it; ``printers`` to choose from if none was clear."""

    sent: bool
    message: Message
    printers: tuple[str, ...] = ()


class PrintingError(MessageError):
    """Printing is not possible; ``message`` says why, but not what to do about it."""


class PrintSystem(Protocol):
    """A printing system."""

    def printers(self) -> list[Printer]:
        """Return its printers. Raises PrintingError."""
        ...

    def send(self, pdf: Path, printer: Printer, copies: int, title: str, paper: str, sides: str) -> None:
        """Print a PDF that was made for ``paper``, a key of ``MEDIA``; see ``SIDES``. Raises PrintingError."""
        ...


RunCommand = Callable[[Sequence[str]], subprocess.CompletedProcess[str]]


def run_command(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program of the printing system, with English output and a time limit.

    Raises OSError if it cannot be started, and subprocess.TimeoutExpired.
    """
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=PRINT_TIMEOUT,
        check=False,
        env={**os.environ, "LC_ALL": "C"},
    )


class Cups:
    """The printing system of Linux and macOS."""

    def __init__(self, run: RunCommand = run_command, which: Callable[[str], str | None] = shutil.which) -> None:
        self._run = run
        self._which = which

    def printers(self) -> list[Printer]:
        names = self._ask("lpstat", "-e")
        default = self._ask("lpstat", "-d").rpartition(": ")[2].strip()
        return [Printer(name, name == default) for name in names.splitlines() if name.strip()]

    def send(self, pdf: Path, printer: Printer, copies: int, title: str, paper: str, sides: str) -> None:
        # Without the paper of the page, the queue takes its own and cuts the page; what does not fit is made smaller.
        options = [f"media={MEDIA[paper]}", "fit-to-page", *([f"sides={SIDES[sides]}"] if sides else [])]
        job = [word for option in options for word in ("-o", option)]
        # With "./" a file name such as "-n.pdf" is not taken for an option.
        file = str(pdf) if pdf.is_absolute() else os.path.join(".", pdf)
        self._ask("lp", "-d", printer.name, "-n", str(copies), "-t", title or pdf.stem, *job, "--", file)

    def _ask(self, program: str, *arguments: str) -> str:
        path = self._which(program)
        if path is None:
            raise PrintingError(say("This computer has no printing system (CUPS)."))
        answer = _run(self._run, [path, *arguments])
        if answer.returncode != 0 and (reason := answer.stderr.strip()):
            # lpstat also fails if there is no printer at all.
            if "No destinations added" in reason:
                return ""
            raise PrintingError(say("The printing system reports: {reason}.", reason=_clean_error(reason)))
        return answer.stdout


class Windows:
    """The shell of Windows, which prints with the program that opens PDFs."""

    def __init__(self, run: RunCommand = run_command, start: Callable[..., Any] | None = None) -> None:
        self._run = run
        self._start = start or getattr(os, "startfile", None)

    def printers(self) -> list[Printer]:
        script = (
            "[Console]::OutputEncoding = [Text.Encoding]::UTF8;"
            "ConvertTo-Json @(Get-CimInstance Win32_Printer | Select-Object Name, Default)"
        )
        answer = _run(self._run, ["powershell", "-NoProfile", "-NonInteractive", "-Command", script])
        try:
            printers = json.loads(answer.stdout if answer.stdout or answer.returncode else "[]")
            return [Printer(str(printer["Name"]), bool(printer["Default"])) for printer in printers]
        except (ValueError, TypeError, KeyError):
            reason = _clean_error(answer.stderr) or "?"
            raise PrintingError(say("The printing system reports: {reason}.", reason=reason)) from None

    def send(self, pdf: Path, printer: Printer, copies: int, title: str, paper: str, sides: str) -> None:
        if self._start is None:
            raise PrintingError(say("reciring cannot print on this computer."))
        try:
            for _ in range(copies):
                if printer.default:
                    self._start(str(pdf), "print")
                else:
                    self._start(str(pdf), "printto", f'"{printer.name}"')
        except OSError as error:
            reason = _clean_error(error.strerror or str(error))
            raise PrintingError(say("The printing system reports: {reason}.", reason=reason)) from None


def detect_print_system() -> PrintSystem:
    """Return the printing system of this computer."""
    return Windows() if sys.platform == "win32" else Cups()


def list_printers(system: PrintSystem | None = None) -> tuple[list[Printer], Message | None]:
    """Return the printers, and if there are none a message that says what to do instead."""
    try:
        printers = (system or detect_print_system()).printers()
    except PrintingError as error:
        return [], say("{why} {instead}", why=error.message, instead=_instead(None))
    return printers, None if printers else _no_printer(None)


def print_pdf(
    pdf: Path,
    *,
    printer: str | None = None,
    copies: int = 1,
    title: str = "",
    paper: str = "a4",
    sides: str = "",
    system: PrintSystem | None = None,
    how_to_choose: Message | None = None,
) -> PrintResult:
    """Print ``pdf`` on the printer whose name begins so (in any case); without a name on the default or the only one.

    ``how_to_choose`` says how the user names a printer, if that is not an option of the command line.
    """
    system = system or detect_print_system()
    try:
        printers = system.printers()
        if not printers:
            return PrintResult(False, _no_printer(pdf))
        chosen = _choose(printers, printer)
        if chosen is None:
            names = tuple(printer.name for printer in printers)
            which = say("There is no printer {name}.", name=printer) if printer else say("Choose a printer.")
            if printer is None:
                which = say("No default printer is set.")
            how = how_to_choose or say("Add --printer NAME.")
            said = say("{which} {how} Printers: {names}.", which=which, how=how, names=", ".join(names))
            return PrintResult(False, said, names)
        system.send(pdf, chosen, copies, squeeze(title), paper, sides)
    except PrintingError as error:
        return PrintResult(False, say("{why} {instead}", why=error.message, instead=_instead(pdf)))
    if copies == 1:
        return PrintResult(True, say("Sent to {printer}.", printer=chosen.name))
    return PrintResult(True, say("Sent to {printer}: {copies} copies.", printer=chosen.name, copies=copies))


def _choose(printers: list[Printer], name: str | None) -> Printer | None:
    """Return the printer to use; None if that is not clear."""
    if name is None:
        default = next((printer for printer in printers if printer.default), None)
        return printers[0] if len(printers) == 1 else default
    called = [printer for printer in printers if printer.name.casefold() == name.casefold()]
    begun = called or [printer for printer in printers if printer.name.casefold().startswith(name.casefold())]
    return begun[0] if len(begun) == 1 else None


def _no_printer(pdf: Path | None) -> Message:
    return say("{why} {instead}", why=say("No printer is set up here."), instead=_instead(pdf))


def _instead(pdf: Path | None) -> Message:
    if pdf is None:
        return say("Save the summary as a PDF and print it elsewhere.")
    return say("Print its PDF somewhere else: {path}", path=str(pdf))


def _run(run: RunCommand, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return run(command)
    except subprocess.TimeoutExpired:
        raise PrintingError(say("The printing system does not answer.")) from None
    except OSError as error:
        reason = _clean_error(error.strerror or str(error))
        raise PrintingError(say("The printing system reports: {reason}.", reason=reason)) from None


def _clean_error(text: str) -> str:
    """Return an error message of a program in one line, without the program's name and the full stop."""
    return squeeze(text.removeprefix("lp: ").removeprefix("lpstat: ")).rstrip(".")
