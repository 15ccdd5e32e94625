# SPDX-License-Identifier: GPL-2.0-or-later
"""Labelling a sample: tile after tile, by mouse or keys, saved at once."""
