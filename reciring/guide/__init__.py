"""The steps explained, in Dutch and English.

``load("nl")`` gives a Guide: what to do, to say and to watch for in every phase, and the lists around them.
Each topic is one Markdown file; a facilitator's own folder of such files goes before ours.
"""

from __future__ import annotations

from reciring.guide.book import Guide, NoSuchTopic, load
from reciring.guide.pages import plain, spans
from reciring.guide.topics import Item, Situation, Step

__all__ = ["Guide", "Item", "NoSuchTopic", "Situation", "Step", "load", "plain", "spans"]
