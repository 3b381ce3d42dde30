"""Pictures of a ring, drawn once for paper and page: SVG text, the same every time for the same session.

``ring``, ``timeline`` and ``speaking`` give a whole SVG, ``ring_text`` and ``timeline_text`` the same for a terminal.
``seats_text`` is the circle before anybody asked. Only the ring and the seats are for the group.
"""

from __future__ import annotations

from reciring.report.pictures.circle import ring
from reciring.report.pictures.minutes import timeline
from reciring.report.pictures.seats import seats_text
from reciring.report.pictures.text import ring_text, timeline_text
from reciring.report.pictures.voices import speaking

__all__ = ["ring", "ring_text", "seats_text", "speaking", "timeline", "timeline_text"]
