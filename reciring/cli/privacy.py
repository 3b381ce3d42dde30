"""``reciring forget`` and ``reciring erase-times``: what is taken out of a session for good, backups included."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.person import person
from reciring.cli.stop import Stop
from reciring.locale import translator
from reciring.ring.session import Session

Made = TypeVar("Made")


def forget(call: Call, called: str, word: str, *, agreed: bool) -> int:
    """A neutral name in the place of somebody's, everywhere in a session."""
    from reciring.store.forget import forget as without
    from reciring.store.forget import in_file_name, remaining
    from reciring.store.rewrite import rename

    t = call.t
    path = _itself(call, call.file(word))
    session = call.session(path)
    who = person(call, session, called)
    words = translator(call.language_of(session))
    name, neutral = session.name(who), without(session, who, words).name(who)
    becomes = t("{name} becomes “{neutral}” everywhere in {path}.", name=name, neutral=neutral, path=str(path))
    _agree(call, becomes, agreed)
    forgotten = _rewrite(call, path, lambda found: without(found, who, words))
    if in_file_name(session, who, forgotten, path.stem, words):
        path = _written(call, path, lambda: rename(path, forgotten))
    streams.err(t("Done: {name} is forgotten in {path}, and no backup is left.", name=name, path=str(path)))
    if left := remaining(session, who, forgotten, words):
        streams.err(t("Look at these texts yourself; the name may still be in them:"))
        for text in left:
            streams.err(f"  {text}")
    streams.err(t("What was printed, mailed or saved elsewhere is not ours to change."))
    return 0


def erase_times(call: Call, word: str, *, agreed: bool) -> int:
    """Who spoke how long, gone."""
    from reciring.ring.meta import erase_times as without

    t = call.t
    path = _itself(call, call.file(word))
    call.session(path)
    _agree(call, t("All speaking times in {path} are erased.", path=str(path)), agreed)
    _rewrite(call, path, without)
    streams.err(t("Done: nobody's speaking time is in {path}, and no backup is left.", path=str(path)))
    return 0


def _itself(call: Call, path: Path) -> Path:
    """Nothing is written through a link, so nothing would be gone from the file behind it. Raises Stop if it is one."""
    if path.is_symlink():
        target = str(path.resolve())
        raise Stop(call.t("{path} is a link; name the file itself: {target}", path=str(path), target=target))
    return path


def _rewrite(call: Call, path: Path, change: Callable[[Session], Session]) -> Session:
    """The changed session, in its file and without a trace beside it. Raises Stop."""
    from reciring.store.rewrite import rewrite

    return _written(call, path, lambda: rewrite(path, change))


def _written(call: Call, path: Path, write: Callable[[], Made]) -> Made:
    """What comes of writing to ``path``; Stop says why nothing does."""
    from reciring.store.lock import Taken
    from reciring.store.reasons import why
    from reciring.store.toml import BadFile

    t = call.t
    try:
        return write()
    except Taken as taken:
        raise Stop(t("{taken} Close it there first.", taken=taken.message)) from None
    except BadFile as bad:
        raise Stop(call.why_bad(path, bad)) from None
    except OSError as error:
        raise Stop(t("{path} could not be written: {reason}.", path=str(path), reason=why(error, path))) from None


def _agree(call: Call, what: str, agreed: bool) -> None:
    """Ask before what cannot be undone. Raises Stop unless it is agreed to."""
    t = call.t
    if agreed:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise Stop(t("{what} This cannot be undone: add --yes to agree.", what=what), 2)
    streams.ask(t("{what} This cannot be undone. Go on? [y/N]", what=what))
    if streams.answer().strip().lower()[:1] not in ("y", "j"):
        raise Stop(t("Nothing was changed."))
