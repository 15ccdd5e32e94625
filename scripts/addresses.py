# SPDX-License-Identifier: GPL-2.0-or-later
"""Set the addresses of the project everywhere: ``python3 -m scripts.addresses REPOSITORY EMAIL``.

Until somebody has done so, metadata, README and others name a repository and a mailbox that may not exist;
metadata.txt is where the program itself looks. Standard library only.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from eurosat_plugin.paths import package_folder

_OWNER = "eurosat-land-cover"
REPOSITORY = f"https://github.com/{_OWNER}/{_OWNER}"
EMAIL = f"{_OWNER}@users.noreply.github.com"


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repository", help="such as https://github.com/OWNER/NAME")
    parser.add_argument("email", help="of whoever answers for the plugin on plugins.qgis.org")
    options = parser.parse_args(arguments)
    if not options.repository.startswith("https://") or "@" not in options.email:
        print("The repository begins with https://, and the e-mail address has an @.", file=sys.stderr)
        return 1
    for path in set_addresses(package_folder().parent, options.repository.rstrip("/"), options.email):
        print(path)
    return 0


def placeholders(metadata: str) -> list[str]:
    """Return the lines of metadata.txt whose address nobody has set yet."""
    return [line for line in metadata.splitlines() if REPOSITORY in line or EMAIL in line]


def set_addresses(root: Path, repository: str, email: str) -> list[str]:
    """Replace the placeholders in all files that git tracks in `root`; return the names of those that changed."""
    changed = []
    for name in tracked_files(root):
        path = root / name
        try:
            old = path.read_text(encoding="utf-8")
        except (UnicodeDecodeError, OSError):  # a picture, a model; a file that was removed
            continue
        new = old.replace(REPOSITORY, repository).replace(EMAIL, email)
        if new != old:
            path.write_text(new, encoding="utf-8")
            changed.append(name)
    return changed


def tracked_files(root: Path, *below: str) -> list[str]:
    """Return the names of the files that git tracks in `root`, only those `below` some folders if any are given.

    :raises OSError: when git cannot tell.
    """
    command = ["git", "-C", str(root), "ls-files", "-z", "--", *below]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise OSError(f"git cannot tell its files: {done.stderr.decode(errors='replace').strip()}")
    return sorted(filter(None, done.stdout.decode().split("\0")))


if __name__ == "__main__":
    raise SystemExit(main())
