"""Keep the computer awake while a ring is running, where the system allows it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Final

from reciring.ring.session import Phase, Session

# Each program prevents sleep until ``cat`` ends. That is when the other end of its input is closed: by us, or by the
# system when the console ends in any way, a kill included.
_INHIBIT: Final = "systemd-inhibit --who=reciring --why='A ring is going on' --mode=block"
_LINUX: Final = f"{_INHIBIT} --what=idle:sleep cat || {_INHIBIT} --what=idle cat"  # Over ssh only idle may be allowed.
_MACOS: Final = "caffeinate -d -i cat"


class KeepAwake:
    """A listener of the controller that prevents sleep while the ring is running, not before or after."""

    def __init__(self, session: Session) -> None:
        self._allow_sleep: Callable[[], None] | None = None
        self(session, session)

    def __call__(self, before: Session, after: Session) -> None:
        if after.phase in (Phase.PREPARE, Phase.DONE):
            self.release()
        elif self._allow_sleep is None:
            self._allow_sleep = prevent_sleep()

    def release(self) -> None:
        """Let the computer sleep again."""
        if self._allow_sleep is not None:
            self._allow_sleep()
            self._allow_sleep = None


def prevent_sleep() -> Callable[[], None]:
    """Ask the system not to sleep, and return the function that lets it sleep again. Does not wait or fail.

    On Windows both must be called from the same thread, and that thread must live as long as sleep is prevented.
    """
    if sys.platform == "win32":
        import ctypes

        continuous, system, display = 0x80000000, 0x1, 0x2
        ctypes.windll.kernel32.SetThreadExecutionState(continuous | system | display)
        return lambda: ctypes.windll.kernel32.SetThreadExecutionState(continuous)
    try:
        helper = subprocess.Popen(
            ["sh", "-c", _MACOS if sys.platform == "darwin" else _LINUX],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",  # Do not keep the folder of the session in use.
            start_new_session=True,  # Ctrl+C in the terminal must not end it.
        )
    except OSError:
        return lambda: None
    return lambda: _end(helper)


def _end(helper: subprocess.Popen[bytes]) -> None:
    assert helper.stdin is not None
    helper.stdin.close()
    threading.Thread(target=helper.wait, name="keep-awake", daemon=True).start()
