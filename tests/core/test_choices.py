# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from eurosat_plugin.core.choices import RADIOMETRY_KEYS
from eurosat_plugin.core.product.radiometry import RADIOMETRIES


def test_every_radiometry_can_be_chosen() -> None:
    assert tuple(radiometry.key for radiometry in RADIOMETRIES) == RADIOMETRY_KEYS
