"""``reciring check`` and ``reciring schema``: what a session file must be like, and whether it is."""

from __future__ import annotations

from pathlib import Path

from reciring.cli import streams
from reciring.cli.call import Call, told
from reciring.store.toml import BadFile


def check(call: Call) -> int:
    """Tell every problem of every file; 1 if there is one."""
    sound = [_check(call, call.file(word)) for word in call.given.many("FILE")]
    return 0 if all(sound) else 1


def _check(call: Call, path: Path) -> bool:
    t = call.t
    from reciring.store.files import load

    try:
        load(path)
    except BadFile as bad:
        streams.out(told(path, bad, t))
        return False
    streams.out(t("{path}: sound.", path=str(path)))
    return True


def schema(call: Call) -> int:
    """The JSON Schema, for an editor."""
    import msgspec

    from reciring.ring.session import Session

    streams.raw(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(Session)), indent=2) + b"\n")
    return 0
