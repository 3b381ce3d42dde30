"""The summary as JSON, for other programs. ``docs/reference/summary-json.md`` describes its keys."""

from __future__ import annotations

import json

import msgspec

from reciring.report.options import Options
from reciring.report.personal_page import personal_page
from reciring.report.statistics import summary_statistics
from reciring.ring.session import Session


def render(session: Session, options: Options) -> str:
    """Return the statistics of the ring, or the content of a personal page."""
    if options.who is not None:
        data = msgspec.to_builtins(personal_page(session, options.who, options.translator(session)))
    else:
        data = summary_statistics(session, speaking_time=options.speaking_time)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
