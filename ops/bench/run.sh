#!/bin/bash
# Stores, queries and retrieves generated data against Muniment and against Orthanc, in turn in one run, and prints rates and ratios.
#   --rounds N   counted rounds, after one that warms both (default 3)
#   --scale F    share of the full size: 1000 CT instances of 525 kB, 2000 of 4 kB (default 1)
set -eu
cd "$(dirname "$0")/../.."
. ops/prerequisites.sh
rounds=3 scale=1
while [ $# -gt 0 ]; do
  case $1 in
    --rounds) rounds=${2:?--rounds needs a number}; shift ;;
    --scale) scale=${2:?--scale needs a number}; shift ;;
    *) sed -n '2,4s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
  shift
done
require_java_17
require_maven
require_packages dcmtk orthanc
mvn -B -q -DskipTests -Dspotless.check.skip -pl ops/bench -am package >&2
exec "$JAVA_HOME/bin/java" -cp ops/bench/target/classes:archive/dicom/target/classes org.muniment.bench.Bench "$PWD" "$rounds" "$scale"
