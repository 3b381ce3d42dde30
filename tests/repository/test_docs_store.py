"""The pages about session files and settings: they describe every key."""

from __future__ import annotations

import re

from reciring.store.schema import session_schema
from reciring.store.settings import Settings
from tests.support.paths import PROJECT

REFERENCE = PROJECT / "docs" / "reference"


def test_the_page_describes_every_key_of_a_session_file() -> None:
    described = set(re.findall(r"`\[?([a-z_]+)", (REFERENCE / "session-file.md").read_text("utf-8")))
    definitions = session_schema()["$defs"].values()
    keys = {key for definition in definitions for key in definition.get("properties", ())}
    values = {value for definition in definitions for value in definition.get("enum", ())}
    assert (keys | values) - described == set()


def test_the_example_settings_are_complete() -> None:
    text = (REFERENCE / "settings.md").read_text("utf-8")
    chosen = set(Settings.__struct_fields__) - {"shift_drag_said"}  # Only remembered.
    assert set(re.findall(r"^([a-z_]+) = ", text, re.MULTILINE)) == chosen
