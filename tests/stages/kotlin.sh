#!/usr/bin/env bash
# The Kotlin facade on the desktop JVM, with the real library behind it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jvm.sh"

maven_stage facade
