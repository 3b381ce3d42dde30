"""The command line: ``reciring`` and its commands. It wires the parts together and knows no rules of its own.

``main`` settles the language before typer is there, so that all that typer shows is in it; ``direct`` opens the console
without typer. ``app`` and the chapters (``lead``, ``before``, ``after``, ``files``) declare the commands; each imports
only what it needs.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from reciring.cli import streams
from reciring.cli.stop import Stop
from reciring.locale import Translator, known, settle, translator


def main() -> None:
    """The console script. Exit codes: 0, 1 (the file or the data says no), 2 (asked in a way that cannot be)."""
    # While a program starts there is no garbage, and looking for it takes a tenth of the start. Most commands end
    # before any is worth collecting; the console does so from its first paint on.
    gc.disable()
    words = sys.argv[1:]
    sys.excepthook = lambda kind, error, trace: _fault(error, translator(_language(words)))
    code = run(words)
    # At its end Python would look for garbage in all that was loaded, a seventh of the whole call; and then all goes.
    gc.freeze()
    sys.exit(code)


def run(words: Sequence[str]) -> int:
    """Do what ``words`` ask and give the exit code; whatever goes wrong is a sentence on stderr."""
    streams.prepare()
    t = translator(_language(words))
    try:
        from reciring.cli.direct import direct

        if (code := direct(words, t)) is None:
            from reciring.cli import program

            code = program.run(words, t)
        streams.finish()
    except Stop as stop:
        streams.err(stop.text)
        return stop.code
    except BrokenPipeError:
        streams.mute(sys.stdout)  # whoever read along has seen enough
        return 1
    except KeyboardInterrupt:
        streams.err("\n" + t("Stopped."))
        return 130
    except OSError as error:
        streams.mute(sys.stdout)
        streams.err(_trouble(error, t))
        return 1
    return code


def _language(words: Sequence[str]) -> str:
    """The language to speak in: settled before anything is said, so that it counts for every sentence."""
    if typed := os.environ.get("_TYPER_COMPLETE_ARGS") or os.environ.get("COMP_WORDS"):
        words = typed.split()
    for word, behind in zip(words, [*words, ""][1:], strict=True):
        name, equals, value = word.partition("=")
        if name == "--language" and known(value if equals else behind):
            return settle(value if equals else behind)
    from reciring.store.home import settings_file

    if settings_file().exists():
        from reciring.store.settings import load_settings

        return settle(load_settings()[0].language)
    return settle()


def _fault(error: BaseException, t: Translator) -> None:
    """Tell of a mistake of our own, instead of a traceback; the report names nobody and nothing that was said."""
    from reciring.store.faults import report

    path = report(error)
    streams.err(t("Something went wrong that is our mistake, not yours. Your sessions are as they were."))
    if path is not None:
        streams.err(t("A report without names and texts is in {path}.", path=str(path)))


def _trouble(error: OSError, t: Translator) -> str:
    """What the system refused, of which nobody before here made a sentence."""
    reason = error.strerror or str(error)
    if error.filename:
        return t("{path}: the system says: {reason}.", path=str(error.filename), reason=reason)
    return t("The system says: {reason}.", reason=reason)
