"""Hints for a question, checked with a list of real questions in both languages."""

from __future__ import annotations

import tomllib
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.guide import load_guide
from reciring.ring.question_hints import MAX_HINTS, Criterion, phrases, question_hints
from reciring.ring.text import fold
from tests.support.paths import DATA

QUESTIONS: list[dict[str, Any]] = tomllib.loads((DATA / "questions.toml").read_text(encoding="utf-8"))["question"]
KEYS = get_args(Criterion)
PHRASE_TABLES = {name: table for name, table in vars(phrases).items() if name.isupper() and isinstance(table, tuple)}


def keys(text: str) -> list[str]:
    return [hint.key for hint in question_hints(text)]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"])
def test_every_question_of_the_list_gets_its_hints(question: dict[str, Any]) -> None:
    assert keys(question["text"]) == question["hints"]


def test_the_list_has_enough_questions_in_both_languages() -> None:
    for language in ("nl", "en"):
        own = [q for q in QUESTIONS if q["from"] == "list" and q["language"] == language]
        assert len([q for q in own if q["hints"] in ([], ["time"])]) >= 10
        assert len([q for q in own if q["hints"] not in ([], ["time"])]) >= 10
    assert len([q for q in QUESTIONS if q["from"] == "rehearsal"]) == 14
    assert {key for q in QUESTIONS for key in q["hints"]} == set(KEYS)


def test_questions_of_the_sample_ring_get_at_most_the_hint_about_time() -> None:
    assert all(q["hints"] in ([], ["time"]) for q in QUESTIONS if q["from"] == "rehearsal")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_examples_of_the_guide_get_at_most_the_hint_about_time(language: str) -> None:
    assert {text: keys(text) for text in load_guide(language).examples if keys(text) not in ([], ["time"])} == {}


def test_the_example_of_a_hint_does_not_get_that_hint() -> None:
    found = {hint.key: hint for question in QUESTIONS for hint in question_hints(question["text"])}
    assert set(found) == set(KEYS)
    for key, hint in found.items():
        assert key not in keys(str(hint.example))
        assert keys(str(hint.example)) in ([], ["time"])


def test_a_hint_quotes_the_words_as_typed() -> None:
    assert "“Samenwerken”" in str(question_hints("Samenwerken")[0].message)
    assert "“the Whole Company”" in str(question_hints("How do I get the Whole Company to read my mail?")[0].message)
    assert "“Communicatie”" in str(question_hints("“Communicatie” {word} [/x]")[0].message)


@given(st.text(max_size=300) | st.lists(st.sampled_from([q["text"] for q in QUESTIONS]), max_size=3).map(" ".join))
def test_any_text_gets_at_most_two_hints_in_order(text: str) -> None:
    found = keys(text)
    assert len(found) <= MAX_HINTS
    order = ("specific", "action", "realistic", "meaningful", "time")
    assert found == sorted(set(found), key=order.index)
    for hint in question_hints(text):
        assert str(hint.message)
        assert str(hint.example)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"])
def test_capitals_spaces_and_apostrophes_do_not_change_the_hints(question: dict[str, Any]) -> None:
    text = question["text"]
    assert keys(text.upper()) == keys(text)
    assert keys(f"  {text.replace(' ', '   ')}  ") == keys(text)
    assert keys(text.replace("'", "’")) == keys(text)


def test_only_the_beginning_of_a_very_long_text_is_read() -> None:
    assert keys("x" * 100_000) == keys("x" * 1000)
    assert keys("Wie helpt mijn moeder vrijdag? " + "en " * 50_000) == []


@pytest.mark.parametrize("name", sorted(PHRASE_TABLES))
def test_the_phrases_are_folded(name: str) -> None:
    for phrase in PHRASE_TABLES[name]:
        assert phrase == fold(phrase)
        assert phrase.startswith(" ")
        assert phrase.strip()


def test_the_stop_words_are_folded() -> None:
    assert {word for word in phrases.STOP_WORDS if fold(word) != word} == set()
