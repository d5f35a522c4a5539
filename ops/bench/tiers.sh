#!/bin/bash
# Moves generated studies from hot to warm, beside tar and sha256sum of the same files, in turn in one run; prints rates and ratios.
#   --rounds N      counted rounds, after one that warms up (default 3)
#   --instances N   of 525 kB in each (default 750)
set -eu
cd "$(dirname "$0")/../.."
. ops/prerequisites.sh
rounds=3 instances=750
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2:?--rounds needs a number}; shift ;;
    --instances) instances=${2:?--instances needs a number}; shift ;;
    *) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done
require_java_17
require_maven
require_packages dcmtk
mvn -B -q -DskipTests -Dspotless.check.skip -pl ops/bench -am package >&2
exec "$JAVA_HOME/bin/java" -cp ops/bench/target/classes:archive/dicom/target/classes org.muniment.bench.MigrationBench "$PWD" "$rounds" "$instances"
