"""``reciring replay`` and ``reciring transcript``: a ring from its transcript, and the transcript of a ring."""

from __future__ import annotations

import sys
from pathlib import Path

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.output import Output
from reciring.cli.streams import Stop
from reciring.ring import transcript
from reciring.ring.transcript import TranscriptError, TranscriptWarning
from reciring.store.files import read_session_bytes
from reciring.store.new_session import local_timezone, today_in_zone
from reciring.store.toml import encode

MAX_SIZE = 5_000_000
"""Maximum size of a transcript, in bytes."""
MAX_LINES = 5_000
"""Maximum number of lines; reading them takes seconds, and more than twice as long for twice as many."""


def replay(context: Context, source: str, output: str | None, strict: bool, force: bool) -> int:
    """Write the session that a transcript makes, and report unclear lines; if ``strict``, stop at the first one."""
    text, warnings, zone = _text(context, source), list[TranscriptWarning](), local_timezone()

    def report(problem: TranscriptError | TranscriptWarning) -> str:
        return f"{source}:{problem.number}: {problem.line.strip()}: {context.t.message(problem.reason)}"

    try:
        history = transcript.replay(text, zone=zone, today=today_in_zone(zone), strict=strict, warnings=warnings)
    except TranscriptError as error:
        raise Stop(report(error)) from None
    for warning in warnings:
        streams.err(report(warning))
    session = history.session
    Output(context, output, force).write(encode(session))
    return 0


def write(context: Context, file: str, output: str | None, force: bool) -> int:
    """Write the transcript of a session."""
    text = transcript.write_transcript(context.session(context.file(file)))
    Output(context, output, force).write(text.encode())
    return 0


def _text(context: Context, name: str) -> str:
    """Return the text of a transcript file; ``-`` is stdin. Raises Stop and InvalidFileError."""
    t = context.t
    path = Path(name).expanduser()
    data = sys.stdin.buffer.read(MAX_SIZE + 1) if name == "-" else read_session_bytes(path)
    context.inputs.append(path)
    if len(data) > MAX_SIZE or data.count(b"\n") > MAX_LINES:
        raise Stop(t("{path} is too large for a transcript.", path=name))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Stop(f"{name}:{line}: {t('this is not UTF-8 text: save the file as UTF-8.')}") from None
    if not text.strip():
        raise Stop(t("{path} is empty.", path=name))
    return text
