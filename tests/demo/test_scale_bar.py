# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from demo.panels import round_below


@pytest.mark.parametrize(("length", "expected"), [(1.0, 1), (1.99, 1), (2.0, 2), (4999, 2000), (5000, 5000)])
def test_the_scale_bar_has_a_round_length(length: float, expected: float) -> None:
    assert round_below(length) == pytest.approx(expected)
