"""The user's settings: one small file in their configuration folder. Everything in it is optional.

The facilitator writes ``settings.toml``; the program only reads it. What the program itself remembers (the last theme,
facilitator and place, the Wi-Fi, and what is said only once) is in ``remembered.toml`` in the same folder, and
``settings.toml`` goes before it. No content of either file can keep a ring from starting: a value that cannot be used
is reported and ignored. The keys are described in docs/reference/settings.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import msgspec
import platformdirs
import tomli
import tomli_w

from reciring.ring.message import Message, say
from reciring.ring.text import squeeze
from reciring.store.atomic_write import create_folder, write_file
from reciring.store.files import read_session_bytes
from reciring.store.os_errors import describe_read_error
from reciring.store.toml import InvalidFileError
from reciring.store.toml_errors import describe_syntax_error

SETTINGS_FILE_NAME: Final = "settings.toml"
REMEMBERED_FILE_NAME: Final = "remembered.toml"
MAX_VALUE_LENGTH: Final = 200
"""Characters of a text value."""
_MAX_SHOWN_KEY: Final = 40


class BellMode(StrEnum):
    """When the bell rings: when the time is up (zero), also when it is nearly up (amber), or never (off)."""

    ZERO = "zero"
    AMBER = "amber"
    OFF = "off"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """All settings; the defaults hold if there is no file."""

    language: str = ""
    """``nl`` or ``en``; empty: the language of the session, else of the computer."""
    theme: str = ""
    """The name of a theme of the console; empty: the default theme."""
    sessions: Path | None = None
    """The folder of sessions; None: the default folder."""
    bell: BellMode = BellMode.ZERO
    times: bool = False
    """Whether speaking times are shown from the start."""
    guide: Path | None = None
    """A folder with the user's own guide texts."""
    facilitator: str = ""
    """The facilitator of a new session."""
    place: str = ""
    """The place of a new session."""
    wifi_name: str = ""
    """The name of the Wi-Fi that phones use, for the stage and the poster; empty: it is not shown."""
    wifi_password: str = ""
    """Its password; empty: it has none."""
    mouse: bool = True
    """Whether the console uses the mouse; else it is left to the terminal, for selecting text."""
    shift_drag_said: bool = False
    """Whether this user was told once that Shift selects text. It is only remembered, never set."""


def settings_folder() -> Path:
    """The folder of this user's settings; it need not exist."""
    return platformdirs.user_config_path("reciring", appauthor=False)


def load_settings(folder: Path | None = None) -> tuple[Settings, Message | None]:
    """Read the settings in ``folder`` (default: the user's). Also returns a message about what was ignored, or None."""
    folder = folder or settings_folder()
    remembered, _ = _read(folder / REMEMBERED_FILE_NAME)  # Not the user's file, so its errors are not reported.
    chosen, errors = _read(folder / SETTINGS_FILE_NAME)
    values: dict[str, Any] = {}
    for key, value in remembered.items():
        if key in _REMEMBERED:
            _set(values, key, value)
    for key, value in chosen.items():
        if error := _set(values, key, value):
            errors.append(error)
    return Settings(**values), _join([say("{file}: {problem}", file=SETTINGS_FILE_NAME, problem=it) for it in errors])


def save_remembered(folder: Path | None = None, **values: str | bool) -> Message | None:
    """Remember the theme, facilitator, place, Wi-Fi or what was said for next time; return why that failed, or None.

    An empty text forgets a value.
    """
    folder = folder or settings_folder()
    before, _ = _read(folder / REMEMBERED_FILE_NAME)
    known = {key: value for key, value in {**before, **values}.items() if key in _REMEMBERED and value}
    after = {key: value[:MAX_VALUE_LENGTH] if isinstance(value, str) else value for key, value in known.items()}
    if after == before:
        return None
    path = folder / REMEMBERED_FILE_NAME
    texts = {key: value if isinstance(value, bool) else squeeze(str(value)) for key, value in after.items()}
    try:
        create_folder(folder)
        write_file(path, tomli_w.dumps(texts).encode())
    except OSError as error:
        return describe_read_error(error, path)
    return None


def _read(path: Path) -> tuple[Mapping[str, Any], list[Message]]:
    """The keys and values in a file, and why it could not be read. A missing file is an empty one."""
    text = ""
    try:
        if not path.exists():
            return {}, []
        text = read_session_bytes(path).decode("utf-8-sig")
        return tomli.loads(text), []
    except InvalidFileError as invalid:
        return {}, [invalid.message]
    except OSError as error:
        return {}, [describe_read_error(error, path)]
    except UnicodeDecodeError:
        return {}, [say("this is not UTF-8 text, so the whole file is ignored.")]
    except (ValueError, RecursionError) as error:
        line, reason = describe_syntax_error(error, text)
        return {}, [
            say("line {line} is not valid TOML, so the whole file is ignored: {reason}.", line=line, reason=reason)
        ]


def _set(values: dict[str, Any], key: str, value: object) -> Message | None:
    """Add a value to ``values``, or return why it cannot be used."""
    reader = _READERS.get(key)
    if reader is None:
        shown, known = squeeze(key)[:_MAX_SHOWN_KEY], ", ".join(key for key in _READERS if key != _SHIFT_DRAG)
        return say("{key} is not a setting and is ignored. Choose from: {known}.", key=shown, known=known)
    result = reader(value)
    if isinstance(result, Message):
        return say("{key} must be {wanted}; it is ignored.", key=key, wanted=result)
    values[key] = result
    return None


# Readers: from a TOML value to the value of a setting, or to a phrase for what it must be.


def _language(value: object) -> str | Message:
    found = _LANGUAGES.get(value.strip().casefold()) if isinstance(value, str) else None
    return found or say("“nl” or “en”")


def _bell(value: object) -> BellMode | Message:
    if value is False:
        return BellMode.OFF
    if isinstance(value, str) and value in set(BellMode):
        return BellMode(value)
    return say("“zero”, “amber” or “off”")


def _truth(value: object) -> bool | Message:
    return value if isinstance(value, bool) else say("true or false")


def _folder(value: object) -> Path | Message:
    if not isinstance(value, str) or not value.strip() or "\0" in value:
        return say("the path of a folder, in quotation marks")
    try:
        return Path(value).expanduser()
    except RuntimeError:  # ~name, and there is no such user
        return say("the path of a folder, in quotation marks")


def _text(value: object) -> str | Message:
    if not isinstance(value, str) or len(value) > MAX_VALUE_LENGTH:
        return say("a text of at most {most} characters, in quotation marks", most=MAX_VALUE_LENGTH)
    return squeeze(value)


_SHIFT_DRAG: Final = "shift_drag_said"
_LANGUAGES: Final = {"nl": "nl", "nederlands": "nl", "dutch": "nl", "en": "en", "english": "en", "engels": "en"}
_READERS: Final[Mapping[str, Callable[[object], object]]] = {
    "language": _language,
    "theme": _text,
    "sessions": _folder,
    "bell": _bell,
    "times": _truth,
    "guide": _folder,
    "facilitator": _text,
    "place": _text,
    "wifi_name": _text,
    "wifi_password": _text,
    "mouse": _truth,
    _SHIFT_DRAG: _truth,
}
_REMEMBERED: Final = ("theme", "facilitator", "place", "wifi_name", "wifi_password", _SHIFT_DRAG)


def _join(messages: list[Message]) -> Message | None:
    """Several messages as one; None if there are none."""
    if not messages:
        return None
    joined = messages[0]
    for message in messages[1:]:
        joined = say("{first} {next}", first=joined, next=message)
    return joined
