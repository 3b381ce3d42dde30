"""``summary``, ``mail``, ``guide`` and ``invitation``: the right thing in the right place, or a sentence."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest

from reciring.report.export import FORMS
from reciring.ring.message import say
from reciring.ring.session import Participant, Session
from reciring.ring.transcript import Unfaithful
from reciring.store.toml import encode
from tests.cli_helper import Reciring, rehearsal


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rehearsal(tmp_path_factory.mktemp("rings") / "ring.toml")


@pytest.fixture
def reciring(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Reciring:
    return Reciring(capsys, tmp_path)


def test_the_screen_is_the_usual_place(reciring: Reciring, ring: Path) -> None:
    said = reciring("summary", ring)
    assert (said.code, said.err) == (0, "")
    assert "Wie kent een goede coach" in said.out
    assert "\x1b" not in said.out


def test_a_summary_is_in_the_language_of_the_session_unless_another_is_asked_for(
    reciring: Reciring, ring: Path
) -> None:
    assert "dinsdag 24 november 2026" in reciring("summary", ring).out
    assert "Tuesday 24 November 2026" in reciring("summary", ring, "--language", "en").out


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"terminal", "pdf"}))
def test_every_form_of_text_on_stdout_is_that_in_a_file(
    form: str, reciring: Reciring, ring: Path, tmp_path: Path
) -> None:
    said = reciring("summary", ring, "--format", form)
    assert reciring("summary", ring, "-f", form, "-o", tmp_path / "out") == (0, "", "")
    with (tmp_path / "out").open(encoding="utf-8", newline="") as file:
        assert file.read() == said.out
    if os.name != "nt":
        assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("name", "begins"), [("a.pdf", b"%PDF"), ("a.json", b"{"), ("a.md", b"#"), ("a.ics", b"BEGIN:VCAL")]
)
def test_the_name_of_the_file_says_the_form(
    name: str, begins: bytes, reciring: Reciring, ring: Path, tmp_path: Path
) -> None:
    assert reciring("summary", ring, "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_speaking_times_only_when_asked_for(reciring: Reciring, ring: Path) -> None:
    assert "speaking" not in json.loads(reciring("summary", ring, "--format", "json").out)
    assert "speaking" in json.loads(reciring("summary", ring, "--format", "json", "--with-speaking-time").out)


def test_several_forms_go_into_a_folder(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    said = reciring("summary", ring, "-f", "terminal", "-f", "chat", "-f", "md", "-o", folder)
    assert (said.code, said.out) == (0, "")
    names = sorted(path.name for path in folder.iterdir())
    assert [name.removeprefix("2026-11-24-samen-slimmer-kennisdag") for name in names] == [
        "-chat.txt",
        "-terminal.txt",
        ".md",
    ]
    assert sorted(said.err.split()) == sorted(str(folder / name) for name in names)


def test_everybody_gets_a_page(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert reciring("summary", ring, "--each", "-f", "md", "-o", tmp_path / "pages").code == 0
    pages = sorted((tmp_path / "pages").iterdir())
    heads = [path.read_text("utf-8").splitlines()[0] for path in pages]
    assert len(heads) == 14
    assert any("Zoë van Dijk" in head for head in heads)
    assert any("Nienke Hof" in head for head in heads), "who leads promised something too"


def test_a_ring_that_no_lines_make_again_is_a_sentence(
    reciring: Reciring, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> bytes:
        raise Unfaithful(say("No lines make it."))

    monkeypatch.setattr("reciring.cli.summary.render", refuse)
    assert reciring("summary", ring, "--format", "txt") == (1, "", "No lines make it.\n")


def test_half_a_folder_is_never_written(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert reciring("summary", ring, "--for", "zoe", "-f", "md", "-f", "ics", "-o", tmp_path / "pages").code == 0
    said = reciring("summary", ring, "--each", "-f", "md", "-o", tmp_path / "pages")
    assert said.code == 1
    assert "zoe-van-dijk.md exists already" in said.err
    assert len(list((tmp_path / "pages").iterdir())) == 2
    assert reciring("summary", ring, "--each", "-f", "md", "-o", tmp_path / "pages", "--force").code == 0


@pytest.mark.parametrize("name", ["12", "zoe", "Zoë van Dijk", "ZOE VAN DIJK", "zo"])
def test_somebody_is_meant_as_on_the_entry_line(name: str, reciring: Reciring, ring: Path) -> None:
    assert reciring("summary", ring, "--for", name).out.startswith("Zoë van Dijk\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("karn", "Nobody in this ring is called karn. Did you mean Karin Smit?"),
        ("Lukasz Novak", "Nobody in this ring is called Lukasz Novak. Did you mean Łukasz Nowak?"),
        ("xyzzy", "Nobody in this ring is called xyzzy."),
        ("1+2", "Nobody in this ring is called 1+2."),
        ("0", "Nobody in this ring is called 0."),
        ("", "Nobody in this ring is called ."),
    ],
)
def test_a_name_that_nobody_has(name: str, told: str, reciring: Reciring, ring: Path) -> None:
    assert reciring("summary", ring, "--for", name) == (1, "", told + "\n")


def test_a_name_that_two_have_is_asked_about(reciring: Reciring, tmp_path: Path) -> None:
    people = {"p1": Participant(name="Jan Bos"), "p2": Participant(name="Jan Smit")}
    (tmp_path / "ring.toml").write_bytes(encode(Session(date=dt.date(2026, 11, 24), participants=people)))
    said = reciring("summary", tmp_path / "ring.toml", "--for", "jan")
    assert said.code == 1
    assert "Jan Bos" in said.err
    assert "Jan Smit" in said.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("--for zoe --each -o x", "Either --for"),
        ("--for zoe --with-speaking-time", "Speaking times are never"),
        ("--each --with-speaking-time -o x", "Speaking times are never"),
        ("--for zoe --format txt", "The form txt is of the whole ring"),
        ("--format csv --with-speaking-time", "The form csv never has"),
        ("--format md --format json", "Several files need a folder"),
        ("--each", "Several files need a folder"),
        ("--paper a5", "a5 is none of what --paper can be: a4, letter."),
    ],
)
def test_what_does_not_go_together(words: str, told: str, reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    said = reciring("summary", ring, *words.split())
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith(told)


def test_an_output_that_cannot_be_is_a_sentence(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for target in (tmp_path, tmp_path / "file", tmp_path / "no" / "a.md", tmp_path / "file" / "a.md"):
        said = reciring("summary", ring, "-f", "md", "-o", target)
        assert (said.code, said.out) == (1, "")
        assert said.err.count("\n") == 1
    assert reciring("summary", ring, "--each", "-f", "md", "-o", tmp_path / "file").code == 1
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links")
def test_a_link_is_not_followed(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    (tmp_path / "target").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    assert reciring("summary", ring, "-f", "md", "-o", tmp_path / "link", "--force").code == 1
    assert (tmp_path / "target").read_text() == "mine"


def test_a_broken_session_is_a_sentence_with_its_place(reciring: Reciring, tmp_path: Path) -> None:
    path = tmp_path / "ring.toml"
    path.write_text("schema = 1\ndate = 2026-11-24\nwhere = 3\n")
    said = reciring("summary", path)
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith(f"{path}:3: ")
    path.write_text("schema = 7\n")
    assert "nieuwere reciring" in reciring("log", path, "--language", "nl").err


# --- mails


def test_drafts_for_everybody_with_an_address(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    said = reciring("mail", ring, "-o", tmp_path / "mails", "--language", "en")
    assert (said.code, said.out) == (0, "")
    assert len(list((tmp_path / "mails").glob("*.eml"))) == 12
    assert "No e-mail address, so no draft: Tom Peeters, Willem Kok." in said.err
    assert "Nothing was sent." in said.err


def test_drafts_need_a_folder_and_somebody(reciring: Reciring, ring: Path, tmp_path: Path) -> None:
    assert reciring("mail", ring).code == 2
    (tmp_path / "ring.toml").write_bytes(encode(Session(date=dt.date(2026, 11, 24))))
    said = reciring("mail", tmp_path / "ring.toml", "-o", tmp_path / "mails")
    assert (said.code, said.out) == (1, "")
    assert not (tmp_path / "mails").exists()


# --- the guide and the invitation


def test_the_guide_in_both_languages(reciring: Reciring) -> None:
    assert reciring("guide").out.startswith("# ")
    assert "Let de stilte" not in reciring("guide", "silence").out
    assert "Laat de stilte even bestaan" in reciring("guide", "stilte", "--language", "nl").out
    assert reciring("guide", "xyzzy", "--language", "nl").err.startswith("De uitleg heeft niets dat xyzzy heet")


def test_texts_of_ones_own_come_from_the_settings(
    reciring: Reciring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "reciring").mkdir()
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "round.md").write_text("# Our own round\n\nAs we do it.\n")
    (tmp_path / "reciring" / "settings.toml").write_text(f"guide = '{tmp_path / 'own'}'\nnonsense = 3\n")
    monkeypatch.setattr("reciring.store.home.settings_folder", lambda: tmp_path / "reciring")
    monkeypatch.setattr("reciring.store.settings.settings_folder", lambda: tmp_path / "reciring")
    said = reciring("guide", "round")
    assert said.out.startswith("# Our own round\n\nAs we do it.")
    assert said.err.startswith("settings.toml: nonsense is unknown")
    (tmp_path / "own" / "rounds.md").write_text("# Never read\n")
    assert "rounds.md" not in reciring("guide", "round").err
    said = reciring("guide")
    assert said.code == 0 and "rounds.md is not used: no topic has that name" in said.err


def test_an_invitation_knows_the_ring(reciring: Reciring, ring: Path) -> None:
    said = reciring("invitation", ring)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Onderwerp: Samen slimmer · kennisdag op dinsdag 24 november 2026")
    assert "Zaal De Brug" in said.out
    assert reciring("invitation", ring, "--language", "en").out.startswith("Subject: ")
