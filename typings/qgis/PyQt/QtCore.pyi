# SPDX-License-Identifier: GPL-2.0-or-later
# mypy: ignore-errors
from typing import Any

from PyQt5 import QtCore

class QEventLoop(QtCore.QEventLoop):
    def exec(self, flags: Any = ...) -> int: ...  # one flag is not a set of flags for the stubs

from PyQt5.QtCore import *  # last: what is defined above stays
