# SPDX-License-Identifier: GPL-2.0-or-later
"""Hundreds of runs with every kind of ending in one process, and what they leave behind in it."""
