# SPDX-License-Identifier: GPL-2.0-or-later
"""The networks: model files, their cards, and two ways to run them."""
