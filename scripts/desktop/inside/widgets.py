# SPDX-License-Identifier: GPL-2.0-or-later
"""Questions about what is on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.PyQt.QtCore import QObject, QPoint, QRegularExpression, QTimer
from qgis.PyQt.QtWidgets import QAction, QApplication, QLabel, QToolBar, QTreeWidget, QWidget
from qgis.utils import iface

window = iface.mainWindow()


def place(name: str) -> list[int] | None:
    """Return left, top, width, height on the screen of a visible widget, or of a tool button by its action's name."""
    widget = iface.mapCanvas().viewport() if name == "canvas" else _visible(name)
    if widget is None:
        return None
    corner = widget.mapToGlobal(QPoint(0, 0))
    return [corner.x(), corner.y(), widget.width(), widget.height()]


def places(name: str) -> list[list[int]]:
    """Return left, top, width, height on the screen of all visible widgets of that name, from the top."""
    found = [each for each in _on_the_screen() if each.objectName() == name]
    corners = [(each.mapToGlobal(QPoint(0, 0)), each) for each in found]
    return sorted(([c.x(), c.y(), e.width(), e.height()] for c, e in corners), key=lambda place: place[1])


def bold_runs() -> list[bool]:
    """Tell of each run in the dock, from the top, whether it stands out."""
    rows = [each for each in _on_the_screen() if each.objectName() == "EuroSatRun"]
    rows.sort(key=lambda row: row.mapToGlobal(QPoint(0, 0)).y())
    return [bool(row.findChildren(QLabel)[0].font().bold()) for row in rows]


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


def rows(name: str) -> list[list[str]]:
    """Return the texts of a visible list with columns, row by row."""
    tree = _visible(name)
    if not isinstance(tree, QTreeWidget):
        return []
    items = [tree.topLevelItem(index) for index in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def current_row(name: str) -> list[str]:
    """Return the texts of the current row of a visible list, none where there is none."""
    tree = _visible(name)
    item = tree.currentItem() if isinstance(tree, QTreeWidget) else None
    return [] if item is None else [item.text(column) for column in range(tree.columnCount())]


def is_checked(action: str) -> bool:
    """Tell whether an action is on."""
    return bool(window.findChild(QAction, action).isChecked())


def actions(prefix: str) -> list[str]:
    """Return the names of all actions, tool bars and other widgets of the main window that begin with `prefix`."""
    named = QRegularExpression("^" + QRegularExpression.escape(prefix))
    return sorted(each.objectName() for each in window.findChildren(QObject, named))


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
    """Return the visible tool button of the action, or the visible widget, of that name."""
    for widget in _on_the_screen():
        if widget.objectName() == name:
            return widget
        if isinstance(widget, QToolBar):
            for action in widget.actions():
                if action.objectName() == name and widget.widgetForAction(action).isVisible():
                    return widget.widgetForAction(action)
    return None


def _on_the_screen() -> Iterator[QWidget]:
    """Yield the visible widgets.

    None is looked for below a hidden one, as Qt's own search does: PyQt makes an object of each that it meets, and of
    all of QGIS's thousands that takes several times as long, whenever a test waits for something to be shown.
    """
    waiting = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    while waiting:
        widget = waiting.pop()
        yield widget
        inside = (each for each in widget.children() if isinstance(each, QWidget))
        waiting.extend(each for each in inside if each.isVisible() and not each.isWindow())
