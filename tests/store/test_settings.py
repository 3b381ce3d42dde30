"""Settings: all optional, and no error in them keeps a ring from starting."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reciring.store.settings import (
    REMEMBERED_FILE_NAME,
    SETTINGS_FILE_NAME,
    BellMode,
    Settings,
    load_settings,
    save_remembered,
    settings_folder,
)


def settings_from(folder: Path, text: str) -> tuple[Settings, str]:
    (folder / SETTINGS_FILE_NAME).write_text(text, encoding="utf-8")
    settings, message = load_settings(folder)
    return settings, str(message) if message else ""


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "gone") == (Settings(), None)


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    text = """
        language = "Nederlands"
        theme = "contrast"
        sessions = "/rings"
        bell = "amber"
        times = true
        guide = "/guide"
        facilitator = "Carmen"
        place = "Utrecht"
        wifi_name = "Gasten"
        wifi_password = "welkom123"
        mouse = false
    """
    assert settings_from(tmp_path, text) == (
        Settings(
            language="nl",
            theme="contrast",
            sessions=Path("/rings"),
            bell=BellMode.AMBER,
            times=True,
            guide=Path("/guide"),
            facilitator="Carmen",
            place="Utrecht",
            wifi_name="Gasten",
            wifi_password="welkom123",
            mouse=False,
        ),
        "",
    )


def test_a_tilde_is_expanded(tmp_path: Path) -> None:
    settings, _ = settings_from(tmp_path, 'sessions = "~/rings"')
    assert settings.sessions == Path.home() / "rings"


@pytest.mark.parametrize("text", ['bell = "off"', "bell = false"])
def test_the_bell_can_be_off(tmp_path: Path, text: str) -> None:
    assert settings_from(tmp_path, text)[0].bell is BellMode.OFF


@pytest.mark.parametrize(
    "line",
    [
        'language = "fr"',
        "language = 3",
        "theme = []",
        "theme = '" + "x" * 300 + "'",
        "sessions = ''",
        'sessions = "a\\u0000b"',
        "bell = true",
        'bell = "loud"',
        "times = 'yes'",
        "guide = 1979-05-27",
        "facilitator = {}",
        "place = 1.5",
        "colour = 'red'",
    ],
)
def test_a_bad_value_is_reported_and_the_others_are_used(tmp_path: Path, line: str) -> None:
    key = line.partition(" ")[0]
    rest = "theme" if key != "theme" else "place"
    settings, message = settings_from(tmp_path, f"{line}\n{rest} = 'good'\n")
    assert key in message and message.startswith(f"{SETTINGS_FILE_NAME}: ")
    assert settings == (Settings(theme="good") if rest == "theme" else Settings(place="good"))


def test_every_bad_value_is_reported(tmp_path: Path) -> None:
    _, message = settings_from(tmp_path, "bell = 1\ntimes = 2\ncolour = 3")
    assert all(word in message for word in ("bell", "times", "colour"))


@pytest.mark.parametrize("data", [b"theme =", b"\xff\xfe", b"a = " + b"[" * 100_000, b"a = " + b"9" * 10_000])
def test_a_broken_file_is_reported(tmp_path: Path, data: bytes) -> None:
    (tmp_path / SETTINGS_FILE_NAME).write_bytes(data)
    settings, message = load_settings(tmp_path)
    assert settings == Settings()
    assert message is not None


def test_a_folder_instead_of_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / SETTINGS_FILE_NAME).mkdir()
    settings, message = load_settings(tmp_path)
    assert settings == Settings() and "folder" in str(message)


@given(data=st.binary(max_size=200))
def test_any_bytes_give_settings(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.getbasetemp() / "settings"
    folder.mkdir(exist_ok=True)
    (folder / SETTINGS_FILE_NAME).write_bytes(data)
    (folder / REMEMBERED_FILE_NAME).write_bytes(data)
    load_settings(folder)


def test_settings_go_before_remembered_values(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    assert save_remembered(folder, theme="light", facilitator="Carmen", place="Utrecht") is None
    (folder / SETTINGS_FILE_NAME).write_text('place = "Delft"')
    assert load_settings(folder) == (Settings(theme="light", facilitator="Carmen", place="Delft"), None)
    assert (folder / SETTINGS_FILE_NAME).read_text() == 'place = "Delft"'


def test_a_remembered_value_is_replaced_or_removed(tmp_path: Path) -> None:
    save_remembered(tmp_path, theme="light", facilitator="Carmen")
    save_remembered(tmp_path, facilitator="")
    assert load_settings(tmp_path) == (Settings(theme="light"), None)
    save_remembered(tmp_path, theme="a\x1b[2Jb\x00" + "x" * 300)
    settings, message = load_settings(tmp_path)
    assert settings.theme.startswith("a[2Jbx") and message is None


def test_what_was_said_once_is_remembered(tmp_path: Path) -> None:
    save_remembered(tmp_path, shift_drag_said=True)
    save_remembered(tmp_path, theme="light")
    assert load_settings(tmp_path) == (Settings(theme="light", shift_drag_said=True), None)
    _, message = settings_from(tmp_path, "colour = 3")
    assert "mouse" in message and "shift_drag" not in message


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_only_the_owner_can_read_remembered_values(tmp_path: Path) -> None:
    folder = tmp_path / "config"
    save_remembered(folder, facilitator="Carmen")
    assert stat.S_IMODE((folder / REMEMBERED_FILE_NAME).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_save_remembered_reports_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert save_remembered(tmp_path / "file", theme="light") is not None
    (tmp_path / REMEMBERED_FILE_NAME).write_text("broken")
    assert save_remembered(tmp_path, theme="light") is None
    assert load_settings(tmp_path) == (Settings(theme="light"), None)


def test_the_folder_is_absolute_and_named_reciring() -> None:
    assert settings_folder().name == "reciring"
    assert settings_folder().is_absolute()
