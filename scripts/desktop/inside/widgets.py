# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions about what is on the screen."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, QPoint, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QLabel, QToolBar, QWidget
from qgis.utils import iface

window = iface.mainWindow()


def place(name: str) -> list[int] | None:
    """Return left, top, width, height on the screen of a visible widget, or of a tool button by its action's name."""
    widget = iface.mapCanvas().viewport() if name == "canvas" else _visible(name)
    if widget is None:
        return None
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def place_of_bar(key: str) -> list[int]:
    """Return the middle, on the screen, of the chart's bar of class `key`."""
    chart = window.findChild(QWidget, "EuroSatHistogram")
    middle = chart.mapToGlobal(chart.bar_rect(key).center().toPoint())
    return [middle.x(), middle.y()]


def place_of_window(title: str) -> list[int] | None:
    """Return left, top, width, height on the screen of the open window whose title begins with `title`."""
    for each in QApplication.topLevelWidgets():
        if each.isVisible() and each.windowTitle().startswith(title):
            frame = each.frameGeometry()
            return [frame.left(), frame.top(), frame.width(), frame.height()]
    return None


def text(name: str) -> str:
    """Return the text of a visible label, or nothing."""
    label = _visible(name)
    return str(label.text()) if label is not None else ""


def description(name: str) -> str:
    """Return what a screen reader says about a visible widget, or nothing."""
    widget = _visible(name)
    return str(widget.accessibleDescription()) if widget is not None else ""


def texts(name: str) -> list[str]:
    """Return the texts of all visible labels inside a visible widget."""
    widget = _visible(name)
    return [] if widget is None else [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def is_checked(action: str) -> bool:
    """Tell whether an action is on."""
    return bool(window.findChild(QAction, action).isChecked())


def actions(prefix: str) -> list[str]:
    """Return the names of all actions, tool bars and other widgets of the main window that begin with `prefix`."""
    return sorted(each.objectName() for each in window.findChildren(QObject) if each.objectName().startswith(prefix))


def action_text(name: str) -> str:
    """Return what stands on the button or in the menu of an action."""
    return str(window.findChild(QAction, name).text())


def windows() -> list[str]:
    """Return the titles of the windows that are open beside the main window."""
    others = (each for each in QApplication.topLevelWidgets() if each is not window and each.isVisible())
    return [each.windowTitle() or each.metaObject().className() for each in others]


def trigger(action: str) -> None:
    """Trigger an action of the main window once this question is answered: it may open a window that waits."""
    QTimer.singleShot(0, window.findChild(QAction, action).trigger)


def close_window(title: str) -> None:
    """Close the open windows whose titles begin with `title`."""
    for each in QApplication.topLevelWidgets():
        if each.isVisible() and each.windowTitle().startswith(title):
            each.close()


def resize_window(title: str, width: int, height: int) -> None:
    """Give the open windows whose titles begin with `title` a size."""
    for each in QApplication.topLevelWidgets():
        if each.isVisible() and each.windowTitle().startswith(title):
            each.resize(width, height)


def hide_panel(name: str) -> None:
    """Close a panel of the main window."""
    window.findChild(QWidget, name).hide()


def open_options(page: str) -> None:
    """Open the options at `page` once this question is answered."""
    QTimer.singleShot(0, lambda: iface.showOptionsDialog(window, page))


def _visible(name: str) -> QWidget | None:
    for bar in window.findChildren(QToolBar):
        for action in bar.actions():
            if action.objectName() == name and bar.widgetForAction(action).isVisible():
                return bar.widgetForAction(action)
    for widget in QApplication.allWidgets():
        if widget.objectName() == name and widget.isVisible():
            return widget
    return None
