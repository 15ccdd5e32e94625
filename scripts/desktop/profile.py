# SPDX-License-Identifier: GPL-2.0-or-later
"""A QGIS profile as a new user has it, with the plugin unpacked from its zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

_SETTINGS = """\
[PythonPlugins]
eurosat_plugin=true

[qgis]
checkVersion=false
showTips=false

[app]
askToSaveMemoryLayers=false
projections\\unknownCrsBehavior=NoAction

[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true
httpsfeedqgisorg\\disabled=true

[fonts]
downloadMissingFonts=false

[locale]
globalLocale={locale}
overrideFlag=true
userLocale={locale}

[plugins]
automatically-check-for-updates=false
"""
"""No questions, no news (by its older and its newer name) and no fonts from the network; the rest is QGIS's.

QGIS 3.40.6 can crash on quitting once it has fetched anything in the background, with or without a plugin:
https://github.com/qgis/QGIS/pull/62429.
"""


def make_profile(folder: Path, plugin_zip: Path, locale: str = "en_US") -> Path:
    """Write the profile ``default`` under `folder` and unpack `plugin_zip` into it; return the profile's folder."""
    profile = folder / "profiles" / "default"
    settings = profile / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(_SETTINGS.format(locale=locale), encoding="utf-8")
    with zipfile.ZipFile(plugin_zip) as archive:
        archive.extractall(profile / "python" / "plugins")
    return profile
