# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.PyQt.QtCore import QLocale, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAbstractButton, QApplication, QLabel, QRadioButton, QVBoxLayout, QWidget

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Alternative, Reading
from eurosat_plugin.gui.readings.reading_dialog import ReadingDialog
from eurosat_plugin.gui.readings.reading_line import ReadingLine

AS_IT_IS = Reading(offset=0.0)
ON_THE_CIRCLE = QPoint(8, 8)
"""A place inside a radio button, which may be wider than its text."""

ACCOUNT = Account(
    "Read as Level-2A, offset −1000 (by the numbers)",
    ("Bands 1, 2, 3 as set.",),
    ("Without an offset nothing would be dark.",),
    alternatives=(
        Alternative(AS_IT_IS, "Level-2A, no offset", "just about fits the numbers"),
        Alternative(Reading("display"), "colours as displayed", "the numbers cannot tell"),
    ),
)


@pytest.fixture
def line(qtbot) -> Iterator[ReadingLine]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    window = QWidget()
    qtbot.addWidget(window)
    line = ReadingLine()
    QVBoxLayout(window).addWidget(line)
    window.resize(220, 200)
    window.show()
    yield line
    line.show_account(None)
    QLocale.setDefault(before)


def details(line: ReadingLine) -> QAbstractButton:
    return line.findChild(QAbstractButton, "EuroSatReadingDetails")


def dialog(line: ReadingLine) -> ReadingDialog | None:
    """Return the dialog that is open."""
    return next((each for each in line.window().findChildren(ReadingDialog) if each.isVisible()), None)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.text()]


def again(open_dialog: ReadingDialog) -> QAbstractButton:
    return open_dialog.findChild(QAbstractButton, "EuroSatClassifyAgain")


def has_warning(line: ReadingLine) -> bool:
    """Tell whether the icon is another one than that of an account without warnings."""
    icon = line.findChildren(QLabel)[0]
    shown = icon.pixmap().toImage()
    calm = ReadingLine()
    calm.show_account(Account("Read as Level-2A"))
    return bool(shown != calm.findChildren(QLabel)[0].pixmap().toImage())


def test_without_an_account_nothing_is_shown(line):
    line.show_account(Account())

    assert not line.isVisible()


def test_the_line_is_that_of_the_account_and_its_icon_tells_of_warnings(line):
    line.show_account(ACCOUNT, "Leipzig")
    warned = has_warning(line)
    line.show_account(Account(ACCOUNT.line, ACCOUNT.findings), "Leipzig")

    assert texts(line) == [ACCOUNT.line]
    assert (warned, has_warning(line)) == (True, False)


def test_the_button_has_a_name_and_the_sentences_for_screen_readers(line):
    line.show_account(ACCOUNT)

    assert details(line).accessibleName() == "Why the image is read like this, and how else it could be"
    assert details(line).accessibleDescription() == f"{ACCOUNT.line}\n{ACCOUNT.warnings[0]}"


def test_in_a_narrow_dock_the_line_asks_for_no_more_room(line):
    line.show_account(ACCOUNT)

    assert line.window().minimumSizeHint().width() <= 220


def test_a_click_on_the_text_shows_reasons_and_other_readings(line):
    line.show_account(ACCOUNT, "Leipzig")

    QTest.mouseClick(line.findChild(QLabel, "EuroSatReading"), Qt.MouseButton.LeftButton)

    said = texts(dialog(line))
    assert {ACCOUNT.line, *ACCOUNT.warnings, *ACCOUNT.findings} <= set(said)
    assert [button.text() for button in dialog(line).findChildren(QRadioButton)] == [
        "Level-2A, no offset",
        "colours as displayed",
    ]
    assert dialog(line).windowTitle() == "How It Is Read: Leipzig"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_shows_them_too(line, key):
    line.show_account(ACCOUNT)

    QTest.keyClick(details(line), key)

    assert dialog(line) is not None


def test_nothing_is_classified_again_before_something_is_chosen(line):
    line.show_account(ACCOUNT)
    details(line).click()

    assert not again(dialog(line)).isEnabled()


def test_what_is_chosen_by_mouse_is_asked_for_and_the_dialog_closes(line, qtbot):
    line.show_account(ACCOUNT)
    details(line).click()
    open_dialog = dialog(line)
    QTest.mouseClick(open_dialog.findChildren(QRadioButton)[0], Qt.MouseButton.LeftButton, pos=ON_THE_CIRCLE)

    with qtbot.waitSignal(line.chosen, timeout=60_000) as asked:
        QTest.mouseClick(again(open_dialog), Qt.MouseButton.LeftButton)

    assert asked.args == [AS_IT_IS]
    assert dialog(line) is None


def test_what_is_chosen_by_keyboard_is_asked_for(line, qtbot):
    line.show_account(ACCOUNT)
    details(line).click()
    QApplication.setActiveWindow(dialog(line))
    first, second = dialog(line).findChildren(QRadioButton)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    QTest.keyClick(first, Qt.Key.Key_Down)

    with qtbot.waitSignal(line.chosen, timeout=60_000) as asked:
        QTest.keyClick(again(dialog(line)), Qt.Key.Key_Space)

    assert second.text() == "colours as displayed"
    assert asked.args == [Reading("display")]


def test_closing_chooses_nothing(line, qtbot):
    line.show_account(ACCOUNT)
    details(line).click()
    dialog(line).findChildren(QRadioButton)[0].setChecked(True)

    with qtbot.assertNotEmitted(line.chosen):
        QTest.keyClick(dialog(line), Qt.Key.Key_Escape)

    assert dialog(line) is None


def test_the_dialog_closes_when_another_image_is_shown(line):
    line.show_account(ACCOUNT)
    details(line).click()

    line.show_account(Account("Read as reflectance"))

    assert dialog(line) is None


def test_the_dialog_stays_while_the_same_is_said_again(line):
    line.show_account(ACCOUNT, "Leipzig")
    details(line).click()

    line.show_account(ACCOUNT, "Leipzig")

    assert dialog(line) is not None


def test_where_nothing_else_fits_that_is_said_and_nothing_can_be_chosen(line):
    line.show_account(Account("Read as reflectance, no offset"))
    details(line).click()

    assert "No other reading fits these numbers." in texts(dialog(line))
    assert again(dialog(line)) is None


def test_an_image_that_was_refused_asks_for_a_choice(line):
    line.show_account(Account(alternatives=ACCOUNT.alternatives))

    assert texts(line) == ["Choose how the image is to be read"]
    assert has_warning(line)


def test_a_grid_of_an_older_version_shows_its_findings_and_no_sign_of_a_warning(line):
    line.show_account(Account(findings=ACCOUNT.findings))
    details(line).click()

    assert texts(line)[0] == "How the image was read"
    assert not has_warning(line)
    assert ACCOUNT.findings[0] in texts(dialog(line))


def test_opening_twice_opens_one_dialog(line):
    line.show_account(ACCOUNT)
    details(line).click()
    details(line).click()
    QApplication.processEvents()

    assert len([each for each in line.window().findChildren(ReadingDialog) if each.isVisible()]) == 1
