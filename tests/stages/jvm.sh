# shellcheck shell=bash
# The Maven project in tests/kotlin. Sourced by the stages kotlin and android.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/bindings.sh"

# maven_stage MODULE MAVEN-OPTION...: builds the module and what it needs, and runs the tests.
maven_stage() {
    need_tool javac default-jdk-headless
    need_tool mvn maven
    cd "$REPO"
    [[ -f tests/kotlin/pom.xml ]] || missing "tests/kotlin/pom.xml"
    make_bindings kotlin
    # Maven's own output goes to the work folder, not into the clone.
    tests "Maven module $1" counted_by_surefire mvn -B -ntp -Dstyle.color=never -f tests/kotlin/pom.xml -pl "$1" -am \
        -Dcallscreen.bindings="$BINDINGS" -Dcallscreen.library.dir="$LIBRARY" \
        -Dcallscreen.build.dir="$WORK/maven" "${@:2}" verify
}
