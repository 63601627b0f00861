#!/bin/sh
# Fuzzes every fuzz test in turn, each for so many seconds: src/test/fuzz.sh 90
# Or those of some classes: src/test/fuzz.sh 90 AddressFuzzTest LinkFuzzTest
# The first finding of a test ends its turn, and its input stays in src/test/resources, where each build tries it again.
# The reports are in target/fuzz.
set -u
cd "$(dirname "$0")/../.."
seconds=${1:-120}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- $(find src/test/java -name '*FuzzTest.java' -exec basename {} .java \; | sort)

mvn -B -q test-compile || exit 1
mkdir -p target/fuzz
found=
for class; do
    # Jazzer looks for new inputs to one test in a run, and gives the others those that it knows.
    for name in $(sed -n '/@FuzzTest/,/(/s/^ *void \([a-z_]*\)(.*/\1/p' "$(find src/test/java -name "$class.java")"); do
        report=target/fuzz/$class.$name.txt
        JAZZER_FUZZ=1 mvn -B surefire:test@default-test -Djazzer.hooks=true -Djazzer.max_duration="${seconds}s" \
            -Dtest="$class#$name*" -Dtest.port="${TEST_PORT:-1808}" >"$report" 2>&1 && seen="no finding" || seen=FOUND
        runs=$(sed -n 's/^Done \([0-9]* runs in [0-9]* second(s)\)$/\1/p' "$report")
        echo "$class $name: ${runs:-it did not come to an end}, $seen"
        [ "$seen" = "no finding" ] && [ -n "$runs" ] || found="$found $report"
    done
done
[ -z "$found" ] || { echo "See$found"; exit 1; }
