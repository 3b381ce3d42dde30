"""Read the files of the guide: those of the package, and those in the facilitator's own folder.

A file of the facilitator can have any content. Every error in it becomes a message.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from reciring.ring.message import MessageError, say
from reciring.ring.text import squeeze

MAX_BYTES = 200_000
"""About a hundred pages of text: a larger file is not a guide file."""


class GuideFileError(MessageError):
    """A file that cannot be used; ``message`` says which and why."""


def read_built_in(language: str, topic: str) -> str:
    """The text of the package's file about ``topic``."""
    return Path(__file__).with_name(language).joinpath(f"{topic}.md").read_text(encoding="utf-8")


def find_own_file(folder: Path, language: str, topic: str) -> Path | None:
    """The facilitator's file about ``topic``: for this language, else for all languages; None if there is none.

    Raises GuideFileError if the folder cannot be read.
    """
    for path in (folder / language / f"{topic}.md", folder / f"{topic}.md"):
        try:
            os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            raise _unreadable(path, error) from error
        return path
    return None


def read_own_file(path: Path) -> str:
    """The text of a facilitator's file, without control characters. Raises GuideFileError."""
    try:
        # Checked first: opening a pipe or a device would wait for it.
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise GuideFileError(say("{file} is not an ordinary file, so the built-in text is used.", file=str(path)))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if len(data) > MAX_BYTES:
        raise GuideFileError(say("{file} is too large for a guide text, so the built-in text is used.", file=str(path)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise GuideFileError(
            say(
                "{file} is not UTF-8 text, so the built-in text is used. Save it as UTF-8 in your editor.",
                file=str(path),
            )
        ) from error
    return "\n".join(squeeze(line) for line in text.splitlines())


def unknown_files(folder: Path, language: str, topics: frozenset[str]) -> list[Path]:
    """Markdown files in the facilitator's folder that are not named after a topic, except a readme.

    A folder that cannot be listed counts as empty: ``find_own_file`` reports it.
    """
    found = []
    for place in (folder, folder / language):
        try:
            names = sorted(os.listdir(place))
        except OSError:
            continue
        found += [place / name for name in names if name.endswith(".md") and name[:-3] not in topics]
    return [path for path in found if path.name.lower() != "readme.md"]


def _unreadable(path: Path, error: OSError) -> GuideFileError:
    reason = error.strerror or type(error).__name__
    return GuideFileError(
        say("{file} cannot be read ({reason}), so the built-in text is used.", file=str(path), reason=reason)
    )
