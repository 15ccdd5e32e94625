# SPDX-License-Identifier: GPL-2.0-or-later
"""How often servers are asked again, after how long, and what they may answer that no other try would change."""

from __future__ import annotations

import time
from collections.abc import Callable

from qgis.core import QgsFeedback

TRIES = 4
FIRST_WAIT_S = 1.0
"""Before the second try; before each further one it is twice as long."""

REFUSED = (401, 403)
NOT_THERE = (404, 410)
"""Statuses of HTTP."""

_POLL_S = 0.1


def stopped_by(feedback: QgsFeedback) -> Callable[[float], bool]:
    """Return what waits so many seconds, and tells whether `feedback` was cancelled meanwhile."""

    def wait(seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not feedback.isCanceled():
            left = end - time.monotonic()
            if left <= 0:
                return False
            time.sleep(min(_POLL_S, left))
        return True

    return wait
