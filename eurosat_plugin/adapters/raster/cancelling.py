# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a run was cancelled, asked between any two steps that take long."""

from __future__ import annotations

from qgis.core import QgsFeedback

from eurosat_plugin.core.errors import Cancelled


def stop_if_cancelled(feedback: QgsFeedback | None) -> None:
    """Do nothing; :raises Cancelled: when `feedback`, if there is one, is cancelled."""
    if feedback is not None and feedback.isCanceled():
        raise Cancelled
