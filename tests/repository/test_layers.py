"""The layers of docs/development/architecture.md. Contracts in pyproject.toml hold them too (``lint-imports``)."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator

import pytest

import reciring.cli
import reciring.console
import reciring.ring
from tests.repository.import_graph import Module, find_circles, import_graph, read_modules, shortest_circle
from tests.support.paths import PROJECT

WITHOUT_SCREEN = [
    f"reciring.{name}" for name in ("ring", "clock", "cells", "locale", "store", "guide", "report", "importers", "live")
]

IMPORT_ALL = """
import importlib, json, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(getattr(package, "__path__", ()), name + "."):
        if module.name not in ("reciring.locale.build", "reciring.locale.extract", "reciring.locale.update"):
            importlib.import_module(module.name)
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def imported_by(*packages: str) -> set[str]:
    """Import all modules of ``packages`` in a fresh interpreter; return the top-level packages loaded then."""
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *packages], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def test_every_package_below_the_console_works_without_textual_and_click() -> None:
    assert imported_by(*WITHOUT_SCREEN) & {"textual", "click"} == set()


def test_the_ring_loads_no_other_library_than_those_for_values() -> None:
    foreign = set("textual rich click tomli_w jinja2 typst icalendar babel platformdirs filelock gettext".split())
    assert imported_by("reciring.ring") & foreign == set()


def test_the_translator_starts_without_babel() -> None:
    assert imported_by("reciring.locale") & {"babel"} == set()


@pytest.fixture(scope="module")
def modules() -> dict[str, Module]:
    return read_modules()


def below(package: str, modules: dict[str, Module]) -> list[Module]:
    """Return the modules of a package; there must be some."""
    found = [module for name, module in modules.items() if f"{name}.".startswith(f"{package}.")]
    assert found, f"there is no package {package}"
    return found


def outsiders_that_import(library: str, package: str, modules: dict[str, Module]) -> list[str]:
    """Return the places outside ``package`` that import ``library``; somewhere inside it must be imported."""
    inside = {module.name for module in below(package, modules)}
    places = {
        f"{module.path.relative_to(PROJECT)}:{each.line}": name in inside
        for name, module in modules.items()
        for each in module.imports
        if each.name.partition(".")[0] == library
    }
    assert any(places.values()), f"{package} does not import {library}"
    return [place for place, is_inside in places.items() if not is_inside]


def test_only_the_console_imports_textual(modules: dict[str, Module]) -> None:
    assert outsiders_that_import("textual", reciring.console.__name__, modules) == []


def test_only_the_command_line_imports_click(modules: dict[str, Module]) -> None:
    assert outsiders_that_import("click", reciring.cli.__name__, modules) == []


def test_the_ring_reads_no_clock_and_no_file(modules: dict[str, Module]) -> None:
    forbidden = {"now", "utcnow", "today", "open", "print", "input"}
    calls = [
        f"{module.path.relative_to(PROJECT)}:{line}: {name}()"
        for module in below(reciring.ring.__name__, modules)
        for line, name in _calls(module.tree)
        if name in forbidden
    ]
    assert calls == []


def _calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) | ast.Call(func=ast.Name(id=name)):
                yield node.lineno, name


def test_no_modules_import_each_other_in_a_circle(modules: dict[str, Module]) -> None:
    """Imports for types and inside functions count: a newcomer has to read all files of a circle at once."""
    graph = import_graph(modules)
    report = []
    for circle in find_circles(graph):
        way = shortest_circle(circle, graph)
        report.append(f"{len(circle)} modules import each other. The shortest way round:")
        for here, there in zip(way, [*way[1:], way[0]], strict=True):
            path = modules[here].path.relative_to(PROJECT)
            report.append(f"  {path}:{graph[here][there].line} imports {there}")
    assert not report, "\n".join(report)
