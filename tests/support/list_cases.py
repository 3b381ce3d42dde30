"""Lists of participants with what their owners mean: the files of ``tests/data/lists`` and ``tests/data/more_lists``.

Each folder has an ``expected.json``: for each file its people, in order. A field that is not named must be empty. Of
several values any is right; a name that ends in ``*`` may go on. People marked ``maybe`` may come along or stay out.
``refused`` allows that the list is refused with a sentence, and ``says`` is what the file is about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.support.paths import DATA

FIELDS = ("name", "organisation", "email", "question")
PASTED = ".paste.txt"
"""Files with this ending are pasted, with the line ends that terminals give."""


class ListCase(NamedTuple):
    """A file, and what its owner means."""

    path: Path
    expected: Mapping[str, Any]

    @property
    def pasted_text(self) -> str:
        """The text as a terminal pastes it."""
        return self.path.read_text("utf-8").replace("\n", "\r")


def list_cases() -> dict[str, ListCase]:
    """All cases, by the name of their file."""
    cases: dict[str, ListCase] = {}
    for folder in (DATA / "lists", DATA / "more_lists"):
        expected = json.loads((folder / "expected.json").read_text("utf-8"))
        cases |= {f"{folder.name}/{name}": ListCase(folder / name, entry) for name, entry in expected.items()}
    return cases


def difference(case: ListCase, found: Iterable[tuple[str, str, str, str]]) -> str:
    """What is wrong with the people that were found (name, organisation, e-mail, question); "" if nothing."""
    people = list(found)
    for wanted in case.expected["people"]:
        if people and all(_fits(wanted.get(field, ""), people[0][place]) for place, field in enumerate(FIELDS)):
            people.pop(0)
        elif not wanted.get("maybe"):
            return f"wanted {wanted}, found {people[:1]}"
    return f"also found {people}" if people else ""


def _fits(wanted: str | list[str], value: str) -> bool:
    for one in wanted if isinstance(wanted, list) else [wanted]:
        start = one.removesuffix("*")
        if value == start or (one != start and value.startswith(start) and not value[len(start)].isalnum()):
            return True
    return False
