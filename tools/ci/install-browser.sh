#!/usr/bin/env bash
# Installs a Chromium from the distribution, unless the machine has one.
set -u

for browser in chromium google-chrome google-chrome-stable chromium-browser; do
  if command -v "$browser" >/dev/null; then
    echo "$(command -v "$browser") is there"
    exit 0
  fi
done

sudo=''
[ "$(id -u)" -eq 0 ] || sudo='sudo'
command -v apt-get >/dev/null || exit 1

for attempt in 1 2 3; do
  if $sudo apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends chromium fonts-liberation; then
    exit 0
  fi
  echo "attempt $attempt failed"
  sleep $((attempt * 5))
done
exit 1
