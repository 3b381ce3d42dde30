"""Print the figures of the architecture: ``python -m tests.repository.figures``.

For each package of reciring: files, lines, the largest file, and imports inside functions; below them the totals and
the import circles. ``docs/development/architecture.md`` quotes what this prints.
"""

from __future__ import annotations

from tests.repository.import_graph import Module, find_circles, import_graph, read_modules

HEADINGS = ("package", "files", "lines", "largest file", "its lines", "imports inside functions")


def package_of(name: str) -> str:
    """Return the package directly below ``reciring``; modules that are not in one count for ``reciring`` itself.

    >>> package_of("reciring.ring.days.words"), package_of("reciring.clock")
    ('reciring.ring', 'reciring')
    """
    return ".".join(name.split(".")[:2])


def figures(modules: dict[str, Module]) -> list[tuple[str, ...]]:
    """Return the rows of the table: one for each package, and one for everything together."""
    packages: dict[str, list[Module]] = {}
    for name, module in modules.items():
        alone = module.path.name != "__init__.py" and name.count(".") == 1
        packages.setdefault("reciring" if alone else package_of(name), []).append(module)
    rows = [_row(package, found) for package, found in sorted(packages.items())]
    return [*rows, _row("together", list(modules.values()))]


def _row(name: str, modules: list[Module]) -> tuple[str, ...]:
    largest = max(modules, key=lambda module: module.lines)
    late = len({(module.name, each.line) for module in modules for each in module.imports if each.in_function})
    lines = sum(module.lines for module in modules)
    file = largest.path.as_posix().rpartition("/reciring/")[2]
    return name, str(len(modules)), str(lines), file, str(largest.lines), str(late)


def main() -> None:
    """Print the table, as Markdown, and the circles."""
    modules = read_modules()
    for row in (HEADINGS, ("---",) * len(HEADINGS), *figures(modules)):
        print("| " + " | ".join(row) + " |")
    circles = find_circles(import_graph(modules))
    print(f"\nImport circles, with imports for types and inside functions: {len(circles)}")
    for circle in circles:
        print(f"  {len(circle)} modules: {', '.join(circle)}")


if __name__ == "__main__":
    main()
