"""The import graph of the package, read from the source text: nothing is imported.

Imports for types, imports inside functions and ``importlib.import_module("...")`` count as well.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.support.paths import PROJECT


class Import(NamedTuple):
    """An import statement for one name: where it is, and the dotted name that it imports."""

    line: int
    name: str
    in_function: bool


class Module(NamedTuple):
    """A module of the package."""

    name: str
    path: Path
    tree: ast.Module
    imports: tuple[Import, ...]
    lines: int


Graph = dict[str, dict[str, Import]]
"""For each module the modules of the same package that it imports, each with one import that does so."""


@functools.cache
def read_modules(package: str = "reciring", root: Path = PROJECT) -> dict[str, Module]:
    """Return all modules of a package by their dotted names. Raises ValueError for a relative import."""
    modules = {}
    for path in sorted((root / package).rglob("*.py")):
        name = ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text("utf-8")
        tree = ast.parse(text)
        modules[name] = Module(name, path, tree, tuple(_imports(tree)), len(text.splitlines()))
    return modules


def _imports(tree: ast.Module) -> Iterator[Import]:
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    inside = {id(node) for function in functions for node in ast.walk(function)}
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (Import(node.lineno, alias.name, id(node) in inside) for alias in names)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                yield from (Import(node.lineno, f"{module}.{alias.name}", id(node) in inside) for alias in names)
            case ast.ImportFrom():
                raise ValueError(f"line {node.lineno}: relative imports are not understood")
            case ast.Call(func=ast.Attribute(attr="import_module"), args=[ast.Constant(value=str(name)), *_]):
                yield Import(node.lineno, name, id(node) in inside)


def import_graph(modules: dict[str, Module]) -> Graph:
    """Return which module of the package imports which. A name that is not a module counts as its module."""
    graph: Graph = {}
    for name, module in modules.items():
        found = ((_module_of(each.name, modules), each) for each in module.imports)
        graph[name] = {target: each for target, each in found if target and target != name}
    return graph


def _module_of(name: str, modules: dict[str, Module]) -> str:
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name


def find_circles(graph: Graph) -> list[list[str]]:
    """Return the groups of modules that import each other, directly or through others; the largest group first."""
    reachable = {name: _reachable(name, graph) for name in graph}
    circles = {frozenset(other for other in seen if name in reachable[other]) for name, seen in reachable.items()}
    return sorted((sorted(circle) for circle in circles if circle), key=lambda circle: (-len(circle), circle))


def _reachable(start: str, graph: Graph) -> set[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        for target in graph[waiting.pop()]:
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def shortest_circle(circle: list[str], graph: Graph) -> list[str]:
    """Return the shortest way round in a group that ``find_circles`` returned: its modules in order."""
    ways = (_way_back(start, graph) for start in circle)
    return min(ways, key=len)


def _way_back(start: str, graph: Graph) -> list[str]:
    """Return the shortest way from a module back to itself, without the second mention of it."""
    ways = [[start]]
    seen = set[str]()
    for way in ways:
        for target in graph[way[-1]]:
            if target == start:
                return way
            if target not in seen:
                seen.add(target)
                ways.append([*way, target])
    raise ValueError(f"{start} is not in a circle")
