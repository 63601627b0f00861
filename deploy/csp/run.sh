#!/bin/sh
# Has Google's evaluator judge the content security policy of a running Roster: run.sh [http://localhost:8080]
# Needs npm and node. Fails at any finding that is, or may be, of high severity, or of medium one.
set -eu
cd "$(dirname "$0")"
[ -d node_modules/csp_evaluator ] || npm install --no-package-lock --no-audit --no-fund --silent
exec node evaluate.js "${1:-http://localhost:8080}"
