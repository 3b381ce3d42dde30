"""Where ``-o`` goes: a file of one's own, whole or not at all, and never over another one unasked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.stop import Stop


class Target(NamedTuple):
    """What stands behind ``-o``, and whether ``--force`` does."""

    call: Call
    name: str | None = None
    force: bool = False

    @property
    def path(self) -> Path | None:
        """The file or folder; None for stdout."""
        return None if self.name in (None, "-") else Path(str(self.name)).expanduser()

    def put(self, data: bytes) -> None:
        """Give a result to the file that was named, or to stdout without one (or for ``-``). Raises Stop."""
        if self.path is not None:
            self.write(self.path, data)
            return
        if data.startswith(b"%PDF") and sys.stdout is not None and sys.stdout.isatty():
            raise Stop(self.call.t("A PDF cannot be shown here: give it a file, as -o paper.pdf."), 2)
        streams.raw(data)

    def write(self, path: Path, data: bytes) -> None:
        """Write a new file, readable by its owner alone; over what is there only with ``--force``. Raises Stop."""
        from reciring.store.export import write_export

        self.refuse_taken(path)
        if problem := write_export(path, data, force=self.force):
            raise Stop(self.call.t.message(problem))

    def refuse_taken(self, path: Path) -> None:
        """Raise Stop if a file is there that may not be written over."""
        if path.is_file() and not path.is_symlink() and not self.force:
            raise Stop(self.call.t("{path} exists already. To write over it, add --force.", path=str(path)))

    def need_folder(self) -> Path:
        """The folder that was named for several files, which need not exist. Raises Stop without one."""
        if self.path is None:
            raise Stop(self.call.t("Several files need a folder: name it with -o FOLDER."), 2)
        return self.path

    def folder(self) -> Path:
        """The folder to write several files in, made if it is missing. Raises Stop."""
        from reciring.store import save
        from reciring.store.reasons import why

        path, t = self.need_folder(), self.call.t
        if path.exists() and not path.is_dir():
            raise Stop(t("{path} is a file: name a folder, because several files go into it.", path=str(path)))
        try:
            save.make_folder(path)
        except OSError as error:
            told = t("{path} was not made: {reason}.", path=str(path), reason=t.message(why(error, path)))
            raise Stop(told) from None
        return path
