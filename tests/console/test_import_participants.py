"""A list of participants on the line: a path, pasted text; shown before it is taken, and nothing of it lost."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from reciring.ring.session import Phase
from reciring.ring.text import fold
from tests.importers.test_read import NAMES
from tests.support.console_driver import ConsoleDriver, console_on
from tests.support.list_cases import PASTED, difference, list_cases
from tests.support.paths import DATA
from tests.support.screen_goldens import check_screen

FILES = ("deelnemers.csv", "deelnemers-tab.txt", "deelnemers-utf8-bom.csv", "deelnemers-windows.csv")
MAIL = """Anne Visser: Wie kent een spreker?
Bo Jansen, Provincie, bo@voorbeeld.example
Fatima El Amrani: wie oefent een keer met mij?
"""


def people(driver: ConsoleDriver) -> list[str]:
    return [person.name for person in driver.saved_session().participants.values()]


@pytest.mark.parametrize(
    ("name", "form"), [*((name, "{}") for name in FILES), (FILES[0], "'{}'"), (FILES[0], "file://{}")]
)
async def test_a_dropped_file_is_shown_and_enter_takes_it(name: str, form: str, tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(form.format(DATA / name))
        await driver.wait_until_drawn()
        assert "12 participants.  Enter add them  Esc cancel" in driver.reminder
        assert "Şule Yılmaz" in driver.screen_text or "windows" in name
        assert people(driver) == []
        await driver.press("enter")
        # Windows-1252 has no ş, ı and Ł: there they become a question mark.
        folded = [fold(who) for who in people(driver)]
        wanted = [fold(who) for who in NAMES]
        assert len(folded) == len(wanted)
        assert all(
            one == other or ("windows" in name and len(one) == len(other) and "?" in one)
            for one, other in zip(folded, wanted, strict=True)
        )


async def test_enter_on_a_typed_path_shows_the_list(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(str(DATA / "deelnemers.csv"))
        await driver.wait_until_drawn()
        assert "12 participants" in driver.reminder
        await driver.press("escape")
        assert "12 participants" not in driver.reminder
        assert people(driver) == []


async def test_a_list_brings_its_questions_in_one_step(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(MAIL)
        await driver.press("enter")
        session = driver.saved_session()
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
        await driver.press("ctrl+z")
        assert people(driver) == []


async def test_a_broken_row_is_named_by_its_line_and_skipped(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_text("naam;e-mail\nAnne Visser;anne@voorbeeld.example\n12;bo@voorbeeld.example\nCas Kok;\n", "utf-8")
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(str(path))
        await driver.wait_until_drawn()
        assert "line 3" in driver.screen_text
        assert "1 line has a problem" in driver.reminder
        await driver.press("enter")
        assert people(driver) == ["Anne Visser", "Cas Kok"]


async def test_a_participant_who_is_already_there_is_named_and_the_others_are_added(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne Visser")
        driver.screen.pasted("Anne Visser\nBo Jansen\n")
        await driver.press("enter")
        assert people(driver) == ["Anne Visser", "Bo Jansen"]
        assert "Anne Visser already has seat 1" in driver.screen_text
        assert "Not added: 1, see above" in driver.preview


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\0\1\2\xff" * 500, "reciring cannot read"),
        (b"x" * 10_000_001, "larger than"),
        (b"", "is empty"),
        (None, "is a folder"),
    ],
    ids=["binary", "10 MB", "empty", "folder"],
)
async def test_a_file_that_is_not_a_list_is_refused(data: bytes | None, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    if data is None:
        path.mkdir()
    else:
        path.write_bytes(data)
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(str(path))
        await driver.wait_until_drawn()
        assert sentence in driver.preview
        assert driver.screen.line.value == ""
        assert people(driver) == []


async def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(str(tmp_path / "weg.csv"))
        await driver.wait_until_drawn()
        assert "weg.csv does not exist" in driver.preview


async def test_a_command_with_the_name_of_a_folder_stays_a_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_dir", lambda self: True)
    async with console_on(tmp_path) as driver:
        await driver.enter("/begin")
        assert driver.phase() is Phase.INTRODUCTION


async def test_a_line_that_only_looks_like_a_path_is_a_line(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted("/add Jan, A/B.csv")
        await driver.press("enter")
        assert people(driver) == ["Jan"]


@pytest.mark.parametrize("language", ["en", "nl"])
async def test_a_pasted_list_looks_as_its_golden(language: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, language=language, size=(80, 24)) as driver:
        driver.screen.pasted((DATA / "deelnemers-tab.txt").read_text("utf-8") + "\t\tx@y\n")
        await check_screen(driver, f"screens/prep-list-{language}-80x24.txt")


@pytest.mark.parametrize("name", [name for name in list_cases() if name.endswith(PASTED)])
async def test_a_pasted_line_is_read_as_its_owner_means_it(name: str, tmp_path: Path) -> None:
    case = list_cases()[name]
    async with console_on(tmp_path) as driver:
        driver.screen.pasted(case.pasted_text)
        await driver.wait_until_drawn()
        await driver.press("enter")
        session = driver.saved_session()
        questions = {question.asker: question.text or "" for question in session.questions.values()}
        found = [
            (person.name, person.organisation, person.email, questions.get(who, ""))
            for who, person in session.participants.items()
        ]
        assert not difference(case, found), case.expected["says"]
        await driver.press("ctrl+z")
        assert people(driver) == []


async def test_a_correction_on_the_line_reads_the_list_again(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        driver.screen.pasted("Anne\tVisser\tGemeente\nBo\tJansen\tHogeschool\n")
        await driver.wait_until_drawn()
        driver.screen.line.put("1=first 2=last 3=org")
        await driver.wait_until_drawn()
        assert "Enter reads the list this way" in driver.preview
        await driver.press("enter")
        await driver.wait_until_drawn()
        assert driver.screen.line.value == ""
        assert "column 2 → last name" in driver.screen_text
        await driver.enter("3=hat")
        assert "“hat” is not a kind of column. Choose from: name" in driver.preview
        await driver.press("escape")
        await driver.press("enter")
        session = driver.saved_session()
        assert [(person.name, person.organisation) for person in session.participants.values()] == [
            ("Anne Visser", "Gemeente"),
            ("Bo Jansen", "Hogeschool"),
        ]


async def test_another_sheet_can_be_chosen_on_the_line(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for title, who in (("Voorjaar", "Anne Visser"), ("Najaar", "Bo Jansen")):
        sheet = book.create_sheet(title)
        sheet.append(["Naam", "E-mail"])
        sheet.append([who, "x@x.example"])
    book.save(tmp_path / "lijst.xlsx")
    async with console_on(tmp_path / "rings") as driver:
        driver.screen.pasted(str(tmp_path / "lijst.xlsx"))
        await driver.wait_until_drawn()
        assert "Sheets: 1 Voorjaar, 2 Najaar" in driver.screen_text
        await driver.enter("blad=najaar")
        await driver.wait_until_drawn()
        await driver.press("enter")
        assert people(driver) == ["Bo Jansen"]


async def test_an_address_inside_a_question_is_taken_out_and_not_in_the_summary(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne <anne@stad.example>: Wie belt? Mail anne@stad.example of app")
        driver.screen.pasted("Bo Jansen (bo@x.example): Wie helpt? bo@x.example\nKarin Smit: Wie?\n")
        await driver.press("enter")
        session = driver.saved_session()
        assert [person.email for person in session.participants.values()] == [
            "anne@stad.example",
            "bo@x.example",
            "",
        ]
        texts = [question.text or "" for question in session.questions.values()]
        assert texts == ["Wie belt? Mail … of app", "Wie helpt?", "Wie?"]
        assert not any("@" in text for text in [*texts, *(person.name for person in session.participants.values())])


async def test_the_same_name_with_another_address_is_someone_else(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("Anne Visser <anne1@x.example>")
        driver.screen.pasted("Anne Visser <anne2@y.example>\nBo Jansen\n")
        await driver.press("enter")
        assert people(driver) == ["Anne Visser", "Anne Visser (2)", "Bo Jansen"]
