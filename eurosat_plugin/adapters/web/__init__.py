# SPDX-License-Identifier: GPL-2.0-or-later
"""What is fetched from servers: addresses that are safe, and QGIS's own network with its proxy and sign-ins."""
