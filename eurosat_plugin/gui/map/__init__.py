# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens on the map: rectangle tool, preview, filter and selection."""
