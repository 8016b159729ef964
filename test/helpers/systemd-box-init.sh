#!/bin/bash
# First process of a systemd box (systemd-box.ts), in its own mount, pid, net, uts, ipc and cgroup namespaces: builds a root over
# this machine's, moves into it, and becomes systemd. What the box writes stays in its memory, except below the shared folder.
#   systemd-box-init.sh SHARE REPOSITORY [DISK]     DISK: a mounted file system for what is written, kept when the box ends
set -eu
share=$1 repository=$2 disk=${3-}
mount --make-rprivate /
top=$share/.box
mkdir -p "$top"
if [ -n "$disk" ]; then mount --bind "$disk" "$top"; else mount -t tmpfs -o size=2g,mode=755 tmpfs "$top"; fi
mkdir -p "$top"/upper "$top"/work "$top"/root
mount -t overlay overlay -o "lowerdir=/,upperdir=$top/upper,workdir=$top/work" "$top/root"
root=$top/root

# The folder that is shared with the test, and this repository where it lies on another disk, at the paths that they have outside.
for path in "$repository" "$share"; do
  mkdir -p "$root$path"
  mount --bind "$path" "$root$path"
done
mount -o remount,ro,bind "$root$repository"

mount -t proc proc "$root/proc"
# The kernel is the host's: only the settings of the network are the box's own.
mount --bind "$root/proc/sys" "$root/proc/sys"
mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
mount -o remount,ro,bind "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for node in null zero full random urandom tty; do
  touch "$root/dev/$node"
  mount --bind "/dev/$node" "$root/dev/$node"
done
mkdir "$root/dev/pts" "$root/dev/shm"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
mount -t tmpfs tmpfs "$root/dev/shm"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir "$root/run/lock"

# Nothing covers or empties its /tmp: the repository may lie there.
ln -sfn /dev/null "$root/etc/systemd/system/tmp.mount"
ln -sfn /dev/null "$root/etc/tmpfiles.d/tmp.conf"
ip link set lo up

mkdir -p "$root/.old"
cd "$root"
pivot_root . .old
umount -l /.old
systemd=/lib/systemd/systemd
exec env -i container=box PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
  "$systemd" --system --log-target=journal --show-status=0 --unit=basic.target
