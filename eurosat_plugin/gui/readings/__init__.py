# SPDX-License-Identifier: GPL-2.0-or-later
"""How an image is read: said in a line, explained and changed in a dialog, remembered with the image."""
