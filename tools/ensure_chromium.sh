#!/usr/bin/env bash
# Brings a Chromium for the browser tests where that is possible without asking anybody: Debian's package, as root.
# Where it is not, the browser tests skip and say why. Never fails the build.
set -u
here=$(dirname "$0")
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "no Chromium found: the browser tests will be skipped (install one to run them)"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
"$here/step" "the package lists" apt-get update -qq \
  && { "$here/step" "Chromium without windows, for the browser tests" \
         apt-get install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core \
       || "$here/step" "Chromium for the browser tests" \
         apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } \
  || echo "Chromium could not be installed: the browser tests will be skipped"
exit 0
