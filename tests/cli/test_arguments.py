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
    assert cli("transcript", *given.split()) == (0, "", "")
    assert (tmp_path / "out").read_text("utf-8").startswith("/")


def test_the_last_value_of_an_option_counts(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("transcript", rehearsal_file, "-o", tmp_path / "a", "-o", tmp_path / "b").code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_a_repeatable_option_keeps_all_values(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("summary", rehearsal_file, "-f", "md", "--format", "json", "-o", tmp_path).code == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".json", ".md"]


@pytest.mark.parametrize("words", [["--sessions", "RINGS", "check", "ring"], ["check", "ring", "--sessions=RINGS"]])
def test_shared_options_are_read_before_and_after_the_command(
    words: list[str], cli: CommandLine, rehearsal_file: Path
) -> None:
    result = cli(*(word.replace("RINGS", str(rehearsal_file.parent)) for word in words))
    assert result == (0, f"{rehearsal_file}: no problems found.\n", "")


def test_the_last_shared_option_counts(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("--sessions", "/nowhere", "check", "ring", "--sessions", rehearsal_file.parent).code == 0


def test_a_dash_is_a_value(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("transcript", rehearsal_file, "-o", "-").out == cli("log", rehearsal_file).out


def test_after_two_dashes_nothing_is_an_option(cli: CommandLine) -> None:
    result = cli("check", "--", "--force")
    assert (result.code, result.out) == (1, "")
    assert "no ring “--force”" in result.err


@pytest.mark.parametrize("word", ["-h", "--help", "-y", "--sessions"])
def test_after_two_dashes_a_word_with_a_dash_is_a_command(word: str, cli: CommandLine) -> None:
    result = cli("--", word, "nl")
    assert result.code == 2
    assert f"reciring has no command “{word}”." in result.err


def test_check_reads_all_files(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("check", rehearsal_file, rehearsal_file, rehearsal_file).out.count("no problems") == 3


def test_help_needs_no_arguments(cli: CommandLine) -> None:
    assert cli("forget", "--help").code == 0


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("summary", "RING is missing: the name of a ring, a part of"),
        ("forget Karin", "RING is missing: the name of a ring, a part of"),
        ("list x", "“reciring list” cannot use “x”. Put names and titles with spaces in quotation marks."),
        (
            "transcript x y",
            "“reciring transcript” cannot use “y”. Put names and titles with spaces in quotation marks.",
        ),
        ("summary x --fromat md", "“reciring summary” has no option --fromat. Did you mean --format?"),
        ("summary x --with", "“reciring summary” has no option --with. Did you mean --with-speaking-time?"),
        ("summary x --format", "--format needs a value: --format FORMAT"),
        ("summary x --format mdd", "“mdd” is not valid for --format. Choose from: terminal, pdf,"),
        (
            "handout x cars",
            "“cars” is not valid for WHICH. Choose from: question, cards, script, poster. Did you mean cards?",
        ),
        ("transcript x --force=yes", "--force takes no value."),
        ("transcript x --f", "“reciring transcript” has no option --f."),
        ("transcript x -x", "“reciring transcript” has no option -x."),
        ("--sesions x list", "reciring has no option --sesions. Did you mean --sessions?"),
        ("--sessions", "--sessions needs a value: --sessions FOLDER"),
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
        ("summary", "KRING ontbreekt: de naam"),
        ("summary x --format", "--format heeft een waarde nodig: --format TYPE"),
        ("list x", "“reciring list” kan niets met “x”. Zet namen en titels met spaties tussen aanhalingstekens."),
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


def test_older_names_of_commands_are_understood(cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("log", rehearsal_file) == cli("transcript", rehearsal_file)
    assert cli("handout", "--help") == cli("handouts", "--help")
