# SPDX-License-Identifier: GPL-2.0-or-later
"""Single tiles: the panel of one, and those of a layer that has been read."""
