"""Real disk problems: full, read-only, removed or replaced, with small file systems and real permissions."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from reciring.ring.session import Session
from reciring.store.autosave import Autosave
from reciring.store.files import create_session_file, load_session
from tests.support.waiting import WAIT_LIMIT, wait_until
from tests.torture.figures import Figures
from tests.torture.rings import NOON, begun, typed

QUICK = (0.01,)


class Skipped(Exception):
    """This machine does not allow the test."""


def _line(session: Session, number: int) -> Session:
    return typed(session, f"Bo stuurt nummer {number:06d} {'x' * 500}", NOON)


def _refused(saver: Autosave) -> str:
    """Wait until saving fails; return the reason."""
    wait_until(lambda: saver.state.error, "it was saved all the same", interval=0.001)
    return str(saver.state.error)


def _through(folder: Path, trouble: Callable[[Path], contextlib.AbstractContextManager[None]], word: str) -> float:
    """Type ten lines during ``trouble``; return the seconds after its end until everything is saved."""
    path = create_session_file(folder, begun())
    session, seen = load_session(path)
    saver = Autosave(path, seen=seen, retry_delays=QUICK)
    try:
        session = _line(session, 1)
        saver.submit(session)
        assert saver.flush(WAIT_LIMIT)
        before = path.read_bytes()
        with trouble(path):
            for number in range(2, 12):
                session = _line(session, number)
                saver.submit(session)
            assert word in _refused(saver), saver.state
            assert saver.state.has_unsaved
            if path.is_file():
                assert path.read_bytes() == before, "the file was touched"
        out = time.monotonic()
        assert saver.flush(WAIT_LIMIT), saver.state
        assert load_session(path)[0] == session
        return time.monotonic() - out
    finally:
        saver.close(WAIT_LIMIT)


@contextlib.contextmanager
def small_disk(size: str = "256k") -> Iterator[Path]:
    """Mount a file system that is so small that it is soon full."""
    with tempfile.TemporaryDirectory() as folder:
        mount = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True)
        if mount.returncode:
            raise Skipped("mounting a small disk is not allowed")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def full_disk() -> float:
    """A full disk."""

    @contextlib.contextmanager
    def full(path: Path) -> Iterator[None]:
        ballast = path.with_name("ballast")
        with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 1024)
        yield
        ballast.unlink()

    with small_disk() as folder:
        return _through(folder, full, "full")


def quota() -> float:
    """A limit on the size of files, as a system sets for a user."""
    import resource  # not on Windows

    @contextlib.contextmanager
    def limited(path: Path) -> Iterator[None]:
        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        old = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
        yield
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, old)

    with tempfile.TemporaryDirectory() as folder:
        return _through(Path(folder), limited, "too large")


def read_only_disk() -> float:
    """A disk that becomes read-only, as Linux does with a failing disk."""

    @contextlib.contextmanager
    def closed(path: Path) -> Iterator[None]:
        subprocess.run(["mount", "-o", "remount,ro", str(path.parent)], check=True)
        yield
        subprocess.run(["mount", "-o", "remount,rw", str(path.parent)], check=True)

    with small_disk() as folder:
        return _through(folder, closed, "disk is read-only")


def unplugged() -> float:
    """A folder that disappears with everything in it, and comes back as it was."""

    @contextlib.contextmanager
    def gone(path: Path) -> Iterator[None]:
        moved = path.parent.with_name("moved")
        path.parent.rename(moved)
        yield
        moved.rename(path.parent)

    with tempfile.TemporaryDirectory() as folder:
        return _through(Path(folder, "stick"), gone, "no longer exists")


def replaced() -> float:
    """A folder in the place of the file."""

    @contextlib.contextmanager
    def folder_instead(path: Path) -> Iterator[None]:
        path.rename(path.with_name("moved"))
        path.mkdir()
        yield
        path.rmdir()
        with contextlib.suppress(FileExistsError):  # The saver may be faster; its file is the newer one.
            os.link(path.with_name("moved"), path)
        path.with_name("moved").unlink()

    with tempfile.TemporaryDirectory() as folder:
        return _through(Path(folder), folder_instead, "is now a folder")


def closed_folder() -> float:
    """A folder without write permission, in a process without root's rights."""

    @contextlib.contextmanager
    def closed(path: Path) -> Iterator[None]:
        path.parent.chmod(0o500)
        yield
        path.parent.chmod(0o700)

    with tempfile.TemporaryDirectory() as folder:
        return _through(Path(folder), closed, "not allowed to write")


def protected_file() -> float:
    """A file that its owner made read-only, also for root."""

    @contextlib.contextmanager
    def protected(path: Path) -> Iterator[None]:
        path.chmod(0o400)
        yield
        path.chmod(0o600)

    with tempfile.TemporaryDirectory() as folder:
        return _through(Path(folder), protected, "is read-only")


TROUBLES: dict[str, Callable[[], float]] = {
    "full disk": full_disk,
    "quota": quota,
    "read-only disk": read_only_disk,
    "folder removed": unplugged,
    "file replaced by a folder": replaced,
    "permission taken away": closed_folder,
    "file made read-only": protected_file,
}
_NOBODY = 65534


def trouble(name: str, tries: int = 1) -> Figures:
    """Run a trouble ``tries`` times in a separate process. Raises Skipped if this machine does not allow it."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.torture.disk", name, str(tries)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    if run.returncode == 77:
        raise Skipped(run.stdout.strip())
    if run.returncode:
        return Figures(name, tries, (run.stderr.strip()[-500:],))
    return Figures(name, tries, (), float(run.stdout), "until all was saved")


def _main(name: str, tries: int) -> None:
    if name == "permission taken away" and os.getuid() == 0:
        replaced()  # imports everything first: later this user may not read it
        os.setuid(_NOBODY)
    try:
        print(max(TROUBLES[name]() for _ in range(tries)))
    except Skipped as skipped:
        print(skipped)
        sys.exit(77)


if __name__ == "__main__":
    _main(sys.argv[1], int(sys.argv[2]))
