"""The command line: ``reciring`` and its commands. It wires the parts together and knows no rules of its own.

``main`` settles the language, finds the command in ``table``, and imports only what that command needs.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

from reciring.cli import streams
from reciring.cli.reader import Command, Stop, meant, read
from reciring.cli.table import COMMANDS, EVERYWHERE
from reciring.locale import Translator, known, settle, translator


def main() -> None:
    """The console script. Exit codes: 0, 1 (the file or the data says no), 2 (asked in a way that cannot be)."""
    sys.exit(run(sys.argv[1:]))


def run(words: Sequence[str]) -> int:
    """Do what ``words`` ask and give the exit code."""
    streams.prepare()
    t = translator(settle(_asked_language(words)))
    try:
        code = _run(words, t)
        streams.finish()
    except Stop as stop:
        streams.err(stop.text)
        return stop.code
    except BrokenPipeError:
        # whoever read along has seen enough
        if sys.stdout is not None:
            streams.mute(sys.stdout)
        return 1
    except KeyboardInterrupt:
        streams.err("\n" + t("Stopped."))
        return 130
    except OSError as error:
        streams.err(_trouble(error, t))
        return 1
    return code


def _asked_language(words: Sequence[str]) -> str | None:
    """The value of ``--language`` wherever it stands: it counts for every sentence, those about the words too."""
    asked = None
    for word, behind in zip(words, [*words[1:], ""], strict=True):
        if word == "--":
            break
        if word == "--language":
            asked = behind
        elif word.startswith("--language="):
            asked = word.partition("=")[2]
    return asked


def _run(words: Sequence[str], t: Translator) -> int:
    from reciring.cli.call import Call

    command, rest = _command(words, t)
    given = read(command, EVERYWHERE, rest, t)
    language = given.one("language")
    if language is not None and not known(language):
        raise Stop(t("{language} is no language of reciring: it speaks nl and en.", language=language), 2)
    module, _, function = command.run.partition(":")
    code = getattr(importlib.import_module(f"reciring.cli.{module}"), function)(Call(command, given, t))
    return int(code)


def _command(words: Sequence[str], t: Translator) -> tuple[Command, list[str]]:
    """The command, and the words without its name: options that count everywhere may stand before it too."""
    takes_value = {name for option in EVERYWHERE if option.value is not None for name in option.names}
    position = 0
    while position < len(words) and words[position].startswith("-") and words[position] != "--":
        position += 2 if words[position] in takes_value else 1
    if position >= len(words):
        raise Stop("", 2)
    name = words[position]
    found = next((command for command in COMMANDS if command.name == name), None)
    if found is None:
        names = [command.name for command in COMMANDS]
        raise Stop(t("reciring has no command {word}.", word=name) + meant(name, names, t), 2)
    return found, [*words[:position], *words[position + 1 :]]


def _trouble(error: OSError, t: Translator) -> str:
    """What the system refused, of which nobody before here made a sentence."""
    reason = error.strerror or str(error)
    if error.filename:
        return t("{path}: the system says: {reason}.", path=str(error.filename), reason=reason)
    return t("The system says: {reason}.", reason=reason)
