# SPDX-License-Identifier: GPL-2.0-or-later
"""The histogram dock and what it consists of."""
