# SPDX-License-Identifier: GPL-2.0-or-later
"""The import rules of CONTRIBUTING.md, and others that import-linter cannot state, read from the syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "eurosat_plugin"
ROOMS = ("core", "adapters", "processing", "gui")
"""The rooms from the bottom up: each may import from itself and from those before it."""

ROOM_FILES = [(room, path) for room in ROOMS for path in sorted((PACKAGE / room).rglob("*.py"))]
PACKAGE_FILES = sorted(PACKAGE.rglob("*.py"))
TRAINING_FILES = sorted((ROOT / "training").rglob("*.py"))


def _name(value: object) -> str:
    return str(value.relative_to(ROOT)) if isinstance(value, Path) else str(value)


def _imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything that `tree` imports, by statement or by ``import_module``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def _imports_of(path: Path) -> list[str]:
    return list(_imports(ast.parse(path.read_text(encoding="utf-8"))))


def _starts_with(imported: str, modules: tuple[str, ...]) -> bool:
    return any(imported == module or imported.startswith(module + ".") for module in modules)


def test_every_room_has_modules() -> None:
    rooms_with_modules = {room for room, path in ROOM_FILES if path.name != "__init__.py"}

    assert rooms_with_modules == set(ROOMS)
    assert TRAINING_FILES


@pytest.mark.parametrize(("room", "path"), ROOM_FILES, ids=_name)
def test_a_room_imports_only_itself_and_the_rooms_below(room: str, path: Path) -> None:
    allowed = tuple(f"eurosat_plugin.{r}" for r in ROOMS[: ROOMS.index(room) + 1])
    if room != "core":
        allowed += ("eurosat_plugin.paths",)

    own = [imported for imported in _imports_of(path) if _starts_with(imported, ("eurosat_plugin",))]

    assert [imported for imported in own if not _starts_with(imported, allowed)] == []


@pytest.mark.parametrize("path", [path for room, path in ROOM_FILES if room == "core"], ids=_name)
def test_the_core_imports_only_numpy_and_the_standard_library(path: Path) -> None:
    allowed = {*sys.stdlib_module_names, "numpy", "eurosat_plugin"}
    if path.name == "classifier.py":
        allowed.add("onnxruntime")

    foreign = {imported.partition(".")[0] for imported in _imports_of(path)} - allowed

    assert foreign == set()


@pytest.mark.parametrize("path", [p for p in PACKAGE_FILES if p.name != "classifier.py"], ids=_name)
def test_only_the_classifier_imports_onnxruntime(path: Path) -> None:
    assert not [imported for imported in _imports_of(path) if _starts_with(imported, ("onnxruntime",))]


def test_the_classifier_imports_onnxruntime_only_when_it_is_used() -> None:
    [classifier] = (PACKAGE / "core").rglob("classifier.py")
    tree = ast.parse(classifier.read_text(encoding="utf-8"))

    at_import = [name for node in tree.body for name in _imports(node) if not isinstance(node, _DEFERRED)]

    assert not [name for name in at_import if _starts_with(name, ("onnxruntime",))]


_DEFERRED = (ast.FunctionDef, ast.ClassDef)


@pytest.mark.parametrize("path", [p for room, p in ROOM_FILES if room in ("adapters", "processing")], ids=_name)
def test_an_algorithm_has_no_hidden_inputs(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    hidden = [name for name in _imports(tree) if _starts_with(name, ("qgis.gui", "qgis.utils"))]
    hidden += [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in ("iface", "QgsSettings")]
    hidden += [
        ast.unparse(n)
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and ast.unparse(n) == "QgsProject.instance"
    ]

    assert hidden == []


@pytest.mark.parametrize("path", PACKAGE_FILES, ids=_name)
def test_qt_is_imported_through_qgis_so_that_qt_6_works(path: Path) -> None:
    qt = ("PyQt5", "PyQt6", "PySide2", "PySide6", "sip")

    assert not [imported for imported in _imports_of(path) if _starts_with(imported, qt)]


@pytest.mark.parametrize("path", TRAINING_FILES, ids=_name)
def test_the_training_imports_only_the_core_of_the_plugin(path: Path) -> None:
    own = [imported for imported in _imports_of(path) if _starts_with(imported, ("eurosat_plugin",))]

    assert [imported for imported in own if not _starts_with(imported, ("eurosat_plugin.core",))] == []


@pytest.mark.parametrize("path", PACKAGE_FILES, ids=_name)
def test_the_plugin_imports_nothing_that_its_users_do_not_get(path: Path) -> None:
    assert not [i for i in _imports_of(path) if _starts_with(i, ("training", "demo", "tests", "scripts"))]


def test_the_paths_need_only_the_standard_library() -> None:
    modules = {imported.partition(".")[0] for imported in _imports_of(PACKAGE / "paths.py")}

    assert modules <= set(sys.stdlib_module_names)


def test_importing_the_package_runs_nothing() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))

    at_import = [
        node
        for node in tree.body
        if not isinstance(node, ast.FunctionDef)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.ImportFrom) and node.module in ("__future__", "typing"))
        and not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]

    assert [ast.unparse(node) for node in at_import] == []
