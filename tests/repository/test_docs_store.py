"""What docs/reference/session-file.md and docs/reference/settings.md say is so: their examples are read, and no key is missing."""

from __future__ import annotations

import re
from pathlib import Path

from reciring.store import settings
from reciring.store.schema import session_schema
from reciring.store.settings import load_settings
from reciring.store.toml import decode, encode
from tests.support.paths import PROJECT

REFERENCE = PROJECT / "docs" / "reference"


def example(page: str) -> str:
    found = re.search(r"```toml\n(.*?)```", (REFERENCE / page).read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_example_of_the_file_can_be_opened() -> None:
    session = decode(example("session-file.md").encode())
    assert session.current == "q1" and session.name("p2") == "Bo Jansen"
    assert decode(encode(session)) == session


def test_every_key_of_the_file_is_told() -> None:
    told = set(re.findall(r"`\[?([a-z]+)", (REFERENCE / "session-file.md").read_text("utf-8")))
    definitions = session_schema()["$defs"].values()
    keys = {key for definition in definitions for key in definition.get("properties", ())}
    values = {value for definition in definitions for value in definition.get("enum", ())}
    assert (keys | values) - told == set()


def test_the_example_of_the_settings_is_taken_and_complete(tmp_path: Path) -> None:
    text = example("settings.md")
    (tmp_path / settings.SETTINGS_FILE_NAME).write_text(text, "utf-8")
    _, problem = load_settings(tmp_path)
    assert problem is None
    assert set(re.findall(r"^([a-z]+) = ", text, re.MULTILINE)) == set(settings.Settings.__struct_fields__)
