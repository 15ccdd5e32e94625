# SPDX-License-Identifier: GPL-2.0-or-later
"""Catalogues of scenes (STAC): where they are asked, what their items say, and which scene is the clearest."""
