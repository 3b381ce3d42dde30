"""The words behind ``reciring``: options and arguments in any order, and sentences for what cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciring.cli.call import Call
from reciring.cli.program import NAME, program
from reciring.cli.stop import Stop
from reciring.locale import translator
from tests.cli_helper import Reciring, rehearsal


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rehearsal(tmp_path_factory.mktemp("rings") / "ring.toml")


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


@pytest.mark.parametrize(
    "words", ["-o OUT RING", "RING -o OUT", "--output OUT RING", "--output=OUT RING", "-oOUT RING"]
)
def test_an_option_is_given_in_any_place_and_form(words: str, reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    given = words.replace("OUT", str(tmp_path / "out")).replace("RING", str(ring))
    assert reciring("log", *given.split()) == (0, "", "")
    assert (tmp_path / "out").read_text("utf-8").startswith("/")


def test_an_option_that_counts_once_takes_the_last(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert reciring("log", ring, "-o", tmp_path / "a", "-o", tmp_path / "b").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_an_option_that_can_be_given_several_times_keeps_them(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert reciring("summary", ring, "-f", "md", "--format", "json", "-o", tmp_path).code == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".md"]


@pytest.mark.parametrize("words", [["--sessions", "RINGS", "check", "ring"], ["check", "ring", "--sessions=RINGS"]])
def test_options_of_every_command_stand_before_or_behind_it(words: list[str], reciring: Reciring, ring: Path) -> None:
    said = reciring(*(word.replace("RINGS", str(ring.parent)) for word in words))
    assert said == (0, f"{ring} is sound.\n", "")


def test_the_last_of_them_counts(reciring: Reciring, ring: Path) -> None:
    assert reciring("--sessions", "/nowhere", "check", "ring", "--sessions", ring.parent).code == 0


def test_a_dash_is_a_word(reciring: Reciring, ring: Path) -> None:
    assert reciring("log", ring, "-o", "-").out == reciring("log", ring).out


def test_behind_two_dashes_nothing_is_an_option(reciring: Reciring) -> None:
    said = reciring("check", "--", "--force")
    assert (said.code, said.out) == (1, "")
    assert "--force is not there" in said.err


def test_what_takes_many_takes_them_all(reciring: Reciring, ring: Path) -> None:
    assert reciring("check", ring, ring, ring).out.count("is sound") == 3


def test_help_needs_nothing_else(reciring: Reciring) -> None:
    assert reciring("forget", "--help").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("summary", "FILE is missing. That is a session: its file, or"),
        ("forget Karin", "FILE is missing. That is a session: its file, or"),
        ("list x", "x is one word too many for “reciring list”."),
        ("log x y", "y is one word too many for “reciring log”."),
        ("summary x --fromat md", "“reciring summary” has no option --fromat. Did you mean --format?"),
        ("summary x --with", "“reciring summary” has no option --with. Did you mean --with-speaking-time?"),
        ("summary x --format", "Behind --format its value is missing: --format FORM."),
        ("summary x --format mdd", "mdd is none of what --format can be: terminal, pdf,"),
        ("handout x cars", "cars is none of what WHICH can be: question, cards, script. Did you mean cards?"),
        ("log x --force=yes", "--force stands by itself: nothing comes behind it."),
        ("log x --f", "“reciring log” has no option --f."),
        ("log x -x", "“reciring log” has no option -x."),
        ("--sesions x list", "reciring has no option --sesions. Did you mean --sessions?"),
        ("--sessions", "Behind --sessions its value is missing: --sessions FOLDER."),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(words: str, told: str, reciring: Reciring) -> None:
    said = reciring(*words.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("summary x --fromat md", "“reciring summary” kent de optie --fromat niet. Bedoelde je --format?"),
        ("summary", "BESTAND ontbreekt."),
        ("summary x --format", "Achter --format ontbreekt de waarde: --format VORM."),
        ("list x", "x is een woord te veel voor “reciring list”."),
    ],
)
def test_the_sentence_is_in_the_language(words: str, told: str, reciring: Reciring) -> None:
    assert reciring("--language", "nl", *words.split()).err.startswith(told)


COMMANDS = program(translator("en")).commands


@given(
    st.sampled_from(sorted(COMMANDS)),
    st.lists(st.text(max_size=12) | st.sampled_from(["--", "-o", "--force", "-", "--format"]), max_size=6),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_words_are_read_or_refused(name: str, words: list[str]) -> None:
    group = program(translator("en"))
    root = group.make_context(NAME, [name], obj=Call(translator("en")))
    try:
        context = group.commands[name].make_context(name, words, parent=root)
    except Stop as stop:
        assert stop.code == 2
        assert stop.text
    else:
        assert all(context.params[param.name] not in (None, []) for param in context.command.params if param.required)
