"""``open`` and ``stage`` bring up the right screen in a real terminal, or a sentence when there is none to bring up."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.cli import console, program
from reciring.cli.call import Call
from reciring.cli.direct import direct
from reciring.cli.stop import Stop
from reciring.locale import translator
from tests.cli_helper import Reciring, rehearsal
from tests.terminal import Terminal


@pytest.fixture
def rings(tmp_path: Path) -> Path:
    rehearsal(tmp_path / "2026-11-24-samen-slimmer.toml")
    return tmp_path


def start(rings: Path, *words: str, **env: str) -> Terminal:
    command = [sys.executable, "-m", "reciring", *words, "--sessions", str(rings), "--language", "nl"]
    return Terminal.start(command, env=env)


@pytest.mark.terminal
@pytest.mark.parametrize(
    "words", [["open", "samen"], ["open", "samen", "--read-only"], ["stage", "samen"]], ids=" ".join
)
def test_a_session_opens_by_its_name(words: list[str], rings: Path) -> None:
    before = next(rings.glob("*.toml")).read_bytes()
    with start(rings, *words) as terminal:
        terminal.wait_for("Samen")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0
    assert next(rings.glob("*.toml")).read_bytes() == before


@pytest.mark.terminal
def test_without_a_command_there_are_the_sessions(rings: Path) -> None:
    with start(rings) as terminal:
        terminal.wait_for("Samen slimmer")
        terminal.key("ctrl+q")
        assert terminal.wait() == 0


@pytest.mark.terminal
@pytest.mark.parametrize("command", ["open", "stage"])
def test_a_broken_session_is_a_sentence(command: str, rings: Path) -> None:
    (rings / "broken.toml").write_text("schema = 1\nwhere = 2\n")
    with start(rings, command, "broken") as terminal:
        assert terminal.wait() == 1
        terminal.settle()
        shown = "\n".join(terminal.screen())
    assert "broken.toml" in shown
    assert "Traceback" not in shown


@pytest.mark.terminal
def test_a_terminal_that_cannot_draw_is_told_so(rings: Path) -> None:
    with start(rings, "open", "samen", TERM="dumb") as terminal:
        assert terminal.wait() == 1
        terminal.settle()
        assert "kan niet tekenen" in "\n".join(terminal.screen())


def test_without_a_terminal_nothing_is_drawn(rings: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reciring = Reciring(capsys, rings)
    for words in (["open", "samen"], ["stage", "samen"], []):
        said = reciring(*words, "--sessions", rings)
        assert (said.code, said.out) == (1, "")
        assert "needs a terminal" in said.err


WORDS = st.lists(
    st.sampled_from(["open", "new", "list", "samen", "", "--", "-h", "--read-only", "--language", "nl", "een ring"])
    | st.text(max_size=5),
    max_size=3,
)


@given(WORDS | WORDS.map(lambda words: ["open", *words]))
def test_what_opens_the_console_directly_is_what_typer_makes_of_it(words: list[str]) -> None:
    told: list[tuple[object, ...]] = []

    def opened(call: Call, *given: object, **how: object) -> int:
        told.append((given, how, call.given, call.t.language))
        return 3

    t = translator("en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(console, "start", opened)
        patch.setattr(console, "open_session", opened)
        code = direct(words, t)
        if code is None:
            return
        assert code == 3 and program.run(words, t) == 3
    assert told[0] == told[1]


def test_the_console_is_opened_directly_unless_there_is_more_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    t = translator("en")
    with pytest.raises(Stop, match="needs a terminal"):
        direct([], t)
    with pytest.raises(Stop, match="is not there"):
        direct(["open", "/nowhere/samen.toml"], t)
    for words in (["open"], ["open", "samen", "slimmer"], ["open", "--help"], ["open", "--read-only"], ["list"]):
        assert direct(words, t) is None
    monkeypatch.setenv("_RECIRING_COMPLETE", "complete_bash")
    assert direct([], t) is None
