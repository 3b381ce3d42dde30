"""From an older file to today's: one small step per schema number.

To change the file: raise ``SCHEMA`` in ``ring/session.py`` from n to n + 1, and add here ``MIGRATIONS[n]``, a function
from the tree of a file of schema n to that of n + 1. Steps work on the tree as TOML gives it (dicts, lists, text,
numbers, days and instants), never on ``Session``: that one only knows today.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from reciring.ring.session import SCHEMA

Tree = dict[str, Any]
Migration = Callable[[Tree], Tree]

MIGRATIONS: Final[Mapping[int, Migration]] = {}


def migrate(tree: Tree, steps: Mapping[int, Migration] = MIGRATIONS, newest: int = SCHEMA) -> Tree:
    """The tree of a file whose ``session_schema`` is 1 to ``last_entry``, as ``last_entry`` has it; ``tree`` itself may be changed."""
    for number in range(tree["schema"], newest):
        tree = {**steps[number](tree), "schema": number + 1}
    return tree
