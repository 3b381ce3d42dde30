"""A list of participants on the line: a path, pasted text; shown before it is taken, and nothing of it lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from reciring.ring.folding import fold
from reciring.ring.session import Phase
from tests.importers.test_read import NAMES
from tests.support.console_driver import Led, led
from tests.support.paths import DATA
from tests.support.screen_goldens import hold

FILES = ("deelnemers.csv", "deelnemers-tab.txt", "deelnemers-utf8-bom.csv", "deelnemers-windows.csv")
MAIL = """Anne Visser: Wie kent een spreker?
Bo Jansen, Provincie, bo@voorbeeld.example
Fatima El Amrani: wie oefent een keer met mij?
"""


def people(ring: Led) -> list[str]:
    return [person.name for person in ring.saved().participants.values()]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("form", ["{}", "'{}'", "file://{}"])
async def test_a_dropped_file_is_shown_and_enter_takes_it(name: str, form: str, tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        ring.screen.pasted(form.format(DATA / name))
        await ring.drawn()
        assert "12 people. Enter takes them, Escape does not." in ring.preview
        assert "Şule Yılmaz" in ring.text() or "windows" in name
        assert people(ring) == []
        await ring.press("enter")
        # Windows-1252 has no ş, ı and Ł: there a question mark stands for them.
        folded = [fold(who) for who in people(ring)]
        wanted = [fold(who) for who in NAMES]
        assert len(folded) == len(wanted)
        assert all(
            one == other or ("windows" in name and len(one) == len(other) and "?" in one)
            for one, other in zip(folded, wanted, strict=True)
        )


async def test_enter_on_a_typed_path_shows_it_too(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(str(DATA / "deelnemers.csv"))
        assert "12 people" in ring.preview
        await ring.press("escape")
        assert "12 people" not in ring.preview
        assert people(ring) == []


async def test_questions_that_were_handed_in_come_along_and_it_is_one_step(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        ring.screen.pasted(MAIL)
        await ring.press("enter")
        session = ring.saved()
        assert [person.name for person in session.participants.values()] == [
            "Anne Visser",
            "Bo Jansen",
            "Fatima El Amrani",
        ]
        assert session.participants["p2"].email == "bo@voorbeeld.example"
        assert {key: question.text for key, question in session.questions.items()} == {
            "q1": "Wie kent een spreker?",
            "q3": "wie oefent een keer met mij?",
        }
        await ring.press("ctrl+z")
        assert people(ring) == []


async def test_a_broken_row_costs_only_itself_and_is_told_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("naam;e-mail\nAnne Visser;anne@voorbeeld.example\n;bo@voorbeeld.example\nCas Kok;\n", "utf-8")
    async with led(tmp_path) as ring:
        ring.screen.pasted(str(path))
        await ring.drawn()
        assert "line 3" in ring.text()
        assert "1 line needs a look" in ring.preview
        await ring.press("enter")
        assert people(ring) == ["Anne Visser", "Cas Kok"]


async def test_somebody_who_is_there_already_is_told_and_the_others_come(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter("Anne Visser")
        ring.screen.pasted("Anne Visser\nBo Jansen\n")
        await ring.press("enter")
        assert people(ring) == ["Anne Visser", "Bo Jansen"]
        assert "Anne Visser is on seat 1 already" in ring.text()
        assert "not: 1, see above" in ring.preview


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\0\1\2\xff" * 500, "not a list that can be read here"),
        (b"x" * 10_000_001, "larger than"),
        (b"", "is empty"),
        (None, "is a folder"),
    ],
    ids=["binary", "10 MB", "empty", "folder"],
)
async def test_what_is_no_list_gets_a_sentence(data: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    async with led(tmp_path) as ring:
        ring.screen.pasted(str(path))
        await ring.settle()
        assert sentence in ring.preview
        assert ring.screen.line.value == ""
        assert people(ring) == []


async def test_a_list_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        ring.screen.pasted(str(tmp_path / "weg.csv"))
        await ring.settle()
        assert "There is no file weg.csv" in ring.preview


async def test_a_command_stays_one_where_a_folder_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda self: True)
    async with led(tmp_path) as ring:
        await ring.enter("/begin")
        assert ring.phase() is Phase.INTRODUCTION


async def test_a_line_that_only_looks_like_a_path_is_a_line(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        ring.screen.pasted("/add Jan, A/B.csv")
        await ring.press("enter")
        assert people(ring) == ["Jan"]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_how_a_pasted_list_looks(language: str, tmp_path: Path) -> None:
    async with led(tmp_path, language=language, size=(80, 24)) as ring:
        ring.screen.pasted((DATA / "deelnemers-tab.txt").read_text("utf-8") + "\t\tx@y\n")
        await hold(ring, f"screens/prep-list-{language}-80x24.txt")
