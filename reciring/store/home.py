"""Where a user's settings are; apart from reading them, because most calls find none and go on at once."""

from __future__ import annotations

from pathlib import Path
from typing import Final

NAME: Final = "settings.toml"


def settings_folder() -> Path:
    """The folder of this user's settings; it need not exist."""
    import platformdirs  # Costs some milliseconds.

    return platformdirs.user_config_path("reciring", appauthor=False)


def settings_file() -> Path:
    """The file of this user's settings; it need not exist."""
    return settings_folder() / NAME
