"""Participants in files: encodings, files that are not lists, and no other error than ParticipantListError."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.importers.participants import ParticipantList, ParticipantListError
from reciring.importers.read import parse_participants, read_participants
from reciring.ring.text import fold, squeeze
from tests.support.hostile_texts import HOSTILE_TEXTS, with_every_hostile_text
from tests.support.paths import DATA

NAMES = (
    "Anne Visser, Anneke de Groot, Bo Jansen, Fatima El Amrani, Jan de Vries, Jan-Willem Bos, Karin Smit, "
    "Łukasz Nowak, Maarten van 't Hof, Şule Yılmaz, Tom Peeters, Zoë van Dijk"
).split(", ")


def read(folder: Path, data: bytes, name: str = "list.csv") -> ParticipantList:
    path = folder / name
    path.write_bytes(data)
    return read_participants(path)


def refusal(path: Path) -> str:
    with pytest.raises(ParticipantListError) as caught:
        read_participants(path)
    return str(caught.value)


def refusal_for(folder: Path, data: bytes, name: str = "list.csv") -> str:
    path = folder / name
    path.write_bytes(data)
    return refusal(path)


@pytest.mark.parametrize(
    ("file", "encoding"),
    [
        ("deelnemers.csv", "UTF-8"),
        ("deelnemers-utf8-bom.csv", "UTF-8"),
        ("deelnemers-windows.csv", "Windows-1252"),
        ("deelnemers-tab.txt", "UTF-8"),
    ],
)
def test_a_list_gives_the_same_people_in_every_format(file: str, encoding: str) -> None:
    whole = read_participants(DATA / "deelnemers.csv")
    people = read_participants(DATA / file)
    assert people.errors == ()
    assert people.details.encoding == encoding
    # Windows-1252 does not have Ł, Ş and ı: those letters were lost when the file was saved.
    in_windows_1252 = (lambda text: text) if encoding == "UTF-8" else fold
    assert [in_windows_1252(person.name) for person in people.participants] == [in_windows_1252(name) for name in NAMES]
    assert [(person.email, person.line) for person in people.participants] == [
        (row.email, row.line) for row in whole.participants
    ]
    assert people.participants[-1].name == "Zoë van Dijk"
    if file != "deelnemers-tab.txt":
        assert [person.organisation for person in people.participants] == [
            row.organisation for row in whole.participants
        ]
    assert whole.participants[8].organisation == 'Bureau "Ruimte"; advies'
    assert whole.participants[10].email == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encodings_of_spreadsheets_are_read(encoding: str, tmp_path: Path) -> None:
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    people = read(tmp_path, mark + "Naam\tVraag\r\nZoë van Dijk\tHoe … “zo”?\r\n".encode(encoding))
    assert [(person.name, person.question) for person in people.participants] == [("Zoë van Dijk", "Hoe … “zo”?")]


def test_a_decomposed_name_is_composed(tmp_path: Path) -> None:
    people = read(tmp_path, "Naam;Mail\nZoe\u0308;\nZoë;".encode())
    assert [person.name for person in people.participants] == ["Zoë"]
    assert len(people.errors) == 1


def test_one_invalid_byte_leaves_the_other_letters(tmp_path: Path) -> None:
    people = read(tmp_path, "Naam;Mail\nŁukasz;\nŞule;\n".encode() + b"Zo\xeb;\n")
    assert [person.name for person in people.participants] == ["Łukasz", "Şule"]
    assert [(problem.line, str(problem.message)) for problem in people.errors] == [
        (4, "A letter of this name could not be read. Type the name.")
    ]


def test_a_missing_file_raises_an_error(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csv") == "none.csv does not exist. Check the name and the folder."
    assert refusal(tmp_path / "a\0b.csv").startswith("ab.csv does not exist")
    (tmp_path / "list.csv").touch()
    assert refusal(tmp_path / "list.csv" / "x.csv").startswith("x.csv does not exist")
    assert refusal(tmp_path / ("n" * 5000)).endswith("cannot be read. Copy it to this computer and try the copy.")


def test_a_folder_raises_an_error(tmp_path: Path) -> None:
    assert refusal(tmp_path) == f"{tmp_path.name} is a folder. Give the file in it that lists the participants."
    assert refusal(Path("/")) == "/ is a folder. Give the file in it that lists the participants."


def test_control_characters_in_a_file_name_are_removed(tmp_path: Path) -> None:
    assert "\x1b" not in refusal(tmp_path / "\x1b[2Jx.csv")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_or_socket_raises_an_error_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    assert "reciring cannot read" in refusal(tmp_path / "pipe.csv")
    assert "reciring cannot read" in refusal(Path(os.devnull))
    with TemporaryDirectory(dir="/tmp") as short, socket.socket(socket.AF_UNIX) as server:
        server.bind(f"{short}/s")
        assert "reciring cannot read" in refusal(Path(short, "s"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_a_file_without_read_permission_raises_an_error(tmp_path: Path) -> None:
    path = tmp_path / "secret.csv"
    path.touch(mode=0)
    assert refusal(path) == "You are not allowed to read secret.csv. Save a copy in a folder of your own."


def test_a_permission_error_raises_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "secret.csv").touch()
    monkeypatch.setattr(Path, "open", deny)
    assert refusal(tmp_path / "secret.csv").startswith("You are not allowed to read secret.csv")


@pytest.mark.parametrize("size", [5_000_001, 10_000_000])
def test_a_large_file_raises_an_error(size: int, tmp_path: Path) -> None:
    message = "list.csv is larger than 5 MB. Save only the list of participants, as CSV."
    assert refusal_for(tmp_path, b"Anne;" * (size // 5 + 1)) == message


@pytest.mark.parametrize("data", [b"", b"\n", b" \r\n\t"])
def test_an_empty_file_raises_an_error(data: bytes, tmp_path: Path) -> None:
    assert refusal_for(tmp_path, data) == "list.csv is empty."


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01\0",
        b"<!DOCTYPE html><table><tr><td>Naam",
        b"<?xml version='1.0'?><list/>",
        bytes(range(1, 32)) * 10,
    ],
)
def test_other_formats_raise_an_error(data: bytes, tmp_path: Path) -> None:
    message = "reciring cannot read list.csv. Save it as CSV or .xlsx, or paste the names."
    assert refusal_for(tmp_path, data) == message


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCUMENT = "x is a text document. Open it, copy the list and paste it in reciring."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "x is a PDF. Select its text, copy it and paste it in reciring."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "x is a picture. Type the names, or paste them as text."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "x is a picture. Type the names, or paste them as text."),
        (b"{\\rtf1\\ansi Naam}", DOCUMENT),
        (b"\x1f\x8b\x08\0", "x is an archive. Unpack it and use the list in it."),
        (OLE + b"\0" * 500, "x is damaged. Open it in a spreadsheet program and save it as CSV."),
        (OLE + "WordDocument".encode("utf-16-le"), DOCUMENT),
    ],
)
def test_files_of_other_kinds_say_what_to_do(data: bytes, message: str, tmp_path: Path) -> None:
    assert refusal_for(tmp_path, data, "x") == message


def test_an_encrypted_file_raises_its_own_error(tmp_path: Path) -> None:
    old = OLE + b"\0" * 500
    message = "x.xlsx has a password. Open it in a spreadsheet program and save it without one, or as CSV."
    assert refusal_for(tmp_path, old + "EncryptedPackage".encode("utf-16-le"), "x.xlsx") == message


@with_every_hostile_text
@pytest.mark.parametrize("field", range(4))
def test_hostile_text_is_read_in_every_column(label: str, field: int) -> None:
    cells = ["Anne", "Gemeente", "a@x", "Wie?"]
    cells[field] = HOSTILE_TEXTS[label]
    row = ";".join('"{}"'.format(cell.replace('"', '""')) for cell in cells)
    people = parse_participants(f"Naam;Organisatie;E-mail;Vraag\nBo;;;\n{row}\nKarin;;;")
    assert people.participants[0].name == "Bo"
    assert people.participants[-1].name == "Karin"
    for person in people.participants:
        for value in (person.name, person.organisation, person.email, person.question):
            assert value == squeeze(value)
    for problem in people.errors:
        assert problem.text == squeeze(problem.text)
        str(problem.message).encode()


@pytest.mark.parametrize(
    "label", ["formula-dde", "markup-click", "html-script", "typst-import", "jinja", "format-name"]
)
def test_markup_in_a_text_is_not_changed(label: str) -> None:
    row = '"{}"'.format(HOSTILE_TEXTS[label].replace('"', '""'))
    assert parse_participants(f"Naam;Vraag\nAnne;{row}").participants[0].question == HOSTILE_TEXTS[label]


def test_a_control_character_is_in_no_address_and_no_name_made_from_one() -> None:
    [person] = parse_participants("\x1aanne@example.org").participants
    assert (person.name, person.email) == ("Anne", "anne@example.org")


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        read_or_refuse(Path(folder), data)


SHARDS = [
    b"Naam;Mail\n",
    b"sep=,\n",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"PK\x03\x04",
    b'"',
    b'""',
    b";",
    b"\n",
]
SHARDS += [b"Anne <a@x>", b": ", b"  - ", b"\r", b"\t", b",", b"<", b">", b"@", b"Voornaam", b"\xeb", b"\0", b"12"]


@given(st.lists(st.sampled_from(SHARDS) | st.binary(max_size=4)).map(b"".join))
def test_bytes_that_look_like_a_list_are_read_or_refused(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        read_or_refuse(Path(folder), data)


@given(st.text(st.characters(exclude_categories=()) | st.sampled_from(';,\t\n\r":<>@')))
def test_any_text_is_read(text: str) -> None:
    check_result(parse_participants(text))


def read_or_refuse(folder: Path, data: bytes) -> None:
    path = folder / "list.csv"
    path.write_bytes(data)
    try:
        people = read_participants(path)
    except ParticipantListError as problem:
        str(problem).encode()
    else:
        check_result(people)


def check_result(people: ParticipantList) -> None:
    """Check that no name occurs twice, all texts are clean, and all messages are complete."""
    folded = [fold(person.name) for person in people.participants]
    assert len(set(folded)) == len(folded)
    for person in people.participants:
        assert person.name == squeeze(person.name)
        assert any(map(str.isalpha, person.name))
        assert person.line > 0
    for message in (*people.details.messages(), *(problem.message for problem in people.errors)):
        str(message).encode()
