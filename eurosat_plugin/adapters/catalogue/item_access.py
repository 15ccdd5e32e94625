# SPDX-License-Identifier: GPL-2.0-or-later
"""How GDAL reads the files of a scene: by signed addresses, with keys, with a token, or just so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import parse_qs, urlsplit

from osgeo import gdal
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.catalogue.answers import CatalogueError, ask
from eurosat_plugin.adapters.catalogue.authcfg import has_keys, keys_of, sign_in_options
from eurosat_plugin.adapters.raster.remote_files import READING
from eurosat_plugin.adapters.web.web_address import is_safe_address, server_of
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.catalogue.services import SIGNED, Catalogue, catalogue_of
from eurosat_plugin.core.errors import FailureKind
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr

_S3 = "s3://"
_OF_OTHER_STORES = ("AWS_SESSION_TOKEN", "AWS_REQUEST_PAYER")
"""Options that the user may have set for another store, and that have no place here."""

_ENDINGS = "CPL_VSIL_CURL_ALLOWED_EXTENSIONS"


@dataclass(frozen=True)
class ItemAccess:
    """GDAL's names of the files of a scene by band, and the options that sign in."""

    files: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def options(self) -> dict[str, str]:
        """GDAL's options to read them with.

        The user may let only some endings be read, and some versions of GDAL look at the end of the whole address,
        which a signature has no ending for.
        """
        options = {**READING, **self.keys}
        if gdal.GetConfigOption(_ENDINGS) is None:
            return options
        names = [part for name in self.files.values() for part in (name, name.partition("?")[0])]
        return {**options, _ENDINGS: " ".join(sorted({name[-4:] for name in names}))}


def open_access(item: SceneItem, feedback: QgsFeedback, authcfg: str = "") -> ItemAccess:
    """Return how the files of `item` are read; signatures are asked for here.

    :raises CatalogueError: when they are not given, a sign-in is needed, or an address is not safe.
    """
    catalogue = item.catalogue
    for address in item.bands.values():
        if is_web(address) and not is_safe_address(address):
            sentence = tr("{address} is not read: only addresses that begin with https:// are safe.")
            raise CatalogueError(sentence.format(address=address.partition("?")[0]))
    if any(address.startswith(_S3) for address in item.bands.values()):
        if authcfg and not has_keys(authcfg) and _may_download(item):
            headers = sign_in_options(next(iter(item.downloads.values())), authcfg)
            return ItemAccess({band: f"/vsicurl/{address}" for band, address in item.downloads.items()}, headers)
        return ItemAccess(_files(item, ""), _key_options(catalogue, authcfg))
    if catalogue is None and authcfg and _is_of_one_server(item):
        return ItemAccess(_files(item, ""), sign_in_options(item.address, authcfg))
    return ItemAccess(_files(_unsigned(item), _signature(item, feedback)))


class SceneAccess:
    """How the files of `item` are read now; signatures and tokens run out, and are asked for again then."""

    def __init__(self, item: SceneItem, feedback: QgsFeedback, authcfg: str = "") -> None:
        self._open = partial(open_access, item, feedback, authcfg)
        self.current = self._open()

    def renew(self, band: str, uri: str) -> tuple[str, Mapping[str, str]]:
        """Return name and options for the file of `band`, which can not be read as `uri` any more.

        :raises CatalogueError: when there is no other signature.
        """
        if self.current.files[band] == uri:
            self.current = self._open()
        return self.current.files[band], self.current.options


def sign_in_at(address: str, authcfg: str) -> str:
    """Return `authcfg` where it is for the catalogue at `address`; the known ones ask nobody who searches."""
    return "" if catalogue_of([address]) is not None else authcfg


def _may_download(item: SceneItem) -> bool:
    """Tell whether all bands can be had from the server that the catalogue's tokens are for."""
    server = "" if item.catalogue is None else item.catalogue.downloads
    there = [address for band, address in item.downloads.items() if band in RGB_BANDS]
    same = all(server_of(address) == server_of(server) for address in item.downloads.values())
    return bool(server) and same and len(there) == len(RGB_BANDS)


def _is_of_one_server(item: SceneItem) -> bool:
    """Tell whether the files lie where the item does: what signs in there is for no other server."""
    return is_web(item.address) and {server_of(address) for address in item.bands.values()} == {server_of(item.address)}


def _files(item: SceneItem, signature: str) -> dict[str, str]:
    return {band: _gdal_name(address, signature) for band, address in item.bands.items()}


def _gdal_name(address: str, signature: str) -> str:
    if address.startswith(_S3):
        return f"/vsis3/{address[len(_S3) :]}"
    if not is_web(address):
        return address
    joint = "&" if urlsplit(address).query else "?"
    return f"/vsicurl/{address}{joint}{signature}" if signature else f"/vsicurl/{address}"


def _signature(item: SceneItem, feedback: QgsFeedback) -> str:
    """Return what is put behind the addresses of `item`; empty where none is needed."""
    catalogue = item.catalogue
    if catalogue is None or catalogue.sign_in != SIGNED:
        return ""
    parts = [urlsplit(address) for address in _unsigned(item).bands.values()]
    if any(part.query for part in parts) or not all(
        (part.hostname or "").endswith(catalogue.signed_for) for part in parts
    ):
        return ""
    address = catalogue.tokens.format(collection=item.collection)
    answer = ask(address, feedback)
    token = answer.get("token") if isinstance(answer, dict) else None
    if not isinstance(token, str) or not token:
        sentence = tr("{catalogue} signs no addresses now, so its images cannot be read; try again later.")
        raise CatalogueError(sentence.format(catalogue=catalogue.title), kind=FailureKind.PASSING)
    return token.lstrip("?")


def _unsigned(item: SceneItem) -> SceneItem:
    """Return `item` without signatures that a file of it has kept: they run out after an hour or a day."""
    if item.catalogue is None or item.catalogue.sign_in != SIGNED:
        return item
    return replace(item, bands={band: _without_signature(address) for band, address in item.bands.items()})


def _without_signature(address: str) -> str:
    return address.partition("?")[0] if "sig" in parse_qs(urlsplit(address).query) else address


def _key_options(catalogue: Catalogue | None, authcfg: str) -> dict[str, str]:
    """Return GDAL's options for a store with keys; :raises CatalogueError: when there are none, or nobody is asked."""
    if catalogue is None or not catalogue.storage:
        raise CatalogueError(
            tr(
                "The scene's files are in a store (s3://) that is not known here; choose an item of one of the known "
                "catalogues, or download its bands."
            )
        )
    user, secret = keys_of(authcfg)
    if not user or not secret:
        sentence = tr(
            "The images of {catalogue} are read with the keys of an account, which is free. Make a sign-in of the type "
            "Basic in Settings, Options, Authentication, with the access key as user name and the secret key as "
            "password, or one of the type OAuth2, and choose it in AUTH."
        )
        raise CatalogueError(sentence.format(catalogue=catalogue.title), refused=True)
    store = urlsplit(catalogue.storage)
    return {
        "AWS_ACCESS_KEY_ID": user,
        "AWS_SECRET_ACCESS_KEY": secret,
        "AWS_S3_ENDPOINT": store.netloc,
        "AWS_HTTPS": "YES" if store.scheme == "https" else "NO",
        "AWS_VIRTUAL_HOSTING": "FALSE",
        "AWS_NO_SIGN_REQUEST": "NO",
        "AWS_REGION": "default",
        **dict.fromkeys(_OF_OTHER_STORES, ""),
    }
