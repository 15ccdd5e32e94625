# SPDX-License-Identifier: GPL-2.0-or-later
# mypy: ignore-errors
from typing import Any

from PyQt5 import QtGui

class QPainter(QtGui.QPainter):
    def drawText(self, *args: Any) -> Any: ...  # with flags: for the stubs they are int, which they are not in Qt 6

from PyQt5.QtGui import *  # last: what is defined above stays
