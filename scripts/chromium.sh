#!/usr/bin/env bash
# Make sure that the page tests find a Chromium; where it cannot be installed they skip and say so.
set -euo pipefail

for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done

if [[ $(id -u) -ne 0 ]] || ! command -v apt-get >/dev/null; then
    echo "chromium: not found; the page tests will be skipped (Debian: sudo apt-get install chromium)" >&2
    exit 0
fi

echo "chromium: installing Debian's package for the page tests" >&2
export DEBIAN_FRONTEND=noninteractive
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } </dev/null >/dev/null; then
    echo "chromium: the installation failed; the page tests will be skipped" >&2
fi
