"""What ``-o`` and ``--force`` mean: a file is written whole or not at all, and replaced only with ``--force``."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import NamedTuple

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.store.atomic_write import create_folder
from reciring.store.export import write_export
from reciring.store.os_errors import describe_write_error


class Output(NamedTuple):
    """The values of ``-o`` and ``--force``."""

    context: Context
    name: str | None
    force: bool

    @property
    def path(self) -> Path | None:
        """The file or folder; None for stdout."""
        return None if self.name in (None, "-") else Path(str(self.name)).expanduser()

    def write(self, data: bytes) -> None:
        """Write a result to the file, or to stdout. Raises Stop."""
        if self.path is not None:
            self.write_file(self.path, data)
            return
        if data.startswith(b"%PDF") and sys.stdout is not None and sys.stdout.isatty():
            raise Stop(self.context.t("A PDF cannot be shown on the screen. Save it in a file: -o summary.pdf"), 2)
        streams.raw(data)

    def write_file(self, path: Path, data: bytes) -> None:
        """Write a file that only its owner can read. Raises Stop."""
        self.refuse_existing(path)
        if problem := write_export(path, data, force=self.force):
            raise Stop(self.context.t.message(problem))

    def refuse_existing(self, path: Path) -> None:
        """Raise Stop if the file is what the result is made of, or exists and ``--force`` is not given."""
        for source in self.context.inputs:
            with contextlib.suppress(OSError):
                if os.path.samefile(source, path):
                    t = self.context.t
                    raise Stop(
                        t(
                            "{path} is the source of this result, so it is not overwritten. Choose another name.",
                            path=str(path),
                        )
                    )
        if path.is_file() and not path.is_symlink() and not self.force:
            raise Stop(self.context.t("{path} already exists. To overwrite it, add --force.", path=str(path)))

    def require_folder(self) -> Path:
        """Return the folder for several files, which need not exist. Raises Stop if ``-o`` is not given."""
        if self.path is None:
            raise Stop(self.context.t("This makes several files. Give a folder for them: -o FOLDER"), 2)
        return self.path

    def make_folder(self) -> Path:
        """Make the folder for several files if it is missing, and return it. Raises Stop."""
        path, t = self.require_folder(), self.context.t
        if path.exists() and not path.is_dir():
            raise Stop(t("{path} is a file, but several files need a folder. Choose another name.", path=str(path)))
        try:
            create_folder(path)
        except OSError as error:
            reason = t.message(describe_write_error(error, path))
            raise Stop(t("{path} could not be created: {reason}.", path=str(path), reason=reason)) from None
        return path
