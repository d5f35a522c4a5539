#!/bin/bash
# Measures begin, commit and search by patient id with 1,000 and with 200,000 studies in the index (--studies N), asked in turn; fails past 1.3x.
set -eu
cd "$(dirname "$0")/../.."
. ops/prerequisites.sh
studies=200000
[ "${1:-}" = --studies ] && studies=${2:?--studies needs a number}
require_java_17
require_maven
exec mvn -B -ntp -pl archive/index-cassandra -am -Dspotless.check.skip -Dmuniment.excluded.tests=none -Dmuniment.studies="$studies" \
  -Dtest=IndexCostTest -Dsurefire.failIfNoSpecifiedTests=false test
