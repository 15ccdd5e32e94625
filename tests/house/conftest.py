# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin's modules, each parsed once for all the rules of a file."""

from __future__ import annotations

import ast
from collections.abc import Mapping

import pytest

from eurosat_plugin.paths import package_folder

Trees = Mapping[str, ast.Module]
"""Syntax trees by file names relative to the package, such as ``core/classes.py``."""


@pytest.fixture(scope="module")
def trees() -> Trees:
    """Return the syntax tree of every module of the plugin."""
    folder = package_folder()
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.py"))}
    return {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in paths.items()}
