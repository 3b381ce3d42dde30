"""``/tick 1 3``: things of the checklist by their number or a word of theirs, several at once."""

from __future__ import annotations

from reciring.guide import Item
from reciring.ring.folding import fold
from reciring.ring.message import Message, say
from reciring.ring.table import find
from reciring.ring.text import squeeze


def meant(line: str, checklist: tuple[Item, ...]) -> list[str] | Message | None:
    """The keys of the things that a line ticks; why it ticks none; None if it is another line."""
    name, _, rest = squeeze(line).partition(" ")
    spec = find(name[1:]) if name[:1] == "/" else None
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


def _one(word: str, checklist: tuple[Item, ...]) -> str | Message:
    """The thing of that number or key, or with a word that begins so."""
    if word.isascii() and word.isdigit():
        if 0 < int(word) <= len(checklist):
            return checklist[int(word) - 1].key
        return say("The checklist goes from 1 to {most}.", most=len(checklist))
    folded = fold(word)
    exact = [item.key for item in checklist if fold(item.key) == folded]
    begun = [item.key for item in checklist if f" {folded}" in f" {fold(item.text)}"]
    found = exact or begun
    if len(found) == 1:
        return found[0]
    if found:
        return say("“{word}” is on the checklist more than once: type its number.", word=word)
    return say("There is no “{word}” on the checklist: type a number of it.", word=word)
