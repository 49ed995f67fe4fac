#!/bin/sh
# Makes sure that the browser tests and the PDF have Debian's Chromium and the Noto CJK fonts.
set -eu

if command -v chromium >/dev/null && fc-list 'Noto Serif CJK SC' | grep -q .; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        chromium fontconfig fonts-noto-cjk >/dev/null
    exit 0
fi
echo "The browser tests and the PDF need Chromium and the Noto CJK fonts. On Debian or Ubuntu:" >&2
echo "    sudo apt-get install chromium fontconfig fonts-noto-cjk" >&2
exit 1
