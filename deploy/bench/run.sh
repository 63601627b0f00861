#!/bin/sh
# Measures Roster under load, beside the least that such a page can cost:
#   run.sh [-Dmembers=1000,1000000] [-Dseconds=5]
# Needs wrk (Debian and Ubuntu: apt-get install wrk) and Linux; brings its own PostgreSQL and sign-in. The table goes to
# the terminal and to target/bench/report.txt. Where JAVA_HOME is Java 25, the program is trained first, as in the image. Ends
# with an error where a budget is not kept.
set -eu
cd "$(dirname "$0")/../.."
command -v wrk >/dev/null || { echo "wrk is not installed: apt-get install wrk" >&2; exit 1; }
mvn -B -q -f deploy/bench/floor package
exec mvn -B -q verify -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=Bench "$@"
