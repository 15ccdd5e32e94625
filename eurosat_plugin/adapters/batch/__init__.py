# SPDX-License-Identifier: GPL-2.0-or-later
"""Many scenes: what is to be done, and the folder that holds what is done."""
