#!/bin/bash
# Asks Muniment and Orthanc over DICOMweb, in turn in one run, and prints medians; then asks Muniment with many studies in its index.
#   --studies N   how many (default 200000)
set -eu
cd "$(dirname "$0")/../.."
. ops/prerequisites.sh
studies=200000
[ "${1:-}" = --studies ] && studies=${2:?--studies needs a number}
require_java_17
require_maven
require_packages dcmtk orthanc orthanc-dicomweb
mvn -B -q -DskipTests -Dspotless.check.skip -pl ops/bench,ops/server -am package >&2
exec "$JAVA_HOME/bin/java" -cp "ops/bench/target/classes:archive/archive-api/target/test-classes:ops/server/target/lib/*" \
  org.muniment.bench.WebBench "$PWD" "$studies"
