"""Text to the clipboard of this computer, through the program that its desktop has for it.

The terminal itself is asked as well (OSC 52), which works from afar too; but a terminal does not tell whether it did.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Final

PATIENCE: Final = 5.0
"""Seconds; a program that takes longer does not do it."""


def tools(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> list[Sequence[str]]:
    """The programs that may do it here, the likeliest first."""
    if platform == "darwin":
        return [("pbcopy",)]
    if platform == "win32" or "WSL_DISTRO_NAME" in environ:
        return [("clip.exe",)]
    found: list[Sequence[str]] = []
    if environ.get("WAYLAND_DISPLAY"):
        found.append(("wl-copy",))
    if environ.get("DISPLAY"):
        found += [("xclip", "-selection", "clipboard"), ("xsel", "--clipboard", "--input")]
    return found


def put(text: str, candidates: Sequence[Sequence[str]] | None = None) -> bool:
    """Whether a program took the text. Does not wait for ever; nothing of it is shown on the terminal."""
    for command in tools() if candidates is None else candidates:
        program = shutil.which(command[0])
        if program is None:
            continue
        # Windows reads UTF-16 where it reads anything but its old code page.
        data = text.encode("utf-16") if command[0] == "clip.exe" else text.encode("utf-8", "replace")
        try:
            done = subprocess.run(
                [program, *command[1:]],
                input=data,
                # A program that stays to serve the clipboard would keep a pipe open.
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        if done.returncode == 0:
            return True
    return False
