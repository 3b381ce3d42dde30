"""The command line: ``reciring`` and its commands. It calls the other packages and has no rules of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click
from click.shell_completion import split_arg_string

from reciring.cli import help_pages, streams
from reciring.cli.commands import commands
from reciring.cli.streams import Stop
from reciring.locale import Translator, choose_language, normalise_language, translator
from reciring.store.crash_report import write_crash_report
from reciring.store.settings import load_settings


def main() -> None:
    """Run the console script. Exit codes: 0 done, 1 the file or the data prevents it, 2 a wrong command line."""
    words = sys.argv[1:]
    sys.excepthook = lambda kind, error, trace: _report_bug(error, translator(_language(words)))
    sys.exit(run(words))


def run(words: Sequence[str]) -> int:
    """Run the command in ``words`` and return the exit code. Every error becomes a sentence on stderr.

    If a shell asks for completions (see ``completion``), they are printed and SystemExit is raised.
    """
    streams.prepare()
    t = translator(_language(words))
    try:
        code = commands(t).main(
            words, "reciring", standalone_mode=False, obj={"t": t}, terminal_width=help_pages.width()
        )
        streams.finish()
    except Stop as stop:
        streams.err(stop.text)
        return stop.code
    except BrokenPipeError:
        streams.mute(sys.stdout)  # The reader of the output has stopped reading.
        return 1
    except (click.Abort, KeyboardInterrupt):
        streams.err(t("Stopped."))
        return 130
    except OSError as error:
        streams.mute(sys.stdout)
        streams.err(_os_error(error, t))
        return 1
    return int(code or 0)


def _language(words: Sequence[str]) -> str:
    """Return the language of help and messages, read from ``words`` before Click reads them: its texts need it."""
    words = split_arg_string(os.environ.get("COMP_WORDS", "")) or words
    for word, next_word in zip(words, [*words, ""][1:], strict=True):
        name, equals, value = word.partition("=")
        if name == "--language" and normalise_language(value if equals else next_word):
            return choose_language(value if equals else next_word)
    return choose_language(load_settings()[0].language)


def _report_bug(error: BaseException, t: Translator) -> None:
    """Write a crash report without names and texts, and print where it is instead of a traceback."""
    path = write_crash_report(error)
    streams.err(t("reciring stopped because of a bug; you did nothing wrong. Your rings are unchanged."))
    if path is not None:
        streams.err(t("A crash report, without names or texts, is in {path}.", path=str(path)))


def _os_error(error: OSError, t: Translator) -> str:
    """Return the message for an OSError that no command has handled."""
    reason = error.strerror or str(error)
    if error.filename:
        return t("{path}: the system reports: {reason}.", path=str(error.filename), reason=reason)
    return t("The system reports: {reason}.", reason=reason)
