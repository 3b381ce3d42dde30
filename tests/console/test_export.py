"""A ring that is done: its summary on the screen, and what leaves it by one key each."""

from __future__ import annotations

import re
import stat
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import pytest

from reciring.console.screens.save_as import SaveAs
from reciring.console.text import display_path
from reciring.console.widgets import summary
from reciring.live import clipboard
from reciring.live import exports as delivery
from reciring.live.exports import ExportResult
from reciring.live.join import JoinServer, ServerFacts
from reciring.locale import translator
from reciring.report import printing
from reciring.report.printing import PrintResult
from reciring.ring.message import Message, say
from reciring.ring.session import Phase, Session
from reciring.ring.text import clean
from reciring.store.export import write_to_free_name
from reciring.store.files import load_session
from tests.support.console_driver import ConsoleDriver, console_on, rehearsal_session
from tests.support.hostile_texts import HOSTILE_TEXTS
from tests.support.waiting import WAIT_LIMIT

replace = msgspec.structs.replace
NAME = "2026-11-24-samen-slimmer-kennisdag"


@asynccontextmanager
async def console_after_ring(
    folder: Path, session: Session | None = None, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[ConsoleDriver]:
    async with console_on(folder, session or rehearsal_session(5000, "nl"), seconds=5000, size=size) as driver:
        await driver.wait_until_drawn()
        await driver.press("escape")
        yield driver


async def made(driver: ConsoleDriver, *keys: str) -> str:
    """Press keys, wait until all is made, and give what is said of it."""
    await driver.press(*keys)
    await driver.wait_until_drawn()
    await driver.wait_until_drawn()
    return driver.preview


def pdfs(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.pdf"))


# --- the summary on the screen ----------------------------------------------------------------------------------------


async def test_the_summary_fills_the_screen_and_scrolls(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        assert "Nog open: wie kent iemand?" in driver.screen_text
        seen = ""
        for _ in range(40):
            seen += driver.screen_text
            await driver.press("pagedown")
            await driver.wait_until_drawn()
        for words in ("Wie hielp wie", "Hoe de tijd liep", "12 Zoë van Dijk", "vraagt ↓"):
            assert words in seen, words
        await driver.press(*["pageup"] * 40)
        await driver.wait_until_drawn()
        assert "Nog open: wie kent iemand?" in driver.screen_text


async def test_a_wide_screen_shows_the_charts_beside_the_summary(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path, size=(200, 60)) as driver:
        first = driver.screen_text.splitlines()
        assert any("Samen slimmer" in row and "Wie hielp wie" in row for row in first)


async def test_the_summary_shows_speaking_times_only_when_asked_for(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path, size=(120, 60)) as driver:
        wanted = driver.screen.summary
        plain = "".join(line.plain for line in wanted._body)
        await driver.press("f2")
        await driver.wait_until_drawn()
        timed = "".join(line.plain for line in wanted._body)
        assert "reektijd" not in plain
        assert "reektijd" in timed
        await driver.press("f2")
        await driver.wait_until_drawn()
        again = "".join(line.plain for line in wanted._body)
        assert re.sub(r"[\s─]", "", again) == re.sub(r"[\s─]", "", plain)  # A scroll bar takes a column.


async def test_an_edit_shows_in_the_summary(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/edit 1 Sule vraagt het haar rector #contact @morgen")
        await driver.wait_until_drawn()
        assert "haar rector" in driver.screen_text


def test_hostile_texts_are_rows_of_text() -> None:
    session = rehearsal_session(900, "nl")
    for label, text in HOSTILE_TEXTS.items():
        asked = {**session.questions, "q1": replace(session.questions["q1"], text=clean(text))}
        wanted = summary.SummaryInputs(replace(session, title=clean(text), questions=asked), "nl", 76, False)
        for line in summary.summary_rows(wanted, translator("nl")):
            assert line.cell_length <= 76, label
            assert not set(map(chr, range(32))) & set(line.plain), label


# --- files ------------------------------------------------------------------------------------------------------------


def test_doubts_days_and_stars_have_the_colours_they_have_in_the_log() -> None:
    wanted = summary.SummaryInputs(rehearsal_session(6000, "nl"), "nl", 100, False)
    styled = {
        str(line.plain[span.start : span.end]): str(span.style)
        for line in summary.summary_rows(wanted, translator("nl"))
        for span in line.spans
    }
    assert styled["Nog open: wie kent iemand?"] == "bold $text-warning"
    assert styled["★★★"] == "$text-warning" and styled["vr 27 nov"] == "$text-success"


async def test_the_folder_of_a_file_is_in_sight_with_the_longest_title(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / "kring"
    folder.mkdir()
    session = msgspec.structs.replace(rehearsal_session(5000, "nl"), title="Samen slimmer voor morgen " * 3)
    async with console_after_ring(folder, session) as driver:
        await driver.press("f4")
        await driver.wait_until_drawn()
        assert isinstance(driver.app.screen, SaveAs)
        assert driver.app.screen.answer.shown.plain.startswith(f"Enter bewaart in {display_path(folder)}: 2026-11-24-")
        assert "~/kring:" in driver.screen_text


async def test_save_as_offers_every_form_and_says_where_it_goes(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("f4")
        await driver.wait_until_drawn()
        assert isinstance(driver.app.screen, SaveAs)
        for suffix in (".pdf", ".html", ".md", ".csv", ".ics", ".json"):
            assert suffix in driver.screen_text
        assert f"{NAME}.pdf" in driver.screen_text
        await driver.press(*"spreadsheet")
        assert await made(driver, "enter") == f"✓ Bewaard: {tmp_path / NAME}.csv"
        assert "Gemaakt:" in driver.screen_text
    assert (tmp_path / f"{NAME}.csv").read_bytes().startswith("\ufeff".encode())
    assert stat.S_IMODE((tmp_path / f"{NAME}.csv").stat().st_mode) == 0o600


@pytest.mark.parametrize(("form", "begin"), [("md", b"# "), (".HTML", b"<!"), ("pdf", b"%PDF"), ("ics", b"BEGIN:VCAL")])
async def test_a_form_that_is_named_is_saved_at_once(tmp_path: Path, form: str, begin: bytes) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.enter(f"/bewaar {form}")
        await driver.wait_until_drawn()
        path = tmp_path / f"{NAME}.{form.lower().strip('.')}"
        assert driver.preview.startswith(f"✓ Bewaard: {path}")
        assert path.read_bytes().startswith(begin)


@pytest.mark.parametrize("line", ["/save each", "/bewaar elk"])
async def test_everyones_page_is_saved_into_a_folder(tmp_path: Path, line: str) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.enter(line)
        await driver.wait_until_drawn()
        made = driver.session.made[-1]
        assert made.form == "each"
        assert len(list((tmp_path / made.name).glob("*.pdf"))) == len(driver.session.participants)


async def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/save docx")
        await driver.wait_until_drawn()
        assert "docx" in driver.preview
        assert "pdf" in driver.preview


async def test_personal_pages_are_saved_in_a_folder(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("f4", "down")
        said = await made(driver, "enter")
        assert "Eigen pagina's bewaard in de map" in said and "-per-persoon: 13." in said
    assert len(list((tmp_path / f"{NAME}-per-persoon").iterdir())) == 13


async def test_a_copy_for_the_facilitator_alone(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("f4", *"spreektijden")
        await driver.wait_until_drawn()
        assert f"{NAME}-met-spreektijden.pdf" in driver.screen_text
        assert "alleen voor jou" in await made(driver, "enter")
    assert pdfs(tmp_path) == [f"{NAME}-met-spreektijden.pdf"]


async def test_a_ring_without_speaking_times_has_no_copy_with_them(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path, replace(rehearsal_session(5000, "nl"), turns={})) as driver:
        await driver.press("f4")
        await driver.wait_until_drawn()
        assert "spreektijden" not in driver.screen_text


async def test_a_read_only_console_may_save_and_print(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130, read_only=True) as driver:
        await driver.enter("/zaal")
        assert driver.screen.has_class("-stage")
        await driver.enter("karin kent iemand")
        assert len(driver.session.offers) == len(rehearsal_session(2130, "nl").offers)


async def test_no_file_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.md").write_text("mine", "utf-8")
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/save md")
        await driver.wait_until_drawn()
        assert driver.preview == f"✓ Bewaard: {tmp_path / NAME}-2.md"
        await driver.enter("/save md")
        await driver.wait_until_drawn()
        assert driver.preview == f"✓ Bewaard: {tmp_path / NAME}-2.md"
        await driver.enter("/title Samen slimmer · kennisdag ", "dank jullie wel", "/save md")
        await driver.wait_until_drawn()
        assert driver.preview == f"✓ Bewaard: {tmp_path / NAME}-3.md"
    assert (tmp_path / f"{NAME}.md").read_text("utf-8") == "mine"


async def test_a_folder_that_cannot_be_written_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reason = say("{path} could not be saved: {reason}.", path="x.pdf", reason="the disk is full")
    monkeypatch.setattr(delivery, "write_to_free_name", lambda path, data: (path, reason))
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/save md")
        await driver.wait_until_drawn()
        assert driver.preview.startswith("✗")
        assert "x.pdf" in driver.preview


def test_a_file_gets_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "elsewhere.txt")
    path, problem = write_to_free_name(tmp_path / "a.txt", b"one")
    assert (path.name, problem) == ("a-2.txt", None)
    assert write_to_free_name(tmp_path / "a.txt", b"one")[0].name == "a-2.txt"
    assert write_to_free_name(tmp_path / "a.txt", b"two")[0].name == "a-3.txt"
    assert not (tmp_path / "elsewhere.txt").exists()
    (tmp_path / "file").write_text("", "utf-8")
    assert write_to_free_name(tmp_path / "file" / "b.txt", b"one")[1] is not None


# --- paper, clipboard, mail, and opening ------------------------------------------------------------------------------


async def test_printing_keeps_the_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[Path] = []

    def send(pdf: Path, **more: object) -> PrintResult:
        sent.append(pdf)
        return PrintResult(True, say("Sent to {printer}.", printer="Kantoor"))

    monkeypatch.setattr(printing, "print_pdf", send)
    async with console_after_ring(tmp_path) as driver:
        assert "Kantoor" in await made(driver, "f3")
        await driver.enter("/print karin")
        await driver.wait_until_drawn()
    assert [path.name for path in sent] == [f"{NAME}.pdf", f"{NAME}-07-karin-smit.pdf"]
    assert pdfs(tmp_path) == sorted(path.name for path in sent)


async def test_a_printer_is_chosen_by_name_and_stays_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str | None] = []

    def send(pdf: Path, *, printer: str | None, how_to_choose: Message, **more: object) -> PrintResult:
        asked.append(printer)
        if not printer:
            return PrintResult(False, how_to_choose, ("Kantoor", "Zolder 2"))
        return PrintResult(True, say("Sent to {printer}.", printer=printer))

    monkeypatch.setattr(printing, "print_pdf", send)
    async with console_after_ring(tmp_path) as driver:
        assert "/print @" in await made(driver, "f3")
        await driver.press(*"/print @z", "tab")
        assert driver.screen.line.value == "/print @Zolder 2"
        await driver.press("enter")
        await driver.wait_until_drawn()
        assert "Zolder 2" in await made(driver, "f3")
    assert asked == [None, "Zolder 2", "Zolder 2"]


async def test_without_a_printer_the_pdf_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "print_pdf", lambda pdf, **more: PrintResult(False, say("No printer is set up.")))
    async with console_after_ring(tmp_path) as driver:
        assert (await made(driver, "f3")).startswith("✗")
        assert f"{NAME}.pdf" in driver.screen_text
    assert pdfs(tmp_path) == [f"{NAME}.pdf"]


@pytest.mark.parametrize(("is_open", "number"), [(False, 3), (True, 4)])
async def test_in_the_preparation_the_handouts_are_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_open: bool, number: int
) -> None:
    sent: list[str] = []

    def send(pdf: Path, **more: object) -> PrintResult:
        sent.append(pdf.name)
        return PrintResult(True, say("Sent to {printer}.", printer="X"))

    monkeypatch.setattr(printing, "print_pdf", send)
    async with console_on(tmp_path, rehearsal_session(-1, "nl")) as driver:
        if is_open:
            driver.screen.view.server = server = JoinServer(driver.path)
            server.facts = ServerFacts(url="http://10.0.0.7", code="K7M2QX", typist_code="", pid=1)
            server.look = lambda: False  # type: ignore[method-assign]
        await driver.enter("/print")
        await driver.wait_until_drawn()
        assert f"{number} hand-outs" in driver.preview
    assert len(sent) == number
    assert is_open == any("poster" in name for name in sent)


@pytest.mark.parametrize("taken", [True, False])
async def test_copying_says_what_happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, taken: bool) -> None:
    texts: list[str] = []

    def copy(text: str) -> bool:
        texts.append(text)
        return taken

    monkeypatch.setattr(clipboard, "copy", copy)
    async with console_after_ring(tmp_path) as driver:
        said = await made(driver, "f5")
        assert "plak" in said
        assert ("/bewaar chat" in said) is not taken
        assert driver.app.clipboard == texts[0]
        assert "NOG OPEN: WIE KENT IEMAND?" in texts[0]
        await driver.enter("/kopieer karin")
        await driver.wait_until_drawn()
        assert "Karin" in texts[1]
        assert texts[1] != texts[0]


@pytest.mark.parametrize(("word", "suffix"), [("logboek", ".txt"), ("transcript", ".txt"), ("csv", ".csv")])
async def test_a_format_has_its_words_in_both_languages(word: str, suffix: str, tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await made(driver, *f"/bewaar {word}", "enter")
        assert len(list(tmp_path.glob(f"*{suffix}"))) == 1


async def test_an_unknown_format_names_those_there_are(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        said = await made(driver, *"/bewaar docx", "enter")
        assert said.endswith("json, txt, elk.")


async def test_email_drafts_are_in_a_folder_of_their_own(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        said = await made(driver, "f6")
        assert "niets verstuurd" in said
        assert "Geen e-mailadres: Tom en Willem." in said
        driver.clock.advance(2)
        await made(driver, "f6")
    for folder in (f"{NAME}-e-mails", f"{NAME}-e-mails-2"):
        assert len(list((tmp_path / folder).glob("*.eml"))) == 12


async def test_without_addresses_no_drafts_are_made(tmp_path: Path) -> None:
    session = rehearsal_session(5000, "nl")
    people = {who: replace(person, email="") for who, person in session.participants.items()}
    async with console_after_ring(tmp_path, replace(session, participants=people)) as driver:
        assert (await made(driver, "f6")).startswith("✗")
    assert not list(tmp_path.glob("*mails*"))


async def test_open_shows_the_newest_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(delivery, "_opener", lambda: lambda path: shown.append(path.name))
    async with console_after_ring(tmp_path) as driver:
        await made(driver, "f7")
        await driver.enter("/save md")
        await driver.wait_until_drawn()
        driver.clock.advance(2)
        await made(driver, "f7")
    assert shown == [f"{NAME}.html", f"{NAME}.md"]


async def test_open_without_a_desktop_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_opener", lambda: None)
    async with console_after_ring(tmp_path) as driver:
        assert f"{NAME}.html" in await made(driver, "f7")


async def test_commands_for_a_ring_that_is_done_are_refused_before(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(2130, "nl"), seconds=2130) as driver:
        await driver.press("escape")
        for line in ("/mail", "/toon", "/wis"):
            await driver.enter(line)
            await driver.wait_until_drawn()
            assert "als de kring klaar is" in driver.preview
    assert [path.suffix for path in tmp_path.iterdir() if path.is_file()] == [".toml"]


async def test_one_job_runs_at_a_time_and_a_long_one_is_announced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on = threading.Event()

    def slow(job: delivery.ExportJob, form: str) -> ExportResult:
        goes_on.wait(WAIT_LIMIT)
        return ExportResult(True, say("Saved: {path}", path="slow"))

    monkeypatch.setattr(delivery, "save_summary", slow)
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/save md")
        driver.screen.jobs.say_still_doing(driver.screen.jobs.doing or say(""))
        assert "maken …" in driver.preview
        await driver.press("f5")
        assert "een ogenblik" in driver.preview
        await driver.press(*"typen kan", "left")
        assert driver.screen.line.value == "typen kan"
        goes_on.set()
        await driver.wait_until_drawn()
        assert driver.screen.jobs.doing is None
        assert driver.screen.line.value == "typen kan"


async def test_an_unexpected_error_of_a_job_is_reported_and_the_console_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(job: delivery.ExportJob, form: str) -> ExportResult:
        raise ValueError("Anne Visser said something")

    monkeypatch.setattr(delivery, "save_summary", broken)
    async with console_after_ring(tmp_path) as driver:
        await driver.enter("/save md")
        await driver.wait_until_drawn()
        assert "door een fout in reciring" in driver.preview
        assert "Anne" not in driver.preview
        await driver.enter("een notitie")
        assert driver.session.notes


# --- speaking times --------------------------------------------------------------------------------------------------


async def ended(driver: ConsoleDriver) -> None:
    await driver.press("escape", "right")
    driver.clock.advance(2)
    await driver.press("right")
    await driver.wait_until_drawn()


async def test_at_the_end_it_is_asked_once_whether_to_erase_speaking_times(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(4550, "nl"), seconds=4550, size=(80, 24)) as driver:
        await ended(driver)
        assert driver.session.phase is Phase.DONE
        assert "Wissen: typ /wis" in driver.reminder
        await driver.press("escape")
        assert "/wis" in driver.preview
        await driver.press("escape")
        assert "wissen" not in driver.reminder
        assert driver.saved_session().turns


async def test_erased_speaking_times_are_gone_from_file_and_copies(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(4550, "nl"), seconds=4550, size=(80, 24)) as driver:
        await driver.enter("dit is een notitie")
        await ended(driver)
        driver.saved_session()
        assert list((tmp_path / ".reciring-backups").iterdir())
        await driver.enter("/wis")
        assert "Spreektijden voorgoed wissen" in driver.preview
        assert driver.session.turns
        driver.clock.advance(2)
        await made(driver, "enter")
        assert "gewist" in driver.preview
        await driver.press("ctrl+z")
        assert not driver.session.turns
        assert not driver.saved_session().turns
        assert driver.saved_session().offers
        for copy in (tmp_path / ".reciring-backups").glob("*"):
            assert not load_session(copy)[0].turns
        await driver.enter("/wis")
        assert "geen spreektijden" in driver.preview


async def test_erasing_asks_first_and_a_dash_erases_nothing(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await driver.press("-", "enter", "escape")
        await driver.enter("/wis")
        assert "Spreektijden voorgoed wissen" in driver.preview
        await driver.press("enter")
        assert "Spreektijden voorgoed wissen" in driver.preview
        assert driver.session.turns
        await driver.press(*"een notitie")
        assert driver.screen.line.value == "een notitie"
        driver.clock.advance(2)
        await driver.press("enter")
        assert driver.session.turns


async def test_a_read_only_console_erases_nothing(tmp_path: Path) -> None:
    async with console_on(tmp_path, rehearsal_session(5000, "nl"), seconds=5000, read_only=True) as driver:
        await driver.enter("/wis", "/wis")
        assert driver.session.turns


async def test_files_made_before_a_correction_are_marked_and_made_again_in_their_place(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await made(driver, *"/bewaar pdf", "enter")
        await made(driver, *"/bewaar md", "enter")
        await made(driver, *"/mail", "enter")
        folder = next(path for path in tmp_path.iterdir() if path.is_dir() and path.name.endswith("mails"))
        drafts = {path.name: path.read_bytes() for path in folder.iterdir()}
        summary = next(tmp_path.glob("*.md"))
        assert "Verouderd" not in driver.reminder
        driver.clock.advance(60)
        await driver.enter("/hernoem 9 Maartje van 't Hof")
        assert "3 bestanden zijn verouderd" in driver.reminder
        assert "Ctrl+R" in driver.reminder
        assert driver.screen_text.count("verouderd") >= 3
        await made(driver, "ctrl+r")
        assert "Opnieuw gemaakte bestanden: 3. Vervang wat je al printte of verstuurde." in driver.preview
        assert "verouderd" not in driver.reminder
        assert "Maartje" in summary.read_text("utf-8")
        assert len(list(tmp_path.glob("*.md"))) == len(list(tmp_path.glob("*.pdf"))) == 1
        again = {path.name: path.read_bytes() for path in folder.iterdir()}
        assert len(again) == len(drafts)
        assert {name for name in drafts if "maarten" in name} - set(again)
        assert all(again[name] != data for name, data in drafts.items() if name in again)


async def test_a_draft_that_was_changed_by_hand_stays_when_it_is_made_again(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await made(driver, *"/bewaar md", "enter")
        summary = next(tmp_path.glob("*.md"))
        summary.write_text("mijn eigen tekst", "utf-8")
        await driver.enter("/ster 1")
        await made(driver, "ctrl+r")
        assert summary.read_text("utf-8") == "mijn eigen tekst"
        assert len(list(tmp_path.glob("*.md"))) == 2


async def test_undoing_the_correction_makes_the_files_current_again(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await made(driver, *"/bewaar md", "enter")
        await driver.enter("/ster 1")
        assert "Verouderd" in driver.reminder
        await driver.press("ctrl+z")
        assert "Verouderd" not in driver.reminder


async def test_a_calendar_saved_after_an_edit_is_newer(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        sequences = []
        for line in ("/ster 1", "/ster 2"):
            driver.clock.advance(60)
            await driver.enter(line)
            await made(driver, *"/bewaar ics", "enter")
            newest = max(tmp_path.glob("*.ics"), key=lambda path: path.name.count("-2"))
            sequences.append(min(int(number) for number in re.findall(r"SEQUENCE:(\d+)", newest.read_text("utf-8"))))
        assert sequences[1] > sequences[0]


async def test_a_file_is_known_to_be_out_of_date_when_the_ring_is_opened_again(tmp_path: Path) -> None:
    async with console_after_ring(tmp_path) as driver:
        await made(driver, *"/bewaar md", "enter")
        await made(driver, *"/mail", "enter")
        await driver.press("tab", "tab", "escape")
        session = driver.saved_session()
    assert [one.form for one in session.made] == ["md", "mails"]
    assert len(session.reviewed) == 1
    async with console_on(tmp_path, session, seconds=5000, size=(80, 24)) as driver:
        assert "62 regels nog niet nagelezen" in driver.reminder
        await driver.enter("/hernoem 9 Maartje van 't Hof")
        assert "2 bestanden zijn verouderd" in driver.reminder
        await made(driver, "ctrl+r")
        assert "erouderd" not in driver.reminder
        assert len(list(tmp_path.glob("*.md"))) == 1
        assert "Maartje" in next(tmp_path.glob("*.md")).read_text("utf-8")
        assert sum(path.is_dir() and "mails" in path.name for path in tmp_path.iterdir()) == 2
        await driver.press("ctrl+z")
        assert "2 bestanden zijn verouderd" in driver.reminder
