# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS and GDAL objects turned into core values and back."""
