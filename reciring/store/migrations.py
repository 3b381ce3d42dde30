"""Convert the data of an older session file to the present schema, one step per schema number.

To change the file format: raise ``SCHEMA`` in ``ring/session.py`` from n to n + 1, and add ``MIGRATIONS[n]`` here: a
function from the data of a file of schema n to that of schema n + 1. It works on the data as TOML gives it (dicts,
lists, strings, numbers, dates and times), never on ``Session``, which has only the present schema.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from reciring.ring.session import SCHEMA

Tree = dict[str, Any]
Migration = Callable[[Tree], Tree]

MIGRATIONS: Final[Mapping[int, Migration]] = {}


def migrate(tree: Tree, steps: Mapping[int, Migration] = MIGRATIONS, newest: int = SCHEMA) -> Tree:
    """The data of a file with schema 1 to ``newest``, converted to ``newest``; ``tree`` itself may be changed."""
    for number in range(tree["schema"], newest):
        tree = {**steps[number](tree), "schema": number + 1}
    return tree
