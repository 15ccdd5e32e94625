# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from threading import Event

from qgis.core import QgsTask

from eurosat_plugin.gui.task_start import LOOKS, start_task
from tests.gui.task_threads import FAST_MS


def test_a_task_is_not_begun_anew_while_all_threads_are_busy(qtbot, full_pool: Event) -> None:
    worked, begun_anew = Event(), []
    task = QgsTask.fromFunction("waiting", lambda task: worked.set())
    start_task(task, lambda: begun_anew.append(1))

    qtbot.wait(4 * LOOKS * FAST_MS)
    assert (worked.is_set(), begun_anew) == (False, [])
    full_pool.set()
    qtbot.waitUntil(worked.is_set, timeout=60_000)
