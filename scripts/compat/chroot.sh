#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# QGIS of another Debian release in a folder of its own, as root on Debian:
#   chroot.sh make RELEASE FOLDER        install QGIS and what the desktop tests need (2 minutes, 3 GB)
#   chroot.sh tools FOLDER REQUIREMENTS  install the Python packages of that file beside it, in /opt/venv
#   chroot.sh run FOLDER PROJECT CMD...  run CMD in PROJECT, which the chroot sees at /mnt
# MIRROR names another mirror of Debian than the one of this machine; EUROSAT_DATA is seen at /media, read-only.
set -eu

usage() {
    sed -n '3,7s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

install_qgis() {
    release=$1 root=$2
    mirror=${MIRROR:-$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)}
    mirror=${mirror:-http://deb.debian.org/debian}
    command -v debootstrap >/dev/null || apt-get install -y debootstrap || { apt-get update && apt-get install -y debootstrap; }
    # A release younger than this machine's debootstrap is made like the one that all come from.
    recipe=/usr/share/debootstrap/scripts/$release
    [ -e "$recipe" ] || recipe=/usr/share/debootstrap/scripts/sid
    if [ ! -e "$root/etc/debian_version" ] || [ -e "$root/debootstrap" ]; then
        debootstrap --variant=minbase "$release" "$root" "$mirror" "$recipe"
    fi
    cp /etc/resolv.conf "$root/etc/"
    # A mirror may lag behind, and a testing machine's clock be wrong; signatures are checked all the same.
    echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/90late"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"  # installing a service must not start it
    chmod +x "$root/usr/sbin/policy-rc.d"
    in_chroot "$root" / apt-get update
    in_chroot "$root" / apt-get install -y --no-install-recommends qgis python3-qgis qgis-providers \
        python3-venv python3-pil git make qttools5-dev-tools fonts-dejavu-core xvfb xauth openbox xdotool imagemagick \
        ca-certificates
    # Whom this machine trusts, the chroot trusts.
    cp /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/certs/"
    touch "$root/.ready"
}

install_tools() {
    root=$1
    cp "$2" "$root/opt/requirements.txt"
    # shellcheck disable=SC2016  # to be expanded in the chroot
    in_chroot "$root" / sh -euc '
        /usr/bin/python3 -m venv --clear --system-site-packages /opt/venv
        /usr/bin/python3 -c "import numpy; print(\"numpy==\" + numpy.__version__)" >/opt/constraints.txt
        /opt/venv/bin/pip install -q --cert /etc/ssl/certs/ca-certificates.crt \
            -c /opt/constraints.txt -r /opt/requirements.txt'
}

in_chroot() {
    root=$1 project=$2
    shift 2
    data=${EUROSAT_DATA:-}
    export root project data
    # The mounts live in a namespace of their own: nothing stays mounted when the command has ended.
    exec_chroot='
        mount -t proc proc "$root/proc"
        mount -t sysfs sysfs "$root/sys"
        mount --rbind /dev "$root/dev"
        [ "$project" = / ] || mount --bind "$project" "$root/mnt"
        if [ -n "$data" ]; then
            mount --bind "$data" "$root/media"
            mount -o remount,bind,ro "$root/media"
            data=EUROSAT_DATA=/media
        fi
        exec chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PYTHONDONTWRITEBYTECODE=1 \
            PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONNOUSERSITE=1 QT_QPA_PLATFORM=offscreen $data \
            PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /mnt && exec \"\$@\"" sh "$@"'
    unshare --mount --propagation private sh -euc "$exec_chroot" sh "$@"
}

[ $# -ge 3 ] || usage
verb=$1
shift
case $verb in
    make) install_qgis "$@" ;;
    tools) install_tools "$@" ;;
    run) in_chroot "$@" ;;
    *) usage ;;
esac
