# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job shown headless: a scene made from nothing, classified through QGIS, and drawn."""
