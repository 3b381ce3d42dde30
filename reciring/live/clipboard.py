"""Copy text to the clipboard of this computer.

pyperclip knows how each system does this. It runs in its own process, because it waits for ever for a program that
hangs, lets that program write on the terminal, and ignores its exit status.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import Final

COPY_TIMEOUT: Final = 5.0
"""Seconds after which copying has failed."""
# -P: do not import from the folder that the console was started in.
_COMMAND: Final = (sys.executable, "-P", "-X", "utf8", "-m", "pyperclip", "--copy")


def copy(text: str) -> bool:
    """Copy ``text`` and return whether that worked. Blocks up to ``COPY_TIMEOUT`` seconds: call it in a thread."""
    # A file, not a pipe: xclip keeps running to serve the clipboard, and would keep a pipe open.
    with tempfile.TemporaryFile() as errors:
        try:
            subprocess.run(
                _COMMAND,
                input=text.encode("utf-8", "replace"),
                stdout=subprocess.DEVNULL,
                stderr=errors,
                timeout=COPY_TIMEOUT,
                check=True,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return os.fstat(errors.fileno()).st_size == 0
