#!/usr/bin/env bash
# Compiles the library for phones. Nothing is linked, as neither NDK nor Xcode can be had here;
# a static library is an archive of compiled objects and needs no linker.
#
# With the target installed by rustup this machine's own Rust compiles it. Without: Debian's, which
# is new enough in forky, and which compiles the standard library for the target as well. That
# feature of cargo is unstable, RUSTC_BOOTSTRAP allows it on a stable compiler.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

CARGO_HOME=${CARGO_HOME:-$HOME/.cargo}

# Android apps carry SQLite inside of the library, but to compile its C source the NDK's headers are
# needed. Without an NDK's compiler in CC_aarch64_linux_android, the build script of
# libsqlite3-sys is told to link the system's instead, which a static library leaves open. The Rust
# code is the same: with the feature `bundled` on, it keeps to the bundled version's interface.
sqlite_for() {
    if [[ $1 == *-android && -z ${CC_aarch64_linux_android-} ]]; then
        echo LIBSQLITE3_SYS_USE_PKG_CONFIG=1
    fi
}

# Nobody will debug these, and without the tables they are a third of the size.
export CARGO_PROFILE_DEV_DEBUG=0

is_installed() { have rustup && rustup target list --installed 2>/dev/null | grep -qx "$1"; }

# As one static library: the other crate types of the package would have to be linked.
cargo_arguments() {
    echo rustc -p callscreen-ffi --locked --lib --crate-type staticlib --target "$1"
}

# compile_for TARGET
compile_for() {
    local arguments sqlite
    read -ra arguments < <(cargo_arguments "$1")
    sqlite=$(sqlite_for "$1")
    if is_installed "$1"; then
        env ${sqlite:+"$sqlite"} cargo "${arguments[@]}" --target-dir "$MOBILE"
    else
        in_debian_root "$MOBILE" "$CARGO_HOME" -- \
            env ${sqlite:+"$sqlite"} CARGO_HOME="$CARGO_HOME" CARGO_PROFILE_DEV_DEBUG=0 RUSTC_BOOTSTRAP=1 \
            CARGO_BUILD_RUSTC_WRAPPER= CARGO_TERM_COLOR="$CARGO_TERM_COLOR" \
            cargo "${arguments[@]}" --target-dir "$MOBILE" --offline -Zbuild-std=std,panic_abort
    fi
}

# llvm TOOL ARGUMENT...: GNU's tools do not read Apple's object files.
llvm() {
    if [[ -n ${DEBIAN_ROOT-} ]]; then
        in_debian_root "$MOBILE" -- "llvm-$1" "${@:2}"
    else
        "llvm-$1" "${@:2}"
    fi
}

# holds ARCHIVE FORMAT: every object in it is of that format, and what UniFFI exports is there.
holds() {
    local formats symbols
    formats=$(llvm readobj --file-headers "$1" | sed -n 's/^Format: //p' | sort -u) || return 1
    [[ $formats == "$2" ]] || { say "objects of another format than $2: ${formats:-none}"; return 1; }
    symbols=$(llvm nm --defined-only --extern-only --quiet "$1" | grep -oE '\<_?(uniffi|ffi)_callscreen_\w+' | sort -u)
    say "   $(wc -c <"$1") bytes, $2, $(wc -w <<<"$symbols") exported symbols"
    grep -q 'ffi_callscreen_uniffi_contract_version' <<<"$symbols" || { say "UniFFI's symbols are missing"; return 1; }
    # An empty API exports no function, and then there is nothing to look for.
    ! grep -rq 'uniffi::export' bindings/ffi/src || grep -q 'uniffi_callscreen_fn_' <<<"$symbols" ||
        { say "no exported function is in it"; return 1; }
}

# compiles TARGET FORMAT
compiles() { compile_for "$1" && holds "$MOBILE/$1/debug/libcallscreen.a" "$2"; }

# The registry of this machine is used inside of the Debian root, offline; what the standard
# library itself depends on has to be in it, too.
fetch() {
    local std
    cargo fetch --locked || return 1
    for std in "$DEBIAN_ROOT"/usr/src/rustc-*/library; do
        RUSTC_BOOTSTRAP=1 cargo fetch --locked --manifest-path "$std/Cargo.toml" || return 1
    done
}

need_rust
cd "$REPO"
MOBILE=$CARGO_TARGET_DIR/mobile
mkdir -p "$MOBILE"
if is_installed aarch64-linux-android && is_installed aarch64-apple-ios; then
    need_tool llvm-nm llvm
else
    need_debian_root mobile-root forky rustc cargo rust-src llvm
    need "fetching the dependencies" fetch
fi
check "arm64 Android" compiles aarch64-linux-android elf64-littleaarch64
check "arm64 iOS" compiles aarch64-apple-ios "Mach-O arm64"
