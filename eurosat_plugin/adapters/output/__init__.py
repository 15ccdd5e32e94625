# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that runs write: where they may go, aside until they are whole, and into a GeoPackage that is there."""
