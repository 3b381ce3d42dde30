"""The pages about session files and settings: their examples can be read, and they describe every key."""

from __future__ import annotations

import re
from pathlib import Path

from reciring.store import settings
from reciring.store.schema import session_schema
from reciring.store.settings import load_settings
from reciring.store.toml import decode, encode
from tests.support.paths import PROJECT

REFERENCE = PROJECT / "docs" / "reference"


def toml_example(page: str) -> str:
    found = re.search(r"```toml\n(.*?)```", (REFERENCE / page).read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def test_the_example_session_can_be_opened() -> None:
    session = decode(toml_example("session-file.md").encode())
    assert session.current == "q1" and session.name("p2") == "Bo Jansen"
    assert decode(encode(session)) == session


def test_the_page_describes_every_key_of_a_session_file() -> None:
    described = set(re.findall(r"`\[?([a-z_]+)", (REFERENCE / "session-file.md").read_text("utf-8")))
    definitions = session_schema()["$defs"].values()
    keys = {key for definition in definitions for key in definition.get("properties", ())}
    values = {value for definition in definitions for value in definition.get("enum", ())}
    assert (keys | values) - described == set()


def test_the_example_settings_are_valid_and_complete(tmp_path: Path) -> None:
    text = toml_example("settings.md")
    (tmp_path / settings.SETTINGS_FILE_NAME).write_text(text, "utf-8")
    _, problem = load_settings(tmp_path)
    assert problem is None
    chosen = set(settings.Settings.__struct_fields__) - {"shift_drag_said"}  # Only remembered.
    assert set(re.findall(r"^([a-z_]+) = ", text, re.MULTILINE)) == chosen
