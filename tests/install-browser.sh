#!/bin/sh
# Makes sure that the browser tests and the PDF have Chromium and the Noto CJK fonts.
set -eu

missing=
command -v chromium >/dev/null || missing="chromium"
fc-list 'Noto Serif CJK SC' 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-noto-cjk"
if [ -z "$missing" ]; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    # shellcheck disable=SC2086 # several packages
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "The browser tests and the PDF need Chromium and the Noto CJK fonts. On Debian or Ubuntu:" >&2
echo "    sudo apt-get install chromium fontconfig fonts-noto-cjk" >&2
exit 1
