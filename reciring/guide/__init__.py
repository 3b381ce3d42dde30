"""The guide for the facilitator, in Dutch and English.

``load_guide("nl")`` gives a Guide: what to do, say and watch for in every phase, and lists such as the checklist. Each
topic is a Markdown file. Files in the facilitator's own folder go before those of the package; their format is
described in docs/reference/guide-files.md.
"""

from __future__ import annotations

from reciring.guide.guide import Guide, UnknownTopicError, load_guide
from reciring.guide.parse import remove_backticks, split_code_spans
from reciring.guide.topics import ChecklistItem, GuideStep, Situation

__all__ = [
    "ChecklistItem",
    "Guide",
    "GuideStep",
    "Situation",
    "UnknownTopicError",
    "load_guide",
    "remove_backticks",
    "split_code_spans",
]
