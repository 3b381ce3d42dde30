"""``/tick 1 3``: items of the checklist by their number or a word in them, several at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reciring.guide import ChecklistItem
from reciring.ring.command_registry import find_command
from reciring.ring.completion import Completion
from reciring.ring.message import Message, literal, say
from reciring.ring.text import fold, squeeze


def items_meant(line: str, checklist: tuple[ChecklistItem, ...]) -> list[str] | Message | None:
    """Return the keys of the items that a line ticks, why it ticks none, or None if it is another line."""
    name, _, rest = squeeze(line).partition(" ")
    spec = find_command(name[1:]) if name[:1] == "/" else None
    if spec is None or spec.name != "tick" or not rest:
        return None
    whole = _one(rest, checklist)
    if isinstance(whole, str):
        return [whole]
    found: list[str] = []
    for word in rest.split(" "):
        key = _one(word, checklist)
        if isinstance(key, Message):
            return key
        found.append(key)
    return list(dict.fromkeys(found))


def _one(word: str, checklist: tuple[ChecklistItem, ...]) -> str | Message:
    """Return the key of the item that ``word`` means: its number, its key, or the start of a word in its text.

    If there is none, or more than one, return the reason.
    """
    if word.isascii() and word.isdigit():
        if 0 < int(word) <= len(checklist):
            return checklist[int(word) - 1].key
        return say("The checklist has numbers 1 to {most}.", most=len(checklist))
    folded = fold(word)
    exact = [item.key for item in checklist if fold(item.key) == folded]
    begun = [item.key for item in checklist if f" {folded}" in f" {fold(item.text)}"]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        return say("“{word}” is on the checklist more than once: type its number.", word=word)
    return say("“{word}” is not on the checklist: type a number from it.", word=word)


def checklist_completions(
    line: str, checklist: tuple[ChecklistItem, ...], ticked: Sequence[str]
) -> tuple[Completion, ...]:
    """Return how Tab completes ``/tick`` and the beginning of a word: the items that are not ticked yet."""
    name, space, rest = line.lstrip().partition(" ")
    spec = find_command(name[1:]) if name[:1] == "/" and space else None
    if spec is None or spec.name != "tick":
        return ()
    before, _, word = rest.rpartition(" ")
    lead = f"{name} {before} " if before else f"{name} "
    numbered = enumerate(checklist, 1)
    begun = [(number, item) for number, item in numbered if item.key not in ticked and _begins(item, fold(word))]
    return tuple(Completion(f"{lead}{number}", literal(re.split("[,;:]", item.text)[0])) for number, item in begun)


def _begins(item: ChecklistItem, word: str) -> bool:
    return item.key.startswith(word) or f" {word}" in f" {fold(item.text)}"
