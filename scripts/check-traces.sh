#!/usr/bin/env bash
# What: sends requests with its own trace ids and compares their traces with the expectations (checks/shop.yaml).
# Use: scripts/check-traces.sh [options]; --help lists them, and the environment variables for addresses.
# Exit code: 0 all as expected, 1 something is not, 2 something could not be checked.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/checks" traces "$@"
