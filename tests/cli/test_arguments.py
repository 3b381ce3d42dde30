"""How a command line is read: options and arguments in any order, and the refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.exceptions import Exit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reciring.cli.commands import commands
from reciring.cli.streams import Stop
from reciring.locale import translator
from tests.support.command_line import CommandLine


@pytest.mark.parametrize(
    "words", ["-o OUT RING", "RING -o OUT", "--output OUT RING", "--output=OUT RING", "-oOUT RING"]
)
def test_an_option_is_read_in_any_place_and_form(
    words: str, cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    given = words.replace("OUT", str(tmp_path / "out")).replace("RING", str(rehearsal_file))
    assert cli("log", *given.split()) == (0, "", "")
    assert (tmp_path / "out").read_text("utf-8").startswith("/")


def test_the_last_value_of_an_option_counts(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("log", rehearsal_file, "-o", tmp_path / "a", "-o", tmp_path / "b").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_repeatable_option_keeps_all_values(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("summary", rehearsal_file, "-f", "md", "--format", "json", "-o", tmp_path).code == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".md"]


@pytest.mark.parametrize("words", [["--sessions", "RINGS", "check", "ring"], ["check", "ring", "--sessions=RINGS"]])
def test_shared_options_are_read_before_and_after_the_command(
    words: list[str], cli: CommandLine, rehearsal_file: Path
) -> None:
    result = cli(*(word.replace("RINGS", str(rehearsal_file.parent)) for word in words))
    assert result == (0, f"{rehearsal_file} is sound.\n", "")


def test_the_last_shared_option_counts(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("--sessions", "/nowhere", "check", "ring", "--sessions", rehearsal_file.parent).code == 0


def test_a_dash_is_a_value(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("log", rehearsal_file, "-o", "-").out == cli("log", rehearsal_file).out


def test_after_two_dashes_nothing_is_an_option(cli: CommandLine) -> None:
    result = cli("check", "--", "--force")
    assert (result.code, result.out) == (1, "")
    assert "--force is not there" in result.err


@pytest.mark.parametrize("word", ["-h", "--help", "-y", "--sessions"])
def test_after_two_dashes_a_word_with_a_dash_is_a_command(word: str, cli: CommandLine) -> None:
    result = cli("--", word, "nl")
    assert result.code == 2
    assert f"reciring has no command {word}." in result.err


def test_check_reads_all_files(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("check", rehearsal_file, rehearsal_file, rehearsal_file).out.count("is sound") == 3


def test_help_needs_no_arguments(cli: CommandLine) -> None:
    assert cli("forget", "--help").code == 0


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("summary", "FILE is missing. That is a session: its file, or"),
        ("forget Karin", "FILE is missing. That is a session: its file, or"),
        ("list x", "x is one word too many for “reciring list”."),
        ("log x y", "y is one word too many for “reciring log”."),
        ("summary x --fromat md", "“reciring summary” has no option --fromat. Did you mean --format?"),
        ("summary x --with", "“reciring summary” has no option --with. Did you mean --with-speaking-time?"),
        ("summary x --format", "Behind --format its value is missing: --format FORM."),
        ("summary x --format mdd", "mdd is none of what --format can be: terminal, pdf,"),
        ("handout x cars", "cars is none of what WHICH can be: question, cards, script, poster. Did you mean cards?"),
        ("log x --force=yes", "--force stands by itself: nothing comes behind it."),
        ("log x --f", "“reciring log” has no option --f."),
        ("log x -x", "“reciring log” has no option -x."),
        ("--sesions x list", "reciring has no option --sesions. Did you mean --sessions?"),
        ("--sessions", "Behind --sessions its value is missing: --sessions FOLDER."),
    ],
)
def test_a_wrong_command_line_is_refused_with_a_sentence(words: str, refusal: str, cli: CommandLine) -> None:
    result = cli(*words.split())
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(refusal)
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("summary x --fromat md", "“reciring summary” kent de optie --fromat niet. Bedoelde je --format?"),
        ("summary", "BESTAND ontbreekt."),
        ("summary x --format", "Achter --format ontbreekt de waarde: --format VORM."),
        ("list x", "x is een woord te veel voor “reciring list”."),
    ],
)
def test_refusals_are_in_the_language(words: str, refusal: str, cli: CommandLine) -> None:
    assert cli("--language", "nl", *words.split()).err.startswith(refusal)


COMMANDS = commands(translator("en")).commands


@given(
    st.sampled_from(sorted(COMMANDS)),
    st.lists(st.text(max_size=12) | st.sampled_from(["--", "-o", "--force", "-", "--format"]), max_size=6),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_any_words_are_read_or_refused(name: str, words: list[str]) -> None:
    group = commands(translator("en"))
    root = group.make_context("reciring", [name], obj={"t": translator("en")})
    try:
        context = group.commands[name].make_context(name, words, parent=root)
    except Exit as end:  # after --help
        assert end.exit_code == 0
    except Stop as stop:
        assert stop.code == 2
        assert stop.text
    else:
        assert all(context.params[param.name] not in (None, []) for param in context.command.params if param.required)
