# SPDX-License-Identifier: GPL-2.0-or-later
"""What `make compat` runs: the tests in several versions of QGIS, and what can be checked of Qt 6."""
