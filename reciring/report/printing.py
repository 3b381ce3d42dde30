"""Paper: the printers of this computer, and sending a PDF to one of them; what happened is always a sentence.

CUPS (``lp``) on Linux and macOS, the shell's print verb on Windows. Nothing is printed that was not asked for, and the
PDF always stays where it is.
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

from reciring.ring.message import Message, say
from reciring.ring.text import squeeze

PRINT_TIMEOUT = 20.0
"""Seconds; a printing system that takes longer to answer is taken for stuck."""
MAX_COPIES = 99


class Printer(NamedTuple):
    """A printer by its system's name; ``default`` is the one that is used if none is named."""

    name: str
    default: bool = False


class PrintResult(NamedTuple):
    """Whether the PDF is on its way to paper, and what to tell of it."""

    sent: bool
    message: Message


class PrintingError(Exception):
    """Printing is not possible here; ``message`` says why, without what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class PrintSystem(Protocol):
    """A printing system."""

    def printers(self) -> list[Printer]:
        """Its printers; raises Trouble."""
        ...

    def send(self, pdf: Path, printer: Printer, copies: int, title: str) -> None:
        """Hand over a PDF; raises Trouble."""
        ...


RunCommand = Callable[[Sequence[str]], "subprocess.CompletedProcess[str]"]


def run_command(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a program of the printing system, in English, without waiting for ever."""
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
    """Linux and macOS."""

    def __init__(self, run: RunCommand = run_command, which: Callable[[str], str | None] = shutil.which) -> None:
        self._run = run
        self._which = which

    def printers(self) -> list[Printer]:
        names = self._ask("lpstat", "-e")
        default = self._ask("lpstat", "-d").rpartition(": ")[2].strip()
        return [Printer(name, name == default) for name in names.splitlines() if name.strip()]

    def send(self, pdf: Path, printer: Printer, copies: int, title: str) -> None:
        # "./-n.pdf" is a file whatever its name
        file = str(pdf) if pdf.is_absolute() else os.path.join(".", pdf)
        self._ask("lp", "-d", printer.name, "-n", str(copies), "-t", title or pdf.stem, "--", file)

    def _ask(self, program: str, *arguments: str) -> str:
        found = self._which(program)
        if found is None:
            raise PrintingError(say("This computer has no printing system (CUPS)."))
        answer = _answer(self._run, [found, *arguments])
        if answer.returncode != 0 and (reason := answer.stderr.strip()):
            # lpstat also fails where there is simply no printer
            if "No destinations added" in reason:
                return ""
            raise PrintingError(say("The printing system says: {reason}.", reason=_said(reason)))
        return answer.stdout


class Windows:
    """The shell prints with the program that opens PDFs."""

    def __init__(self, run: RunCommand = run_command, start: Callable[..., Any] | None = None) -> None:
        self._run = run
        self._start = start or getattr(os, "startfile", None)

    def printers(self) -> list[Printer]:
        script = (
            "[Console]::OutputEncoding = [Text.Encoding]::UTF8;"
            "ConvertTo-Json @(Get-CimInstance Win32_Printer | Select-Object Name, Default)"
        )
        answer = _answer(self._run, ["powershell", "-NoProfile", "-NonInteractive", "-Command", script])
        try:
            found = json.loads(answer.stdout if answer.stdout or answer.returncode else "[]")
            return [Printer(str(one["Name"]), bool(one["Default"])) for one in found]
        except (ValueError, TypeError, KeyError):
            reason = _said(answer.stderr) or "?"
            raise PrintingError(say("The printing system says: {reason}.", reason=reason)) from None

    def send(self, pdf: Path, printer: Printer, copies: int, title: str) -> None:
        if self._start is None:
            raise PrintingError(say("This computer cannot print from here."))
        try:
            for _ in range(copies):
                if printer.default:
                    self._start(str(pdf), "print")
                else:
                    self._start(str(pdf), "printto", f'"{printer.name}"')
        except OSError as error:
            reason = _said(error.strerror or str(error))
            raise PrintingError(say("The printing system says: {reason}.", reason=reason)) from None


def detect_print_system() -> PrintSystem:
    """This computer's printing system."""
    return Windows() if sys.platform == "win32" else Cups()


def list_printers(on: PrintSystem | None = None) -> tuple[list[Printer], Message | None]:
    """The printers there are; where there is none, a sentence with what to do instead."""
    try:
        found = (on or detect_print_system()).printers()
    except PrintingError as trouble:
        return [], say("{why} {instead}", why=trouble.message, instead=_instead(None))
    return found, None if found else _none(None)


def print_pdf(
    pdf: Path, *, printer: str | None = None, copies: int = 1, title: str = "", on: PrintSystem | None = None
) -> PrintResult:
    """Print ``pdf``, on the printer named, else the system's default, else the only one there is."""
    if not 1 <= copies <= MAX_COPIES:
        return PrintResult(False, say("Copies are a number from 1 to {most}.", most=MAX_COPIES))
    on = on or detect_print_system()
    try:
        there = on.printers()
        if not there:
            return PrintResult(False, _none(pdf))
        chosen = _choose(there, printer)
        if isinstance(chosen, Message):
            return PrintResult(False, chosen)
        on.send(pdf, chosen, copies, squeeze(title))
    except PrintingError as trouble:
        return PrintResult(False, say("{why} {instead}", why=trouble.message, instead=_instead(pdf)))
    if copies == 1:
        return PrintResult(True, say("Sent to {printer}.", printer=chosen.name))
    return PrintResult(True, say("Sent to {printer}: {copies} copies.", printer=chosen.name, copies=copies))


def _choose(there: list[Printer], name: str | None) -> Printer | Message:
    names = ", ".join(one.name for one in there)
    if name is not None:
        found = next((one for one in there if one.name.casefold() == name.casefold()), None)
        return found or say("There is no printer {name}. There is: {names}.", name=name, names=names)
    if len(there) == 1:
        return there[0]
    found = next((one for one in there if one.default), None)
    return found or say("Which printer? There is: {names}.", names=names)


def _none(pdf: Path | None) -> Message:
    return say("{why} {instead}", why=say("No printer is set up on this computer."), instead=_instead(pdf))


def _instead(pdf: Path | None) -> Message:
    if pdf is None:
        return say("Save the summary as a PDF and print it elsewhere.")
    return say("The PDF is kept, to print from another program or computer: {path}", path=str(pdf))


def _answer(run: RunCommand, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    try:
        return run(command)
    except subprocess.TimeoutExpired:
        raise PrintingError(say("The printing system does not answer.")) from None
    except OSError as error:
        reason = _said(error.strerror or str(error))
        raise PrintingError(say("The printing system says: {reason}.", reason=reason)) from None


def _said(text: str) -> str:
    """What a program complained, in one line, without its own name and full stop."""
    return squeeze(text.removeprefix("lp: ").removeprefix("lpstat: ")).rstrip(".")
