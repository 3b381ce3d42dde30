"""``reciring replay`` and ``reciring log``: a ring as the lines that were typed, and back."""

from __future__ import annotations

import sys
from pathlib import Path

from reciring.cli import output
from reciring.cli.call import Call
from reciring.cli.reader import Stop

LARGEST = 5_000_000
"""Bytes; whoever typed more in a ring did not type it."""


def replay(call: Call) -> int:
    """The session that a transcript makes; the first line that cannot be done is told, and nothing is written."""
    from reciring.ring.transcript import TranscriptError
    from reciring.ring.transcript import replay as done
    from reciring.store.fresh import local_zone, today
    from reciring.store.toml import encode

    name, text = _text(call)
    try:
        zone = local_zone()
        session = done(text, zone=zone, today=today(zone)).session
    except TranscriptError as error:
        line = error.line.strip()
        raise Stop(f"{name}:{error.number}: {line}: {call.t.message(error.reason)}") from None
    output.put(call, encode(session))
    return 0


def log(call: Call) -> int:
    """The transcript of a session."""
    from reciring.ring.transcript import Unfaithful, write

    session = call.session(call.file(call.given.need("FILE")))
    try:
        text = write(session)
    except Unfaithful as error:
        raise Stop(call.t.message(error.reason)) from None
    output.put(call, text.encode())
    return 0


def _text(call: Call) -> tuple[str, str]:
    """The name and text of a transcript; ``-`` is stdin."""
    from reciring.store.files import read
    from reciring.store.toml import BadFile

    name, t = call.given.need("NOTES"), call.t
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else read(Path(name).expanduser())
    except BadFile as bad:
        raise Stop(t.message(bad.message)) from None
    if len(data) > LARGEST:
        raise Stop(t("{path} is too big to be a transcript.", path=name))
    try:
        return name, data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Stop(f"{name}:{line}: {t('this is not UTF-8 text: save the file as UTF-8.')}") from None
