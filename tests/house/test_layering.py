# SPDX-License-Identifier: GPL-2.0-or-later
"""The import rules of CONTRIBUTING.md, and others that import-linter cannot state, read from the syntax trees."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.house.conftest import Trees

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("core", "adapters", "processing", "gui")
"""The rooms from the bottom up: each may import from itself and from those before it."""

SESSION = "onnxruntime_session.py"
"""The module that may import onnxruntime."""

Imports = dict[str, list[str]]
"""The dotted names of all that a module imports, by its file name."""


def _imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything that `tree` imports, by statement or by ``import_module``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def _starts_with(imported: str, modules: tuple[str, ...]) -> bool:
    return any(imported == module or imported.startswith(module + ".") for module in modules)


def _of(imports: Imports, modules: tuple[str, ...], but: tuple[str, ...] = ()) -> Imports:
    """Return what is imported of `modules`, leaving out what is of `but`."""
    chosen = {
        name: [each for each in imported if _starts_with(each, modules) and not _starts_with(each, but)]
        for name, imported in imports.items()
    }
    return {name: imported for name, imported in chosen.items() if imported}


def _in(room: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if name.startswith(f"{room}/")]


@pytest.fixture(scope="module")
def imports(trees: Trees) -> Imports:
    """Return what the modules of the plugin import."""
    return {name: list(_imports(tree)) for name, tree in trees.items()}


@pytest.fixture(scope="module")
def training() -> Imports:
    """Return what the modules of the training import."""
    return {
        path.name: list(_imports(ast.parse(path.read_text(encoding="utf-8"))))
        for path in sorted((ROOT / "training").rglob("*.py"))
    }


def test_every_room_has_modules(trees: Trees, training: Imports) -> None:
    rooms_with_modules = {room for room in ROOMS if [n for n in _in(room, trees) if not n.endswith("__init__.py")]}

    assert rooms_with_modules == set(ROOMS)
    assert training


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_itself_and_the_rooms_below(imports: Imports, room: str) -> None:
    allowed = tuple(f"eurosat_plugin.{r}" for r in ROOMS[: ROOMS.index(room) + 1])
    if room != "core":
        allowed += ("eurosat_plugin.paths",)

    own = {name: imports[name] for name in _in(room, imports)}

    assert _of(own, ("eurosat_plugin",), but=allowed) == {}


def test_the_core_imports_only_numpy_and_the_standard_library(imports: Imports) -> None:
    allowed = {*sys.stdlib_module_names, "numpy", "eurosat_plugin"}

    foreign = {
        (name, imported.partition(".")[0])
        for name in _in("core", imports)
        for imported in imports[name]
        if imported.partition(".")[0] not in allowed
    }

    assert foreign <= {(name, "onnxruntime") for name in imports if name.endswith(f"/{SESSION}")}


def test_only_its_session_imports_onnxruntime(imports: Imports) -> None:
    others = {name: imported for name, imported in imports.items() if not name.endswith(f"/{SESSION}")}

    assert _of(others, ("onnxruntime",)) == {}


def test_the_session_imports_onnxruntime_only_when_it_is_used(trees: Trees) -> None:
    [session] = (tree for name, tree in trees.items() if name.startswith("core/") and name.endswith(f"/{SESSION}"))

    at_import = [name for node in session.body for name in _imports(node) if not isinstance(node, _DEFERRED)]

    assert not [name for name in at_import if _starts_with(name, ("onnxruntime",))]


_DEFERRED = (ast.FunctionDef, ast.ClassDef)


def test_an_algorithm_has_no_hidden_inputs(trees: Trees) -> None:
    rooms = {name: tree for name, tree in trees.items() if name.startswith(("adapters/", "processing/"))}

    assert {name: hidden for name, tree in rooms.items() if (hidden := _hidden_inputs(tree))} == {}


def _hidden_inputs(tree: ast.Module) -> list[str]:
    hidden = [name for name in _imports(tree) if _starts_with(name, ("qgis.gui", "qgis.utils"))]
    hidden += [n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and n.id in ("iface", "QgsSettings")]
    hidden += [
        ast.unparse(n)
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and ast.unparse(n) == "QgsProject.instance"
    ]
    return hidden


def test_qt_is_imported_through_qgis_so_that_qt_6_works(imports: Imports) -> None:
    assert _of(imports, ("PyQt5", "PyQt6", "PySide2", "PySide6", "sip")) == {}


def test_the_training_imports_only_the_core_of_the_plugin(training: Imports) -> None:
    assert _of(training, ("eurosat_plugin",), but=("eurosat_plugin.core",)) == {}


def test_the_plugin_imports_nothing_that_its_users_do_not_get(imports: Imports) -> None:
    assert _of(imports, ("training", "demo", "tests", "scripts", "eurosat_batch")) == {}


def test_the_paths_need_only_the_standard_library(imports: Imports) -> None:
    modules = {imported.partition(".")[0] for imported in imports["paths.py"]}

    assert modules <= set(sys.stdlib_module_names)


def test_importing_the_package_runs_nothing(trees: Trees) -> None:
    at_import = [
        node
        for node in trees["__init__.py"].body
        if not isinstance(node, ast.FunctionDef)
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.ImportFrom) and node.module in ("__future__", "typing"))
        and not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    ]

    assert [ast.unparse(node) for node in at_import] == []
