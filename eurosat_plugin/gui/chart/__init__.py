# SPDX-License-Identifier: GPL-2.0-or-later
"""The bars of the classes: drawn, copied and saved."""
