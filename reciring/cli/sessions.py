"""``reciring list``: the sessions there are."""

from __future__ import annotations

from reciring.cli import streams
from reciring.cli.call import Call, told
from reciring.cli.reader import Stop
from reciring.store.listing import listing
from reciring.store.toml import BadFile


def list_sessions(call: Call) -> int:
    """One line for each session."""
    try:
        entries = listing(call.folder)
    except BadFile as bad:
        raise Stop(told(call.folder, bad, call.t)) from None
    for entry in entries:
        streams.out(str(entry.path))
    return 0
