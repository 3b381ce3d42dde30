"""Texts fit where they are shown, in both languages, with the longest usual values filled in."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from reciring.console.widgets import footer
from reciring.console.widgets.preview import HINTS
from reciring.locale import LANGUAGES, translator
from reciring.locale.update import PACKAGE
from reciring.ring.command_registry import COMMAND_SPECS
from reciring.ring.session import PHASE_TITLES

SIGN = 2
"""The cells of the sign before a message, such as ✗."""
TIME_PANE, PREVIEW = 21, 78
VALUES = {
    **dict.fromkeys(("who", "name", "names"), "Christina"),
    **dict.fromkeys(("time", "span", "left", "now"), "4:45"),
    **dict.fromkeys(("n", "number", "minutes", "count"), "12"),
    **dict.fromkeys(("word", "words", "what"), "overmorgen"),
}
"""What the placeholders stand for; others get four characters."""
MESSAGES = (
    "arguments",
    "command_registry",
    "correct",
    "interpret_line",
    "markers",
    "names",
    "update",
    "round",
    "phases",
)
"""The modules of the ring whose refusals are shown in the preview."""


def filled(text: str) -> str:
    class Values(dict[str, str]):
        def __missing__(self, name: str) -> str:
            return "4:45"

    return text.format_map(Values(VALUES))


def marked(module: str, *functions: str) -> Iterator[str]:
    """Yield the texts that a module passes to one of these functions."""
    for node in ast.walk(ast.parse((PACKAGE / module).read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions:
            yield from (
                arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
            )


def footer_labels() -> Iterator[str]:
    """Yield the labels of the keys: from the table of commands, the steps, and those that the footer adds."""
    yield from (spec.footer for spec in COMMAND_SPECS if spec.footer)
    yield from PHASE_TITLES.values()
    for node in ast.walk(ast.parse((PACKAGE / "console/widgets/footer.py").read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "KeyLabel":
            calls = (call for arg in node.args[2:] for call in ast.walk(arg) if isinstance(call, ast.Call))
            yield from (str(text.value) for call in calls for text in call.args if isinstance(text, ast.Constant))


def time_lines() -> Iterator[str]:
    """Yield the lines of the time pane, except who is speaking, which is shortened to fit."""
    yield from (text for text in marked("console/widgets/clock.py", "t", "say") if not text.startswith("speaking"))


def preview_lines() -> Iterator[str]:
    """Yield what a command of the screen does, the hints of the steps, and the refusals."""
    yield from (spec.does for spec in COMMAND_SPECS if spec.does)
    yield from (hint.text for hint in HINTS.values())
    for module in MESSAGES:
        yield from (" " * SIGN + text for text in marked(f"ring/{module}.py", "refuse", "say"))


PLACES = {
    "footer": (footer_labels, footer.LABEL),
    "time pane": (time_lines, TIME_PANE),
    "preview": (preview_lines, PREVIEW),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_texts_fit_their_place(place: str, language: str) -> None:
    texts, room = PLACES[place]
    t = translator(language)
    found = {t(text.lstrip()) + " " * (len(text) - len(text.lstrip())) for text in texts()}
    assert len(found) > 10
    assert [(text, cell_len(filled(text)) - room) for text in found if cell_len(filled(text)) > room] == []
