# SPDX-License-Identifier: GPL-2.0-or-later
"""The classified grid as a layer: columns, style, provenance, GeoPackage, and reading it back."""
