# SPDX-License-Identifier: GPL-2.0-or-later
"""Many scenes from the command line: the plugin's own algorithm, scene after scene, in several processes."""
