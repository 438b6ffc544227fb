#!/usr/bin/env bash
# Compiles the Swift package and the parts of the iOS demo that need no Apple framework but CallKit
# and runs the checks. CallKit is a stand-in.
#
#   module         sources
#   CallKit        tests/swift/CallKit: a stand-in for Apple's, as is Contacts
#   CallscreenFFI  bindings/swift/Headers: C header and module map, as they are packaged
#   Callscreen     bindings/swift/Sources/Callscreen, the generated source included
#   CallDirectory  ios-demo/Shared and CallDirectory: the extension
#   Desk           ios-demo/Shared and Desk: what the app does with the core
#   checks         tests/swift/*.swift: one program; imports all of the above, the demo's modules
#                  with @testable; prints `ok NAME` or `FAILED NAME: WHY` for each check
#
# The rest of the demo's app is not run: of the model the types are checked, against more stand-ins;
# of the screens, which need SwiftUI, the syntax is checked, no more.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$(dirname "${BASH_SOURCE[0]}")/bindings.sh"
cd "$REPO"

# What is written by hand.
WRITTEN=(tests/swift ios-demo bindings/swift/Package.swift bindings/swift/Sources/Callscreen/*.swift)

# swift COMMAND...: with Swift of this machine or of the Debian root.
swift() {
    if [[ -n ${DEBIAN_ROOT-} ]]; then
        in_debian_root "$WORK" -- "$@"
    else
        command "$@" # not this function again
    fi
}

# compile ARGUMENT...: in Swift 6 mode, where a data race is an error, against all modules so far.
compile() {
    swift swiftc -swift-version 6 -warnings-as-errors -module-cache-path "$WORK/cache" \
        -I "$MODULES" -I bindings/swift/Headers "$@"
}

sources_in() { find "$@" -name '*.swift' | sort; }

# module NAME FOLDER...
module() {
    local name=$1 sources
    shift
    readarray -t sources < <(sources_in "$@")
    compile -parse-as-library -whole-module-optimization -Onone -enable-testing \
        -module-name "$name" -emit-module-path "$MODULES/$name.swiftmodule" \
        -c -o "$MODULES/$name.o" "${sources[@]}"
}

# The library is linked dynamically: Swift's linker step cannot read Rust's static one.
link_checks() {
    compile -Onone -module-name checks -o "$WORK/checks" tests/swift/*.swift "$MODULES"/*.o \
        -L "$LIBRARY" -lcallscreen -Xlinker -rpath -Xlinker "$LIBRARY"
}

types_fit() {
    local sources
    readarray -t sources < <(sources_in "$@")
    compile -typecheck -parse-as-library -module-name App "${sources[@]}"
}

parses() {
    local sources
    readarray -t sources < <(sources_in "$@")
    swift swiftc -frontend -parse -swift-version 6 "${sources[@]}"
}

lints() { swift swift format lint --strict --configuration .swift-format --recursive "$@"; }

# Whether the package builds is for a Mac to say: its binary part is there only.
manifest_is_valid() {
    swift swift package --package-path bindings/swift --scratch-path "$WORK/package" \
        --cache-path "$WORK/package" --config-path "$WORK/package" --security-path "$WORK/package" \
        --disable-sandbox dump-package >"$WORK/manifest.json"
}

need_rust
have swiftc || need_debian_root swift-root trixie swiftlang libc6-dev libstdc++-14-dev libgcc-14-dev binutils
make_library
MODULES=$WORK/modules
mkdir "$MODULES"

check "the committed Swift source and C header are current" \
    bindings/swift/generate --check "$LIBRARY/$(library_name)"
check "the format of the Swift sources" lints "${WRITTEN[@]}"
check "the package's manifest" manifest_is_valid
for framework in CallKit Contacts; do
    need "compiling the stand-in $framework" module "$framework" "tests/swift/$framework"
done
need "compiling the package" module Callscreen bindings/swift/Sources/Callscreen
need "compiling the call directory extension" module CallDirectory ios-demo/{Shared,CallDirectory}
need "compiling the app's desk" module Desk ios-demo/{Shared,Desk}
check "the types of the app's model" types_fit ios-demo/{Shared,Desk,App/Model} tests/swift/App
check "the syntax of the app's screens" parses ios-demo/App/Screens
need "compiling the checks" link_checks
# Line by line: a crash must not swallow the results before it.
tests "Swift checks" counted_by_name swift stdbuf -oL "$WORK/checks" "$REPO"
