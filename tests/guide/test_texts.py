"""The guide of the package: the same in both languages, and with short lines."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.guide import Guide, UnknownTopicError, load_guide, parse, remove_backticks, split_code_spans
from reciring.guide.topics import HEADINGS, PHASES, PLACEHOLDERS, RELATED_TOPICS, SITUATION_WORDS, TOPICS
from reciring.locale import LANGUAGES
from reciring.ring.command_registry import COMMAND_SPECS
from reciring.ring.session import Phase
from reciring.ring.text import fold
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text

LINE, STRIP = 100, 76

COMMANDS = {
    "nl": {name for spec in COMMAND_SPECS for name in (spec.dutch or (spec.name,))},
    "en": {spec.name for spec in COMMAND_SPECS},
}
LINE_COMMANDS = {"reciring guide", "reciring demo", "reciring stage"}


@pytest.fixture(params=LANGUAGES)
def guide(request: pytest.FixtureRequest) -> Guide:
    return load_guide(request.param)


def lines_of(guide: Guide) -> dict[str, tuple[str, ...]]:
    return {
        "examples": guide.examples,
        "round_prompts": guide.round_prompts,
        "reflection_prompts": guide.reflection_prompts,
        "ground_rules": guide.ground_rules,
        "before": guide.days_before,
        "checklist": tuple(item.text for item in guide.checklist),
        "situations": tuple(line for it in guide.situations for line in it.text.splitlines()),
        **{phase: tuple(line for _, part in guide.step(phase).sections() for line in part) for phase in PHASES},
    }


# --- our own texts ---------------------------------------------------------------------------------------------


def test_phases_are_those_of_a_session() -> None:
    assert tuple(Phase) == PHASES
    assert set(HEADINGS) == set(LANGUAGES)


def test_every_step_has_a_title_and_three_parts(guide: Guide) -> None:
    for phase in PHASES:
        step = guide.step(phase)
        assert step.title
        assert step.short_text == guide.short_text(phase)
        assert [len(lines) >= 3 for lines in (step.do, step.say, step.watch)] == [True] * 3
        assert [heading for heading, _ in step.sections()] == [
            HEADINGS[guide.language][p] for p in ("do", "say", "watch")
        ]
    assert guide.problems == ()


def test_the_files_are_those_of_the_topics() -> None:
    for language in LANGUAGES:
        folder = Path(parse.__file__).parent / language
        assert {path.name for path in folder.iterdir()} == {f"{topic}.md" for topic in TOPICS}


def test_both_languages_have_the_same_keys_and_numbers_of_lines() -> None:
    dutch, english = load_guide("nl"), load_guide("en")
    assert [item.key for item in dutch.checklist] == [item.key for item in english.checklist]
    assert [situation.key for situation in dutch.situations] == [situation.key for situation in english.situations]
    counts = [{name: len(lines) for name, lines in lines_of(it).items()} for it in (dutch, english)]
    assert counts[0] == counts[1]


def test_the_guide_has_the_difficult_situations(guide: Guide) -> None:
    assert {situation.key for situation in guide.situations} == {
        "dominant", "silence", "too-big", "no-offer", "tears", "latecomer", "running-late", "passes", "two-in-one",
        "outside-name", "beamer", "quarrel", "break", "leaves", "wrong",
    }  # fmt: skip
    assert {"circle", "post-its", "pens", "flip-chart", "clock", "stickers"} <= {item.key for item in guide.checklist}
    assert len(guide.examples) >= 12
    assert any("reciring demo" in line for line in guide.days_before)


def test_lines_are_short(guide: Guide) -> None:
    assert [line for lines in lines_of(guide).values() for line in lines if len(line) > LINE] == []
    assert [guide.short_text(phase) for phase in PHASES if len(guide.short_text(phase)) > STRIP] == []


def test_no_line_is_empty_or_double(guide: Guide) -> None:
    for name, lines in lines_of(guide).items():
        assert lines, name
        assert all(lines), name
        assert len(set(lines)) == len(lines), name


def test_texts_have_no_markup_except_backticks(guide: Guide) -> None:
    for lines in lines_of(guide).values():
        for line in lines:
            assert not re.search(r"[*_{}<]|\[", remove_backticks(re.sub(r"`[^`]*`", "", line))), line
            assert line.count("`") % 2 == 0, line
    assert not any("`" in guide.short_text(phase) for phase in PHASES)


def test_commands_in_texts_are_those_of_the_language(guide: Guide) -> None:
    typed = [
        piece
        for lines in lines_of(guide).values()
        for line in lines
        for piece, is_typed in split_code_spans(line)
        if is_typed
    ]
    assert {
        piece for piece in typed if piece.startswith("/") and piece[1:].split()[0] not in COMMANDS[guide.language]
    } == set()
    on_the_shell = {" ".join(piece.split()[:2]) for piece in typed if piece.startswith("reciring")}
    assert on_the_shell <= LINE_COMMANDS
    for piece in typed:
        if piece.startswith("reciring guide "):
            assert guide.markdown(piece.removeprefix("reciring guide "))


def test_markers_in_texts_are_those_of_the_language() -> None:
    english = {"#tool", "#help", "#received", "#surprised", "#next", "#private"}
    dutch = {"#tool", "#hulp", "#gekregen", "#verrast", "#stap", "#privé"}
    assert {marker for marker in english | dutch if marker in load_guide("nl").markdown()} == dutch
    assert {marker for marker in english | dutch if marker in load_guide("en").markdown()} == english


@pytest.mark.parametrize(
    ("asked", "language"),
    [("nl", "nl"), ("nl_BE.UTF-8", "nl"), ("NL", "nl"), ("en", "en"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
def test_an_unknown_language_gives_english(asked: str, language: str) -> None:
    assert load_guide(asked).language == language


# --- the invitation --------------------------------------------------------------------------------------------


def test_the_invitation_is_a_subject_and_a_text_with_all_values(guide: Guide) -> None:
    letter = guide.invitation(title="Kennisdag", date="24 nov", time="13.30", place="De Brug", facilitator="Nienke Hof")
    subject, _, body = letter.partition("\n\n")
    assert subject.startswith(("Onderwerp: Kennisdag", "Subject: Kennisdag"))
    assert "\n" not in subject
    assert {"24 nov", "13.30", "De Brug", "Nienke Hof"} <= {
        word for word in ("24 nov", "13.30", "De Brug", "Nienke Hof") if word in body
    }
    assert not re.search(r"[{}\[\]]", letter)


def test_a_missing_value_is_shown_between_brackets() -> None:
    assert {f"[{gap}]" for gap in PLACEHOLDERS.values()} <= set(re.findall(r"\[\w+\]", load_guide("nl").invitation()))
    assert {f"[{gap}]" for gap in PLACEHOLDERS} <= set(re.findall(r"\[\w+\]", load_guide("en").invitation(place="  ")))


@with_every_hostile_text
def test_a_value_is_not_read_as_placeholder_or_line(label: str) -> None:
    letter = load_guide("en").invitation(title=HOSTILE_TEXTS[label] + "\r\nBcc: all {place}", place="Zaal")
    assert "\nBcc" not in letter
    assert "{place}" in letter


# --- reading it beforehand -------------------------------------------------------------------------------------


def test_markdown_without_name_has_everything(guide: Guide) -> None:
    text = guide.markdown()
    for lines in lines_of(guide).values():
        assert all(line in text for line in lines)
    assert "{#" not in text
    assert text.count("\n# ") == len(TOPICS) - 1


def test_markdown_finds_a_topic_by_name_title_and_beginning(guide: Guide) -> None:
    for topic, dutch in TOPICS.items():
        assert (
            guide.markdown(topic)
            == guide.markdown(dutch.upper())
            == guide.markdown(guide.markdown(topic).splitlines()[0][2:])
        )
    assert guide.markdown("deel") == guide.markdown("round")
    assert guide.topics() == (tuple(TOPICS.values()) if guide.language == "nl" else tuple(TOPICS))
    assert guide.markdown("tears").startswith("# ")


def test_markdown_of_a_step_has_its_related_topics(guide: Guide) -> None:
    for phase, beside in RELATED_TOPICS.items():
        for topic in beside:
            assert guide.markdown(topic) in guide.markdown(phase)


@pytest.mark.parametrize("asked", ["", "x", "ref", "../en/round", "round.md", "r" * 5000])
def test_an_unknown_name_raises_an_error_with_the_known_names(asked: str) -> None:
    with pytest.raises(UnknownTopicError) as caught:
        load_guide("en").markdown(asked)
    assert "round-prompts" in str(caught.value.message)
    assert "silence" in str(caught.value)


@pytest.mark.parametrize("phase", ["lunch", "examples", ""])
def test_an_unknown_phase_raises_key_error(phase: str) -> None:
    guide = load_guide("en")
    with pytest.raises(KeyError):
        guide.step(phase)
    with pytest.raises(KeyError):
        assert guide.short_text(phase)


# --- only what is asked ----------------------------------------------------------------------------------------


def test_a_topic_is_read_once_when_it_is_asked_for(tmp_path: Path) -> None:
    own = tmp_path / "round.md"
    own.write_text("# Mine\n", encoding="utf-8")
    guide = load_guide("en", tmp_path)
    assert guide.step("reflect")
    own.write_text("# Changed\n", encoding="utf-8")
    assert guide.step("round").title == "Changed"
    own.unlink()
    assert guide.step("round").title == "Changed"


def test_loading_the_guide_imports_no_textual_rich_or_babel() -> None:
    code = (
        "import sys, reciring.guide; reciring.guide.load_guide('nl'); "
        "print([m for m in ('textual', 'rich', 'babel') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


WORDS = {
    "cry": ["tears"],
    "argue": ["quarrel"],
    "break": ["break"],
    "no offer": ["no-offer"],
    "late": ["latecomer", "running-late"],
    "fire": ["break"],
    "left": ["leaves"],
    "merge": ["wrong"],
    "order": ["wrong"],
    "huilen": ["tears"],
    "ruzie": ["quarrel"],
    "pauze": ["break"],
    "geen aanbod": ["no-offer"],
    "te laat": ["latecomer", "running-late"],
    "volgorde": ["wrong"],
    "Two people": ["quarrel"],
    "stil": ["silence"],
}


@pytest.mark.parametrize("words", WORDS)
def test_difficult_moments_are_found_by_the_words_that_people_have(guide: Guide, words: str) -> None:
    titles = {situation.key: situation.title for situation in guide.situations}
    if words == "Two people" and guide.language == "nl":
        words = "Twee mensen"
    headings = [line[2:] for line in guide.markdown(words).splitlines() if line.startswith("# ")]
    assert headings == [titles[key] for key in WORDS.get(words, ["quarrel"])]


def test_all_our_situations_have_words(guide: Guide) -> None:
    assert {situation.key for situation in guide.situations} == set(SITUATION_WORDS)
    assert all(fold(words) == words for words in SITUATION_WORDS.values())
