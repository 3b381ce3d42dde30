"""The wheel that people install has every file that the program needs."""

from __future__ import annotations

import subprocess
import sys
import zipfile

import pytest

from reciring.locale.update import PACKAGE
from tests.support.paths import PROJECT

# make needs them; a plain install lacks what they import
TOOLS = {f"reciring/locale/{name}.py" for name in ("build", "extract", "update")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    run = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return zipfile.ZipFile(next(folder.glob("reciring-*.whl")))


def test_a_wheel_has_all_files_of_the_package(wheel: zipfile.ZipFile) -> None:
    """Templates, styles, guide texts and catalogues are data: a missing one would be noticed only when it is needed."""
    names = (path.relative_to(PROJECT).as_posix() for path in PACKAGE.rglob("*") if path.is_file())
    files = {name for name in names if "__pycache__" not in name and "/." not in name}
    packed = {name for name in wheel.namelist() if name.startswith("reciring/")}
    assert packed == files - TOOLS
    assert "reciring/locale/nl/LC_MESSAGES/reciring.mo" in packed
    assert "reciring/py.typed" in packed


def test_a_wheel_has_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    (metadata,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    assert "reciring = reciring.cli:main" in wheel.read(metadata).decode()
    assert any(name.endswith("/licenses/LICENSE") for name in wheel.namelist())
