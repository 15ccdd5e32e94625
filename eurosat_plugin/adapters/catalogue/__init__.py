# SPDX-License-Identifier: GPL-2.0-or-later
"""Catalogues of scenes, asked through QGIS's network, and their items as images."""
