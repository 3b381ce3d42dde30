"""A facilitator's own guide files: they go before ours, and errors in them are reported."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.guide import load_guide, parse, remove_backticks
from reciring.guide.files import MAX_BYTES
from reciring.guide.topics import PHASES, TOPICS
from tests.support.hostile_texts import HOSTILE_TEXTS


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_missing_parts_are_those_of_the_package(tmp_path: Path) -> None:
    write(tmp_path, "round.md", "## Say\n- Who knows a way?\n")
    mine, ours = load_guide("en", tmp_path).step("round"), load_guide("en").step("round")
    assert mine.say == ("Who knows a way?",)
    assert (mine.title, mine.short_text, mine.do, mine.watch) == (ours.title, ours.short_text, ours.do, ours.watch)


def test_a_file_for_one_language_goes_before_one_for_all(tmp_path: Path) -> None:
    write(tmp_path, "round.md", "# For all\n\nAny line.\n")
    write(tmp_path, "nl/round.md", "# Alleen Nederlands\n\n## Zeg\n\n* Wie weet raad?\n  En wie nog meer?\n")
    dutch, english = load_guide("nl", tmp_path), load_guide("en", tmp_path)
    assert dutch.step("round").title == "Alleen Nederlands"
    assert dutch.step("round").say == ("Wie weet raad? En wie nog meer?",)
    assert english.step("round").title == "For all"
    assert english.short_text("round") == "Any line."
    assert dutch.problems == english.problems == ()


def test_a_list_replaces_ours(tmp_path: Path) -> None:
    write(
        tmp_path,
        "checklist.md",
        "# Mine\n## Room\n1. Bell {#bell}\n- [ ] A rug\n## Things\n+ A rug\n- Bell {#bell}\n- ✨\n",
    )
    write(tmp_path, "examples.md", "\ufeff- One?\r\n- Two?\r\n")
    guide = load_guide("en", tmp_path)
    assert [(item.key, item.text) for item in guide.checklist] == [
        ("bell", "Bell"), ("a-rug", "A rug"), ("a-rug-2", "A rug"), ("bell-2", "Bell"), ("item", "✨"),
    ]  # fmt: skip
    assert guide.examples == ("One?", "Two?")
    assert guide.problems == ()


def test_situations_replace_ours_by_key_or_title(tmp_path: Path) -> None:
    write(
        tmp_path,
        "situations.md",
        "# Mine\n## Weeping {#tears}\nWait.\n\nThen wait.\n## A silence\nHum.\n## {#passes}\nLet them.\n"
        "## A dog\nPat it.\n",
    )
    found = {situation.key: situation for situation in load_guide("en", tmp_path).situations}
    assert list(found) == [*(situation.key for situation in load_guide("en").situations), "a-dog"]
    assert (found["tears"].title, found["tears"].text) == ("Weeping", "Wait.\n\nThen wait.")
    assert (found["silence"].title, found["silence"].text) == ("A silence", "Hum.")
    assert (found["passes"].title, found["passes"].text) == ("Someone passes", "Let them.")


def test_an_invitation_can_have_placeholders_in_both_languages(tmp_path: Path) -> None:
    write(
        tmp_path,
        "invitation.md",
        "## Onderwerp\nKom je\nook?\n## Text\nDag {naam},\n{TITEL} {title} {0.__class__} {}\n",
    )
    letter = load_guide("nl", tmp_path).invitation(title="Kring")
    assert letter == "Onderwerp: Kom je ook?\n\nDag {naam},\nKring Kring {0.__class__} {}\n"


def test_control_characters_are_removed_and_markup_is_text(tmp_path: Path) -> None:
    write(
        tmp_path,
        "examples.md",
        "".join(f"- {text}\n" for text in HOSTILE_TEXTS.values() if text.isprintable()) + "- a\x1b[31m\u202eb\x00\tc\n",
    )
    write(tmp_path, "round.md", "# [/x] <b>{who}\n")
    guide = load_guide("en", tmp_path)
    assert guide.examples[-1] == "a[31mb c"
    assert guide.step("round").title == "[/x] <b>{who}"
    assert "\x1b" not in guide.markdown()


# --- errors ---------------------------------------------------------------------------------


def only_problem(folder: Path, topic: str = "round", language: str = "en") -> str:
    """The message about the only broken file. Checks that our own text is used."""
    guide = load_guide(language, folder)
    assert guide.markdown(topic) == load_guide(language).markdown(topic)
    (message,) = guide.problems
    assert guide.problems == (message,)
    return str(message)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("# Ronde\n- één".encode("utf-16"), "UTF-8"),
        ("# Ronde\n\n## Doen\n- één".encode("cp1252"), "UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00\x80", "UTF-8"),
        (b"- x\n" * MAX_BYTES, "too large"),
        (b"", "no heading"),
        (b"\n\n \n", "no heading"),
        (b"## Do\n", "there is nothing under"),
        (b"## Do\nno bullet\n", "there is nothing under"),
        (b"## Doo\n- x\n", "“Doo”"),
    ],
)
def test_a_broken_step_is_reported_and_ours_is_used(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "round.md"
    path.write_bytes(content)
    message = only_problem(tmp_path)
    assert str(path) in message
    assert reason in message


@pytest.mark.parametrize(
    ("topic", "content", "reason"),
    [
        ("examples", "Only a line\n", "bullets"),
        ("checklist", "-\n- \n", "bullets"),
        ("invitation", "Dear all,\n", "no heading"),
        ("invitation", "## Subject\n", "there is nothing under"),
        ("invitation", "## Betreff\nx\n", "Onderwerp, Tekst"),
        ("situations", "Wait.\n", "no heading"),
        ("situations", "## Tears {#tears}\n\n", "“Tears”"),
    ],
)
def test_a_broken_list_or_invitation_is_reported_and_ours_is_used(
    tmp_path: Path, topic: str, content: str, reason: str
) -> None:
    path = write(tmp_path, f"nl/{topic}.md", content)
    message = only_problem(tmp_path, topic, "nl")
    assert str(path) in message
    assert reason in message


def test_a_wrong_heading_leaves_the_other_parts(tmp_path: Path) -> None:
    write(tmp_path, "round.md", "# Mine\n## Doo\n- lost\n## Say\n- kept\n")
    guide = load_guide("en", tmp_path)
    assert guide.step("round").say == ("kept",)
    assert guide.step("round").title == "Mine"
    assert "Do, Say, Watch for" in str(guide.problems[0])


def test_a_folder_a_broken_link_and_a_loop_are_reported(tmp_path: Path) -> None:
    (tmp_path / "round.md").mkdir()
    assert "is not an ordinary file" in only_problem(tmp_path)
    (tmp_path / "round.md").rmdir()
    (tmp_path / "round.md").symlink_to(tmp_path / "nowhere")
    assert "cannot be read" in only_problem(tmp_path)
    (tmp_path / "round.md").unlink()
    (tmp_path / "round.md").symlink_to(tmp_path / "round.md")
    assert "cannot be read" in only_problem(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_reported_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "round.md")
    assert "is not an ordinary file" in only_problem(tmp_path)


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="SKIPPED: this user may read every file, whatever its mode"
)
def test_a_file_without_read_permission_is_reported(tmp_path: Path) -> None:
    path = write(tmp_path, "round.md", "# Mine\n")
    path.chmod(0)
    try:
        assert "cannot be read" in only_problem(tmp_path)
    finally:
        path.chmod(stat.S_IRUSR | stat.S_IWUSR)


@pytest.mark.parametrize("name", ["missing", "round.md/x", "with\0nul"])
def test_a_missing_folder_is_reported_once(tmp_path: Path, name: str) -> None:
    write(tmp_path, "round.md", "# Mine\n")
    assert "does not exist" in only_problem(tmp_path / name)


def test_check_reports_all_errors_and_files_without_a_topic(tmp_path: Path) -> None:
    write(tmp_path, "rond.md", "# Mine\n")
    write(tmp_path, "nl/README.md", "# About\n")
    write(tmp_path, "nl/ronde.md", "# Mine\n")
    write(tmp_path, "done.md", "")
    messages = [str(message) for message in load_guide("nl", tmp_path).check()]
    assert len(messages) == 3
    assert "done.md" in messages[0]
    assert "rond.md" in messages[1]
    assert "ronde.md" in messages[2]
    assert load_guide("nl").check() == ()


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_file_content_gives_a_complete_guide(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("own")
    for topic in TOPICS:
        (folder / f"{topic}.md").write_bytes(content)
    guide = load_guide("nl", folder)
    guide.check()
    assert guide.examples and guide.checklist and guide.situations
    assert all(guide.short_text(phase) for phase in PHASES)
    assert guide.markdown()
    assert guide.invitation()


@given(st.text(alphabet="#-*+ \n{}`1.)ab[x]", max_size=200))
def test_any_text_is_a_page(text: str) -> None:
    page = parse.parse_page(text)
    assert all(bullet == bullet.strip() and bullet for bullet in page.bullets)
    assert all("\n" not in section.heading for section in page.sections)


@given(st.text(alphabet="`ab ", max_size=20))
def test_remove_backticks_removes_only_pairs(line: str) -> None:
    assert remove_backticks(line).replace("`", "") == line.replace("`", "")
    assert remove_backticks(line).count("`") == line.count("`") % 2
