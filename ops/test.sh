#!/bin/bash
# Runs every test: formatter, unit tests, and the suites against foreign DICOM peers.
#   --kills N   how often the kill tests kill (default 20)
# Other arguments go to Maven, such as -pl archive/dicom.
set -eu
cd "$(dirname "$0")/.."
. ops/prerequisites.sh

arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --kills) arguments+=("-Dmuniment.kills=${2:?--kills needs a number}"); shift ;;
    --kills=*) arguments+=("-Dmuniment.kills=${1#*=}") ;;
    *) arguments+=("$1") ;;
  esac
  shift
done

require_java_17
require_maven
# shellcheck disable=SC2086
require_packages $codec_packages libopenjp2-tools dcmtk dicom3tools orthanc orthanc-dicomweb python3-pydicom libgdcm-tools python3-hl7 fiu-utils libfiu0 chromium curl jq
prepare_viewer

exec mvn -B -ntp -Dmuniment.excluded.tests=measurement verify ${arguments[@]+"${arguments[@]}"}
