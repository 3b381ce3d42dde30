"""The import graph and the figures that are made of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository.figures import HEADINGS, figures
from tests.repository.import_graph import find_circles, import_graph, read_modules, shortest_circle

FILES = {
    "__init__.py": "",
    "a.py": "from house.b import thing\nimport json\n",
    "b.py": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from house.c import Thing\n",
    "c.py": "def work():\n    import importlib\n    from house import d\n",
    "d/__init__.py": "import importlib\ndef load():\n    return importlib.import_module('house.a')\n",
    "d/e.py": "from house.d import load\n",
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small package with four modules that import each other, each in another way."""
    for name, text in FILES.items():
        path = tmp_path / "house" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_imports_for_types_and_in_functions_make_a_circle(house: Path) -> None:
    graph = import_graph(read_modules("house", house))
    assert {name: set(targets) for name, targets in graph.items()} == {
        "house": set(),
        "house.a": {"house.b"},
        "house.b": {"house.c"},
        "house.c": {"house.d"},
        "house.d": {"house.a"},
        "house.d.e": {"house.d"},
    }
    (circle,) = find_circles(graph)
    assert circle == ["house.a", "house.b", "house.c", "house.d"]
    assert shortest_circle(circle, graph) == circle


def test_without_one_import_there_is_no_circle(house: Path) -> None:
    (house / "house" / "c.py").write_text("")
    assert find_circles(import_graph(read_modules("house", house))) == []


def test_the_figures_add_up() -> None:
    modules = read_modules()
    *packages, together = figures(modules)
    assert all(len(row) == len(HEADINGS) for row in packages)
    for column in (1, 2, 5):
        assert sum(int(row[column]) for row in packages) == int(together[column])
    assert int(together[1]) == len(modules)
