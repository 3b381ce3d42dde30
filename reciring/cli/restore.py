"""``reciring restore``: a broken session file gives way to its last good copy."""

from __future__ import annotations

import datetime as dt

from reciring.cli import streams
from reciring.cli.call import Call
from reciring.cli.stop import Stop


def restore(call: Call, word: str) -> int:
    """Put the last good copy back, and say where the broken file went; nothing is done to a file that can be opened."""
    from reciring.store.files import load, unreadable
    from reciring.store.lock import Taken
    from reciring.store.restore import restore as put_back
    from reciring.store.toml import BadFile

    path, t = call.file(word), call.t
    try:
        load(path)
    except BadFile:
        pass
    else:
        raise Stop(t("{path} can be opened as it is; nothing was changed.", path=str(path)))
    try:
        done = put_back(path, dt.datetime.now(dt.UTC))
    except Taken as taken:
        raise Stop(t.message(taken.message)) from None
    except OSError as error:
        raise Stop(t.message(unreadable(path, error))) from None
    if done is None:
        raise Stop(t("There is no copy of {path} that can be opened.", path=str(path)))
    streams.err(t("{path} is its copy {backup} again.", path=str(path), backup=done.backup.name))
    if done.kept:
        streams.err(t("What stood there is kept in {kept}.", kept=str(done.kept)))
    return 0
