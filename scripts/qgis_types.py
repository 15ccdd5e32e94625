# SPDX-License-Identifier: GPL-2.0-or-later
"""A plugin of mypy: what QGIS returns is None only where it may be.

qgis-stubs are made from C++, where every pointer may be null, and say so of a layer's provider, too. Asking each time
would hide the questions that matter.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import FunctionContext, MethodContext, Plugin
from mypy.typeops import make_simplified_union
from mypy.types import Instance, NoneType, Type, UnionType, get_proper_type

LIBRARIES = ("qgis.", "PyQt5.")
MAYBE = {
    "activeLayer",
    "algorithmById",
    "createAlgorithmById",
    "currentItem",
    "currentLayer",
    "mapLayer",
    "mapTool",
    "parameterAsRasterLayer",
    "parameterAsSource",
    "parameterAsVectorLayer",
    "providerById",
    "takeResultLayer",
}
"""Methods that return None when there is nothing of what they are asked for."""


def _sure(context: MethodContext | FunctionContext, name: str = "") -> Type:
    kind = get_proper_type(context.default_return_type)
    owner = get_proper_type(context.type) if isinstance(context, MethodContext) else None
    if isinstance(owner, Instance):
        # The hook is told the class of the object, the plugin's own where it inherits the method.
        origin = owner.type.get_containing_type_info(name)
        if origin is not None and not origin.fullname.startswith(LIBRARIES):
            return kind
    if not isinstance(kind, UnionType):
        return kind
    return make_simplified_union([item for item in kind.items if not isinstance(get_proper_type(item), NoneType)])


class QgisTypes(Plugin):
    """Takes None out of the results of QGIS's methods that are not named in MAYBE."""

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """Return what corrects the type of a method's result."""
        name = fullname.rpartition(".")[2]
        return None if name in MAYBE else lambda context: _sure(context, name)

    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        """Return what corrects the type of a static method's result."""
        sure = fullname.startswith(LIBRARIES) and fullname.rpartition(".")[2] not in MAYBE
        return _sure if sure else None


def plugin(version: str) -> type[QgisTypes]:
    """Return the plugin, as mypy wants it."""
    return QgisTypes
