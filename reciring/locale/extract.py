"""Find the marked texts in Python code: an extraction method for Babel.

It reads the syntax tree. Babel's own method reads tokens: it misses a marked text that is a value of another one, as in
``say("{a}", a=str(t("b")))``, and joins the two texts of ``t("a" if x else "b")``.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from typing import IO, TypeAlias

ExtractedText: TypeAlias = tuple[int, str, tuple[str, ...], list[str]]


def extract_python(
    file: IO[bytes], keywords: Collection[str], comment_tags: Collection[str], options: object
) -> Iterator[ExtractedText]:
    """Yield (line, keyword, texts, comments) for every marked text in ``file``.

    The last part of the name of a call counts: ``t(...)``, ``self.t(...)``, ``t.plural(...)``. A comment on the line
    before that starts with one of ``comment_tags`` goes with the text. Raises SyntaxError for an f-string, because a
    catalogue cannot have its value.
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
    """The texts of one call: (text,) or (one, many). Nothing for a variable, because its text is marked elsewhere."""
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
