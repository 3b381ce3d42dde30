"""The house as DESIGN draws it: who knows whom, how large a room is, and what goes into a wheel."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from reciring.locale.update import PACKAGE

PROJECT = PACKAGE.parent
SOURCES = sorted(PACKAGE.rglob("*.py"))
WITHOUT_SCREEN = [f"reciring.{name}" for name in ("ring", "store", "report", "guide", "locale", "clock")]
# make needs them, a plain install does not, and it lacks what they import
TOOLS = {f"reciring/locale/{name}.py" for name in ("build", "extract", "update")}

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
    """The top-level modules in a fresh interpreter that has imported all of ``packages``."""
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, *packages], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return set(json.loads(run.stdout))


def test_the_core_works_without_a_screen() -> None:
    assert imported_by(*WITHOUT_SCREEN).isdisjoint({"textual", "click"})


def test_the_ring_needs_nothing_but_its_values() -> None:
    foreign = set("textual rich click tomli_w jinja2 typst icalendar babel platformdirs filelock gettext".split())
    assert imported_by("reciring.ring").isdisjoint(foreign)


def test_the_translator_starts_without_babel() -> None:
    assert imported_by("reciring.locale").isdisjoint({"babel", "msgspec"})


def name_of(path: Path) -> str:
    return path.relative_to(PROJECT).as_posix()


@pytest.mark.parametrize("path", sorted((PACKAGE / "ring").rglob("*.py")), ids=name_of)
def test_the_ring_has_no_clock_and_no_disk(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    }
    assert called.isdisjoint({"now", "utcnow", "today", "open", "print", "input"})


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_files_are_one_idea_each(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < 600


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_only_the_console_knows_textual(path: Path) -> None:
    imported = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Import(names=names):
                imported |= {alias.name.partition(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module), level=0):
                imported.add(module.partition(".")[0])
    assert "textual" not in imported or PACKAGE / "console" in path.parents


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return zipfile.ZipFile(next(folder.glob("reciring-*.whl")))


@pytest.mark.slow
def test_a_wheel_has_all_the_files(wheel: zipfile.ZipFile) -> None:
    """Templates, styles, guide texts and catalogues are data: nobody notices that one is missing until it is needed."""
    files = (path for path in PACKAGE.rglob("*") if path.is_file())
    ours = {name for name in map(name_of, files) if "__pycache__" not in name and "/." not in name}
    packed = {name for name in wheel.namelist() if name.startswith("reciring/")}
    assert packed == ours - TOOLS
    assert "reciring/locale/nl/LC_MESSAGES/reciring.mo" in packed
    assert "reciring/py.typed" in packed


@pytest.mark.slow
def test_a_wheel_starts_with_a_command(wheel: zipfile.ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    assert "reciring = reciring.cli:main" in wheel.read(metadata).decode()
    assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())
