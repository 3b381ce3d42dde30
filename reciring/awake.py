"""Keeping the computer awake while a ring runs, where the system lets us; a screen that goes dark stops nobody's time.

Nothing waits for this and nothing depends on it: ``holds`` says whether it worked. It ends with ``release``, or with
the program, however that ends: the helper we start hangs on a pipe of ours, or watches for our process by its number.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from typing import Final

_HELD: Final = b"held"
# systemd-inhibit runs this once the lock is ours; it says so, and ends when the other end of its input is gone.
_WAIT: Final = ("sh", "-c", "echo held; exec cat >/dev/null")
_INHIBIT: Final = ("systemd-inhibit", "--who=reciring", "--why=A ring is going on", "--mode=block")
# Over ssh only the second may be allowed.
_LINUX: Final = tuple((*_INHIBIT, f"--what={what}", *_WAIT) for what in ("idle:sleep", "idle"))


class Awake:
    """Keeps the computer awake until ``release``, as far as it can; made by ``keep_awake``."""

    def __init__(self, commands: Sequence[Sequence[str]] = (), *, says_so: bool = True) -> None:
        self._commands, self._says_so = commands, says_so
        self._lock = threading.Lock()
        self._helper: subprocess.Popen[bytes] | None = None
        self._held = self._released = False
        self.settled = threading.Event()
        """Set once it is known whether it holds."""
        if commands:
            threading.Thread(target=self._try, name="awake", daemon=True).start()
        else:
            self.settled.set()

    @property
    def holds(self) -> bool:
        """Whether the computer is kept awake now, by all we know."""
        with self._lock:
            return self._held and self._helper is not None and self._helper.poll() is None

    def release(self) -> None:
        """Let the computer sleep again. Releasing again does nothing."""
        with self._lock:
            self._released = True
            helper, self._helper = self._helper, None
        if helper is not None:
            _end(helper)

    def _try(self) -> None:
        for command in self._commands:
            helper = _start(command)
            if helper is None:
                continue
            with self._lock:
                if self._released:
                    break
                self._helper = helper
            if not self._says_so or (helper.stdout is not None and helper.stdout.readline().strip() == _HELD):
                with self._lock:
                    self._held = True
                self.settled.set()
                return
            with self._lock:
                self._helper = None
            _end(helper)
        else:
            helper = None
        if helper is not None:
            _end(helper)
        self.settled.set()


class _Thread(Awake):
    """Windows: a state of the thread that asks, which must therefore live as long; the console's does."""

    _CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2

    def __init__(self) -> None:
        super().__init__()
        self._held = self._set(self._CONTINUOUS | self._SYSTEM | self._DISPLAY)

    @property
    def holds(self) -> bool:
        return self._held

    def release(self) -> None:
        if self._held:
            self._set(self._CONTINUOUS)
            self._held = False

    def _set(self, state: int) -> bool:
        if sys.platform == "win32":
            import ctypes

            return bool(ctypes.windll.kernel32.SetThreadExecutionState(state))
        else:
            return False


def keep_awake() -> Awake:
    """Ask the system not to fall asleep. Never waits, never fails; see ``holds``."""
    if sys.platform == "win32":
        return _Thread()
    if sys.platform == "darwin":
        # Speaks no word: if it runs, it holds.
        return Awake([("caffeinate", "-d", "-i", "-w", str(os.getpid()))], says_so=False)
    return Awake(_LINUX)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes] | None:
    """The helper, its input a pipe of ours; None if this system has no such program."""
    if shutil.which(command[0]) is None:
        return None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",  # Not in the way of a folder that is to be removed or unplugged.
            start_new_session=True,  # Keys that end programs in the terminal are not for it.
        )
    except OSError:
        return None


def _end(helper: subprocess.Popen[bytes]) -> None:
    """End the helper: by a signal, and what it started by the end of its input."""
    with contextlib.suppress(OSError):
        helper.terminate()
    if helper.stdin is not None:  # Its output stays open: another thread may be waiting for a word from there.
        with contextlib.suppress(OSError):
            helper.stdin.close()
    threading.Thread(target=helper.wait, name="awake-end", daemon=True).start()
