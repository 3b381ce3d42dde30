"""``reciring replay`` and ``reciring log``: a ring as the lines that were typed, and back."""

from __future__ import annotations

import sys
from pathlib import Path

from reciring.cli.call import Call
from reciring.cli.output import Target
from reciring.cli.stop import Stop

LARGEST = 5_000_000
"""Bytes; whoever typed more in a ring did not type it."""
MOST_LINES = 5_000
"""For the same reason; reading them takes seconds, and grows faster than they do."""


def replay(call: Call, notes: str, target: Target) -> int:
    """The session that a transcript makes; the first line that cannot be done is told, and nothing is written."""
    from reciring.ring.transcript import TranscriptError
    from reciring.ring.transcript import replay as done
    from reciring.store.fresh import local_zone, today
    from reciring.store.toml import encode

    text = _text(call, notes)
    try:
        zone = local_zone()
        session = done(text, zone=zone, today=today(zone)).session
    except TranscriptError as error:
        line = error.line.strip()
        raise Stop(f"{notes}:{error.number}: {line}: {call.t.message(error.reason)}") from None
    target.put(encode(session))
    return 0


def log(call: Call, word: str, target: Target) -> int:
    """The transcript of a session."""
    from reciring.ring.transcript import Unfaithful, write

    session = call.session(call.file(word))
    try:
        text = write(session)
    except Unfaithful as error:
        raise Stop(call.t.message(error.reason)) from None
    target.put(text.encode())
    return 0


def _text(call: Call, name: str) -> str:
    """The text of a transcript; ``-`` is stdin."""
    from reciring.store.files import read
    from reciring.store.toml import BadFile

    t = call.t
    try:
        data = sys.stdin.buffer.read(LARGEST + 1) if name == "-" else read(Path(name).expanduser())
    except BadFile as bad:
        raise Stop(t.message(bad.message)) from None
    if len(data) > LARGEST or data.count(b"\n") > MOST_LINES:
        raise Stop(t("{path} is too big to be a transcript.", path=name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Stop(f"{name}:{line}: {t('this is not UTF-8 text: save the file as UTF-8.')}") from None
    if not text.strip():
        raise Stop(t("{path} is empty: there is no line in it.", path=name))
    return text
