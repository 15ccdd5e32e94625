# SPDX-License-Identifier: GPL-2.0-or-later
"""Draw the picture of ``docs/architecture.md`` from the imports of the code: ``python3 -m scripts.architecture``.

A floor is a folder of the package, a room a folder in it, or the floor itself where it has none. Standard library only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eurosat_plugin.paths import package_folder

ROOT = package_folder().parent
PICTURE = ROOT / "docs" / "images" / "architecture.svg"
FLOORS = ("plugin", "gui", "processing", "adapters", "core", "paths")
"""From the top down; ``plugin`` is the modules at the top of the package but ``paths``, which all may import."""


@dataclass(frozen=True)
class Room:
    """A folder of modules: `name` is relative to its floor and empty for the floor itself, `purpose` its docstring."""

    floor: str
    name: str
    purpose: str
    modules: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Link:
    """Room number `source` imports from room number `target`; `deferred` when it does so inside functions only."""

    source: int
    target: int
    deferred: bool


@dataclass(frozen=True)
class House:
    """The rooms from the top floor down, in order of their names, and which uses which."""

    rooms: tuple[Room, ...]
    links: tuple[Link, ...]


def main() -> int:
    """Write the picture; return the exit status."""
    from scripts.architecture_picture import draw_house

    PICTURE.write_text(draw_house(read_house(package_folder())), encoding="utf-8")
    print(f"{PICTURE.relative_to(ROOT)} is up to date")
    return 0


def read_house(package: Path) -> House:
    """Read the rooms of `package` and their imports from its source files."""
    files = {_dotted(path, package.parent): path for path in sorted(package.rglob("*.py"))}
    places = {name: _place(name) for name in files}
    keys = sorted(set(places.values()), key=lambda place: (FLOORS.index(place[0]), place[1]))
    rooms = tuple(_room(key, [name for name in files if places[name] == key], files) for key in keys)
    numbers = {name: keys.index(place) for name, place in places.items()}
    return House(rooms, tuple(_links(files, numbers)))


def _links(files: dict[str, Path], numbers: dict[str, int]) -> Iterator[Link]:
    found: dict[tuple[int, int], bool] = {}
    for name, path in files.items():
        for imported, deferred in _imports(ast.parse(path.read_text(encoding="utf-8"))):
            target = imported if imported in files else imported.rpartition(".")[0]
            if target in files and numbers[target] != numbers[name]:
                pair = numbers[name], numbers[target]
                found[pair] = found.get(pair, True) and deferred
    yield from sorted(Link(source, target, deferred) for (source, target), deferred in found.items())


def _imports(node: ast.AST, deferred: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield every name that is imported below `node`, and whether that is not done when the module is loaded."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom):
            yield from ((f"{child.module}.{alias.name}", deferred) for alias in child.names)
        elif isinstance(child, ast.Import):
            yield from ((alias.name, deferred) for alias in child.names)
        else:
            for_types = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            later = for_types or isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef))
            yield from _imports(child, deferred or later)


def _room(key: tuple[str, str], names: list[str], files: dict[str, Path]) -> Room:
    modules = tuple(name.rpartition(".")[2] for name in names if files[name].name != "__init__.py")
    folder = next((files[name] for name in names if files[name].name == "__init__.py"), None)
    docstring = ast.get_docstring(ast.parse(folder.read_text(encoding="utf-8"))) if folder is not None else None
    return Room(*key, (docstring or "").partition("\n")[0], modules)


def _place(module: str) -> tuple[str, str]:
    """Return floor and room of a module by its dotted name."""
    _, *folders, name = module.split(".")
    if not folders:
        return ("paths" if name == "paths" else "plugin"), ""
    return folders[0], "/".join(folders[1:])


def _dotted(path: Path, root: Path) -> str:
    """Return the dotted name of a source file; that of a package ends with ``__init__``."""
    return ".".join(path.relative_to(root).with_suffix("").parts)


if __name__ == "__main__":
    raise SystemExit(main())
