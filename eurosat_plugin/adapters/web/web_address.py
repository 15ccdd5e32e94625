# SPDX-License-Identifier: GPL-2.0-or-later
"""Addresses that files are fetched from: which of them may be asked, and how they are shown."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from qgis.PyQt.QtCore import QUrl


def is_safe_address(text: str) -> bool:
    """Tell whether `text` may be asked for a file: by HTTPS, or on this computer.

    On the way by HTTP anybody may put another file, and with it another sha256, in the place of what was asked for.
    """
    try:
        text.encode()
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:  # half a character, brackets that do not close
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_this_computer(host)))


def may_lead_to(url: str, target: str) -> bool:
    """Tell whether a redirection from `url` to `target` may be followed: never from elsewhere to this computer."""
    return is_safe_address(target) and (server_of(target)[0] == "https" or server_of(url)[0] == "http")


def server_of(url: str) -> tuple[str, str]:
    """Return scheme and server of an address, without who signs in."""
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.rpartition("@")[2]


def without_password(url: str) -> str:
    """Return `url` as it may be shown and written into logs."""
    shown = QUrl(url.encode(errors="replace").decode())
    return str(shown.toString(QUrl.UrlFormattingOption.RemoveUserInfo))  # type: ignore[arg-type]


def _is_this_computer(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # a name
        return False
