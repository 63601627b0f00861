#!/bin/sh
# Starts the program once, asks it for some pages, and keeps what that start has loaded (JEP 483 and 515); later starts take
# half of the time. With Java 25 or newer:
#   train.sh FOLDER                         where FOLDER, from / on, has quarkus-run.jar; leaves roster.aot and roster.args there
#   java $JAVA_OPTS @FOLDER/roster.args     starts the program from them, with the same Java and the same FOLDER
# Needs curl, and the settings of the program in the environment, with a database that this may fill with tables.
set -eu
rm -f "$1/roster.aot"
# Java keeps only classes that it loads itself, so it is told of every jar; quarkus-run.jar would load most of them.
jars=$(printf '%s:' "$1"/quarkus/*.jar "$1"/app/*.jar "$1"/lib/boot/*.jar "$1"/lib/main/*.jar)
cat > "$1/roster.args" <<END
-cp "${jars%:}"
# What quarkus-run.jar says of itself.
-Djava.util.logging.manager=org.jboss.logmanager.LogManager
--add-opens=java.base/java.lang=ALL-UNNAMED
roster.Roster
END
java ${JAVA_OPTS:-} -XX:AOTCacheOutput="$1/roster.aot" "@$1/roster.args" &
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
sed -i "1i \"-XX:AOTCache=$1/roster.aot\"" "$1/roster.args"
