"""Lists that are hostile or far too large: a sentence or a part of the list, in 5 seconds and 200 MB."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from reciring.importers.participants import ParticipantListError
from reciring.importers.read import parse_bytes, parse_participants
from reciring.ring.text import squeeze
from tests.support.paths import PROJECT

MAX_SECONDS = 5
MAX_MEGABYTES = 200


def workbook(sheet_xml: Callable[[bytes], bytes] = bytes, **parts: bytes) -> bytes:
    """A workbook of one sheet, with its XML changed and other parts added."""
    plain = openpyxl.Workbook()
    plain.worksheets[0].append(["Naam", "E-mail"])
    plain.worksheets[0].append(["Anne Visser", "anne@stad.example"])
    stream, changed = io.BytesIO(), io.BytesIO()
    plain.save(stream)
    with zipfile.ZipFile(stream) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, sheet_xml(data) if name.startswith("xl/worksheets/sheet") else data)
        for name, data in parts.items():
            new.writestr(f"xl/media/{name}", data)
    return changed.getvalue()


def open_document(rows: str) -> bytes:
    """An .ods file with these rows."""
    names = "".join(f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table"))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><table:table>{rows}</table:table></office:document-content>",
        )
    return stream.getvalue()


def merged(area: str) -> bytes:
    cell = f'</sheetData><mergeCells><mergeCell ref="{area}"/></mergeCells>'.encode()
    return workbook(lambda xml: xml.replace(b"</sheetData>", cell))


ROW = '<table:table-row {}><table:table-cell office:value-type="float" office:value="1" {}/></table:table-row>'

BAD_INPUT = {
    "million columns": b"Naam;" + b";".join([b"xxx"] * 300_000),
    "cells of 100,000 letters": b"Naam;Vraag\n" + b"\n".join([b"A" * 100_000 + b";" + b"b c " * 25_000] * 24),
    "one line of names": b"Anne Visser, " * 90_000,
    "one line of addresses": b"To: " + b"Anne <a@x.example>; " * 60_000,
    "quotation marks": b'"' * 1_200_000,
    "brackets": b"\n".join([b"Anne " + b"(a" * 400 + b")" * 400] * 4000),
    "tabs": (b"\t" * 900 + b"x\n") * 5000,
    "nested tables": b"<table>" * 300_000,
    "cells over many rows": b"<table>" + b"<tr><td rowspan=9999 colspan=9999>x" * 100_000,
    "attributes": b"<table " + b"a=b " * 1_000_000,
    "a long card": b"BEGIN:VCARD\nVERSION:3.0\nFN:" + b"A" * 4_000_000 + b"\nEND:VCARD\n",
    "nested comments in a mail": b"MIME-Version: 1.0\nTo: " + b"(" * 400_000 + b"\n\nhi",
    "zip bomb": workbook(zeros=b"\0" * 500_000_000),
    "merged area": merged("A1:CV5000"),
    "repeated rows": open_document(ROW.format('table:number-rows-repeated="9999999"', "")),
    "repeated cells": open_document(ROW.format("", 'table:number-columns-repeated="199999999"')),
}  # fmt: skip


READ_ALL = """
import json, resource, sys, time
from pathlib import Path
from reciring.importers.read import ParticipantListError, read_participants
found = {}
def megabytes():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
before = megabytes()
for path in Path(sys.argv[1]).iterdir():
    start = time.process_time()
    try:
        people = read_participants(path)
    except ParticipantListError as problem:
        said = str(problem)
    else:
        said = max([len(person.name) for person in people.participants], default=0) <= 200
    found[path.name] = [time.process_time() - start, said]
print(json.dumps([megabytes() - before, found]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell the memory in this way")
def test_bad_input_takes_little_time_and_memory(tmp_path: Path) -> None:
    for name, data in BAD_INPUT.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", READ_ALL, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    megabytes, found = json.loads(run.stdout)
    assert megabytes < MAX_MEGABYTES
    assert {name: seconds for name, (seconds, _) in found.items() if seconds > MAX_SECONDS} == {}
    assert len(found) == len(BAD_INPUT)
    assert all(said is True or (said.endswith(".") and squeeze(said) == said) for _, said in found.values())


def test_a_file_of_ten_megabytes_is_refused() -> None:
    with pytest.raises(ParticipantListError, match="larger than 5 MB"):
        parse_bytes(b"Anne;x\n" * 1_500_000, "list.csv")


def test_control_and_direction_characters_are_removed() -> None:
    people = parse_participants("Naam;Vraag\nAn\x1b[31mne \u202eVisser;\u2066Wie\u2069?\x07\n" + "Bo Jansen;x\n" * 3)
    assert (people.participants[0].name, people.participants[0].question) == ("An[31mne Visser", "Wie?")


def test_formulas_links_and_entities_are_not_followed() -> None:
    book = openpyxl.Workbook()
    for row in (["Naam", "Bedrijf"], ["Anne Visser", '=WEBSERVICE("http://127.0.0.1:9/x")']):
        book.worksheets[0].append(row)
    stream = io.BytesIO()
    book.save(stream)
    people = parse_bytes(stream.getvalue(), "x.xlsx")
    assert [(person.name, person.organisation) for person in people.participants] == [("Anne Visser", "")]
    assert [str(note) for note in people.details.notes] == [
        "Formulas without a value: 1. Open the file in a spreadsheet program and save it."
    ]
    with pytest.raises(ParticipantListError):
        parse_bytes(b"<?xml version='1.0'?><!DOCTYPE a SYSTEM 'http://127.0.0.1:9/a'><a>&b;</a>", "x.xml")
    page = "<table><tr><td>Naam</td></tr><tr><td>Anne<img src='http://127.0.0.1:9/x.png'></td></tr></table>"
    assert [person.name for person in parse_participants(page).participants] == ["Anne"]
