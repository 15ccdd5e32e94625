# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be chosen, in words: for dialogs, which QGIS builds at its start, before numpy and the grid are there."""

from __future__ import annotations

STRIDES: tuple[int, ...] = (64, 32, 16)
"""Pixels from one tile to the next; below the size of a tile they overlap."""

EDGES: tuple[str, ...] = ("shift", "pad", "skip")
"""What becomes of the tiles that reach over the edge."""

BACKENDS: tuple[str, ...] = ("auto", "onnxruntime", "numpy")
"""Ways to run a network; ``auto`` takes the first of the others that works."""

RADIOMETRY_KEYS: tuple[str, ...] = ("l1c", "l2a", "tci_l1c", "tci_l2a", "reflectance", "display")
"""Keys of :data:`eurosat_plugin.core.radiometry.RADIOMETRIES`, in their order."""
