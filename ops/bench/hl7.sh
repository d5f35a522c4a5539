#!/bin/bash
# Sends HL7 v2 messages to Muniment, each journaled, processed and acknowledged, and prints how many a second.
#   --messages N   for each line (default 2000)
set -eu
cd "$(dirname "$0")/../.."
. ops/prerequisites.sh
messages=2000
[ "${1:-}" = --messages ] && messages=${2:?--messages needs a number}
require_java_17
require_maven
mvn -B -q -DskipTests -Dspotless.check.skip -pl ops/bench,ops/server -am package >&2
exec "$JAVA_HOME/bin/java" -cp "ops/bench/target/classes:archive/archive-api/target/test-classes:ops/server/target/lib/*" \
  org.muniment.bench.Hl7Bench "$PWD" "$messages"
