# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from training.schedule import FLOOR, CosineCycle


def test_the_rate_rises_to_its_highest_and_falls_to_the_floor() -> None:
    schedule = CosineCycle(100, 0.05, warmup_share=0.2)

    rates = np.array([float(schedule(step)) for step in range(100)])

    assert rates.argmax() == 100 * 0.2
    assert rates[0] == pytest.approx(0.05 * 0.1)
    assert rates.max() == pytest.approx(0.05)
    assert rates[99] == pytest.approx(0.05 * FLOOR, abs=0.05 * 1e-3)
    assert (np.diff(rates[20:]) < 0).all()


def test_the_last_rate_stays_after_the_end() -> None:
    schedule = CosineCycle(100, 0.05, warmup_share=0.2)

    assert float(schedule(120)) == pytest.approx(0.05 * FLOOR)
