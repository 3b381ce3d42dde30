"""Copying text to the clipboard: the text arrives, and a failure is reported without disturbing the terminal."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from reciring.live import clipboard

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or "WSL_DISTRO_NAME" in os.environ, reason="stands in for the program that Linux has for it"
)


def install_xclip(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a program named xclip first on the path of a computer with X11."""
    program = folder / "xclip"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


def test_copy_passes_the_text_to_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_xclip(tmp_path, monkeypatch, f'cat > "{tmp_path}/taken"')
    assert clipboard.copy("één\n😀 \udc80")
    assert (tmp_path / "taken").read_text("utf-8") == "één\n😀 ?"


def test_copy_reports_a_failure_without_writing_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    install_xclip(tmp_path, monkeypatch, "cat > /dev/null; echo no display >&2; exit 1")
    assert not clipboard.copy("één")
    assert capfd.readouterr() == ("", "")


def test_copy_gives_up_on_a_program_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install_xclip(tmp_path, monkeypatch, "cat > /dev/null")
    monkeypatch.setattr(clipboard, "COPY_TIMEOUT", 0.0)
    assert not clipboard.copy("één")


def test_copy_fails_on_a_computer_without_a_clipboard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not clipboard.copy("één")
