"""Measure the PDF of the sample ring, beside a document of the same length without layout."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator

import typst
from pypdf import PdfReader

from reciring.report.options import Options
from reciring.report.pdf import render
from reciring.ring.transcript import replay
from tests.bench.figures import Row, in_turn, row
from tests.bench.ninety import RING


def timed(make: Callable[[], object]) -> Callable[[], float]:
    def run() -> float:
        begun = time.perf_counter()
        make()
        return 1000 * (time.perf_counter() - begun)

    return run


def rows(quick: bool) -> Iterator[Row]:
    session = replay(RING.read_text("utf-8")).session
    pages = PdfReader(io.BytesIO(render(session, Options()))).pages
    text = "\n\n".join(page.extract_text() for page in pages)
    # as a string literal: nothing in it is markup for typst
    source = f'#set page(paper: "a4")\n#{{"{_quoted(text)}"}}'.encode()

    def plain() -> object:
        return typst.Compiler().compile(source, format="pdf")

    found = in_turn({"ours": timed(lambda: render(session, Options())), "plain": timed(plain)}, 3 if quick else 20)
    told = {"pages": float(len(pages)), "letters": float(len(text))}
    yield row(
        "paper",
        "the rehearsal as a PDF",
        "an equally long plain typst text",
        2.0,
        found["ours"],
        found["plain"],
        notes=told,
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
