"""The guide: the same in both languages, short enough to read standing, and unharmed by any file of a facilitator's."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reciring.guide import Guide, UnknownTopicError, load_guide, remove_backticks, split_code_spans
from reciring.guide import parse as pages
from reciring.guide.topics import HEADINGS, PHASES, PLACEHOLDERS, RELATED_TOPICS, TOPICS
from reciring.locale import LANGUAGES
from reciring.ring.registry import COMMAND_SPECS
from reciring.ring.session import Phase
from tests.support.hostile_texts import HOSTILE_TEXTS

LINE, STRIP = 100, 76

COMMANDS = {
    "nl": {name for spec in COMMAND_SPECS for name in (spec.dutch or (spec.name,))},
    "en": {spec.name for spec in COMMAND_SPECS},
}
LINE_COMMANDS = {"reciring guide", "reciring demo", "reciring stage"}


@pytest.fixture(params=LANGUAGES)
def guide(request: pytest.FixtureRequest) -> Guide:
    return load_guide(request.param)


def lists(guide: Guide) -> dict[str, tuple[str, ...]]:
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


def test_every_phase_of_a_ring_has_a_step() -> None:
    assert tuple(Phase) == PHASES
    assert set(HEADINGS) == set(LANGUAGES)


def test_every_step_says_what_to_do_to_say_and_to_watch(guide: Guide) -> None:
    for phase in PHASES:
        step = guide.step(phase)
        assert step.title
        assert step.short_text == guide.short_text(phase)
        assert [len(lines) >= 3 for lines in (step.do, step.say, step.watch)] == [True] * 3
        assert [heading for heading, _ in step.sections()] == [
            HEADINGS[guide.language][p] for p in ("do", "say", "watch")
        ]
    assert guide.problems == ()


def test_the_files_are_those_of_the_topics_and_no_others() -> None:
    for language in LANGUAGES:
        folder = Path(pages.__file__).parent / language
        assert {path.name for path in folder.iterdir()} == {f"{topic}.md" for topic in TOPICS}


def test_both_languages_have_the_same_keys_and_as_many_of_everything() -> None:
    dutch, english = load_guide("nl"), load_guide("en")
    assert [item.key for item in dutch.checklist] == [item.key for item in english.checklist]
    assert [situation.key for situation in dutch.situations] == [situation.key for situation in english.situations]
    counts = [{name: len(lines) for name, lines in lists(it).items()} for it in (dutch, english)]
    assert counts[0] == counts[1]


def test_the_guide_knows_what_to_do_in_the_moments_that_are_difficult(guide: Guide) -> None:
    assert {situation.key for situation in guide.situations} == {
        "dominant", "silence", "too-big", "no-offer", "tears", "latecomer", "running-late", "passes", "two-in-one",
        "outside-name", "beamer",
    }  # fmt: skip
    assert {"circle", "post-its", "pens", "flip-chart", "clock", "stickers"} <= {item.key for item in guide.checklist}
    assert len(guide.examples) >= 12
    assert any("reciring demo" in line for line in guide.days_before)


def test_lines_are_short_enough_to_be_read_standing(guide: Guide) -> None:
    assert [line for lines in lists(guide).values() for line in lines if len(line) > LINE] == []
    assert [guide.short_text(phase) for phase in PHASES if len(guide.short_text(phase)) > STRIP] == []


def test_nothing_is_empty_and_nothing_stands_twice(guide: Guide) -> None:
    for name, lines in lists(guide).items():
        assert lines, name
        assert all(lines), name
        assert len(set(lines)) == len(lines), name


def test_the_texts_hold_no_markup_but_backticks(guide: Guide) -> None:
    for lines in lists(guide).values():
        for line in lines:
            assert not re.search(r"[*_{}<]|\[", remove_backticks(re.sub(r"`[^`]*`", "", line))), line
            assert line.count("`") % 2 == 0, line
    assert not any("`" in guide.short_text(phase) for phase in PHASES)


def test_every_command_in_a_text_is_one_of_that_language(guide: Guide) -> None:
    typed = [
        piece
        for lines in lists(guide).values()
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


def test_markers_are_those_of_the_language() -> None:
    english = {"#tool", "#help", "#received", "#surprised", "#next", "#private"}
    dutch = {"#gereedschap", "#hulp", "#gekregen", "#verrast", "#stap", "#privé"}
    assert {marker for marker in english | dutch if marker in load_guide("nl").markdown()} == dutch
    assert {marker for marker in english | dutch if marker in load_guide("en").markdown()} == english


@pytest.mark.parametrize(
    ("asked", "language"),
    [("nl", "nl"), ("nl_BE.UTF-8", "nl"), ("NL", "nl"), ("en", "en"), ("en-GB", "en"), ("fr", "en"), ("", "en")],
)
def test_a_language_we_do_not_have_is_english(asked: str, language: str) -> None:
    assert load_guide(asked).language == language


# --- the invitation --------------------------------------------------------------------------------------------


def test_the_invitation_is_a_subject_and_a_text_with_everything_filled_in(guide: Guide) -> None:
    letter = guide.invitation(title="Kennisdag", date="24 nov", time="13.30", place="De Brug", facilitator="Nienke Hof")
    subject, _, body = letter.partition("\n\n")
    assert subject.startswith(("Onderwerp: Kennisdag", "Subject: Kennisdag"))
    assert "\n" not in subject
    assert {"24 nov", "13.30", "De Brug", "Nienke Hof"} <= {
        word for word in ("24 nov", "13.30", "De Brug", "Nienke Hof") if word in body
    }
    assert not re.search(r"[{}\[\]]", letter)


def test_what_is_not_known_yet_stays_visible() -> None:
    assert {f"[{gap}]" for gap in PLACEHOLDERS.values()} <= set(re.findall(r"\[\w+\]", load_guide("nl").invitation()))
    assert {f"[{gap}]" for gap in PLACEHOLDERS} <= set(re.findall(r"\[\w+\]", load_guide("en").invitation(place="  ")))


@pytest.mark.parametrize("value", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_what_is_filled_in_is_never_read_as_a_gap_or_a_line(value: str) -> None:
    letter = load_guide("en").invitation(title=value + "\r\nBcc: all {place}", place="Zaal")
    assert "\nBcc" not in letter
    assert "{place}" in letter


# --- reading it beforehand -------------------------------------------------------------------------------------


def test_everything_can_be_read_in_one_go(guide: Guide) -> None:
    text = guide.markdown()
    for lines in lists(guide).values():
        assert all(line in text for line in lines)
    assert "{#" not in text
    assert text.count("\n# ") == len(TOPICS) - 1


def test_each_topic_by_its_name_in_either_language_by_title_and_by_a_beginning(guide: Guide) -> None:
    for topic, dutch in TOPICS.items():
        assert (
            guide.markdown(topic)
            == guide.markdown(dutch.upper())
            == guide.markdown(guide.markdown(topic).splitlines()[0][2:])
        )
    assert guide.markdown("deel") == guide.markdown("round")
    assert guide.topics() == (tuple(TOPICS.values()) if guide.language == "nl" else tuple(TOPICS))
    assert guide.markdown("tears").startswith("# ")


def test_a_step_brings_what_belongs_beside_it(guide: Guide) -> None:
    for phase, beside in RELATED_TOPICS.items():
        for topic in beside:
            assert guide.markdown(topic) in guide.markdown(phase)


@pytest.mark.parametrize("asked", ["", "x", "ref", "../en/round", "round.md", "r" * 5000])
def test_a_name_it_does_not_know_gets_the_names_it_does(asked: str) -> None:
    with pytest.raises(UnknownTopicError) as caught:
        load_guide("en").markdown(asked)
    assert "round-prompts" in str(caught.value.message)
    assert "silence" in str(caught.value)


@pytest.mark.parametrize("phase", ["lunch", "examples", ""])
def test_a_phase_that_is_none_is_a_mistake_of_the_caller(phase: str) -> None:
    guide = load_guide("en")
    with pytest.raises(KeyError):
        guide.step(phase)
    with pytest.raises(KeyError):
        assert guide.short_text(phase)


# --- only what is asked ----------------------------------------------------------------------------------------


def test_a_topic_is_read_when_asked_and_once(tmp_path: Path) -> None:
    own = tmp_path / "round.md"
    own.write_text("# Mine\n", encoding="utf-8")
    guide = load_guide("en", tmp_path)
    assert guide.step("reflect")
    own.write_text("# Changed\n", encoding="utf-8")
    assert guide.step("round").title == "Changed"
    own.unlink()
    assert guide.step("round").title == "Changed"


def test_loading_imports_no_screen_and_no_resources() -> None:
    code = (
        "import sys, reciring.guide; reciring.guide.load_guide('nl'); "
        "print([m for m in ('textual', 'rich', 'babel', 'importlib.resources') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
