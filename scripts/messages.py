# SPDX-License-Identifier: GPL-2.0-or-later
"""The strings of the package that people read in their language, found in the syntax trees with their contexts.

A context is what Qt looks a string up by besides its text: for ``self.tr`` it is the name of the object's own class, a
subclass's name included, for ``QCoreApplication.translate`` its first argument, and for the function ``tr`` of the
core, which adapters and algorithms use as well, one that all share. Standard library only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from eurosat_plugin.core.translation import CONTEXT

FUNCTIONS = ("tr", "tr_noop")
"""Functions of ``eurosat_plugin.core.translation``, whose own file is passed over."""

DEFINITIONS = {"LandCoverClass": (2,), "Column": (2, 3)}
"""Calls whose arguments, by position, are translated elsewhere, when they are shown."""


class MessageError(Exception):
    """A string cannot be extracted; the message says where and why."""


@dataclass(frozen=True, order=True)
class Message:
    """A string `source` to be translated in `context`; `file` is a path relative to the package."""

    context: str
    source: str
    file: str


def extract(package: Path) -> list[Message]:
    """Return the messages of all modules below `package`, each context and source once, in order.

    :raises MessageError: when something else than a plain string is translated.
    """
    modules = [_Module(path, path.relative_to(package).as_posix()) for path in sorted(package.rglob("*.py"))]
    bases = {name: parents for module in modules for name, parents in module.bases.items()}
    found: dict[tuple[str, str], Message] = {}
    for module in modules:
        for message in module.messages():
            for context in (message.context, *_subclasses(message.context, bases)):
                found.setdefault((context, message.source), Message(context, message.source, message.file))
    return sorted(found.values())


def _subclasses(name: str, bases: dict[str, list[str]]) -> Iterator[str]:
    for child, parents in bases.items():
        if name in parents:
            yield child
            yield from _subclasses(child, bases)


class _Module:
    """One source file."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        self._tree = ast.parse(path.read_text(encoding="utf-8"))
        self._constants = dict(_constants(self._tree))
        self._own_tr = any(isinstance(node, ast.FunctionDef) and node.name == "tr" for node in self._tree.body)
        self.bases = {
            node.name: [ast.unparse(base).rpartition(".")[2] for base in node.bases]
            for node in ast.walk(self._tree)
            if isinstance(node, ast.ClassDef)
        }

    def messages(self) -> Iterator[Message]:
        """Yield what is translated, in the order of the file."""
        if not self._own_tr:
            yield from self._below(self._tree, "")

    def _below(self, node: ast.AST, class_name: str) -> Iterator[Message]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Call):
                yield from self._of_call(child, class_name)
            yield from self._below(child, child.name if isinstance(child, ast.ClassDef) else class_name)

    def _of_call(self, call: ast.Call, class_name: str) -> Iterator[Message]:
        function = ast.unparse(call.func)
        if function in DEFINITIONS:
            given = [call.args[i] for i in DEFINITIONS[function] if i < len(call.args)]
            # A name that is put together is translated by its parts.
            yield from (Message(CONTEXT, self._text(text), self._name) for text in given if _is_plain(text))
        elif function == "QCoreApplication.translate" and not _is_in_translation(call):
            yield Message(self._text(call.args[0]), self._text(call.args[1]), self._name)
        elif function == "self.tr":
            yield Message(class_name, self._text(call.args[0]), self._name)
        elif function in FUNCTIONS:
            yield Message(CONTEXT, self._text(call.args[0]), self._name)
        elif function.endswith(".tr"):
            raise MessageError(f"{self._name}:{call.lineno}: the context of {function} depends on the object")

    def _text(self, node: ast.expr) -> str:
        value = self._constants.get(node.id) if isinstance(node, ast.Name) else getattr(node, "value", None)
        if not isinstance(value, str):
            raise MessageError(f"{self._name}:{node.lineno}: {ast.unparse(node)} is no plain string")
        return value


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and _is_plain(node.value):
            yield node.targets[0].id, ast.literal_eval(node.value)


def _is_in_translation(call: ast.Call) -> bool:
    """Tell whether this is the call by which :func:`eurosat_plugin.core.translation.tr` translates."""
    return ast.unparse(call.args[0]) == "CONTEXT"


def _is_plain(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)
