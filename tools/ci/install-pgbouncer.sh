#!/usr/bin/env bash
# Installs PgBouncer from the distribution, unless the machine has one.
set -u

if command -v pgbouncer >/dev/null || [ -x /usr/sbin/pgbouncer ]; then
  echo 'pgbouncer is there'
  exit 0
fi

sudo=''
[ "$(id -u)" -eq 0 ] || sudo='sudo'
command -v apt-get >/dev/null || exit 1

for attempt in 1 2 3; do
  if $sudo apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends pgbouncer; then
    # The distribution starts one of its own, which nobody asked for here.
    [ ! -d /run/systemd/system ] || $sudo systemctl disable --now --quiet pgbouncer || true
    exit 0
  fi
  echo "attempt $attempt failed"
  sleep $((attempt * 5))
done
exit 1
