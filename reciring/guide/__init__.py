"""The steps explained, in Dutch and English.

``load("nl")`` gives a Guide: what to do, to say and to watch for in every phase, and the lists around them.
Each topic is one Markdown file; a facilitator's own folder of such files goes before ours.
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
