# SPDX-License-Identifier: GPL-2.0-or-later
"""What a Sentinel-2 product is: bands, levels, offsets, and from its numbers to grey levels."""
