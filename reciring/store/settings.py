"""What a facilitator likes: one small file in their own configuration folder, of which nothing is obligatory.

``settings.toml`` is the facilitator's: it is read and never written. What the program itself remembers (the theme
chosen last, who led and where) stands beside it in ``remembered.toml``, and weighs less. Nothing in either can keep a
ring from starting: what cannot be used is told in a sentence, and that one thing is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec
import tomli
import tomli_w

from reciring.ring.message import Message, say
from reciring.ring.text import squeeze
from reciring.store import atomic_write as save
from reciring.store.files import describe_read_error, read_session_bytes
from reciring.store.toml import InvalidFileError
from reciring.store.toml_errors import describe_syntax_error

SETTINGS_FILE_NAME: Final = "settings.toml"


def settings_folder() -> Path:
    """The folder of this user's settings; it need not exist."""
    import platformdirs  # Costs some milliseconds.

    return platformdirs.user_config_path("reciring", appauthor=False)


def settings_file() -> Path:
    """The file of this user's settings; it need not exist."""
    return settings_folder() / SETTINGS_FILE_NAME


REMEMBERED_FILE_NAME: Final = "remembered.toml"
MAX_VALUE_LENGTH: Final = 200
"""Characters that a text may have."""


class BellMode(StrEnum):
    """When the bell rings: once the time is up, also when it is nearly up, or never."""

    ZERO = "zero"
    AMBER = "amber"
    OFF = "off"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that can be set; without a file it is all like this."""

    language: str = ""
    """``nl`` or ``en``; empty: the session's, else that of the computer."""
    theme: str = ""
    """The name of a theme of the console; empty: its own choice."""
    sessions: Path | None = None
    """The folder of sessions, if not the usual one."""
    bell: BellMode = BellMode.ZERO
    times: bool = False
    """Whether speaking times are shown from the start."""
    guide: Path | None = None
    """A folder with guide texts of one's own."""
    facilitator: str = ""
    """Who leads, filled in for a new session."""
    place: str = ""
    """Where, filled in for a new session."""


def load_settings(folder: Path | None = None) -> tuple[Settings, Message | None]:
    """The settings in ``folder`` (the user's own, unless given), and what could not be used, if anything."""
    folder = folder or settings_folder()
    remembered, _ = _read(
        folder / REMEMBERED_FILE_NAME
    )  # Ours: if it cannot be read there is nothing to be done about it.
    chosen, problems = _read(folder / SETTINGS_FILE_NAME)
    values: dict[str, Any] = {}
    for key, value in remembered.items():
        if key in _REMEMBERED:
            _take(values, key, value)
    for key, value in chosen.items():
        if problem := _take(values, key, value):
            problems.append(problem)
    told = [say("{file}: {problem}", file=SETTINGS_FILE_NAME, problem=problem) for problem in problems]
    return Settings(**values), _together(told)


def save_remembered(folder: Path | None = None, **values: str) -> Message | None:
    """Keep the theme, facilitator or place for the next time; gives what went wrong, which is never worth more."""
    folder = folder or settings_folder()
    before, _ = _read(folder / REMEMBERED_FILE_NAME)
    known = {key: value for key, value in {**before, **values}.items() if key in _REMEMBERED and value}
    kept = {key: value[:MAX_VALUE_LENGTH] if isinstance(value, str) else value for key, value in known.items()}
    if kept == before:
        return None
    try:
        save.create_folder(folder)
        save.write_file(
            folder / REMEMBERED_FILE_NAME, tomli_w.dumps({key: squeeze(str(kept[key])) for key in kept}).encode()
        )
    except OSError as error:
        return describe_read_error(folder / REMEMBERED_FILE_NAME, error)
    return None


def _read(path: Path) -> tuple[Mapping[str, Any], list[Message]]:
    """What stands in a file, or why that could not be read; a file that is not there is an empty one."""
    text = ""
    try:
        if not path.exists():
            return {}, []
        text = read_session_bytes(path).decode("utf-8-sig")
        return tomli.loads(text), []
    except InvalidFileError as bad:
        return {}, [bad.message]
    except OSError as error:
        return {}, [describe_read_error(path, error)]
    except UnicodeDecodeError:
        return {}, [say("it is not UTF-8 text, and so nothing in it is used.")]
    except (ValueError, RecursionError) as error:
        line, reason = describe_syntax_error(error, text)
        return {}, [
            say("line {line} is not valid TOML, and so nothing in it is used: {reason}.", line=line, reason=reason)
        ]


def _take(values: dict[str, Any], key: str, value: object) -> Message | None:
    """Put a value that can be used among ``values``; else the sentence that says why not."""
    reader = _READERS.get(key)
    if reader is None:
        known = ", ".join(_READERS)
        return say("{key} is unknown and left out. These are known: {known}.", key=_shown(key), known=known)
    taken = reader(value)
    if isinstance(taken, Message):
        return say("{key} must be {wanted}; it is left out.", key=key, wanted=taken)
    values[key] = taken
    return None


def _language(value: object) -> str | Message:
    found = _LANGUAGES.get(value.strip().casefold()) if isinstance(value, str) else None
    return found or say("“nl” or “en”")


def _bell(value: object) -> BellMode | Message:
    if value is False:
        return BellMode.OFF
    if isinstance(value, str) and value in set(BellMode):
        return BellMode(value)
    return say("“zero”, “amber” or “off”")


def _times(value: object) -> bool | Message:
    return value if isinstance(value, bool) else say("true or false")


def _folder(value: object) -> Path | Message:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        return say("the path of a folder, between quotation marks")
    try:
        return Path(value).expanduser()
    except RuntimeError:  # ~somebody who is not there
        return say("the path of a folder, between quotation marks")


def _text(value: object) -> str | Message:
    if not isinstance(value, str) or len(value) > MAX_VALUE_LENGTH:
        return say("a text of at most {most} characters, between quotation marks", most=MAX_VALUE_LENGTH)
    return squeeze(value)


_LANGUAGES: Final = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "english": "en", "engels": "en"}
_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "language": _language,
    "theme": _text,
    "sessions": _folder,
    "bell": _bell,
    "times": _times,
    "guide": _folder,
    "facilitator": _text,
    "place": _text,
}
_REMEMBERED: Final = ("theme", "facilitator", "place")


def _shown(key: str) -> str:
    return squeeze(key)[:40]


def _together(sentences: list[Message]) -> Message | None:
    """Some sentences as one message; None if there are none."""
    if not sentences:
        return None
    told = sentences[0]
    for sentence in sentences[1:]:
        told = say("{told} {more}", told=told, more=sentence)
    return told
