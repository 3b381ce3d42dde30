"""The summary as JSON, for other programs; ``docs/reference/summary-json.md`` tells what stands in it."""

from __future__ import annotations

import json

import msgspec

from reciring.report.options import Options
from reciring.report.statistics import summary_statistics
from reciring.ring.session import Session


def render(session: Session, options: Options) -> str:
    """The summary's numbers; for one person, the content of that person's own page."""
    if options.who is not None:
        from reciring.report.personal_page import personal_page

        found = msgspec.to_builtins(personal_page(session, options.who, options.translator(session)))
    else:
        found = summary_statistics(session, speaking_time=options.speaking_time)
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"
