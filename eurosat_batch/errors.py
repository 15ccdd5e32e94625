# SPDX-License-Identifier: GPL-2.0-or-later
"""Why a command cannot do what it was asked for."""

from __future__ import annotations


class BatchError(Exception):
    """Nothing was done; the message says why and what to do."""
