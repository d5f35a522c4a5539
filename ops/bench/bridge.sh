#!/bin/bash
# Stores generated CT instances of 525 kB to Muniment: as they come, coerced by six rules, and coerced and sent on by routing, in turn in one run; prints rates and losses.
#   --rounds N      counted rounds, after six of small objects that warm up (default 5)
#   --instances N   in each (default 600)
set -eu
cd "$(dirname "$0")/../.."
. ops/prerequisites.sh
rounds=5 instances=600
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
exec "$JAVA_HOME/bin/java" -cp ops/bench/target/classes:archive/dicom/target/classes org.muniment.bench.BridgeBench "$PWD" "$rounds" "$instances"
