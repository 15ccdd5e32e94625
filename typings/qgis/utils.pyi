# SPDX-License-Identifier: GPL-2.0-or-later
from typing import Any

from qgis.gui import QgisInterface

iface: QgisInterface  # in a running QGIS; for the stubs it is None
plugins: dict[str, Any]

def __getattr__(name: str) -> Any: ...
