# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from tests.temporary_folders import Leftovers, new_folders


@pytest.fixture
def leftovers(qgis_app: object) -> Leftovers:
    """Return what tells the folders that the test has left."""
    return new_folders()
