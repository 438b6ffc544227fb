#!/usr/bin/env bash
# Format, lints and all Rust tests. The bindings generator is left out: nothing of ours is in it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# UniFFI copies exported docs into Kotlin and Swift comments as they are, so a comment sign in
# them ends (or, as comments nest there, never ends) the comment.
no_comment_signs_in_docs() {
    ! grep -rnE '(//[/!]|#!?\[doc).*(\*/|/\*)' --include='*.rs' bindings/ffi/src
}

need_rust
cargo fmt --version >/dev/null 2>&1 || missing "rustfmt: rustup component add rustfmt"
cargo clippy --version >/dev/null 2>&1 || missing "clippy: rustup component add clippy"

# A failed property test would note its seed beside its source: nothing is written into the clone.
export PROPTEST_DISABLE_FAILURE_PERSISTENCE=1

# The reference answers are no part of the repository; a wrong folder in the variable fails.
reference=()
if [[ -n ${CALLSCREEN_REFERENCE_DATA:-} || -e $REPO/../shared/data/phone-numbers.tsv.gz ]]; then
    reference=(--features callscreen-core/reference-data)
else
    say "not run: core/tests/number_reference.rs (no shared/data beside the clone, no CALLSCREEN_REFERENCE_DATA)"
fi

cd "$REPO"
check "format" cargo fmt --all --check
check "no comment signs in exported docs" no_comment_signs_in_docs
# Lints need no data, so every file is linted everywhere.
check "lints" cargo clippy --workspace --exclude uniffi-bindgen --all-targets --features callscreen-core/reference-data --locked -- -D warnings
# They have a workspace of their own. Checked only, so they need no libFuzzer, which is C++.
check "fuzz targets" env CUSTOM_LIBFUZZER_PATH=./libfuzzer.a \
    cargo check --manifest-path tests/fuzz/Cargo.toml --locked
tests "Rust tests" counted_by_cargo cargo test --workspace --exclude uniffi-bindgen "${reference[@]}" --locked --no-fail-fast
