"""What a command and the console load before they can answer: heavy libraries only when they are needed.

Each test looks at ``sys.modules`` of a fresh interpreter. Our own modules are named by importing them here, so that a
renamed module cannot make a test pass for nothing.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from reciring.console.screens import command_palette, save_as, search
from reciring.console.screens import help as help_screen
from reciring.live import exports
from reciring.report import html, mail, pdf, printing, terminal, typesetting
from reciring.ring.session import Participant
from reciring.store.files import create_session_file
from tests.bench import rings
from tests.support.console_driver import EMPTY_SESSION

HEAVY = {"babel", "typst", "icalendar", "jinja2", "openpyxl", "email.message"}
"""Libraries that take a noticeable time to load: each is a fifth of the time to the first screen, or more."""

PAPER = {module.__name__ for module in (exports, html, mail, pdf, printing, typesetting)}
"""What makes files, mails and prints."""

SCREENS = {module.__name__ for module in (command_palette, help_screen, save_as, search)}
"""Screens that open over the ring when a key asks for them."""

RUN_COMMAND = """
import sys
sys.argv = ["reciring", *sys.argv[1:]]
from reciring.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""

RUN_CONSOLE = """
import asyncio, sys
from pathlib import Path
import reciring.cli.open
from reciring.clock import SystemClock
from reciring.console.app import ConsoleApp
from reciring.live.opening import open_session
from reciring.store.settings import Settings
path, *lines = sys.argv[1:]
opened = open_session(Path(path), SystemClock())
app = ConsoleApp(opened, folder=Path(path).parent, language="en", settings=Settings(), clock=SystemClock())
async def run():
    async with app.run_test() as pilot:
        for line in lines:
            app.screen.line.put(line)
            await pilot.press("enter")
        await app.workers.wait_for_complete()
        print("\\n".join(sorted(sys.modules)), file=sys.stderr)
asyncio.run(run())
opened.close()
"""


def loaded_by(program: str, *arguments: str) -> set[str]:
    """Run a program that prints ``sys.modules`` on stderr; return the names of the modules."""
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.splitlines())


@pytest.mark.parametrize("command", ["list", "summary", "json", "--version"])
def test_a_command_loads_only_what_it_needs(tmp_path: Path, command: str) -> None:
    path = rings.file(tmp_path, 20)
    words = {
        "list": ["list", "--sessions", str(tmp_path)],
        "summary": ["summary", str(path)],
        "json": ["summary", str(path), "--format", "json"],
    }.get(command, [command])
    loaded = loaded_by(RUN_COMMAND, *words)
    assert "reciring.cli" in loaded
    assert loaded & (HEAVY | {"textual", "filelock", "rich.markdown", "rich.progress", "rich.syntax"}) == set()


def test_the_first_screen_of_a_ring_loads_no_other_screens_and_nothing_for_paper(tmp_path: Path) -> None:
    loaded = loaded_by(RUN_CONSOLE, str(rings.file(tmp_path, 20)))
    assert "textual" in loaded
    assert loaded & (HEAVY | SCREENS | PAPER) == set()


def test_the_summary_on_the_screen_loads_nothing_for_paper(tmp_path: Path) -> None:
    people = {"p1": Participant(name="Anne"), "p2": Participant(name="Bo")}
    path = create_session_file(tmp_path, msgspec.structs.replace(EMPTY_SESSION, participants=people))
    loaded = loaded_by(RUN_CONSOLE, str(path), "/begin", "/go round", "/next", "bo I know somebody", "/end")
    assert terminal.__name__ in loaded
    assert loaded & (HEAVY | PAPER) == set()
