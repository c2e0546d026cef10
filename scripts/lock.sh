#!/usr/bin/env bash
# Write the hash-locked requirement files anew: the newest versions that pyproject.toml and dev.in admit.
# The files name no index, no host and no folder, so that they hold wherever the packages come from.
set -euo pipefail
cd "$(dirname "$0")/.."

compiler=${1:?usage: scripts/lock.sh PIP_COMPILE}
options=(--quiet --strip-extras --allow-unsafe --generate-hashes --no-emit-index-url --no-emit-find-links
    --no-emit-trusted-host --no-emit-options --upgrade)
export CUSTOM_COMPILE_COMMAND="make lock"

echo "lock: requirements/runtime.txt" >&2
"$compiler" "${options[@]}" --output-file requirements/runtime.txt pyproject.toml
echo "lock: requirements/dev.txt" >&2
(cd requirements && "$compiler" "${options[@]}" --output-file dev.txt dev.in)
