"""The private parts of Textual that the console uses are there, and still needed. See console/textual_internals.py."""

from __future__ import annotations

import inspect
import sys
import threading

import pytest
import textual
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import _writer_thread

from reciring.console.textual_internals import QuietApp, drain_writer_thread, is_writer_thread


def test_textual_has_the_version_that_was_checked() -> None:
    """With another version read the other tests here, and the reasons in the module, before this number is changed."""
    assert textual.__version__.split(".")[:2] == ["8", "2"]


def test_textual_itself_still_breaks_a_paste_at_an_escape() -> None:
    found = list(XTermParser().feed("\x1b[200~one\x1b\rtwo\x1b[201~"))
    assert [event.text for event in found if isinstance(event, events.Paste)] != ["one\rtwo"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives characters, not bytes")
def test_textual_itself_still_reads_strict_utf_8() -> None:
    from textual.drivers import linux_driver

    assert 'getincrementaldecoder("utf-8")' in inspect.getsource(linux_driver.LinuxDriver)


@pytest.mark.parametrize("name", ["_handle_exception", "_close_messages_no_wait", "_exception_event"])
def test_textual_still_has_what_the_crash_handler_replaces(name: str) -> None:
    assert hasattr(App, name)


def test_textual_itself_still_prints_the_values_of_variables() -> None:
    assert "show_locals=True" in inspect.getsource(App._fatal_error)


async def test_an_exception_ends_the_app_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    class Broken(QuietApp):
        def on_ready(self) -> None:
            said_in_the_ring = "a secret"
            raise ValueError(said_in_the_ring)

    app = Broken()
    with pytest.raises(ValueError, match="secret"):
        async with app.run_test() as pilot:
            await pilot.pause()
    assert isinstance(app.fault, ValueError) and app.return_code == 1
    assert capsys.readouterr() == ("", "")


def test_a_writing_thread_that_died_is_drained() -> None:
    thread = _writer_thread.WriterThread(sys.stdout)
    for text in ("one", "two", None):
        thread._queue.put(text)
    assert is_writer_thread(thread)
    drain_writer_thread(thread)
    assert thread._queue.empty()
    assert not is_writer_thread(threading.current_thread())
