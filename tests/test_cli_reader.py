"""Reading the words behind ``reciring``: options, arguments, and sentences for what cannot be meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.cli.reader import Argument, Command, Given, Option, Stop, read
from reciring.cli.table import COMMANDS, EVERYWHERE
from reciring.locale import translator

FORCE = Option(("--force",), "do it all the same")
OUTPUT = Option(("-o", "--output"), "where it goes", value="FILE")
FORMAT = Option(("--format",), "the form", value="FORM", many=True, choices=("md", "json"))
SPEAKING = Option(("--with-speaking-time",), "times too")
FILE = Argument("FILE", "a file")
SUMMARY = Command("summary", "", "", arguments=(FILE,), options=(FORCE, OUTPUT, FORMAT, SPEAKING))
COPY = Command("copy", "", "", arguments=(FILE._replace(many=True), Argument("FOLDER", "where to")))


def reading(command: Command, *words: str, language: str = "en") -> Given:
    return read(command, EVERYWHERE, words, translator(language))


def refused(command: Command, *words: str, language: str = "en") -> str:
    with pytest.raises(Stop) as stop:
        reading(command, *words, language=language)
    assert stop.value.code == 2
    return stop.value.text


@pytest.mark.parametrize(
    "words", ["-o out x", "x -o out", "--output out x", "--output=out x", "-oout x", "--outp out x"]
)
def test_an_option_is_given_in_any_place_and_form(words: str) -> None:
    given = reading(SUMMARY, *words.split())
    assert given.one("output") == "out"
    assert given.need("FILE") == "x"


def test_an_option_that_counts_once_takes_the_last() -> None:
    assert reading(SUMMARY, "x", "-o", "a", "-o", "b").one("output") == "b"


def test_an_option_that_counts_more_often_keeps_all() -> None:
    assert reading(SUMMARY, "x", "--format", "md", "--format=json").many("format") == ["md", "json"]


def test_a_value_may_begin_with_a_dash_and_stdin_is_a_word() -> None:
    given = reading(SUMMARY, "-", "-o", "-")
    assert (given.need("FILE"), given.one("output")) == ("-", "-")


def test_behind_two_dashes_nothing_is_an_option() -> None:
    assert reading(SUMMARY, "--", "--force").need("FILE") == "--force"


def test_what_takes_many_leaves_the_others_theirs() -> None:
    given = reading(COPY, "a", "b", "c", "d")
    assert given.many("FILE") == ["a", "b", "c"]
    assert given.need("FOLDER") == "d"


def test_what_was_not_given_is_not_there() -> None:
    given = reading(SUMMARY, "x")
    assert not given.flag("force")
    assert given.one("output") is None
    assert given.many("format") == []


def test_help_needs_nothing_else() -> None:
    assert reading(SUMMARY, "--help").flag("help")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("", "FILE is missing. That is a file."),
        ("x y", "y is one word too many for “reciring summary”."),
        ("x --fromat md", "“reciring summary” has no option --fromat. Did you mean --format?"),
        ("x --format", "Behind --format its value is missing: --format FORM."),
        ("x --format mdd", "mdd is none of what --format can be: md, json. Did you mean md?"),
        ("x --force=yes", "--force stands by itself: nothing comes behind it."),
        ("x --f", "“reciring summary” has no option --f."),
    ],
)
def test_what_cannot_be_meant_is_a_sentence(words: str, told: str) -> None:
    assert refused(SUMMARY, *words.split()).startswith(told)


def test_the_sentence_is_in_the_language() -> None:
    assert refused(SUMMARY, "x", "--fromat", language="nl") == (
        "“reciring summary” kent de optie --fromat niet. Bedoelde je --format?"
    )


@given(
    st.sampled_from(COMMANDS),
    st.lists(st.text(max_size=12) | st.sampled_from(["--", "-o", "--force", "-"]), max_size=6),
)
def test_any_words_are_read_or_refused(command: Command, words: list[str]) -> None:
    try:
        given = reading(command, *words)
    except Stop as stop:
        assert stop.code == 2
        assert stop.text
    else:
        assert given.flag("help") or all(
            argument.optional or given.many(argument.name) for argument in command.arguments
        )
