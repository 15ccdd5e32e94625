# SPDX-License-Identifier: GPL-2.0-or-later
"""One of QGIS's sign-ins, as GDAL needs it: keys of a store, or what a request says of who asks."""

from __future__ import annotations

from osgeo import gdal
from qgis.core import QgsApplication, QgsAuthMethodConfig
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from eurosat_plugin.adapters.catalogue.answers import CatalogueError
from eurosat_plugin.core.translation import tr

_WITH_KEYS = "Basic"
_HEADERS = "GDAL_HTTP_HEADERS"
_HEADER_FILE = "GDAL_HTTP_HEADER_FILE"
_HEADERS_SINCE = 3_06_00_00


def has_keys(authcfg: str) -> bool:
    """Tell whether a sign-in has user name and password, in which the keys of a store are kept."""
    return str(QgsApplication.authManager().configAuthMethodKey(authcfg)) == _WITH_KEYS


def keys_of(authcfg: str) -> tuple[str, str]:
    """Return user name and password of one of QGIS's sign-ins, empty where there is none.

    :raises CatalogueError: when it cannot be used.
    """
    if not authcfg:
        return "", ""
    config = QgsAuthMethodConfig()
    if not QgsApplication.authManager().loadAuthenticationConfig(authcfg, config, True):
        raise _unusable(authcfg)
    return str(config.config("username")), str(config.config("password"))


def sign_in_options(url: str, authcfg: str) -> dict[str, str]:
    """Return GDAL's options that sign in at `url` as QGIS does, whatever type of sign-in it is.

    :raises CatalogueError: when it cannot be used.
    """
    signed, request = QgsApplication.authManager().updateNetworkRequest(QNetworkRequest(QUrl(url)), authcfg)
    if not signed:
        raise _unusable(authcfg)
    headers = {
        bytes(name).decode(): bytes(request.rawHeader(name)).decode().strip() for name in request.rawHeaderList()
    }
    if int(gdal.VersionInfo()) >= _HEADERS_SINCE:
        return {_HEADERS: ",".join(f'{name}: "{_escaped(value)}"' for name, value in headers.items())}
    path = f"/vsimem/eurosat-sign-in-{authcfg}.txt"
    gdal.FileFromMemBuffer(path, "\n".join(f"{name}: {value}" for name, value in headers.items()).encode())
    return {_HEADER_FILE: path}


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"')


def _unusable(authcfg: str) -> CatalogueError:
    sentence = tr("The sign-in {authentication} cannot be used; check it in Settings, Options, Authentication.")
    return CatalogueError(sentence.format(authentication=authcfg), refused=True)
