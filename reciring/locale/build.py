"""Compile the catalogues (.po to .mo) when the package is built or installed, and for ``make locale``.

The build runs this file by itself, so it imports nothing of reciring.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(folder: Path) -> list[Path]:
    """Compile every ``*/LC_MESSAGES/*.po`` in ``folder`` to a file beside it; return the files that were written."""
    written = []
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3], abort_invalid=True)
        target = source.with_suffix(".mo")
        with target.open("wb") as file:
            write_mo(file, catalogue)
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface[Any]):
    """Adds the compiled catalogues to wheels and to editable installs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogues. Hatchling calls this before it collects files."""
        compile_catalogues(Path(self.root, "reciring", "locale"))
