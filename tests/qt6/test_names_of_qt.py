# SPDX-License-Identifier: GPL-2.0-or-later
"""Every name of Qt and QGIS that the plugin uses exists, and enum values are reached only through their enum.

PyQt 6 knows no other way. Run with QGIS's Qt by `make test`, with newer QGIS and with PyQt6 by `make compat`.
"""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "eurosat_plugin"
KEPT = {"QVariant.Int", "QVariant.Double", "QVariant.String", "QVariant.Date", "QVariant.DateTime"}
"""Old names that QGIS itself keeps alive under Qt 6, and for which 3.22 has no other."""

# A stand-in for the icons of QGIS has no compiled part.
HAS_QGIS = importlib.util.find_spec("qgis._core") is not None


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


@dataclass(frozen=True)
class Use:
    """A chain ``A.b.c`` as it is written in a file, the class that its last name is looked up in, and that name."""

    file: str
    chain: str
    holder: type
    name: str

    def __str__(self) -> str:
        return f"{self.file}: {self.chain}"


@pytest.fixture(scope="module")
def uses() -> list[Use]:
    """Return what the plugin uses of Qt and QGIS."""
    return [Use(_name(path), *use) for path in sorted(PACKAGE.rglob("*.py")) for use in _uses(path)]


def _uses(path: Path) -> Iterator[tuple[str, type, str]]:
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


def test_names_are_found_in_every_room_that_knows_qt(uses: list[Use]) -> None:
    using = {use.file.partition("/")[0] for use in uses}

    # Algorithms know QGIS's names alone, and those are not looked up without a QGIS.
    assert using >= {"adapters", "gui", *(["processing"] if HAS_QGIS else [])}


def test_every_name_exists(uses: list[Use]) -> None:
    assert [str(use) for use in uses if not hasattr(use.holder, use.name)] == []


def test_enum_values_are_reached_through_their_enum(uses: list[Use]) -> None:
    unscoped = [
        str(use)
        for use in uses
        if use.chain not in KEPT and not _is_enum(use.holder) and _is_value_of_enum(getattr(use.holder, use.name, None))
    ]

    assert unscoped == []
