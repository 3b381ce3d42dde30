"""The summary as JSON, for other programs; ``docs/summary-json.md`` tells what stands in it."""

from __future__ import annotations

import json

import msgspec

from reciring.report.numbers import numbers
from reciring.report.options import Options
from reciring.ring.session import Session


def render(session: Session, options: Options) -> str:
    """The summary's numbers; for one person, the content of that person's own page."""
    if options.who is not None:
        from reciring.report.own import own  # All that a page says, of which the numbers need nothing.

        found = msgspec.to_builtins(own(session, options.who, options.translator(session)))
    else:
        found = numbers(session, speaking_time=options.speaking_time)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
