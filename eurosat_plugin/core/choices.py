# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be chosen, and what it is called in dialogs. Without numpy: QGIS builds dialogs when it starts."""

from __future__ import annotations

from eurosat_plugin.core.translation import number, tr, tr_noop

MODELS: tuple[str, ...] = ("fast", "accurate")
"""Networks that travel with the plugin, the default first."""

STRIDES: tuple[int, ...] = (64, 32, 16)
"""Pixels from one tile to the next, which people know as the size of a cell; below that of a tile, tiles overlap."""

CELL_SIZE_TIP = tr_noop("Below 640 m the classified tiles overlap, and each cell is the mean of those that cover it")

TTA_LABEL = tr_noop("Average eight views of each tile")
TTA_TIP = tr_noop(
    "Rotated and mirrored views: a little more often right, and the confidence is steadier, but it takes eight times "
    "as long"
)

EDGES: tuple[str, ...] = ("shift", "pad", "skip")
"""What becomes of the tiles that reach over the edge."""

BACKENDS: tuple[str, ...] = ("auto", "onnxruntime", "numpy")
"""Ways to run a network; ``auto`` takes the first of the others that works."""

RADIOMETRY_KEYS: tuple[str, ...] = ("l1c", "l2a", "tci_l1c", "tci_l2a", "reflectance", "display")
"""Keys of :data:`eurosat_plugin.core.product.radiometry.RADIOMETRIES`, in their order."""


def cell_size_text(stride: int) -> str:
    """Return the size of the cells that a stride of so many pixels makes, and what smaller ones cost."""
    times = (max(STRIDES) // stride) ** 2
    text = tr("{metres} m ({pixels} pixels)")
    if times > 1:
        text = tr("{metres} m ({pixels} pixels), takes {times} times as long")
    return text.format(metres=number(10 * stride), pixels=stride, times=times)
