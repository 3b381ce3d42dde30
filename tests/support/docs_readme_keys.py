"""Write the key table into ``README.md``: ``python -m tests.support.docs_readme_keys``."""

from __future__ import annotations

from reciring.locale import translator
from reciring.ring.registry import COMMAND_SPECS, key_names
from tests.support.paths import PROJECT

PATH = PROJECT / "README.md"
BEGIN, END = "<!-- keys: made by python -m tests.support.docs_readme_keys -->\n", "<!-- end of keys -->\n"


def table() -> str:
    """Every command that has a key, in the order of the help screen."""
    t = translator("en")
    rows = ["| key | command | does |", "|---|---|---|"]
    for spec in COMMAND_SPECS:
        if spec.keys:
            keys = ", ".join(f"`{t.message(name)}`" for name in key_names(spec))
            names = " ".join(f"`/{name}`" for name in (spec.name, *spec.dutch))
            rows.append(f"| {keys} | {names} | {t(spec.help)} |")
    return "\n".join(rows) + "\n"


def inserted(text: str) -> str:
    """``text`` with the table between its marks."""
    before, _, rest = text.partition(BEGIN)
    return before + BEGIN + table() + END + rest.partition(END)[2]


if __name__ == "__main__":
    PATH.write_text(inserted(PATH.read_text("utf-8")), encoding="utf-8")
