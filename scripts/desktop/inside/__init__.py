# SPDX-License-Identifier: GPL-2.0-or-later
"""What runs inside QGIS: it looks and prepares; what is tested is done from outside, by mouse and keyboard."""
