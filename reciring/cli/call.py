"""One call of the command line: the language to answer in, and where sessions are."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reciring.cli import streams
from reciring.cli.stop import Stop, meant
from reciring.locale import Translator, known, settle

if TYPE_CHECKING:
    from reciring.ring.message import Message
    from reciring.ring.session import Session
    from reciring.store.settings import Settings
    from reciring.store.toml import BadFile


class Call:
    """What every command's function gets; typer has it as ``context.obj``."""

    def __init__(self, t: Translator) -> None:
        self.t = t
        self.given: dict[str, str] = {}
        """The options of every command, as far as they were typed."""

    @property
    def language(self) -> str | None:
        """The language that was asked for, if any: it then counts for documents too."""
        return known(self.given.get("language"))

    def language_of(self, session: Session) -> str:
        """The language in which to write of a session."""
        return settle(self.language, session.language, self.settings.language)

    @cached_property
    def settings(self) -> Settings:
        """The facilitator's settings; what cannot be used of them is told once."""
        from reciring.store.settings import load_settings

        settings, problem = load_settings()
        if problem:
            self.tell(problem)
        return settings

    @cached_property
    def folder(self) -> Path:
        """The folder of sessions, which need not exist."""
        from reciring.store.files import sessions_folder

        option = self.given.get("sessions")
        return sessions_folder(Path(option) if option else None, lambda: self.settings.sessions)

    def tell(self, message: Message) -> None:
        """A message to the person at the terminal."""
        streams.err(self.t.message(message))

    def file(self, word: str) -> Path:
        """The session file meant by ``word``: a path, or (a part of) its name in the folder of sessions."""
        path = Path(word).expanduser()
        if path.exists() or path.is_symlink() or path.name != word:
            return path
        folder = self.folder
        for name in (word, f"{word}.toml"):
            if (folder / name).is_file():
                return folder / name
        stems = sorted(file.stem for file in folder.glob("*.toml") if not file.name.startswith("."))
        found = [stem for stem in stems if word.casefold().removesuffix(".toml") in stem.casefold()]
        if len(found) == 1:
            return folder / f"{found[0]}.toml"
        if found:
            raise Stop(self.t("{word} can be more than one: {names}.", word=word, names=", ".join(found)))
        told = self.t("{word} is not there, and no session in {folder} is called so.", word=word, folder=str(folder))
        raise Stop(told + meant(word, stems, self.t))

    def session(self, path: Path) -> Session:
        """The session in a file. Raises Stop with the reason if there is none."""
        from reciring.store.files import load
        from reciring.store.toml import BadFile

        try:
            return load(path)[0]
        except BadFile as bad:
            raise Stop(self.why_bad(path, bad)) from None

    def why_bad(self, path: Path, bad: BadFile) -> str:
        """What is wrong with a file, its name and line in front as far as the sentence does not have them."""
        return self.at(path, bad.message, bad.line)

    def at(self, path: Path, message: Message, line: int | None = None) -> str:
        """A sentence about a place in a file: ``path:line: sentence``."""
        told = self.t.message(message)
        if str(path) in told:
            return told
        return f"{path}:{line}: {told}" if line else f"{path}: {told}"
