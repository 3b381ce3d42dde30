"""Every page as a screen reader gets it: the rules of PDF/UA-1 that a program can check, and what is read aloud."""

from __future__ import annotations

import functools
import itertools
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, NameObject

from reciring.locale import translator
from reciring.report.charts.offer_counts import LEGEND
from reciring.report.handouts import HANDOUTS, StepText, make_handout_pdf
from reciring.report.invitation import Invitation
from reciring.report.offer_state import OfferState
from reciring.report.options import Options
from reciring.report.pdf import render
from reciring.ring.session import FACILITATOR, Phase
from tests.support.pdf_text import bare, catalogue, read_pdf
from tests.support.summary_sessions import rehearsal

PAGES = {
    "summary": Options(),
    "facilitator's copy": Options(speaking_time=True),
    "personal page": Options(who="p1"),
    "facilitator's page": Options(who=FACILITATOR),
}
VARIANTS = [(name, paper) for name in (*PAGES, *HANDOUTS) for paper in ("a4 nl", "letter en")]
PAINTING = {b"Tj", b"TJ", b"'", b'"', b"Do", b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"EI"}
HEADING = re.compile(r"/H([1-6])")


@functools.cache
def document(name: str, variant: str) -> bytes:
    paper, language = variant.split()
    if name in PAGES:
        return render(rehearsal(), msgspec.structs.replace(PAGES[name], language=language, paper=paper))
    texts = {Phase.ROUND: StepText(("Type `jan slides #tool`.",), ("Who knows someone?",))}
    invitation = Invitation("http://192.168.178.20:8800", "K7M2QX", "Guest", "secret")
    return make_handout_pdf(name, rehearsal(), Options(language=language, paper=paper), texts, invitation).pdf


def elements(reader: PdfReader) -> Iterator[Any]:
    """The elements of the structure tree, in reading order."""

    def walk(node: Any) -> Iterator[Any]:
        node = node.get_object()
        if isinstance(node, dict):
            yield node
            inside = node.get("/K", [])
            for child in inside if isinstance(inside, list) else [inside]:
                yield from walk(child)
        else:
            yield node

    return walk(catalogue(reader)["/StructTreeRoot"])


def marks(reader: PdfReader, page: PageObject) -> Iterator[str]:
    """For each thing that is painted on a page: ``Artifact``, the number of its mark, or "" if it has neither."""
    open_marks: list[str] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else {}
            if isinstance(properties, NameObject):
                properties = page["/Resources"]["/Properties"][properties]  # type: ignore[index]
            number = properties.get("/MCID") if isinstance(properties, dict) else None
            open_marks.append("Artifact" if operands[0] == "/Artifact" else "" if number is None else str(number))
        elif operator == b"EMC":
            open_marks.pop()
        elif operator in PAINTING:
            yield next(filter(None, reversed(open_marks)), "")


@pytest.mark.parametrize(("name", "variant"), VARIANTS)
def test_a_document_follows_the_rules_for_accessible_pdf(name: str, variant: str) -> None:
    reader = read_pdf(document(name, variant))
    root = catalogue(reader)
    assert root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == variant.split()[1]
    assert reader.metadata and reader.metadata.title
    assert reader.xmp_metadata and b"<pdfuaid:part>1<" in reader.xmp_metadata.stream.get_data()

    tree = list(elements(reader))
    tagged = Counter(str(it) for it in tree if isinstance(it, int))
    painted = [mark for page in reader.pages for mark in marks(reader, page)]
    assert "" not in painted, "something is neither in the structure nor marked as decoration"
    assert set(painted) - {"Artifact"} <= set(tagged), "something that is painted is not in the structure"

    tags = [it for it in tree if isinstance(it, dict)]
    assert all(it.get("/Alt") for it in tags if it.get("/S") == "/Figure")
    levels = [int(found[1]) for it in tags if (found := HEADING.fullmatch(str(it.get("/S"))))]
    assert levels[:1] in ([], [1])
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), levels

    links = [it.get_object() for page in reader.pages for it in page.get("/Annots", ())]
    assert all(it["/Contents"] and "/StructParent" in it for it in links)
    assert len([it for it in tags if it.get("/Type") == "/OBJR"]) == len(links)
    assert all(str(page["/Tabs"]) == "/S" for page in reader.pages)
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]
            assert "/ToUnicode" in font.get_object()
            [inner] = font.get_object()["/DescendantFonts"]
            descriptor = inner.get_object()["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor), "a font is not in the file"


def test_the_descriptions_of_the_charts_say_what_the_charts_show() -> None:
    tags = [it for it in elements(read_pdf(document("facilitator's copy", "a4 nl"))) if isinstance(it, dict)]
    ring, time, speaking = [str(it["/Alt"]) for it in tags if it.get("/S") == "/Figure"]
    assert "Fatima El Amrani: hielp 3 keer" in ring
    assert "Fatima El Amrani: " in time and " van " in time
    assert re.search(r"Fatima El Amrani: \d+:\d\d ", speaking)


@pytest.mark.parametrize("variant", ["a4 nl", "letter en"])
def test_decoration_is_not_read_aloud(variant: str, tmp_path: Path) -> None:
    """The foot of the pages, and the words in a chart: its description says them."""
    if shutil.which("pdfinfo") is None:
        pytest.skip("NOT READ: there is no pdfinfo here (Debian: poppler-utils)")
    t = translator(variant.split()[1])
    legend = [t(LEGEND[OfferState.PROMISE]), t("overtime")]
    for name, unread in {
        "personal page": [t("page {n} of {all}", n=1, all=1)],
        "facilitator's copy": [t("page {n} of {all}", n=1, all=3), *legend],
    }.items():
        path = tmp_path / "page.pdf"
        path.write_bytes(document(name, variant))
        read, shown = (
            bare(subprocess.run(command, capture_output=True, check=True).stdout.decode(errors="replace"))
            for command in (["pdfinfo", "-struct-text", str(path)], ["pdftotext", str(path), "-"])
        )
        assert bare("Anne Visser") in read
        for words in map(bare, unread):
            assert words in shown and words not in read, words


def test_verapdf_finds_nothing(tmp_path: Path) -> None:
    if shutil.which("verapdf") is None:
        pytest.skip("NOT CHECKED: there is no veraPDF here (https://verapdf.org)")
    for name, variant in VARIANTS:
        (tmp_path / f"{name} {variant}.pdf").write_bytes(document(name, variant))
    found = subprocess.run(
        ["verapdf", "--flavour", "ua1", "--format", "text", tmp_path], capture_output=True, text=True, check=False
    )
    results = found.stdout.splitlines()
    assert len(results) == len(VARIANTS) and all(it.startswith("PASS") for it in results), found.stdout + found.stderr
