"""Completion with Tab: what is offered for a value, and the script for each shell.

The script calls ``reciring`` with ``_RECIRING_COMPLETE`` set; Click then prints what Tab offers instead of running.
"""

from __future__ import annotations

import contextlib

import click
from click.shell_completion import CompletionItem, get_completion_class

from reciring.cli import streams
from reciring.cli.context import Context
from reciring.cli.streams import Stop
from reciring.guide.topics import TOPICS


def print_script(context: Context, shell: str) -> int:
    """Print the completion script for a shell (``reciring completion``)."""
    shell_class = get_completion_class(shell)
    assert shell_class is not None
    root = click.get_current_context().find_root().command
    streams.out(shell_class(root, {}, "reciring", "_RECIRING_COMPLETE").source())
    return 0


def files(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Let the shell offer its files."""
    return [CompletionItem(incomplete, type="file")]


def folders(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Let the shell offer its folders."""
    return [CompletionItem(incomplete, type="dir")]


def sessions(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Return the names of the sessions in the folder; if none fits, let the shell offer its files."""
    with contextlib.suppress(OSError):
        names = sorted(file.stem for file in Context(**ctx.obj).folder.glob("[!.]*.toml"))
        if matches := _starting(incomplete, names):
            return [CompletionItem(name) for name in matches]
    return files(ctx, param, incomplete)


def people(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the names of the participants in the session on the command line."""
    context = Context(**ctx.obj)
    # While an option still needs its value, Click leaves the words before it in ctx.args.
    word = ctx.params.get("file") or next(iter(ctx.args), None)
    with contextlib.suppress(Stop, OSError):
        participants = context.session(context.file(word)).participants.values() if word else ()
        return _starting(incomplete, [participant.name for participant in participants])
    return []


def topics(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """Return the steps and difficult moments of the guide."""
    return _starting(incomplete, list(TOPICS.values() if ctx.obj["t"].language == "nl" else TOPICS))


def languages(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
    """Return the languages of reciring."""
    names = {"nl": "Nederlands", "en": "English"}
    return [CompletionItem(code, help=name) for code, name in names.items() if code.startswith(incomplete)]


def _starting(incomplete: str, names: list[str]) -> list[str]:
    return [name for name in names if name.startswith(incomplete)]
