"""Every example in the docs works as it is printed. ``tests/support/docs_examples.py`` says what kinds there are."""

from __future__ import annotations

import importlib.util
import json
import re
import shlex
from pathlib import Path

import pytest

from reciring.cli import open as open_commands
from reciring.cli import printing as paper
from reciring.cli import privacy, run, streams
from reciring.guide.guide import load_guide
from reciring.report import printing
from reciring.report.invitation import Invitation
from reciring.ring.command_registry import COMMAND_SPECS
from reciring.ring.transcript import replay, same_content, write_transcript
from reciring.store import settings
from reciring.store.toml import decode, encode
from reciring.web import server
from tests.support import docs_examples
from tests.support.docs_examples import STEPS, Block, LedRing
from tests.support.paths import PROJECT

PARTICIPANTS = "Naam;Organisatie;E-mail\nAnne Visser;City Hall;anne@example.org\nBo Jansen;;bo@example.org\n"
NO_SHELL = ("cd", "uv", "uvx", "pipx", "git", "java", ".venv/bin/ruff")
"""Programs that are not ours."""
USER_PAGES = [page for page in docs_examples.PAGES if page.parent.name != "development"]
OTHERS = {"typist", "api", "fact", "sw", "aw"}
"""Paths of the web server, a line of transcripts, and the beginnings of commands that Tab completes."""


def each(kind: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("block", docs_examples.blocks(kind), ids=str)


def test_every_block_says_what_it_is() -> None:
    unknown = [block for block in docs_examples.blocks() if block.kind not in docs_examples.KINDS]
    assert [str(block) for block in unknown if block.page in USER_PAGES] == []


@each("line")
def test_lines_can_be_typed(block: Block) -> None:
    ring = LedRing(block.words, block.language)
    assert [problem for line in block.lines if (problem := ring.type(line))] == []


TYPED_ON = [page for page in USER_PAGES if page.parent.name in ("how-to", "tutorial")]


@pytest.mark.parametrize("page", TYPED_ON, ids=lambda page: page.name)
def test_lines_between_backticks_are_understood_in_some_step(page: Path) -> None:
    language = "nl" if page.stem.endswith("-nl") else "en"
    rings = [LedRing(step, language) for step in STEPS]
    lines = docs_examples.inline_lines(page)
    assert [line for line in lines if not any(ring.understands(line) for ring in rings)] == []


@each("sh")
def test_command_lines_can_be_run(
    block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "sessions"
    docs_examples.write_ring(folder / "2026-11-24-smarter-together.toml", block.language)
    docs_examples.write_ring(folder / "2026-11-24-samen-slimmer.toml", block.language)
    for name in ("participants.csv", "deelnemers.csv"):
        (tmp_path / name).write_text(PARTICIPANTS, "utf-8")
    ring = docs_examples.ring_in_step("done", block.language)
    for name in ("transcript.txt", "logboek.txt"):
        (tmp_path / name).write_text(write_transcript(ring), "utf-8")
    monkeypatch.chdir(tmp_path)
    _without_screens(monkeypatch)
    for line in block.lines:
        words = shlex.split(re.sub(r"^[A-Z]+=\S+ | >>? \S+$", "", line))
        if words[0] == "reciring":
            assert run(words[1:]) == 0, f"{line}\n{capsys.readouterr().err}"
        elif words[0] == "make":
            assert re.search(
                rf"^{(words[1:] or ['help'])[0]}:", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE
            )
        elif words[1:2] == ["-m"] and words[0].endswith("python"):
            assert importlib.util.find_spec(words[2]), line
        else:
            assert words[0] in NO_SHELL, line


def _without_screens(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands that need a screen, a printer, a network or an answer do nothing, so that the rest is tried."""

    def nothing(*values: object, **more: object) -> int:
        return 0

    for name in ("require_terminal", "run_console", "open_start_screen"):
        monkeypatch.setattr(open_commands, name, nothing)
    monkeypatch.setattr("reciring.console.app.run_stage", nothing)
    for name in ("demo", "new"):
        monkeypatch.setattr(f"reciring.cli.{name}.require_terminal", nothing)
        monkeypatch.setattr(f"reciring.cli.{name}.run_console", nothing)
    monkeypatch.setattr("reciring.cli.plain.open_plain", nothing)
    monkeypatch.setattr("reciring.cli.serve._serve", nothing)
    monkeypatch.setattr("asyncio.run", nothing)
    monkeypatch.setattr(server.RingServer, "__init__", lambda *values, **more: None)
    monkeypatch.setattr(privacy, "_confirm", nothing)
    monkeypatch.setattr(streams, "confirm", lambda question: True)
    monkeypatch.setattr(printing, "detect_print_system", _Printers)
    monkeypatch.setattr(paper, "_invitation", lambda context, path: Invitation("http://192.168.1.20:8800", "K7M2QX"))


class _Printers:
    """A print system with two printers that print nothing."""

    def printers(self) -> list[printing.Printer]:
        return [printing.Printer("office", default=True), printing.Printer("kantoor")]

    def send(self, pdf: Path, printer: printing.Printer, copies: int, title: str, paper: str, sides: str) -> None:
        assert pdf.is_file() and printer.name in ("office", "kantoor")


@each("toml")
def test_files_can_be_opened(block: Block, tmp_path: Path) -> None:
    if "schema = 1" in block.text:
        session = decode(block.text.encode())
        assert decode(encode(session)) == session
    else:
        (tmp_path / settings.SETTINGS_FILE_NAME).write_text(block.text, "utf-8")
        assert settings.load_settings(tmp_path)[1] is None


@each("transcript")
def test_transcripts_can_be_replayed_and_written_again(block: Block) -> None:
    session = replay(block.text, strict=True).session
    written = write_transcript(session)
    assert same_content(replay(written).session, session)
    assert "/fact" not in written


@each("json")
def test_json_can_be_read(block: Block) -> None:
    assert json.loads(block.text)


@each("markdown")
def test_guide_texts_can_be_read(block: Block, tmp_path: Path) -> None:
    name = re.sub(r"\W", "-", block.text.splitlines()[0].removeprefix("# ").lower())
    (tmp_path / f"{name}.md").write_text(block.text, "utf-8")
    assert load_guide("en", tmp_path).check() == ()


@pytest.mark.parametrize("page", USER_PAGES, ids=lambda page: str(page.relative_to(PROJECT)))
def test_the_commands_that_a_page_names_exist(page: Path, command_names: set[str]) -> None:
    named = set(re.findall(r"(?<!`)`/([a-z]+)(?=[ `])", page.read_text("utf-8")))
    assert named - command_names == set()


@pytest.fixture(scope="module")
def command_names() -> set[str]:
    return {name for spec in COMMAND_SPECS for name in (*spec.names("en"), *spec.older)} | OTHERS
