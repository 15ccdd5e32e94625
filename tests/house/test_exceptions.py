# SPDX-License-Identifier: GPL-2.0-or-later
"""An exception is made where it is raised.

One that a function keeps in a variable, and then raises, is held by the frame that its traceback holds: a circle that
only the garbage collector opens, with the rasters of that frame in it, perhaps when QGIS has ended and it crashes.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house.conftest import Trees


def _kept(tree: ast.AST) -> Iterator[str]:
    """Yield the raises of a variable that was assigned in the same function, with their lines."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            nodes = list(ast.walk(function))
            assigned = {n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
            for node in nodes:
                if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name) and node.exc.id in assigned:
                    yield f"{node.lineno}: {ast.unparse(node)}"


def test_there_are_modules_to_look_at(trees: Trees) -> None:
    assert len(trees) > 100


def test_no_exception_is_kept_before_it_is_raised(trees: Trees) -> None:
    assert {name: kept for name, tree in trees.items() if (kept := list(_kept(tree)))} == {}


def test_an_exception_that_is_kept_is_found() -> None:
    code = "def f(x):\n    problem = ValueError('no')\n    if x:\n        raise problem\n"

    assert list(_kept(ast.parse(code))) == ["4: raise problem"]
