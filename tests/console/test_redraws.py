"""What was won in speed, held without a clock: what is imported, what is drawn, what is written out again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
import tomli_w
from textual.content import Content
from textual.widget import Widget

from reciring.console.widgets.offers import Entry, Offers
from reciring.console.widgets.rows import Row
from reciring.ring.session import Session
from reciring.store import toml
from tests.bench import rings
from tests.support.console_driver import console_on, rehearsal_session

HEAVY = {"babel", "typst", "icalendar", "jinja2", "openpyxl", "email.message"}
"""Each of these alone costs a fifth of the first picture, or more."""

IMPORTS = """
import sys
sys.argv = ["reciring", *sys.argv[1:]]
from reciring.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
finally:
    print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """What a command has imported at its end, whole packages and modules."""
    run = subprocess.run(
        [sys.executable, "-c", IMPORTS, *arguments], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert run.returncode == 0, run.stderr
    return set(run.stderr.splitlines())


@pytest.mark.parametrize("command", ["list", "summary", "json", "--version"])
def test_a_command_imports_only_what_it_needs(tmp_path: Path, command: str) -> None:
    path = rings.file(tmp_path, 20)
    summary = ["summary", str(path)]
    words = {
        "list": ["list", "--sessions", str(tmp_path)],
        "summary": summary,
        "json": [*summary, "--format", "json"],
    }.get(command, [command])
    found = imported(*words)
    assert found.isdisjoint(HEAVY | {"textual", "filelock", "xml.etree.ElementTree"})
    assert found.isdisjoint({"rich.table", "rich.markdown", "rich.progress", "rich.syntax"})  # more of Rich than lines
    assert "reciring.ring.update" not in found
    if command != "summary":
        assert found.isdisjoint({"reciring.report.group_summary", "rich.text"})  # sentences, and lines of them


def test_the_first_picture_waits_for_nothing_that_is_not_on_it(tmp_path: Path) -> None:
    """The console as it is opened, up to its first picture; what comes just after that is another matter."""
    look = """
import sys
from pathlib import Path
import reciring.cli, reciring.cli.open
from reciring.console import app, meanings
from reciring.store.settings import Settings
def ready(self):
    print("\\n".join(sorted(sys.modules)), file=sys.__stderr__)
    self.exit(0)
app.Console.settled = ready
meanings.warm = lambda: None
path = Path(sys.argv[1])
from reciring.clock import SystemClock
opened = app.open_session(path, SystemClock())
app.Console(opened, folder=path.parent, language="en", settings=Settings(), clock=SystemClock()).run(headless=True)
opened.close()
"""
    path = rings.file(tmp_path, 20)
    run = subprocess.run(
        [sys.executable, "-c", look, str(path)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    there = set(run.stderr.splitlines())
    assert run.returncode == 0 and "textual" in there, run.stderr
    assert there.isdisjoint(HEAVY)
    later = "help_screen palette start_screen delivery handing practice panes.summary panes.tiny panes.stage".split()
    assert there.isdisjoint(f"reciring.console.{name}" for name in later)
    assert there.isdisjoint(
        f"reciring.{name}" for name in ("report.group_summary", "ring.transcript", "store.listing", "keep_awake")
    )


def test_the_summary_on_the_screen_loads_nothing_that_makes_paper(tmp_path: Path) -> None:
    """From the preparation to the end, on a computer where that is all that is done."""
    look = """
import asyncio, sys
from pathlib import Path
from reciring.clock import SystemClock
from reciring.console import app
from reciring.store.settings import Settings
path = Path(sys.argv[1])
opened = app.open_session(path, SystemClock())
console = app.Console(opened, folder=path.parent, language="en", settings=Settings(), clock=SystemClock())
async def lead():
    async with console.run_test() as pilot:
        for line in ("/begin", "/go round", "/next", "bo I know somebody", "/end"):
            console.screen.line.put(line)
            await pilot.press("enter")
        await console.workers.wait_for_complete()
        assert "ummary" in str(console.screen.summary.border_title)
asyncio.run(lead())
opened.close()
print("\\n".join(sorted(sys.modules)), file=sys.stderr)
"""
    path = tmp_path / "ring.toml"
    path.write_text('schema = 1\ndate = 2026-11-24\n[participants.p1]\nname = "Anne"\n[participants.p2]\nname = "Bo"\n')
    run = subprocess.run(
        [sys.executable, "-c", look, str(path)], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    there = set(run.stderr.splitlines())
    assert run.returncode == 0 and "reciring.report.terminal" in there, run.stderr
    assert there.isdisjoint(HEAVY | {"xml.etree.ElementTree", "reciring.live.exports", "reciring.report.printing"})


async def test_a_second_that_passes_draws_the_digits_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.wait_until_drawn()
        drawn: list[str] = []

        def noted(self: Widget, *regions: Any, **how: Any) -> Widget:
            drawn.append(self.id or type(self).__name__)
            return refresh(self, *regions, **how)

        refresh = Widget.refresh
        monkeypatch.setattr(Widget, "refresh", noted)
        driver.clock.advance(1)
        driver.screen.second()
        assert set(drawn) <= {"digits", "spoken", "bar"}, drawn


async def test_who_takes_the_floor_lists_no_offers_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        listed: list[Session] = []
        offers = driver.screen.offers
        lists = offers._listed

        def noted(session: Session) -> tuple[list[Row], int]:
            listed.append(session)
            return lists(session)

        monkeypatch.setattr(offers, "_listed", noted)
        speaker = driver.session.speaker
        await driver.press(*"zoe ")
        assert driver.session.speaker != speaker
        assert not listed
        await driver.press(*"kent iemand", "enter")
        assert len(listed) == 1


async def test_a_letter_lays_nothing_out_and_is_drawn_before_what_it_means(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.press(*"kar")
        await driver.wait_until_drawn()
        before = driver.preview
        asked: list[tuple[str, bool]] = []

        def noted(self: Widget, *regions: Any, **how: Any) -> Widget:
            asked.append((self.id or type(self).__name__, how.get("layout", False)))
            return refresh(self, *regions, **how)

        refresh = Widget.refresh
        monkeypatch.setattr(Widget, "refresh", noted)
        driver.screen.line.insert_text_at_cursor("x")
        assert {who for who, _ in asked} == {"line"} and driver.preview == before
        await driver.wait_until_drawn()
        assert driver.preview != before
        assert {who for who, _ in asked} == {"line", "preview"}
        assert not [who for who, layout in asked if layout]


async def test_an_offer_more_draws_itself_and_not_those_that_were_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with console_on(tmp_path, rehearsal_session(2000, "nl"), seconds=2000) as driver:
        await driver.wait_until_drawn()
        made: list[str] = []
        laid_out = Offers._entry

        def noted(self: Offers, key: str, entry: Entry) -> list[Content]:
            made.append(key)
            return laid_out(self, key, entry)

        monkeypatch.setattr(Offers, "_entry", noted)
        await driver.enter("karin stuurt een boek")
        await driver.wait_until_drawn()
        assert len(set(made)) == 1


def test_a_save_writes_out_only_what_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    session = rings.ring(50)
    toml.encode(session)
    written: list[dict[str, Any]] = []
    dumps = tomli_w.dumps

    def noted(tree: dict[str, Any]) -> str:
        written.append(tree)
        return dumps(tree)

    monkeypatch.setattr(tomli_w, "dumps", noted)
    more = msgspec.structs.replace(session.offers["o1"], text="another text")
    toml.encode(msgspec.structs.replace(session, offers={**session.offers, "o51": more}))
    assert len(written) == 3  # the new offer, and what is no table of many: the top of the file and the plan
