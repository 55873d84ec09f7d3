#!/usr/bin/env bash
# What: holds what Prometheus has against what is expected of it (checks/shop.yaml).
# Use: scripts/validate-metrics.sh [options]; --help names them, and the environment variables that give addresses.
# Exit code: 0 all is as expected, 1 something is not, 2 something could not be checked.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/checks" metrics "$@"
