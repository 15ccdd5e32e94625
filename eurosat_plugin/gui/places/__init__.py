# SPDX-License-Identifier: GPL-2.0-or-later
"""From a place to its land cover: the dates of its images, and the one that is classified."""
