# SPDX-License-Identifier: GPL-2.0-or-later
"""Classifications and reports in the background, from the question what to classify to the result."""
