"""The whole command line in one language, made from what the chapters declare."""

from __future__ import annotations

import os
from collections.abc import Sequence

import typer
from typer.main import get_group

from reciring.cli import after, before, files, lead, pages
from reciring.cli.app import app
from reciring.cli.call import Call
from reciring.cli.direct import ASKS_WHAT_COMES_NEXT
from reciring.cli.group import Group
from reciring.locale import Translator

NAME = "reciring"
DECLARED = (lead, before, after, files)
"""To import them is to declare their commands."""


def program(t: Translator) -> Group:
    """The commands, their texts in a language."""
    group = get_group(app)
    assert isinstance(group, Group)
    group.speak(t)
    return group


def run(words: Sequence[str], t: Translator) -> int:
    """Do what ``words`` ask; the exit code."""
    group, call = program(t), Call(t)
    if asked := os.environ.get(ASKS_WHAT_COMES_NEXT):
        return _complete(group, call, asked)
    try:
        with group.make_context(NAME, list(words), obj=call, terminal_width=pages.width()) as context:
            code = group.invoke(context)
    except typer.Exit as done:
        return done.exit_code
    return code if isinstance(code, int) else 0


def _complete(group: Group, call: Call, asked: str) -> int:
    from typer import completion

    completion.get_completion_inspect_parameters()  # tells typer of its shells
    return completion.shell_complete(group, {"obj": call}, NAME, ASKS_WHAT_COMES_NEXT, asked)


def page(name: str, t: Translator, width: int) -> str:
    """The help of a command; of ``reciring`` itself without a name."""
    group = program(t)
    context = typer.Context(group, info_name=NAME, obj=Call(t), terminal_width=width, **group.context_settings)
    if name:
        context = typer.Context(group.commands[name], info_name=name, parent=context)
    return context.get_help()
