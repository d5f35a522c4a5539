# Sourced by run.sh and test.sh: what a fresh Debian 12 lacks is installed, or named when we are not root.

# Codecs that are no part of the archive: without one of them it runs, and refuses what needs it.
codec_packages="libcharls2 libopenjp2-7 openjph-tools"

# Debian packages given as arguments, which the archive can do without.
want_packages() {
  (require_packages "$@") || echo "Going on without." >&2
}

# Debian packages given as arguments.
require_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages. As root: apt-get install ${missing[*]}" >&2
    exit 1
  fi
  echo "Installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || exit 1
}

# Sets JAVA_HOME to a JDK 17, whatever the machine's default is: Cassandra runs on nothing newer.
require_java_17() {
  local candidate
  for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$candidate/bin/javac" ] && grep -qs '^JAVA_VERSION="17[."]' "$candidate/release"; then
      export JAVA_HOME=$candidate
      return
    fi
  done
  [ -z "${1:-}" ] || { echo "No JDK 17 found in /usr/lib/jvm" >&2; exit 1; }
  require_packages openjdk-17-jdk-headless
  require_java_17 again
}

require_maven() {
  command -v mvn >/dev/null || require_packages maven
}

# OHIF, into ops/viewer/target/viewer, unless it is there as the files of ops/viewer make it. Arguments go to npm.
prepare_viewer() (
  cd ops/viewer
  local wanted
  wanted=$(cat package-lock.json prepare.mjs app-config.js muniment.css recall.js | sha256sum)
  if [ "$(cat target/prepared-from 2>/dev/null)" = "$wanted" ]; then
    [ "${1:-}" = --omit=dev ] || [ -d node_modules/playwright-core ] && return
  fi
  command -v node >/dev/null || require_packages nodejs
  command -v npm >/dev/null || require_packages npm
  echo "Preparing the viewer (the first time fetches 60 MB)"
  npm ci --no-audit --no-fund --loglevel=error "$@" && node prepare.mjs && echo "$wanted" >target/prepared-from
)
