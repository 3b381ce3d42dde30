"""``docs/reference/commands.md`` from the table of commands. ``python -m tests.support.docs_commands`` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from reciring.locale import Translator, translator
from reciring.ring.arguments import usage
from reciring.ring.registry import COMMAND_SPECS, CommandSpec, HelpChapter, key_names
from tests.support.paths import PROJECT

PATH = PROJECT / "docs" / "reference" / "commands.md"
INTRODUCTION = """# Commands and keys

A command begins with a slash; it is understood in both languages, whatever the case, and Tab completes it. Keys of one
character act only on the empty line. What stands in brackets may be left out. This page is made from the table in
`reciring/ring/registry.py` (`python -m tests.support.docs_commands`), and a test holds the two together.
"""
DUTCH = """# Opdrachten en toetsen

Een opdracht begint met een schuine streep; ze wordt in beide talen begrepen, met of zonder hoofdletters, en Tab vult
haar aan. Toetsen van één teken werken alleen op de lege regel. Wat tussen haken staat mag je weglaten.
"""


def render() -> str:
    """The whole page, English first."""
    english, dutch = translator("en"), translator("nl")
    return "\n".join([INTRODUCTION, *_keys(english), *_chapters(english), DUTCH, *_keys(dutch), *_chapters(dutch)])


def _keys(t: Translator) -> Iterator[str]:
    """Every command that has a key, key first, in the order of the help screen."""
    heading = "Toetsen" if t.language == "nl" else "Keys"
    command, key, does = _columns(t)
    yield from (f"## {heading}\n", f"| {key} | {command} | {does} |", "|---|---|---|")
    for spec in COMMAND_SPECS:
        if spec.keys:
            written, keys, help_text = _cells(spec, t)
            yield f"| {keys} | {written} | {help_text} |"
    yield ""


def _chapters(t: Translator) -> Iterator[str]:
    for group in HelpChapter:
        yield from (f"## {t(group.value)}\n", "| " + " | ".join(_columns(t)) + " |", "|---|---|---|")
        yield from ("| " + " | ".join(_cells(spec, t)) + " |" for spec in COMMAND_SPECS if spec.group is group)
        yield ""


def _columns(t: Translator) -> tuple[str, str, str]:
    return ("opdracht", "toets", "doet") if t.language == "nl" else ("command", "key", "does")


def _cells(spec: CommandSpec, t: Translator) -> list[str]:
    """The names with their arguments, the keys and the help text of a command."""
    names = [spec.name, *spec.dutch] if t.language == "en" else [*spec.dutch, spec.name]
    arguments = t.message(usage(spec))
    written = " ".join(f"`/{name}`" for name in names) + (f" {arguments}" if arguments else "")
    keys = ", ".join(f"`{t.message(name)}`" for name in key_names(spec))
    return [cell.replace("|", "\\|") for cell in (written, keys, t(spec.help))]


if __name__ == "__main__":
    PATH.write_text(render(), encoding="utf-8")
