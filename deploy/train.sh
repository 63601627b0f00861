#!/bin/sh
# Starts the program once, asks it for some pages, and keeps what that start has loaded (JEP 483 and 515): starts with
# -XX:AOTCache=FOLDER/roster.aot take two thirds of the time. With the same Java, 25 or newer, and the same path to the jar:
#   train.sh FOLDER    leaves roster.aot in the folder that has quarkus-run.jar
# Needs curl, and the settings of the program in the environment, with a database that this may fill with tables.
set -eu
rm -f "$1/roster.aot"
java ${JAVA_OPTS:-} -XX:AOTCacheOutput="$1/roster.aot" -jar "$1/quarkus-run.jar" &
program=$!
trap 'kill $program 2>/dev/null || true' EXIT
address="http://localhost:${QUARKUS_HTTP_PORT:-8080}"
waited=0
until curl -fs -o /dev/null "$address/q/health/ready"; do
    kill -0 $program && [ $((waited += 1)) -lt 120 ] || { echo "The program does not start" >&2; exit 1; }
    sleep 1
done
# Pages that everybody may see, as nobody can sign in here; they need the database and the templates like all others.
for page in / /invitations/nobody-has-this /roster.css /roster.js /nowhere; do
    for time in 1 2 3 4 5 6 7 8; do curl -s -o /dev/null "$address$page"; done
done
kill $program
wait $program || true
test -s "$1/roster.aot"
