"""Help in both languages: all of it is translated, and it fits on the screen."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path

import pytest

from reciring.cli.click_commands import Command
from reciring.cli.commands import FORMATS, HANDOUTS, commands
from reciring.locale import Translator, translator
from reciring.report import formats as export
from reciring.report import handouts
from tests.support.command_line import ENGLISH_WORDS, CommandLine, help_page, run_program

COMMANDS = commands(translator("en")).commands
PAGES = ("", *COMMANDS)


def called(name: str) -> str:
    return name or "reciring"


def examples_of(name: str, language: str) -> list[str]:
    return (commands(translator(language)).commands[name].epilog or "").splitlines() if name else []


def without_examples(text: str, name: str, language: str) -> str:
    for example in sorted(examples_of(name, language), key=len, reverse=True):
        text = text.replace(example, "")
    return text


class Marking(Translator):
    """A language with a row of bars for every text. Letters that remain were not translated."""

    def __init__(self) -> None:
        super().__init__("en")

    def __call__(self, text: str, /, **gaps: object) -> str:
        return "|" * len(text)


@pytest.mark.parametrize("name", PAGES, ids=called)
def test_every_text_of_a_page_is_translated(name: str) -> None:
    text = without_examples(help_page(name, Marking(), 80), name, "en")
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
        *COMMANDS,
    }
    words = set(re.findall(r"(?<![\w-])(?!-)[\w|-]+", text))
    assert {word for word in words if word.strip("|") and word not in known and not word[0].isdigit()} == set()


@pytest.mark.parametrize("name", PAGES, ids=called)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("width", [80, 40])
def test_a_page_fits(name: str, language: str, width: int) -> None:
    examples = examples_of(name, language)
    for line in help_page(name, translator(language), width).splitlines():
        assert len(line.rstrip()) <= width or line.strip() in examples or " " not in line.strip()


@pytest.mark.parametrize("name", PAGES, ids=called)
def test_dutch_help_is_dutch(name: str, cli: CommandLine) -> None:
    result = cli(*([name] if name else []), "--help", "--language", "nl")
    assert result.code == 0
    assert result.err == ""
    assert result.out.startswith("Gebruik: reciring")
    text = without_examples(result.out, name, "nl")
    assert ENGLISH_WORDS.isdisjoint(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", re.sub(r"(?m)^  \w+ ", "", text)))


@pytest.mark.parametrize(
    "words", ["--language nl summary --help", "summary --language=nl --help", "summary --help --language nl"]
)
def test_the_language_option_can_be_anywhere(words: str, cli: CommandLine) -> None:
    assert cli(*words.split()).out.startswith("Gebruik: reciring summary KRING")


@pytest.mark.parametrize(
    ("words", "shown"), [("help", "reciring"), ("help list", "reciring list"), ("list -h", "reciring list")]
)
def test_help_is_also_a_command(words: str, shown: str, cli: CommandLine) -> None:
    assert cli(*words.split()).out.startswith(f"Usage: {shown} [")


def test_help_is_in_the_language_of_the_computer() -> None:
    assert run_program("--help", env={"LC_ALL": "nl_NL.UTF-8"}).stdout.startswith("Gebruik:")


def test_help_is_in_the_language_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "reciring").mkdir()
    (tmp_path / "reciring" / "settings.toml").write_text('language = "nl"\n')
    done = run_program("--help", env={"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)})
    assert done.stdout.startswith("Gebruik:")


def test_version_prints_the_version(cli: CommandLine) -> None:
    from reciring import __version__

    assert cli("--version") == (0, f"reciring {__version__}\n", "")


def test_an_unknown_command_is_refused(cli: CommandLine) -> None:
    assert cli("sumary") == (2, "", "reciring has no command “sumary”. Did you mean summary?\n")
    assert "Bedoelde je" in cli("sumary", "--language", "nl").err
    assert "The commands are: open, new" in cli("xyzzy").err


def test_an_unknown_language_is_refused(cli: CommandLine) -> None:
    result = cli("list", "--language", "fr")
    assert result == (2, "", "“fr” is not a language of reciring. Choose nl (Dutch) or en (English).\n")


def test_formats_and_handouts_are_those_of_the_reports() -> None:
    assert tuple(export.FORMATS) == FORMATS
    assert tuple(handouts.HANDOUTS) == HANDOUTS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_a_function_with_its_parameters(name: str) -> None:
    command = COMMANDS[name]
    assert isinstance(command, Command)
    module, _, function = command.run.partition(":")
    values = {param.name: None for param in command.params if param.expose_value}
    inspect.signature(getattr(importlib.import_module(f"reciring.cli.{module}"), function)).bind(None, **values)


def test_a_command_has_no_option_twice() -> None:
    for command in COMMANDS.values():
        options = [name for param in command.params for name in param.opts]
        assert len(options) == len(set(options))
