"""Pictures of a ring, drawn once for paper and page: SVG text, the same every time for the same session.

``ring``, ``timeline`` and ``speaking`` give a whole SVG, ``ring_text`` and ``timeline_text`` the same for a terminal.
Only the ring is for the group: the others are for the facilitator.
"""

from __future__ import annotations

from reciring.report.pictures.circle import ring
from reciring.report.pictures.minutes import timeline
from reciring.report.pictures.text import ring_text, timeline_text
from reciring.report.pictures.voices import speaking

__all__ = ["ring", "ring_text", "speaking", "timeline", "timeline_text"]
