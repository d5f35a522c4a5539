#!/bin/bash
# Builds what is not built and runs the archive in the foreground. --help lists the options.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/ops/prerequisites.sh"

# Paths mean what they mean where the caller stands.
home=$PWD/data
options=()
while [ $# -gt 0 ]; do
  case $1 in
    --home) home=$(realpath -m -- "${2:?--home needs a directory}"); shift ;;
    --home=*) home=$(realpath -m -- "${1#*=}") ;;
    --config) options+=(--config "$(realpath -m -- "${2:?--config needs a file}")"); shift ;;
    --config=*) options+=(--config "$(realpath -m -- "${1#*=}")") ;;
    *) options+=("$1") ;;
  esac
  shift
done

cd "$root"
require_java_17
# shellcheck disable=SC2086
want_packages $codec_packages

# Built again when a source file was added, changed or removed.
sources() {
  find pom.xml archive integration-routes lifecycle ops \( -name target -o -path '*/src/test' \) -prune -o \
    -type f \( -name pom.xml -o -path '*/src/main/*' \) -printf '%p %s %T@\n' | LC_ALL=C sort | sha256sum
}
stamp=ops/server/target/built-from
now=$(sources)
if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
  require_maven
  echo "Building Muniment (the first time downloads its dependencies and takes some minutes)"
  rm -rf ops/server/target/lib ops/embedded-cassandra/target/cassandra-lib
  mvn -B -q -DskipTests -Dspotless.check.skip -pl ops/server -am package
  echo "$now" >"$stamp"
fi

prepare_viewer --omit=dev || echo "Going on without the viewer" >&2

# MUNIMENT_JAVA_OPTS comes last, so that it can override.
# shellcheck disable=SC2086
exec "$JAVA_HOME/bin/java" -Xmx512m -XX:+ExitOnOutOfMemoryError \
  -Dmuniment.cassandra.lib="$root/ops/embedded-cassandra/target/cassandra-lib" \
  ${MUNIMENT_JAVA_OPTS:-} \
  -cp "ops/server/target/classes:ops/server/target/lib/*" \
  org.muniment.server.MunimentServer --home "$home" ${options[@]+"${options[@]}"}
