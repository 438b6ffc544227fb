#!/usr/bin/env bash
# Compiles the Swift facade and the iOS extensions on Linux and runs the checks. What only Apple
# has (CallKit) is a stand-in: tests/swift/<Framework>/*.swift is compiled as the module <Framework>.
#
#   module        sources
#   <Framework>   tests/swift/<Framework>/*.swift
#   Callscreen    generated bindings, bindings/swift/Sources/Callscreen/*.swift
#   <Extension>   ios-demo/<Extension>/*.swift for each of $EXTENSIONS
#   checks        tests/swift/*.swift: one program; imports all of the above, and the extensions
#                 with @testable; prints `ok NAME` or `FAILED NAME` for each check
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/bindings.sh"

# The app's own screens need SwiftUI, which has no stand-in.
EXTENSIONS=(CallDirectory MessageFilter)

# swift COMMAND...: with Swift of this machine or of the Debian root.
swift() {
    if [[ -n ${DEBIAN_ROOT-} ]]; then
        in_debian_root "$WORK" -- "$@"
    else
        "$@"
    fi
}

# compile ARGUMENT...: in Swift 6 mode, where a data race is an error, against all modules so far.
# The module map declares UniFFI's C header.
compile() {
    local map maps=()
    for map in "$BINDINGS"/*.modulemap; do maps+=(-Xcc "-fmodule-map-file=$map"); done
    swift swiftc -swift-version 6 -warnings-as-errors -module-cache-path "$WORK/cache" \
        -I "$MODULES" -I "$BINDINGS" "${maps[@]}" "$@"
}

# module NAME SOURCE...
module() {
    compile -parse-as-library -whole-module-optimization -Onone -enable-testing -module-name "$1" \
        -emit-module-path "$MODULES/$1.swiftmodule" -c -o "$MODULES/$1.o" "${@:2}"
}

# sources_in FOLDER: leaves its Swift files in $SOURCES; fails if there are none.
sources_in() {
    shopt -s nullglob
    SOURCES=("$1"/*.swift)
    shopt -u nullglob
    ((${#SOURCES[@]} > 0))
}

# is_current COMMITTED: a generated source that is committed, as Swift packages cannot run cargo.
is_current() { cmp "$1" "$BINDINGS/$(basename "$1")"; }

# What is both generated and committed is compiled once.
callscreen_module() {
    local generated=("$BINDINGS"/*.swift) own=() source
    if sources_in bindings/swift/Sources/Callscreen; then
        for source in "${SOURCES[@]}"; do
            [[ -e $BINDINGS/$(basename "$source") ]] || own+=("$source")
        done
    fi
    module Callscreen "${generated[@]}" "${own[@]}"
}

# The library is linked dynamically: Swift's linker step cannot read Rust's static one.
link_checks() {
    compile -Onone -module-name checks -o "$WORK/checks" "${SOURCES[@]}" "$MODULES"/*.o \
        -L "$LIBRARY" -lcallscreen -Xlinker -rpath -Xlinker "$LIBRARY"
}

need_rust
have swiftc || need_debian_root swift-root trixie swiftlang libc6-dev libstdc++-14-dev libgcc-14-dev binutils
cd "$REPO"
make_bindings swift
MODULES=$WORK/modules
mkdir "$MODULES"

for generated in "$BINDINGS"/*.{swift,h}; do
    while read -r committed; do
        check "$committed is current" is_current "$committed"
    done < <([[ ! -d bindings/swift ]] || find bindings/swift -name "$(basename "$generated")")
done
for folder in tests/swift/*/; do
    if sources_in "${folder%/}"; then
        need "compiling the stand-in $(basename "$folder")" module "$(basename "$folder")" "${SOURCES[@]}"
    fi
done
check "module Callscreen compiles" callscreen_module
for extension in "${EXTENSIONS[@]}"; do
    if sources_in "ios-demo/$extension"; then
        check "extension $extension compiles" module "$extension" "${SOURCES[@]}"
    fi
done
sources_in tests/swift || missing "tests/swift/*.swift"
need "compiling the checks" link_checks
tests "Swift checks" counted_by_name swift "$WORK/checks"
