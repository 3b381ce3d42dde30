"""One call of the command line: what was given, the language to answer in, and where sessions are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reciring.cli.reader import Command, Given, Stop, meant
from reciring.locale import Translator

if TYPE_CHECKING:
    from reciring.ring.session import Session


class Call(NamedTuple):
    """What a command's function gets; it returns the exit code."""

    command: Command
    given: Given
    t: Translator

    @property
    def language(self) -> str | None:
        """The language that was asked for, if any: it then counts for documents too."""
        return self.given.one("language")

    @property
    def folder(self) -> Path:
        """The folder of sessions, which need not exist."""
        from reciring.store.files import sessions_folder

        option = self.given.one("sessions")
        return sessions_folder(Path(option) if option else None)

    def file(self, word: str) -> Path:
        """The session file meant by ``word``: a path, or (a part of) its name in the folder of sessions."""
        path = Path(word).expanduser()
        if path.exists() or path.is_symlink() or path.name != word:
            return path
        folder = self.folder
        for name in (word, f"{word}.toml"):
            if (folder / name).is_file():
                return folder / name
        try:
            stems = sorted(file.stem for file in folder.glob("*.toml") if not file.name.startswith("."))
        except OSError:
            return path
        found = [stem for stem in stems if word.casefold().removesuffix(".toml") in stem.casefold()]
        if len(found) == 1:
            return folder / f"{found[0]}.toml"
        if found:
            raise Stop(self.t("{word} could be {names}. Which one?", word=word, names=", ".join(found)))
        told = self.t("{word} is not there, and no session in {folder} is called so.", word=word, folder=str(folder))
        raise Stop(told + meant(word, stems, self.t))

    def session(self, path: Path) -> Session:
        """The session in a file. Raises Stop with the reason if there is none."""
        from reciring.store.files import load
        from reciring.store.toml import BadFile

        try:
            return load(path)[0]
        except BadFile as bad:
            raise Stop(told(path, bad, self.t)) from None


def told(path: Path, bad: Exception, t: Translator) -> str:
    """What is wrong with a file, with its name and line in front as far as the sentence does not have them."""
    from reciring.store.toml import BadFile

    if not isinstance(bad, BadFile):
        return str(bad)
    reason = t.message(bad.message)
    if str(path) in reason:
        return reason
    return f"{path}:{bad.line}: {reason}" if bad.line else f"{path}: {reason}"
