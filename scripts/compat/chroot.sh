#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# QGIS of another Debian release in a folder of its own, as root on Debian:
#   compat_chroot.sh make RELEASE FOLDER        install QGIS and what the desktop tests need (2 minutes, 3 GB)
#   compat_chroot.sh run FOLDER PROJECT CMD...  run CMD in PROJECT, which the chroot sees at /mnt, read-only
# MIRROR names another mirror of Debian than the one of this machine.
set -eu

usage() {
    sed -n '3,6s/^# \{0,1\}//p' "$0" >&2
    exit 2
}

install_qgis() {
    release=$1 root=$2
    mirror=${MIRROR:-$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/debian.sources 2>/dev/null | head -n 1)}
    mirror=${mirror:-http://deb.debian.org/debian}
    command -v debootstrap >/dev/null || apt-get install -y debootstrap
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
        python3-pytest fonts-dejavu-core xvfb xauth openbox xdotool imagemagick
    touch "$root/.ready"
}

in_chroot() {
    root=$1 project=$2
    shift 2
    export root project
    # The mounts live in a namespace of their own: nothing stays mounted when the command has ended.
    exec_chroot='
        mount -t proc proc "$root/proc"
        mount -t sysfs sysfs "$root/sys"
        mount --rbind /dev "$root/dev"
        if [ "$project" != / ]; then
            mount --bind "$project" "$root/mnt"
            mount -o remount,bind,ro "$root/mnt"
            cd /
        fi
        exec chroot "$root" env -i HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive PYTHONDONTWRITEBYTECODE=1 \
            QT_QPA_PLATFORM=offscreen PATH=/usr/sbin:/usr/bin:/sbin:/bin sh -c "cd /mnt && exec \"\$@\"" sh "$@"'
    unshare --mount --propagation private sh -euc "$exec_chroot" sh "$@"
}

[ $# -ge 3 ] || usage
verb=$1
shift
case $verb in
    make) install_qgis "$@" ;;
    run) in_chroot "$@" ;;
    *) usage ;;
esac
