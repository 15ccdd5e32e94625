# SPDX-License-Identifier: GPL-2.0-or-later
"""From pixels to the answer for each tile: pixel grid, missing pixels, windows and cells."""
