# SPDX-License-Identifier: GPL-2.0-or-later
"""What a bug report needs."""
