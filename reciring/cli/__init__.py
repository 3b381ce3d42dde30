"""The command line: ``reciring`` and its commands. It wires the parts together and knows no rules of its own.

``main`` settles the language, finds the command in ``table``, and imports only what that command needs.
"""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reciring.cli import streams
from reciring.cli.reader import SHORTEST, Command, Option, Stop, meant, read
from reciring.cli.table import COMMANDS, EVERYWHERE, START
from reciring.locale import Translator, known, settle, translator

if TYPE_CHECKING:
    from reciring.cli.call import Call


def main() -> None:
    """The console script. Exit codes: 0, 1 (the file or the data says no), 2 (asked in a way that cannot be)."""
    # While a program starts there is no garbage, and looking for it takes a tenth of the start. Most commands end
    # before any is worth collecting; the console does so from its first paint on.
    gc.disable()
    words = sys.argv[1:]
    sys.excepthook = lambda kind, error, trace: _fault(error, translator(_language(words)))
    sys.exit(run(words))


def run(words: Sequence[str]) -> int:
    """Do what ``words`` ask and give the exit code; whatever goes wrong is a sentence on stderr."""
    streams.prepare()
    t = translator(_language(words))
    try:
        code = _run(words, t)
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
    for word, behind in zip(words, [*words, ""][1:], strict=True):
        name, equals, value = word.partition("=")
        if len(name) >= SHORTEST and "--language".startswith(name) and known(value if equals else behind):
            return settle(value if equals else behind)
    from reciring.store.home import settings_file

    if settings_file().exists():
        from reciring.store.settings import load_settings

        return settle(load_settings()[0].language)
    return settle()


def _run(words: Sequence[str], t: Translator) -> int:
    command, rest = _command(words, t)
    given = read(command, EVERYWHERE, rest, t)
    if given.flag("help"):
        from reciring.cli.helptext import show

        show(command, t)
        return 0
    if given.flag("version"):
        from reciring import __version__

        streams.out(f"reciring {__version__}")
        return 0
    language = given.one("language")
    if language is not None and not known(language):
        raise Stop(t("reciring speaks Dutch (nl) and English (en), not {word}.", word=language), 2)
    from reciring.cli.call import Call

    module, _, function = command.run.partition(":")
    do: Callable[[Call], int] = getattr(importlib.import_module(f"reciring.cli.{module}"), function)
    return do(Call(command, given, t))


def _command(words: Sequence[str], t: Translator) -> tuple[Command, list[str]]:
    """The command, and the words without its name: options that count everywhere may stand before it too."""
    position = _first_loose(words, (*START.options, *EVERYWHERE))
    if position is None:
        return START, list(words)
    name, rest = words[position], [*words[:position], *words[position + 1 :]]
    if name == "help":
        # as many programs have it: "reciring help summary"
        if (named := _first_loose(rest, EVERYWHERE)) is None:
            return START, [*rest, "--help"]
        name, rest = rest[named], [*rest[:named], "--help", *rest[named + 1 :]]
    found = next((command for command in COMMANDS if command.name == name), None)
    if found is None:
        names = [command.name for command in COMMANDS if command.group]
        hint = meant(name, names, t) or " " + t("The commands are: {names}.", names=", ".join(names))
        raise Stop(t("reciring has no command {word}.", word=name) + hint, 2)
    return found, rest


def _first_loose(words: Sequence[str], options: Sequence[Option]) -> int | None:
    """Where the first word stands that is no option and belongs to none; None if there is no such word."""
    takes_value = {name for option in options if option.value is not None for name in option.names}
    position = 0
    while position < len(words):
        if not words[position].startswith("-"):
            return position
        position += 2 if words[position] in takes_value else 1
    return None


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
