#!/usr/bin/env bash
# The Android service, against the Android framework's classes, and every module that builds on it
# (-amd). The facade is built for it, but its tests belong to the stage kotlin.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/jvm.sh"

maven_stage android -amd -Dcallscreen.facade.skipTests=true
