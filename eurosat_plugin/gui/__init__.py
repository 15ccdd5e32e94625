# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person sees and touches in QGIS: the rectangle tool, the runs it starts and the histogram dock."""
