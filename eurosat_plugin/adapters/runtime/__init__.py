# SPDX-License-Identifier: GPL-2.0-or-later
"""onnxruntime: fetched, checked, tried out and found again."""
