"""Measure how long a list of 500 participants takes to read, beside the library that reads its cells."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterator

import openpyxl

from reciring.importers.read import parse_bytes
from tests.bench.figures import Row, in_turn, row

PEOPLE = 500
TABLE = [
    ("Naam", "Organisatie", "E-mail", "Vraag"),
    *(
        (f"Anne van den Berg {n}e", "Gemeente Veen", f"anne{n}@stad.example", "Wie kent een spreker?")
        for n in range(PEOPLE)
    ),
]


def milliseconds(run: Callable[[], object]) -> Callable[[], float]:
    def timed() -> float:
        start = time.perf_counter()
        run()
        return 1000 * (time.perf_counter() - start)

    return timed


def rows(quick: bool) -> Iterator[Row]:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(TABLE)
    book, stream = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet()
    for cells in TABLE:
        sheet.append(cells)
    book.save(stream)
    data, workbook = text.getvalue().encode(), stream.getvalue()
    assert len(parse_bytes(data, "list").participants) == len(parse_bytes(workbook, "list").participants) == PEOPLE
    runs = {
        "csv": milliseconds(lambda: parse_bytes(data, "list")),
        "csv alone": milliseconds(lambda: list(csv.reader(io.StringIO(data.decode()), delimiter=";"))),
        "xlsx": milliseconds(lambda: parse_bytes(workbook, "list")),
        "xlsx alone": milliseconds(lambda: openpyxl.load_workbook(io.BytesIO(workbook))),
    }
    found = in_turn(runs, 5 if quick else 40)
    name = "read 500 participants from {}"
    yield row("lists", name.format("CSV"), "csv alone", 400, found["csv"], found["csv alone"])
    yield row("lists", name.format(".xlsx"), "openpyxl alone", 3, found["xlsx"], found["xlsx alone"])
