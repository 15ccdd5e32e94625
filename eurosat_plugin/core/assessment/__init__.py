# SPDX-License-Identifier: GPL-2.0-or-later
"""How right a map is, by reference tiles: sampling designs, estimators with their errors, calibration, change."""
