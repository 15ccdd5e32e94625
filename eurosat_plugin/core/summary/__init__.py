# SPDX-License-Identifier: GPL-2.0-or-later
"""What a classified grid comes to: counts, figures, flags, and the report in words."""
