# SPDX-License-Identifier: GPL-2.0-or-later
"""Images: opened, placed on the ground, resampled and read, with what their product says."""
