# SPDX-License-Identifier: GPL-2.0-or-later
"""Every name of Qt and QGIS that the plugin uses exists, and enum values are reached only through their enum.

PyQt 6 knows no other way. Run with QGIS's Qt by `make test`, with newer QGIS and with PyQt6 by `make compat`.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "eurosat_plugin"
FILES = sorted(PACKAGE.rglob("*.py"))
KEPT = {"QVariant.Int", "QVariant.Double", "QVariant.String", "QVariant.Date"}
"""Old names that QGIS itself keeps alive under Qt 6, and for which 3.22 has no other."""

HAS_QGIS = importlib.util.find_spec("qgis.core") is not None


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def _imported(tree: ast.AST) -> dict[str, Any]:
    """Return by its local name everything of Qt and QGIS that a file imports, wherever in it."""
    found: dict[str, Any] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis."):
            if not HAS_QGIS and not node.module.startswith("qgis.PyQt."):
                continue
            module = importlib.import_module(node.module)
            found |= {alias.asname or alias.name: getattr(module, alias.name) for alias in node.names}
    return found


def _chains(tree: ast.AST) -> Iterator[list[str]]:
    """Yield each ``A.b.c`` as its parts."""
    for node in ast.walk(tree):
        parts: list[str] = []
        while isinstance(node, ast.Attribute):
            parts.insert(0, node.attr)
            node = node.value
        if parts and isinstance(node, ast.Name):
            yield [node.id, *parts]


def _uses(path: Path) -> Iterator[tuple[str, Any, str]]:
    """Yield the written chain, the class that the last name is looked up in, and that name."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = _imported(tree)
    for first, *rest in _chains(tree):
        holder = imported.get(first)
        for at, name in enumerate(rest):
            if not isinstance(holder, type):
                break
            yield ".".join([first, *rest[: at + 1]]), holder, name
            holder = getattr(holder, name, None)


def _is_value_of_enum(value: Any) -> bool:
    # PyQt 5 makes enums from int.
    return isinstance(value, Enum) or (isinstance(value, int) and type(value) not in (int, bool))


def _is_enum(holder: type) -> bool:
    return issubclass(holder, (Enum, int))


def test_names_are_found_in_every_room_that_knows_qt() -> None:
    using = {_name(path).partition("/")[0] for path in FILES if any(_uses(path))}

    # Algorithms know QGIS's names alone, and those are not looked up without a QGIS.
    assert using >= {"adapters", "gui", *(["processing"] if HAS_QGIS else [])}


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_name_exists(path: Path) -> None:
    assert [chain for chain, holder, name in _uses(path) if not hasattr(holder, name)] == []


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_enum_values_are_reached_through_their_enum(path: Path) -> None:
    unscoped = [
        chain
        for chain, holder, name in _uses(path)
        if chain not in KEPT and not _is_enum(holder) and _is_value_of_enum(getattr(holder, name, None))
    ]

    assert unscoped == []
