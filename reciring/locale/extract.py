"""Find the marked texts in Python code, for Babel.

Babel's own finder reads tokens and loses a marked text inside another one's gap, ``say("{a}", a=str(t("b")))``,
and joins both sides of ``t("a" if x else "b")``. This one reads the syntax tree.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import IO, TypeAlias

ExtractedText: TypeAlias = tuple[int, str, tuple[str, ...], list[str]]


def python(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: object
) -> Iterator[ExtractedText]:
    """Yield (line, keyword, texts, comments) for every marked text in ``file``: an extraction method of Babel.

    A call is marked by its last name: ``t(...)``, ``self.t(...)`` and ``t.plural(...)``. A comment that starts with one
    of ``comment_tags`` on the line before goes with it. SyntaxError for an f-string: no catalogue can know its value.
    """
    source = file.read().decode("utf-8")
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = _name(node.func)
        if name not in keywords:
            continue
        above = lines[node.lineno - 2].strip(" #") if node.lineno > 1 else ""
        comments = [above] if above.startswith(tuple(comment_tags)) else []
        for texts in _texts(node.args, plural=name == "plural"):
            yield node.lineno, name, texts, comments


def _name(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _texts(arguments: list[ast.expr], *, plural: bool) -> Iterator[tuple[str, ...]]:
    """The texts of one call: (text,) or (one, many); nothing for a variable, whose text is marked elsewhere."""
    found = [list(_literals(argument)) for argument in arguments[: 2 if plural else 1]]
    if plural:
        if len(found) == 2 and all(found):
            yield found[0][0], found[1][0]
    else:
        yield from ((text,) for text in found[0])


def _literals(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _literals(body)
            yield from _literals(orelse)
        case ast.JoinedStr(lineno=line):
            raise SyntaxError(f"line {line}: a marked text is an f-string; name the gap and give its value beside it")
