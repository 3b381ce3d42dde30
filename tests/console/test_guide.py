"""The guide in the console: prompts, pages about a situation, the invitation, and hints for questions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from reciring.console.widgets.pane import TextBlock
from reciring.guide import load_guide
from reciring.ring.question_hints import question_hints
from reciring.ring.session import Session
from reciring.store.settings import Settings
from tests.support.console_driver import EMPTY_SESSION, ConsoleDriver, console_on, rehearsal_session
from tests.support.screen_goldens import check_screen

replace = msgspec.structs.replace
LANGUAGES = ("en", "nl")
PEOPLE = ("Anne Visser", "Bo Jansen", "Karin Smit")


def page(driver: ConsoleDriver) -> str:
    """The text of the page, without its line breaks."""
    return " ".join(driver.screen.middle.query_one("#body", TextBlock).shown.plain.split())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_left_shows_each_prompt_and_then_the_step(language: str, tmp_path: Path) -> None:
    guide = load_guide(language)
    async with console_on(tmp_path, replace(EMPTY_SESSION, language=language)) as driver:
        await driver.enter(*PEOPLE)
        for line, texts in (
            ("", guide.days_before),
            ("/begin", guide.ground_rules),
            ("/go", guide.examples),
            ("/go", guide.round_prompts),
            ("/go reflect", guide.reflection_prompts),
        ):
            if line:
                await driver.enter(line)
            step = driver.reminder
            assert step.startswith("F8 ")
            seen = []
            for _ in texts:
                await driver.press("left")
                seen.append(driver.screen.guide.shown.plain.removeprefix("← "))
            assert seen == [text.replace("`", "") for text in texts]
            await driver.press("left")
            assert driver.reminder == step
            assert not driver.screen.guide.display


@pytest.mark.parametrize("language", LANGUAGES)
async def test_open_guide_scrolls_to_its_end_and_the_entry_line_stays_in_place(language: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, replace(EMPTY_SESSION, language=language)) as driver:
        for lines in (PEOPLE, ("/begin", "/go"), ("/go", "/next")):
            await driver.enter(*lines)
            for size in ((80, 24), (100, 30), (120, 40), (200, 60)):
                await driver.resize(*size)
                await driver.press("f8")
                seen = driver.screen.guide.shown.plain
                for _ in range(6):
                    await driver.press("pagedown")
                    seen += "\n" + driver.screen.guide.shown.plain
                await driver.wait_until_drawn()
                assert driver.screen.line.region.bottom == size[1] - 1, "the line is where it was"
                step = load_guide(language).step(driver.phase())
                words = " ".join(seen.split())
                for _, texts in step.sections():
                    assert not [text for text in texts if text.replace("`", "") not in words]
                if "/next" in lines:
                    assert "Anne" in driver.screen_text.partition("├ Offers" if language == "en" else "├ Aanbod")[0]
                await driver.press("f8", "f8")
                await driver.wait_until_drawn()
                assert not driver.screen.guide.display


async def test_left_moves_the_cursor_when_the_line_has_text(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.press(*"Ane", "left", "n")
        assert driver.screen.line.value == "Anne"


@pytest.mark.parametrize("line", ["/guide silence", "/uitleg stilte", "/guide a sil"])
async def test_guide_command_shows_a_situation_until_escape(line: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "en"), seconds=2130) as driver:
        await driver.press("escape")
        await driver.enter(line.replace("stilte", "silence"))
        assert "Who knows someone who knows?" in page(driver)
        await driver.enter("karin knows somebody #contact")
        assert "Who knows someone who knows?" in page(driver), "it stays while one types"
        await driver.press("escape", "escape")
        assert "Ik wil leren presenteren" in page(driver)


async def test_next_step_closes_the_page(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter(*PEOPLE, "/guide silence")
        assert "Who knows someone who knows?" in page(driver)
        await driver.enter("/begin")
        assert "Who knows someone who knows?" not in page(driver)


async def test_unknown_topic_is_refused(tmp_path: Path) -> None:
    async with console_on(tmp_path) as driver:
        await driver.enter("/guide zebra")
        assert "The guide has nothing about “zebra”" in driver.preview


async def test_own_guide_folder_replaces_our_texts(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "round-prompts.md").write_text("# Mine\n\n- And what would your mother say?\n", "utf-8")
    (own / "prepare.md").write_text("# Mine\n\nCoffee first.\n", "utf-8")
    async with console_on(tmp_path, settings=Settings(guide=own)) as driver:
        assert "Coffee first." in driver.reminder
        await driver.enter(*PEOPLE, "/begin", "/go", "/go")
        await driver.press("left")
        assert driver.screen.guide.shown.plain == "← And what would your mother say?"


async def test_missing_guide_folder_is_reported_at_start(tmp_path: Path) -> None:
    async with console_on(tmp_path, settings=Settings(guide=tmp_path / "gone")) as driver:
        assert "The folder" in driver.preview
        assert "Add who is coming" in driver.reminder


KNOWN = replace(EMPTY_SESSION, title="Samen slimmer", place="Utrecht", facilitator="Nienke Hof")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_invite_shows_and_copies_the_invitation(language: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, replace(KNOWN, language=language), size=(80, 24)) as driver:
        await driver.enter("/date 2026-11-24 13:30", "/invite")
        assert "Samen slimmer" in driver.app.clipboard
        assert "Utrecht" in driver.app.clipboard
        assert "13:30" in driver.app.clipboard
        assert "[" not in driver.app.clipboard
        await check_screen(driver, f"screens/prep-invitation-{language}-80x24.txt")
        await driver.press(*["pagedown"] * 5)
        await driver.wait_until_drawn()
        assert "Nienke Hof" in driver.screen_text
        await driver.press("escape", "escape")
        assert driver.screen.view.page is None


def asking() -> Session:
    return rehearsal_session(860, "en")


async def test_participants_without_a_question_are_listed_below_the_page(tmp_path: Path) -> None:
    async with console_on(tmp_path, asking(), seconds=860, size=(80, 24)) as driver:
        below = driver.screen.middle.query_one("#below", TextBlock)
        assert below.shown.plain.startswith("No question yet: 7 Karin")
        await driver.enter("karin Wie eet er vrijdag mee in de stad?")
        assert "Karin" not in below.shown.plain


async def test_newest_question_is_first_with_its_hint_and_example(tmp_path: Path) -> None:
    async with console_on(tmp_path, asking(), seconds=860, size=(80, 24)) as driver:
        await driver.enter("jan communicatie")
        hint, *_ = question_hints("communicatie")
        assert page(driver).index("communicatie") < page(driver).index("Anne")
        assert str(hint.message) in page(driver)
        assert f"for example: “{hint.example}”" in page(driver)
        await driver.enter("jan Wie leest voor vrijdag mijn nieuwsbrief van twee pagina's tegen?")
        assert str(hint.message) not in page(driver)


async def test_preview_hints_while_a_question_is_typed(tmp_path: Path) -> None:
    async with console_on(tmp_path, asking(), seconds=860) as driver:
        driver.screen.line.put("karin communicatie")
        await driver.wait_for_messages()
        assert "question of Karin" in driver.preview
        assert "different for everyone" in driver.preview
        await driver.press("enter")
        assert driver.saved_session().questions["q7"].text == "communicatie", "a hint never stands in the way"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_questions_page_with_hints_looks_right(language: str, tmp_path: Path) -> None:
    async with console_on(tmp_path, replace(asking(), language=language), seconds=860, size=(80, 24)) as driver:
        await driver.press("escape")
        await driver.enter("jan communicatie")
        await check_screen(driver, f"screens/prep-hints-{language}-80x24.txt")
