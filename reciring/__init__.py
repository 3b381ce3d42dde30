"""reciring: the console for the facilitator of a reciprocity ring."""

from __future__ import annotations

__version__ = "0.1.0"
