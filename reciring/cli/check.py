"""``reciring check`` and ``reciring schema``: what a session file must be like, and whether it is."""

from __future__ import annotations

from pathlib import Path

from reciring.cli import streams
from reciring.cli.call import Call


def check(call: Call, words: list[str]) -> int:
    """Tell every problem of every file; 1 if there is one."""
    sound = [_check(call, call.file(word)) for word in words]
    return 0 if all(sound) else 1


def _check(call: Call, path: Path) -> bool:
    from reciring.store.export import permissions
    from reciring.store.files import read
    from reciring.store.restore import offer
    from reciring.store.toml import BadFile, troubles

    try:
        found = troubles(read(path))
    except BadFile as bad:
        found = [bad]
    told = [call.why_bad(path, bad) for bad in found]
    if found and (copy := offer(path)):
        told.append(call.t.message(copy))
    if path.is_file() and (readable := permissions(path)):
        told.append(call.t.message(readable))
    for line in told or [call.t("{path} is sound.", path=str(path))]:
        streams.out(line)
    return not told


def schema() -> int:
    """The JSON Schema, for an editor."""
    import json

    from reciring.store.schema import schema as make

    streams.raw((json.dumps(make(), indent=2, ensure_ascii=False) + "\n").encode())
    return 0
