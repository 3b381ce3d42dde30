"""Reading what was typed behind ``reciring``: options and arguments by a command's declaration, in words of our own.

argparse speaks English sentences that change with every Python; typer brings pydantic along, a tenth of a second before
anything happens, and its English too. What we need of them is this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reciring.locale import Translator

SHORTEST = 4
"""Characters, dashes included, of the beginning that is enough for an option."""


class Stop(Exception):
    """The command cannot go on: a sentence for a person, and the exit code (2 for how it was asked, 1 otherwise)."""

    def __init__(self, text: str, code: int = 1) -> None:
        super().__init__(text)
        self.text = text
        self.code = code


class Option(NamedTuple):
    """``names`` as typed; ``value`` names what comes behind it, None for a switch."""

    names: tuple[str, ...]
    help: str
    value: str | None = None
    many: bool = False
    choices: tuple[str, ...] = ()
    """What the value may be, if only some things are; completion offers them."""

    @property
    def key(self) -> str:
        return self.names[-1].lstrip("-")


class Argument(NamedTuple):
    """What stands without a dash; one, or with ``many`` one or more, and none at all if it is ``optional``."""

    name: str
    help: str
    many: bool = False
    optional: bool = False
    choices: tuple[str, ...] = ()


class Command(NamedTuple):
    """One command: ``run`` is ``module:function`` in this package, imported only when it is asked for."""

    name: str
    run: str
    help: str
    group: str = ""
    """The chapter of the overview under which it stands."""
    more: str = ""
    arguments: tuple[Argument, ...] = ()
    options: tuple[Option, ...] = ()
    examples: tuple[str, ...] = ()


class Given(NamedTuple):
    """What was typed, by the names of options (``with-speaking-time``) and arguments (``FILE``)."""

    values: dict[str, list[str]]

    def flag(self, key: str) -> bool:
        return key in self.values

    def one(self, key: str) -> str | None:
        """The last value given; None without one."""
        values = self.values.get(key)
        return values[-1] if values else None

    def many(self, key: str) -> list[str]:
        return self.values.get(key, [])

    def need(self, key: str) -> str:
        """The value of an argument that the declaration asks for."""
        return self.values[key][-1]


def read(command: Command, everywhere: Sequence[Option], words: Sequence[str], t: Translator) -> Given:
    """What ``words`` give to ``command``. Raises Stop for what cannot be meant."""
    options = {name: option for option in (*command.options, *everywhere) for name in option.names}
    values: dict[str, list[str]] = {}
    loose: list[str] = []
    coming = iter(words)
    for word in coming:
        if word == "--":
            loose.extend(coming)
        elif word.startswith("-") and word != "-":
            _option(command, options, word, coming, values, t)
        else:
            loose.append(word)
    if "help" not in values:
        _arguments(command, loose, values, t)
    return Given(values)


def _option(
    command: Command,
    options: dict[str, Option],
    word: str,
    coming: Iterator[str],
    values: dict[str, list[str]],
    t: Translator,
) -> None:
    name, equals, behind = word.partition("=")
    if not word.startswith("--") and len(word) > 2:  # -ofile, as many programs take it
        name, behind = word[:2], word[2:].removeprefix("=")
        equals = "="
    option = options.get(name) or _begun(options, name)
    if option is None:
        raise Stop(_unknown_option(command, options, name, t), 2)
    if option.value is None:
        if equals:
            raise Stop(t("{option} stands by itself: nothing comes behind it.", option=name), 2)
        values.setdefault(option.key, [])
        return
    value = behind if equals else next(coming, None)
    if value is None:
        raise Stop(
            t("Behind {option} its value is missing: {usage}.", option=name, usage=f"{name} {t(option.value)}"), 2
        )
    _choose(name, option.choices, value, t)
    if option.many:
        values.setdefault(option.key, []).append(value)
    else:
        values[option.key] = [value]


def _begun(options: dict[str, Option], name: str) -> Option | None:
    """The one option that begins so: ``--with`` is enough for ``--with-speaking-time``."""
    if len(name) < SHORTEST or not name.startswith("--"):
        return None
    found = {option.key: option for full, option in options.items() if full.startswith(name)}
    return found.popitem()[1] if len(found) == 1 else None


def _arguments(command: Command, loose: list[str], values: dict[str, list[str]], t: Translator) -> None:
    waiting = list(loose)
    for position, argument in enumerate(command.arguments):
        behind = sum(not other.optional for other in command.arguments[position + 1 :])
        take = max(len(waiting) - behind, 0) if argument.many else min(len(waiting), 1)
        if not take:
            if argument.optional:
                continue
            raise Stop(t("{name} is missing. That is {help}.", name=t(argument.name), help=t(argument.help)), 2)
        values[argument.name] = waiting[:take]
        del waiting[:take]
        for value in values[argument.name]:
            _choose(t(argument.name), argument.choices, value, t)
    if waiting:
        raise Stop(t("{word} is one word too many for “reciring {command}”.", word=waiting[0], command=command.name), 2)


def _choose(name: str, choices: tuple[str, ...], value: str, t: Translator) -> None:
    if choices and value not in choices:
        raise Stop(
            t("{value} is none of what {name} can be: {choices}.", value=value, name=name, choices=", ".join(choices))
            + meant(value, choices, t),
            2,
        )


def _unknown_option(command: Command, options: dict[str, Option], name: str, t: Translator) -> str:
    if command.name:
        told = t("“reciring {command}” has no option {option}.", command=command.name, option=name)
    else:
        told = t("reciring has no option {option}.", option=name)
    return told + meant(name, options, t)


def meant(word: str, known: Iterable[str], t: Translator) -> str:
    """A sentence that asks whether one of ``known`` was meant, with a space before it; empty if none is like it."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1)
    return " " + t("Did you mean {word}?", word=close[0]) if close else ""
