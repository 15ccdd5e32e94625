# SPDX-License-Identifier: GPL-2.0-or-later
"""What a person prefers, and the pages to set it."""
