"""``summary``, ``mail``, ``guide`` and ``invitation``: what they write and where, and the errors."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from reciring.report.formats import FORMATS
from reciring.ring.message import say
from reciring.ring.session import Participant, Session
from reciring.ring.transcript import RoundTripError
from reciring.store.toml import encode
from tests.support.command_line import CommandLine
from tests.support.paths import RING


def test_summary_is_printed_as_text_by_default(cli: CommandLine, rehearsal_file: Path) -> None:
    result = cli("summary", rehearsal_file)
    assert (result.code, result.err) == (0, "")
    assert "Wie kent een goede coach" in result.out
    assert "\x1b" not in result.out


def test_summary_is_in_the_language_of_the_session_or_the_option(cli: CommandLine, rehearsal_file: Path) -> None:
    assert "dinsdag 24 november 2026" in cli("summary", rehearsal_file).out
    assert "Tuesday 24 November 2026" in cli("summary", rehearsal_file, "--language", "en").out


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"terminal", "pdf", "xlsx"}))
def test_text_formats_are_the_same_on_stdout_and_in_a_file(
    form: str, cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    result = cli("summary", rehearsal_file, "--format", form)
    assert cli("summary", rehearsal_file, "-f", form, "-o", tmp_path / "out") == (0, "", "")
    with (tmp_path / "out").open(encoding="utf-8", newline="") as file:
        assert file.read() == result.out
    if os.name != "nt":
        assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "begins"), [("a.pdf", b"%PDF"), ("a.json", b"{"), ("a.md", b"#"), ("a.ics", b"BEGIN:VCAL")]
)
def test_the_file_name_decides_the_format(
    name: str, begins: bytes, cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    assert cli("summary", rehearsal_file, "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_summary_has_speaking_times_only_on_request(cli: CommandLine, rehearsal_file: Path) -> None:
    assert "speaking" not in json.loads(cli("summary", rehearsal_file, "--format", "json").out)
    assert "speaking" in json.loads(cli("summary", rehearsal_file, "--format", "json", "--with-speaking-time").out)


def test_several_formats_are_written_into_a_folder(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    result = cli("summary", rehearsal_file, "-f", "terminal", "-f", "chat", "-f", "md", "-o", folder)
    assert (result.code, result.out) == (0, "")
    names = sorted(path.name for path in folder.iterdir())
    assert [name.removeprefix("2026-11-24-samen-slimmer-kennisdag") for name in names] == [
        "-chat.txt",
        "-terminal.txt",
        ".md",
    ]
    assert sorted(result.err.split()) == sorted(str(folder / name) for name in names)


def test_each_writes_a_page_for_everyone(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("summary", rehearsal_file, "--each", "-f", "md", "-o", tmp_path / "pages").code == 0
    pages = sorted((tmp_path / "pages").iterdir())
    heads = [path.read_text("utf-8").splitlines()[0] for path in pages]
    assert len(heads) == 14
    assert any("Zoë van Dijk" in head for head in heads)
    assert any("Nienke Hof" in head for head in heads), "the facilitator promised something too"


def test_an_impossible_transcript_is_reported(
    cli: CommandLine, rehearsal_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise RoundTripError(say("No lines make it."))

    monkeypatch.setattr("reciring.cli.summary.render_summary", refuse)
    assert cli("summary", rehearsal_file, "--format", "txt") == (1, "", "No lines make it.\n")


def test_an_existing_file_prevents_all_files(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("summary", rehearsal_file, "--for", "zoe", "-f", "md", "-f", "ics", "-o", tmp_path / "pages").code == 0
    result = cli("summary", rehearsal_file, "--each", "-f", "md", "-o", tmp_path / "pages")
    assert result.code == 1
    assert "zoe-van-dijk.md already exists" in result.err
    assert len(list((tmp_path / "pages").iterdir())) == 2
    assert cli("summary", rehearsal_file, "--each", "-f", "md", "-o", tmp_path / "pages", "--force").code == 0


@pytest.mark.parametrize("name", ["12", "zoe", "Zoë van Dijk", "ZOE VAN DIJK", "zo"])
def test_a_person_is_found_as_on_the_entry_line(name: str, cli: CommandLine, rehearsal_file: Path) -> None:
    assert cli("summary", rehearsal_file, "--for", name).out.startswith("Zoë van Dijk\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("karn", "Nobody in this ring is called “karn”. Did you mean Karin Smit?"),
        ("Lukasz Novak", "Nobody in this ring is called “Lukasz Novak”. Did you mean Łukasz Nowak?"),
        ("xyzzy", "Nobody in this ring is called “xyzzy”. In this ring: Anne"),
        ("1+2", "Nobody in this ring is called “1+2”. In this ring: Anne"),
        ("0", "Nobody in this ring is called “0”. In this ring: Anne"),
        ("", "Nobody in this ring is called “”. In this ring: Anne"),
    ],
)
def test_an_unknown_person_is_refused_with_a_hint(
    name: str, message: str, cli: CommandLine, rehearsal_file: Path
) -> None:
    result = cli("summary", rehearsal_file, "--for", name)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(message)


def test_an_ambiguous_person_is_refused(cli: CommandLine, tmp_path: Path) -> None:
    people = {"p1": Participant(name="Jan Bos"), "p2": Participant(name="Jan Smit")}
    (tmp_path / "ring.toml").write_bytes(encode(Session(date=dt.date(2026, 11, 24), participants=people)))
    result = cli("summary", tmp_path / "ring.toml", "--for", "jan")
    assert result.code == 1
    assert "Jan Bos" in result.err
    assert "Jan Smit" in result.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--for zoe --each -o x", "Use --for"),
        ("--for zoe --with-speaking-time", "A personal page never has"),
        ("--each --with-speaking-time -o x", "A personal page never has"),
        ("--for zoe --format txt", "The format txt exists only for the whole ring"),
        ("--format csv --with-speaking-time", "The format csv never has"),
        ("--format md --format json", "This makes several files."),
        ("--each", "This makes several files."),
        ("--paper a5", "“a5” is not valid for --paper. Choose from: a4, letter."),
    ],
)
def test_options_that_exclude_each_other_are_refused(
    words: str, message: str, cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    result = cli("summary", rehearsal_file, *words.split())
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(message)


def test_an_impossible_output_is_reported_in_one_line(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for target in (tmp_path, tmp_path / "file", tmp_path / "no" / "a.md", tmp_path / "file" / "a.md"):
        result = cli("summary", rehearsal_file, "-f", "md", "-o", target)
        assert (result.code, result.out) == (1, "")
        assert result.err.count("\n") == 1
    assert cli("summary", rehearsal_file, "--each", "-f", "md", "-o", tmp_path / "file").code == 1
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links")
def test_output_does_not_follow_a_link(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    assert cli("summary", rehearsal_file, "-f", "md", "-o", tmp_path / "link", "--force").code == 1
    assert (tmp_path / "target").read_text() == "mine"


def test_a_broken_session_is_reported_with_its_line(cli: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    path.write_text("schema = 1\ndate = 2026-11-24\nwhere = 3\n")
    result = cli("summary", path)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith(f"{path}:3: ")
    path.write_text("schema = 7\n")
    assert "nieuwere versie van reciring" in cli("transcript", path, "--language", "nl").err


# --- e-mails


def test_mail_writes_drafts_for_everyone_with_an_address(
    cli: CommandLine, rehearsal_file: Path, tmp_path: Path
) -> None:
    result = cli("mail", rehearsal_file, "-o", tmp_path / "mails", "--language", "en")
    assert (result.code, result.out) == (0, "")
    assert len(list((tmp_path / "mails").glob("*.eml"))) == 12
    assert "No e-mail address, so no draft: Tom Peeters, Willem Kok." in result.err
    assert "Nothing was sent." in result.err


def test_mail_needs_a_folder_and_an_address(cli: CommandLine, rehearsal_file: Path, tmp_path: Path) -> None:
    assert cli("mail", rehearsal_file).code == 2
    (tmp_path / "ring.toml").write_bytes(encode(Session(date=dt.date(2026, 11, 24))))
    result = cli("mail", tmp_path / "ring.toml", "-o", tmp_path / "mails")
    assert (result.code, result.out) == (1, "")
    assert not (tmp_path / "mails").exists()


# --- the guide and the invitation


def test_guide_is_in_both_languages(cli: CommandLine) -> None:
    assert cli("guide").out.startswith("# ")
    assert "Let de stilte" not in cli("guide", "silence").out
    assert "Laat de stilte even bestaan" in cli("guide", "stilte", "--language", "nl").out
    assert cli("guide", "xyzzy", "--language", "nl").err.startswith("De uitleg heeft niets over “xyzzy”")


def test_guide_uses_own_texts_from_the_settings(
    cli: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reciring").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "round.md").write_text("# Our own round\n\nAs we do it.\n")
    (tmp_path / "reciring" / "settings.toml").write_text(f"guide = '{tmp_path / 'own'}'\nnonsense = 3\n")
    monkeypatch.setattr("reciring.store.settings.settings_folder", lambda: tmp_path / "reciring")
    result = cli("guide", "round")
    assert result.out.startswith("# Our own round\n\nAs we do it.")
    assert result.err.startswith("settings.toml: nonsense is not a setting")
    (tmp_path / "own" / "rounds.md").write_text("# Never read\n")
    assert "rounds.md" not in cli("guide", "round").err
    result = cli("guide")
    assert result.code == 0 and "rounds.md is not used, because no topic has that name" in result.err


def test_invitation_has_the_facts_of_the_ring(cli: CommandLine, rehearsal_file: Path) -> None:
    result = cli("invitation", rehearsal_file)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Onderwerp: Samen slimmer · kennisdag op dinsdag 24 november 2026")
    assert "Zaal De Brug" in result.out
    assert cli("invitation", rehearsal_file, "--language", "en").out.startswith("Subject: ")


@pytest.mark.parametrize("words", ["summary -f md", "transcript", "invitation", "handouts cards -f md"])
def test_a_result_does_not_overwrite_its_source(cli: CommandLine, rehearsal_file: Path, words: str) -> None:
    before = rehearsal_file.read_bytes()
    link = rehearsal_file.with_name("second.toml")
    link.hardlink_to(rehearsal_file)
    for target in (rehearsal_file, link):
        command, *more = words.split()
        result = cli(command, rehearsal_file, *more, "-o", target, "--force")
        assert (result.code, rehearsal_file.read_bytes()) == (1, before)
        assert "is the source of this result" in result.err


def test_a_transcript_is_not_overwritten(cli: CommandLine, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(RING.read_text("utf-8"), "utf-8")
    assert cli("replay", notes, "-o", notes, "--force").code == 1
    assert notes.read_text("utf-8") == RING.read_text("utf-8")
