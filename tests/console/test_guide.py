"""The guide where it matters: prompts to go through, a difficult moment, the invitation; sharper questions."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from reciring.console.widgets.pane import TextBlock
from reciring.guide import load_guide
from reciring.ring.question_hints import question_hints
from reciring.ring.session import Session
from reciring.store.settings import Settings
from tests.support.console_driver import EMPTY, Led, led, rehearsed
from tests.support.screen_goldens import hold

replace = msgspec.structs.replace
LANGUAGES = ("en", "nl")
PEOPLE = ("Anne Visser", "Bo Jansen", "Karin Smit")


def page(ring: Led) -> str:
    """What the page says, wherever its rows end."""
    return " ".join(ring.screen.middle.query_one("#body", TextBlock).shown.plain.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("lines", "prompts"),
    [
        ((), "before"),
        (("/begin",), "ground_rules"),
        (("/begin", "/go"), "examples"),
        (("/begin", "/go", "/go"), "round_prompts"),
        (("/begin", "/go reflect"), "reflection_prompts"),
    ],
)
async def test_prompts_are_gone_through_with_one_key(
    language: str, lines: tuple[str, ...], prompts: str, tmp_path: Path
) -> None:
    texts = getattr(load_guide(language), prompts)
    async with led(tmp_path, replace(EMPTY, language=language)) as ring:
        await ring.enter(*PEOPLE, *lines)
        step = ring.screen.guide.shown.plain
        seen = []
        for _ in texts:
            await ring.press("left")
            seen.append(ring.screen.guide.shown.plain.removeprefix("← "))
        assert seen == [text.replace("`", "") for text in texts]
        await ring.press("left")
        assert ring.screen.guide.shown.plain == step


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 40), (200, 60)])
@pytest.mark.parametrize("lines", [(), ("/begin", "/go"), ("/begin", "/go", "/go", "/next")], ids=str)
async def test_the_step_opens_and_can_be_read_to_its_end_while_the_line_stays(
    language: str, size: tuple[int, int], lines: tuple[str, ...], tmp_path: Path
) -> None:
    async with led(tmp_path, replace(EMPTY, language=language), size=size) as ring:
        await ring.enter(*PEOPLE, *lines)
        await ring.press("f8")
        seen = ring.screen.guide.shown.plain
        for _ in range(6):
            await ring.press("pagedown")
            seen += "\n" + ring.screen.guide.shown.plain
        await ring.drawn()
        assert ring.screen.line.region.bottom == size[1] - 1, "the line is where it was"
        step = load_guide(language).step(ring.phase())
        words = " ".join(seen.split())
        for _, texts in step.sections():
            assert not [text for text in texts if text.replace("`", "") not in words]
        if len(lines) == 4:
            assert ring.screen.middle.size.height >= 3, "the question stays in sight"
        await ring.press("f8", "f8")
        await ring.drawn()
        assert ring.screen.guide.size.height == 1


async def test_with_text_on_the_line_the_key_moves_the_cursor(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.press(*"Ane", "left", "n")
        assert ring.screen.line.value == "Anne"


@pytest.mark.parametrize("line", ["/guide silence", "/uitleg stilte", "/guide a sil"])
async def test_a_difficult_moment_is_a_word_away(line: str, tmp_path: Path) -> None:
    async with led(tmp_path, rehearsed(2130, "en"), seconds=2130) as ring:
        await ring.press("escape")
        await ring.enter(line.replace("stilte", "silence"))
        assert "Who knows someone who knows?" in page(ring)
        await ring.enter("karin knows somebody #contact")
        assert "Who knows someone who knows?" in page(ring), "it stays while one types"
        await ring.press("escape", "escape")
        assert "Ik wil leren presenteren" in page(ring)


async def test_a_page_goes_when_the_next_step_comes(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter(*PEOPLE, "/guide silence")
        assert "Who knows someone who knows?" in page(ring)
        await ring.enter("/begin")
        assert "Who knows someone who knows?" not in page(ring)


async def test_a_word_that_the_guide_does_not_know_is_told_with_those_it_does(tmp_path: Path) -> None:
    async with led(tmp_path) as ring:
        await ring.enter("/guide zebra")
        assert "The guide has nothing called zebra" in ring.preview


async def test_a_facilitators_own_texts_go_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "round-prompts.md").write_text("# Mine\n\n- And what would your mother say?\n", "utf-8")
    (own / "prepare.md").write_text("# Mine\n\nCoffee first.\n", "utf-8")
    async with led(tmp_path, settings=Settings(guide=own)) as ring:
        assert "Coffee first." in ring.screen.guide.shown.plain
        await ring.enter(*PEOPLE, "/begin", "/go", "/go")
        await ring.press("left")
        assert ring.screen.guide.shown.plain == "← And what would your mother say?"


async def test_a_text_of_ones_own_that_cannot_be_used_is_said_at_once(tmp_path: Path) -> None:
    async with led(tmp_path, settings=Settings(guide=tmp_path / "gone")) as ring:
        assert "There is no folder" in ring.preview
        assert "Type who comes" in ring.screen.guide.shown.plain


KNOWN = replace(EMPTY, title="Samen slimmer", place="Utrecht", facilitator="Nienke Hof")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_invitation_is_shown_and_copied(language: str, tmp_path: Path) -> None:
    async with led(tmp_path, replace(KNOWN, language=language), size=(80, 24)) as ring:
        await ring.enter("/date 2026-11-24 13:30", "/invite")
        assert "Samen slimmer" in ring.app.clipboard
        assert "Utrecht" in ring.app.clipboard
        assert "13:30" in ring.app.clipboard
        assert "[" not in ring.app.clipboard
        await hold(ring, f"screens/prep-invitation-{language}-80x24.txt")
        await ring.press(*["pagedown"] * 5)
        await ring.drawn()
        assert "Nienke Hof" in ring.text()
        await ring.press("escape", "escape")
        assert ring.screen.view.page is None


def asking() -> Session:
    return rehearsed(860, "en")


async def test_who_has_no_question_yet_is_always_in_sight(tmp_path: Path) -> None:
    async with led(tmp_path, asking(), seconds=860, size=(80, 24)) as ring:
        below = ring.screen.middle.query_one("#below", TextBlock)
        assert below.shown.plain.startswith("Still to ask: 7 Karin")
        await ring.enter("karin Wie eet er vrijdag mee in de stad?")
        assert "Karin" not in below.shown.plain


async def test_the_newest_question_comes_with_hints_and_an_example_but_no_score(tmp_path: Path) -> None:
    async with led(tmp_path, asking(), seconds=860, size=(80, 24)) as ring:
        await ring.enter("jan communicatie")
        hint, *_ = question_hints("communicatie")
        assert page(ring).index("communicatie") < page(ring).index("Anne")
        assert str(hint.message) in page(ring)
        assert f"as: “{hint.example}”" in page(ring)
        await ring.enter("jan Wie leest voor vrijdag mijn nieuwsbrief van twee pagina's tegen?")
        assert str(hint.message) not in page(ring)


async def test_a_hint_is_there_while_the_question_is_typed(tmp_path: Path) -> None:
    async with led(tmp_path, asking(), seconds=860) as ring:
        ring.screen.line.put("karin communicatie")
        await ring.settle()
        assert "question of Karin" in ring.preview
        assert "different for everybody" in ring.preview
        await ring.press("enter")
        assert ring.saved().questions["q7"].text == "communicatie", "a hint never stands in the way"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_how_hints_look(language: str, tmp_path: Path) -> None:
    async with led(tmp_path, replace(asking(), language=language), seconds=860, size=(80, 24)) as ring:
        await ring.press("escape")
        await ring.enter("jan communicatie")
        await hold(ring, f"screens/prep-hints-{language}-80x24.txt")
