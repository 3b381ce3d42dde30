"""A state machine: any commands and lines in any order, with saves and crashes between them and during a save.

The model is simple: after a crash the session is the one that was saved last, or, if the crash came in the middle of
saving, that one or the one being saved; nothing in between, and nothing else.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reciring.ring.command_types import Redo, Undo
from reciring.ring.history import History
from reciring.ring.message import Refused
from reciring.ring.session import Session
from reciring.ring.update import update
from reciring.ring.validate import session_errors
from reciring.store import atomic_write
from reciring.store.files import create_session_file, load_session
from reciring.store.toml import decode, encode
from tests.support.command_strategies import CommandDraw, command_draws, delays, line_draws
from tests.torture import rings
from tests.torture.figures import Figures


class Crash(BaseException):
    """The program ends at this point."""


MOMENTS = ("write", "fsync", "replace", "folder")
"""Where a save is interrupted: before the bytes are written, before fsync, before the rename, just after it."""


@contextlib.contextmanager
def crash_at(moment: str) -> Iterator[None]:
    """Make saving raise Crash at ``moment``, without cleaning up."""

    def crash(*_: object, **__: object) -> None:
        raise Crash

    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(Path, "unlink", crash))
        if moment == "folder":
            stack.enter_context(mock.patch.object(atomic_write, "sync_folder", crash))
        elif moment == "write":
            stack.enter_context(mock.patch.object(atomic_write, "open", crash, create=True))
        else:
            stack.enter_context(mock.patch.object(os, moment, crash))
        yield


class Ring(RuleBasedStateMachine):
    """One ring and its file."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
        self.now = rings.NOON
        self.history = History(Session(date=rings.NOON.date()))
        self.path = Path()
        self.saved = self.history.session

    @initialize(people=st.integers(0, 8), begin=st.booleans())
    def begin(self, people: int, begin: bool) -> None:
        session = rings.begun(people) if begin else Session(date=rings.NOON.date())
        self.path = create_session_file(self.folder, session)
        self.history, self.saved = History(session), session

    @rule(move=line_draws, seconds=delays)
    def type(self, move: CommandDraw, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
        session = self.history.session
        self._did(rings.typed(session, move.line_text(session), self.now))

    @rule(move=command_draws, seconds=delays)
    def command(self, move: CommandDraw, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)
        command = move.command(self.history.session, self.now)
        assert not isinstance(command, Undo | Redo)
        after = update(self.history.session, command)
        if isinstance(after, Refused):
            assert str(after.reason)
        else:
            self._did(after)

    def _did(self, after: Session) -> None:
        """Record a change, undo it and redo it: the sessions must be equal."""
        before, self.history = self.history.session, self.history.record(after, "")
        if after != before:
            back = self.history.undo()
            assert back is not None and back.session == before
            again = back.redo()
            assert again is not None and again.session == after

    @rule()
    def undo(self) -> None:
        self.history = self.history.undo() or self.history

    @rule()
    def redo(self) -> None:
        self.history = self.history.redo() or self.history

    @rule()
    def save(self) -> None:
        atomic_write.write_file(self.path, encode(self.history.session))
        self.saved = self.history.session

    @rule()
    def crash(self) -> None:
        self._open_again(self.saved)

    @precondition(lambda self: self.history.session != self.saved)
    @rule(moment=st.sampled_from(MOMENTS))
    def crash_while_saving(self, moment: str) -> None:
        with contextlib.suppress(Crash), crash_at(moment):
            atomic_write.write_file(self.path, encode(self.history.session))
        self._open_again(self.history.session if moment == "folder" else self.saved)

    def _open_again(self, expected: Session) -> None:
        session, data = load_session(self.path)
        assert session == expected
        assert encode(session) == data
        atomic_write.remove_temporary_files(self.path)
        assert [path.name for path in self.folder.iterdir()] == [self.path.name]
        self.history, self.saved = History(session), session

    @invariant()
    def it_hangs_together(self) -> None:
        session = self.history.session
        assert not list(session_errors(session)), list(session_errors(session))
        assert decode(encode(session)) == session

    def teardown(self) -> None:
        shutil.rmtree(self.folder)


def machine(examples: int, moves: int = 40) -> Figures:
    """Run ``examples`` rings of at most ``moves`` moves; Hypothesis reports a failure with the shortest such ring."""
    wanted = settings(max_examples=examples, stateful_step_count=moves, deadline=None, database=None)
    try:
        run_state_machine_as_test(Ring, settings=wanted)
    except AssertionError as error:
        return Figures("rings with saves and crashes", examples, (str(error),))
    return Figures("rings with saves and crashes", examples)
