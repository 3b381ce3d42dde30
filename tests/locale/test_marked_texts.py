"""A text that reaches a user through a variable is marked with N_, so that it is translated."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from reciring.locale.update import KEYWORDS, PACKAGE

TELL = {*KEYWORDS, "Message"} - {"N_"}
"""The functions whose first argument is a text for the user."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def told_parameters(trees: list[ast.Module]) -> dict[str, set[str]]:
    """Return the functions that pass a parameter on as a text for the user, with the names of those parameters."""
    found: dict[str, set[str]] = {}
    functions = [node for tree in trees for node in ast.walk(tree) if isinstance(node, Function)]
    while True:
        before = sum(map(len, found.values()))
        for function in functions:
            names = {arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                told = [call.args[0]] if called(call) in TELL and call.args else [*arguments(call, found, functions)]
                passed = {text.id for text in told if isinstance(text, ast.Name)} & names
                if passed:
                    found.setdefault(function.name, set()).update(passed)
        if sum(map(len, found.values())) == before:
            return found


def arguments(call: ast.Call, told: dict[str, set[str]], functions: list[Function]) -> Iterator[ast.expr]:
    """Yield the arguments of a call that the called function passes on as a text for the user."""
    names = told.get(called(call), set())
    if not names:
        return
    yield from (keyword.value for keyword in call.keywords if keyword.arg in names)
    parameters = next([arg.arg for arg in each.args.args] for each in functions if each.name == called(call))
    parameters = parameters[parameters[:1] in (["self"], ["cls"]) :]
    yield from (arg for arg, name in zip(call.args, parameters, strict=False) if name in names)


def unmarked(sources: dict[str, str]) -> list[str]:
    """Return the literals that reach the user and are not marked, each with its place."""
    trees = {name: ast.parse(source) for name, source in sources.items()}
    functions = [node for tree in trees.values() for node in ast.walk(tree) if isinstance(node, Function)]
    told = told_parameters([*trees.values()])
    found = []
    for name, tree in trees.items():
        constants = {
            target.id: node.value
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            direct = [call.args[0]] if called(call) in TELL and call.args else []
            for text in (*direct, *arguments(call, told, functions)):
                value = constants.get(text.id, text) if isinstance(text, ast.Name) else text
                is_marked = value in direct and called(call) in KEYWORDS
                if not is_marked and any(letter.isalpha() for letter in plain(value)):
                    found.append(f"{name}:{text.lineno}: {plain(value)}")
    return found


def plain(text: ast.expr) -> str:
    """Return a literal text without its placeholders; "" if it is not a literal."""
    if not (isinstance(text, ast.Constant) and isinstance(text.value, str)):
        return ""
    return "".join(part.rpartition("}")[2] for part in text.value.split("{"))


def test_texts_that_reach_the_user_through_a_variable_are_marked() -> None:
    paths: list[Path] = sorted(PACKAGE.rglob("*.py"))
    assert not unmarked({str(path.relative_to(PACKAGE)): path.read_text("utf-8") for path in paths})


def test_an_unmarked_text_is_found() -> None:
    source = """
def look_up(word, error):
    raise refuse(error, word=word)
def find(word, problem):
    return look_up(word, problem)
BAD = "No {word}."
GOOD = N_("Not {word}.")
look_up("a", "Literal {word}")
look_up("a", error=BAD)
look_up("a", GOOD)
find("a", N_("marked"))
find("a", "far away")
say(BAD)
say("direct")
say("{name}")
"""
    assert [place.partition(":")[2] for place in unmarked({"x": source})] == [
        "8: Literal ",
        "9: No .",
        "12: far away",
        "13: No .",
    ]
