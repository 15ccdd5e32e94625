# SPDX-License-Identifier: GPL-2.0-or-later
"""What a tile costs, in this plugin and in other ways, on rasters that are generated for it."""
