#!/usr/bin/env bash
# What: sends requests with trace ids of their own and holds their traces against what is expected (checks/shop.yaml).
# Use: scripts/check-traces.sh [options]; --help names them, and the environment variables that give addresses.
# Exit code: 0 all is as expected, 1 something is not, 2 something could not be checked.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/checks" traces "$@"
