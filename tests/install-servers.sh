#!/bin/sh
# Makes sure that the tests of publishing have the servers they publish to: nginx, sshd and rsync.
set -eu

missing=
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing="nginx-light"
[ -x /usr/sbin/sshd ] || missing="$missing openssh-server"
command -v rsync >/dev/null || missing="$missing rsync"
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086 # several packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "The tests of publishing need nginx, sshd and rsync. On Debian or Ubuntu:" >&2
echo "    sudo apt-get install nginx-light openssh-server rsync" >&2
exit 1
