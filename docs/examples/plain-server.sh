#!/bin/sh
# Publishes the newest version of the plan from any machine with git, make and Python: by hand, from
# cron, or from a hook of Gitee or another host. In a crontab, each quarter of an hour:
#
#   SITE_URL=https://plan.example/
#   DEST=www@plan.example:/srv/www/plan
#   */15 * * * *  /srv/plan-site/docs/examples/plain-server.sh
#
# DEST is whatever `python -m generator publish` takes. If anything fails, what is public stays.
set -eu

: "${SITE_URL:?must be the address of the site, such as https://plan.example/}"
: "${DEST:?must be where to publish to, such as www@plan.example:/srv/www/plan}"
cd "$(dirname "$0")/../.."

# One at a time: a run that finds another one at work leaves it to that one.
exec 9>.git/publishing
flock --nonblock 9 || exit 0

git pull --quiet --ff-only
version=$(git rev-parse HEAD)
if [ "$(cat .git/published 2>/dev/null)" = "$version" ]; then
    exit 0
fi
make site SITE_URL="$SITE_URL"
.venv/bin/python -m generator publish site "$DEST"
echo "$version" >.git/published
