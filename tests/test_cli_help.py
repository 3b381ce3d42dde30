"""Help in both languages: nothing of it untranslated, all of it within the screen."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from reciring.cli.helptext import lines
from reciring.cli.reader import Command
from reciring.cli.table import COMMANDS, FORMATS, HANDOUTS, START
from reciring.locale import Translator, translator
from reciring.report.export import FORMS
from reciring.report.handouts import HANDOUTS as PAPERS
from tests.cli_helper import ENGLISH, Reciring, program

PAGES = (START, *COMMANDS)


def called(command: Command) -> str:
    return command.name or "reciring"


class Marking(Translator):
    """A language in which every text is a row of bars: letters that are left were never translated."""

    def __init__(self) -> None:
        super().__init__("en")

    def __call__(self, text: str, /, **gaps: object) -> str:
        return "|" * len(text)


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


@pytest.mark.parametrize("command", PAGES, ids=called)
def test_nothing_of_a_page_escapes_translation(command: Command) -> None:
    text = "\n".join(lines(command, Marking(), 80))
    for example in sorted(command.examples, key=len, reverse=True):
        text = text.replace(example, "")
    known = {
        "reciring",
        "nl|en",
        *FORMATS,
        *HANDOUTS,
        "a4",
        "letter",
        "bash",
        "zsh",
        "fish",
        "powershell",
        *(c.name for c in COMMANDS),
    }
    words = set(re.findall(r"(?<![\w-])(?!-)[\w|-]+", text))
    assert {word for word in words if word.strip("|") and word not in known and not word[0].isdigit()} == set()


@pytest.mark.parametrize("command", PAGES, ids=called)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [80, 40])
def test_a_page_fits(command: Command, language: str, width: int) -> None:
    for line in lines(command, translator(language), width):
        assert len(line.rstrip("\a")) <= width or line.strip() in command.examples or " " not in line.strip()


@pytest.mark.parametrize("command", PAGES, ids=called)
def test_dutch_help_is_dutch(command: Command, reciring: Reciring) -> None:
    said = reciring(*([command.name] if command.name else []), "--help", "--language", "nl")
    assert said.code == 0
    assert said.err == ""
    assert said.out.startswith("Gebruik: reciring")
    text = said.out
    for example in sorted(command.examples, key=len, reverse=True):
        text = text.replace(example, "")
    assert ENGLISH.isdisjoint(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", re.sub(r"(?m)^  \w+ ", "", text)))


@pytest.mark.parametrize(
    "words", ["--language nl summary --help", "summary --language=nl --help", "summary --help --lang nl"]
)
def test_the_language_may_stand_anywhere(words: str, reciring: Reciring) -> None:
    assert reciring(*words.split()).out.startswith("Gebruik: reciring summary BESTAND")


@pytest.mark.parametrize(
    ("words", "page"), [("help", "reciring"), ("help list", "reciring list"), ("list -h", "reciring list")]
)
def test_help_is_also_a_word(words: str, page: str, reciring: Reciring) -> None:
    assert reciring(*words.split()).out.startswith(f"Usage: {page} [")


def test_help_speaks_the_language_of_the_computer() -> None:
    assert program("--help", env={"LC_ALL": "nl_NL.UTF-8"}).stdout.startswith("Gebruik:")


def test_help_speaks_the_language_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "reciring").mkdir()
    (tmp_path / "reciring" / "settings.toml").write_text('language = "nl"\n')
    told = program("--help", env={"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)})
    assert told.stdout.startswith("Gebruik:")


def test_the_version(reciring: Reciring) -> None:
    from reciring import __version__

    assert reciring("--version") == (0, f"reciring {__version__}\n", "")


def test_a_command_that_is_not_there(reciring: Reciring) -> None:
    assert reciring("sumary") == (2, "", "reciring has no command sumary. Did you mean summary?\n")
    assert "Bedoelde je" in reciring("sumary", "--language", "nl").err
    assert "The commands are: open, new" in reciring("xyzzy").err


def test_a_language_that_is_not_spoken(reciring: Reciring) -> None:
    said = reciring("list", "--language", "fr")
    assert said == (2, "", "reciring speaks Dutch (nl) and English (en), not fr.\n")


@pytest.mark.parametrize("command", PAGES, ids=called)
def test_every_command_is_there(command: Command) -> None:
    module, _, function = command.run.partition(":")
    assert callable(getattr(importlib.import_module(f"reciring.cli.{module}"), function))


def test_the_forms_are_those_of_the_reports() -> None:
    assert tuple(FORMS) == FORMATS
    assert tuple(PAPERS) == HANDOUTS


def test_no_command_is_there_twice() -> None:
    names = [command.name for command in PAGES]
    assert len(names) == len(set(names))
    for command in PAGES:
        options = [name for option in command.options for name in option.names]
        assert len(options) == len(set(options))
