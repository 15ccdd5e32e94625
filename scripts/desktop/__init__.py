# SPDX-License-Identifier: GPL-2.0-or-later
"""The real QGIS, started as a user starts it, on a display of its own: for the tests, and for pictures of it."""
