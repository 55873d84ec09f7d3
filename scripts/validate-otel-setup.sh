#!/usr/bin/env bash
# What: six checks of a running system: services, collector, test traffic, traces, metrics, Grafana's data sources.
# Use: scripts/validate-otel-setup.sh [options]; --help lists them, and the environment variables for addresses.
# Exit code: 0 all as expected, 1 something is not, 2 something could not be checked.
set -euo pipefail
exec "$(dirname "${BASH_SOURCE[0]}")/checks" setup "$@"
