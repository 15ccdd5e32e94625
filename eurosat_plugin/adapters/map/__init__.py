# SPDX-License-Identifier: GPL-2.0-or-later
"""The map as displayed, drawn at 10 m per pixel."""
