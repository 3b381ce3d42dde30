"""Help in both languages: nothing of it untranslated, all of it within the screen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reciring.cli.arguments import Form, Handout
from reciring.cli.program import page, program
from reciring.locale import Translator, translator
from reciring.report.export import FORMS
from reciring.report.handouts import HANDOUTS
from tests import cli_helper
from tests.cli_helper import ENGLISH, Reciring

COMMANDS = program(translator("en")).commands
PAGES = ("", *COMMANDS)


def called(name: str) -> str:
    return name or "reciring"


def without_examples(text: str, name: str) -> str:
    examples = (COMMANDS[name].epilog or "").splitlines() if name else []
    for example in sorted(examples, key=len, reverse=True):
        text = text.replace(example, "")
    return text


class Marking(Translator):
    """A language in which every text is a row of bars: letters that are left were never translated."""

    def __init__(self) -> None:
        super().__init__("en")

    def __call__(self, text: str, /, **gaps: object) -> str:
        return "|" * len(text)


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


@pytest.mark.parametrize("name", PAGES, ids=called)
def test_nothing_of_a_page_escapes_translation(name: str) -> None:
    text = without_examples(page(name, Marking(), 80), name)
    known = {
        "reciring",
        "nl|en",
        *Form,
        *Handout,
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
    examples = (COMMANDS[name].epilog or "").splitlines() if name else []
    for line in page(name, translator(language), width).splitlines():
        assert len(line.rstrip()) <= width or line.strip() in examples or " " not in line.strip()


@pytest.mark.parametrize("name", PAGES, ids=called)
def test_dutch_help_is_dutch(name: str, reciring: Reciring) -> None:
    said = reciring(*([name] if name else []), "--help", "--language", "nl")
    assert said.code == 0
    assert said.err == ""
    assert said.out.startswith("Gebruik: reciring")
    text = without_examples(said.out, name)
    assert ENGLISH.isdisjoint(re.findall(r"(?<![\w-])[a-z]+(?![\w-])", re.sub(r"(?m)^  \w+ ", "", text)))


@pytest.mark.parametrize(
    "words", ["--language nl summary --help", "summary --language=nl --help", "summary --help --language nl"]
)
def test_the_language_may_stand_anywhere(words: str, reciring: Reciring) -> None:
    assert reciring(*words.split()).out.startswith("Gebruik: reciring summary BESTAND")


@pytest.mark.parametrize(
    ("words", "shown"), [("help", "reciring"), ("help list", "reciring list"), ("list -h", "reciring list")]
)
def test_help_is_also_a_word(words: str, shown: str, reciring: Reciring) -> None:
    assert reciring(*words.split()).out.startswith(f"Usage: {shown} [")


def test_help_speaks_the_language_of_the_computer() -> None:
    assert cli_helper.program("--help", env={"LC_ALL": "nl_NL.UTF-8"}).stdout.startswith("Gebruik:")


def test_help_speaks_the_language_of_the_settings(tmp_path: Path) -> None:
    (tmp_path / "reciring").mkdir()
    (tmp_path / "reciring" / "settings.toml").write_text('language = "nl"\n')
    told = cli_helper.program("--help", env={"XDG_CONFIG_HOME": str(tmp_path), "HOME": str(tmp_path)})
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


def test_the_forms_are_those_of_the_reports() -> None:
    assert tuple(FORMS) == tuple(Form)
    assert tuple(HANDOUTS) == tuple(Handout)


def test_no_option_is_there_twice() -> None:
    for command in COMMANDS.values():
        options = [name for param in command.params for name in param.opts]
        assert len(options) == len(set(options))
