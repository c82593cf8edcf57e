#!/usr/bin/env bash
# Installs libfaketime from the distribution, unless the machine has it. It gives a process a clock of its own.
set -u

if compgen -G '/usr/lib/*/faketime/libfaketimeMT.so.1' >/dev/null; then
  echo 'libfaketime is there'
  exit 0
fi

sudo=''
[ "$(id -u)" -eq 0 ] || sudo='sudo'
command -v apt-get >/dev/null || exit 1

for attempt in 1 2 3; do
  if $sudo apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends faketime; then
    exit 0
  fi
  echo "attempt $attempt failed"
  sleep $((attempt * 5))
done
exit 1
