"""One call of the command line: its language, its settings, and the sessions and people that its words name."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from reciring.cli import streams
from reciring.cli.refusals import did_you_mean
from reciring.cli.streams import Stop
from reciring.locale import Translator, choose_language
from reciring.ring.message import Message
from reciring.ring.names import read_names
from reciring.ring.session import Session
from reciring.ring.text import clean, fold
from reciring.store.files import load_session, sessions_folder
from reciring.store.settings import Settings, load_settings
from reciring.store.toml import InvalidFileError


class Context:
    """The first argument of every command's function. Click has the arguments of ``__init__`` in ``ctx.obj``."""

    def __init__(self, t: Translator, sessions: str | None = None, language: str | None = None) -> None:
        self.t = t
        self.language = language
        """The value of ``--language``, which documents have too. ``t`` has a language even without the option."""
        self._sessions = sessions
        self.inputs: list[Path] = []
        """The files that this call reads; no result is written over them."""

    def language_of(self, session: Session) -> str:
        """Return the language of documents about ``session``."""
        return choose_language(self.language, session.language, self.settings.language)

    @cached_property
    def settings(self) -> Settings:
        """The facilitator's settings. Problems in them are printed the first time."""
        settings, problem = load_settings()
        if problem:
            self.show(problem)
        return settings

    @cached_property
    def folder(self) -> Path:
        """The folder of sessions, which need not exist."""
        option = Path(self._sessions) if self._sessions else None
        return sessions_folder(option, lambda: self.settings.sessions)

    def show(self, message: Message) -> None:
        """Print a message on stderr."""
        streams.err(self.t.message(message))

    def file(self, word: str) -> Path:
        """Return the session file for ``word``: a path, or (a part of) its name in the folder. Raises Stop."""
        path = self._find_file(word)
        self.inputs.append(path)
        return path

    def _find_file(self, word: str) -> Path:
        path = Path(word).expanduser()
        if path.exists() or path.is_symlink() or path.name != word:
            return path
        folder = self.folder
        for name in (word, f"{word}.toml"):
            if (folder / name).is_file():
                return folder / name
        stems = sorted(file.stem for file in folder.glob("*.toml") if not file.name.startswith("."))
        matches = [stem for stem in stems if word.casefold().removesuffix(".toml") in stem.casefold()]
        if len(matches) == 1:
            return folder / f"{matches[0]}.toml"
        if matches:
            raise Stop(
                self.t(
                    "“{word}” fits several rings: {names}. Type more of the name.", word=word, names=", ".join(matches)
                )
            )
        missing = self.t(
            "There is no ring “{word}” in {folder}, and no file of that name.", word=word, folder=str(folder)
        )
        hint = did_you_mean(word, stems, self.t) or " " + self.t("Your rings: reciring list")
        raise Stop(missing + hint)

    def session(self, path: Path) -> Session:
        """Return the session in a file. Raises Stop with the reason if it cannot be read."""
        try:
            return load_session(path)[0]
        except InvalidFileError as bad:
            raise Stop(self.unreadable(path, bad)) from None

    def unreadable(self, path: Path, bad: InvalidFileError) -> str:
        """Return what is wrong with a file that was to be opened, and how to restore it if it has a backup."""
        from reciring.store.restore import restore_hint  # Loads the locks, which reading does not need.

        hint = restore_hint(path) if path.is_file() else None
        return self.file_error(path, bad) + ("\n" + self.t.message(hint) if hint else "")

    def file_error(self, path: Path, bad: InvalidFileError) -> str:
        """Return what is wrong with a file, with its name and line."""
        return self.at_line(path, bad.message, bad.line)

    def at_line(self, path: Path, message: Message, line: int | None = None) -> str:
        """Return ``path:line: message``, without the place if the message names the path itself."""
        sentence = self.t.message(message)
        if clean(str(path)) in sentence:
            return sentence
        return clean(f"{path}:{line}: {sentence}" if line else f"{path}: {sentence}")

    def person(self, session: Session, word: str) -> str:
        """Return the id of the participant (or facilitator) called ``word``, as on the entry line. Raises Stop."""
        who = read_names(word, session, loose=True)
        if who is not None and who.problem:
            raise Stop(self.t.message(who.problem))
        if who is not None and len(who.refs) == 1 and not word[who.end :].strip(" :"):
            return who.refs[0]
        names: dict[str, str] = {}
        for participant in session.participants.values():
            name = participant.name
            names |= {fold(name.split(" ")[0]): name, fold(name): name}
        close = get_close_matches(fold(word), list(names), n=1)
        if close:
            hint = self.t("Did you mean {word}?", word=names[close[0]])
        elif not names:
            hint = self.t("It has no participants yet.")
        else:
            hint = self.t("In this ring: {names}.", names=", ".join(p.name for p in session.participants.values()))
        raise Stop(self.t("Nobody in this ring is called “{name}”.", name=word) + " " + hint)
