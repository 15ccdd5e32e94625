# SPDX-License-Identifier: GPL-2.0-or-later
"""Pure arithmetic of the land-cover grid: numpy and the standard library only."""
